"""Pseudo-signs, and variations of real clips, for training."""
