"""An attempt compared with a sign: played in step, differences in words, keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel

from signdict.cli.compare import in_words
from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.core.types import Clip, Match
from signdict.gui.background import Background
from signdict.gui.learner.page import LearnerPage
from signdict.gui.results.compare import CompareView
from signdict.gui.results.compare_bands import DifferenceButtons
from signdict.gui.results.results import ResultsView
from signdict.gui.theme import reduced_motion
from signdict.gui.window.window import Window
from signdict.pose import landmarks
from signdict.pose.comparison import AttemptComparison, Difference, DifferenceKind, compare
from tests.gui.support.fake_dictionary import SmallDictionary, a_sign
from tests.support.fakes import a_pose
from tests.support.poses import a_signer, moved, paced

SIGN = a_signer()
ATTEMPT = moved(SIGN, landmarks.LEFT_HAND, (0, -0.4), slice(17, 34))
TREE = a_sign(7, "TREE")


def compared(attempt=ATTEMPT, clip=SIGN, mirrored=False):
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
    view.show_comparison(TREE, ATTEMPT, compared())
    return view


def length(comparison):
    """Return the common time of a comparison, in seconds."""
    return comparison.comparison.seconds


def press(view, key):
    """Use the shortcut of a key, as if the window had the focus."""
    shortcuts = view.findChildren(QShortcut)
    (shortcut,) = [shortcut for shortcut in shortcuts if shortcut.key() == QKeySequence(key)]
    shortcut.activated.emit()


def test_a_difference_is_a_button_that_leads_there(shown):
    (button,) = shown.differences.buttons
    assert button.text() == "1   here your left hand is higher"
    assert button.accessibleName() == "here your left hand is higher"
    assert "by 0.4 shoulder widths" in button.toolTip()
    button.click()
    assert 17 / 25 < shown.pair.attempt.position < 34 / 25
    assert shown.pair.attempt.position == pytest.approx(shown.pair.clip.position, abs=0.06)


def test_number_keys_lead_to_the_differences(shown):
    press(shown, "2")
    assert shown.pair.time == 0
    press(shown, "1")
    assert shown.pair.time > 0.5


def test_without_differences_a_message_says_so(view):
    view.show_comparison(TREE, SIGN, compared(SIGN))
    assert view.differences.buttons == []
    messages = [
        label.text() for label in view.differences.findChildren(QLabel) if label.isVisible()
    ]
    assert messages == ["No notable differences."]


def test_both_signs_are_shown_at_the_same_scale(view):
    view.show_comparison(TREE, ATTEMPT, compared())
    left, right = view.pair.attempt, view.pair.clip
    assert left._extent == right._extent
    boxes = [view._motion.box(view._extent) for view in (left, right)]
    assert boxes[0] == pytest.approx(boxes[1])
    assert left.size() == right.size()


def test_a_late_attempt_stays_aligned_with_the_clip(view):
    late = paced(SIGN, [*range(10), *[10] * 30, *range(10, 50)])
    comparison = compared(late)
    view.show_comparison(TREE, late, comparison)
    view.pair.seek(length(comparison))
    assert view.pair.attempt.position == pytest.approx(79 / 25, abs=0.05)
    assert view.pair.clip.position == pytest.approx(49 / 25, abs=0.05)


@pytest.mark.parametrize(("guessed", "words"), [(True, "by about 0.9 s"), (False, "by 0.9 s")])
def test_a_duration_is_approximate_if_the_rate_of_the_clip_is_a_guess(view, guessed, words):
    late = paced(SIGN, [*range(10), *[10] * 30, *range(10, 50)])
    sign = replace(TREE, clips=(Clip(70, TREE.id, guessed_rate=guessed),))
    view.show_comparison(sign, late, compared(late))
    (amount,) = [b.toolTip() for b in view.differences.buttons if "seconds" in b.toolTip()]
    assert words in amount


def test_space_plays_and_pauses_at_the_chosen_speed(shown):
    press(shown, "Space")
    assert shown.pair.playing
    shown.speed.setCurrentIndex(0)
    shown.pair._advance(0.4 * shown.pair.speed, length(compared()))
    assert shown.pair.time == pytest.approx(0.1, abs=0.02)
    press(shown, "Space")
    assert not shown.pair.playing


def test_arrow_keys_step_through_the_frames(shown):
    press(shown, "Right")
    press(shown, "Right")
    assert shown.bands.value() == 2
    press(shown, "Left")
    assert shown.bands.value() == 1
    assert not shown.pair.playing
    press(shown, "Left")
    press(shown, "Left")  # from the first to the last
    assert shown.bands.value() == shown.bands.maximum()


def test_at_the_end_it_repeats_or_stops(shown):
    end = length(compared())
    shown.pair.seek(end)
    shown.pair._advance(1.0, end)
    assert shown.pair.time == 0
    shown.loop.click()
    shown.pair.seek(end)
    shown.pair.playing = True
    shown.pair._advance(1.0, end)
    assert not shown.pair.playing
    press(shown, "Space")  # again, from the start
    assert (shown.pair.playing, shown.pair.time) == (True, 0)


def test_it_plays_automatically_unless_motion_is_reduced(view, qtbot):
    view.show_comparison(TREE, ATTEMPT, compared())
    assert not view.pair.playing
    reduced_motion.set_motion("moving")
    view.show_comparison(TREE, ATTEMPT, compared())
    assert view.pair.playing
    qtbot.waitUntil(lambda: view.pair.time > 0.1)


def test_the_timer_stops_while_the_view_is_hidden(shown):
    assert shown.pair._ticker._timer.isActive()
    shown.hide()
    assert not shown.pair._ticker._timer.isActive()


def test_a_mirrored_match_is_shown_mirrored_with_a_remark(view):
    view.show_comparison(TREE, ATTEMPT, compared(clip=SIGN.mirrored(), mirrored=True))
    assert "shown mirrored" in view.remark.text()
    assert view.differences.buttons[0].accessibleName() == "here your left hand is higher"


def test_both_signs_can_be_mirrored(shown):
    views = (shown.pair.attempt, shown.pair.clip)
    before = [view.grab().toImage() for view in views]
    press(shown, "M")
    after = [view.grab().toImage() for view in views]
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_timeline_follows_clicks_and_keys(shown, qtbot):
    bands, end = shown.bands, length(compared())
    middle = QPoint(round(bands.x_of(end / 2)), 30)
    qtbot.mouseClick(bands, Qt.MouseButton.LeftButton, pos=middle)
    assert shown.pair.time == pytest.approx(end / 2, abs=0.05)
    bands.triggerAction(bands.SliderAction.SliderToMaximum)
    assert shown.pair.time == end


def test_the_timeline_shows_where_the_hands_differ(shown):
    bands, end = shown.bands, length(compared())
    image = bands.grab().toImage()

    def column(x):
        return [image.pixelColor(round(x), y).name() for y in range(image.height())]

    assert column(bands.x_of(end / 2)) != column(bands.x_of(0) + 4)


def test_without_an_attempt_the_view_says_what_to_do(view):
    view.show_none(TREE)
    assert view.notice.text.startswith("No attempt to compare yet.")
    press(view, "1")  # leads nowhere
    assert view.pair.time == 0


def test_escape_closes_the_view(view, qtbot):
    view.show_waiting(TREE)
    with qtbot.waitSignal(view.closed):
        press(view, "Esc")


@pytest.mark.parametrize("throughout", [True, False])
@pytest.mark.parametrize("kind", DifferenceKind.__args__)
def test_window_and_command_use_the_same_words(qtbot, kind, throughout):
    buttons = DifferenceButtons()
    qtbot.addWidget(buttons)
    hand = "both" if kind in ("later", "earlier") else "right"
    finger = "thumb" if kind == "shape" else ""
    difference = Difference(hand, kind, 1.0, 1.0, 0, 0, 1, finger)
    words = buttons.in_words(difference, throughout=throughout)
    assert words == in_words(difference, throughout=throughout)
    assert (buttons.amount(difference) == "") == (difference.unit == "")


def test_differences_are_one_below_the_other_in_a_narrow_window(qtbot):
    buttons = DifferenceButtons()
    qtbot.addWidget(buttons)
    buttons.show()
    buttons.show_comparison(compare(moved(ATTEMPT, landmarks.RIGHT_HAND, (0, 0.5)), SIGN))
    assert len(buttons.buttons) > 1

    def columns():
        QApplication.processEvents()
        return len({button.x() for button in buttons.buttons})

    buttons.resize(1200, 200)
    assert columns() == 2
    buttons.resize(buttons.minimumSizeHint())
    assert columns() == 1


@pytest.fixture
def page(qtbot, tmp_path):
    page = LearnerPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    matches = [Match(n, a_sign(n, f"WORD{n}", clips=2), 0.9, 0.9, "signing") for n in (1, 2)]
    page.show_matches(matches)
    return page


def test_c_on_a_tile_compares_and_back_returns_to_the_tiles(page, qtbot):
    tile = page.results.grid.tiles[1]
    with qtbot.waitSignal(page.results.compared) as compared:
        qtbot.keyClick(tile, Qt.Key.Key_C)
    assert compared.args[0].sign.gloss == "WORD2"
    assert page.results.stack.currentWidget() is page.results.comparison
    page.results.comparison.closed.emit()
    assert page.results.stack.currentWidget() is page.results.grid


def test_the_large_view_compares_any_clip_unless_one_was_chosen(page, qtbot):
    page.results.open_match(page.results.grid.tiles[0].match)
    detail = page.results.detail
    with qtbot.waitSignal(page.results.compared) as compared:
        detail.compare.click()
    assert [clip.id for clip in compared.args[0].sign.clips] == [10, 11]
    page.results.comparison.closed.emit()
    assert page.results.stack.currentWidget() is detail
    detail.clips.chosen.emit(1)
    with qtbot.waitSignal(page.results.compared) as compared:
        press(detail, "C")
    assert [clip.id for clip in compared.args[0].sign.clips] == [11]


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


def results_of_attempt(window, qtbot):
    """Open an attempt on the page Sign, and return its results."""
    results = window.pages.learner.results
    window.pages.learner.open_pose(a_pose(1, frames=30))
    qtbot.waitUntil(lambda: ResultsView.grid.made(results) and results.grid.tiles != [])
    return results


def test_a_mirrored_result_is_compared_mirrored(window, qtbot):
    results = results_of_attempt(window, qtbot)
    match = replace(results.grid.tiles[0].match, by="signing", mirrored=True)
    results.compare_match(match)
    qtbot.waitUntil(lambda: results.comparison.pair.attempt.seconds > 0)
    assert window.small.asked[-1] == ("compare", match.sign.gloss, True)
    assert "shown mirrored" in results.comparison.remark.text()


def test_an_impossible_comparison_says_why(window, qtbot):
    results = results_of_attempt(window, qtbot)
    window.small.problem = PoseError("No hand was seen in this clip.", hint="Use another.")
    results.compare_match(results.grid.tiles[0].match)
    message = "No hand was seen in this clip. Use another."
    qtbot.waitUntil(lambda: results.comparison.notice.text == message)


def test_every_page_compares_with_the_last_attempt(window, qtbot):
    results = window.pages.teacher.results
    results.compare_match(Match(1, TREE, 1.0, 1.0))
    assert results.comparison.notice.text.startswith("No attempt to compare yet.")
    results_of_attempt(window, qtbot)
    results.compare_match(Match(1, TREE, 1.0, 1.0))
    qtbot.waitUntil(lambda: results.comparison.pair.attempt.seconds > 0)
    assert window.small.asked[-1] == ("compare", "TREE", None)
