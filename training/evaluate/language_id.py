"""Sign-language identification: which language is a clip in?

The published method ranks bare prompts, which are tags without text (Jiang et al. 2024, section
6.2). It may identify signers, cameras or avatars rather than languages; if each language has its
own signers, the two cannot be distinguished.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from signdict.core.errors import LanguageError, ManifestError
from signdict.core.types import BoolArray, IntArray
from signdict.model.prompts import Prompts
from signdict.search.clipsearch import Score
from training.evaluate import metrics, probe
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, scaled
from training.evaluate.fewshot import Sides
from training.tables import Cell, ReportTable, between

WARNING = (
    "Warning: where each language has its own signers, cameras or avatar, this may measure who "
    "signs and where, not which language."
)
_HEADS = {
    "method": "method", "languages": "languages", "queries": "queries", "chance": "chance",
    "majority": "commonest language", "r@1": "R@1", "interval": "95 % of R@1",
    "balanced": "mean over languages",
}  # fmt: skip


def tables(
    encoder: ClipEncoder,
    clips: LabelledEmbeddings,
    test: BoolArray,
    sides: Sides | None,
    score: Score,
) -> list[ReportTable]:
    """Return identification by bare prompts and, with a split (`sides`), by a linear probe.

    `test` (n,) marks the test clips. Raise ManifestError if there is only one language.
    """
    queries = clips.take(test)
    rows: list[Mapping[str, Cell]] = []
    notes = [WARNING]
    names = np.unique(queries.column("sign_language"))
    if len(names) < 2:
        raise ManifestError(
            f"All clips have one sign language, {names[0]}, so there is nothing to distinguish.",
            hint="Add clips of another sign language.",
        )
    tags = [str(name) for name in names if bare_prompt(encoder.prompts, str(name))]
    if len(tags) > 1:
        rows.append(_by_prompt(encoder, queries, tags, score))
    if len(tags) < len(names):
        unknown = ", ".join(str(name) for name in names if name not in tags)
        notes.append(f"The model has no tag for {unknown}; prompts exclude these clips.")
    if sides:
        notes += _by_probe(clips, sides, rows)
    if not rows:
        raise ManifestError(
            "The model was trained on fewer than two of the sign languages of these clips.",
            hint="Use a model that knows them, or a --split for the linear probe.",
        )
    title = "Sign-language identification" + ("" if sides else ", bare prompts")
    return [ReportTable(title, _HEADS, rows, notes)]


def bare_prompt(prompts: Prompts, language: str) -> str:
    """Return the prompt of a language without text; empty if the model has no tag for it."""
    spoken = "en" if "en" in prompts.spoken else prompts.spoken[0]
    try:
        return prompts.of([""], language, spoken)[0].strip()
    except LanguageError:
        return ""


def _by_prompt(
    encoder: ClipEncoder, queries: LabelledEmbeddings, tags: list[str], score: Score
) -> dict[str, Cell]:
    texts = encoder.raw_texts([bare_prompt(encoder.prompts, tag) for tag in tags])
    language = queries.column("sign_language")
    known = np.isin(language, tags)
    own = np.searchsorted(tags, language[known])
    scores = scaled(texts, score) @ scaled(queries.vectors[known], score).T
    answers = metrics.ranked(scores.T, own[:, None] == np.arange(len(tags)))
    figures = metrics.figures(answers, _sign_labels(queries.take(known)), (1,))
    return {
        **figures,
        "method": "bare prompts",
        "languages": len(tags),
        "chance": 1 / len(tags),
        "majority": float(np.bincount(own).max() / len(own)),
        "interval": between(figures["hit@1_low"], figures["hit@1_high"]),
        "balanced": probe.balanced(answers[:, 0], own),
    }


def _by_probe(clips: LabelledEmbeddings, sides: Sides, rows: list[Mapping[str, Cell]]) -> list[str]:
    """Add the row of a linear probe for the language; return its notes."""
    _, labels = np.unique(clips.column("sign_language"), return_inverse=True)
    try:
        result = probe.probe(replace(sides, labels=labels), _sign_labels(clips))
    except ManifestError as error:
        return [str(error)]
    rows.append({**result.row, "method": "linear probe", "languages": result.classes})
    return result.notes


def _sign_labels(clips: LabelledEmbeddings) -> IntArray:
    """Return the sign of each clip (n,), the groups that intervals resample."""
    return clips.classes()[1]
