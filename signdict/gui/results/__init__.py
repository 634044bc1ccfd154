"""The results of a question: grid, details, facets, comparison."""
