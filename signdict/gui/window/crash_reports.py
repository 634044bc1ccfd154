"""Reports of bugs and crashes: logged with their traceback, and passed on to the window."""

import faulthandler
import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger("signdict")

#: Size in bytes from which the log is overwritten instead of continued.
_MAX_BYTES = 200_000


class CrashReports(QObject):
    """Catches uncaught exceptions, and detects crashes of the last run.

    If the folder is read-only, reports are only passed on.
    """

    unexpected = Signal(str)  # the report; from any thread

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._log, self._crash = home / "signdict.log", home / "crash.log"
        self._file: IO[str] | None = None
        self._last = ""
        self._before = (sys.excepthook, threading.excepthook)

    def watch(self) -> None:
        """Start to catch exceptions."""
        sys.excepthook = self._caught
        threading.excepthook = lambda caught: self._caught(
            caught.exc_type, caught.exc_value, caught.exc_traceback
        )
        try:
            self._last = self._crash.read_text(encoding="utf-8", errors="replace")
        except OSError:
            self._last = ""
        try:
            self._crash.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._crash.open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._file)

    def last_crash(self) -> str:
        """Return the report of the crash of the last run, or an empty text."""
        return self._last.strip()

    def end(self) -> None:
        """Stop, and restore the hooks of Python."""
        sys.excepthook, threading.excepthook = self._before
        if self._file:
            faulthandler.disable()
            self._file.close()
            self._crash.unlink(missing_ok=True)

    def _caught(
        self,
        kind: type[BaseException],
        failure: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, failure or kind(), where)
            return
        report = "".join(traceback.format_exception(kind, failure, where))
        _log.error("%s", report)
        self._write(report)
        self.unexpected.emit(report)

    def _write(self, report: str) -> None:
        try:
            full = self._log.is_file() and self._log.stat().st_size > _MAX_BYTES
            with self._log.open("w" if full else "a", encoding="utf-8") as file:
                file.write(report + "\n")
        except OSError as problem:
            _log.warning("The report cannot be saved: %s", problem.strerror)
