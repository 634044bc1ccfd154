"""Reads and uses the table of all signs as a user does."""

from PySide6.QtCore import Qt

from signdict.gui.linguist.sign_table import COLUMNS


def glosses(section):
    model = section.table.signs
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cell(section, row, name):
    return section.table.signs.index(row, list(COLUMNS).index(name)).data()


def click_header(section, qtbot, name):
    header = section.table.horizontalHeader()
    spot = header.viewport().rect().center()
    spot.setX(header.sectionViewportPosition(list(COLUMNS).index(name)) + 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def type_in(section, qtbot, words, count):
    qtbot.keyClicks(section.filters.field, words)
    qtbot.waitUntil(lambda: section.table.signs.rowCount() == count)
