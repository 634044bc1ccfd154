"""Sign-language identification: which language is a clip in?

The published way ranks bare prompts, tags without text (Jiang et al. 2024, section 6.2). It may
name signers, cameras or avatars rather than languages: where each language has its own people,
nobody can tell.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LanguageError, ManifestError
from signdict.model.prompts import Prompts
from training.evaluate import metrics, probe
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, Score, scaled
from training.evaluate.fewshot import Sides
from training.tables import Cell, ReportTable, between

WARNING = (
    "Warning: where each language has its own signers, cameras or avatar, this may be who signs "
    "and where, not which language."
)
_HEADS = {
    "method": "method", "languages": "languages", "queries": "queries", "chance": "chance",
    "majority": "commonest language", "r@1": "R@1", "interval": "95 % of R@1",
    "balanced": "mean over languages",
}  # fmt: skip


def tables(
    encoder: ClipEncoder,
    readings: LabelledEmbeddings,
    test: NDArray[np.bool_],
    sides: Sides | None,
    score: Score,
) -> list[ReportTable]:
    """Bare prompts, and a linear probe where clips to learn from are set apart (`sides`).

    Raise ManifestError if there is but one language.
    """
    asked = readings.take(test)
    rows: list[Mapping[str, Cell]] = []
    notes = [WARNING]
    names = np.unique(asked.column("sign_language"))
    if len(names) < 2:
        raise ManifestError(
            f"All clips are of one sign language, {names[0]}, so there is none to tell apart.",
            hint="Add clips of another.",
        )
    tags = [str(name) for name in names if bare(encoder.prompts, str(name))]
    if len(tags) > 1:
        rows.append(_by_prompt(encoder, asked, tags, score))
    if len(tags) < len(names):
        unknown = ", ".join(str(name) for name in names if name not in tags)
        notes.append(f"The model has no tag for {unknown}; prompts leave these clips out.")
    if sides:
        notes += _probed(readings, sides, rows)
    if not rows:
        raise ManifestError(
            "The model was trained on fewer than two of the sign languages of these clips.",
            hint="Use a model that knows them, or name a --split for the linear probe.",
        )
    title = "Sign-language identification" + ("" if sides else ", bare prompts")
    return [ReportTable(title, _HEADS, rows, notes)]


def bare(known: Prompts, language: str) -> str:
    """The prompt of a language without text; empty if the model has no tag for it."""
    spoken = "en" if "en" in known.spoken else known.spoken[0]
    try:
        return known.of([""], language, spoken)[0].strip()
    except LanguageError:
        return ""


def _by_prompt(
    encoder: ClipEncoder, asked: LabelledEmbeddings, tags: list[str], score: Score
) -> dict[str, Cell]:
    texts = encoder.raw_texts([bare(encoder.prompts, tag) for tag in tags])
    language = asked.column("sign_language")
    on = np.isin(language, tags)
    own = np.searchsorted(tags, language[on])
    scores = scaled(texts, score) @ scaled(asked.vectors[on], score).T
    answers = metrics.ranked(scores.T, own[:, None] == np.arange(len(tags)))
    found = metrics.figures(answers, _signs(asked.take(on)), (1,))
    return {
        **found,
        "method": "bare prompts",
        "languages": len(tags),
        "chance": 1 / len(tags),
        "majority": float(np.bincount(own).max() / len(own)),
        "interval": between(found["hit@1_low"], found["hit@1_high"]),
        "balanced": probe.balanced(answers[:, 0], own),
    }


def _probed(
    readings: LabelledEmbeddings, sides: Sides, rows: list[Mapping[str, Cell]]
) -> list[str]:
    """Add the row of a linear probe for the language; return what is to be known of it."""
    _, labels = np.unique(readings.column("sign_language"), return_inverse=True)
    try:
        found = probe.probe(replace(sides, labels=labels), _signs(readings))
    except ManifestError as reason:
        return [str(reason)]
    rows.append({**found.row, "method": "linear probe", "languages": found.classes})
    return found.notes


def _signs(readings: LabelledEmbeddings) -> NDArray[np.int64]:
    """The sign of each clip, by which intervals are drawn."""
    return readings.classes()[1]
