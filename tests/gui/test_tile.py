"""One result: how it opens, what it says, and that nothing of it is cut off unsaid."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent
from PySide6.QtWidgets import QApplication

from signdict.gui.confidence import Confidence
from signdict.gui.style import tones
from signdict.gui.tile import Tile
from signdict.signs import Clip, Match, Sign, Source
from tests.fakes import a_pose


def a_match(gloss="HOUSE", confidence=0.8, variant=""):
    return Match(1, Sign(1, gloss, "ase", variant=variant, clips=(Clip(1, 1),)), 0.9, confidence)


@pytest.fixture
def tile(qtbot):
    """Show a tile of the usual size."""

    def make(match=None, size=(200, 240), **options):
        made = Tile(match or a_match(), **options)
        qtbot.addWidget(made)
        made.resize(*size)
        made.show()
        return made

    return make


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_it_opens_with_enter_and_space(tile, qtbot, key):
    made = tile()
    with qtbot.waitSignal(made.opened) as opened:
        qtbot.keyClick(made, key)
    assert opened.args == [made.match]


@pytest.mark.parametrize("part", ["view", "_gloss", "confidence"])
def test_it_opens_with_a_click_anywhere(tile, qtbot, part):
    made = tile()
    with qtbot.waitSignal(made.opened):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=getattr(made, part).pos())
    with qtbot.waitSignal(made.opened):
        qtbot.mouseClick(getattr(made, part), Qt.MouseButton.LeftButton)


def test_other_keys_other_buttons_and_a_click_taken_back_open_nothing(tile, qtbot):
    made = tile()
    with qtbot.assertNotEmitted(made.opened):
        qtbot.keyClick(made, Qt.Key.Key_A)
        qtbot.mouseClick(made, Qt.MouseButton.RightButton)
        qtbot.mousePress(made, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(made, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))


def test_a_short_gloss_is_shown_whole(tile):
    made = tile()
    assert made._gloss.text() == "HOUSE"
    assert made._where.toolTip() == "American Sign Language"


@pytest.mark.parametrize("script", ["A RATHER LONG GLOSS ", "дом ", "बच्चा ", "بيت ", "家家家"])
def test_a_long_gloss_is_shortened_with_the_whole_in_its_tool_tip(tile, script):
    gloss = script * 12
    made = tile(a_match(gloss))
    label = made._gloss
    assert label.text().endswith("…")
    assert label.toolTip() == gloss
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


def test_a_wider_tile_shows_more_of_a_gloss(tile, qtbot):
    made = tile(a_match("A RATHER LONG GLOSS " * 3))
    before = made._gloss.text()
    made.resize(400, 240)
    assert len(made._gloss.text()) > len(before)


def test_words_that_look_like_markup_are_shown_as_they_are(tile):
    made = tile(a_match("<b>X</b>"))
    assert made._gloss.text() == "<b>X</b>"
    assert made._gloss.textFormat() == Qt.TextFormat.PlainText


def test_the_variant_stands_beside_the_language(tile):
    assert tile(a_match(variant="two hands"))._where.toolTip() == (
        "American Sign Language, two hands"
    )


def test_a_gloss_with_variants_names_none_of_them_but_says_how_many_clips_there_are(tile):
    one = a_match(variant="two hands")
    both = replace(one, variants=(a_match(variant="alternative"),))
    made = tile(both)
    assert made._where.toolTip() == "American Sign Language"
    assert made._more.toolTip().startswith("2 clip")


def test_the_source_is_told_and_that_a_mirror_image_matched(tile):
    match = a_match()
    named = replace(match, sign=replace(match.sign, source=Source("a", "An archive")))
    assert tile(named)._source.text() == "An archive"
    mirrored = tile(replace(named, mirrored=True))
    assert mirrored._more.toolTip() == "in a mirror"
    assert mirrored.accessibleName().endswith(", in a mirror")


def test_who_looks_closer_sees_the_number_by_pointer_or_keyboard(tile, qtbot):
    made = tile()
    made.leaveEvent(QEvent(QEvent.Type.Leave))  # wherever the pointer happens to be
    assert made.confidence.text == "close"
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert made.confidence.text == "80%"
    made.leaveEvent(QEvent(QEvent.Type.Leave))
    made.clearFocus()
    assert made.confidence.text == "close"
    made.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert made.confidence.text == "80%"
    made.leaveEvent(QEvent(QEvent.Type.Leave))
    assert made.confidence.text == "close"


def test_lines_are_high_enough_for_their_letters(tile):
    made = tile()
    for label in made.lines:
        assert label.height() >= label.fontMetrics().height()


def test_even_the_smallest_tile_leaves_the_sign_most_of_its_room(tile):
    made = tile(size=(140, 190))
    assert made.view.height() >= 92
    assert made.view.geometry().bottom() < made._gloss.geometry().top()
    assert made.minimumSizeHint().width() <= 140
    assert made.sizeHint().height() > made.sizeHint().width()


def test_a_reader_of_the_screen_hears_gloss_language_and_how_sure(tile):
    assert tile().accessibleName() == "HOUSE, American Sign Language, close, 80%"
    assert tile(sure=False).accessibleName() == "HOUSE, American Sign Language"


def test_where_being_sure_means_nothing_no_bar_is_shown(tile):
    assert tile().confidence.isVisible()
    assert not tile(sure=False).confidence.isVisible()


def test_making_a_tile_opens_no_window_of_its_own(qtbot):
    made = Tile(a_match())
    qtbot.addWidget(made)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, Confidence)]


def test_the_tile_in_focus_has_a_ring(tile, qtbot):
    made = tile()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    assert made.grab().toImage().pixelColor(100, 1) == QColor(tones().accent)
    made.clearFocus()
    assert made.grab().toImage().pixelColor(100, 1) != QColor(tones().accent)


def test_a_pose_lets_the_sign_move(tile):
    made = tile()
    made.show_pose(a_pose(frames=50))
    assert made.view.seconds == 2


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "close"), (0.75, "close"), (0.74, "likely"), (0.4, "likely"), (0.39, "perhaps"),
     (0.0, "perhaps")],
)  # fmt: skip
def test_a_confidence_has_a_word(qtbot, share, word):
    made = Confidence()
    qtbot.addWidget(made)
    made.show_share(share)
    assert made.word == word
    assert made.accessibleName() == f"{word}, {share:.0%}"
    assert made.number == f"{share:.0%}"


def test_a_longer_bar_means_more_sure_and_its_word_fits(qtbot):
    made = Confidence()
    qtbot.addWidget(made)

    def filled(share):
        made.show_share(share)
        made.resize(made.sizeHint())
        image = made.grab().toImage()
        middle = image.height() // 2
        row = [image.pixelColor(x, middle) for x in range(image.width())]
        return sum(c == QColor(tones().accent) for c in row)

    assert filled(0.1) < filled(0.5) < filled(1.0)
    assert made.width() >= 26 + made.fontMetrics().horizontalAdvance(made.word)
