"""Start the window, and then the dictionary, with reports of crashes around both."""

import sys
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from signdict.core.threads import limit_threads
from signdict.gui.background import Background, GarbageCollector, permanent_objects
from signdict.gui.theme import preferences, reduced_motion, style
from signdict.gui.theme.preferences import LANGUAGE, Preferences
from signdict.gui.window.crash_reports import CrashReports
from signdict.gui.window.platform_errors import PlatformErrors
from signdict.gui.window.window import Window

if TYPE_CHECKING:
    from signdict.core.paths import Paths
    from signdict.dictionary.dictionary import Dictionary


#: Seconds after which Python switches to a thread that waits, so that painting does not delay
#: answers, nor answers painting.
_SWITCH_INTERVAL = 0.001


def run(paths: "Paths") -> int:
    """Open the window, wait until it is closed, and return the exit code."""
    share_processor()
    platform = PlatformErrors()
    app = application()
    choices = Preferences(paths.home)
    preferences.speak(choices.of(LANGUAGE))
    reports = CrashReports(paths.home)
    reports.watch()
    window = Window(Background(partial(open_library, paths)), paths, choices)
    reports.unexpected.connect(lambda report: window.banner.show_bug(report))
    window.painted.connect(platform.end)
    collector = GarbageCollector()
    window.painted.connect(collector.start)
    window.painted.connect(window.start)
    window.painted.connect(follow_focus)
    window.show()
    if crash := reports.last_crash():
        window.banner.show_crash(crash)
    try:
        return app.exec()
    finally:
        window.close()  # needed if the desktop session ends
        reports.end()


def share_processor() -> None:
    """Let threads take turns quickly, each computing alone. Call this before NumPy is imported."""
    limit_threads()
    sys.setswitchinterval(_SWITCH_INTERVAL)


def application() -> QApplication:
    """Return the Qt application with the style of signdict."""
    present = QCoreApplication.instance()
    if isinstance(present, QApplication):
        return present
    # Fusion as an argument: `setStyle` would load all enums of QStyle before the first frame
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("signdict")
    app.setDesktopFileName("signdict")
    style.apply(app)
    reduced_motion.follow_desktop(app)
    return app


def follow_focus() -> None:
    """Draw a ring around the widget in focus from now on."""
    from signdict.gui.theme.focus_ring import FocusFollower

    app = QApplication.instance()
    if isinstance(app, QApplication):
        FocusFollower(app)


def open_library(paths: "Paths") -> "AbstractContextManager[Dictionary]":
    """Open the dictionary; this imports what the window starts without.

    The objects of a model stay alive: to scan them for garbage would block the window for .1 s.
    """
    from signdict.dictionary.dictionary import open_dictionary

    dictionary = open_dictionary(paths)
    dictionary.session.open_encoder = permanent_objects()(dictionary.session.open_encoder)
    return dictionary
