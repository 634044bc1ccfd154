"""The window fits its screen, with the frame, and opens where it was on each screen."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QMargins, QRect, QSize

from signdict.gui.theme.preferences import Preferences
from signdict.gui.widgets.screen import FRAME, fitted
from signdict.gui.window.placement import _read

#: The available part of usual screens: with a task bar of 48 pixels below, or a bar above.
AREAS = {
    "1280 x 720": QRect(0, 0, 1280, 720), "1366 x 768": QRect(0, 0, 1366, 720),
    "1920 x 1080": QRect(0, 27, 1920, 1053), "on the left": QRect(-1280, 40, 1280, 984),
    "1366 x 768 at 200 %": QRect(0, 0, 683, 360),
}  # fmt: skip


def framed(rect, frame=FRAME):
    return rect.marginsAdded(frame)


@pytest.mark.parametrize("area", AREAS.values(), ids=AREAS.keys())
@pytest.mark.parametrize(
    "rect",
    [QRect(0, 0, 1280, 800), QRect(5000, -900, 640, 400), QRect(-3000, 9000, 4000, 4000)],
    ids=["usual", "lost", "huge"],
)
def test_a_window_with_its_frame_is_inside_the_screen(area, rect):
    inside = fitted(rect, area)
    assert area.contains(framed(inside))
    assert inside.size() == rect.size().boundedTo(area.marginsRemoved(FRAME).size())


def test_a_window_that_fits_stays_where_it_is():
    rect = QRect(100, 90, 800, 600)
    assert fitted(rect, AREAS["1280 x 720"], QMargins(1, 20, 1, 5)) == rect


DAMAGED = (
    "", "nonsense", "null", "{}", "[1, 2]", "[0, 0, 9, 9, 1, true]",
    '["a", 0, 9, 9, 1, 1, 1, 1, true]', "[0, 0, -5, 9, 1, 1, 1, 1, false]",
    "[0, 0, 99999999999, 9, 1, 1, 1, 1, false]",
)  # fmt: skip


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_placement_is_ignored(text):
    assert _read(text) is None


#: Opens the window on screens, changes it, closes it, and prints its state as JSON.
CODE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from signdict.gui.theme.preferences import Preferences
from signdict.gui.window.placement import Placement
app, window = QApplication(["signdict"]), QWidget()
place = Placement(window, Preferences(Path(sys.argv[1])))
place.restore()
window.show()
app.processEvents()
place.watch()
app.processEvents()
exec(sys.argv[2])
app.processEvents()
state = {"screen": window.screen().name(), "rect": window.geometry().getRect(),
         "outer": window.frameGeometry().getRect(), "maximised": window.isMaximized(),
         "area": window.screen().availableGeometry().getRect(),
         "least": window.minimumSize().toTuple()}
place.store()
print(json.dumps(state))
"""


@pytest.fixture
def opened(tmp_path):
    """Return a function that opens a window on screens in a process of its own."""

    def run(*screens, act="pass"):
        config = tmp_path / "screens.json"
        names = ("name", "x", "y", "width", "height")
        screens = [dict(zip(names, screen, strict=True)) for screen in screens]
        config.write_text(json.dumps({"screens": screens}))
        environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
        command = [sys.executable, "-c", CODE, str(tmp_path), act]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return json.loads(done.stdout)

    return run


LAPTOP, LARGE = ("laptop", 0, 0, 1280, 720), ("large", 1280, 0, 2560, 1440)


def test_the_first_window_fits_a_small_screen_and_is_as_usual_on_a_large_one(opened, tmp_path):
    state = opened(LAPTOP)
    assert QRect(*state["area"]).contains(QRect(*state["outer"]))
    assert state["rect"][3] > 640
    (tmp_path / "window.ini").unlink()
    assert QRect(*opened(("large", 0, 0, 1920, 1080))["rect"]).size() == QSize(1280, 800)


def test_the_window_opens_where_it_was_on_each_screen(opened):
    opened(LAPTOP, LARGE, act="window.setGeometry(QRect(1500, 100, 1800, 1200))")
    state = opened(LAPTOP, LARGE)
    assert state["screen"] == "large"
    assert state["rect"] == [1500, 100, 1800, 1200]
    moved = opened(LAPTOP, ("large", 0, 720, 2560, 1440))  # below the laptop instead
    assert moved["rect"] == [220, 820, 1800, 1200]
    gone = opened(LAPTOP, act="window.setGeometry(QRect(60, 70, 900, 600))")
    assert gone["screen"] == "laptop"
    assert QRect(*gone["area"]).contains(QRect(*gone["outer"]))
    assert opened(LAPTOP, LARGE)["rect"] == [60, 70, 900, 600]  # the last screen was the laptop


def test_a_maximised_window_opens_maximised_and_keeps_its_size_below(opened):
    opened(LAPTOP, act="window.setGeometry(QRect(60, 70, 900, 600)); window.showMaximized()")
    state = opened(LAPTOP, act="assert window.isMaximized(); window.showNormal()")
    assert state["rect"][2:] == [900, 600]
    assert not opened(LAPTOP)["maximised"]


def test_a_window_of_a_larger_screen_shrinks_when_the_screen_does(opened):
    opened(("one", 0, 0, 1920, 1080), act="window.setGeometry(QRect(40, 60, 1800, 1000))")
    state = opened(("one", 0, 0, 1366, 768))
    assert QRect(*state["area"]).contains(QRect(*state["outer"]))


def test_the_least_size_never_exceeds_a_tiny_screen(opened):
    state = opened(("tiny", 0, 0, 640, 360))
    assert QRect(*state["area"]).contains(QRect(*state["outer"]))
    assert state["least"][0] <= 640
    assert state["least"][1] <= 360


def test_preferences_keep_a_placement_per_screen(tmp_path):
    Preferences(tmp_path).keep_placement("one", "[1]")
    Preferences(tmp_path).keep_placement("two", "[2]")
    stored = Preferences(tmp_path)
    assert (stored.screen, stored.placement("one"), stored.placement("two")) == (
        "two",
        "[1]",
        "[2]",
    )
    assert stored.placement("three") == ""
