"""Results side by side: all in view, reached with arrows, and gone when replaced."""

from dataclasses import replace

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from signdict.core.types import Clip, Match, Sign
from signdict.gui.results.grid import Grid, best_columns
from tests.gui.support.clocks import view_count
from tests.support.fakes import a_pose

GAP, LEAST_WIDE, LEAST_HIGH = 8, 112, 176


def matches(count=8):
    return [
        Match(n, Sign(n, f"SIGN {n}", "ase", clips=(Clip(10 * n, n),)), 1 - n / 100, 1 - n / 100)
        for n in range(1, count + 1)
    ]


@pytest.fixture
def grid(qtbot):
    made = Grid()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def laid_out(grid, count=8):
    grid.show_matches(matches(count))
    for _ in range(3):  # new tiles are shown, then laid out, then the bar knows
        QApplication.processEvents()
    return grid


@pytest.mark.parametrize("size", [(1000, 700), (820, 560), (1600, 900), (620, 760)])
def test_eight_results_are_in_view_without_scrolling(grid, size):
    grid.resize(*size)
    laid_out(grid)
    assert grid.verticalScrollBar().maximum() == 0
    assert grid.horizontalScrollBar().maximum() == 0
    places = [tile.geometry() for tile in grid.tiles]
    assert all(grid.viewport().rect().contains(place) for place in places)
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])


def test_eight_results_are_large_enough_for_fingers_in_the_usual_window(grid):
    laid_out(grid)
    assert min(min(t.view.width(), t.view.height()) for t in grid.tiles) >= 200


def test_a_single_result_is_no_wider_than_high(grid):
    tile = laid_out(grid, 1).tiles[0]
    assert tile.width() <= tile.height() <= 700


def test_more_than_fit_are_scrolled_to(grid):
    grid.resize(320, 400)
    laid_out(grid, 12)
    assert grid.verticalScrollBar().maximum() > 0
    assert min(tile.height() for tile in grid.tiles) >= LEAST_HIGH


def test_another_width_gives_other_columns(grid):
    laid_out(grid)
    wide = len({tile.x() for tile in grid.tiles})
    grid.resize(320, 700)
    QApplication.processEvents()
    assert len({tile.x() for tile in grid.tiles}) < wide
    assert len({tile.width() for tile in grid.tiles}) <= 2


def test_the_landmarks_of_first_clips_are_asked_for(grid, qtbot):
    shown = matches(3)
    shown[1] = replace(shown[1], sign=replace(shown[1].sign, clips=()))
    with qtbot.waitSignal(grid.wanted) as wanted:
        grid.show_matches(shown)
    assert wanted.args == [[10, 30]]
    grid.set_pose(30, a_pose())
    grid.set_pose(99, a_pose())
    assert [tile.view.seconds > 0 for tile in grid.tiles] == [False, False, True]


def test_without_results_there_are_no_tiles(grid, qtbot):
    laid_out(grid)
    with qtbot.waitSignal(grid.wanted) as wanted:
        grid.show_matches([])
    assert wanted.args == [[]]
    assert grid.tiles == []


def test_new_results_begin_at_the_top(grid):
    grid.resize(320, 400)
    laid_out(grid, 12)
    grid.verticalScrollBar().setValue(200)
    laid_out(grid, 12)
    assert grid.verticalScrollBar().value() == 0


def test_tiles_are_used_again_and_those_left_over_deleted_and_off_the_clock(grid):
    laid_out(grid)
    old = list(grid.tiles)
    watched = view_count()
    laid_out(grid, 3)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [shiboken6.isValid(tile) for tile in old] == [tile in grid.tiles for tile in old]
    assert view_count() == watched - 5


def test_a_deleted_grid_leaves_the_clock(qapp):
    before = view_count()
    made = Grid()
    made.resize(1000, 700)
    made.show()
    laid_out(made)
    assert view_count() == before + 8
    shiboken6.delete(made)
    assert view_count() == before


def test_a_tile_that_opens_opens_from_the_grid(grid, qtbot):
    laid_out(grid)
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid.tiles[2], Qt.Key.Key_Return)
    assert opened.args == [grid.tiles[2].match]


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (0, Qt.Key.Key_Right, 1), (1, Qt.Key.Key_Left, 0), (0, Qt.Key.Key_Down, 4),
        (6, Qt.Key.Key_Up, 2), (3, Qt.Key.Key_Right, 4), (0, Qt.Key.Key_Left, 0),
        (7, Qt.Key.Key_Right, 7), (7, Qt.Key.Key_Down, 7), (2, Qt.Key.Key_Up, 2),
    ],
)  # fmt: skip
def test_arrows_go_from_tile_to_tile_and_stop_at_the_ends(grid, qtbot, start, key, end):
    laid_out(grid)
    assert grid._columns == 4
    grid.tiles[start].setFocus()
    qtbot.keyClick(grid.tiles[start], key)
    assert [tile.hasFocus() for tile in grid.tiles].index(True) == end


