"""Trains the pose tower: `python -m training.train`."""
