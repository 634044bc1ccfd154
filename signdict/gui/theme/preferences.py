"""What a person chose for the window, kept in `window.ini`: look, motion, language, geometry."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

APPEARANCE, MOTION, LANGUAGE = "appearance", "motion", "language"
#: What every choice is until somebody chooses: as the system does it.
SYSTEM = "system"
_GEOMETRY = "geometry"


class Preferences:
    """Reads at once and writes at once."""

    def __init__(self, home: Path) -> None:
        self._stored = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    def of(self, name: str) -> str:
        """What was chosen, "system" if nothing was."""
        return str(self._stored.value(name, SYSTEM))

    def choose(self, name: str, value: str) -> None:
        """Keep a choice."""
        self._stored.setValue(name, value)

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window was, as Qt writes it; None on the first start."""
        there = self._stored.value(_GEOMETRY)
        return there if isinstance(there, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Keep where the window was."""
        self._stored.setValue(_GEOMETRY, geometry)
