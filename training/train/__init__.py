"""Trains both towers of a model: `python -m training.train`."""
