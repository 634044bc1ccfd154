"""A clock for views that move several signs together."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

#: Milliseconds between two frames.
_INTERVAL = 33


class Ticker(QObject):
    """Emits how many seconds have passed, about 30 times per second while a widget is visible."""

    passed = Signal(float)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._last = time.monotonic()
        self._timer = QTimer(self, interval=_INTERVAL)
        self._timer.timeout.connect(self._tick)
        widget.installEventFilter(self)

    def restart(self) -> None:
        """Count from now on."""
        self._last = time.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Run while the widget is visible."""
        if event.type() == QEvent.Type.Show:
            self.restart()
            self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return super().eventFilter(watched, event)

    def _tick(self) -> None:
        now = time.monotonic()
        seconds, self._last = now - self._last, now
        self.passed.emit(seconds)
