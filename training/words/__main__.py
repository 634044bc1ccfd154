"""Train a small text tower on the meanings of words: `python -m training.words`.

See training/README.md. Stop at any time: the same command resumes from the last checkpoint with
bit-identical results.
"""

from pathlib import Path

import click

from training import command
from training.data import dataset
from training.train import loop
from training.words import text_tower
from training.words.text_tower import WordsConfig, WordsObjective, WordsRun
from training.words.wordnet import FOLDER, WordNet


@click.command(cls=command.Command)
@click.option("--wordnet", type=Path, default=FOLDER, show_default=True, help="Its folder.")
@click.option("--shared", type=Path,
              help="Folder of the data: the words of its glosses become pieces.")  # fmt: skip
@click.option("--folder", type=Path, default=Path("training/runs/words"), show_default=True,
              help="Folder of the checkpoint and of the finished tower.")  # fmt: skip
@click.option("--steps", type=int, default=WordsConfig().steps, show_default=True,
              help="Steps of the whole run.")  # fmt: skip
@click.option("--seed", type=int, default=WordsConfig().seed, show_default=True)
def main(wordnet: Path, shared: Path | None, folder: Path, steps: int, seed: int) -> None:
    """Train a text tower on the meanings of the words of WordNet."""
    config = WordsConfig(steps=steps, seed=seed)
    glosses = _english_glosses(shared) if shared else ()
    run = WordsRun(WordsObjective(WordNet(wordnet), config, glosses))
    loop.train(run, folder / "checkpoint.pt")
    text_tower.save(run.written, run.objective.words, folder)  # type: ignore[arg-type]
    click.echo(f"wrote {folder}")


def _english_glosses(shared: Path) -> list[str]:
    """Return the English glosses of the data that are marked `train`.

    Raise ManifestError if there is no data.
    """
    kinds = ("landmarks", "videos")
    rows = [row for kind in kinds for row in dataset.read_table(shared / kind / "index.csv")]
    english = [row for row in rows if (row["spoken_language"] or "en") == "en"]
    return sorted({row["gloss"] for row in english if row["use"] == "train"})


if __name__ == "__main__":
    main()
