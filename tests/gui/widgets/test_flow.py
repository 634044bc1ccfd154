"""Buttons stand side by side as long as their words fit."""

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from signdict.gui.widgets.layout import FlowLayout


@pytest.fixture
def outside(qtbot):
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(FlowLayout(QPushButton("Open"), QPushButton("Use")))
    column.addStretch(1)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def beside(outside):
    for _ in range(4):
        QApplication.processEvents()
    first, second = outside.findChildren(QPushButton)
    return first.y() == second.y()


def test_parts_stand_side_by_side_where_there_is_room(outside):
    assert beside(outside)


def test_longer_words_put_one_below_the_other_and_nothing_is_cut_off(outside):
    outside.findChildren(QPushButton)[1].setText("Use the camera of this computer, " * 2)
    assert not beside(outside)
    for button in outside.findChildren(QPushButton):
        assert button.width() >= button.minimumSizeHint().width()
        assert button.height() >= button.minimumSizeHint().height()


def test_shorter_words_put_them_side_by_side_again(outside):
    second = outside.findChildren(QPushButton)[1]
    second.setText("Use the camera of this computer, " * 2)
    assert not beside(outside)
    second.setText("Use")
    outside.resize(420, 200)
    assert beside(outside)


def test_a_narrower_window_turns_them(outside):
    assert beside(outside)
    outside.resize(140, 200)
    assert not beside(outside)


def test_it_asks_for_the_width_at_which_its_parts_stand_side_by_side(qtbot):
    outside = QWidget()
    row = QHBoxLayout(outside)
    row.addStretch(1)
    row.addWidget(FlowLayout(QPushButton("Go"), QPushButton("What looks like this?")))
    qtbot.addWidget(outside)
    outside.resize(800, 100)
    outside.show()
    assert beside(outside)
