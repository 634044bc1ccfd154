"""Opening the window: the command without arguments. It needs no click."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from signdict.core.paths import Paths


def open_window(paths: "Paths") -> int:
    """Open the window, wait until it is closed, and return the exit code.

    Raise WindowError if Qt is not installed, or lacks a library of the system.
    """
    try:
        from signdict.gui.app import run
    except ImportError as problem:
        from signdict.core.errors import WindowError
        from signdict.core.system_libraries import install_hint

        raise WindowError(f"The window cannot open: {problem}.", hint=install_hint()) from problem
    return run(paths)
