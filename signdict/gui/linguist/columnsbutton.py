"""Which columns of the table are shown: a button with a menu, which its header opens too."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class ColumnsButton(QPushButton):
    """Says which columns are put away. Those in which nothing stands are not offered."""

    changed = Signal()

    def __init__(
        self,
        names: Iterable[str],
        called: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(self.tr("Columns"))
        self.setToolTip(self.tr("Choose which columns are shown"))
        menu = QMenu(self)
        self.actions_of: dict[str, QAction] = {}
        for name in names:
            action = menu.addAction(called(name))
            action.setCheckable(True)
            action.setChecked(True)
            action.triggered.connect(lambda _: self._tell())
            self.actions_of[name] = action
        menu.addSeparator()
        self.all_action = menu.addAction(self.tr("Show all columns"), lambda: self.put_away(()))
        self.all_action.triggered.connect(self.changed)
        self.setMenu(menu)
        self._say()

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns that are put away."""
        return tuple(name for name, one in self.actions_of.items() if not one.isChecked())

    def put_away(self, names: Iterable[str]) -> None:
        """Put these away and show all others."""
        away = set(names)
        for name, action in self.actions_of.items():
            action.setChecked(name not in away)
        self._say()

    def offer(self, empty: Iterable[str]) -> None:
        """Leave those out of the menu in which nothing stands."""
        none = set(empty)
        for name, action in self.actions_of.items():
            action.setVisible(name not in none)

    def open_at(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.menu().popup(place)

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        away = ", ".join(self.actions_of[name].text() for name in self.hidden)
        self.all_action.setEnabled(bool(away))
        told = self.tr("Put away: {columns}").format(columns=away) if away else ""
        self.setAccessibleDescription(told or self.tr("All are shown"))
