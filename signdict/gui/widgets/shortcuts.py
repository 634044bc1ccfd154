"""Keys that act within a widget, and small buttons with such a key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from signdict.gui.theme import icons


def key(within: QWidget, keys: str, act: Callable[[], object]) -> None:
    """Call `act` when keys are pressed while the focus is in a widget."""
    shortcut = QShortcut(QKeySequence(keys), within)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)


def button(within: QWidget, icon: str, name: str, keys: str) -> QToolButton:
    """Return a button with an icon. Its tool tip shows its name and keys, and the keys click it."""
    tool = QToolButton()
    tool.setIcon(icons.icon(icon))
    tool.setAccessibleName(name)
    tool.setToolTip(f"{name} ({keys})")
    tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    key(within, keys, tool.click)
    return tool
