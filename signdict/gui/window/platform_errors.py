"""One sentence instead of an abort if Qt cannot open windows here.

Without a display, or if its platform plug-in cannot load, Qt prints several lines and aborts the
process; neither can be caught in Python. Qt passes the reason to the message handler before that.
"""

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from signdict.core.errors import WindowError

# not compiled here: the first frame would wait for it
_UNREACHABLE = (
    r"could not connect to display|Failed to create wl_display|no screens|egl display|framebuffer"
)
_MISSING = r"Could not find the Qt platform plugin (\".*?\")"
_UNLOADABLE = r"Could not load the Qt platform plugin (\".*?\")"
_NO_DISPLAY = "Start signdict in a desktop session; commands need none: signdict --help"

MessageHandler = Callable[[QtMsgType, QMessageLogContext, str], None]


class PlatformErrors:
    """Reports why Qt aborts while the window opens, and exits with the code 2.

    Other messages of Qt are printed when the window is open, as they would have been.
    """

    def __init__(self) -> None:
        self._messages: list[str] = []
        self._before: MessageHandler | None = qInstallMessageHandler(self._handle)

    def end(self) -> None:
        """Restore the handler of Qt, and print what it missed."""
        qInstallMessageHandler(self._before)
        for message in self._messages:
            print(message, file=sys.stderr)  # noqa: T201
        self._messages.clear()

    def _handle(self, kind: QtMsgType, where: QMessageLogContext, message: str) -> None:
        del where
        self._messages.append(message)
        if kind == QtMsgType.QtFatalMsg:
            error = explanation(self._messages)
            os.write(2, f"{error}\n".encode())
            os._exit(2)  # Qt aborts when this returns


def explanation(messages: list[str]) -> "WindowError":
    """Return what the messages of Qt before an abort mean."""
    from signdict.core.errors import WindowError  # the first frame does not wait for it

    text = "\n".join(messages)
    if missing := re.search(_MISSING, text):
        return WindowError(
            f"The window cannot open: Qt has no platform plug-in {missing[1]}.",
            hint="Correct or remove the environment variable QT_QPA_PLATFORM.",
        )
    if re.search(_UNREACHABLE, text):
        display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
        reason = f"the display {display} cannot be reached" if display else "no display was found"
        return WindowError(f"The window cannot open: {reason}.", hint=_NO_DISPLAY)
    if unloadable := re.search(_UNLOADABLE, text):
        from signdict.core.system_libraries import install_hint

        return WindowError(
            f"The window cannot open: Qt cannot load its platform plug-in {unloadable[1]}.",
            hint=install_hint(),
        )
    return WindowError(f"The window cannot open: {messages[-1].strip()}", hint=_NO_DISPLAY)
