"""Where files live, and the few numbers a person may want to change."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

#: How many results a question brings unless more are asked for.
LIMIT = 8
#: Below this confidence nothing that was found fits well, and people are told so.
UNSURE = 0.2
#: The model that ships with the application: a folder of `resources/models/`.
BUNDLED_MODEL = "signdict-2"


def resources() -> Path:
    """The folder of bundled files: inside an installed package, or beside it in a clone."""
    package = Path(__file__).parents[1]
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders and files that the application reads and writes."""

    home: Path  # the user's own: library, cache, settings
    resources: Path  # what ships with the application, never written

    @classmethod
    def standard(cls, home: Path | None = None) -> "Paths":
        """The user's data folder, unless `home` or the variable SIGNDICT_HOME names another."""
        if home is None:
            named = os.environ.get("SIGNDICT_HOME")
            home = Path(named) if named else Path(platformdirs.user_data_dir("signdict", False))
        return cls(home.expanduser(), resources())

    @property
    def library(self) -> Path:
        """The user's own library."""
        return self.home / "library.db"

    @property
    def lists(self) -> Path:
        """The lists of signs that the user made."""
        return self.home / "lists.db"

    @property
    def views(self) -> Path:
        """The views of the table that the user saved."""
        return self.home / "views.json"

    @property
    def index(self) -> Path:
        """The folder of the search index, which can be thrown away at any time."""
        return self.home / "index"

    @property
    def backups(self) -> Path:
        """The folder of the libraries that were there before a backup was put back."""
        return self.home / "backups"

    @property
    def imports(self) -> Path:
        """The folder of imports under way and done: what was to be read, what came of it."""
        return self.home / "imports"

    @property
    def maps(self) -> Path:
        """The folder of the maps that were made, which can be thrown away at any time."""
        return self.home / "maps"

    @property
    def models(self) -> Path:
        """The folder of the models that were added, and of the choice among them."""
        return self.home / "models"

    @property
    def starter(self) -> Path:
        """The starter dictionary, opened read-only."""
        return self.resources / "starter" / "library.db"

    @property
    def tracker(self) -> Path:
        """The landmark model."""
        return self.resources / "holistic_landmarker.task"

    @property
    def model(self) -> Path:
        """The bundled encoder: a folder with weights, configuration and model card."""
        return self.resources / "models" / BUNDLED_MODEL
