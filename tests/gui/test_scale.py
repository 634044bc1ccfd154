"""Nothing is cut off: every page at the sizes that 100 to 300 % leave of usual screens, and with
large letters."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from signdict.gui.theme import style
from signdict.gui.window.key_sheet import KeySheet
from tests.gui.support.windows import PAGES, SIGN, opened, turn

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


@pytest.fixture
def window(qtbot, tmp_path, letters):
    yield from opened(qtbot, tmp_path)


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


def named(number, part):
    """What was cut off: page, kind, words, and the size that it has and that it needs."""
    sizes = (part.size().toTuple(), part.minimumSizeHint().toTuple())
    words = part.text() if hasattr(part, "text") else part.accessibleName()
    return (number, type(part).__name__, words, *sizes)


def states(window):
    """Every page as it was left; the page Sign also as it begins, and with a sign large."""
    for number in reversed(PAGES):
        window.go(number)
        yield number
    for part in ("Pairs", "Similarity"):
        turn(window, part)
        yield part
    window.go(SIGN)
    results = window.learner.results
    results.show_notice("")
    results.stack.setCurrentWidget(window.learner.start)
    yield "start"
    results.show_matches([tile.match for tile in results.grid.tiles])
    yield "answers"
    results.open_match(results.grid.tiles[-1].match)
    yield "large"
    results.close_sign()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_nothing_is_cut_off(window, size):
    window.resize(*size)
    lost = []
    for state in states(window):
        settled()
        assert window.width() <= size[0], f"{state} needs more width than there is"
        assert window.height() <= size[1], f"{state} needs more height than there is"
        parts = shown(window.stack.currentWidget(), QLabel, QAbstractButton, QComboBox, QLineEdit)
        assert len(parts) > 10
        lost += [named(state, part) for part in parts if cut(part) or outside(part, window)]
    assert lost == [], "\n".join(map(str, lost))


def test_the_sheet_of_keys_is_whole_or_scrolls(window):
    sheet = KeySheet(window)
    sheet.show()
    settled()
    area = sheet.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    assert [label.text() for label in sheet.findChildren(QLabel) if cut(label)] == []
    sheet.close()
