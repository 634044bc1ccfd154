"""Start the window: first the window, then the dictionary, and a net under everything."""

import os
import sys
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from signdict.gui import background
from signdict.gui.background import Background
from signdict.gui.theme import preferences, reduced_motion, style
from signdict.gui.theme.focus_ring import FocusFollower
from signdict.gui.theme.preferences import LANGUAGE, Preferences
from signdict.gui.window.crash_reports import CrashReports
from signdict.gui.window.window import Window

if TYPE_CHECKING:
    from signdict.core.paths import Paths
    from signdict.dictionary.dictionary import Dictionary


#: Seconds after which a thread of Python gives way to one that waits: an answer is not kept waiting
#: by what is painted, nor the other way round.
_TURN = 0.001


def run(paths: "Paths") -> int:
    """Open the window and stay until it is closed; return the exit code."""
    _share_the_processor()
    app = application()
    chosen = Preferences(paths.home)
    preferences.speak(chosen.of(LANGUAGE))
    reports = CrashReports(paths.home)
    reports.watch()
    window = Window(Background(partial(_open, paths)), paths, chosen)
    reports.unexpected.connect(lambda report: window.banner.show_bug(report))
    window.painted.connect(background.freeze_garbage)  # it was turned off as the program began
    window.painted.connect(window.start)
    window.show()
    if crash := reports.last_crash():
        window.banner.show_crash(crash)
    try:
        return app.exec()
    finally:
        window.close()  # also where not the window but the session ends
        reports.end()


def _share_the_processor() -> None:
    """Have torch and NumPy compute on one thread each, which takes effect as they are loaded.

    The tracker keeps more than one core busy. Threads that wait for one another then make an
    answer ten times as slow as one thread by itself.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    sys.setswitchinterval(_TURN)


def application() -> QApplication:
    """Return the Qt application, in our style."""
    there = QCoreApplication.instance()
    if isinstance(there, QApplication):
        return there
    app = QApplication(sys.argv[:1])
    app.setApplicationName("signdict")
    app.setDesktopFileName("signdict")
    style.apply(app)
    reduced_motion.follow_desktop(app)
    FocusFollower(app)
    return app


def _open(paths: "Paths") -> "AbstractContextManager[Dictionary]":
    from signdict.dictionary.dictionary import open_dictionary

    return open_dictionary(paths)
