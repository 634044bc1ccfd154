"""Plays signs: one clock, cached frames, one or two signs at a time."""
