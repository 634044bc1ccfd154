"""Colours, icons, the focus ring, reduced motion, and the preferences."""
