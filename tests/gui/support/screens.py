"""The screen of the tests: none that is visible, of a usual size."""

import os
from pathlib import Path

#: One screen of 1920 x 1080 pixels; that of Qt's own has 800 x 800.
_FILE = Path(__file__).with_name("screens.json")


def platform() -> str:
    """Return Qt's platform plug-in: the one chosen, or one without a visible screen."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    if chosen != "offscreen":
        return chosen
    file = os.path.relpath(_FILE) if os.name == "nt" else _FILE  # Qt splits at the colon of C:
    return f"offscreen:configfile={file}"
