"""Signs and clips in SQLite, with text search, undo, health checks and backups."""
