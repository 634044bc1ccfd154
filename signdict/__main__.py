"""The command `signdict`: without words it opens the window, which waits for no command line."""

import gc
import sys

_NO_QT = (
    "The window cannot open: {reason}. Install Qt's system libraries, on Debian and Ubuntu: "
    "apt-get install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0"
)


def main() -> None:
    """Open the window, or do what the words say."""
    if len(sys.argv) == 1:
        gc.disable()  # until the window is painted: what start-up makes, stays
        try:
            from signdict.gui.app import run
        except ImportError as problem:  # Qt is there, but a library of the system is not
            sys.exit(_NO_QT.format(reason=problem))
        from signdict.core.paths import Paths

        sys.exit(run(Paths.standard()))
    from signdict.cli.main import main as command

    command()


if __name__ == "__main__":
    main()
