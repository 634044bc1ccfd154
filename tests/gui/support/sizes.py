"""Sizes of the window that screens leave, large letters, and what is cut off there."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from signdict.gui.theme import style

#: What is left, in device-independent pixels: 1280 x 720 at 100 %, 1920 x 1080 at 150 and 200 %,
#: 2560 x 1440 at 300 %.
SIZES = {"100 %": (1280, 720), "150 %": (1280, 680), "200 %": (960, 540), "300 %": (853, 480)}
LETTERS = {"usual": 1.0, "large": 1.3}


@pytest.fixture(scope="module", params=LETTERS.values(), ids=LETTERS.keys())
def letters(request, qapp):
    """Look as the application does, in letters of some size; afterwards as before."""
    font, sheet, palette = qapp.font(), qapp.styleSheet(), qapp.palette()
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * request.param)
    qapp.setFont(larger)
    style.set_scheme("light")
    yield
    style.set_scheme("system")
    qapp.setFont(font)
    qapp.setProperty("scheme", None)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


def settled():
    for _ in range(4):
        QApplication.processEvents()


def shown(page, *kinds):
    """Parts in view; a field's own buttons are within its edge."""
    return [
        w
        for w in page.window().findChildren(QWidget)
        if isinstance(w, kinds) and w.isVisible() and not isinstance(w.parent(), QLineEdit)
    ]


def needs(part):
    """The least size at which all of its words can be read."""
    if isinstance(part, QLabel) and part.wordWrap():
        return part.heightForWidth(part.width())
    return part.fontMetrics().height()


def cut(part):
    """Whether some of what a part says is lost."""
    if isinstance(part, QLabel):
        if not part.text() or part.text().endswith("…"):  # its tool tip has the whole
            return bool(part.text()) and not part.toolTip()
        wide = part.fontMetrics().horizontalAdvance(part.text().split("\n")[0])
        narrow = not part.wordWrap() and part.width() < wide
        return narrow or part.height() < needs(part)
    if isinstance(part, QLineEdit):
        return part.height() < needs(part)
    narrow = part.width() < part.minimumSizeHint().width()
    whole = isinstance(part, QAbstractButton) and part.text() and part.text() in part.toolTip()
    return (narrow and not whole) or part.height() < needs(part)


def outside(part, window):
    """Whether a part sticks out of the window, with no area that scrolls to it."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    return above is None and not window.rect().contains(place)
