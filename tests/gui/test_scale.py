"""Nothing is cut off on any page, at display scales of 100 to 300 % and with a large font."""

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


def described(state, widget):
    """Describe a widget that was cut off: page, class, text, its size and the size it needs."""
    sizes = (widget.size().toTuple(), widget.minimumSizeHint().toTuple())
    text = widget.text() if hasattr(widget, "text") else widget.accessibleName()
    return (state, type(widget).__name__, text, *sizes)


def states(window):
    """Show every page as it was left; the page Sign also at the start, and with a sign large."""
    for number in reversed(PAGES):
        window.go(number)
        yield number
    for section in ("Pairs", "Similarity"):
        turn(window, section)
        yield section
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
    cut_off = []
    for state in states(window):
        settled()
        assert window.width() <= size[0], f"{state} is too wide"
        assert window.height() <= size[1], f"{state} is too high"
        widgets = shown(window.pages.currentWidget(), QLabel, QAbstractButton, QComboBox, QLineEdit)
        assert len(widgets) > 10
        cut_off += [described(state, w) for w in widgets if cut(w) or outside(w, window)]
    assert cut_off == [], "\n".join(map(str, cut_off))


def test_the_sheet_of_keys_fits_or_scrolls(window):
    sheet = KeySheet(window)
    sheet.show()
    settled()
    area = sheet.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    assert [label.text() for label in sheet.findChildren(QLabel) if cut(label)] == []
    sheet.close()
