"""Lists, adds, uses and removes the models that embed the clips of a dictionary."""

from pathlib import Path
from typing import Any

from signdict.core.types import Steps
from signdict.dictionary.session import Session
from signdict.importing import ingest
from signdict.model.calibration import Calibration
from signdict.model.interface import Encoder
from signdict.model.registry import Model, Models
from signdict.search.clipsearch import ClipSearch


class ModelManager:
    """Keeps the embeddings of the library in step with the models on this machine."""

    def __init__(self, session: Session, models: Models) -> None:
        self._session = session
        self._models = models

    def rows(self) -> list[dict[str, object]]:
        """Return name, dimensions, languages and number of embedded clips of each model."""
        chosen = self._models.chosen_name()
        rows: list[dict[str, object]] = []
        for model in self._models.all():
            facts = self._models.facts(model)
            rows.append(
                {
                    "name": model.name,
                    "chosen": model.name == chosen,
                    "bundled": model.bundled,
                    "dimensions": facts.dimensions,
                    "sign_languages": facts.sign_languages,
                    "read": self._session.combined.count(model.name),
                }
            )
        return rows

    def add(
        self, checkpoint: Path, vocabulary: Path | None = None, name: str = "", **settings: Any
    ) -> Steps[Model]:
        """Check, convert and store a published checkpoint, or copy a folder.

        `settings` are those of `checkpoint.Settings`. Raise ModelError if that is not possible;
        then nothing is stored.
        """
        model = yield from self._models.add(checkpoint, vocabulary, name, **settings)
        self._session.combined.forget(model.name)  # embeddings of an older model of this name
        return model

    def use(self, name: str) -> Steps[int]:
        """Embed every clip that a model has not embedded yet, then answer with this model.

        The previous model answers until the last clip is embedded. Its embeddings stay, so that
        to return to it costs nothing. Raise ModelError if no model has this name. Return the
        number of clips that were embedded.
        """
        model, count = self._models.find(name), 0
        if self._session.combined.without_vector(model.name):
            count = yield from self._embed(self._session.open_encoder(model.name))
        if count and not model.bundled:
            self._calibrate(model)
        self._models.choose(model.name)
        self._session.reset()
        return count

    def remove(self, name: str) -> Model:
        """Remove an added model and its embeddings. Raise ModelError if it is in use."""
        model = self._models.remove(name)
        self._session.combined.forget(model.name)
        ClipSearch.forget(self._session.paths.index, model.name)
        return model

    def encoder(self, name: str | None = None) -> Encoder:
        """Return the encoder of a model by its name, or of the model in use."""
        return self._session.open_encoder(name) if name else self._session.encoder

    def reread(self) -> Steps[int]:
        """Embed every clip that the model in use has not embedded yet; return their number.

        Each batch is committed before the next step.
        """
        return (yield from self._embed(self._session.encoder))

    def _embed(self, encoder: Encoder) -> Steps[int]:
        count = 0
        for library, target, label in self._session.combined.unread(encoder.name):
            count += yield from ingest.reread(library, encoder, target, label)
        return count

    def _calibrate(self, model: Model) -> None:
        """Fit the confidence of a model's scores to the clips that it has embedded."""
        clip_search = ClipSearch(self._session.paths.index, self._session.combined, model.name)
        try:
            scores = clip_search.best_of_others()
        finally:
            clip_search.close()
        if len(scores):
            self._models.calibrate(model, Calibration.among(scores))
