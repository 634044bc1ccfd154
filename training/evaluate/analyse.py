"""The analyses of SignCLIP's paper: what a model's space says about signs and languages.

`python -m training.evaluate.analyse` analyses the starter dictionary with the bundled model.
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
from signdict.core.text import uncased
from signdict.linguistics import figures, similarity
from signdict.search.clipsearch import Score
from training import command, tables
from training.evaluate import findings, language_id
from training.evaluate.embeddings import (
    ClipEncoder,
    LabelledEmbeddings,
    read_library,
    read_manifest,
    scaled,
)
from training.evaluate.findings import ANALOGIES, Analogy
from training.tables import ReportTable


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """Tables, and functions that draw figures, by file name."""

    tables: list[ReportTable]
    figures: dict[str, Callable[[], str]]


def analyse(
    encoder: ClipEncoder,
    clips: LabelledEmbeddings,
    least: int = 2,
    score: Score = "cosine",
    own: Sequence[Analogy] = (),
) -> AnalysisReport:
    """Analyse a dictionary; only concepts in at least `least` languages are compared.

    The concept of a clip is the one it names, otherwise its case-folded gloss.
    """
    vectors = scaled(clips.vectors, score)
    concepts = [uncased(fact.concept or fact.gloss) for fact in clips.facts]
    languages = [fact.sign_language for fact in clips.facts]
    signs = similarity.signs(vectors, concepts, languages, same_length=score == "cosine")
    spreads, pairs = similarity.iconicity(signs, least), similarity.compare_languages(signs)
    analogies = list(dict.fromkeys([*ANALOGIES, *own]))
    results = [
        findings.content_table(clips, concepts),
        findings.iconicity_table(spreads, least),
        findings.analogy_table(encoder, clips, signs, analogies),
        findings.similarity_table(pairs),
        findings.nearest_mean_table(vectors, concepts, languages),
        *_identification(encoder, clips, score),
    ]
    drawings: dict[str, Callable[[], str]] = {"map.svg": partial(_map, signs)}
    if pairs:
        drawings["likeness.svg"] = partial(figures.similarity_matrix, pairs)
    if spreads:
        drawings["iconicity.svg"] = partial(figures.spread_chart, spreads)
    return AnalysisReport(results, drawings)


def _map(signs: similarity.VectorsByConcept) -> str:
    names = [name for name, own in signs.items() for _ in own]
    vectors = np.stack([vector for own in signs.values() for vector in own.values()])
    points, shares = similarity.plane(vectors)
    return figures.language_map(points, names, shares)


def _identification(
    encoder: ClipEncoder, clips: LabelledEmbeddings, score: Score
) -> list[ReportTable]:
    """Return sign-language identification by bare prompts, or why it is impossible."""
    try:
        return language_id.tables(encoder, clips, np.ones(len(clips), bool), None, score)
    except ManifestError as error:
        return [ReportTable("Sign-language identification, bare prompts", {}, [], (str(error),))]


def _analogies(
    _: click.Context, option: click.Parameter, values: Sequence[str]
) -> tuple[Analogy, ...]:
    analogies = []
    for value in values:
        words = [uncased(word) for word in value.split(",")]
        if len(words) != 4 or not all(words):
            raise click.BadParameter(
                f"{value!r} must be four glosses separated by commas.", param=option
            )
        analogies.append((words[0], words[1], words[2], words[3]))
    return tuple(analogies)


@click.command(cls=command.Command)
@click.option("--library", type=command.FILE, default=None,
              help="Folder of a library, or its file; default: the starter.")  # fmt: skip
@click.option("--manifest", type=command.FILE, default=None,
              help="Analyse the clips of a manifest instead of a library.")  # fmt: skip
@click.option("--model", default=None, help=command.MODEL)
@click.option("--least", type=click.IntRange(min=2), default=2, show_default=True,
              help="Languages that a concept needs to be compared.")  # fmt: skip
@click.option("--score", type=click.Choice(["cosine", "dot"]), default="cosine",
              show_default=True, help="Vectors of length 1, or not scaled.")  # fmt: skip
@click.option("--analogy", "own", multiple=True, metavar="A,B,C,D", callback=_analogies,
              help="Also ask whether A - B + C is D; repeatable.")  # fmt: skip
@click.option("--out", type=command.FOLDER, default=None,
              help="Write table.md, results.json and the figures into this folder.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def main(
    library: Path | None,
    manifest: Path | None,
    model: str | None,
    out: Path | None,
    as_json: bool,  # noqa: FBT001
    **options: Any,
) -> None:
    """Analyse signs and languages with a model: iconicity, analogies, similarity, a map.

    The default is the starter dictionary with the bundled model.
    """
    encoder = command.open_model(model)
    if manifest:
        clips = read_manifest(encoder, manifest)
    else:
        stored = "" if command.is_folder(model) else encoder.name
        clips = read_library(library or Paths.standard().starter, encoder, stored)
    report = analyse(encoder, clips, **options)
    click.echo(tables.markdown(report.tables))
    files = tables.files(report.tables, {"model": encoder.name})
    if out:
        tables.write(out, {name: draw() for name, draw in report.figures.items()} | files)
    if as_json:
        click.echo(json.dumps(json.loads(files["results.json"]), ensure_ascii=False))


if __name__ == "__main__":
    main()
