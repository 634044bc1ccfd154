"""The sheet of keys tells every key there is, and every page is reached and used by them alone."""

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel

from signdict.gui.window.key_sheet import KeySheet

#: Keys that widgets take themselves, without a shortcut: Qt's own, and those of tiles.
TAKEN = {"Tab", "Shift+Tab", "Left", "Right", "Up", "Down", "Return", "Shift+Return", "Space"}


def plain(key):
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


@pytest.fixture
def sheet(qtbot):
    made = KeySheet()
    qtbot.addWidget(made)
    return made


def registered(window):
    """Every shortcut of the window, its pages and what they opened."""
    keys = {plain(one.key()) for one in window.findChildren(QShortcut)}
    keys |= {plain(key) for one in window.findChildren(QAction) for key in one.shortcuts()}
    keys |= {plain(one.shortcut()) for one in window.findChildren(QAbstractButton)}
    return keys - {""}


def listed(sheet):
    return {plain(key) for keys, _ in sheet.rows() for key in keys}


def test_every_shortcut_is_on_the_sheet(visited, sheet):
    assert registered(visited) - listed(sheet) == set()


def test_every_key_on_the_sheet_does_something(visited, sheet):
    assert listed(sheet) - registered(visited) - TAKEN == set()


def test_keys_are_told_as_they_are_called_here(sheet):
    native = QKeySequence("Ctrl+F").toString(QKeySequence.SequenceFormat.NativeText)
    assert native in [label.text() for label in sheet.findChildren(QLabel)]
