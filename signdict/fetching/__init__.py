"""Films and lists from the web: only when the user asks for them, and only by https."""
