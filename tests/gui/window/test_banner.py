"""Messages above the page."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from signdict.core.errors import LibraryError
from signdict.gui.window.banner import Banner
from signdict.gui.window.crash_reports import CrashReports


@pytest.fixture
def banner(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    return banner


def test_nothing_is_shown_at_first(banner):
    assert banner.text == ""


def test_a_problem_says_what_happened_and_what_to_do(banner):
    banner.show_problem(LibraryError("The disk is full.", hint="Make room."))
    assert banner.text == "The disk is full. Make room."
    assert banner.accessibleName() == banner.text


def test_a_report_can_be_copied_and_the_banner_closed(banner):
    banner.show_bug("Traceback: all of it")
    copy, close = banner.findChildren(QPushButton)
    copy.click()
    assert QGuiApplication.clipboard().text() == "Traceback: all of it"
    assert copy.text() == "Copied"
    close.click()
    assert banner.text == ""


def _caught(reports):
    try:
        raise ValueError("a bug")
    except ValueError as failure:
        reports._caught(type(failure), failure, failure.__traceback__)


def test_a_bug_is_written_down_and_told(qtbot, tmp_path, caplog):
    reports = CrashReports(tmp_path / "home")
    reports.watch()
    with qtbot.waitSignal(reports.unexpected) as told:
        _caught(reports)
    reports.end()
    assert "ValueError: a bug" in told.args[0]
    assert "ValueError: a bug" in (tmp_path / "home" / "signdict.log").read_text()


def test_a_crash_is_told_at_the_next_start_and_only_then(tmp_path):
    (tmp_path / "crash.log").write_text("Fatal Python error: Segmentation fault\n")
    reports = CrashReports(tmp_path)
    reports.watch()
    assert reports.last_crash() == "Fatal Python error: Segmentation fault"
    reports.end()
    again = CrashReports(tmp_path)
    again.watch()
    assert again.last_crash() == ""
    again.end()


def test_a_folder_that_cannot_be_written_stops_nothing(qtbot, tmp_path, caplog):
    (tmp_path / "home").write_text("a file where the folder should be")
    reports = CrashReports(tmp_path / "home")
    reports.watch()
    with qtbot.waitSignal(reports.unexpected):
        _caught(reports)
    reports.end()
    assert "cannot be kept" in caplog.text


def test_interrupting_from_the_terminal_is_no_bug(tmp_path):
    seen = []
    reports = CrashReports(tmp_path)
    reports._before = (lambda *what: seen.append(what[0]), reports._before[1])
    reports._caught(KeyboardInterrupt, None, None)
    assert seen == [KeyboardInterrupt]
