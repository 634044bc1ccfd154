"""Frame tokens of several models in one: `python -m training.train.ensemble MODEL --member FOLDER`.

Vectors and text tower of MODEL stay as they are. Beside its tokens stand those of models of the
same kind that were trained apart; of each moment all of them together are cut down to as many
numbers as one token has, along the directions in which tokens of clips to train on differ most.
Such an average is worth more than to train one model longer (docs/model.md).
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import torch
from torch import Tensor

from signdict.core.errors import ModelError, PoseError
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import SignClip
from signdict.pose.pose import UsablePose
from training import command
from training.data import dataset

_BATCH = 256
_ADDED = ("pose.members.", "pose.join.")
_OF_TOKENS = ("stem.", "spell.", "positions")


def joined(
    model: SignClipEncoder, members: Sequence[SignClipEncoder], poses: Sequence[UsablePose]
) -> SignClipEncoder:
    """Return `model` with the tokens of `members` beside its own, joined as those of `poses` ask.

    What `model` was joined with before is left behind. Raise ModelError if one is of another shape.
    """
    alone = _model(model, {}, 0)
    for member in members:
        if replace(member.network.config.pose, ensemble=0) != alone.network.config.pose:
            raise ModelError(
                f"{member.name} gives other tokens than {model.name}.",
                hint="Join models of one preset.",
            )
    if not members:
        return alone
    parts = {
        f"pose.members.{place}.{name}": part
        for place, member in enumerate(members)
        for name, part in member.network.pose.state_dict().items()
        if name.startswith(_OF_TOKENS)
    }
    parts["pose.join.weight"] = axes([alone, *members], poses)
    return _model(model, parts, len(members))


def axes(models: Sequence[SignClipEncoder], poses: Sequence[UsablePose]) -> Tensor:
    """The directions in which tokens of several models, side by side, differ most.

    (d, models x d): the first d principal axes, about the origin, of tokens of length 1.
    """
    width = sum(model.network.config.pose.tokens for model in models)
    moments = np.zeros((width, width))
    for at in range(0, len(poses), _BATCH):
        read = [model.read_poses(poses[at : at + _BATCH]).tokens for model in models]
        tokens = np.concatenate([part for part in read if part is not None], axis=-1)
        rows = tokens.reshape(-1, width).astype(np.float64)
        moments += rows.T @ rows
    _, directions = np.linalg.eigh(moments)
    size = models[0].network.config.pose.tokens
    return torch.from_numpy(directions[:, ::-1][:, :size].T.astype(np.float32))


def _model(model: SignClipEncoder, parts: dict[str, Tensor], members: int) -> SignClipEncoder:
    """A model without what it was joined with, and with these parts of others."""
    config = model.network.config
    network = SignClip(replace(config, pose=replace(config.pose, ensemble=members)))
    own = model.network.state_dict()
    kept = {name: part for name, part in own.items() if not name.startswith(_ADDED)}
    network.load_state_dict(kept | parts)
    return SignClipEncoder(
        model.name, network, model.vocabulary, model.calibration, model.prompts, model.token_share
    )


def _usable(shared: Path, landmarks: Path | None) -> list[UsablePose]:
    """Every clip to train on in which somebody signs."""
    poses = []
    for clip in [*dataset.recorded(shared, "train"), *dataset.tracked(shared, landmarks)]:
        try:
            poses.append(clip.pose.usable())
        except PoseError:
            continue
    return poses


@click.command(cls=command.Command)
@click.argument("model", type=command.FOLDER)
@click.option("--member", "members", type=command.FOLDER, multiple=True, required=True,
              help="A model of the same preset, trained apart; several times.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--landmarks", type=Path, default=None, help="What training.landmarks made.")
def main(model: Path, members: tuple[Path, ...], shared: Path, landmarks: Path | None) -> None:
    """Join the frame tokens of other models to those of MODEL, and write it anew."""
    others = [SignClipEncoder.open(folder) for folder in members]
    made = joined(SignClipEncoder.open(model), others, _usable(shared, landmarks))
    made.save(model)
    click.echo(f"wrote {model}: tokens of {1 + len(others)} models")


if __name__ == "__main__":
    main()
