"""The models on this machine: the bundled one and those that were added, each a folder."""

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

if TYPE_CHECKING:
    from signdict.model.calibration import Calibration
    from signdict.model.encoder import SignClipEncoder

#: What a model may be called: it names a folder on every system.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Model:
    """A model by its name; `bundled` ones came with the application and stay."""

    name: str
    folder: Path
    bundled: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The length of a model's vectors, and how many sign languages it was trained on."""

    dimensions: int
    sign_languages: int


class Models:
    """What there is to choose from, and what was chosen."""

    def __init__(self, paths: Paths) -> None:
        self._home = paths.models
        self._bundled = Model(BUNDLED_MODEL, paths.model, bundled=True)

    def all(self) -> list[Model]:
        """Return every model, the bundled one first."""
        folders = sorted(self._home.glob(f"*/{modelfiles.CONFIG}")) if self._home.is_dir() else []
        added = [Model(file.parent.name, file.parent, bundled=False) for file in folders]
        return [self._bundled, *(one for one in added if _NAME.fullmatch(one.name))]

    def find(self, name: str) -> Model:
        """Return a model by its name. Raise ModelError, naming those that there are."""
        there = {model.name.casefold(): model for model in self.all()}
        model = there.get(name.strip().casefold())
        if model is None:
            names = ", ".join(one.name for one in there.values())
            raise ModelError(f"There is no model named {name}.", hint=f"There are: {names}")
        return model

    def chosen_name(self) -> str:
        """Return the name of the model in use, which may be gone."""
        try:
            return (self._home / _CHOSEN).read_text(encoding="utf-8").strip()
        except OSError:
            return self._bundled.name

    def chosen(self) -> Model:
        """Return the model in use. Raise ModelError if it is gone."""
        name = self.chosen_name()
        try:
            return self.find(name)
        except ModelError as gone:
            hint = f"Choose another: signdict models use {BUNDLED_MODEL}"
            raise ModelError(f"The model in use, {name}, is gone.", hint=hint) from gone

    def choose(self, name: str) -> None:
        """Make a model the one in use, from the next question on."""
        model = self.find(name)
        if model.bundled:
            (self._home / _CHOSEN).unlink(missing_ok=True)
            return
        with _write_errors(f"The choice of {model.name} cannot be written to {self._home}."):
            files.write_atomic(self._home / _CHOSEN, f"{model.name}\n".encode())

    def open(self, name: str | None = None) -> "SignClipEncoder":
        """Open a model, or the one in use. Raise ModelError if its files are not sound."""
        from signdict.model.encoder import SignClipEncoder

        return SignClipEncoder.open((self.find(name) if name else self.chosen()).folder)

    def facts(self, model: Model) -> Facts:
        """What a model's configuration tells of it. Raise ModelError if it is damaged."""
        told = modelfiles.config(model.folder)
        try:
            tower = told["network"]["pose"]
            return Facts(tower["outputs"] or tower["width"], len(told["prompts"]["signs"]))
        except (KeyError, TypeError) as problem:
            sentence = f"The file {modelfiles.CONFIG} of {model.name} is damaged."
            raise ModelError(sentence, hint=modelfiles.HINT) from problem

    def add(
        self, checkpoint: Path, vocabulary: Path | None = None, name: str = "", **settings: Any
    ) -> Steps[Model]:
        """Check and convert a published SignCLIP checkpoint, or copy a model's folder.

        `settings` are those of `checkpoint.Settings`. Raise ModelError, in one sentence, if a
        file is not what it should be or the name is taken; then nothing of it stays.
        """
        named = name.strip() or _as_name(checkpoint.stem)
        if not _NAME.fullmatch(named):
            raise ModelError(
                f"{named} cannot be the name of a model.",
                hint="Use up to 64 letters without accents, digits, dots, dashes, underlines.",
            )
        if named.casefold() in {one.name.casefold() for one in self.all()} | {"default"}:
            raise ModelError(
                f"There is a model named {named} already.",
                hint=f"Give another --name, or remove it first: signdict models remove {named}",
            )
        folder = self._home / named
        with _write_errors(f"The model cannot be written to {self._home}."):
            self._home.mkdir(parents=True, exist_ok=True)
        if checkpoint.is_dir():
            yield from _copied(checkpoint, folder)
        elif vocabulary is None:
            raise ModelError(
                f"The word pieces of {checkpoint.name} are missing.",
                hint="Give them: --vocab vocab.txt, the one of bert-base-cased.",
            )
        else:
            from signdict.model.checkpoint.convert import Settings, convert

            asked = Settings(**settings)
            yield from convert(checkpoint, vocabulary, folder, asked)
        return Model(named, folder, bundled=False)

    def remove(self, name: str) -> Model:
        """Remove an added model that is not in use; return what it was."""
        model = self.find(name)
        if model.bundled:
            raise ModelError(
                f"{model.name} came with signdict and stays.",
                hint="You need not use it: signdict models use NAME",
            )
        if model == self.chosen():
            raise ModelError(
                f"{model.name} is in use.",
                hint=f"Choose another first: signdict models use {BUNDLED_MODEL}",
            )
        going = model.folder.with_name(f".{model.name}.removed")
        with _write_errors(f"The folder {model.folder} cannot be removed."):
            model.folder.replace(going)  # at once: half a model would look like a damaged one
        shutil.rmtree(going, ignore_errors=True)
        return model

    def card(self, name: str | None = None) -> str:
        """Return the model card, a Markdown text, of a model or of the one in use."""
        model = self.find(name) if name else self.chosen()
        return modelfiles.content(model.folder / modelfiles.CARD).decode(errors="replace")

    def calibrate(self, model: Model, calibration: "Calibration") -> None:
        """Store how sure the scores of an added model make."""
        told = modelfiles.config(model.folder) | {"confidence": asdict(calibration)}
        text = json.dumps(told, indent=2) + "\n"
        with _write_errors(f"The model {model.name} cannot be written."):
            files.write_atomic(model.folder / modelfiles.CONFIG, text.encode())


def _copied(source: Path, folder: Path) -> Steps[None]:
    """Copy the folder of a model, as training writes it, under another name, whole or not."""
    from signdict.model.encoder import SignClipEncoder

    yield Progress(0, 2, "Checking the model")
    SignClipEncoder.open(source)
    yield Progress(1, 2, "Copying the model")
    with files.atomic_folder(folder, room="about 1 GB") as made:
        for name in (modelfiles.WEIGHTS, modelfiles.VOCABULARY, modelfiles.CARD):
            (made / name).write_bytes(modelfiles.content(source / name))
        told = modelfiles.config(source) | {"name": folder.name}
        (made / modelfiles.CONFIG).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def _as_name(stem: str) -> str:
    """A name made of a file's: what cannot be in one becomes a dash."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-._")[:64] or "model"


@contextmanager
def _write_errors(message: str) -> Iterator[None]:
    """Raise ModelError with a message in place of OSError and WriteError."""
    try:
        yield
    except (OSError, WriteError) as error:
        hint = "Check that there is space on the disk and that you have permission to write there."
        raise ModelError(message, hint=hint) from error
