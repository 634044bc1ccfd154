"""What a model's space says about signs and languages: the analyses of SignCLIP's paper.

`python -m training.evaluate.analyse` looks at the starter dictionary with the bundled model.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np

from signdict.core.errors import ManifestError
from signdict.core.paths import Paths
from signdict.linguistics import figures, similarity
from training import command, tables
from training.evaluate import findings, language_id
from training.evaluate.embeddings import (
    ClipEncoder,
    LabelledEmbeddings,
    Score,
    read_library,
    read_manifest,
    scaled,
)
from training.evaluate.findings import ANALOGIES, Analogy
from training.tables import ReportTable


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """Tables, and figures by file name, not drawn yet."""

    tables: list[ReportTable]
    figures: dict[str, Callable[[], str]]


def analyse(
    encoder: ClipEncoder,
    readings: LabelledEmbeddings,
    least: int = 2,
    score: Score = "cosine",
    own: Sequence[Analogy] = (),
) -> AnalysisReport:
    """Analyse a dictionary; concepts must be in at least `least` languages to be compared.

    A concept is what the clips name so, or else glosses of the same letters, small or not.
    """
    vectors = scaled(readings.vectors, score)
    concepts = [_concept(fact.concept or fact.gloss) for fact in readings.facts]
    languages = [fact.sign_language for fact in readings.facts]
    found = similarity.signs(vectors, concepts, languages, same_length=score == "cosine")
    spreads, alike = similarity.iconicity(found, least), similarity.compare_languages(found)
    asked = list(dict.fromkeys([*ANALOGIES, *own]))
    told = [
        findings.content(readings, concepts),
        findings.iconicity(spreads, least),
        findings.answers(encoder, readings, found, asked),
        findings.clip_search(alike),
        findings.nearest(vectors, concepts, languages),
        *_by_prompt(encoder, readings, score),
    ]
    figured: dict[str, Callable[[], str]] = {"map.svg": partial(_map, found)}
    if alike:
        figured["likeness.svg"] = partial(figures.similarity_matrix, alike)
    if spreads:
        figured["iconicity.svg"] = partial(figures.spread_chart, spreads)
    return AnalysisReport(told, figured)


def _concept(gloss: str) -> str:
    return " ".join(gloss.casefold().split())


def _map(found: similarity.VectorsByConcept) -> str:
    names = [name for name, own in found.items() for _ in own]
    paths, shares = similarity.plane(np.stack([v for own in found.values() for v in own.values()]))
    return figures.language_map(paths, names, shares)


def _by_prompt(
    encoder: ClipEncoder, readings: LabelledEmbeddings, score: Score
) -> list[ReportTable]:
    """Sign-language identification by bare prompts, where the model knows two of the languages."""
    try:
        return language_id.tables(encoder, readings, np.ones(len(readings), bool), None, score)
    except ManifestError as reason:
        return [ReportTable("Sign-language identification, bare prompts", {}, [], (str(reason),))]


def _analogies(
    _: click.Context, option: click.Parameter, values: Sequence[str]
) -> tuple[Analogy, ...]:
    found = []
    for value in values:
        words = [_concept(word) for word in value.split(",")]
        if len(words) != 4 or not all(words):
            raise click.BadParameter(f"{value!r} is not four glosses with commas.", param=option)
        found.append((words[0], words[1], words[2], words[3]))
    return tuple(found)


@click.command(cls=command.Command)
@click.option("--library", type=command.FILE, default=None,
              help="Folder of a library, or its file; otherwise the starter.")  # fmt: skip
@click.option("--manifest", type=command.FILE, default=None,
              help="Clips of a manifest instead of a library.")  # fmt: skip
@click.option("--model", default=None, help=command.MODEL)
@click.option("--least", type=click.IntRange(min=2), default=2, show_default=True,
              help="Compare concepts that so many languages have.")  # fmt: skip
@click.option("--score", type=click.Choice(["cosine", "dot"]), default="cosine",
              show_default=True, help="Vectors of length 1, or as they are.")  # fmt: skip
@click.option("--analogy", "own", multiple=True, metavar="A,B,C,D", callback=_analogies,
              help="Ask as well whether A - B + C is D; may be given several times.")  # fmt: skip
@click.option("--out", type=command.FOLDER, default=None,
              help="Write table.md, results.json and the figures into this folder.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def main(model: str | None, out: Path | None, as_json: bool, **what: Any) -> None:  # noqa: FBT001
    """Look at signs and languages through a model: iconicity, analogies, likeness, a map.

    The starter dictionary and the bundled model are looked at unless others are named.
    """
    library, manifest = what.pop("library"), what.pop("manifest")
    encoder = command.opened(model)
    if manifest:
        readings = read_manifest(encoder, manifest)
    else:
        stored = "" if command.is_folder(model) else encoder.name
        readings = read_library(library or Paths.standard().starter, encoder, stored)
    report = analyse(encoder, readings, **what)
    click.echo(tables.markdown(report.tables))
    files = tables.files(report.tables, {"model": encoder.name})
    if out:
        tables.write(out, {name: draw() for name, draw in report.figures.items()} | files)
    if as_json:
        click.echo(json.dumps(json.loads(files["results.json"]), ensure_ascii=False))


if __name__ == "__main__":
    main()
