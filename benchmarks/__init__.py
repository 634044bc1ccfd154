"""Measurements, each run as `python -m benchmarks.NAME`."""

from signdict.core.threads import limit_threads

limit_threads()  # before a module of this package imports NumPy
