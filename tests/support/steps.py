"""Runs the generators of `Progress` that long work consists of."""


def drive(steps):
    """Run steps to their end; return every report of progress, and the result."""
    reports = []
    while True:
        try:
            reports.append(next(steps))
        except StopIteration as end:
            return reports, end.value


def result_of(steps):
    """Run steps to their end and return the result."""
    return drive(steps)[1]
