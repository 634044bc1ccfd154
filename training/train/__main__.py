"""Train a model: `python -m training.train LANDMARKS` trains the bundled one (training/README.md).

A preset says what is learned and how. Stop at any time: the same command resumes from the last
checkpoint with bit-identical results. Under `torchrun` several processes share each batch.
"""

from collections.abc import Sequence
from pathlib import Path

import click
from torch import distributed

from signdict.core.paths import BUNDLED_MODEL
from training import command
from training.data.held_out import HeldOut
from training.train import loop, runs
from training.train.presets import read
from training.train.trainer import TrainingRun


@click.command(cls=command.Command)
@click.argument("landmarks", type=Path, required=False)
@click.option(
    "--preset", default=BUNDLED_MODEL, show_default=True, help="What is learned, and how."
)
@click.option("--manifest", type=Path, help="A table of .pose files, or shards: 'clips-*.tar'.")
@click.option("--vocab", type=Path, help="Word pieces, one per line; default: made from the texts.")
@click.option("--from", "start", type=Path, help="Folder of a model whose weights to start with.")
@click.option("--bert", type=Path,
              help="Folder of a published BERT, with whose weights both towers begin.")  # fmt: skip
@click.option("--without", multiple=True, metavar="SOURCE",
              help="Exclude the clips of a source; repeatable.")  # fmt: skip
@click.option("--hold-out", "part", type=click.Choice(["reported", "development"]),
              default="reported", show_default=True,
              help="Words of INCLUDE to learn nothing from.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--folder", "--run", "folder", type=Path, default=Path("training/runs/first"),
              help="Folder of the checkpoint.")  # fmt: skip
@click.option("--out", type=Path, default=None,
              help="Folder of the model to write; default: the bundled one.")  # fmt: skip
@click.option("--steps", type=int, default=None, help="Steps of the whole run.")
@click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Change the preset.")
def main(
    steps: int | None,
    changes: Sequence[str],
    preset: str,
    without: tuple[str, ...],
    part: HeldOut,
    **paths: Path | None,
) -> None:
    """Train on LANDMARKS, the .pose files of the shared videos, or on a --manifest."""
    changes = [*changes, *([f"steps={steps}"] if steps is not None else [])]
    materials = runs.Materials(without=without, part=part, **paths)  # type: ignore[arg-type]
    setup = runs.prepare(read(preset, changes), materials)
    run = TrainingRun(setup.objective, setup.network, setup.config, setup.held)
    runs.initialise(run.net, setup)
    loop.train(run, setup.checkpoint)
    if run.writes:
        runs.write_model(run.encoder(setup.name), setup, run.best)
    if run.share.of > 1:
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
