"""Buttons are next to each other if their texts fit."""

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from signdict.gui.widgets.layout import FlowLayout


@pytest.fixture
def panel(qtbot):
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.addWidget(FlowLayout(QPushButton("Open"), QPushButton("Use")))
    column.addStretch(1)
    qtbot.addWidget(panel)
    panel.resize(400, 200)
    panel.show()
    return panel


def in_a_row(panel):
    for _ in range(4):
        QApplication.processEvents()
    first, second = panel.findChildren(QPushButton)
    return first.y() == second.y()


def test_parts_are_in_a_row_if_they_fit(panel):
    assert in_a_row(panel)


def test_longer_texts_turn_the_row_into_a_column_and_nothing_is_cut_off(panel):
    panel.findChildren(QPushButton)[1].setText("Use the camera of this computer, " * 2)
    assert not in_a_row(panel)
    for button in panel.findChildren(QPushButton):
        assert button.width() >= button.minimumSizeHint().width()
        assert button.height() >= button.minimumSizeHint().height()


def test_shorter_texts_turn_the_column_into_a_row_again(panel):
    second = panel.findChildren(QPushButton)[1]
    second.setText("Use the camera of this computer, " * 2)
    assert not in_a_row(panel)
    second.setText("Use")
    panel.resize(420, 200)
    assert in_a_row(panel)


def test_a_narrower_window_turns_the_row_into_a_column(panel):
    assert in_a_row(panel)
    panel.resize(140, 200)
    assert not in_a_row(panel)


def test_the_size_hint_is_wide_enough_for_a_row(qtbot):
    panel = QWidget()
    row = QHBoxLayout(panel)
    row.addStretch(1)
    row.addWidget(FlowLayout(QPushButton("Go"), QPushButton("What looks like this?")))
    qtbot.addWidget(panel)
    panel.resize(800, 100)
    panel.show()
    assert in_a_row(panel)
