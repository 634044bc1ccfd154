"""Who is looked for, who asks, and who stands in between, in every test of one-shot search.

A meaning is a gloss in house style without its sense in brackets. Draws are seeded: every method
is asked the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core.errors import ManifestError, PoseError
from signdict.pose.pose import Pose
from training.data import dataset
from training.data.glosses import Tables

Rows = NDArray[np.int64]

#: Distractors of one gloss of one source from which each draw takes one.
_MOST = 3
WLASL, GALT, JIGAR, ABHINAV, TRADUTTORE = (
    "ase_wlasl50", "ase_studiogalt", "ins_jigar", "ins_meabhinav", "ase_traduttore",
)  # fmt: skip
#: Models that were trained without some sources, by the names of their folders.
HELD = {"without-ins": (JIGAR, ABHINAV), "without-galt": (GALT, TRADUTTORE)}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every clip with its meaning, sign language and source; `filmed`: it was a video."""

    poses: Sequence[Pose]
    meanings: NDArray[np.str_]
    languages: NDArray[np.str_]
    sources: NDArray[np.str_]
    filmed: NDArray[np.bool_]

    def rows(self, source: str) -> Rows:
        """The clips of a source."""
        return np.flatnonzero(self.sources == source)


@dataclass(frozen=True, slots=True)
class EvaluationProtocol:
    """A test: in each draw some clips are the dictionary, others ask for their meaning.

    `draw` gives the clips of the dictionary, distractors among them, and those that ask. Models
    must not have been trained on the sources `touched`.
    """

    name: str
    told: str
    draw: Callable[[Generator], tuple[Rows, Rows]]
    candidates: Rows  # every clip that a draw may put into the dictionary
    queries: Rows  # every clip that may ask
    touched: tuple[str, ...] = ()
    draws: int = 20


def corpus(shared: Path, landmarks: Path | None) -> Corpus:
    """Read every clip in which somebody signs; videos where their landmarks are.

    For sources without landmarks there, those of their clips that are in the starter dictionary.
    """
    tables = Tables.read()
    found: list[tuple[Pose, str, str, str, bool]] = []
    for clip, filmed in _clips(shared, landmarks):
        try:
            pose = clip.pose.usable()
        except PoseError:
            continue
        written = tables.clean(clip.gloss, "").gloss.split("(")[0].strip().casefold()
        found.append((pose, written, clip.sign_language, clip.source, filmed))
    poses, meanings, languages, sources, films = zip(*found, strict=True)
    return Corpus(
        poses, np.array(meanings), np.array(languages), np.array(sources), np.array(films)
    )


def every(clips: Corpus) -> list[EvaluationProtocol]:
    """Return the tests that these clips allow, each alone and among distractors."""
    tests = [*_wlasl(clips), *_across(clips)]
    return [test for test in tests if len(test.queries)]


def held(clips: Corpus, name: str) -> list[EvaluationProtocol]:
    """The tests across sources that a model of `HELD` may be calibrated on: no clip of WLASL.

    Raise ManifestError if there is no such model, or the clips of its tests are not there.
    """
    if name not in HELD:
        raise ManifestError(
            f"{name} does not say what the model was trained without.",
            hint=f"Name its folder after it: {', '.join(HELD)}",
        )
    found = [
        replace(test, queries=rows, draw=partial(_only, test, rows))
        for test in _across(clips)
        if test.touched == HELD[name]
        and len(rows := test.queries[clips.sources[test.queries] != WLASL])
    ]
    if not found:
        raise ManifestError(
            f"The clips that {name} was not trained on are not there.", hint="Name --landmarks."
        )
    return found


def _only(test: EvaluationProtocol, queries: Rows, rng: Generator) -> tuple[Rows, Rows]:
    """A draw in which some alone ask."""
    return test.draw(rng)[0], queries


