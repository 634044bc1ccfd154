"""Icons that are sharp at any size and follow light and dark."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette

from signdict.core.paths import resources
from signdict.gui.theme import icons, style

NAMES = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


@pytest.fixture
def put_on(qapp):
    before = qapp.palette()
    yield lambda used: qapp.setPalette(style.palette(used))
    qapp.setPalette(before)


def strongest(picture):
    """The colour of the picture's most opaque pixel."""
    image = picture.toImage()
    every = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(every, key=QColor.alpha)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_drawn(qapp, name):
    assert strongest(icons.icon(name).pixmap(QSize(24, 24))).alpha() > 200


@pytest.mark.parametrize("used", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_an_icon_has_the_colour_of_the_words_beside_it(put_on, used):
    put_on(used)
    drawn = strongest(icons.icon("play").pixmap(QSize(32, 32)))
    assert drawn.name() == used.text


def test_an_icon_that_is_on_has_the_accent(put_on):
    put_on(style.LIGHT)
    icon = icons.icon("mirror")
    drawn = icon.pixmap(QSize(32, 32), QIcon.Mode.Normal, QIcon.State.On)
    assert strongest(drawn).name() == style.LIGHT.accent


def test_an_icon_that_cannot_be_used_has_the_colour_of_disabled_words(put_on, qapp):
    put_on(style.LIGHT)
    drawn = icons.icon("mirror").pixmap(QSize(32, 32), QIcon.Mode.Disabled)
    group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText
    faint = qapp.palette().color(group, role)
    assert abs(strongest(drawn).alphaF() - faint.alphaF()) < 0.06


def test_a_copy_of_an_icon_draws_the_same(qapp):
    drawing = icons._DrawnIcon("stop")
    args = (QSize(16, 16), QIcon.Mode.Normal, QIcon.State.Off)
    assert drawing.clone().pixmap(*args).toImage() == drawing.pixmap(*args).toImage()
