"""Text and pose: each looks for the other, over all clips and over parts of them.

Zero-shot recognition is the same question put as a classifier: which of a language's prompts is
nearest to a clip that the model was never shown an example for.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError
from training.evaluate import metrics
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, Score, prompts, scaled
from training.tables import Cell, ReportTable, between

_HEADS = {
    "direction": "direction", "clips of": "clips of", "queries": "queries", "answers": "answers",
    "chance": "chance", "r@1": "R@1", "interval": "95 % of P@1", "r@5": "R@5", "r@8": "R@8",
    "r@10": "R@10", "p@1": "P@1", "p@5": "P@5", "p@10": "P@10", "dcg@10": "DCG@10", "mrr": "MRR",
    "median_rank": "median rank", "mean_rank": "mean rank",
}  # fmt: skip
_BOTH = (
    "R@k: right answers among the first k, of all right answers, so that a text with many clips "
    "cannot reach 100 at small k; P@k: right answers among the first k, of k. Intervals: whole "
    "signs drawn again, 1,000 times."
)
_ZERO_HEADS = {key: key for key in ("sign language", "classes", "queries", "chance")}
_ZERO_HEADS |= {"r@1": "R@1", "interval": "95 % of R@1", "r@5": "R@5", "r@10": "R@10"}
_ZERO_HEADS |= {"mrr": "MRR", "median_rank": "median rank"}


def tables(
    encoder: ClipEncoder,
    readings: LabelledEmbeddings,
    signers: NDArray[np.str_] | None,
    score: Score,
) -> list[ReportTable]:
    """Both directions, then zero-shot recognition.

    `signers` are those of the clips to train on, or None if there is no split. Raise
    ManifestError if the model was trained on none of the languages.
    """
    asked, texts, own = _asked(encoder, readings)
    scores = np.asarray(
        scaled(encoder.raw_texts(texts), score) @ scaled(asked.vectors, score).T, np.float32
    )
    left = len(readings) - len(asked)
    notes = [f"{left} clips are of languages that the model was not trained on."] if left else []
    rows: list[Mapping[str, Cell]] = []
    for name, on, whole in _groups(asked, signers):
        rows += _rows(name, scores, own, on, whole=whole)
    zero = _zero_shot(encoder, asked, scores, own)
    zero_notes = (
        "Prompts of all classes of the language. Known words: only among the classes whose gloss "
        "the model has words for, as the paper keeps to glosses of its pretraining; other people "
        "may have signed them in training. Unknown words: only among the others.",
        *notes,
    )
    return [
        ReportTable("Text to pose and pose to text", _HEADS, rows, (_BOTH, *notes)),
        ReportTable("Zero-shot recognition, prompts of the classes", _ZERO_HEADS, zero, zero_notes),
    ]


def _asked(
    encoder: ClipEncoder, readings: LabelledEmbeddings
) -> tuple[LabelledEmbeddings, list[str], NDArray[np.int64]]:
    """The clips whose languages the model knows, their classes' prompts, and each clip's."""
    found = [prompts(encoder.prompts, fact) for fact in readings.facts]
    asked = readings.take(np.array([bool(prompt) for prompt in found]))
    if not len(asked):
        raise ManifestError(
            "The model was trained on none of the languages of these clips, so text says nothing.",
            hint="Use a model that knows them, or leave out the questions about text.",
        )
    classes, own = asked.classes()
    first: dict[int, str] = {}
    for number, prompt in zip(own.tolist(), filter(None, found), strict=True):
        first.setdefault(number, prompt)
    return asked, [first[number] for number in range(len(classes))], own


def _groups(
    asked: LabelledEmbeddings, signers: NDArray[np.str_] | None
) -> list[tuple[str, NDArray[np.bool_], bool]]:
    """Parts of the clips: name, which (n,), and whether all texts stay candidates."""
    groups = [("all", np.ones(len(asked), bool), True)]
    languages = asked.column("sign_language")
    if len(set(languages)) > 1:
        groups += [(str(name), languages == name, False) for name in np.unique(languages)]
    if signers is not None and (signers != "").any():
        own = asked.column("signer")
        seen = np.isin(own, signers) & (own != "")
        unseen = ~seen & (own != "")
        parts = (("seen signers", seen), ("unseen signers", unseen), ("signer unknown", own == ""))
        groups += [(name, on, True) for name, on in parts if on.any()]
    return groups


def _rows(
    name: str,
    scores: metrics.Scores,
    own: NDArray[np.int64],
    on: NDArray[np.bool_],
    *,
    whole: bool,
) -> list[dict[str, Cell]]:
    """Figures of some clips in both directions; `whole`: among all texts, not theirs alone."""
    there, theirs = np.unique(own[on], return_inverse=True)
    mine = scores[np.ix_(there, on)]
    to_text = metrics.pose_to_text(*((scores[:, on], own[on]) if whole else (mine, theirs)))
    to_pose = metrics.text_to_pose(mine, theirs)
    return [
        _row("pose to text", name, to_text, 1 / to_text["answers"]),
        _row("text to pose", name, to_pose, 1 / len(there)),
    ]


def _row(direction: str, name: str, found: dict[str, float], chance: float) -> dict[str, Cell]:
    """A row; chance is of the first answer being right."""
    interval = between(found["hit@1_low"], found["hit@1_high"])
    told: dict[str, Cell] = {"direction": direction, "clips of": name, **found}
    return told | {"chance": chance, "interval": interval}


def _zero_shot(
    encoder: ClipEncoder, asked: LabelledEmbeddings, scores: metrics.Scores, own: NDArray[np.int64]
) -> list[dict[str, Cell]]:
    """A row for each language, and one for its classes that the model has words for."""
    languages = asked.column("sign_language")
    known = np.array([encoder.knows(fact.gloss) for fact in asked.facts])
    rows: list[dict[str, Cell]] = []
    for language in np.unique(languages):
        mine = languages == language
        for words, part in (
            ("", mine), ("known words", mine & known), ("unknown words", mine & ~known),
        ):  # fmt: skip
            there, theirs = np.unique(own[part], return_inverse=True)
            if len(there) < 2 or (words and part.sum() == mine.sum()):
                continue
            found = metrics.pose_to_text(scores[np.ix_(there, part)], theirs)
            row = _row("", str(language), found, 1 / len(there))
            name = f"{language}, {words}" if words else str(language)
            rows.append(row | {"sign language": name, "classes": len(there)})
    return rows
