"""The command `signdict` with and without arguments."""

import gc
import sys

import pytest

from signdict import __main__
from signdict.core.system_libraries import install_hint


def test_without_arguments_the_window_opens(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["signdict"])
    monkeypatch.setattr("signdict.gui.app.run", lambda paths: 7)
    with pytest.raises(SystemExit) as exit_:
        __main__.main()
    assert exit_.value.code == 7
    assert not gc.isenabled()
    gc.enable()


def test_missing_system_libraries_are_reported_with_their_packages(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["signdict"])
    monkeypatch.setitem(sys.modules, "signdict.gui.app", None)
    with pytest.raises(SystemExit) as exit_:
        __main__.main()
    gc.enable()
    assert exit_.value.code == 2
    assert install_hint() in capsys.readouterr().err


def test_arguments_run_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["signdict", "--version"])
    with pytest.raises(SystemExit) as exit_:
        __main__.main()
    assert exit_.value.code == 0
    assert "signdict" in capsys.readouterr().out
