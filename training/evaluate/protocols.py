"""The tests of one-shot search: dictionaries, queries and distractors.

A meaning is a gloss in house style without its sense in parentheses. Draws are seeded, so every
method gets the same ones. Most tests come three times: alone, among all signs of the language, and
among all signs of all languages.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core.errors import ManifestError, PoseError
from signdict.core.text import uncased
from signdict.core.types import BoolArray, IntArray
from signdict.pose.pose import Pose
from training.data import dataset, held_out
from training.data.glosses import Tables
from training.data.held_out import INCLUDE, HeldOut

#: Candidates for a distractor: clips of one gloss of one source from which each draw takes one.
_MOST = 3
WLASL, GALT, JIGAR, ABHINAV, TRADUTTORE, JAUVERT, ELIX = (
    "ase_wlasl50", "ase_studiogalt", "ins_jigar", "ins_meabhinav", "ase_traduttore", "fsl_jauvert",
    "fsl_elix",
)  # fmt: skip
#: The other words of INCLUDE, one take each, which others have filled and stretched.
_INCLUDE_WORDS = "ins_include_words"
#: The sources that some models were trained without, by the folders of the models.
HELD_OUT = {"without-ins": (JIGAR, ABHINAV), "without-galt": (GALT, TRADUTTORE)}
#: The sources among whose signs the models before were measured.
_FORMER = (GALT, TRADUTTORE, JIGAR, ABHINAV, "psp_kamaynikasyon", "bzs_dayane", "mfs_msl150",
           "gsg_birkenpapier", "ara_kalmni")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Corpus:
    """All n clips: pose, meaning, sign language, source, signer, and whether it was a video."""

    poses: Sequence[Pose]
    meanings: NDArray[np.str_]
    languages: NDArray[np.str_]
    sources: NDArray[np.str_]
    signers: NDArray[np.str_]
    videos: BoolArray

    def rows(self, source: str) -> IntArray:
        """Return the rows of a source's clips."""
        return np.flatnonzero(self.sources == source)

    @cached_property
    def some(self) -> IntArray:
        """Return the rows of at most three clips of every gloss of every source."""
        rng = np.random.default_rng(1)
        groups = _by_gloss(self, np.arange(len(self.poses)))
        return np.concatenate([rng.permutation(rows)[:_MOST] for rows in groups])


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
    rows: list[tuple[Pose, str, str, str, str, bool]] = []
    for clip, video in _all_clips(shared, landmarks):
        try:
            pose = clip.pose.usable()
        except PoseError:
            continue
        meaning = uncased(tables.clean(clip.gloss, "").gloss.split("(")[0])
        rows.append((pose, meaning, clip.sign_language, clip.source, clip.signer, video))
    poses, *columns = zip(*rows, strict=True)
    return Corpus(poses, *map(np.array, columns))


def every(clips: Corpus, part: HeldOut = "reported") -> list[EvaluationProtocol]:
    """Return the tests that these clips allow, each with and without distractors.

    The queries of WLASL-50 and of INCLUDE's words are those of one part: half of the glosses are
    for choosing settings, the others are reported.
    """
    tests = [*_wlasl(clips, part), *_include(clips, part), *_across(clips)]
    return [test for test in tests if len(test.queries)]


def for_calibration(clips: Corpus, name: str) -> list[EvaluationProtocol]:
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


def _wlasl(clips: Corpus, part: HeldOut) -> Iterator[EvaluationProtocol]:
    """Yield the tests with one or three clips of each of 50 glosses, by several people.

    Every other gloss in alphabetical order, from the second, is reported.
    """
    rows = clips.rows(WLASL)
    labels = clips.meanings[rows]
    asked = np.isin(labels, np.unique(labels)[part == "reported" :: 2])

    def one_of_each(count: int, rng: Generator) -> tuple[IntArray, IntArray]:
        picked = [
            rng.choice(np.flatnonzero(labels == label), count, replace=False)
            for label in np.unique(labels)
        ]
        chosen = np.concatenate(picked)
        return rows[chosen], rows[asked & ~np.isin(np.arange(len(rows)), chosen)]

    test = EvaluationProtocol("wlasl50", partial(one_of_each, 1), rows, rows[asked])
    yield test
    yield replace(test, name="wlasl50_3", draw=partial(one_of_each, 3))
    few = tuple(source for source in _FORMER if source != GALT)
    for name, sources in (("wlasl50_few", few), ("wlasl50_many", _FORMER)):
        others = np.isin(clips.sources, sources)
        yield from _among(clips, test, name, others, (WLASL,), rows)
    yield from _in_languages(clips, test, (WLASL,), rows)


