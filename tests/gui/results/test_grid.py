"""The grid of results: its layout, arrow keys, and reuse of tiles."""

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

GAP, LEAST_WIDTH, LEAST_HEIGHT = 8, 112, 176


def matches(count=8):
    return [
        Match(n, Sign(n, f"SIGN {n}", "ase", clips=(Clip(10 * n, n),)), 1 - n / 100, 1 - n / 100)
        for n in range(1, count + 1)
    ]


@pytest.fixture
def grid(qtbot):
    grid = Grid()
    qtbot.addWidget(grid)
    grid.resize(1000, 700)
    grid.show()
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    return grid


def laid_out(grid, count=8):
    """Show results in a grid and lay them out."""
    grid.show_matches(matches(count))
    for _ in range(3):  # tiles are shown, then laid out, then the scroll bar is updated
        QApplication.processEvents()
    return grid


@pytest.mark.parametrize("size", [(1000, 700), (820, 560), (1600, 900), (620, 760)])
def test_eight_results_are_in_view_without_scrolling(grid, size):
    grid.resize(*size)
    laid_out(grid)
    assert grid.verticalScrollBar().maximum() == 0
    assert grid.horizontalScrollBar().maximum() == 0
    boxes = [tile.geometry() for tile in grid.tiles]
    assert all(grid.viewport().rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_fingers_are_visible_with_eight_results_in_a_usual_window(grid):
    laid_out(grid)
    assert min(min(tile.view.width(), tile.view.height()) for tile in grid.tiles) >= 200


def test_a_single_result_is_not_wider_than_high(grid):
    tile = laid_out(grid, 1).tiles[0]
    assert tile.width() <= tile.height() <= 700


def test_results_that_do_not_fit_are_scrolled_to(grid):
    grid.resize(320, 400)
    laid_out(grid, 12)
    assert grid.verticalScrollBar().maximum() > 0
    assert min(tile.height() for tile in grid.tiles) >= LEAST_HEIGHT


def test_a_narrow_grid_has_fewer_columns(grid):
    laid_out(grid)
    before = len({tile.x() for tile in grid.tiles})
    grid.resize(320, 700)
    QApplication.processEvents()
    assert len({tile.x() for tile in grid.tiles}) < before
    assert len({tile.width() for tile in grid.tiles}) <= 2


def test_the_grid_asks_for_the_landmarks_of_first_clips(grid, qtbot):
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


def test_new_results_start_at_the_top(grid):
    grid.resize(320, 400)
    laid_out(grid, 12)
    grid.verticalScrollBar().setValue(200)
    laid_out(grid, 12)
    assert grid.verticalScrollBar().value() == 0


def test_tiles_are_reused_and_surplus_ones_deleted_and_off_the_clock(grid):
    laid_out(grid)
    old = list(grid.tiles)
    watched = view_count()
    laid_out(grid, 3)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [shiboken6.isValid(tile) for tile in old] == [tile in grid.tiles for tile in old]
    assert view_count() == watched - 5


def test_a_deleted_grid_leaves_the_clock(qapp):
    before = view_count()
    grid = Grid()
    grid.resize(1000, 700)
    grid.show()
    laid_out(grid)
    assert view_count() == before + 8
    shiboken6.delete(grid)
    assert view_count() == before


def test_the_grid_reports_the_tile_that_is_opened(grid, qtbot):
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
def test_arrow_keys_move_between_tiles_and_stop_at_the_ends(grid, qtbot, start, key, end):
    laid_out(grid)
    assert grid.columns == 4
    grid.tiles[start].setFocus()
    qtbot.keyClick(grid.tiles[start], key)
    assert [tile.hasFocus() for tile in grid.tiles].index(True) == end


def test_an_arrow_key_brings_a_tile_into_view(grid, qtbot):
    grid.resize(320, 400)
    laid_out(grid, 12)
    grid.tiles[0].setFocus()
    for n in range(0, 10, grid.columns):
        qtbot.keyClick(grid.tiles[n], Qt.Key.Key_Down)
    last = grid.focusWidget()
    assert grid.verticalScrollBar().value() > 0
    assert not last.visibleRegion().isEmpty()


def test_letters_of_every_keyboard_are_ignored(grid, qtbot):
    laid_out(grid)
    grid.tiles[1].setFocus()
    for key, letter in ((0x419, "й"), (0x5D0, "א"), (0, "")):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(grid.tiles[1], event)
        assert not event.isAccepted()
    assert grid.tiles[1].hasFocus()


def test_an_arrow_key_outside_of_tiles_moves_no_focus(grid, qtbot):
    laid_out(grid)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert not any(tile.hasFocus() for tile in grid.tiles)


def test_events_of_tiles_do_not_pass_through_python_in_the_grid(grid):
    """Eight tiles have hundreds per second, and each would wait for Python's lock."""
    laid_out(grid)
    assert "eventFilter" not in vars(type(grid))
    assert "event" not in vars(type(grid.tiles[0]))


sizes = {"count": st.integers(1, 40), "width": st.integers(1, 3000), "height": st.integers(1, 2000)}


def tile_size(columns, count, width, height):
    rows = -(-count // columns)
    return (width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows


@given(**sizes)
def test_the_number_of_columns_is_between_one_and_the_number_of_results(count, width, height):
    assert 1 <= best_columns(count, width, height) <= count


@given(**sizes)
def test_tiles_are_wide_enough_unless_there_is_one_column(count, width, height):
    columns = best_columns(count, width, height)
    tile_width, _ = tile_size(columns, count, width, height)
    assert tile_width >= LEAST_WIDTH or columns == 1


@given(**sizes)
def test_results_that_do_not_fit_use_as_many_columns_as_possible(count, width, height):
    columns = best_columns(count, width, height)
    _, tile_height = tile_size(columns, count, width, height)
    if tile_height < LEAST_HEIGHT and columns < count:
        tile_width, _ = tile_size(columns + 1, count, width, height)
        assert tile_width < LEAST_WIDTH


@given(**sizes)
def test_nothing_scrolls_if_all_results_fit(count, width, height):
    def fits(columns):
        tile_width, tile_height = tile_size(columns, count, width, height)
        return tile_width >= LEAST_WIDTH and tile_height >= LEAST_HEIGHT

    if any(fits(columns) for columns in range(1, count + 1)):
        assert fits(best_columns(count, width, height))


@given(**sizes, more=st.integers(0, 1000))
def test_a_larger_window_makes_smaller_signs_only_to_fill_a_row(count, width, height, more):
    def size(width, height):
        columns = best_columns(count, width, height)
        tile_width, tile_height = tile_size(columns, count, width, height)
        large_enough = tile_width >= LEAST_WIDTH and tile_height >= LEAST_HEIGHT
        filled = count / (columns * -(-count // columns))
        return filled * min(tile_width, tile_height / 1.2) if large_enough else 0

    assert size(width + more, height + more) >= size(width, height)


def test_a_sign_found_again_keeps_its_tile_with_the_new_confidence(grid, qtbot):
    laid_out(grid)
    tile = grid.tiles[1]
    tile.show_pose(a_pose())
    later = replace(tile.match, rank=1, confidence=0.9)
    with qtbot.waitSignal(grid.wanted) as wanted:
        grid.show_matches([later], sure=True)
    assert wanted.args == [[]]
    assert grid.tiles == [tile]
    assert tile.match is later
    assert tile.confidence.name in tile.accessibleName()


def test_a_kept_tile_without_landmarks_asks_for_them_again(grid, qtbot):
    laid_out(grid)
    match = grid.tiles[0].match
    with qtbot.waitSignal(grid.wanted) as wanted:
        grid.show_matches([match], sure=True)
    assert wanted.args == [[match.sign.clips[0].id]]


def test_a_kept_tile_shows_new_remarks(grid):
    laid_out(grid)
    tile = grid.tiles[1]
    grid.show_matches([replace(tile.match, mirrored=True)])
    assert grid.tiles == [tile]
    assert "mirrored" in tile.remarks.whole
