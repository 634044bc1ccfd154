"""From files on disk to clips in a library."""
