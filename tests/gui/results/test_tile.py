"""The tile of a result: how it opens, its text and tool tips, its confidence."""

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
def make_tile(qtbot):
    """Return a function that shows a tile of the usual size."""

    def make(match=None, size=(200, 240), **options):
        tile = Tile(match or a_match(), **options)
        qtbot.addWidget(tile)
        tile.resize(*size)
        tile.show()
        return tile

    return make


def ink(tile, rect):
    """Return the share of a part of a tile that is not background."""
    image = tile.grab().toImage()
    paper = image.pixelColor(0, 0)
    spots = [
        (x, y)
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    ]
    return sum(image.pixelColor(*spot) != paper for spot in spots) / len(spots)


def move_mouse(tile, point):
    """Move the mouse to a point of a tile."""
    modifiers, local = Qt.KeyboardModifier.NoModifier, QPointF(point)
    button, screen = Qt.MouseButton.NoButton, tile.mapToGlobal(local)
    move = QMouseEvent(QEvent.Type.MouseMove, local, screen, button, button, modifiers)
    QApplication.sendEvent(tile, move)


def tool_tip(tile, rect):
    """Return the tool tip of a part of a tile."""
    QToolTip.hideText()
    QApplication.processEvents()
    point = rect.center()
    move_mouse(tile, point)
    QApplication.sendEvent(tile, QHelpEvent(QEvent.Type.ToolTip, point, tile.mapToGlobal(point)))
    return QToolTip.text() if QToolTip.isVisible() else ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_open_a_tile(make_tile, qtbot, key):
    tile = make_tile()
    with qtbot.waitSignal(tile.opened) as opened:
        qtbot.keyClick(tile, key)
    assert opened.args == [tile.match]


@pytest.mark.parametrize("part", ["view", "gloss", "confidence"])
def test_a_click_anywhere_opens_a_tile(make_tile, qtbot, part):
    tile = make_tile()
    rect = tile.view.geometry() if part == "view" else getattr(tile, part).rect
    with qtbot.waitSignal(tile.opened):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton, pos=rect.center())


def test_other_keys_and_buttons_and_a_cancelled_click_open_nothing(make_tile, qtbot):
    tile = make_tile()
    with qtbot.assertNotEmitted(tile.opened):
        qtbot.keyClick(tile, Qt.Key.Key_A)
        qtbot.mouseClick(tile, Qt.MouseButton.RightButton)
        qtbot.mousePress(tile, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))


def test_a_short_gloss_is_shown_in_full(make_tile):
    tile = make_tile()
    assert tile.gloss.shown == "HOUSE"
    assert tile.where.whole == "American Sign Language"


@pytest.mark.parametrize("script", ["A RATHER LONG GLOSS ", "дом ", "बच्चा ", "بيت ", "家家家"])
def test_a_long_gloss_is_elided_with_the_full_text_in_its_tool_tip(make_tile, script):
    gloss = script * 12
    tile = make_tile(a_match(gloss))
    assert tile.gloss.shown.endswith("…")
    assert ink(tile, tile.gloss.rect) > 0.01
    assert tool_tip(tile, tile.gloss.rect) == gloss


def test_tool_tips_show_each_line_and_the_confidence_in_full(make_tile):
    match = a_match(variant="alternative")
    tile = make_tile(
        replace(match, mirrored=True, sign=replace(match.sign, source=Source("a", "Arc")))
    )
    assert tool_tip(tile, tile.view.geometry()) == ""
    assert tool_tip(tile, tile.where.rect) == "American Sign Language, alternative"
    assert tool_tip(tile, tile.source.rect) == "Arc"
    assert tool_tip(tile, tile.remarks.rect) == "mirrored"
    assert tool_tip(tile, tile.confidence.rect) == "close, 80%"


