"""Converts published SignCLIP checkpoints without executing them."""
