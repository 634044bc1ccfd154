"""What the command `signdict` does with and without words."""

import gc
import sys

import pytest

from signdict import __main__


def test_without_words_the_window_opens(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["signdict"])
    monkeypatch.setattr("signdict.gui.app.run", lambda places: 7)
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 7
    assert not gc.isenabled()
    gc.enable()


def test_a_system_without_qts_libraries_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["signdict"])
    monkeypatch.setitem(sys.modules, "signdict.gui.app", None)
    with pytest.raises(SystemExit, match="apt-get install libegl1"):
        __main__.main()
    gc.enable()


def test_words_are_for_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["signdict", "--version"])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 0
    assert "signdict" in capsys.readouterr().out
