"""Build everything that ships, from the data: `python -m training.bundle RUNS`.

The steps are the landmarks of the videos; in parallel, the pose tower of the bundled model, and the
text tower with the models for comparison; then the alignment of the text tower, the combined
tokens, the calibration, and the starter dictionary. Each step keeps its state in RUNS, resumes if
it was interrupted, and is skipped if it is finished. Its output is in RUNS/STEP.log.
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
from training.evaluate.protocols import HELD_OUT

#: Seconds between two checks of the running steps.
PAUSE = 2.0


class BundleError(SignDictError):
    """A step that failed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command: a module of `training` with its arguments."""

    name: str
    module: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """The folders, and the numbers of training steps."""

    runs: Path
    shared: Path
    steps: int
    held_out: int  # steps of the models that are trained without some sources

    @property
    def landmarks(self) -> Path:
        """The folder of the `.pose` files of the videos."""
        return self.runs / "landmarks"

    @property
    def model(self) -> Path:
        """The folder of the bundled model."""
        return resources() / "models" / BUNDLED_MODEL

    def before(self) -> list[Step]:
        """Return the steps that all others need."""
        data, export = str(self.shared), self.runs / "clips"
        use = ("--use", "train", "--landmarks", str(self.landmarks), "--shared", data)
        return [
            Step("landmarks", "data.landmarks", (str(self.landmarks), "--shared", data)),
            Step("clips", "data.export", (str(export), *use)),
        ]

    def lanes(self) -> list[list[Step]]:
        """Return two lists of steps that run in parallel, because machines have two cores."""
        words = ("--shared", str(self.shared), "--folder", str(self.runs / "words"))
        clips = ("--manifest", str(self.runs / "clips" / "manifest.csv"))
        return [
            [self._training("model", self.model, self.steps)],
            [
                Step("words", "words", words),
                *(
                    self._training(name, benchmark.MODELS / name, self.held_out, sources)
                    for name, sources in HELD_OUT.items()
                ),
                Step("published", "train", ("--preset", "published", *clips,
                     "--folder", str(self.runs / "published"),
                     "--out", str(benchmark.MODELS / benchmark.PUBLISHED))),
            ],
        ]  # fmt: skip

    def after(self) -> list[Step]:
        """Return the steps that need all of these."""
        data = ("--landmarks", str(self.landmarks), "--shared", str(self.shared))
        shared = ("--shared", str(self.shared))
        model, landmarks = str(self.model), str(self.landmarks)
        unseen = ("--held", str(benchmark.MODELS / calibrate.QUERIED_BY_PEOPLE))
        words = ("--words", str(self.runs / "words"))
        members = [part for name in HELD_OUT for part in ("--member", str(benchmark.MODELS / name))]
        return [
            Step("meanings", "words.align", (model, landmarks, *words, *shared)),
            Step("ensemble", "train.ensemble", (model, *members, *data)),
            Step("calibrate", "evaluate.calibrate", (model, *unseen, *data)),
            Step("starter", "data.starter", (landmarks, *shared)),
        ]

    def _training(self, name: str, out: Path, steps: int, without: Sequence[str] = ()) -> Step:
        preset = ("--preset", BUNDLED_MODEL, "--steps", str(steps))
        excluded = [part for source in without for part in ("--without", source)]
        paths = ("--folder", str(self.runs / name), "--out", str(out), "--shared", str(self.shared))
        return Step(name, "train", (str(self.landmarks), *preset, *excluded, *paths))


def run(lanes: Sequence[Sequence[Step]], folder: Path) -> None:
    """Run lists of steps in parallel. Raise BundleError, and stop all steps, if one fails."""
    waiting = [[step for step in lane if not _marker(step, folder).exists()] for lane in lanes]
    running: list[tuple[Step, subprocess.Popen[bytes], list[Step]]] = []
    try:
        while running or any(waiting):
            for lane in waiting:
                if lane and all(own is not lane for _, _, own in running):
                    running.append((lane[0], start(lane.pop(0), folder), lane))
            for entry in [entry for entry in running if entry[1].poll() is not None]:
                step, process, _ = entry
                running.remove(entry)
                if process.returncode:
                    raise BundleError(
                        f"{step.name} failed.",
                        hint=f"See {folder / step.name}.log, then repeat the command.",
                    )
                _marker(step, folder).touch()
                click.echo(f"{step.name} is finished")
            time.sleep(PAUSE)
    finally:
        for _, process, _ in running:
            process.terminate()
            process.wait()


def start(step: Step, folder: Path) -> "subprocess.Popen[bytes]":
    """Start a step; its output is appended to its log in the folder."""
    click.echo(f"{step.name}: training.{step.module} {' '.join(step.arguments)}")
    with (folder / f"{step.name}.log").open("ab") as log:
        command_line = [sys.executable, "-u", "-m", f"training.{step.module}", *step.arguments]
        return subprocess.Popen(command_line, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603 - our own


def _marker(step: Step, folder: Path) -> Path:
    """Return the file that exists if a step is finished."""
    return folder / f"{step.name}.done"


@click.command(cls=command.Command)
@click.argument("runs", type=command.FOLDER)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--steps", type=click.IntRange(min=1), default=6000, show_default=True,
              help="Steps of the bundled model.")  # fmt: skip
@click.option("--held", "held_out", type=click.IntRange(min=1), default=1800, show_default=True,
              help="Steps of each model that is trained without some sources.")  # fmt: skip
def main(runs: Path, shared: Path, steps: int, held_out: int) -> None:
    """Build the bundled model and the starter dictionary; RUNS keeps the state of the steps."""
    runs.mkdir(parents=True, exist_ok=True)
    plan = BundlePlan(runs, shared, steps, held_out)
    for lanes in ([plan.before()], plan.lanes(), [plan.after()]):
        run(lanes, runs)
    click.echo("Next, measure the model: python -m training.evaluate --suite one-shot")


if __name__ == "__main__":
    main()
