"""Recall of several attempts at a sign as one query, and how similar attempts are.

    python -m benchmarks.attempts

Only the clips for choosing settings are queries: every other gloss of WLASL-50 in alphabetical
order, from the first, and INCLUDE's first 16 words. The attempts of a question are two or three
clips of a gloss: of WLASL mostly by several people, of INCLUDE from one recording session. Each
draw takes one clip per gloss of the collection as the dictionary (of INCLUDE from another session),
alone or among all signs of the starter dictionary with other glosses. Compared are: the first
attempt alone; the attempts as `dictionary.averaging.averaged` combines them, with their tokens side
by side; and several queries whose scores are averaged, whose best score counts, or whose scores are
averaged with the share of frames that show a hand as weights.

Pairs of attempts show how similar attempts at the same sign and at different signs are, which
chooses `dictionary.averaging.APART`. Probabilities of the first answer and what a second attempt
gains at each show when to ask for one (`search.ranking.LIKELY`). The last line is one JSON object.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np

from signdict.core.paths import ATTEMPTS, Paths
from signdict.core.text import uncased
from signdict.core.types import Embeddings, FloatArray
from signdict.core.vectors import blend, maxsim, unit
from signdict.dictionary.averaging import CROWD, averaged, similarity
from signdict.library.embeddings import HalfTokens
from signdict.library.library import Library
from signdict.model.encoder import SignClipEncoder
from signdict.pose import landmarks
from signdict.pose.pose import UsablePose
from signdict.search.clipsearch import handicaps
from signdict.search.ranking import LIKELY
from training.data import archives, dataset, held_out

WLASL = "ase_wlasl50"
_BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, LIKELY, 0.6, 0.7, 0.8, 1.01)
_LEAST = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A clip with its embedding, the penalties of its sides, and the share of frames with hands."""

    source: str
    gloss: str
    sign_language: str
    signer: str
    embedding: Embeddings
    leading: tuple[float, float]
    shown: float


class Bench:
    """The clips, and those of the starter dictionary among which they are looked for."""

    def __init__(self, shared: Path) -> None:
        paths = Paths.standard()
        self.encoder = SignClipEncoder.open(paths.model)
        table = dataset.read_table(shared / "landmarks" / "index.csv")
        rows = [row for row in table if row["source"] in (WLASL, held_out.INCLUDE)]
        self.takes = [
            self._take(row, pose.usable().trimmed().usable())
            for row, pose in archives.poses(shared, rows)
        ]
        glosses = sorted({take.gloss for take in self.takes if take.source == WLASL})
        self.asked = {
            WLASL: set(glosses[::2]),
            held_out.INCLUDE: held_out.words(self.takes, "development"),
        }
        with Library.open(paths.starter, read_only=True) as library:
            self._others = _starter(library, self.encoder.name)

    def _take(self, row: Mapping[str, str], pose: UsablePose) -> Take:
        hands = [
            pose.confidence[:, hand] > 0 for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
        ]
        shown = np.any([hand.any(axis=1) for hand in hands], axis=0).mean()
        embedding = self.encoder.read_poses([pose, pose.mirrored()])
        return Take(
            row["source"], uncased(row["gloss"].strip()), row["sign_language"],
            row["signer"] or "", embedding, handicaps(pose), float(shown),
        )  # fmt: skip

    def dictionaries(self, source: str, draw: np.random.Generator) -> "Iterator[Gallery]":
        """Yield one take per gloss of a source, alone and among the starter dictionary."""
        takes = [take for take in self.takes if take.source == source]
        chosen = []
        for gloss in sorted({take.gloss for take in takes}):
            same = [take for take in takes if take.gloss == gloss]
            chosen.append(same[int(draw.integers(len(same)))])
        vectors = unit(np.stack([take.embedding.vectors[0] for take in chosen]))
        tokens = np.stack([_tokens(take.embedding)[0] for take in chosen])
        yield Gallery(f"{len(chosen)} signs", chosen, vectors, tokens, self.encoder)
        names, other_vectors, other_tokens = self._others
        meanings = {(take.sign_language, take.gloss) for take in chosen}
        rows = [row for row, name in enumerate(names) if name not in meanings]
        yield Gallery(
            "all starter signs",
            chosen,
            np.concatenate([vectors, other_vectors[rows]]),
            np.concatenate([tokens, other_tokens[rows].astype(np.float32)]),
            self.encoder,
        )

    def questions(
        self, source: str, gallery: "Gallery", draw: np.random.Generator
    ) -> Iterator[tuple[int, list[Take]]]:
        """Yield the place of the right gloss, and two or three attempts at it."""
        for place, shown in enumerate(gallery.takes):
            if shown.gloss not in self.asked[source]:
                continue
            groups = defaultdict(list)
            for take in self.takes:
                same = (take.source, take.gloss) == (source, shown.gloss)
                if same and take is not shown and (not shown.signer or take.signer != shown.signer):
                    groups[take.signer].append(take)
            for takes in groups.values():
                order = draw.permutation(len(takes))
                for start in range(0, len(takes) - 1, ATTEMPTS):
                    group = [takes[row] for row in order[start : start + ATTEMPTS]]
                    if len(group) > 1:
                        yield place, group


