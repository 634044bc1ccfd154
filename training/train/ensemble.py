"""Combine the frame tokens of several models: `python -m training.train.ensemble MODEL`.

The vectors and the text tower of MODEL stay as they are. The tokens of models with the same preset,
trained separately, are put next to its own. For each frame, all of them are projected to the size
of one token, along the directions in which the tokens of training clips differ most. Such an
average is worth more than training one model longer (docs/model.md).
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
from training.data import dataset, held_out

_BATCH = 256
_ADDED = ("pose.members.", "pose.join.")
_OF_TOKENS = ("stem.", "spell.", "positions")


def combine(
    model: SignClipEncoder, members: Sequence[SignClipEncoder], poses: Sequence[UsablePose]
) -> SignClipEncoder:
    """Return `model` with its tokens and those of `members`, projected as fits `poses` best.

    Members that `model` had before are dropped. Raise ModelError if a shape differs.
    """
    alone = _model(model, {}, 0)
    for member in members:
        if replace(member.network.config.pose, ensemble=0) != alone.network.config.pose:
            raise ModelError(
                f"{member.name} has other tokens than {model.name}.",
                hint="Combine models of the same preset.",
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
    """Return the directions in which the concatenated tokens of several models differ most.

    (d, models x d): the first d principal axes, about the origin, of tokens of length 1.
    """
    width = sum(model.network.config.pose.tokens for model in models)
    moments = np.zeros((width, width))
    for start in range(0, len(poses), _BATCH):
        batch = poses[start : start + _BATCH]
        parts = [model.read_poses(batch).tokens for model in models]
        tokens = np.concatenate([part for part in parts if part is not None], axis=-1)
        rows = tokens.reshape(-1, width).astype(np.float64)
        moments += rows.T @ rows
    _, directions = np.linalg.eigh(moments)
    size = models[0].network.config.pose.tokens
    return torch.from_numpy(directions[:, ::-1][:, :size].T.astype(np.float32))


def _model(model: SignClipEncoder, parts: dict[str, Tensor], members: int) -> SignClipEncoder:
    """Return a model without its members so far, and with these weights of others."""
    config = model.network.config
    network = SignClip(replace(config, pose=replace(config.pose, ensemble=members)))
    weights = model.network.state_dict()
    own = {name: part for name, part in weights.items() if not name.startswith(_ADDED)}
    network.load_state_dict(own | parts)
    return SignClipEncoder(
        model.name, network, model.vocabulary, model.calibration, model.prompts, model.token_share
    )


def _usable(shared: Path, landmarks: Path | None) -> list[UsablePose]:
    """Return the poses of the training clips that show a person and a hand and are not held out."""
    clips = [*dataset.landmark_clips(shared, "train"), *dataset.tracked(shared, landmarks)]
    poses = []
    for clip in held_out.kept(clips, "reported"):
        try:
            poses.append(clip.pose.usable())
        except PoseError:
            continue
    return poses


@click.command(cls=command.Command)
@click.argument("model", type=command.FOLDER)
@click.option("--member", "members", type=command.FOLDER, multiple=True, required=True,
              help="A model of the same preset, trained separately; repeatable.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--landmarks", type=Path, default=None, help="Folder of training.data.landmarks.")
def main(model: Path, members: tuple[Path, ...], shared: Path, landmarks: Path | None) -> None:
    """Combine the frame tokens of other models with those of MODEL, and rewrite its folder."""
    others = [SignClipEncoder.open(folder) for folder in members]
    combined = combine(SignClipEncoder.open(model), others, _usable(shared, landmarks))
    combined.save(model)
    click.echo(f"wrote {model}: tokens of {1 + len(others)} models")


if __name__ == "__main__":
    main()
