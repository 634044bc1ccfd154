"""How everything looks: three palettes, one accent each, an 8-pixel grid."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of one look. Left and right hand also differ in lightness, for grey and for
    every kind of colour blindness."""

    window: str
    base: str
    text: str
    quiet: str
    line: str  # between parts, where nothing is lost if it is not seen
    edge: str  # round what can be used
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

#: The grid on which everything stands, in pixels.
UNIT = 8

Scheme = Literal["light", "dark", "contrast", "system"]

_LOOKS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
_BY_WINDOW = {QColor(used.window).rgb(): used for used in _LOOKS.values()}


def tones() -> Tones:
    """Return the colours in use."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return _BY_WINDOW.get(window.rgb()) or (DARK if window.lightness() < 128 else LIGHT)


def apply(app: QApplication) -> None:
    """Put on the style, and follow the system when it turns light or dark, or wants contrast."""
    app.setStyle("Fusion")
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _: _colour(app))
    if hasattr(hints, "accessibility"):  # Qt 6.10
        hints.accessibility().contrastPreferenceChanged.connect(lambda _: _colour(app))
    _colour(app)


def set_scheme(scheme: Scheme) -> None:
    """Choose a look, or follow the system."""
    schemes = {
        "light": Qt.ColorScheme.Light,
        "dark": Qt.ColorScheme.Dark,
        "contrast": Qt.ColorScheme.Dark,
    }
    QGuiApplication.styleHints().setColorScheme(schemes.get(scheme, Qt.ColorScheme.Unknown))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setProperty("scheme", scheme)  # some platforms know only their own scheme
        _colour(app)


def _colour(app: QApplication) -> None:
    used = _LOOKS.get(str(app.property("scheme"))) or _of_the_system(app)
    app.setPalette(palette(used))
    app.setStyleSheet(_sheet(used))


def _of_the_system(app: QApplication) -> Tones:
    hints = app.styleHints()
    if hasattr(hints, "accessibility"):
        wanted = hints.accessibility().contrastPreference()
        if wanted == Qt.ContrastPreference.HighContrast:
            return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette(used: Tones) -> QPalette:
    """Return the palette of these colours."""
    made = QPalette(QColor(used.button), QColor(used.window))
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: used.window, role.Base: used.base, role.AlternateBase: used.window,
        role.Button: used.button, role.Text: used.text, role.WindowText: used.text,
        role.ButtonText: used.text, role.PlaceholderText: used.quiet, role.Mid: used.edge,
        role.Highlight: used.accent, role.HighlightedText: used.on_accent,
        role.Accent: used.accent, role.Link: used.accent, role.ToolTipBase: used.base,
        role.ToolTipText: used.text,
    }  # fmt: skip
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        faint = QColor(used.text)
        faint.setAlphaF(0.45)
        made.setColor(group.Disabled, which, faint)
    return made


def _sheet(used: Tones) -> str:
    size = QGuiApplication.font().pointSizeF()
    return f"""
    QLabel#title {{ font-size: {size * 1.5:.1f}pt; font-weight: 600; }}
    QLabel#gloss {{ font-size: {size * 1.5:.1f}pt; }}
    QFrame#rail {{ border: none; border-right: 1px solid {used.line}; background: {used.base}; }}
    QFrame#card, QLabel#dropzone {{ border: 1px solid {used.line}; border-radius: 8px; }}
    QFrame#card {{ background: {used.base}; }}
    QLabel#dropzone {{ border: 2px dashed {used.line}; color: {used.quiet}; padding: 16px; }}
    QFrame#banner {{ border: none; border-left: 4px solid {used.accent};
                     background: {used.base}; }}
    QFrame#sheet {{ border: 1px solid {used.edge}; background: {used.base}; }}
    QFrame#tasks {{ border: none; border-top: 1px solid {used.line}; background: {used.base}; }}
    QLabel#key {{ font-weight: 600; }}
    QListWidget, QPlainTextEdit {{ border: 1px solid {used.edge}; border-radius: 6px;
                                  background: {used.base}; }}
    QListWidget::item {{ padding: 4px; }}
    QProgressBar {{ border: none; border-radius: 4px; background: {used.line}; max-height: 8px; }}
    QProgressBar::chunk {{ border-radius: 4px; background: {used.accent}; }}
    QLabel#quiet {{ color: {used.quiet}; }}
    QLineEdit {{ border: 1px solid {used.edge}; border-radius: 6px; padding: 6px 8px;
                 background: {used.base}; }}
    QPushButton {{ border: 1px solid {used.edge}; border-radius: 6px; padding: 6px 12px;
                   background: {used.button}; }}
    QPushButton[facet="true"] {{ padding: 6px 8px; }}
    QPushButton:hover {{ border-color: {used.accent}; }}
    QPushButton:checked {{ background: {used.accent}; color: {used.on_accent}; }}
    QPushButton:disabled {{ color: {used.quiet}; border-style: dashed; }}
    QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: 4px; }}
    QToolButton::menu-indicator {{ image: none; }}
    QToolButton:hover {{ background: {used.ground}; }}
    QToolButton:checked {{ background: {used.ground}; border-left-color: {used.accent}; }}
    QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {used.edge}; }}
    QSlider::sub-page:horizontal {{ border-radius: 2px; background: {used.accent}; }}
    QSlider::handle:horizontal {{ width: 12px; margin: -6px 0; border-radius: 8px;
                                  border: 2px solid {used.accent}; background: {used.base}; }}
    QScrollBar:vertical {{ width: 14px; background: transparent; }}
    QScrollBar:horizontal {{ height: 14px; background: transparent; }}
    QScrollBar::handle {{ background: {used.edge}; border-radius: 3px; margin: 4px;
                          min-height: 24px; min-width: 24px; }}
    QScrollBar::handle:hover {{ background: {used.accent}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QToolTip {{ color: {used.text}; background: {used.base}; border: 1px solid {used.edge}; }}
    """ + (
        (_boxes(used) if used is not LIGHT else "") + (_outlines(used) if used is CONTRAST else "")
    )


def _boxes(used: Tones) -> str:
    """Boxes to tick, whose edges Fusion would paint a little darker than a dark window."""
    return f"""
    QCheckBox::indicator, QRadioButton::indicator, QListView::indicator, QTreeView::indicator {{
        width: 12px; height: 12px; border: 2px solid {used.edge}; background: {used.base}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked, QRadioButton::indicator:checked,
    QListView::indicator:checked, QTreeView::indicator:checked {{ background: {used.accent}; }}
    """


def _outlines(used: Tones) -> str:
    """Edges that Fusion would paint a little darker than the window, so not at all on black."""
    return f"""
    QComboBox, QAbstractSpinBox {{ border: 1px solid {used.edge}; border-radius: 4px;
                                   padding: 3px 6px; }}
    QMenu, QDialog, QTableView, QTreeView, QAbstractItemView {{ border: 1px solid {used.line}; }}
    QHeaderView::section {{ background: {used.base}; border: 1px solid {used.line}; }}
    """


#: How much of the full colour the largest number has.
_MOST = 0.85


def shade(share: float, tones: Tones) -> QColor:
    """The colour of a number as a share (-1 to 1) of the largest; below 0 it is another one."""
    strong = QColor(tones.accent if share >= 0 else tones.right)
    ground, part = QColor(tones.base), min(abs(share), 1.0) * _MOST
    mixed = (
        round(low + part * (high - low))
        for low, high in zip(ground.getRgb()[:3], strong.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)


def words_on(ground: QColor) -> QColor:
    """Black or white, whichever can be read better on a ground: at least 4.5 to 1."""
    light = _light(ground)
    return QColor("#000000" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "#ffffff")


def contrast(one: QColor, other: QColor) -> float:
    """How well one colour is seen on another: 1 to 21 (WCAG)."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: QColor) -> float:
    """Relative luminance."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
