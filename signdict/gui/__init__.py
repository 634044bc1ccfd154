"""What a person sees: the only Qt of the project."""
