"""Reads datasets by their recipes: TOML files that describe how the files of a dataset lie."""
