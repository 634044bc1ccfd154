"""The window itself: start, keys, appearance, failures, closing."""

import subprocess
import sys
from threading import Event

import pytest
from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QDialog

from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.core.types import Progress
from signdict.gui import app
from signdict.gui.background import Background
from signdict.gui.theme import reduced_motion
from signdict.gui.theme.preferences import Preferences
from signdict.gui.theme.style import tones
from signdict.gui.window.pages import EXPLORE, FIND, LIBRARY, SIGN
from signdict.gui.window.rail import Choices
from signdict.gui.window.window import Window
from tests.gui.support.fake_dictionary import SmallDictionary

HEAVY = ("torch", "mediapipe", "cv2", "hnswlib", "pose_format", "numpy")


@pytest.fixture
def opened(qtbot, tmp_path):
    """Return a function that opens a window on a dictionary."""
    windows = []

    def open_on(opening):
        window = Window(Background(opening), Paths(tmp_path, tmp_path))
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        window.start()
        return window

    yield open_on
    for window in windows:
        window.close()


def test_the_window_opens_without_heavy_libraries():
    code = f"import sys, signdict.gui.app; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == []


@pytest.mark.parametrize("number", [SIGN, FIND, EXPLORE, LIBRARY])
def test_every_page_can_be_reached_with_a_key(opened, qtbot, number):
    window = opened(SmallDictionary)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.pages.page(number))


def test_the_search_field_has_the_focus_when_find_opens(opened, qtbot):
    window = opened(SmallDictionary)
    window.start_search()
    assert window.pages.teacher.focusProxy() is window.pages.teacher.field


def test_help_lists_the_keys(opened, qtbot):
    window = opened(SmallDictionary)
    window.show_help()
    assert "Keyboard shortcuts" in window.findChild(QDialog).windowTitle()
    window.findChild(QDialog).reject()


def test_the_dark_scheme_is_used_and_remembered(opened, tmp_path):
    window = opened(SmallDictionary)
    light = tones()
    window.rail.changed.emit("appearance", "dark")
    assert tones() != light
    stored = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert stored.value("appearance") == "dark"
    window.rail.changed.emit("appearance", "light")
    assert tones() == light
    window.rail.changed.emit("appearance", "system")


def test_reduced_motion_is_used_at_once_and_remembered(opened, tmp_path):
    window = opened(SmallDictionary)
    window.rail.changed.emit("motion", "still")
    assert reduced_motion.still()
    window.close()
    reduced_motion.set_motion("system")
    again = opened(SmallDictionary)
    assert reduced_motion.still()
    again.rail.changed.emit("motion", "system")
    assert not reduced_motion.still()


def test_another_language_takes_effect_at_the_next_start(opened, tmp_path):
    window = opened(SmallDictionary)
    window.rail.changed.emit("language", "de")
    assert "next time" in window.banner.text
    assert Preferences(tmp_path).of("language") == "de"


def test_the_menu_of_settings_has_every_choice_and_checks_the_present_ones(opened, qtbot):
    window = opened(SmallDictionary)
    menu = window.rail.findChild(Choices)
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked == ["Same as the system"] * 3
    with qtbot.waitSignal(window.rail.changed) as change:
        next(a for a in menu.actions() if a.text() == "High contrast").trigger()
    assert change.args == ["appearance", "contrast"]
    window.rail.changed.emit("appearance", "system")


def test_a_dictionary_that_cannot_be_opened_is_explained(opened, qtbot):
    def refuse():
        raise LibraryError("Another signdict uses this library.", hint="Close it.")

    window = opened(refuse)
    qtbot.waitUntil(lambda: window.banner.text == "Another signdict uses this library. Close it.")
    window.go(FIND)
    qtbot.waitUntil(lambda: "Another signdict" in window.pages.teacher.results.notice.text)


def test_a_bug_in_an_answer_reaches_the_crash_reports(opened, qtbot, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    dictionary = SmallDictionary()
    dictionary.problem = ZeroDivisionError()
    window = opened(lambda: dictionary)
    window.go(FIND)
    qtbot.waitUntil(lambda: ZeroDivisionError in caught)
    assert "request failed" in window.pages.teacher.results.notice.text


def test_closing_stops_work_and_closes_the_dictionary(opened, qtbot, tmp_path):
    dictionary, under_way = SmallDictionary(), Event()

    def endless(path):
        while True:
            under_way.set()
            yield Progress(0, 0, path.name)

    dictionary.read = lambda filmed, *_: endless(filmed)
    window = opened(lambda: dictionary)
    window.pages.learner.opened.open(tmp_path / "sign.mp4")
    qtbot.waitUntil(under_way.is_set)
    window.close()
    assert dictionary.closed


def test_closing_before_the_first_paint_is_safe(qtbot, tmp_path):
    window = Window(Background(SmallDictionary), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.close()


def test_the_application_runs_and_reports_the_last_crash(qtbot, tmp_path, monkeypatch):
    (tmp_path / "crash.log").write_text("Fatal Python error")
    texts = []

    class Brief(Window):
        def start(self):
            super().start()
            texts.append(self.banner.text)

    class Loop(QObject):  # Qt's own can run only once in a process
        def exec(self):
            qtbot.waitUntil(lambda: texts != [])
            return 0

    monkeypatch.setattr(app, "Window", Brief)
    monkeypatch.setattr(app, "application", Loop)
    assert app.run(Paths(tmp_path, tmp_path)) == 0
    assert "closed unexpectedly" in texts[0]


def test_there_is_one_application(qapp):
    assert app.application() is qapp


def test_the_application_opens_the_real_dictionary(tmp_path):
    with app.open_library(Paths(tmp_path, tmp_path)) as dictionary:
        assert dictionary.counts() == {}
