"""A miniature of each dataset: a module of its name with a constant MINIATURE.

A dataset that is published in several forms may have more constants of this kind.
"""
