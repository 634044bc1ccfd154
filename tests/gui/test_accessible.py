"""Every page of the real window works with a screen reader and the keyboard."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QApplication, QWidget

from signdict.gui.window.pages import EXPLORE
from tests.gui.support.windows import PAGES, turn

NAMELESS_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client)


@pytest.fixture(params=(*PAGES, "Pairs", "Similarity"))
def page(visited, request):
    """An open page, or a section of the page Explore."""
    number = request.param if request.param in PAGES else EXPLORE
    if request.param in PAGES:
        visited.go(number)
    else:
        turn(visited, request.param)
    visited.activateWindow()
    for _ in range(3):
        QApplication.processEvents()
    return visited.pages.page(number)


def focusable(page):
    """Return the visible controls that take the focus, without those that pass it on."""
    return [
        widget
        for widget in page.window().findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget, QAbstractSlider | QAbstractScrollArea)
    ]


def accessible_name(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def test_every_control_has_a_name(page):
    controls = focusable(page)
    assert len(controls) > 6
    assert [repr(widget) for widget in controls if not accessible_name(widget).strip()] == []


def test_lists_sliders_and_scroll_areas_have_names_too(page):
    areas = [
        widget
        for widget in page.window().findChildren(QWidget)
        if isinstance(widget, QAbstractSlider | QAbstractScrollArea)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
    ]
    assert [repr(area) for area in areas if not accessible_name(area).strip()] == []


def test_every_control_has_a_role(page):
    roles = {
        repr(widget): QAccessible.queryAccessibleInterface(widget).role()
        for widget in focusable(page)
    }
    assert [name for name, role in roles.items() if role in NAMELESS_ROLES] == []


def test_tab_reaches_every_control(page, qtbot):
    window, controls = page.window(), set(focusable(page))
    qtbot.waitUntil(window.isActiveWindow)
    visited = set()
    for _ in range(3 * len(controls) + 60):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        visited.add(QApplication.focusWidget())
    missed = controls - visited
    assert [repr(w) for w in missed if Qt.FocusPolicy.TabFocus in w.focusPolicy()] == []


def test_the_widget_in_focus_is_visible(page, qtbot):
    window = page.window()
    qtbot.waitUntil(window.isActiveWindow)
    hidden = []
    for _ in range(30):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            area = QRect(focused.mapTo(window, QPoint(0, 0)), focused.size())
            if not window.rect().intersects(area):
                hidden.append(repr(focused))
    assert hidden == []
