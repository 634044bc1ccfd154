"""Cases of public bug reports, run through the command line with their expected values."""
