"""The dictionary as one object: queries, maintenance, teaching."""
