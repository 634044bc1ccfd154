"""What the messages of Qt before an abort mean; the abort itself is a case of the command line."""

import pytest
from PySide6.QtCore import qWarning

from signdict.gui.window.platform_errors import PlatformErrors, explanation


@pytest.mark.parametrize(
    ("messages", "sentence"),
    [
        (
            ['Could not find the Qt platform plugin "x" in ""', "This application failed to start"],
            'Qt has no platform plug-in "x".',
        ),
        (
            ["could not connect to display", "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed",
             'Could not load the Qt platform plugin "xcb" in "" even though it was found.'],
            "no display was found.",
        ),
        (
            ["From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed",
             'Could not load the Qt platform plugin "xcb" in "" even though it was found.'],
            'Qt cannot load its platform plug-in "xcb". Install ',
        ),
        (["Failed to create wl_display (No such file)"], "no display was found."),
        (["Something else\n"], "Something else"),
    ],
)  # fmt: skip
def test_each_reason_is_one_sentence(monkeypatch, messages, sentence):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    text = str(explanation(messages))
    assert text.startswith(f"The window cannot open: {sentence}")
    assert "\n" not in text


def test_a_display_that_was_named_is_in_the_sentence(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":77")
    assert "the display :77 cannot be reached." in str(
        explanation(["could not connect to display"])
    )


def test_other_messages_are_printed_when_the_window_is_open(capsys):
    errors = PlatformErrors()
    qWarning("harmless")
    assert capsys.readouterr().err == ""
    errors.end()
    assert capsys.readouterr().err == "harmless\n"
