"""The commands about models: list, add, use and remove them, and print embeddings."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from signdict.cli import output
from signdict.cli.options import chosen_paths, common_options, open_dictionary
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.core.types import FloatArray
    from signdict.model.encoder import SignClipEncoder

_FILE = click.Path(path_type=Path)


@click.group()
def models() -> None:
    """List, add, select and remove the models that compare signs."""


@models.command("list")
@common_options
def listed() -> CommandResult:
    """List the models on this computer."""
    with open_dictionary() as dictionary:
        return output.models(dictionary.list_models())


@models.command()
@click.argument("checkpoint", type=_FILE)
@click.option(
    "--vocab",
    type=_FILE,
    default=None,
    help="Vocabulary (vocab.txt) of bert-base-cased; FingerCLIP: bert-base-uncased.",
)
@click.option("--name", default="", help="Name of the model; by default that of the file.")
@click.option("--frames", type=click.IntRange(1, 510), default=None,
              help="Largest number of frames: max_video_len; default 256, FingerCLIP 128 "
              "(SignCLIP-BSL: 32).")  # fmt: skip
@click.option("--tokens", type=click.IntRange(4, 512), default=None,
              help="Largest number of word pieces: max_len; default 64, FingerCLIP 96 "
              "(SignCLIP-BSL: 32).")  # fmt: skip
@click.option("--language", "signs", multiple=True, metavar="CODE",
              help="A sign-language tag of the model, apart from SignCLIP's 41.")  # fmt: skip
@click.option("--spoken", multiple=True, metavar="CODE",
              help="A spoken-language tag of the model, apart from en.")  # fmt: skip
@common_options
def add(checkpoint: Path, vocab: Path | None, name: str, **settings: Any) -> CommandResult:
    r"""Check the published SignCLIP CHECKPOINT, convert it, and add it to the models.

    Nothing in the file is executed. You can delete it afterwards. CHECKPOINT can also be a model
    folder that training.train wrote; then --vocab is not needed.

    \b
    Example:
      signdict models add baseline_temporal_checkpoint_best.pt --vocab vocab.txt --name signclip
    """
    with open_dictionary() as dictionary:
        model = output.follow(dictionary.add_model(checkpoint, vocab, name, **settings))
    lines = [f"Added {model.name}. To use it: signdict models use {model.name}"]
    return CommandResult({"name": model.name, "folder": str(model.folder)}, lines)


@models.command()
@click.argument("name")
@common_options
def use(name: str) -> CommandResult:
    """Use the model NAME for all queries, after it has read every clip.

    You can stop and repeat this command; until it is finished, the current model stays in use. The
    vectors of the current model are kept, so switching back is immediate.
    """
    with open_dictionary() as dictionary:
        count = output.follow(dictionary.use(name))
        model = dictionary.models.chosen()
    lines = [f"{model.name} is in use now. Clips read: {count}."]
    return CommandResult({"model": model.name, "read": count}, lines)


@models.command()
@click.argument("name")
@common_options
def remove(name: str) -> CommandResult:
    """Remove the model NAME and its vectors. The model in use cannot be removed."""
    with open_dictionary() as dictionary:
        model = dictionary.remove_model(name)
    return CommandResult({"removed": model.name}, [f"Removed {model.name}."])


@models.command()
@click.argument("name", required=False)
@common_options
def card(name: str | None) -> CommandResult:
    """Print the model card of NAME, or of the model in use: data, training and scores."""
    from signdict.model.registry import Models

    available = Models(chosen_paths())
    text = available.card(name)
    model = available.find(name) if name else available.chosen()
    return CommandResult({"model": model.name, "card": text}, text.rstrip().splitlines())


@click.group()
def embed() -> None:
    """Print the vectors that a model computes for clips or texts, not scaled to unit length."""


def _embedding_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --model and --npz."""
    model = "Name of the model; by default the one in use."
    file = "Write the vectors to this NumPy file instead."
    command = click.option("--npz", type=_FILE, default=None, metavar="OUT", help=file)(command)
    command = common_options(command)
    return click.option("--model", default=None, metavar="NAME", help=model)(command)


@embed.command()
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="FILE...")
@_embedding_options
def pose(files: tuple[Path, ...], model: str | None, npz: Path | None) -> CommandResult:
    r"""Embed each FILE, a video or a .pose file.

    \b
    Example:
      signdict embed pose house.pose --json
    """
    from signdict.tracking.extraction import pose_steps

    encoder = _encoder(model)
    poses = [output.follow(pose_steps(file, chosen_paths().tracker)) for file in files]
    return _embeddings(encoder, [str(file) for file in files], encoder.raw_poses(poses), npz)


@embed.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--language", default="ase", show_default=True, metavar="CODE",
              help="Sign-language tag of the prompt.")  # fmt: skip
@click.option("--spoken", default="en", show_default=True, metavar="CODE",
              help="Spoken-language tag of the prompt.")  # fmt: skip
@click.option("--raw-prompt", is_flag=True, help="TEXT is a whole prompt, with its tags.")
@_embedding_options
def text(
    texts: tuple[str, ...],
    language: str,
    spoken: str,
    raw_prompt: bool,  # noqa: FBT001 - an option
    model: str | None,
    npz: Path | None,
) -> CommandResult:
    r"""Embed each TEXT, as a prompt of the kind that the model was trained on.

    \b
    Examples:
      signdict embed text house --language gsg --json
      signdict embed text "<en> <ase> house" --raw-prompt --npz house.npz
    """
    encoder = _encoder(model)
    prompts = list(texts) if raw_prompt else encoder.prompts.of(texts, language, spoken)
    return _embeddings(encoder, prompts, encoder.raw_texts(prompts), npz)


def _encoder(model: str | None) -> "SignClipEncoder":
    from signdict.model.registry import Models

    return Models(chosen_paths()).open(model)


def _embeddings(
    encoder: "SignClipEncoder", inputs: list[str], vectors: "FloatArray", npz: Path | None
) -> CommandResult:
    """Write the vectors to a file, or return them."""
    if npz is not None:
        from signdict.core.files import write_arrays

        write_arrays(npz, model=encoder.name, inputs=inputs, embeddings=vectors)
        value = {"model": encoder.name, "file": str(npz), "shape": list(vectors.shape)}
        return CommandResult(value, [f"Wrote {len(vectors)} vectors to {npz}."])
    value = {"model": encoder.name, "embeddings": vectors.astype(float).tolist()}
    lines = [" ".join(f"{number:.6g}" for number in row) for row in vectors.tolist()]
    return CommandResult(value, lines)


COMMANDS = (models, embed)
