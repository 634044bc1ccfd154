"""Landmarks and everything geometric: poses, features, files, segmentation, comparison."""
