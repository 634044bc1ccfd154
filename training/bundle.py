"""Everything that ships, from the data, in one command: `python -m training.bundle RUNS`.

Landmarks of the videos; then side by side the bundled model's pose tower, and what it is measured
with: the text tower's words, models that were trained without the sources of a test, the published
architecture; then the text tower in the space of poses, the tokens of the models without sources
beside its own, how sure the model is, and the starter dictionary. Every step keeps its state in
RUNS, is left out when it is done, and goes on where it stopped; its lines are in RUNS/STEP.log.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from signdict.core.errors import SignDictError
from signdict.core.paths import BUNDLED_MODEL, resources
from training import command
from training.evaluate import benchmark, calibrate
from training.evaluate.protocols import HELD

_PAUSE = 2.0  # seconds between two looks at what is running


class BundleError(SignDictError):
    """A step that failed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A module of `training` and what it is told."""

    name: str
    module: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """Where things are, and for how long to train."""

    runs: Path
    shared: Path
    steps: int
    held: int  # steps of the models that were trained without some sources

    @property
    def landmarks(self) -> Path:
        """What the trackers saw of the videos."""
        return self.runs / "landmarks"

    @property
    def model(self) -> Path:
        """The folder that ships."""
        return resources() / "models" / BUNDLED_MODEL

    def before(self) -> list[Step]:
        """What all the others need."""
        data, export = str(self.shared), self.runs / "clips"
        use = ("--use", "train", "--landmarks", str(self.landmarks), "--shared", data)
        return [
            Step("landmarks", "data.landmarks", (str(self.landmarks), "--shared", data)),
            Step("clips", "data.export", (str(export), *use)),
        ]

    def lanes(self) -> list[list[Step]]:
        """Two rows of steps, as machines have two cores at least."""
        words = ("--shared", str(self.shared), "--folder", str(self.runs / "words"))
        clips = ("--manifest", str(self.runs / "clips" / "manifest.csv"))
        return [
            [self._training("model", self.model, self.steps)],
            [
                Step("words", "words", words),
                *(
                    self._training(name, benchmark.MODELS / name, self.held, sources)
                    for name, sources in HELD.items()
                ),
                Step("published", "train", ("--preset", "published", *clips,
                     "--folder", str(self.runs / "published"),
                     "--out", str(benchmark.MODELS / benchmark.PUBLISHED))),
            ],
        ]  # fmt: skip

    def after(self) -> list[Step]:
        """What needs all of them."""
        data = ("--shared", str(self.shared))
        landmarks = str(self.landmarks)
        told = ("--held", str(benchmark.MODELS / calibrate.ASKED_BY_PEOPLE))
        words = ("--words", str(self.runs / "words"))
        members = [part for name in HELD for part in ("--member", str(benchmark.MODELS / name))]
        return [
            Step("meanings", "words.align", (str(self.model), landmarks, *words, *data)),
            Step(
                "ensemble",
                "train.ensemble",
                (str(self.model), *members, "--landmarks", landmarks, *data),
            ),
            Step(
                "calibrate",
                "evaluate.calibrate",
                (str(self.model), *told, "--landmarks", landmarks, *data),
            ),
            Step("starter", "data.starter", (landmarks, *data)),
        ]

    def _training(self, name: str, out: Path, steps: int, without: Sequence[str] = ()) -> Step:
        left = [part for source in without for part in ("--without", source)]
        where = ("--folder", str(self.runs / name), "--out", str(out), "--shared", str(self.shared))
        told = (
            str(self.landmarks),
            "--preset",
            BUNDLED_MODEL,
            "--steps",
            str(steps),
            *left,
            *where,
        )
        return Step(name, "train", told)


def run(lanes: Sequence[Sequence[Step]], folder: Path) -> None:
    """Take rows of steps side by side. Raise BundleError when one fails; the others end with it."""
    waiting = [[step for step in lane if not _done(step, folder).exists()] for lane in lanes]
    running: list[tuple[Step, subprocess.Popen[bytes], list[Step]]] = []
    try:
        while running or any(waiting):
            for lane in waiting:
                if lane and all(own is not lane for _, _, own in running):
                    running.append((lane[0], _started(lane.pop(0), folder), lane))
            for entry in [entry for entry in running if entry[1].poll() is not None]:
                step, process, _ = entry
                running.remove(entry)
                if process.returncode:
                    raise BundleError(
                        f"{step.name} ended with an error.",
                        hint=f"See {folder / step.name}.log, then give the same command again.",
                    )
                _done(step, folder).touch()
                click.echo(f"{step.name} is done")
            time.sleep(_PAUSE)
    finally:
        for _, process, _ in running:
            process.terminate()
            process.wait()


def _started(step: Step, folder: Path) -> "subprocess.Popen[bytes]":
    click.echo(f"{step.name}: training.{step.module} {' '.join(step.told)}")
    with (folder / f"{step.name}.log").open("ab") as log:
        line = [sys.executable, "-u", "-m", f"training.{step.module}", *step.told]
        return subprocess.Popen(line, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603 - our own


def _done(step: Step, folder: Path) -> Path:
    return folder / f"{step.name}.done"


@click.command(cls=command.Command)
@click.argument("runs", type=command.FOLDER)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--steps", type=click.IntRange(min=1), default=6000, show_default=True,
              help="Of the bundled model.")  # fmt: skip
@click.option("--held", type=click.IntRange(min=1), default=1800, show_default=True,
              help="Steps of each model that was trained without some sources.")  # fmt: skip
def main(runs: Path, shared: Path, steps: int, held: int) -> None:
    """Make the bundled model and the starter dictionary in RUNS, and put them where they ship."""
    runs.mkdir(parents=True, exist_ok=True)
    plan = BundlePlan(runs, shared, steps, held)
    for lanes in ([plan.before()], plan.lanes(), [plan.after()]):
        run(lanes, runs)
    click.echo("Now measure: python -m training.evaluate --suite one-shot")


if __name__ == "__main__":
    main()
