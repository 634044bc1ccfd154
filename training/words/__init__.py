"""Trains the text tower: `python -m training.words`."""
