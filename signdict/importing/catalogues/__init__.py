"""Lists of films that publishers offer to programs, turned into tables that can be added."""
