"""The ring that shows where the keyboard is."""

import pytest
import shiboken6
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from signdict.gui.theme.focus_ring import OWN, FocusFollower
from signdict.gui.theme.style import tones


@pytest.fixture
def follower(qapp):
    made = FocusFollower(qapp)
    yield made
    shiboken6.delete(made)


@pytest.fixture
def form(qtbot, follower):
    made = QWidget()
    column = QVBoxLayout(made)
    for part in (QPushButton("One"), QCheckBox("Two")):
        column.addWidget(part)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def focus(form, kind, qtbot):
    part = form.findChild(kind)
    part.setFocus()
    qtbot.waitUntil(part.hasFocus)
    return part


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox])
def test_whatever_has_the_focus_has_a_ring_round_it(form, qtbot, kind):
    part = focus(form, kind, qtbot)
    place = part.geometry()
    colour = form.grab().toImage().pixelColor(place.center().x(), place.top())
    assert colour == QColor(tones().accent)


def test_the_ring_moves_with_the_focus(form, qtbot, follower):
    focus(form, QPushButton, qtbot)
    second = focus(form, QCheckBox, qtbot)
    assert follower.ring.part is second
    second.clearFocus()
    assert follower.ring is None


def test_the_ring_goes_where_its_part_goes(form, qtbot, follower):
    part = focus(form, QPushButton, qtbot)
    form.resize(500, 300)
    qtbot.waitUntil(lambda: follower.ring.geometry().center() == part.geometry().center())
    part.hide()
    assert follower.ring is None or follower.ring.part is not part


def test_what_paints_its_own_ring_has_no_second_one(form, qtbot, follower):
    form.findChild(QCheckBox).setProperty(OWN, True)
    focus(form, QPushButton, qtbot)
    focus(form, QCheckBox, qtbot)
    assert follower.ring is None


def test_a_part_that_goes_with_the_focus_takes_no_later_ring_along(form, qtbot, follower):
    page = QWidget()
    QVBoxLayout(page).addWidget(QLineEdit())
    form.layout().addWidget(page)
    focus(form, QLineEdit, qtbot)
    shiboken6.delete(page)
    part = focus(form, QCheckBox, qtbot)
    assert follower.ring.part is part


def test_menus_show_what_is_chosen_themselves(form, qtbot, follower):
    menu = QMenu(form)
    menu.addAction("One")
    follower._on_moved(None, menu)
    assert follower.ring is None
