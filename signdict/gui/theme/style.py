"""The style of the window: three colour schemes with one accent each, and an 8-pixel grid."""

from typing import Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


class Tones(NamedTuple):
    """The colours of one scheme.

    Left and right hand also differ in lightness, so that they can be distinguished in grey and with
    every kind of colour blindness.
    """

    window: str
    base: str
    text: str
    quiet: str
    line: str  # decorative lines between parts
    edge: str  # outlines of controls
    button: str
    accent: str
    on_accent: str
    ground: str  # behind a moving sign
    body: str  # limbs and torso
    skin: str  # face
    ink: str  # thin lines of the face
    left: str
    right: str


LIGHT = Tones(
    window="#f4f5f7", base="#ffffff", text="#1b1f24", quiet="#545d68", line="#c9cfd6",
    edge="#7d8894", button="#ffffff", accent="#0b6e82", on_accent="#ffffff", ground="#e9edf1",
    body="#97a3b0", skin="#c3ccd6", ink="#46515d", left="#076a76", right="#d46a10",
)  # fmt: skip
DARK = Tones(
    window="#16191d", base="#1e2227", text="#e8ebee", quiet="#a3adb8", line="#3a424b",
    edge="#6e7a87", button="#272c33", accent="#58c4d6", on_accent="#0b1418", ground="#23282e",
    body="#66727f", skin="#4d5863", ink="#c5ced8", left="#2899a4", right="#ffa24d",
)  # fmt: skip
CONTRAST = Tones(
    window="#000000", base="#000000", text="#ffffff", quiet="#e4e8ec", line="#aeb6bf",
    edge="#ffffff", button="#000000", accent="#ffd84a", on_accent="#000000", ground="#0d0f12",
    body="#7d8995", skin="#4a545f", ink="#ffffff", left="#33b6c4", right="#ffc685",
)  # fmt: skip


__all__ = ["CONTRAST", "DARK", "LIGHT", "UNIT", "Tones", "apply", "set_scheme", "tones"]

#: Grid of the layout, in pixels.
UNIT = 8

Scheme = Literal["light", "dark", "contrast", "system"]

_SCHEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
_BY_WINDOW = {QColor(scheme.window).rgb(): scheme for scheme in _SCHEMES.values()}


def tones() -> Tones:
    """Return the colours in use."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return _BY_WINDOW.get(window.rgb()) or (DARK if window.lightness() < 128 else LIGHT)


def apply(app: QApplication) -> None:
    """Set the style, and follow the system when it changes its colour scheme or contrast."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _: _colour(app))
    if hasattr(hints, "accessibility"):  # Qt 6.10
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: _colour(app))
    _colour(app)


def set_scheme(scheme: Scheme) -> None:
    """Choose a colour scheme, or follow the system."""
    schemes = {
        "light": Qt.ColorScheme.Light,
        "dark": Qt.ColorScheme.Dark,
        "contrast": Qt.ColorScheme.Dark,
    }
    QGuiApplication.styleHints().setColorScheme(schemes.get(scheme, Qt.ColorScheme.Unknown))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setProperty("scheme", scheme)  # some platforms ignore setColorScheme
        _colour(app)


def _colour(app: QApplication) -> None:
    colours = _SCHEMES.get(str(app.property("scheme"))) or _of_the_system(app)
    app.setPalette(palette(colours))
    app.setStyleSheet(_sheet(colours))


def _of_the_system(app: QApplication) -> Tones:
    hints = app.styleHints()
    if hasattr(hints, "accessibility"):
        preference = hints.accessibility().contrastPreference()
        if preference == Qt.ContrastPreference.HighContrast:
            return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette(tones: Tones) -> QPalette:
    """Return the palette of these colours."""
    made = QPalette(QColor(tones.button), QColor(tones.window))
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    roles = {
        role.Window: tones.window, role.Base: tones.base, role.AlternateBase: tones.window,
        role.Button: tones.button, role.Text: tones.text, role.WindowText: tones.text,
        role.ButtonText: tones.text, role.PlaceholderText: tones.quiet, role.Mid: tones.edge,
        role.Highlight: tones.accent, role.HighlightedText: tones.on_accent,
        role.Accent: tones.accent, role.Link: tones.accent, role.ToolTipBase: tones.base,
        role.ToolTipText: tones.text,
    }  # fmt: skip
    for name, colour in roles.items():
        made.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        faint = QColor(tones.text)
        faint.setAlphaF(0.45)
        made.setColor(group.Disabled, name, faint)
    return made


