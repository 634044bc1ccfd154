"""Keys that work within a widget, and small buttons that have one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from signdict.gui.theme import icons


def key(within: QWidget, keys: str, act: Callable[[], object]) -> None:
    """Have keys do something while the focus is in a widget."""
    shortcut = QShortcut(QKeySequence(keys), within)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)


def button(within: QWidget, icon: str, name: str, keys: str) -> QToolButton:
    """A button with an icon, whose name and keys its tool tip tells, and which the keys press."""
    made = QToolButton()
    made.setIcon(icons.icon(icon))
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({keys})")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    key(within, keys, made.click)
    return made
