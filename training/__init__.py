"""From data to model, and from videos to the starter dictionary; never part of the application."""
