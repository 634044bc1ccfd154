"""The models on this computer: the bundled one and added ones, each in a folder."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from signdict.core import files
from signdict.core.errors import ModelError, WriteError
from signdict.core.paths import BUNDLED_MODEL, Paths
from signdict.core.types import Progress, Steps
from signdict.model import modelfiles
from signdict.model.preloading import preload_torch

if TYPE_CHECKING:
    from signdict.model.calibration import Calibration
    from signdict.model.encoder import SignClipEncoder

#: Valid names of models, which are names of folders on every system.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Model:
    """A model. `bundled`: it ships with the application and cannot be removed."""

    name: str
    folder: Path
    bundled: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The length of a model's vectors, and the number of its sign languages."""

    dimensions: int
    sign_languages: int


class Models:
    """The models of this computer, and the one in use."""

    def __init__(self, paths: Paths) -> None:
        self._home = paths.models
        self._bundled = Model(BUNDLED_MODEL, paths.model, bundled=True)

    def all(self) -> list[Model]:
        """Return every model, the bundled one first."""
        folders = sorted(self._home.glob(f"*/{modelfiles.CONFIG}")) if self._home.is_dir() else []
        added = [Model(file.parent.name, file.parent, bundled=False) for file in folders]
        return [self._bundled, *(model for model in added if _NAME.fullmatch(model.name))]

    def find(self, name: str) -> Model:
        """Return a model by name. Raise ModelError if it does not exist."""
        models = {model.name.casefold(): model for model in self.all()}
        model = models.get(name.strip().casefold())
        if model is None:
            names = ", ".join(known.name for known in models.values())
            raise ModelError(f"No such model: {name}.", hint=f"Available models: {names}")
        return model

    def chosen_name(self) -> str:
        """Return the name of the model in use, even if that is missing."""
        try:
            return (self._home / _CHOSEN).read_text(encoding="utf-8").strip()
        except OSError:
            return self._bundled.name

    def chosen(self) -> Model:
        """Return the model in use. Raise ModelError if it is missing."""
        name = self.chosen_name()
        try:
            return self.find(name)
        except ModelError as error:
            hint = f"Choose another: signdict models use {BUNDLED_MODEL}"
            raise ModelError(f"The model in use, {name}, is missing.", hint=hint) from error

    def choose(self, name: str) -> None:
        """Use a model from the next query on. Raise ModelError if it does not exist."""
        model = self.find(name)
        if model.bundled:
            (self._home / _CHOSEN).unlink(missing_ok=True)
            return
        with _write_errors(f"The choice of {model.name} cannot be written to {self._home}."):
            files.write_atomic(self._home / _CHOSEN, f"{model.name}\n".encode())

    def open(self, name: str | None = None) -> "SignClipEncoder":
        """Open a model, or the one in use. Raise ModelError if its files cannot be used."""
        preload_torch()
        from signdict.model.encoder import SignClipEncoder

        return SignClipEncoder.open((self.find(name) if name else self.chosen()).folder)

    def facts(self, model: Model) -> Facts:
        """Return the facts in a model's configuration. Raise ModelError if it is damaged."""
        config = modelfiles.config(model.folder)
        try:
            tower = config["network"]["pose"]
            return Facts(tower["outputs"] or tower["width"], len(config["prompts"]["signs"]))
        except (KeyError, TypeError) as problem:
            message = f"The file {modelfiles.CONFIG} of {model.name} is damaged."
            raise ModelError(message, hint=modelfiles.HINT) from problem

    def add(
        self, checkpoint: Path, vocabulary: Path | None = None, name: str = "", **settings: Any
    ) -> Steps[Model]:
        """Convert a published SignCLIP checkpoint, or copy a model's folder.

        `settings` are the fields of `checkpoint.convert.Settings`. Raise ModelError if a file
        cannot be used or the name is taken, and WriteError if the folder cannot be written; then no
        file remains.
        """
        if not checkpoint.exists():
            raise ModelError(f"No such file or folder: {checkpoint}.", hint="Check the spelling.")
        new_name = name.strip() or _name_of(checkpoint.resolve().stem)
        if not _NAME.fullmatch(new_name):
            raise ModelError(
                f"{new_name} is not a valid name for a model.",
                hint="Use up to 64 letters without accents, digits, dots, hyphens and underscores.",
            )
        if new_name.casefold() in {model.name.casefold() for model in self.all()} | {"default"}:
            raise ModelError(
                f"A model named {new_name} already exists.",
                hint=f"Use another --name, or remove it first: signdict models remove {new_name}",
            )
        folder = self._home / new_name
        with _write_errors(f"The model cannot be written to {self._home}."):
            self._home.mkdir(parents=True, exist_ok=True)
        if checkpoint.is_dir():
            yield from _copy(checkpoint, folder)
        elif vocabulary is None:
            raise ModelError(
                f"{checkpoint.name} needs its vocabulary.",
                hint="Add --vocab vocab.txt, the one of bert-base-cased.",
            )
        else:
            from signdict.model.checkpoint.convert import Settings, convert

            yield from convert(checkpoint, vocabulary, folder, Settings(**settings))
        return Model(new_name, folder, bundled=False)

    def remove(self, name: str) -> Model:
        """Remove an added model that is not in use; return it. Raise ModelError if that fails."""
        model = self.find(name)
        if model.bundled:
            raise ModelError(
                f"{model.name} ships with signdict and cannot be removed.",
                hint="Use another model instead: signdict models use NAME",
            )
        if model == self.chosen():
            raise ModelError(
                f"{model.name} is in use.",
                hint=f"Choose another first: signdict models use {BUNDLED_MODEL}",
            )
        removed = model.folder.with_name(f".{model.name}.removed")
        with _write_errors(f"The folder {model.folder} cannot be removed."):
            model.folder.replace(removed)  # a partly deleted model would look damaged
        shutil.rmtree(removed, ignore_errors=True)
        return model

    def card(self, name: str | None = None) -> str:
        """Return the model card, a Markdown text, of a model or the one in use."""
        model = self.find(name) if name else self.chosen()
        return modelfiles.content(model.folder / modelfiles.CARD).decode(errors="replace")

    def calibrate(self, model: Model, calibration: "Calibration") -> None:
        """Store the calibration of an added model. Raise ModelError if that fails."""
        config = modelfiles.config(model.folder) | {"confidence": asdict(calibration)}
        text = json.dumps(config, indent=2) + "\n"
        with _write_errors(f"The model {model.name} cannot be written."):
            files.write_atomic(model.folder / modelfiles.CONFIG, text.encode())