def _wlasl(clips: Corpus) -> Iterator[EvaluationProtocol]:
    """One or three clips of each of 50 glosses, by several people."""
    rows = clips.rows(WLASL)
    labels = clips.meanings[rows]

    def shown(count: int, others: Rows) -> Callable[[Generator], tuple[Rows, Rows]]:
        def draw(rng: Generator) -> tuple[Rows, Rows]:
            picked = [
                rng.choice(np.flatnonzero(labels == label), count, replace=False)
                for label in np.unique(labels)
            ]
            chosen = np.concatenate(picked)
            gallery = np.concatenate([rows[chosen], _one_of_each(clips, others, rng)])
            return gallery, np.delete(rows, chosen)

        return draw

    none = rows[:0]
    yield EvaluationProtocol("wlasl50", "one clip per gloss", shown(1, none), rows, rows)
    yield EvaluationProtocol("wlasl50_3", "three clips per gloss", shown(3, none), rows, rows)
    others = _distractors(clips, (WLASL,), set(labels))
    if len(others):
        told = "one clip per gloss, and one of every other gloss of every source"
        every_one = np.concatenate([rows, others])
        yield EvaluationProtocol("wlasl50_all", told, shown(1, others), every_one, rows)
        others = others[clips.sources[others] != GALT]
        every_one = np.concatenate([rows, others])
        told = f"the same without the glosses of {GALT}"
        yield EvaluationProtocol("wlasl50_few", told, shown(1, others), every_one, rows)


def _across(clips: Corpus) -> Iterator[EvaluationProtocol]:
    """Dictionary and queries of different sources."""
    films = np.flatnonzero(clips.filmed & (clips.sources == ABHINAV))
    jigar = clips.rows(JIGAR)
    shared = np.intersect1d(clips.meanings[films], clips.meanings[jigar])
    films, jigar = (rows[np.isin(clips.meanings[rows], shared)] for rows in (films, jigar))
    touched = (JIGAR, ABHINAV)
    yield from _both(clips, "ins_to_jigar", jigar, films, touched)
    yield from _both(clips, "ins_to_meabhinav", films, jigar, touched)
    galt = clips.rows(GALT)
    asking = np.concatenate([clips.rows(WLASL), clips.rows(TRADUTTORE)])
    asking = asking[np.isin(clips.meanings[asking], clips.meanings[galt])]
    if len(galt):
        yield from _both(clips, "studiogalt", galt, asking, (GALT, TRADUTTORE))


def _both(
    clips: Corpus, name: str, gallery: Rows, queries: Rows, touched: tuple[str, ...]
) -> Iterator[EvaluationProtocol]:
    """A test across sources, alone and among one clip of each gloss of every other source."""
    told = (
        f"dictionary: {len(set(clips.meanings[gallery]))} glosses, asked with {len(queries)} clips"
    )
    yield EvaluationProtocol(name, told, lambda _: (gallery, queries), gallery, queries, touched, 1)
    sources = tuple(set(clips.sources[gallery]) | set(clips.sources[queries]))
    others = _distractors(clips, sources, set(clips.meanings[queries]))

    def draw(rng: Generator) -> tuple[Rows, Rows]:
        return np.concatenate([gallery, _one_of_each(clips, others, rng)]), queries

    candidates = np.concatenate([gallery, others])
    yield EvaluationProtocol(
        f"{name}_all", f"{told}, with distractors", draw, candidates, queries, touched
    )


def _distractors(clips: Corpus, sources: Sequence[str], meanings: set[str]) -> Rows:
    """A few clips of every gloss of the other sources, but of none that is asked for."""
    free = ~np.isin(clips.sources, sources) & ~np.isin(clips.meanings, list(meanings))
    rng = np.random.default_rng(1)
    kept = [rng.permutation(rows)[:_MOST] for rows in _groups(clips, np.flatnonzero(free))]
    return np.concatenate(kept) if kept else np.zeros(0, np.int64)


def _one_of_each(clips: Corpus, rows: Rows, rng: Generator) -> Rows:
    """One clip of each gloss of each source."""
    return np.array([rng.choice(group) for group in _groups(clips, rows)], np.int64)


def _groups(clips: Corpus, rows: Rows) -> list[Rows]:
    """Clips of the same meaning, source and language, together."""
    names = [f"{clips.sources[r]}|{clips.languages[r]}|{clips.meanings[r]}" for r in rows]
    _, place = np.unique(names, return_inverse=True)
    order = np.argsort(place, kind="stable")
    return np.split(rows[order], np.cumsum(np.bincount(place))[:-1]) if len(rows) else []


def _clips(shared: Path, landmarks: Path | None) -> Iterator[tuple[dataset.LabelledClip, bool]]:
    for use in ("evaluate", "train"):
        for clip in dataset.recorded(shared, use):
            yield clip, False
    for clip in dataset.tracked(shared, landmarks):
        yield clip, True