def _include(clips: Corpus, part: HeldOut) -> Iterator[EvaluationProtocol]:
    """Yield the tests with one take of each word of INCLUDE, asked from other sessions.

    The queries show words that no model learned. In `include_sessions` the models learned the
    words, but from other sessions than those of the queries.
    """
    rows, others = clips.rows(INCLUDE), clips.rows(_INCLUDE_WORDS)
    known = [_Take(clips.meanings[row], clips.signers[row]) for row in rows]
    words, sessions = held_out.words(known, part), held_out.sessions(known)
    unseen = np.isin(clips.signers[rows], list(sessions))
    of_part = np.isin(clips.meanings[rows], list(words))

    def draw(asked: BoolArray, shown: BoolArray, rng: Generator) -> tuple[IntArray, IntArray]:
        taken = _one_of_each(clips, rows[shown], rng)
        queries = rows[asked & ~np.isin(clips.signers[rows], clips.signers[taken])]
        return np.concatenate([taken, others]), queries

    every_take = np.ones(len(rows), np.bool_)
    tests = [("include", of_part, every_take)]
    if part == "reported":
        tests.append(("include_sessions", unseen & ~of_part, ~unseen | of_part))
    for name, asked, shown in tests:
        candidates = np.concatenate([rows, others])
        test = EvaluationProtocol(name, partial(draw, asked, shown), candidates, rows[asked])
        yield test
        yield from _in_languages(clips, test, (INCLUDE, _INCLUDE_WORDS), candidates)


@dataclass(frozen=True, slots=True)
class _Take:
    """A take of a word of INCLUDE, as `held_out` reads it."""

    gloss: str
    signer: str
    source: str = INCLUDE
    sign_language: str = "ins"


def _across(clips: Corpus) -> Iterator[EvaluationProtocol]:
    """Yield the tests whose dictionary and queries come from different sources."""
    abhinav = np.flatnonzero(clips.videos & (clips.sources == ABHINAV))
    jigar = clips.rows(JIGAR)
    shared = np.intersect1d(clips.meanings[abhinav], clips.meanings[jigar])
    abhinav, jigar = (rows[np.isin(clips.meanings[rows], shared)] for rows in (abhinav, jigar))
    excluded = (JIGAR, ABHINAV)
    yield from _between(clips, "ins_to_jigar", jigar, abhinav, excluded)
    yield from _between(clips, "ins_to_meabhinav", abhinav, jigar, excluded)
    galt = clips.rows(GALT)
    people = np.concatenate([clips.rows(WLASL), clips.rows(TRADUTTORE)])
    people = people[np.isin(clips.meanings[people], clips.meanings[galt])]
    if len(galt):
        yield from _between(clips, "studiogalt", galt, people, (GALT, TRADUTTORE))
    jauvert, elix = clips.rows(JAUVERT), clips.rows(ELIX)
    elix = elix[np.isin(clips.meanings[elix], clips.meanings[jauvert])]
    if len(elix):
        yield from _between(clips, "fsl_elix", jauvert, elix, ())


def _between(
    clips: Corpus, name: str, gallery: IntArray, queries: IntArray, excluded: tuple[str, ...]
) -> Iterator[EvaluationProtocol]:
    """Yield a test across sources: the dictionary is all of one source."""
    test = EvaluationProtocol(name, lambda _: (gallery, queries), gallery, queries, excluded, 1)
    yield test
    sources = tuple(set(clips.sources[gallery]) | set(clips.sources[queries]))
    yield from _in_languages(clips, replace(test, draws=20), sources, queries)


def _in_languages(
    clips: Corpus, test: EvaluationProtocol, sources: Sequence[str], taken: IntArray
) -> Iterator[EvaluationProtocol]:
    """Yield a test among all signs of its language, and among all signs of all languages."""
    if len(test.queries):
        of_language = clips.languages == clips.languages[test.queries[0]]
        yield from _among(clips, test, f"{test.name}_language", of_language, sources, taken)
        everything = np.ones(len(clips.poses), np.bool_)
        yield from _among(clips, test, f"{test.name}_all", everything, sources, taken)


def _among(
    clips: Corpus,
    test: EvaluationProtocol,
    name: str,
    others: BoolArray,
    sources: Sequence[str],
    taken: IntArray,
) -> Iterator[EvaluationProtocol]:
    """Yield a test with one clip of each gloss among `others` (n,), if there are any.

    Clips of the test's sources, or with the meaning of a row of `taken`, are no distractors.
    """
    meanings = clips.meanings[taken]
    free = others & ~np.isin(clips.sources, sources) & ~np.isin(clips.meanings, meanings)
    some = clips.some[free[clips.some]]
    if not len(some):
        return

    def draw(rng: Generator) -> tuple[IntArray, IntArray]:
        gallery, queries = test.draw(rng)
        return np.concatenate([gallery, _one_of_each(clips, some, rng)]), queries

    candidates = np.concatenate([test.candidates, some])
    yield replace(test, name=name, draw=draw, candidates=candidates)


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
    for use in ("evaluate", "train", "none"):  # the last ones may ship, and so be in a dictionary
        for clip in dataset.landmark_clips(shared, use):
            yield clip, False
    for use in ("train", "evaluate"):
        for clip in dataset.tracked(shared, landmarks, use):
            yield clip, True
