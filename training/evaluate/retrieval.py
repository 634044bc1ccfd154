"""Text-to-pose and pose-to-text retrieval, over all clips and over parts of them.

Zero-shot recognition is the same question as a classifier: which prompt of a language is nearest
to a clip, without an example of its class.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError
from signdict.core.types import AnyArray, BoolArray, IntArray
from signdict.search.clipsearch import Score
from training.evaluate import metrics
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, prompt, scaled
from training.tables import Cell, ReportTable, between

_HEADS = {
    "direction": "direction", "clips of": "clips of", "queries": "queries", "answers": "answers",
    "chance": "chance", "r@1": "R@1", "interval": "95 % of P@1", "r@5": "R@5", "r@8": "R@8",
    "r@10": "R@10", "p@1": "P@1", "p@5": "P@5", "p@10": "P@10", "dcg@10": "DCG@10", "mrr": "MRR",
    "median_rank": "median rank", "mean_rank": "mean rank",
}  # fmt: skip
_DEFINITIONS = (
    "R@k: the share of all right answers that are among the first k, so that a text with many "
    "clips cannot reach 100 at small k. P@k: the share of the first k that are right answers. "
    "Intervals: whole signs resampled, 1,000 times."
)
_ZERO_HEADS = {key: key for key in ("sign language", "classes", "queries", "chance")}
_ZERO_HEADS |= {"r@1": "R@1", "interval": "95 % of R@1", "r@5": "R@5", "r@10": "R@10"}
_ZERO_HEADS |= {"mrr": "MRR", "median_rank": "median rank"}


def tables(
    encoder: ClipEncoder,
    clips: LabelledEmbeddings,
    signers: NDArray[np.str_] | None,
    score: Score,
) -> list[ReportTable]:
    """Return both directions, then zero-shot recognition.

    `signers` are those of the training clips, or None without a split. Raise ManifestError if the
    model was trained on none of the languages.
    """
    known, texts, text_of = prompted(encoder, clips)
    scores = np.asarray(
        scaled(encoder.raw_texts(texts), score) @ scaled(known.vectors, score).T, np.float32
    )
    unknown = len(clips) - len(known)
    notes = []
    if unknown:
        notes.append(f"{unknown} clips have languages that the model was not trained on.")
    rows: list[Mapping[str, Cell]] = []
    for name, part, among_all in _parts(known, signers):
        rows += _rows(name, scores, text_of, part, among_all=among_all)
    zero = _zero_shot(encoder, known, scores, text_of)
    zero_notes = (
        "Prompts of all classes of the language. Known words: only the classes whose gloss the "
        "model has words for, as the paper uses only glosses of its pretraining; other people may "
        "have signed them in training. Unknown words: only the other classes.",
        *notes,
    )
    return [
        ReportTable("Text to pose and pose to text", _HEADS, rows, (_DEFINITIONS, *notes)),
        ReportTable("Zero-shot recognition, prompts of the classes", _ZERO_HEADS, zero, zero_notes),
    ]


def prompted(
    encoder: ClipEncoder, clips: LabelledEmbeddings
) -> tuple[LabelledEmbeddings, list[str], IntArray]:
    """Return the clips whose languages the model knows, one prompt per class, and the prompt of
    each clip (n,).

    Raise ManifestError if the model knows none of the languages.
    """
    prompts = [prompt(encoder.prompts, fact) for fact in clips.facts]
    known = clips.take(np.array([bool(text) for text in prompts]))
    if not len(known):
        raise ManifestError(
            "The model was trained on none of the languages of these clips.",
            hint="Use a model that knows them, or name the other questions with --task.",
        )
    classes, own = known.classes()
    first: dict[int, str] = {}
    for label, text in zip(own.tolist(), filter(None, prompts), strict=True):
        first.setdefault(label, text)
    return known, [first[label] for label in range(len(classes))], own


def _parts(
    clips: LabelledEmbeddings, signers: NDArray[np.str_] | None
) -> list[tuple[str, BoolArray, bool]]:
    """Return parts of the clips: name, mask (n,), and whether all texts are candidates."""
    groups = [("all", np.ones(len(clips), bool), True)]
    languages = clips.column("sign_language")
    if len(set(languages)) > 1:
        groups += [(str(name), languages == name, False) for name in np.unique(languages)]
    if signers is not None and (signers != "").any():
        own = clips.column("signer")
        seen = np.isin(own, signers) & (own != "")
        unseen = ~seen & (own != "")
        parts = (("seen signers", seen), ("unseen signers", unseen), ("signer unknown", own == ""))
        groups += [(name, part, True) for name, part in parts if part.any()]
    return groups


def _rows(
    name: str, scores: AnyArray, text_of: IntArray, part: BoolArray, *, among_all: bool
) -> list[dict[str, Cell]]:
    """Return the figures of some clips in both directions, among all texts or only their own."""
    texts, own = np.unique(text_of[part], return_inverse=True)
    own_scores = scores[np.ix_(texts, part)]
    if among_all:
        to_text = metrics.pose_to_text(scores[:, part], text_of[part])
    else:
        to_text = metrics.pose_to_text(own_scores, own)
    to_pose = metrics.text_to_pose(own_scores, own)
    return [
        _row("pose to text", name, to_text, 1 / to_text["answers"]),
        _row("text to pose", name, to_pose, 1 / len(texts)),
    ]


def _row(direction: str, name: str, figures: dict[str, float], chance: float) -> dict[str, Cell]:
    """Return a row of a table; `chance` is the probability of a right first answer."""
    interval = between(figures["hit@1_low"], figures["hit@1_high"])
    row: dict[str, Cell] = {"direction": direction, "clips of": name, **figures}
    return row | {"chance": chance, "interval": interval}


def _zero_shot(
    encoder: ClipEncoder, clips: LabelledEmbeddings, scores: AnyArray, text_of: IntArray
) -> list[dict[str, Cell]]:
    """Return a row per language, and rows for its known and unknown words if it has both."""
    languages = clips.column("sign_language")
    known = np.array([encoder.knows(fact.gloss) for fact in clips.facts])
    rows: list[dict[str, Cell]] = []
    for language in np.unique(languages):
        mask = languages == language
        for words, part in (
            ("", mask), ("known words", mask & known), ("unknown words", mask & ~known),
        ):  # fmt: skip
            texts, own = np.unique(text_of[part], return_inverse=True)
            if len(texts) < 2 or (words and part.sum() == mask.sum()):
                continue
            figures = metrics.pose_to_text(scores[np.ix_(texts, part)], own)
            row = _row("", str(language), figures, 1 / len(texts))
            name = f"{language}, {words}" if words else str(language)
            rows.append(row | {"sign language": name, "classes": len(texts)})
    return rows