def test_an_arrow_brings_a_tile_into_view(grid, qtbot):
    grid.resize(320, 400)
    laid_out(grid, 12)
    grid.tiles[0].setFocus()
    for n in range(0, 10, grid._columns):
        qtbot.keyClick(grid.tiles[n], Qt.Key.Key_Down)
    last = grid.focusWidget()
    assert grid.verticalScrollBar().value() > 0
    assert not last.visibleRegion().isEmpty()


def test_letters_of_every_keyboard_are_left_alone(grid, qtbot):
    laid_out(grid)
    grid.tiles[1].setFocus()
    for key, letter in ((0x419, "й"), (0x5D0, "א"), (0, "")):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(grid.tiles[1], event)
        assert not event.isAccepted()
    assert grid.tiles[1].hasFocus()


def test_arrows_that_are_of_no_tile_move_no_focus(grid, qtbot):
    laid_out(grid)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert not any(tile.hasFocus() for tile in grid.tiles)


def test_no_event_of_a_tile_goes_through_the_grid(grid):
    """Eight tiles have hundreds a second, and each would wait for Python's lock."""
    laid_out(grid)
    assert "eventFilter" not in vars(type(grid))
    assert "event" not in vars(type(grid.tiles[0]))


sizes = {"count": st.integers(1, 40), "width": st.integers(1, 3000), "height": st.integers(1, 2000)}


def tile_size(columns, count, width, height):
    rows = -(-count // columns)
    return (width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows


@given(**sizes)
def test_there_are_never_more_columns_than_results_nor_fewer_than_one(count, width, height):
    assert 1 <= best_columns(count, width, height) <= count


@given(**sizes)
def test_tiles_are_wide_enough_wherever_one_column_is(count, width, height):
    columns = best_columns(count, width, height)
    wide, _ = tile_size(columns, count, width, height)
    assert wide >= LEAST_WIDE or columns == 1


@given(**sizes)
def test_where_all_cannot_be_in_view_as_little_as_can_be_is_scrolled(count, width, height):
    columns = best_columns(count, width, height)
    _, high = tile_size(columns, count, width, height)
    if high < LEAST_HIGH and columns < count:
        wider, _ = tile_size(columns + 1, count, width, height)
        assert wider < LEAST_WIDE


@given(**sizes)
def test_nothing_is_scrolled_if_all_can_be_in_view(count, width, height):
    def fits(columns):
        wide, high = tile_size(columns, count, width, height)
        return wide >= LEAST_WIDE and high >= LEAST_HIGH

    if any(fits(columns) for columns in range(1, count + 1)):
        assert fits(best_columns(count, width, height))


@given(**sizes, more=st.integers(0, 1000))
def test_a_larger_window_never_makes_smaller_signs(count, width, height, more):
    def size(width, height):
        columns = best_columns(count, width, height)
        wide, high = tile_size(columns, count, width, height)
        return min(wide, high / 1.2) if wide >= LEAST_WIDE and high >= LEAST_HIGH else 0

    assert size(width + more, height + more) >= size(width, height)


def test_the_tile_of_a_sign_that_is_answered_again_stays_and_tells_how_sure_it_is(grid, qtbot):
    laid_out(grid)
    kept = grid.tiles[1]
    kept.show_pose(a_pose())
    later = replace(kept.match, rank=1, confidence=0.9)
    with qtbot.waitSignal(grid.wanted) as told:
        grid.show_matches([later], sure=True)
    assert told.args == [[]]
    assert grid.tiles == [kept]
    assert kept.match is later
    assert kept.confidence.name in kept.accessibleName()


def test_a_tile_that_stays_without_landmarks_asks_for_them_again(grid, qtbot):
    laid_out(grid)
    kept = grid.tiles[0].match
    with qtbot.waitSignal(grid.wanted) as told:
        grid.show_matches([kept], sure=True)
    assert told.args == [[kept.sign.clips[0].id]]


def test_a_sign_with_more_to_say_says_it_on_the_tile_that_it_has(grid):
    laid_out(grid)
    kept = grid.tiles[1]
    grid.show_matches([replace(kept.match, mirrored=True)])
    assert grid.tiles == [kept]
    assert "in a mirror" in kept.remarks.whole
