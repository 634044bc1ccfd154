"""Sizes of the window at display scales, a large font, and checks that nothing is cut off."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from signdict.gui.theme import style

#: The usable size in device-independent pixels: 1280 x 720 at 100 %, 1920 x 1080 at 150 and
#: 200 %, 2560 x 1440 at 300 %.
SIZES = {"100 %": (1280, 720), "150 %": (1280, 680), "200 %": (960, 540), "300 %": (853, 480)}
LETTERS = {"usual": 1.0, "large": 1.3}


@pytest.fixture(scope="module", params=LETTERS.values(), ids=LETTERS.keys())
def letters(request, qapp):
    """Use the style of the application with a font of some size; restore the font afterwards.

    The style sheet stays: Qt crashes when an application removes its sheet and sets one again.
    """
    font, palette = qapp.font(), qapp.palette()
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * request.param)
    qapp.setFont(larger)
    style.set_scheme("light")
    yield
    style.set_scheme("system")
    qapp.setFont(font)
    qapp.setProperty("scheme", None)
    qapp.setPalette(palette)


def settled():
    """Show and lay out everything that waits for it."""
    for _ in range(4):
        QApplication.processEvents()


def shown(page, *kinds):
    """Return the visible widgets of these classes, without the buttons inside a text field."""
    return [
        w
        for w in page.window().findChildren(QWidget)
        if isinstance(w, kinds) and w.isVisible() and not isinstance(w.parent(), QLineEdit)
    ]


def needed_height(widget):
    """Return the least height at which the whole text can be read."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width())
    return widget.fontMetrics().height()


def cut(widget):
    """Return whether some of the text of a widget is lost."""
    if isinstance(widget, QLabel):
        if not widget.text() or widget.text().endswith("…"):  # the tool tip has the whole text
            return bool(widget.text()) and not widget.toolTip()
        width = widget.fontMetrics().horizontalAdvance(widget.text().split("\n")[0])
        narrow = not widget.wordWrap() and widget.width() < width
        return narrow or widget.height() < needed_height(widget)
    if isinstance(widget, QLineEdit):
        return widget.height() < needed_height(widget)
    narrow = widget.width() < widget.minimumSizeHint().width()
    whole = (
        isinstance(widget, QAbstractButton) and widget.text() and widget.text() in widget.toolTip()
    )
    return (narrow and not whole) or widget.height() < needed_height(widget)


def outside(widget, window):
    """Return whether a widget reaches out of the window, and no scroll area shows the rest."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return parent is None and not window.rect().contains(area)
