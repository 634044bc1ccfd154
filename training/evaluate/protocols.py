"""The tests of one-shot search: dictionaries, queries and distractors.

A meaning is a gloss in house style without its sense in parentheses. Draws are seeded, so every
method gets the same ones.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core.errors import ManifestError, PoseError
from signdict.core.text import uncased
from signdict.core.types import BoolArray, IntArray
from signdict.pose.pose import Pose
from training.data import dataset
from training.data.glosses import Tables

#: Candidates for a distractor: clips of one gloss of one source from which each draw takes one.
_MOST = 3
WLASL, GALT, JIGAR, ABHINAV, TRADUTTORE, JAUVERT, ELIX = (
    "ase_wlasl50", "ase_studiogalt", "ins_jigar", "ins_meabhinav", "ase_traduttore", "fsl_jauvert",
    "fsl_elix",
)  # fmt: skip
#: The sources that some models were trained without, by the folders of the models.
HELD_OUT = {"without-ins": (JIGAR, ABHINAV), "without-galt": (GALT, TRADUTTORE)}


@dataclass(frozen=True, slots=True)
class Corpus:
    """All n clips with meaning, sign language and source, and whether each comes from a video."""

    poses: Sequence[Pose]
    meanings: NDArray[np.str_]
    languages: NDArray[np.str_]
    sources: NDArray[np.str_]
    videos: BoolArray

    def rows(self, source: str) -> IntArray:
        """Return the rows of a source's clips."""
        return np.flatnonzero(self.sources == source)


@dataclass(frozen=True, slots=True)
class EvaluationProtocol:
    """A test: each draw returns the clips of the dictionary, with distractors, and the queries."""

    name: str
    draw: Callable[[Generator], tuple[IntArray, IntArray]]
    candidates: IntArray  # all clips that may be in the dictionary
    queries: IntArray  # all clips that may be queries
    excluded: tuple[str, ...] = ()  # sources that the tested models must not have been trained on
    draws: int = 20


def corpus(shared: Path, landmarks: Path | None) -> Corpus:
    """Read all clips that show a person and a hand.

    `landmarks` contains the `.pose` files of videos; clips of sources without any come from the
    starter dictionary.
    """
    tables = Tables.read()
    rows: list[tuple[Pose, str, str, str, bool]] = []
    for clip, video in _all_clips(shared, landmarks):
        try:
            pose = clip.pose.usable()
        except PoseError:
            continue
        meaning = uncased(tables.clean(clip.gloss, "").gloss.split("(")[0])
        rows.append((pose, meaning, clip.sign_language, clip.source, video))
    poses, *columns = zip(*rows, strict=True)
    return Corpus(poses, *map(np.array, columns))


def every(clips: Corpus) -> list[EvaluationProtocol]:
    """Return the tests that these clips allow, each with and without distractors."""
    tests = [*_wlasl(clips), *_across(clips)]
    return [test for test in tests if len(test.queries)]


def held_out(clips: Corpus, name: str) -> list[EvaluationProtocol]:
    """Return the tests for the calibration of a model of `HELD_OUT`, without clips of WLASL.

    Raise ManifestError if there is no such model, or the clips of its tests are missing.
    """
    if name not in HELD_OUT:
        raise ManifestError(
            f"The name {name} does not identify the sources that the model was trained without.",
            hint=f"Rename its folder: {', '.join(HELD_OUT)}",
        )
    tests = [
        replace(test, queries=rows, draw=partial(_with_queries, test, rows))
        for test in _across(clips)
        if test.excluded == HELD_OUT[name]
        and len(rows := test.queries[clips.sources[test.queries] != WLASL])
    ]
    if not tests:
        raise ManifestError(
            f"The clips that {name} was not trained on are missing.", hint="Add --landmarks."
        )
    return tests


def _with_queries(
    test: EvaluationProtocol, queries: IntArray, rng: Generator
) -> tuple[IntArray, IntArray]:
    """Draw a dictionary of a test, with fixed queries."""
    return test.draw(rng)[0], queries


