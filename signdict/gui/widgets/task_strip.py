"""The strip at the bottom of the window: long work, its progress, and a button to stop it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from signdict.core.types import Progress

_MINUTE = 60


class Task(QWidget):
    """One row: a name, a progress bar, the time left, and a button."""

    stopped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = name
        self._name = QLabel(name)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(8)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(name)
        self._left = QLabel()
        stop = QPushButton(self.tr("Stop"))
        stop.setAccessibleName(self.tr("Stop: {name}").format(name=name))
        stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(16)
        row.addWidget(self._name)
        row.addWidget(self._bar, 1)
        row.addWidget(self._left)
        row.addWidget(stop)

    def show_progress(self, progress: "Progress") -> None:
        """Show the progress of the task."""
        if progress.total > 0:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        item = self.fontMetrics().elidedText(progress.what, Qt.TextElideMode.ElideMiddle, 240)
        self._name.setText(f"{self._title}: {item}" if item else self._title)
        self._left.setText(self._time_left(progress.seconds_left))

    def _time_left(self, seconds: float | None) -> str:
        if seconds is None:
            return ""
        if seconds < _MINUTE:
            return self.tr("{n} s left").format(n=max(1, round(seconds)))
        return self.tr("{n} min left").format(n=round(seconds / _MINUTE))


class TaskStrip(QFrame):
    """Shows the tasks under way, one row each; hidden if there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tasks")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.hide()

    def begin(self, name: str) -> Task:
        """Add a row for a task, and return it. Its progress is not known yet."""
        task = Task(name)
        self._rows.addWidget(task)
        self.show()
        return task

    def end(self, task: Task) -> None:
        """Remove the row of a task that is over."""
        self._rows.removeWidget(task)
        task.deleteLater()
        self.setVisible(self._rows.count() > 0)
