"""Reads videos and manifests into datasets, and builds the starter dictionary."""
