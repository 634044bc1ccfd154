"""Colours that can be told apart and read, in light and in dark."""

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from signdict.gui.theme import style


def luminance(colour):
    def linear(share):
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def app(qapp):
    sheet, palette = qapp.styleSheet(), qapp.palette()
    yield qapp
    style.set_scheme("system")
    qapp.setProperty("scheme", None)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


LOOKS = {"light": style.LIGHT, "dark": style.DARK, "contrast": style.CONTRAST}
every = pytest.mark.parametrize("used", LOOKS.values(), ids=LOOKS.keys())
GROUNDS = ("window", "base", "button", "ground")


@every
@pytest.mark.parametrize("words", ["text", "quiet"])
@pytest.mark.parametrize("behind", GROUNDS)
def test_words_can_be_read_on_every_ground(used, words, behind):
    assert contrast(getattr(used, words), getattr(used, behind)) >= 4.5


@pytest.mark.parametrize("words", ["text", "quiet", "accent"])
@pytest.mark.parametrize("behind", GROUNDS)
def test_high_contrast_reaches_the_highest_level_for_words(words, behind):
    assert contrast(getattr(style.CONTRAST, words), getattr(style.CONTRAST, behind)) >= 7


def test_words_on_the_accent_reach_it_too():
    assert contrast(style.CONTRAST.on_accent, style.CONTRAST.accent) >= 7


@pytest.mark.parametrize("tone", ["left", "right", "line", "edge", "ink"])
@pytest.mark.parametrize("behind", GROUNDS)
def test_in_high_contrast_hands_lines_and_edges_are_as_clear_as_words(tone, behind):
    assert contrast(getattr(style.CONTRAST, tone), getattr(style.CONTRAST, behind)) >= 4.5


@every
@pytest.mark.parametrize("behind", ["window", "base", "button"])
def test_the_edge_of_what_can_be_used_stands_out(used, behind):
    assert contrast(used.edge, getattr(used, behind)) >= 3


@every
def test_words_on_the_accent_can_be_read(used):
    assert contrast(used.on_accent, used.accent) >= 4.5


@every
@pytest.mark.parametrize("tone", ["accent", "left", "right"])
@pytest.mark.parametrize("behind", ["ground", "window", "base"])
def test_accent_and_hands_stand_out(used, tone, behind):
    assert contrast(getattr(used, tone), getattr(used, behind)) >= 3


@every
def test_lines_of_the_face_stand_out_from_the_skin(used):
    assert contrast(used.ink, used.skin) >= 3


@every
def test_left_and_right_hand_differ_in_lightness(used):
    assert contrast(used.left, used.right) >= 1.5


@every
def test_every_colour_is_one_that_qt_knows(used):
    assert all(QColor(getattr(used, tone.name)).isValid() for tone in fields(used))


@pytest.mark.parametrize(("scheme", "used"), LOOKS.items())
def test_a_chosen_scheme_is_put_on_at_once(app, scheme, used):
    style.apply(app)
    style.set_scheme(scheme)
    assert style.tones() is used
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(used.window)
    assert used.accent in app.styleSheet()


def test_a_system_that_turns_dark_takes_the_window_along(app, monkeypatch):
    style.apply(app)
    style.set_scheme("system")
    monkeypatch.setattr(
        type(app.styleHints()), "colorScheme", lambda _: Qt.ColorScheme.Dark, raising=False
    )
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert style.tones() is style.DARK
    style.set_scheme("light")
    assert style.tones() is style.LIGHT


def test_a_system_that_wants_contrast_gets_it_unless_another_look_is_chosen(app, monkeypatch):
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):
        pytest.skip("before 6.10 Qt does not tell what contrast a person prefers")
    style.apply(app)
    style.set_scheme("system")
    wanted = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(type(hints.accessibility()), "contrastPreference", lambda _: wanted)
    hints.accessibility().contrastPreferenceChanged.emit(wanted)
    assert style.tones() is style.CONTRAST
    style.set_scheme("light")
    assert style.tones() is style.LIGHT


def test_a_scheme_may_be_set_before_there_is_a_window(app, monkeypatch):
    monkeypatch.setattr(style.QApplication, "instance", lambda: None)
    style.set_scheme("dark")
    assert app.property("scheme") is None


def test_what_cannot_be_used_is_fainter():
    made = style.palette(style.LIGHT)
    faint = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert faint.alphaF() < 0.5
