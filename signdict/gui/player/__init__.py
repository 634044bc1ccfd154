"""Plays signs: a shared clock, cached frames, one sign or two side by side."""