def _wlasl(clips: Corpus) -> Iterator[EvaluationProtocol]:
    """Yield the tests with one or three clips of each of 50 glosses, by several people."""
    rows = clips.rows(WLASL)
    labels = clips.meanings[rows]

    def test(name: str, count: int, others: IntArray) -> EvaluationProtocol:
        def draw(rng: Generator) -> tuple[IntArray, IntArray]:
            picked = [
                rng.choice(np.flatnonzero(labels == label), count, replace=False)
                for label in np.unique(labels)
            ]
            chosen = np.concatenate(picked)
            gallery = np.concatenate([rows[chosen], _one_of_each(clips, others, rng)])
            return gallery, np.delete(rows, chosen)

        return EvaluationProtocol(name, draw, np.concatenate([rows, others]), rows)

    yield test("wlasl50", 1, rows[:0])
    yield test("wlasl50_3", 3, rows[:0])
    others = _distractors(clips, (WLASL,), set(labels))
    if len(others):
        yield test("wlasl50_all", 1, others)
        yield test("wlasl50_few", 1, others[clips.sources[others] != GALT])


def _across(clips: Corpus) -> Iterator[EvaluationProtocol]:
    """Yield the tests whose dictionary and queries come from different sources."""
    abhinav = np.flatnonzero(clips.videos & (clips.sources == ABHINAV))
    jigar = clips.rows(JIGAR)
    shared = np.intersect1d(clips.meanings[abhinav], clips.meanings[jigar])
    abhinav, jigar = (rows[np.isin(clips.meanings[rows], shared)] for rows in (abhinav, jigar))
    excluded = (JIGAR, ABHINAV)
    yield from _both(clips, "ins_to_jigar", jigar, abhinav, excluded)
    yield from _both(clips, "ins_to_meabhinav", abhinav, jigar, excluded)
    galt = clips.rows(GALT)
    people = np.concatenate([clips.rows(WLASL), clips.rows(TRADUTTORE)])
    people = people[np.isin(clips.meanings[people], clips.meanings[galt])]
    if len(galt):
        yield from _both(clips, "studiogalt", galt, people, (GALT, TRADUTTORE))
    jauvert, elix = clips.rows(JAUVERT), clips.rows(ELIX)
    elix = elix[np.isin(clips.meanings[elix], clips.meanings[jauvert])]
    if len(elix):
        yield from _both(clips, "fsl_elix", jauvert, elix, ())


def _both(
    clips: Corpus, name: str, gallery: IntArray, queries: IntArray, excluded: tuple[str, ...]
) -> Iterator[EvaluationProtocol]:
    """Yield a test across sources without distractors, and with one clip of each gloss of every
    other source."""
    yield EvaluationProtocol(name, lambda _: (gallery, queries), gallery, queries, excluded, 1)
    sources = tuple(set(clips.sources[gallery]) | set(clips.sources[queries]))
    others = _distractors(clips, sources, set(clips.meanings[queries]))

    def draw(rng: Generator) -> tuple[IntArray, IntArray]:
        return np.concatenate([gallery, _one_of_each(clips, others, rng)]), queries

    candidates = np.concatenate([gallery, others])
    yield EvaluationProtocol(f"{name}_all", draw, candidates, queries, excluded)


def _distractors(clips: Corpus, sources: Sequence[str], meanings: set[str]) -> IntArray:
    """Return a few clips of every gloss of the other sources, except the given meanings."""
    free = ~np.isin(clips.sources, sources) & ~np.isin(clips.meanings, list(meanings))
    rng = np.random.default_rng(1)
    parts = [rng.permutation(rows)[:_MOST] for rows in _by_gloss(clips, np.flatnonzero(free))]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _one_of_each(clips: Corpus, rows: IntArray, rng: Generator) -> IntArray:
    """Draw one clip of each gloss of each source."""
    return np.array([rng.choice(group) for group in _by_gloss(clips, rows)], np.int64)


def _by_gloss(clips: Corpus, rows: IntArray) -> list[IntArray]:
    """Group clips with the same meaning, source and language."""
    names = [f"{clips.sources[r]}|{clips.languages[r]}|{clips.meanings[r]}" for r in rows]
    _, group_of = np.unique(names, return_inverse=True)
    order = np.argsort(group_of, kind="stable")
    return np.split(rows[order], np.cumsum(np.bincount(group_of))[:-1]) if len(rows) else []


def _all_clips(shared: Path, landmarks: Path | None) -> Iterator[tuple[dataset.LabelledClip, bool]]:
    """Yield all clips, and whether each comes from a video."""
    for use in ("evaluate", "train"):
        for clip in dataset.landmark_clips(shared, use):
            yield clip, False
    for use in ("train", "evaluate"):
        for clip in dataset.tracked(shared, landmarks, use):
            yield clip, True
