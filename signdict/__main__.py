"""The command `signdict`: opens the window, or runs the command line if there are arguments."""

import gc
import sys

_NO_QT = (
    "The window cannot open: {reason}. Install Qt's system libraries, on Debian and Ubuntu: "
    "apt-get install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0"
)


def main() -> None:
    """Open the window, or run a command if there are arguments; the window needs no click."""
    if len(sys.argv) == 1:
        gc.disable()  # until the window is painted: objects made at start-up stay alive anyway
        try:
            from signdict.gui.app import run
        except ImportError as problem:  # Qt is installed, but a system library is missing
            sys.exit(_NO_QT.format(reason=problem))
        from signdict.core.paths import Paths

        sys.exit(run(Paths.standard()))
    from signdict.cli.main import main as command

    command()


if __name__ == "__main__":
    main()