def _copy(source: Path, folder: Path) -> Steps[None]:
    """Copy the folder of a model, as training writes it, under another name."""
    yield Progress(0, 2, "Checking the model")
    names = (modelfiles.CONFIG, modelfiles.WEIGHTS, modelfiles.VOCABULARY, modelfiles.CARD)
    missing = [name for name in names if not (source / name).is_file()]
    if missing:
        raise ModelError(
            f"{source} is not the folder of a model: it has no {missing[0]}.",
            hint="Give a published SignCLIP checkpoint, or a folder that training.train wrote.",
        )
    from signdict.model.encoder import SignClipEncoder

    try:
        SignClipEncoder.open(source)
    except ModelError as error:  # its hint is for models that were added
        raise ModelError(error.message, hint="Copy or train the model again.") from error
    yield Progress(1, 2, "Copying the model")
    with files.atomic_folder(folder, room="about 1 GB") as new:
        for name in (modelfiles.WEIGHTS, modelfiles.VOCABULARY, modelfiles.CARD):
            (new / name).write_bytes(modelfiles.content(source / name))
        config = modelfiles.config(source) | {"name": folder.name}
        (new / modelfiles.CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _name_of(stem: str) -> str:
    """Return the stem of a file as a valid name, with hyphens for other characters."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-._")[:64] or "model"


@contextmanager
def _write_errors(message: str) -> Iterator[None]:
    """Raise ModelError with a message in place of OSError and WriteError."""
    try:
        yield
    except (OSError, WriteError) as error:
        hint = "Check that there is space on the disk and that you have permission to write there."
        raise ModelError(message, hint=hint) from error
