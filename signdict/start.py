"""The command `signdict`: without words it opens the window, which waits for no command line."""

import gc
import sys


def main() -> None:
    """Open the window, or do what the words say."""
    if len(sys.argv) == 1:
        gc.disable()  # until the window is painted: what start-up makes, stays
        from signdict.gui.app import run
        from signdict.settings import Places

        sys.exit(run(Places.standard()))
    from signdict.cli import main as command

    command()
