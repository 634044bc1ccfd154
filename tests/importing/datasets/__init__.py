"""A miniature of each dataset: a module of its name with a constant MINIATURE."""
