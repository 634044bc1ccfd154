"""What the pages must keep up with: keystrokes, the map of the space, imports.

    python -m benchmarks.pages

Each is measured by a module of its own, as far as it is here. The last line is one JSON object with
the keys of all of them.
"""

import json
from importlib import import_module
from importlib.util import find_spec

from benchmarks import films

MODULES = ("benchmarks.keystrokes", "benchmarks.mapping", "benchmarks.importing")


def main() -> None:
    """Measure one after the other, and print what all of them say."""
    figures: dict[str, object] = {}
    for name in MODULES:
        if find_spec(name):
            print(name)
            figures |= import_module(name).measure()
    print(json.dumps(figures))


if __name__ == "__main__":
    films.as_the_window("benchmarks.pages")
    main()
