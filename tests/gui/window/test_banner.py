"""Messages above the page."""

import sys

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


def test_the_banner_is_empty_at_first(banner):
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


def raise_bug():
    """Do what Python does with an uncaught exception."""
    try:
        raise ValueError("a bug")
    except ValueError as failure:
        sys.excepthook(type(failure), failure, failure.__traceback__)


def test_a_bug_is_logged_and_reported(qtbot, tmp_path, caplog):
    reports = CrashReports(tmp_path / "home")
    reports.watch()
    with qtbot.waitSignal(reports.unexpected) as report:
        raise_bug()
    reports.end()
    assert "ValueError: a bug" in report.args[0]
    assert "ValueError: a bug" in (tmp_path / "home" / "signdict.log").read_text()


def test_a_crash_is_reported_once_at_the_next_start(tmp_path):
    (tmp_path / "crash.log").write_text("Fatal Python error: Segmentation fault\n")
    reports = CrashReports(tmp_path)
    reports.watch()
    assert reports.last_crash() == "Fatal Python error: Segmentation fault"
    reports.end()
    again = CrashReports(tmp_path)
    again.watch()
    assert again.last_crash() == ""
    again.end()


def test_reports_work_without_a_writable_folder(qtbot, tmp_path, caplog):
    (tmp_path / "home").write_text("a file where the folder should be")
    reports = CrashReports(tmp_path / "home")
    reports.watch()
    with qtbot.waitSignal(reports.unexpected):
        raise_bug()
    reports.end()
    assert "cannot be saved" in caplog.text


def test_an_interrupt_from_the_terminal_goes_to_the_former_hook(tmp_path, monkeypatch):
    kinds = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: kinds.append(kind))
    reports = CrashReports(tmp_path)
    reports.watch()
    sys.excepthook(KeyboardInterrupt, None, None)
    reports.end()
    assert kinds == [KeyboardInterrupt]
