"""Trains the text tower, and aligns it with a pose tower: `python -m training.words`."""