def _sheet(tones: Tones) -> str:
    size = QGuiApplication.font().pointSizeF()
    return f"""
    QLabel#title {{ font-size: {size * 1.5:.1f}pt; font-weight: 600; }}
    QLabel#gloss {{ font-size: {size * 1.5:.1f}pt; }}
    QFrame#rail {{ border: none; border-right: 1px solid {tones.line}; background: {tones.base}; }}
    QFrame#card, QLabel#dropzone {{ border: 1px solid {tones.line}; border-radius: 8px; }}
    QFrame#card {{ background: {tones.base}; }}
    QLabel#dropzone {{ border: 2px dashed {tones.line}; color: {tones.quiet}; padding: 16px; }}
    QFrame#banner {{ border: none; border-left: 4px solid {tones.accent};
                     background: {tones.base}; }}
    QFrame#sheet {{ border: 1px solid {tones.edge}; background: {tones.base}; }}
    QFrame#tasks {{ border: none; border-top: 1px solid {tones.line}; background: {tones.base}; }}
    QLabel#key {{ font-weight: 600; }}
    QListWidget, QPlainTextEdit {{ border: 1px solid {tones.edge}; border-radius: 6px;
                                  background: {tones.base}; }}
    QListWidget::item {{ padding: 4px; }}
    QProgressBar {{ border: none; border-radius: 4px; background: {tones.line}; max-height: 8px; }}
    QProgressBar::chunk {{ border-radius: 4px; background: {tones.accent}; }}
    QLabel#quiet {{ color: {tones.quiet}; }}
    QLineEdit {{ border: 1px solid {tones.edge}; border-radius: 6px; padding: 6px 8px;
                 background: {tones.base}; }}
    QPushButton {{ border: 1px solid {tones.edge}; border-radius: 6px; padding: 6px 12px;
                   background: {tones.button}; }}
    QPushButton[facet="true"] {{ padding: 6px 8px; }}
    QPushButton:hover {{ border-color: {tones.accent}; }}
    QPushButton:checked {{ background: {tones.accent}; color: {tones.on_accent}; }}
    QPushButton:disabled {{ color: {tones.quiet}; border-style: dashed; }}
    QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: 4px; }}
    QToolButton::menu-indicator {{ image: none; }}
    QToolButton:hover {{ background: {tones.ground}; }}
    QToolButton:checked {{ background: {tones.ground}; border-left-color: {tones.accent}; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {tones.edge}; }}
    QSlider::sub-page:horizontal {{ border-radius: 2px; background: {tones.accent}; }}
    QSlider::handle:horizontal {{ width: 12px; margin: -6px 0; border-radius: 8px;
                                  border: 2px solid {tones.accent}; background: {tones.base}; }}
    QScrollBar:vertical {{ width: 14px; background: transparent; }}
    QScrollBar:horizontal {{ height: 14px; background: transparent; }}
    QScrollBar::handle {{ background: {tones.edge}; border-radius: 3px; margin: 4px;
                          min-height: 24px; min-width: 24px; }}
    QScrollBar::handle:hover {{ background: {tones.accent}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QToolTip {{ color: {tones.text}; background: {tones.base}; border: 1px solid {tones.edge}; }}
    """ + (
        (_boxes(tones) if tones is not LIGHT else "")
        + (_outlines(tones) if tones is CONTRAST else "")
    )


def _boxes(tones: Tones) -> str:
    """Return the style of check boxes, whose edges Fusion paints too dark on a dark window."""
    return f"""
    QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTreeView::indicator {{
        width: 12px; height: 12px; border: 2px solid {tones.edge}; background: {tones.base}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QRadioButton::indicator:checked,
    QListView::indicator:checked, QTreeView::indicator:checked {{ background: {tones.accent}; }}
    QTreeView::indicator:selected {{ border-color: {tones.on_accent}; }}
    QTreeView::indicator:checked:selected {{ background: {tones.on_accent}; }}
    """


def _outlines(tones: Tones) -> str:
    """Return outlines that Fusion paints darker than the window, so invisibly on black."""
    return f"""
    QComboBox, QAbstractSpinBox {{ border: 1px solid {tones.edge}; border-radius: 4px;
                                   padding: 3px 6px; }}
    QMenu, QDialog, QTableView, QTreeView, QAbstractItemView {{ border: 1px solid {tones.line}; }}
    QHeaderView::section {{ background: {tones.base}; border: 1px solid {tones.line}; }}
    """


#: Share of the full colour for the largest number.
_MOST = 0.85


def shade(share: float, tones: Tones) -> QColor:
    """Return the colour of a number, given as a share (-1 to 1) of the largest one.

    Negative numbers have a colour of their own.
    """
    full = QColor(tones.accent if share >= 0 else tones.right)
    ground, part = QColor(tones.base), min(abs(share), 1.0) * _MOST
    mixed = (
        round(low + part * (high - low))
        for low, high in zip(ground.getRgb()[:3], full.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


def words_on(ground: QColor) -> QColor:
    """Return black or white, the one with the higher contrast (at least 4.5 to 1)."""
    luminance = _luminance(ground)
    return QColor(
        "#000000" if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else "#ffffff"
    )


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    """Return the relative luminance (WCAG 2)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
