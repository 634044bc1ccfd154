"""signdict: search sign-language dictionaries by signing, by typing and by similarity."""

__version__ = "0.1.0"
