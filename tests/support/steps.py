"""Runs the generators of `Progress` that long work consists of."""


def drive(steps):
    """Run steps to their end; return every report of progress, and the result.

    A report that repeats the one before it, because the work waits for a worker, is left out.
    """
    reports = []
    while True:
        try:
            report = next(steps)
        except StopIteration as end:
            return reports, end.value
        if not (reports and _same(report, reports[-1])):
            reports.append(report)


def changes(steps):
    """Yield the reports of progress that do not repeat the one before."""
    last = None
    for report in steps:
        if last is None or not _same(report, last):
            yield report
        last = report


def _same(report, other):
    return (report.done, report.total, report.what) == (other.done, other.total, other.what)


def result_of(steps):
    """Run steps to their end and return the result."""
    return drive(steps)[1]
