"""Nothing is cut off: every page at the sizes that 100 to 300 % leave of usual screens, and with
large letters."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QScrollArea

from signdict.gui.window.key_sheet import KeySheet
from signdict.gui.window.pages import SIGN
from tests.gui.support.sizes import SIZES, cut, outside, settled, shown
from tests.gui.support.windows import PAGES, opened, turn


@pytest.fixture
def window(qtbot, tmp_path, letters):
    yield from opened(qtbot, tmp_path)


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
    results = window.pages.learner.results
    results.show_notice("")
    results.stack.setCurrentWidget(window.pages.learner.start)
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
        parts = shown(window.pages.currentWidget(), QLabel, QAbstractButton, QComboBox, QLineEdit)
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
