"""Colours that can be distinguished and read, in every colour scheme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from signdict.gui.theme import style


def luminance(colour):
    def linear(share):
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def app(qapp):
    palette = qapp.palette()
    yield qapp
    style.set_scheme("system")
    qapp.setProperty("scheme", None)
    qapp.setPalette(palette)
    # the sheet stays: Qt crashes when an application removes its sheet and sets one again


SCHEMES = {"light": style.LIGHT, "dark": style.DARK, "contrast": style.CONTRAST}
every_scheme = pytest.mark.parametrize("tones", SCHEMES.values(), ids=SCHEMES.keys())
BACKGROUNDS = ("window", "base", "button", "ground")


@every_scheme
@pytest.mark.parametrize("name", ["text", "quiet"])
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_text_can_be_read_on_every_background(tones, name, behind):
    assert contrast(getattr(tones, name), getattr(tones, behind)) >= 4.5


@pytest.mark.parametrize("name", ["text", "quiet", "accent"])
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_text_in_high_contrast_reaches_level_aaa(name, behind):
    assert contrast(getattr(style.CONTRAST, name), getattr(style.CONTRAST, behind)) >= 7


def test_text_on_the_accent_reaches_level_aaa_too():
    assert contrast(style.CONTRAST.on_accent, style.CONTRAST.accent) >= 7


@pytest.mark.parametrize("tone", ["left", "right", "line", "edge", "ink"])
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_hands_lines_and_edges_in_high_contrast_are_as_clear_as_text(tone, behind):
    assert contrast(getattr(style.CONTRAST, tone), getattr(style.CONTRAST, behind)) >= 4.5


@every_scheme
@pytest.mark.parametrize("behind", ["window", "base", "button"])
def test_the_edge_of_controls_stands_out(tones, behind):
    assert contrast(tones.edge, getattr(tones, behind)) >= 3


@every_scheme
def test_text_on_the_accent_can_be_read(tones):
    assert contrast(tones.on_accent, tones.accent) >= 4.5


@every_scheme
@pytest.mark.parametrize("tone", ["accent", "left", "right"])
@pytest.mark.parametrize("behind", ["ground", "window", "base"])
def test_accent_and_hands_stand_out(tones, tone, behind):
    assert contrast(getattr(tones, tone), getattr(tones, behind)) >= 3


@every_scheme
def test_lines_of_the_face_stand_out_from_the_skin(tones):
    assert contrast(tones.ink, tones.skin) >= 3


@every_scheme
def test_left_and_right_hand_differ_in_lightness(tones):
    assert contrast(tones.left, tones.right) >= 1.5


@every_scheme
def test_every_colour_is_valid_in_qt(tones):
    assert all(QColor(colour).isValid() for colour in tones)


@pytest.mark.parametrize(("scheme", "tones"), SCHEMES.items())
def test_a_chosen_scheme_is_used_at_once(app, scheme, tones):
    style.apply(app)
    style.set_scheme(scheme)
    assert style.tones() is tones
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(tones.window)
    assert tones.accent in app.styleSheet()


def test_the_window_follows_a_system_that_turns_dark(app, monkeypatch):
    style.apply(app)
    style.set_scheme("system")
    monkeypatch.setattr(
        type(app.styleHints()), "colorScheme", lambda _: Qt.ColorScheme.Dark, raising=False
    )
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert style.tones() is style.DARK
    style.set_scheme("light")
    assert style.tones() is style.LIGHT


def test_high_contrast_of_the_system_is_followed_unless_a_scheme_is_chosen(app, monkeypatch):
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):
        pytest.skip("Qt before 6.10 has no function for the preferred contrast")
    style.apply(app)
    style.set_scheme("system")
    high = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(type(hints.accessibility()), "contrastPreference", lambda _: high)
    hints.accessibility().contrastPreferenceChanged.emit(high)
    assert style.tones() is style.CONTRAST
    style.set_scheme("light")
    assert style.tones() is style.LIGHT


def test_a_scheme_may_be_set_before_the_application_exists(app, monkeypatch):
    monkeypatch.setattr(style.QApplication, "instance", lambda: None)
    style.set_scheme("dark")
    assert app.property("scheme") is None


def test_disabled_text_is_fainter():
    palette = style.palette(style.LIGHT)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert faint.alphaF() < 0.5
