"""The ring around the widget that has the focus."""

import pytest
import shiboken6
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from signdict.gui.theme.focus_ring import OWN, FocusFollower
from signdict.gui.theme.style import tones


@pytest.fixture
def follower(qapp):
    follower = FocusFollower(qapp)
    yield follower
    shiboken6.delete(follower)


@pytest.fixture
def form(qtbot, follower):
    form = QWidget()
    column = QVBoxLayout(form)
    for widget in (QPushButton("One"), QCheckBox("Two")):
        column.addWidget(widget)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def focus(form, kind, qtbot):
    widget = form.findChild(kind)
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return widget


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox])
def test_the_widget_in_focus_has_a_ring(form, qtbot, kind):
    area = focus(form, kind, qtbot).geometry()
    colour = form.grab().toImage().pixelColor(area.center().x(), area.top())
    assert colour == QColor(tones().accent)


def test_the_ring_moves_with_the_focus(form, qtbot, follower):
    focus(form, QPushButton, qtbot)
    second = focus(form, QCheckBox, qtbot)
    assert follower.ring.widget is second
    second.clearFocus()
    assert follower.ring is None


def test_the_ring_follows_its_widget(form, qtbot, follower):
    button = focus(form, QPushButton, qtbot)
    form.resize(500, 300)
    qtbot.waitUntil(lambda: follower.ring.geometry().center() == button.geometry().center())
    button.hide()
    assert follower.ring is None or follower.ring.widget is not button


def test_a_widget_that_paints_its_own_ring_has_no_second_one(form, qtbot, follower):
    form.findChild(QCheckBox).setProperty(OWN, True)
    focus(form, QPushButton, qtbot)
    focus(form, QCheckBox, qtbot)
    assert follower.ring is None


def test_deleting_a_focused_widget_leaves_the_next_ring(form, qtbot, follower):
    page = QWidget()
    QVBoxLayout(page).addWidget(QLineEdit())
    form.layout().addWidget(page)
    focus(form, QLineEdit, qtbot)
    shiboken6.delete(page)
    box = focus(form, QCheckBox, qtbot)
    assert follower.ring.widget is box


def test_menus_have_no_ring(form, qapp, follower):
    menu = QMenu(form)
    menu.addAction("One")
    qapp.focusChanged.emit(None, menu)
    assert follower.ring is None
