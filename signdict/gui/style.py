"""How everything looks: one palette for light, one for dark, one accent, an 8-pixel grid."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

#: The grid on which everything stands, in pixels.
UNIT = 8

Scheme = Literal["light", "dark", "system"]


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of one scheme. Left and right hand also differ in lightness, for grey and for
    every kind of colour blindness."""

    window: str
    base: str
    text: str
    quiet: str
    line: str
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
    button="#ffffff", accent="#0b6e82", on_accent="#ffffff", ground="#e9edf1", body="#97a3b0",
    skin="#c3ccd6", ink="#46515d", left="#076a76", right="#d46a10",
)  # fmt: skip
DARK = Tones(
    window="#16191d", base="#1e2227", text="#e8ebee", quiet="#a3adb8", line="#3a424b",
    button="#272c33", accent="#58c4d6", on_accent="#0b1418", ground="#23282e", body="#66727f",
    skin="#4d5863", ink="#c5ced8", left="#2899a4", right="#ffa24d",
)  # fmt: skip


def tones() -> Tones:
    """Return the colours in use."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def apply(app: QApplication) -> None:
    """Put on the style, and follow the system when it turns light or dark."""
    app.setStyle("Fusion")
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _: _colour(app))
    _colour(app)


def set_scheme(scheme: Scheme) -> None:
    """Turn light or dark, or follow the system."""
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(scheme, Qt.ColorScheme.Unknown))
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setProperty("scheme", scheme)  # some platforms know only their own scheme
        _colour(app)


def _colour(app: QApplication) -> None:
    chosen = app.property("scheme")
    system = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    dark = chosen == "dark" or (system and chosen != "light")
    used = DARK if dark else LIGHT
    app.setPalette(palette(used))
    app.setStyleSheet(_sheet(used))


def palette(used: Tones) -> QPalette:
    """Return the palette of these colours."""
    made = QPalette(QColor(used.button), QColor(used.window))
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: used.window, role.Base: used.base, role.AlternateBase: used.window,
        role.Button: used.button, role.Text: used.text, role.WindowText: used.text,
        role.ButtonText: used.text, role.PlaceholderText: used.quiet, role.Mid: used.line,
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
    QFrame#tasks {{ border: none; border-top: 1px solid {used.line}; background: {used.base}; }}
    QLabel#key {{ font-weight: 600; }}
    QListWidget, QPlainTextEdit {{ border: 1px solid {used.line}; border-radius: 6px;
                                  background: {used.base}; }}
    QListWidget:focus, QPlainTextEdit:focus {{ border: 2px solid {used.accent}; }}
    QListWidget::item {{ padding: 4px; }}
    QProgressBar {{ border: none; border-radius: 4px; background: {used.line}; max-height: 8px; }}
    QProgressBar::chunk {{ border-radius: 4px; background: {used.accent}; }}
    QLabel#quiet {{ color: {used.quiet}; }}
    QLineEdit {{ border: 1px solid {used.line}; border-radius: 6px; padding: 6px 8px;
                 background: {used.base}; }}
    QLineEdit:focus {{ border: 2px solid {used.accent}; padding: 5px 7px; }}
    QPushButton {{ border: 1px solid {used.line}; border-radius: 6px; padding: 6px 12px;
                   background: {used.button}; }}
    QPushButton:hover {{ border-color: {used.accent}; }}
    QPushButton:focus {{ border: 2px solid {used.accent}; padding: 5px 11px; }}
    QPushButton:checked {{ background: {used.accent}; color: {used.on_accent}; }}
    QPushButton:disabled {{ color: {used.quiet}; }}
    QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: 4px; }}
    QToolButton:hover {{ background: {used.ground}; }}
    QToolButton:focus {{ border-color: {used.accent}; }}
    QToolButton:checked {{ background: {used.ground}; }}
    QToolTip {{ color: {used.text}; background: {used.base}; border: 1px solid {used.line}; }}
    """
