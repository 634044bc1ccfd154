"""Icons that are sharp at any size and follow light and dark."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette

from signdict.core.paths import resources
from signdict.gui.theme import icons, style

NAMES = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


@pytest.fixture
def use(qapp):
    before = qapp.palette()
    yield lambda tones: qapp.setPalette(style.palette(tones))
    qapp.setPalette(before)


def strongest(pixmap):
    """Return the colour of the most opaque pixel."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_painted(qapp, name):
    assert strongest(icons.icon(name).pixmap(QSize(24, 24))).alpha() > 200


@pytest.mark.parametrize("tones", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_an_icon_has_the_colour_of_text(use, tones):
    use(tones)
    painted = strongest(icons.icon("play").pixmap(QSize(32, 32)))
    assert painted.name() == tones.text


def test_an_icon_that_is_on_has_the_accent_colour(use):
    use(style.LIGHT)
    icon = icons.icon("mirror")
    painted = icon.pixmap(QSize(32, 32), QIcon.Mode.Normal, QIcon.State.On)
    assert strongest(painted).name() == style.LIGHT.accent


def test_a_disabled_icon_has_the_colour_of_disabled_text(use, qapp):
    use(style.LIGHT)
    painted = icons.icon("mirror").pixmap(QSize(32, 32), QIcon.Mode.Disabled)
    group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText
    faint = qapp.palette().color(group, role)
    assert abs(strongest(painted).alphaF() - faint.alphaF()) < 0.06


def test_a_copy_of_an_icon_is_painted_the_same(qapp):
    icon, copy = icons.icon("stop"), QIcon()
    copy.swap(QIcon(icon))
    size = QSize(16, 16)
    assert copy.pixmap(size).toImage() == icon.pixmap(size).toImage()
