"""Measures and analyses models: `python -m training.evaluate`."""
