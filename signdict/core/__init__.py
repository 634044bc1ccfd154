"""Errors, paths, types, text, vectors, files and processes that every package uses."""
