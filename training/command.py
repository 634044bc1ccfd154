"""Shared parts of the training commands: error messages, and opening a model."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from signdict.core.errors import SignDictError
from signdict.core.paths import BUNDLED_MODEL, Paths
from signdict.model.encoder import SignClipEncoder
from signdict.model.registry import Models

MODEL = "Name of a model (signdict models list), or its folder; default: the bundled one."
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)


@contextmanager
def extra() -> Iterator[None]:
    """Import libraries of the extra [train] inside. Raise MissingError if one is not installed."""
    try:
        yield
    except ImportError as missing:
        raise MissingError(
            f"This needs {missing.name or 'a package'}, which is not installed.",
            hint="Install it: pip install 'signdict[train]'",
        ) from missing


class MissingError(SignDictError):
    """A library of the extra [train] that is not installed."""


class Command(click.Command):
    """A command that reports an expected failure in one sentence and exits with 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SignDictError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


def is_folder(model: str | None) -> bool:
    """Return whether a model is named by its folder."""
    return model is not None and Path(model).is_dir()


def open_model(model: str | None) -> SignClipEncoder:
    """Open a model by name or folder. Raise ModelError if it is missing or damaged."""
    if model is not None and is_folder(model):
        return SignClipEncoder.open(Path(model))
    return Models(Paths.standard()).open(model or BUNDLED_MODEL)
