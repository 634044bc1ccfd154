"""Phonological features (facets) of a sign, computed from its landmarks."""
