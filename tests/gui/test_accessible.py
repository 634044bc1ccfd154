"""What a screen reader and a keyboard find on every page of the real window."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QApplication, QWidget

from signdict.gui.window.pages import EXPLORE
from tests.gui.support.windows import PAGES, turn

NAMELESS_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client)


@pytest.fixture(params=(*PAGES, "Pairs", "Similarity"))
def page(visited, request):
    """A page that is open, or a part of the page Explore, with what it holds."""
    number = request.param if request.param in PAGES else EXPLORE
    if request.param in PAGES:
        visited.go(number)
    else:
        turn(visited, request.param)
    visited.activateWindow()
    for _ in range(3):
        QApplication.processEvents()
    return visited.pages.page(number)


def reached(page):
    """Widgets in view that take the keyboard, but those inside of another that does."""
    everything = page.window().findChildren(QWidget)
    return [
        one
        for one in everything
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisible()
        and one.isEnabled()
        and one.focusProxy() is None
        and not isinstance(one, QAbstractSlider | QAbstractScrollArea)
    ]


def told(widget):
    there = QAccessible.queryAccessibleInterface(widget)
    return there.text(QAccessible.Text.Name) if there else ""


def test_everything_that_takes_the_keyboard_has_a_name(page):
    parts = reached(page)
    assert len(parts) > 6
    assert [repr(one) for one in parts if not told(one).strip()] == []


def test_lists_sliders_and_areas_that_take_it_have_one_too(page):
    areas = [
        one
        for one in page.window().findChildren(QWidget)
        if isinstance(one, QAbstractSlider | QAbstractScrollArea)
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisible()
    ]
    assert [repr(one) for one in areas if not told(one).strip()] == []


def test_everything_that_takes_the_keyboard_says_what_it_is(page):
    roles = {repr(one): QAccessible.queryAccessibleInterface(one).role() for one in reached(page)}
    assert [one for one, role in roles.items() if role in NAMELESS_ROLES] == []


def test_tab_goes_round_through_everything(page, qtbot):
    window, parts = page.window(), set(reached(page))
    qtbot.waitUntil(window.isActiveWindow)
    been = set()
    for _ in range(3 * len(parts) + 60):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        been.add(QApplication.focusWidget())
    assert [repr(one) for one in parts - been if Qt.FocusPolicy.TabFocus in one.focusPolicy()] == []


def test_what_has_the_focus_can_be_seen(page, qtbot):
    window = page.window()
    qtbot.waitUntil(window.isActiveWindow)
    hidden = []
    for _ in range(30):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        one = QApplication.focusWidget()
        if one is not None:
            place = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
            if not window.rect().intersects(place):
                hidden.append(repr(one))
    assert hidden == []
