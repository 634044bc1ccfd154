"""Pseudo-signs and augmented clips to learn from."""
