"""The benchmarks of the pages together: keystrokes, the map, imports.

    python -m benchmarks.pages

Runs each module of `MODULES`. The last line is one JSON object with the figures of all of them.
"""

import json
from importlib import import_module

from signdict.gui.app import share_processor

MODULES = ("benchmarks.keystrokes", "benchmarks.mapping", "benchmarks.importing")


def main() -> None:
    """Run one after the other, and print all figures as a JSON object."""
    figures: dict[str, object] = {}
    for name in MODULES:
        print(name)
        figures |= import_module(name).measure()
    print(json.dumps(figures))


if __name__ == "__main__":
    share_processor()
    main()
