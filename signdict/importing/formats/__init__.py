"""The formats of lists of clips: one module each, with one function that yields its rows."""
