"""The sheet of keys lists every shortcut, and every key on it does something."""

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel

from signdict.gui.window.key_sheet import KeySheet

#: Keys that widgets handle without a shortcut: those of Qt, and those of tiles.
HANDLED = {"Tab", "Shift+Tab", "Left", "Right", "Up", "Down", "Return", "Shift+Return", "Space"}


def plain(key):
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


@pytest.fixture
def sheet(qtbot):
    sheet = KeySheet()
    qtbot.addWidget(sheet)
    return sheet


def registered(window):
    """Return every shortcut of the window, its pages and their dialogs."""
    keys = {plain(shortcut.key()) for shortcut in window.findChildren(QShortcut)}
    keys |= {plain(key) for act in window.findChildren(QAction) for key in act.shortcuts()}
    keys |= {plain(button.shortcut()) for button in window.findChildren(QAbstractButton)}
    return keys - {""}


def listed(sheet):
    return {plain(key) for keys, _ in sheet.rows() for key in keys}


def test_every_shortcut_is_on_the_sheet(visited, sheet):
    assert registered(visited) - listed(sheet) == set()


def test_every_key_on_the_sheet_does_something(visited, sheet):
    assert listed(sheet) - registered(visited) - HANDLED == set()


def test_keys_have_the_names_of_this_platform(sheet):
    native = QKeySequence("Ctrl+F").toString(QKeySequence.SequenceFormat.NativeText)
    assert native in [label.text() for label in sheet.findChildren(QLabel)]
