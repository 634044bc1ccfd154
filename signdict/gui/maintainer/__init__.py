"""The page Library: imports, sources, and the care of the library."""
