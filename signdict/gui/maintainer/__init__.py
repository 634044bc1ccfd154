"""The Library page: imports, sources, and the care of the library."""
