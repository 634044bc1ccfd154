"""The paths of all files, and defaults that users may want to change."""

import os
from pathlib import Path

#: Default number of results of a query.
LIMIT = 8
#: The number of attempts at one sign that one query may use.
ATTEMPTS = 3
#: Below this confidence of the best match, signdict reports that no match is close.
UNSURE = 0.2
#: The largest film that is fetched unless another limit is named, in megabytes.
MEGABYTES = 500
#: The model that ships with the application, a folder in `resources/models/`.
BUNDLED_MODEL = "signdict-2"


def resources() -> Path:
    """Return the folder of bundled files: in an installed package, or next to it in a clone."""
    package = Path(__file__).parents[1]
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


class Paths:
    """The folders and files that the application reads and writes.

    `home` has the user's data: library, caches, settings. `resources` ships with the application
    and is read-only. This is no dataclass, because `dataclasses` would delay the first window.
    """

    def __init__(self, home: Path, resources: Path) -> None:
        self.home, self.resources = home, resources

    @classmethod
    def standard(cls, home: Path | None = None) -> "Paths":
        """Return the paths in `home`, in $SIGNDICT_HOME, or in the standard data folder."""
        home = home or _named_home() or _data_folder()
        return cls(home.expanduser(), resources())

    @property
    def library(self) -> Path:
        """The user's library."""
        return self.home / "library.db"

    @property
    def lists(self) -> Path:
        """The user's lists of signs."""
        return self.home / "lists.db"

    @property
    def views(self) -> Path:
        """The saved views of the sign table."""
        return self.home / "views.json"

    @property
    def index(self) -> Path:
        """The folder of the search index, which is a cache."""
        return self.home / "index"

    @property
    def backups(self) -> Path:
        """The folder of libraries that a restored backup replaced."""
        return self.home / "backups"

    @property
    def imports(self) -> Path:
        """The folder of imports, running and finished: their clips and the results."""
        return self.home / "imports"

    @property
    def films(self) -> Path:
        """The folder of films that were fetched from the web and kept."""
        return self.home / "films"

    @property
    def catalogues(self) -> Path:
        """The folder of lists that were fetched from the web."""
        return self.home / "catalogues"

    @property
    def maps(self) -> Path:
        """The folder of computed maps, which is a cache."""
        return self.home / "maps"

    @property
    def models(self) -> Path:
        """The folder of added models, and of the file that names the model in use."""
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


def _named_home() -> Path | None:
    named = os.environ.get("SIGNDICT_HOME")
    return Path(named) if named else None


def _data_folder() -> Path:
    """Return the standard folder for the user's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("signdict", False))
