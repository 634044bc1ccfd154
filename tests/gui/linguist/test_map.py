"""The map on the page Explore: zoom, the current sign, the lasso, colours, files."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from benchmarks import mapping
from signdict.core.types import Progress, SignSummary
from signdict.gui.linguist import map_painting, map_view, section_controllers
from signdict.gui.linguist.map_painting import group_colour, mark_pixels
from signdict.gui.linguist.map_section import MapSection
from signdict.gui.linguist.map_view import Lens
from signdict.gui.linguist.page import LinguistPage
from signdict.gui.theme.style import DARK, LIGHT
from signdict.linguistics.sign_map import SignGroups, SignMap
from tests.gui.support.fake_dictionary import a_sign
from tests.support.fakes import a_pose

PLACES = np.array([[-0.8, -0.8], [-0.7, -0.8], [0.8, 0.8], [0.0, 0.0]], np.float32)


def a_map():
    codes = ("ase", "ase", "ins", "psp")
    items = [
        SignSummary(
            10 + n, f"SIGN {n}", "", code, "en", "same" if n in (0, 2) else "", "s", (100 + n,)
        )
        for n, code in enumerate(codes)
    ]
    return SignMap.of(items, PLACES, {10: {"place": "chest"}, 12: {"place": "face"}})


@pytest.fixture
def section(qtbot):
    section = MapSection()
    qtbot.addWidget(section)
    section.resize(900, 600)
    section.show()
    section.show_map(a_map())
    return section


def pixel_of(view, row):
    x, y = view.lens.pixels(PLACES)[row].tolist()
    return QPoint(round(x), round(y))


def test_zooming_keeps_the_place_under_the_pointer():
    before = Lens(800, 600)
    after = before.zoomed(3, (500, 200))
    spot = np.array([[(500 - 400) / before.scale, (200 - 300) / before.scale]], np.float32)
    assert np.allclose(after.pixels(spot), [[500, 200]], atol=0.01)
    assert before.zoomed(0.1).zoom == 1


def test_a_place_out_of_view_is_brought_into_view():
    near = Lens(800, 600).zoomed(20)
    x, y = near.showing((0.9, -0.9)).pixels(np.array([[0.9, -0.9]], np.float32))[0]
    assert 0 < x < 800
    assert 0 < y < 600
    assert near.showing((0, 0)) == near


def test_a_lasso_of_any_shape_contains_the_points_inside_its_outline():
    grid = np.stack(np.meshgrid(np.arange(10), np.arange(10)), -1).reshape(-1, 2).astype("f4")
    outline = np.array([(-1, -1), (5.5, -1), (5.5, 3.5), (3.5, 3.5), (3.5, 5.5), (-1, 5.5)], "f4")
    x, y = grid.T
    expected = (x < 5.5) & (y < 5.5) & ~((x > 3.5) & (y > 3.5))
    assert (map_view.inside(grid, outline) == expected).all()
    assert not map_view.inside(grid, outline[:2]).any()


def test_the_next_point_in_a_direction_is_near_and_not_aside():
    points = np.array([[0, 0], [10, 1], [5, 40], [-3, 0]], np.float32)
    assert map_view.next_point(points, 0, 1, 0) == 1
    assert map_view.next_point(points, 0, -1, 0) == 3
    assert map_view.next_point(points, 1, 1, 0) == 1
    assert map_view.nearest(points, 9, 1, 5) == 1
    assert map_view.nearest(points, 100, 100, 5) is None


def test_rare_values_share_a_group_and_none_is_lost():
    groups = SignGroups.of([*"aaabbc", ""], most=2)
    assert groups.names == ("a", "b", "")
    assert groups.counts == (3, 2, 2)
    assert groups.member.tolist() == [0, 0, 0, 1, 1, 2, 2]


def test_meanings_form_groups_where_languages_share_them():
    assert a_map().groups["concept"].names == ("same", "")


@pytest.mark.parametrize("tones", [LIGHT, DARK])
def test_marks_differ_in_colour_and_in_shape(tones):
    colours = {group_colour(group, tones).name() for group in range(10)}
    shapes = {mark_pixels(group, 6.0).tobytes() for group in range(10)}
    assert len(colours) == len(shapes) == 10


def test_faint_points_are_painted_below_bright_ones():
    pixels = np.zeros((40, 40), np.uint32)
    points = np.array([[20, 20], [20, 20], [500, 5]], np.float32)
    member, bright = np.array([0, 1, 0], np.int32), np.array([True, False, True])
    style = map_painting.MapStyle((True, True), None, LIGHT)
    map_painting.draw_points(pixels, points, member, bright, 2, style)
    assert pixels[20, 20] == group_colour(0, LIGHT).rgb()
    assert pixels[0, 0] == 0xFFFFFFFF


def test_the_sign_under_the_pointer_is_named_and_plays(section, qtbot):
    with qtbot.waitSignal(section.wanted) as wanted:
        QTest.mouseMove(section.map, pixel_of(section.map, 2))
    assert wanted.args == [[102]]
    assert "SIGN 2" in section.status.text()
    section.set_pose(102, a_pose())
    assert section.view.seconds > 0


def test_the_lasso_selects(section, qtbot):
    view, middle = section.map, pixel_of(section.map, 0)
    section.lasso.setChecked(True)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(-40, -40))
    for step in (QPoint(80, -40), QPoint(80, 40), QPoint(-40, 40)):
        QTest.mouseMove(view, middle + step)
    view.grab()
    with qtbot.waitSignal(view.selected):
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(-40, 40))
    assert view.rows.tolist() == [0, 1]
    assert "2" in section.status.text()


def test_keys_can_do_everything_that_the_pointer_can(section, qtbot):
    view = section.map
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == 3
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current == 2
    with qtbot.waitSignal(section.explored) as explored:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert explored.args == [12]
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.lens.zoom > 1
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.lens.zoom == 1
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.rows) == 4
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert len(view.rows) == 0


def test_dragging_moves_and_the_wheel_zooms(section):
    view = section.map
    place, none = QPointF(100, 100), Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        place, place, QPoint(), QPoint(0, 480), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(wheel)
    before = view.lens
    assert before.zoom > 1
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(150, 200))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(150, 200))
    assert view.lens.x > before.x
    assert view.lens.zoom == before.zoom


def test_the_legend_lists_the_groups_and_highlights_the_selected_one(section):
    section.colours.setCurrentIndex(section.colours.findData("place"))
    section.colours.activated.emit(section.colours.currentIndex())
    texts = [section.legend.item(row).text() for row in range(section.legend.count())]
    assert texts == ["chest  (1)", "face  (1)", "others  (2)"]
    before = section.map.grab().toImage()
    section.legend.setCurrentRow(0)
    assert section.map.grab().toImage() != before


def test_the_selected_signs_are_saved(section, qtbot, monkeypatch, tmp_path):
    chosen = str(tmp_path / "some")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    section.map.select(np.array([False, True, False, False]))
    with qtbot.waitSignal(section.saved) as saved:
        section.save.click()
    assert saved.args == [tmp_path / "some.csv", [11]]


def test_the_map_is_saved_as_a_figure_in_the_chosen_colours(section, qtbot, monkeypatch, tmp_path):
    path = tmp_path / "some.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    section.colours.setCurrentIndex(section.colours.findData("place"))
    with qtbot.waitSignal(section.drawn) as drawn:
        section.picture.click()
    assert drawn.args[0] == path
    assert drawn.args[2:] == ["place", [0, 1, 2, 3]]
    section_controllers.draw_map(*drawn.args)
    figure = path.read_text()
    for text in ("place (signs)", "chest (1)", "face (1)", "others (2)"):
        assert text in figure
    section.map.select(np.array([True, True, False, False]))
    section.colours.setCurrentIndex(section.colours.findData("sign_language"))
    with qtbot.waitSignal(section.drawn) as drawn:
        section.picture.click()
    section_controllers.draw_map(*drawn.args)
    figure = path.read_text()
    assert "language (signs)" in figure
    assert "ase (2)" in figure
    assert "psp" not in figure


def test_an_empty_dictionary_has_no_map(section):
    section.show_map(SignMap.of([], PLACES[:0], {}))
    assert section.notice.text.startswith("The dictionary has no signs.")


def test_the_page_asks_for_the_map_when_it_is_first_shown(qtbot):
    page = LinguistPage()
    qtbot.addWidget(page)
    made = []
    page.map_made.connect(made.append)
    page.tabs.setCurrentIndex(1)
    assert made == [page.map]
    assert "Laying out" in page.map.notice.text
    page.map.show_progress(Progress(1, 4))
    page.map.show_map(a_map())
    page.explore(a_sign(1, "HELLO"))
    assert page.tabs.currentIndex() == 0


def test_the_benchmark_measures_frames_per_second():
    assert mapping.measure(200)["map_fps"] > 0


def test_the_signs_of_the_chosen_languages_keep_their_places(section):
    section.filter.set_own(["ins", "psp"])
    labels = [section.legend.item(row).text() for row in range(section.legend.count())]
    assert labels == ["Indian Sign Language  (1)", "Philippine Sign Language  (1)"]
    section.filter.change_all()
    assert section.legend.item(0).text() == "American Sign Language  (2)"


def test_a_language_without_signs_is_said_in_place_of_the_map(section, qtbot):
    section.filter.set_own(["xki"])
    assert section.stack.currentWidget() is section.notice
    text = "There are no signs of Kenyan Sign Language in your dictionaries yet."
    assert section.notice.text == text
    with qtbot.waitSignal(section.dictionaries_requested) as asked:
        section.notice.act_button.click()
    assert asked.args == ["xki"]
    section.notice.other_button.click()
    assert section.stack.currentWidget() is not section.notice
    section.filter.set_own(["ase", "xki"])
    assert section.strip.text == text


def test_an_exported_figure_shows_the_chosen_languages(section, qtbot, monkeypatch, tmp_path):
    section.filter.set_own(["ase"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "m.svg"), ""))
    with qtbot.waitSignal(section.drawn) as drawn:
        section.picture.click()
    _, scene, _, rows = drawn.args
    assert [scene.items[row].sign_language for row in rows] == ["ase", "ase"]
