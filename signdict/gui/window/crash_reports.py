"""What nobody expected: written down with its traceback, and told plainly."""

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

#: Bytes of a log that are kept from one start to the next.
_LONGEST = 200_000


class CrashReports(QObject):
    """Catches what was not caught. Where the folder cannot be written, reports are only told."""

    unexpected = Signal(str)  # the report; from any thread

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._log, self._crash = home / "signdict.log", home / "crash.log"
        self._file: IO[str] | None = None
        self._last = ""
        self._before = (sys.excepthook, threading.excepthook)

    def watch(self) -> None:
        """Begin to catch."""
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
        """Return what was written when the process went down last time, if it did."""
        return self._last.strip()

    def end(self) -> None:
        """Stop catching."""
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
            long = self._log.is_file() and self._log.stat().st_size > _LONGEST
            with self._log.open("w" if long else "a", encoding="utf-8") as file:
                file.write(report + "\n")
        except OSError as problem:
            _log.warning("The report cannot be kept: %s", problem.strerror)
