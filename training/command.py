"""What the commands of evaluation share: one sentence for what went wrong, and the model asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from signdict.core.errors import SignDictError
from signdict.core.paths import BUNDLED_MODEL, Paths
from signdict.model.encoder import SignClipEncoder
from signdict.model.registry import Models

MODEL = "Name of a model (signdict models list), or its folder; otherwise the bundled one."
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)


@contextmanager
def extra() -> Iterator[None]:
    """Import inside what only evaluation needs. Raise MissingError if it is not installed."""
    try:
        yield
    except ImportError as missing:
        raise MissingError(
            f"This needs {missing.name or 'a package'}, which is not installed.",
            hint="Install what evaluation needs: pip install 'signdict[train]'",
        ) from missing


class MissingError(SignDictError):
    """A library of the extra [train] that is not there."""


class Command(click.Command):
    """The place where an expected failure becomes a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SignDictError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


def is_folder(model: str | None) -> bool:
    """Whether a model is named by its folder."""
    return model is not None and Path(model).is_dir()


def opened(model: str | None) -> SignClipEncoder:
    """Open a model by name or folder. Raise ModelError if there is none, or it is damaged."""
    if model is not None and is_folder(model):
        return SignClipEncoder.open(Path(model))
    return Models(Paths.standard()).open(model or BUNDLED_MODEL)
