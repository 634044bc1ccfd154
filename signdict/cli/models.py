"""The commands about models: which there are, which answers, what it makes of clips and texts."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from signdict.cli import output
from signdict.cli.options import common, opened, paths
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.core.types import FloatArray
    from signdict.model.encoder import SignClipEncoder

_FILE = click.Path(path_type=Path)


@click.group()
def models() -> None:
    """List, add, choose and remove the models that compare signs."""


@models.command("list")
@common
def listed() -> CommandResult:
    """List the models on this machine."""
    with opened() as dictionary:
        return output.models(dictionary.list_models())


@models.command()
@click.argument("checkpoint", type=_FILE)
@click.option("--vocab", type=_FILE, default=None, help="The word pieces of bert-base-cased.")
@click.option("--name", default="", help="What to call it; otherwise the name of the file.")
@click.option("--frames", type=click.IntRange(1, 510), default=256, show_default=True,
              help="Frames it reads at once: max_video_len (32 for SignCLIP-BSL).")  # fmt: skip
@click.option("--tokens", type=click.IntRange(4, 512), default=64, show_default=True,
              help="Word pieces it reads at most: max_len (32 for SignCLIP-BSL).")  # fmt: skip
@click.option("--language", "signs", multiple=True, metavar="CODE",
              help="A sign-language tag it was trained on besides the 41 of SignCLIP.")  # fmt: skip
@click.option("--spoken", multiple=True, metavar="CODE",
              help="A tag of texts it was trained on besides en.")  # fmt: skip
@common
def add(checkpoint: Path, vocab: Path | None, name: str, **what: Any) -> CommandResult:
    r"""Check the published SignCLIP CHECKPOINT, convert it, and keep it beside the others.

    Nothing in the file is executed. It may be deleted afterwards. A folder that training.train
    wrote may be given in its place; then no --vocab is needed.

    \b
    Example:
      signdict models add baseline_temporal_checkpoint_best.pt --vocab vocab.txt --name signclip
    """
    with opened() as dictionary:
        model = output.follow(dictionary.add_model(checkpoint, vocab, name, **what))
    lines = [f"Added {model.name}. To answer with it: signdict models use {model.name}"]
    return CommandResult({"name": model.name, "folder": str(model.folder)}, lines)


@models.command()
@click.argument("name")
@common
def use(name: str) -> CommandResult:
    """Answer with the model NAME, once it has read every clip that it has not read yet.

    May be stopped and started again; until it is done the present model answers. What the
    present model read is kept, so that going back takes no reading.
    """
    with opened() as dictionary:
        count = output.follow(dictionary.use(name))
        model = dictionary.models.chosen()
    lines = [f"{model.name} answers from now on. Clips read: {count}."]
    return CommandResult({"model": model.name, "read": count}, lines)


@models.command()
@click.argument("name")
@common
def remove(name: str) -> CommandResult:
    """Remove the model NAME, which is not in use, and all that it read."""
    with opened() as dictionary:
        model = dictionary.remove_model(name)
    return CommandResult({"removed": model.name}, [f"Removed {model.name}."])


@models.command()
@click.argument("name", required=False)
@common
def card(name: str | None) -> CommandResult:
    """Print the model card of NAME, or of the model in use: what it is, saw and scores."""
    from signdict.model.registry import Models

    there = Models(paths())
    text = there.card(name)
    named = (there.find(name) if name else there.chosen()).name
    return CommandResult({"model": named, "card": text}, text.rstrip().splitlines())


@click.group()
def embed() -> None:
    """Print what a model makes of clips or texts: its own vectors, not scaled to unit length."""


def _embedding(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of both kinds of embedding."""
    model = "Which model; otherwise the one in use."
    file = "Write the vectors to this NumPy file instead."
    command = click.option("--npz", type=_FILE, default=None, metavar="OUT", help=file)(command)
    return click.option("--model", default=None, metavar="NAME", help=model)(common(command))


@embed.command()
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="FILE...")
@_embedding
def pose(files: tuple[Path, ...], model: str | None, npz: Path | None) -> CommandResult:
    r"""Embed each FILE, a video or a .pose file.

    \b
    Example:
      signdict embed pose house.pose --json
    """
    from signdict.tracking.extraction import pose_steps

    encoder = _encoder(model)
    shown = [output.follow(pose_steps(file, paths().tracker)) for file in files]
    return _embedded(encoder, [str(file) for file in files], encoder.raw_poses(shown), npz)


@embed.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--language", default="ase", show_default=True, metavar="CODE",
              help="Tag of the sign language in the prompt.")  # fmt: skip
@click.option("--spoken", default="en", show_default=True, metavar="CODE",
              help="Tag of the language of the text in the prompt.")  # fmt: skip
@click.option("--raw-prompt", is_flag=True, help="Take the text as it is, tags and all.")
@_embedding
def text(
    texts: tuple[str, ...],
    language: str,
    spoken: str,
    raw_prompt: bool,  # noqa: FBT001 - an option
    model: str | None,
    npz: Path | None,
) -> CommandResult:
    r"""Embed each TEXT, as the prompt that the model was trained with.

    \b
    Examples:
      signdict embed text house --language gsg --json
      signdict embed text "<en> <ase> house" --raw-prompt --npz house.npz
    """
    encoder = _encoder(model)
    prompts = list(texts) if raw_prompt else encoder.prompts.of(texts, language, spoken)
    return _embedded(encoder, prompts, encoder.raw_texts(prompts), npz)


def _encoder(model: str | None) -> "SignClipEncoder":
    from signdict.model.registry import Models

    return Models(paths()).open(model)


def _embedded(
    encoder: "SignClipEncoder", inputs: list[str], vectors: "FloatArray", npz: Path | None
) -> CommandResult:
    """Write the vectors to a file, or tell them."""
    if npz is not None:
        from signdict.core.files import write_arrays

        write_arrays(npz, model=encoder.name, inputs=inputs, embeddings=vectors)
        value = {"model": encoder.name, "file": str(npz), "shape": list(vectors.shape)}
        return CommandResult(value, [f"Wrote {len(vectors)} vectors to {npz}."])
    value = {"model": encoder.name, "embeddings": vectors.astype(float).tolist()}
    lines = [" ".join(f"{number:.6g}" for number in row) for row in vectors.tolist()]
    return CommandResult(value, lines)