def test_text_from_right_to_left_starts_at_the_right(make_tile):
    left, right = (make_tile(a_match(gloss)) for gloss in ("AB", "بيت"))
    for tile, at_left in ((left, True), (right, False)):
        rect = tile.gloss.rect
        left_half = QRect(rect.topLeft(), QSize(rect.width() // 2, rect.height()))
        assert (ink(tile, left_half) > 0) == at_left


def test_a_larger_font_gets_more_room(make_tile):
    tile = make_tile()
    font, before, top = tile.font(), tile.gloss.height, tile.gloss.rect.top()
    font.setPointSizeF(2 * font.pointSizeF())
    tile.setFont(font)
    assert tile.gloss.height > 1.8 * before
    assert tile.gloss.rect.top() < top
    assert tile.gloss.rect.bottom() < tile.where.rect.top()


def test_a_wider_tile_shows_more_of_a_gloss(make_tile, qtbot):
    tile = make_tile(a_match("A RATHER LONG GLOSS " * 3))
    before = tile.gloss.shown
    tile.resize(400, 240)
    assert len(tile.gloss.shown) > len(before)


def test_text_that_looks_like_markup_is_shown_literally(make_tile):
    bold, plain = (make_tile(a_match(gloss)) for gloss in ("<b>X</b>", "X"))
    assert bold.gloss.shown == "<b>X</b>"
    assert ink(bold, bold.gloss.rect) > 2 * ink(plain, plain.gloss.rect)


def test_the_variant_follows_the_language(make_tile):
    assert make_tile(a_match(variant="two hands")).where.whole == (
        "American Sign Language, two hands"
    )


def test_a_sign_with_variants_shows_the_number_of_clips_instead_of_a_variant(make_tile):
    match = a_match(variant="two hands")
    both = replace(match, variants=(a_match(variant="alternative"),))
    tile = make_tile(both)
    assert tile.where.whole == "American Sign Language"
    assert tile.remarks.whole.startswith("2 clip")


def test_the_source_and_a_mirrored_match_are_shown(make_tile):
    match = a_match()
    named = replace(match, sign=replace(match.sign, source=Source("a", "An archive")))
    assert make_tile(named).source.shown == "An archive"
    mirrored = make_tile(replace(named, mirrored=True))
    assert mirrored.remarks.whole == "mirrored"
    assert mirrored.accessibleName().endswith(", mirrored")


def test_pointer_and_focus_show_the_confidence_as_a_number(make_tile, qtbot):
    tile = make_tile()
    tile.leaveEvent(QEvent(QEvent.Type.Leave))  # the pointer may be anywhere
    assert tile.confidence.text == "close"
    tile.activateWindow()
    qtbot.waitUntil(tile.isActiveWindow)
    tile.setFocus()
    qtbot.waitUntil(tile.hasFocus)
    assert tile.confidence.text == "80%"
    tile.leaveEvent(QEvent(QEvent.Type.Leave))
    tile.clearFocus()
    assert tile.confidence.text == "close"
    tile.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert tile.confidence.text == "80%"
    tile.leaveEvent(QEvent(QEvent.Type.Leave))
    assert tile.confidence.text == "close"


def test_lines_fit_their_font_and_do_not_overlap(make_tile):
    tile = make_tile()
    for line, below in pairwise([tile.gloss, tile.where, tile.source, tile.confidence]):
        assert line.rect.height() >= line.height
        assert line.rect.bottom() < below.rect.top()
    assert tile.confidence.rect.right() < tile.remarks.rect.left()
    assert tile.remarks.rect.bottom() < tile.height()


def test_the_smallest_tile_leaves_most_of_its_room_to_the_sign(make_tile):
    tile = make_tile(size=(140, 190))
    assert tile.view.height() >= 92
    assert tile.view.geometry().bottom() < tile.gloss.rect.top()
    assert tile.minimumSizeHint().width() <= 140
    assert tile.sizeHint().height() > tile.sizeHint().width()


def test_a_screen_reader_reads_gloss_language_and_confidence(make_tile):
    assert make_tile().accessibleName() == "HOUSE, American Sign Language, close, 80%"
    assert make_tile(sure=False).accessibleName() == "HOUSE, American Sign Language"


def test_without_a_confidence_no_bar_is_shown(make_tile):
    def has_bar(tile):
        image = tile.grab().toImage()
        rect = QRect(6, tile.confidence.rect.top(), 20, tile.confidence.height)
        spots = [(x, y) for x in range(6, 26) for y in range(rect.top(), rect.bottom() + 1)]
        return any(image.pixelColor(*spot) == QColor(tones().accent) for spot in spots)

    assert has_bar(make_tile())
    assert not has_bar(make_tile(sure=False))
    assert make_tile(sure=False).view.height() > make_tile().view.height()


def test_the_tile_in_focus_has_a_ring(make_tile, qtbot):
    tile = make_tile()
    tile.activateWindow()
    qtbot.waitUntil(tile.isActiveWindow)
    tile.setFocus()
    qtbot.waitUntil(tile.hasFocus)
    assert tile.grab().toImage().pixelColor(100, 1) == QColor(tones().accent)
    tile.clearFocus()
    assert tile.grab().toImage().pixelColor(100, 1) != QColor(tones().accent)


def test_landmarks_play(make_tile):
    tile = make_tile()
    tile.show_pose(a_pose(frames=50))
    assert tile.view.seconds == 2


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "close"), (0.75, "close"), (0.74, "likely"), (0.4, "likely"), (0.39, "perhaps"),
     (0.0, "perhaps")],
)  # fmt: skip
def test_a_confidence_has_a_word(qapp, share, word):
    bar = ConfidenceBar(QFont())
    bar.set_confidence(share)
    assert bar.word == word
    assert bar.name == f"{word}, {share:.0%}"
    assert bar.number == f"{share:.0%}"


def test_a_higher_confidence_has_a_longer_bar_and_its_word_fits(make_tile):
    def filled(share):
        tile = make_tile(a_match(confidence=share))
        image, middle = tile.grab().toImage(), tile.confidence.rect.center().y()
        row = [image.pixelColor(x, middle) for x in range(image.width())]
        return sum(colour == QColor(tones().accent) for colour in row)

    assert filled(0.1) < filled(0.5) < filled(1.0)
    tile = make_tile()
    words = tile.fontMetrics().horizontalAdvance(tile.confidence.word)
    assert tile.confidence.rect.width() >= 26 + words


def test_a_result_of_two_sources_names_both(make_tile):
    match = a_match()
    sign = replace(match.sign, source=Source("a", "First"), others=(Source("b"),))
    tile = make_tile(replace(match, sign=sign))
    assert tile.source.whole == "First, b"
    assert tile.accessibleDescription() == "First, b"
