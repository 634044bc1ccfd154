"""Builds models and the starter dictionary from data; not part of the application."""

from signdict.core.threads import limit_threads

limit_threads()  # before a module of this package imports NumPy
