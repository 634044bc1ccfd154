"""The command `signdict`: opens the window, or runs the command line if there are arguments."""

import gc
import sys

from signdict.core.threads import limit_threads


def main() -> None:
    """Open the window, or run a command if there are arguments; the window needs no click."""
    limit_threads()
    if len(sys.argv) > 1:
        from signdict.cli.main import main as command

        command()
        return
    gc.disable()  # until the window is painted: objects made at start-up stay alive anyway
    from signdict.cli.window import open_window
    from signdict.core.paths import Paths

    try:
        sys.exit(open_window(Paths.standard()))
    except Exception as error:
        from signdict.core.errors import SignDictError  # the first frame does not wait for it

        if not isinstance(error, SignDictError):
            raise
        if sys.stderr:  # a program without a console has none
            sys.stderr.write(f"{error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
