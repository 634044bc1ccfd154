"""Lists of signs and their exports."""