class Gallery:
    """The clips of a dictionary; the first ones are of `takes`, whose glosses are asked for."""

    def __init__(
        self,
        name: str,
        takes: Sequence[Take],
        vectors: FloatArray,
        tokens: FloatArray,
        encoder: SignClipEncoder,
    ) -> None:
        self.name, self.takes = name, takes
        self._vectors, self._tokens, self._encoder = vectors, tokens, encoder

    def ways(self, group: Sequence[Take]) -> dict[str, FloatArray]:
        """Return the scores of all clips for attempts, per way to combine them."""
        alone = np.stack([self._scores(take.embedding, take.leading) for take in group])
        joined = averaged([take.embedding for take in group])
        weights = np.array([take.shown for take in group], np.float32)
        return {
            "one": alone[0],
            "side by side": self._scores(joined, group[0].leading),
            "mean score": np.asarray(alone.mean(axis=0)),
            "best score": np.asarray(alone.max(axis=0)),
            "weighted": np.asarray(weights @ alone / weights.sum(), np.float32),
        }

    def probability(self, scores: FloatArray) -> float:
        """Return the probability of the best clip."""
        return float(self._encoder.confidences(scores, len(scores)).max())

    def _scores(self, query: Embeddings, leading: tuple[float, float]) -> FloatArray:
        sides = zip(unit(query.vectors), _tokens(query), leading, strict=True)
        plain, mirrored = (
            blend(self._vectors @ vector, maxsim(tokens, self._tokens), self._encoder.token_share)
            - penalty
            for vector, tokens, penalty in sides
        )
        return np.asarray(np.maximum(plain, mirrored), np.float32)


def main() -> None:
    """Print tables and a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--draws", type=int, default=4)
    options = parser.parse_args()
    bench = Bench(options.shared)
    ranks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    bands: dict[tuple[str, str], list[tuple[float, bool, bool]]] = defaultdict(list)
    for source in bench.asked:
        for number in range(options.draws):
            for gallery in bench.dictionaries(source, np.random.default_rng(number)):
                draw = np.random.default_rng(number)
                for place, group in bench.questions(source, gallery, draw):
                    ways = gallery.ways(group)
                    for way, scores in ways.items():
                        key = (source, gallery.name, f"{len(group)} attempts", way)
                        ranks[key].append(int((scores > scores[place]).sum()))
                    one, several = (
                        bool(ways[way].argmax() == place) for way in ("one", "side by side")
                    )
                    sure = gallery.probability(ways["one"])
                    bands[source, gallery.name].append((sure, one, several))
    report = {"recall": _recalls(ranks), "second": _gains(bands), "pairs": _pairs(bench)}
    print(json.dumps(report))


def _recalls(ranks: Mapping[tuple[str, ...], Sequence[int]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for key, places in ranks.items():
        first, eight = (float(np.mean([rank < k for rank in places])) for k in (1, 8))
        mrr = float(np.mean([1 / (1 + rank) for rank in places]))
        name = " | ".join(key)
        print(f"{name:64} R@1 {first:.3f}  R@8 {eight:.3f}  MRR {mrr:.3f}  of {len(places)}")
        rows.append({"test": name, "r1": first, "r8": eight, "mrr": mrr})
    return rows


def _gains(
    bands: Mapping[tuple[str, str], Sequence[tuple[float, bool, bool]]],
) -> list[dict[str, object]]:
    """Print how often the first sign is right for one attempt and for all, per probability."""
    rows: list[dict[str, object]] = []
    for key, answers in bands.items():
        table, name = np.array(answers, float), " | ".join(key)
        for low, high in pairwise(_BANDS):
            part = table[(table[:, 0] >= low) & (table[:, 0] < high)]
            if not len(part):
                continue
            share, one, several = len(part) / len(table), part[:, 1].mean(), part[:, 2].mean()
            print(f"{name:40} {low:.1f}-{high:.1f} {share:6.1%} {one:.3f} {several:.3f}")
            rows.append({"test": name, "from": low, "share": share, "one": one, "several": several})
    return rows


def _pairs(bench: Bench) -> list[dict[str, object]]:
    """Print quantiles of the probability, among `CROWD` signs, that two attempts are one sign."""
    values: dict[str, list[float]] = defaultdict(list)
    for source, glosses in bench.asked.items():
        takes = [take for take in bench.takes if take.source == source and take.gloss in glosses]
        for one, other in combinations(takes, 2):
            score = similarity(one.embedding, other.embedding, bench.encoder.token_share)
            kind = "same sign" if one.gloss == other.gloss else "other sign"
            session = "one session" if one.signer == other.signer else "two sessions"
            values[f"{source} {kind} {session if one.signer else ''}".strip()].append(score)
    rows: list[dict[str, object]] = []
    for name, scores in values.items():
        # one at a time: the probabilities of one query depend on each other
        singly = [np.array([score], np.float32) for score in scores]
        sure = np.array([float(bench.encoder.confidences(each, CROWD)[0]) for each in singly])
        shares = {least: float((sure < least).mean()) for least in _LEAST}
        below = "  ".join(f"<{least} {share:.1%}" for least, share in shares.items())
        print(f"{name:40} {len(scores):6}  5 %: {np.quantile(sure, 0.05):.3f}  {below}")
        rows.append({"pairs": name, "count": len(scores), "below": shares})
    return rows


def _starter(library: Library, model: str) -> tuple[list[tuple[str, str]], FloatArray, HalfTokens]:
    """Return the language and gloss of each clip of a library, its vector and its tokens."""
    names = {
        clip.id: (sign.sign_language, uncased(sign.gloss))
        for sign in library.all_signs(limit=library.count())
        for clip in sign.clips
    }
    ids, _, vectors = library.vectors(model)
    tokens = library.tokens(model)
    if tokens is None:
        raise ValueError("the starter dictionary has no tokens of the bundled model")
    return [names[clip] for clip in ids.tolist()], vectors, tokens


def _tokens(embeddings: Embeddings) -> FloatArray:
    if embeddings.tokens is None:
        raise ValueError("the bundled model has no tokens")
    return embeddings.tokens


if __name__ == "__main__":
    main()
