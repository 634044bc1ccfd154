"""The page Explore: a sign and its neighbours."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from signdict.core.types import Match
from signdict.gui.linguist.page import LinguistPage
from tests.gui.support.fake_dictionary import a_sign
from tests.support.fakes import a_pose


@pytest.fixture
def page(qtbot):
    page = LinguistPage()
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def neighbours(code, score, count=4):
    first = ord(code[0]) * 10
    return [Match(k, a_sign(first + k, f"{code}{k}", code), score, score) for k in range(count)]


def test_without_a_sign_the_page_says_what_to_do(page):
    assert "Choose a sign" in page.results.notice.text
    page.results.filtered.emit([])
    assert "Choose a sign" in page.results.notice.text


def test_the_nearest_language_comes_first(page):
    page.explore(a_sign(1, "HELLO"))
    page.show_neighbours({"ins": neighbours("ins", 0.2), "psp": neighbours("psp", 0.8), "gsg": []})
    rows = page.results.groups.rows
    assert [row[0].match.sign.sign_language for row in rows] == ["psp", "ins"]


def test_without_neighbours_the_page_says_what_to_try(page):
    page.explore(a_sign(1, "HELLO"))
    page.show_neighbours({"ins": []})
    assert "Choose other languages" in page.results.notice.text


def test_the_chosen_sign_plays(page, qtbot):
    with qtbot.waitSignal(page.results.wanted) as wanted:
        page.explore(a_sign(1, "HELLO"))
    page.set_pose(wanted.args[0][0], a_pose())
    assert page.view.seconds > 0
    page.set_pose(999, a_pose())


def test_arrow_keys_move_along_rows_and_between_them(page, qtbot):
    page.explore(a_sign(1, "HELLO"))
    page.show_neighbours({"psp": neighbours("psp", 0.8, 3), "ins": neighbours("ins", 0.2, 2)})
    rows = page.results.groups.rows
    with qtbot.waitActive(page):
        page.activateWindow()
    rows[0][0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(page.focusWidget(), key)
    assert rows[0][2].hasFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    assert rows[1][1].hasFocus()
    with qtbot.waitSignal(page.results.groups.opened):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)


def test_a_narrow_window_shows_fewer_tiles_of_each_row(page):
    page.explore(a_sign(1, "HELLO"))
    page.show_neighbours({"psp": neighbours("psp", 0.8)})
    groups = page.results.groups
    groups.resize(320, 400)
    assert [tile.isVisibleTo(groups) for tile in groups.rows[0]] == [True, True, False, False]


def test_landmarks_reach_the_tile_of_their_clip(page):
    page.explore(a_sign(1, "HELLO"))
    page.show_neighbours({"psp": neighbours("psp", 0.8, 1)})
    tile = page.results.groups.rows[0][0]
    page.set_pose(tile.match.sign.clips[0].id, a_pose())
    assert tile.view.seconds > 0


def test_visible_neighbours_can_be_saved(page, qtbot, monkeypatch, tmp_path):
    assert not page.save.isEnabled()
    page.explore(a_sign(1, "HELLO"))
    assert not page.save.isEnabled()
    page.show_neighbours({"psp": neighbours("psp", 0.8, 2), "ins": neighbours("ins", 0.2, 1)})
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "near"), ""))
    with qtbot.waitSignal(page.saved) as saved:
        page.save.click()
    path, matches = saved.args
    assert path == tmp_path / "near.csv"
    assert [match.sign.gloss for match in matches] == ["psp0", "psp1", "ins0"]
    page.say("Written.")
    page.explore(a_sign(2, "HOUSE"))
    assert not page.save.isEnabled()
    assert page.status.isHidden()


def test_a_sign_without_clips_can_be_explored(page, qtbot):
    with qtbot.waitSignal(page.chosen):
        page.explore(a_sign(1, "HELLO", clips=0))
