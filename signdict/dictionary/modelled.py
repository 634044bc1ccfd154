"""A dictionary and its models: which there are, which answers, what each has read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from signdict.core.paths import Places
from signdict.core.types import Steps
from signdict.dictionary.queries import Search
from signdict.importing import ingest
from signdict.library.combined import Shelf
from signdict.model.calibration import Calibration
from signdict.model.interface import Reader
from signdict.model.registry import Model, Models
from signdict.search.clipsearch import Likeness


class Modelled(Search):
    """Questions, and the models that answer them, one at a time."""

    def __init__(
        self, places: Places, shelf: Shelf, encoder: Callable[[str | None], Reader]
    ) -> None:
        super().__init__(places, shelf, encoder)
        self.models = Models(places)

    def list_models(self) -> list[dict[str, object]]:
        """Tell of each model its name, its dimensions, its languages and how much it read."""
        chosen = self.models.chosen_name()
        return [
            {
                "name": model.name,
                "chosen": model.name == chosen,
                "bundled": model.bundled,
                "dimensions": told.dimensions,
                "sign_languages": told.sign_languages,
                "read": self._shelf.count(model.name),
            }
            for model, told in ((model, self.models.facts(model)) for model in self.models.all())
        ]

    def add_model(
        self, checkpoint: Path, vocabulary: Path | None = None, name: str = "", **settings: Any
    ) -> Steps[Model]:
        """The researcher's order: check, convert and keep a published checkpoint, or a folder.

        `settings` are those of `checkpoint.Settings`. Raise ModelError, in one sentence, if it
        cannot be done; then nothing of it stays.
        """
        model = yield from self.models.add(checkpoint, vocabulary, name, **settings)
        self._shelf.forget(model.name)  # what an older model of this name read, if one was here
        return model

    def use(self, name: str) -> Steps[int]:
        """Have a model read every clip that it has not read yet, then answer with it.

        Until the last clip is read the old model answers, and its vectors stay, so that to go
        back takes no reading. Raise ModelError if there is no such model. Return how many clips
        were read.
        """
        model, count = self.models.find(name), 0
        if self._shelf.without_vector(model.name):
            count = yield from self._read(self._open_encoder(model.name))
        if count and not model.bundled:
            self._calibrate(model)
        self.models.choose(model.name)
        self._put_away()
        return count

    def remove_model(self, name: str) -> Model:
        """Remove an added model with everything that it read. Raise ModelError if it is in use."""
        model = self.models.remove(name)
        self._shelf.forget(model.name)
        Likeness.forget(self._places.index, model.name)
        return model

    def encoder(self, name: str | None = None) -> Reader:
        """Return the model of this name, or the one in use, ready to embed."""
        return self._open_encoder(name) if name else self._encoder

    def reread(self) -> Steps[int]:
        """Have the present model read every clip that it has not read yet.

        Return how many were read. Each batch is committed before the next step.
        """
        return (yield from self._read(self._encoder))

    def _read(self, encoder: Reader) -> Steps[int]:
        read = 0
        for library, into, what in self._shelf.unread(encoder.name):
            read += yield from ingest.reread(library, encoder, into, what)
        return read

    def _calibrate(self, model: Model) -> None:
        """Fit how sure the scores of a model make to the clips that it read."""
        likeness = Likeness(self._places.index, self._shelf, model.name)
        try:
            best = likeness.best_of_others()
        finally:
            likeness.close()
        if len(best):
            self.models.calibrate(model, Calibration.among(best))
