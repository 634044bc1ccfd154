"""Analyses of whole languages: pairs, similarity, the map, the table of signs."""
