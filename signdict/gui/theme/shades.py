"""Colours for numbers: the larger a number the stronger, with words on it that can be read."""

from PySide6.QtGui import QColor

from signdict.gui.theme.style import Tones

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
