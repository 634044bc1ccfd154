"""Builds models and the starter dictionary from data; not part of the application."""
