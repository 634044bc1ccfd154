"""One result: how it opens, what it says, and that nothing of it is cut off unsaid."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from signdict.core.types import Clip, Match, Sign, Source
from signdict.gui.results.tile import ConfidenceBar, Tile
from signdict.gui.theme.style import tones
from tests.support.fakes import a_pose


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


def ink(made, rect):
    """How much of a part of a tile is written over."""
    image = made.grab().toImage()
    paper = image.pixelColor(0, 0)
    spots = [
        (x, y)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    ]
    return sum(image.pixelColor(*spot) != paper for spot in spots) / len(spots)


def point(made, place):
    """Move the mouse there."""
    none, where = Qt.KeyboardModifier.NoModifier, QPointF(place)
    button, there = Qt.MouseButton.NoButton, made.mapToGlobal(where)
    moved = QMouseEvent(QEvent.Type.MouseMove, where, there, button, button, none)
    QApplication.sendEvent(made, moved)


def told(made, rect):
    """The tool tip of who points at a part of a tile."""
    QToolTip.hideText()
    QApplication.processEvents()
    place = rect.center()
    point(made, place)
    QApplication.sendEvent(made, QHelpEvent(QEvent.Type.ToolTip, place, made.mapToGlobal(place)))
    return QToolTip.text() if QToolTip.isVisible() else ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_it_opens_with_enter_and_space(tile, qtbot, key):
    made = tile()
    with qtbot.waitSignal(made.opened) as opened:
        qtbot.keyClick(made, key)
    assert opened.args == [made.match]


@pytest.mark.parametrize("part", ["view", "gloss", "confidence"])
def test_it_opens_with_a_click_anywhere(tile, qtbot, part):
    made = tile()
    rect = made.view.geometry() if part == "view" else getattr(made, part).rect
    with qtbot.waitSignal(made.opened):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=rect.center())


def test_other_keys_other_buttons_and_a_click_taken_back_open_nothing(tile, qtbot):
    made = tile()
    with qtbot.assertNotEmitted(made.opened):
        qtbot.keyClick(made, Qt.Key.Key_A)
        qtbot.mouseClick(made, Qt.MouseButton.RightButton)
        qtbot.mousePress(made, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(made, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))


def test_a_short_gloss_is_shown_whole(tile):
    made = tile()
    assert made.gloss.shown == "HOUSE"
    assert made.where.whole == "American Sign Language"


@pytest.mark.parametrize("script", ["A RATHER LONG GLOSS ", "дом ", "बच्चा ", "بيت ", "家家家"])
def test_a_long_gloss_is_shortened_with_the_whole_in_its_tool_tip(tile, script):
    gloss = script * 12
    made = tile(a_match(gloss))
    assert made.gloss.shown.endswith("…")
    assert ink(made, made.gloss.rect) > 0.01
    assert told(made, made.gloss.rect) == gloss


def test_each_line_and_the_bar_tell_the_whole_of_what_they_say(tile):
    match = a_match(variant="alternative")
    made = tile(replace(match, mirrored=True, sign=replace(match.sign, source=Source("a", "Arc"))))
    assert told(made, made.view.geometry()) == ""
    assert told(made, made.where.rect) == "American Sign Language, alternative"
    assert told(made, made.source.rect) == "Arc"
    assert told(made, made.remarks.rect) == "in a mirror"
    assert told(made, made.confidence.rect) == "close, 80%"


def test_words_written_from_the_right_begin_there(tile):
    left, right = (tile(a_match(gloss)) for gloss in ("AB", "بيت"))
    for made, begins in ((left, True), (right, False)):
        rect = made.gloss.rect
        near = QRect(rect.topLeft(), QSize(rect.width() // 2, rect.height()))
        assert (ink(made, near) > 0) == begins


def test_larger_letters_are_given_more_room(tile):
    made = tile()
    font, before, top = made.font(), made.gloss.height, made.gloss.rect.top()
    font.setPointSizeF(2 * font.pointSizeF())
    made.setFont(font)
    assert made.gloss.height > 1.8 * before
    assert made.gloss.rect.top() < top
    assert made.gloss.rect.bottom() < made.where.rect.top()


def test_a_wider_tile_shows_more_of_a_gloss(tile, qtbot):
    made = tile(a_match("A RATHER LONG GLOSS " * 3))
    before = made.gloss.shown
    made.resize(400, 240)
    assert len(made.gloss.shown) > len(before)


def test_words_that_look_like_markup_are_shown_as_they_are(tile):
    bold, plain = (tile(a_match(gloss)) for gloss in ("<b>X</b>", "X"))
    assert bold.gloss.shown == "<b>X</b>"
    assert ink(bold, bold.gloss.rect) > 2 * ink(plain, plain.gloss.rect)


def test_the_variant_stands_beside_the_language(tile):
    assert tile(a_match(variant="two hands")).where.whole == ("American Sign Language, two hands")


def test_a_gloss_with_variants_names_none_of_them_but_says_how_many_clips_there_are(tile):
    one = a_match(variant="two hands")
    both = replace(one, variants=(a_match(variant="alternative"),))
    made = tile(both)
    assert made.where.whole == "American Sign Language"
    assert made.remarks.whole.startswith("2 clip")


def test_the_source_is_told_and_that_a_mirror_image_matched(tile):
    match = a_match()
    named = replace(match, sign=replace(match.sign, source=Source("a", "An archive")))
    assert tile(named).source.shown == "An archive"
    mirrored = tile(replace(named, mirrored=True))
    assert mirrored.remarks.whole == "in a mirror"
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


def test_lines_are_high_enough_for_their_letters_and_stand_below_each_other(tile):
    made = tile()
    for line, below in pairwise([made.gloss, made.where, made.source, made.confidence]):
        assert line.rect.height() >= line.height
        assert line.rect.bottom() < below.rect.top()
    assert made.confidence.rect.right() < made.remarks.rect.left()
    assert made.remarks.rect.bottom() < made.height()


def test_even_the_smallest_tile_leaves_the_sign_most_of_its_room(tile):
    made = tile(size=(140, 190))
    assert made.view.height() >= 92
    assert made.view.geometry().bottom() < made.gloss.rect.top()
    assert made.minimumSizeHint().width() <= 140
    assert made.sizeHint().height() > made.sizeHint().width()


def test_a_reader_of_the_screen_hears_gloss_language_and_how_sure(tile):
    assert tile().accessibleName() == "HOUSE, American Sign Language, close, 80%"
    assert tile(sure=False).accessibleName() == "HOUSE, American Sign Language"


def test_where_being_sure_means_nothing_no_bar_is_shown(tile):
    def coloured(made):
        image = made.grab().toImage()
        rect = QRect(6, made.confidence.rect.top(), 20, made.confidence.height)
        spots = [(x, y) for x in range(6, 26) for y in range(rect.top(), rect.bottom() + 1)]
        return any(image.pixelColor(*spot) == QColor(tones().accent) for spot in spots)

    assert coloured(tile())
    assert not coloured(tile(sure=False))
    assert tile(sure=False).view.height() > tile().view.height()


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
def test_a_confidence_has_a_word(qapp, share, word):
    made = ConfidenceBar(QFont())
    made.tell(share)
    assert made.word == word
    assert made.name == f"{word}, {share:.0%}"
    assert made.number == f"{share:.0%}"


def test_a_longer_bar_means_more_sure_and_its_word_fits(tile):
    def filled(share):
        made = tile(a_match(confidence=share))
        image, middle = made.grab().toImage(), made.confidence.rect.center().y()
        row = [image.pixelColor(x, middle) for x in range(image.width())]
        return sum(c == QColor(tones().accent) for c in row)

    assert filled(0.1) < filled(0.5) < filled(1.0)
    made = tile()
    words = made.fontMetrics().horizontalAdvance(made.confidence.word)
    assert made.confidence.rect.width() >= 26 + words
