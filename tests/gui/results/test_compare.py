"""An attempt beside a sign: in step, the worst moments in words, keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from signdict.cli.compare import in_words
from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.core.types import Match
from signdict.gui.background import Background
from signdict.gui.learner.page import LearnerPage
from signdict.gui.results.compare import CompareView
from signdict.gui.results.compare_bands import MomentButtons
from signdict.gui.theme import reduced_motion
from signdict.gui.window.window import Window
from signdict.pose import landmarks
from signdict.pose.comparison import AttemptComparison, Difference, DifferenceKind, compare
from tests.gui.support.fake_dictionary import SmallDictionary, a_sign
from tests.support.fakes import a_pose
from tests.support.poses import a_signer, moved, paced

SIGN = a_signer()
ATTEMPT = moved(SIGN, landmarks.LEFT_HAND, (0, -0.4), slice(17, 34))
WORD = a_sign(7, "TREE")


def beside(attempt=ATTEMPT, clip=SIGN, mirrored=False):
    return AttemptComparison(70, clip, compare(attempt, clip, mirrored=mirrored))


@pytest.fixture
def view(qtbot):
    reduced_motion.set_motion("still")
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(900, 640)
    view.show()
    yield view
    reduced_motion.set_motion("system")


@pytest.fixture
def shown(view):
    view.show_comparison(WORD, ATTEMPT, beside())
    return view


def press(view, key):
    """Use the shortcut of a key, as if the window had the focus."""
    (found,) = [s for s in view.findChildren(QShortcut) if s.key() == QKeySequence(key)]
    found.activated.emit()


def test_what_differs_is_a_button_that_leads_there(shown):
    (button,) = shown.moments.buttons
    assert button.text() == "1   here your left hand is higher"
    assert button.accessibleName() == "here your left hand is higher"
    assert "by 0.4 shoulder widths" in button.toolTip()
    button.click()
    assert 17 / 25 < shown.pair.attempt.position < 34 / 25
    assert shown.pair.attempt.position == pytest.approx(shown.pair.clip.position, abs=0.06)


def test_number_keys_lead_to_moments_and_others_to_none(shown):
    press(shown, "2")
    assert shown.pair.time == 0
    press(shown, "1")
    assert shown.pair.time > 0.5


def test_where_nothing_differs_it_is_said(view):
    view.show_comparison(WORD, SIGN, beside(SIGN))
    assert view.moments.buttons == []
    assert not view.moments._none.isHidden()


def test_both_are_shown_in_one_size(view):
    view.show_comparison(WORD, ATTEMPT, beside())
    left, right = view.pair.attempt, view.pair.clip
    assert left._extent == right._extent
    boxes = [one._motion.box(one._extent) for one in (left, right)]
    assert boxes[0] == pytest.approx(boxes[1])
    assert left.size() == right.size()


def test_who_is_late_waits_for_nobody_in_step(view):
    late = paced(SIGN, [*range(10), *[10] * 30, *range(10, 50)])
    view.show_comparison(WORD, late, beside(late))
    view.pair.seek(view.pair._comparison.seconds)
    assert view.pair.attempt.position == pytest.approx(79 / 25, abs=0.05)
    assert view.pair.clip.position == pytest.approx(49 / 25, abs=0.05)


def test_space_plays_and_pauses_at_the_chosen_pace(shown):
    press(shown, "Space")
    assert shown.pair.playing
    shown.speed.setCurrentIndex(0)
    shown.pair._advance(0.4 * shown.pair.speed, shown.pair._comparison.seconds)
    assert shown.pair.time == pytest.approx(0.1, abs=0.02)
    press(shown, "Space")
    assert not shown.pair.playing


def test_arrow_keys_step_from_moment_to_moment(shown):
    press(shown, "Right")
    press(shown, "Right")
    assert shown.bands.value() == 2
    press(shown, "Left")
    assert shown.bands.value() == 1
    assert not shown.pair.playing
    press(shown, "Left")
    press(shown, "Left")  # from the first to the last
    assert shown.bands.value() == shown.bands.maximum()


def test_at_the_end_it_begins_again_or_stops(shown):
    end = shown.pair._comparison.seconds
    shown.pair.seek(end)
    shown.pair._advance(1.0, end)
    assert shown.pair.time == 0
    shown.loop.click()
    shown.pair.seek(end)
    shown.pair.playing = True
    shown.pair._advance(1.0, end)
    assert not shown.pair.playing
    press(shown, "Space")  # again, from the beginning
    assert (shown.pair.playing, shown.pair.time) == (True, 0)


def test_it_moves_by_itself_unless_motion_is_reduced(view, qtbot):
    view.show_comparison(WORD, ATTEMPT, beside())
    assert not view.pair.playing
    reduced_motion.set_motion("moving")
    view.show_comparison(WORD, ATTEMPT, beside())
    assert view.pair.playing
    qtbot.waitUntil(lambda: view.pair.time > 0.1)


def test_nothing_ticks_while_nobody_looks(shown):
    assert shown.pair._timer.isActive()
    shown.hide()
    assert not shown.pair._timer.isActive()


def test_where_the_mirror_matched_it_is_said_and_shown(view):
    view.show_comparison(WORD, ATTEMPT, beside(clip=SIGN.mirrored(), mirrored=True))
    assert "shown mirrored" in view.remark.text()
    assert view.moments.buttons[0].accessibleName() == "here your left hand is higher"


def test_both_can_be_seen_in_a_mirror(shown):
    press(shown, "M")
    assert shown.pair.attempt._mirrored
    assert shown.pair.clip._mirrored


def test_the_timeline_goes_where_it_is_clicked_and_stepped(shown, qtbot):
    line = shown.bands
    middle = QPoint(round(line._left + line._wide / 2), 30)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=middle)
    assert shown.pair.time == pytest.approx(shown.pair._comparison.seconds / 2, abs=0.05)
    line.triggerAction(line.SliderAction.SliderToMaximum)
    assert shown.pair.time == shown.pair._comparison.seconds


def test_the_timeline_shows_each_hand_and_numbers(shown):
    picture = shown.bands.grab().toImage()
    line = shown.bands
    inside = round(line._left + line._wide / 2)
    band = [picture.pixelColor(inside, y).name() for y in range(picture.height())]
    beside_it = [picture.pixelColor(round(line._left) + 4, y).name() for y in range(len(band))]
    assert band != beside_it


def test_without_an_attempt_it_is_told_what_to_do(view):
    view.show_none(WORD)
    assert view.notice.text.startswith("There is nothing of yours to compare yet.")
    press(view, "1")  # leads nowhere
    assert view.pair.time == 0


def test_esc_closes(view, qtbot):
    view.show_waiting(WORD)
    with qtbot.waitSignal(view.closed):
        press(view, "Esc")


@pytest.mark.parametrize("throughout", [True, False])
@pytest.mark.parametrize("kind", DifferenceKind.__args__)
def test_window_and_terminal_use_the_same_words(qtbot, kind, throughout):
    moments = MomentButtons()
    qtbot.addWidget(moments)
    hand = "both" if kind in ("later", "earlier") else "right"
    one = Difference(hand, kind, 1.0, 1.0, 0, 0, 1, "thumb" if kind == "shape" else "")
    told = moments.in_words(one, throughout=throughout)
    assert told == in_words(one, throughout=throughout)
    assert (moments.amount(one) == "") == (one.unit == "")


def test_words_stand_one_below_the_other_where_there_is_no_room(qtbot):
    moments = MomentButtons()
    qtbot.addWidget(moments)
    moments.show()
    moments.show_comparison(compare(moved(ATTEMPT, landmarks.RIGHT_HAND, (0, 0.5)), SIGN))
    assert len(moments.buttons) > 1

    def columns():
        grid = moments._grid
        return {grid.getItemPosition(grid.indexOf(button))[1] for button in moments.buttons}

    moments.resize(1200, 200)
    assert columns() == {0, 1}
    moments.resize(moments.minimumSizeHint())
    assert columns() == {0}


@pytest.fixture
def page(qtbot, tmp_path):
    page = LearnerPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    matches = [Match(n, a_sign(n, f"WORD{n}", clips=2), 0.9, 0.9, "signing") for n in (1, 2)]
    page.show_matches(matches)
    return page


def test_c_on_a_tile_compares_and_back_leads_to_the_tiles(page, qtbot):
    tile = page.results.grid.tiles[1]
    with qtbot.waitSignal(page.results.compared) as told:
        qtbot.keyClick(tile, Qt.Key.Key_C)
    assert told.args[0].sign.gloss == "WORD2"
    assert page.results.stack.currentWidget() is page.results.comparison
    page.results.comparison.closed.emit()
    assert page.results.stack.currentWidget() is page.results.grid


def test_from_the_large_view_any_clip_unless_one_was_chosen(page, qtbot):
    page.results.open_match(page.results.grid.tiles[0].match)
    detail = page.results.detail
    with qtbot.waitSignal(page.results.compared) as told:
        detail.compare.click()
    assert [clip.id for clip in told.args[0].sign.clips] == [10, 11]
    page.results.comparison.closed.emit()
    assert page.results.stack.currentWidget() is detail
    detail.clips.chosen.emit(1)
    with qtbot.waitSignal(page.results.compared) as told:
        press(detail, "C")
    assert [clip.id for clip in told.args[0].sign.clips] == [11]


@pytest.fixture
def window(qtbot, tmp_path):
    small = SmallDictionary()
    window = Window(Background(lambda: small), Paths(tmp_path, tmp_path))
    window.small = small
    qtbot.addWidget(window)
    window.show()
    window.start()
    yield window
    window.close()


def answered(window, qtbot):
    """The results of the page Sign, after an attempt was signed there."""
    results = window.pages.learner.results
    window.pages.learner.open_pose(a_pose(1, frames=30))
    qtbot.waitUntil(lambda: "grid" in results.__dict__ and results.grid.tiles != [])
    return results


def test_the_side_that_matched_is_the_side_that_is_compared(window, qtbot):
    results = answered(window, qtbot)
    match = replace(results.grid.tiles[0].match, by="signing", mirrored=True)
    results.compare_match(match)
    qtbot.waitUntil(lambda: results.comparison.pair.attempt.seconds > 0)
    assert window.small.asked[-1] == ("compare", match.sign.gloss, True)
    assert "shown mirrored" in results.comparison.remark.text()


def test_a_comparison_that_cannot_be_made_says_why(window, qtbot):
    results = answered(window, qtbot)
    window.small.problem = PoseError("No hand was seen in this clip.", hint="Use another.")
    results.compare_match(results.grid.tiles[0].match)
    told = "No hand was seen in this clip. Use another."
    qtbot.waitUntil(lambda: results.comparison.notice.text == told)


def test_on_another_page_too_it_is_the_last_attempt_that_is_compared(window, qtbot):
    results = window.pages.teacher.results
    results.compare_match(Match(1, WORD, 1.0, 1.0))
    assert results.comparison.notice.text.startswith("There is nothing of yours")
    answered(window, qtbot)
    results.compare_match(Match(1, WORD, 1.0, 1.0))
    qtbot.waitUntil(lambda: results.comparison.pair.attempt.seconds > 0)
    assert window.small.asked[-1] == ("compare", "TREE", None)
