"""The vector index, ranking, and search by meaning."""
