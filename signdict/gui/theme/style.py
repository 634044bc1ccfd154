"""How everything looks: three palettes, one accent each, an 8-pixel grid."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from signdict.gui.theme.palettes import CONTRAST, DARK, LIGHT, Tones

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
