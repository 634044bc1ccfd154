"""What one can ask a dictionary: what a sign means, how a word is signed, what looks alike.

Model, index and names are opened when a question first needs them: words need neither torch nor
hnswlib.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LibraryError, PoseError
from signdict.core.languages import language
from signdict.core.paths import LIMIT, Paths
from signdict.core.types import Embeddings, Match, MatchedBy, Sign, Steps
from signdict.library import textindex
from signdict.library.combined import CombinedLibrary
from signdict.model.interface import Encoder
from signdict.pose.pose import Pose, usable_poses
from signdict.search import ranking, semantic
from signdict.search.clipsearch import ClipSearch, Score, handicaps


def averaged(attempts: Sequence[Embeddings]) -> Embeddings:
    """Average what a model makes of attempts: each is (2, ...), the pose and its mirror image.

    Vectors: the mean of their directions, at their mean length, so that each attempt counts alike.
    Tokens: those of all attempts, none of them blended. Two attempts are never in the same place at
    the same moment, and the mean of two handshapes is neither; a clip's moment finds the attempt
    that shows it best, and every moment of every attempt is looked for. An attempt that is nearer
    to the first in a mirror is taken so. Raise PoseError if there is none.
    """
    if not attempts:
        raise PoseError("There is nothing to look up.", hint="Choose an attempt.")
    first = attempts[0]
    if len(attempts) == 1:
        return first
    turned = [first, *(_turned(attempt, first) for attempt in attempts[1:])]
    lengths = np.stack([np.linalg.norm(one.vectors, axis=1, keepdims=True) for one in turned])
    mean = np.mean([_unit(one.vectors) for one in turned], axis=0)
    vectors = np.asarray(_unit(mean) * lengths.mean(axis=0), np.float32)
    tokens = [one.tokens for one in turned if one.tokens is not None]
    return Embeddings(vectors, np.concatenate(tokens, axis=1) if tokens else None)


def _turned(attempt: Embeddings, first: Embeddings) -> Embeddings:
    """An attempt, its mirror image in its place if that is nearer to the first attempt."""
    plain, mirrored = _unit(attempt.vectors) @ _unit(first.vectors)[0]
    if plain >= mirrored:
        return attempt
    tokens = None if attempt.tokens is None else attempt.tokens[::-1]
    return Embeddings(attempt.vectors[::-1], tokens)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12))


#: How many clips are looked at before they vote: enough for signs with many clips.
CANDIDATES = 300
#: So many more than twice the signs that are wanted are looked up: some are one and the same.
SPARE = 16


class Queries:
    """The questions, answered by the model in use."""

    def __init__(
        self, paths: Paths, combined: CombinedLibrary, encoder: Callable[[str | None], Encoder]
    ) -> None:
        self._paths = paths
        self._combined = combined
        self._open_encoder = encoder
        self._opened: Encoder | None = None
        self._seen: ClipSearch | None = None
        self._texts: semantic.SemanticSearch | None = None

    def recognise(
        self,
        pose: Pose | Sequence[Pose],
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
    ) -> list[Match]:
        """The learner's question: what does this mean?

        The pose is asked as it is and mirrored, because people sign with either hand and cameras
        mirror; each clip counts by the better of the two, of which the left-handed one gives a
        little away, and each match tells which it was. Several poses are attempts at one sign, of
        which one query is made (`averaging`). Raise PoseError if one cannot be used.
        """
        codes = _codes(languages)
        attempts = [pose] if isinstance(pose, Pose) else pose
        parts = [attempt.trimmed() for attempt in usable_poses(attempts)]
        shown = usable_poses(parts)  # trimming may leave no frame that shows the shoulders
        queries = averaged([self._encoder.read_poses([one, one.mirrored()]) for one in shown])
        return self._alike(queries, codes, limit, score, "signing", handicaps(shown[0]))

    def warm(self) -> None:
        """Open model and index and use them once, so that the next question finds them at hand."""
        for sign in self.signs((), 1):
            self.recognise(self.pose(sign.clips[0].id))

    def find(
        self,
        text: str,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        spoken: Sequence[str] = (),
        *,
        patient: bool = True,
    ) -> list[Match]:
        """The teacher's question: how is this signed?

        By words; where no gloss has them, by what the model makes of them, if it knows them. A
        model that compares texts is asked also where the glosses found are only spelled nearly
        so, which come first then; not where the text is no word, and they are what it is a slip
        of. The matches tell which it was. `spoken` are the languages that the words may be in.
        Who is not `patient` gets what is known so far where not all names were learned.
        """
        codes = _codes(languages)
        scores = self._combined.find(text, codes, limit, spoken)
        signs = self._combined.signs(list(scores))
        by_words = ranking.listed(scores, signs, limit, scores, "words")
        if semantic.is_said(text, by_words):
            return by_words
        known = text.strip() and self._combined.browse((), 1, 0) and self._encoder.knows(text)
        if not known or (by_words and not self._encoder.prompts.meaning):
            return by_words
        if by_words:
            spelled = self._encoder.spells(text)
            if not spelled and semantic.is_slip(by_words):
                return by_words
            by_words = semantic.as_typed(by_words, spelled=spelled)
        found = self.mean(text, codes, limit, patient=patient)
        if spoken:
            found = [match for match in found if match.sign.spoken_language in spoken]
        return ranking.joined(by_words, found, limit)

    def mean(
        self,
        text: str,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
        *,
        patient: bool = True,
    ) -> list[Match]:
        """The signs that mean what a text does.

        A model that compares texts is asked which glosses and translations are nearest to it.
        Others, and `score` dot, compare clips with it, asked in each sign's language; languages
        on which the model was not trained are left out then.
        """
        prompts, wide = self._encoder.prompts, max(CANDIDATES, 4 * limit)
        if prompts.meaning and score == "cosine":
            asked = _codes(languages)
            scores = self._meaning.nearest(text, 2 * limit, asked, patient=patient)
            sure = {sign: min(cosine, 1.0) for sign, cosine in scores.items()}
            return ranking.listed(
                scores, self._combined.signs(list(scores)), limit, sure, "meaning"
            )
        codes = [c for c in _codes(languages) or sorted(self.counts()) if c in prompts.signs]
        texts = [p for code in codes for p in prompts.of([text], code, prompts.spoken[0])]
        queries = self._encoder.raw_texts(texts)
        if score == "dot":
            parts = [
                self._clip_search.dots(queries[[row]], wide, [code])
                for row, code in enumerate(codes)
            ]
            clips = {clip: pair for part in parts for clip, pair in part.items()}
            return self._listed_by_dot(clips, limit, "meaning", codes)
        found: dict[int, float] = {}
        for row, code in enumerate(codes):
            found |= self._clip_search.nearest(queries[[row]], wide, [code])
        return self._listed(found, limit, "meaning", codes)

    def unlearned(self) -> int:
        """How many names of signs the model has not read yet, if it was asked by meaning."""
        return self._texts.unread if self._texts else 0

    def learn(self) -> Steps[None]:
        """Have the model read the names of all signs, which questions by meaning go by."""
        if self._encoder.prompts.meaning:
            yield from self._meaning.learn()

    def neighbours(
        self,
        sign_id: int,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
    ) -> list[Match]:
        """The linguist's question: what looks like this? In every other language unless told.

        Raise LibraryError if there is no such sign, or the model has not read its clips.
        """
        sign = self.sign(sign_id)
        codes = _codes(languages) or sorted(set(self.counts()) - {sign.sign_language})
        if not codes:
            return []
        queries = self._clip_search.of({clip.id for clip in sign.clips})
        if not len(queries.vectors):
            raise LibraryError(
                f"The clips of {sign.gloss} were not read with the present model.",
                hint="Read them: signdict reread",
            )
        found = self._alike(queries, codes, limit + 1, score, "likeness")
        same = ranking.identity(sign)
        others = [match for match in found if ranking.identity(match.sign) != same][:limit]
        return [replace(match, rank=rank) for rank, match in enumerate(others, start=1)]

    def sign(self, sign_id: int) -> Sign:
        """Return a sign. Raise LibraryError if there is none of this number."""
        return self._combined.sign(sign_id)

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if there are none."""
        return self._combined.pose(clip_id)

    def signs(self, languages: Sequence[str] = (), limit: int = 200, offset: int = 0) -> list[Sign]:
        """Return a page of all signs in the order of the alphabet."""
        return self._combined.browse(_codes(languages), limit, offset)

    def counts(self) -> dict[str, int]:
        """Return how many signs there are of each sign language."""
        return self._combined.counts()

    def _alike(
        self,
        queries: Embeddings,
        codes: Sequence[str],
        limit: int,
        score: Score,
        by: MatchedBy,
        handicaps: Sequence[float] | None = None,
    ) -> list[Match]:
        """The signs whose clips are most like any of the queries, less what each gives away."""
        wide = max(CANDIDATES, 4 * limit)
        if score == "cosine":
            answers = self._clip_search.answers(queries, wide, codes, handicaps)
            clips, which = ranking.better(*answers), ranking.winners(*answers)
            found = self._listed(clips, limit, by, codes)
        else:
            dots = self._clip_search.dots(queries.vectors, wide, codes)
            clips = {clip: dot for clip, (dot, *_) in dots.items()}
            which = {clip: query for clip, (*_, query) in dots.items()}
            found = self._listed_by_dot(dots, limit, by, codes)
        return ranking.mirrored(found, clips, which) if by == "signing" else found

    def _listed_by_dot(
        self,
        clips: dict[int, tuple[float, float, int]],
        limit: int,
        by: MatchedBy,
        codes: Sequence[str],
    ) -> list[Match]:
        """The signs of clips with their dot products and cosines, the largest product first."""
        sign_of = self._combined.sign_of_clips(list(clips))
        dots = ranking.vote({clip: dot for clip, (dot, *_) in clips.items()}, sign_of, max)
        sure = ranking.vote({clip: cosine for clip, (_, cosine, _) in clips.items()}, sign_of, max)
        signs = self._combined.signs(list(dots))
        return ranking.listed(
            dots, signs, limit, self._sure(sure, by, codes), by, self._least(by, codes)
        )

    def _listed(
        self, clips: dict[int, float], limit: int, by: MatchedBy, codes: Sequence[str]
    ) -> list[Match]:
        """The signs of clips with their scores, best first."""
        scores = ranking.vote(clips, self._combined.sign_of_clips(list(clips)))
        best = sorted(scores, key=scores.__getitem__, reverse=True)[: 2 * limit + SPARE]
        signs = self._combined.signs(best)
        return ranking.listed(
            scores, signs, limit, self._sure(scores, by, codes), by, self._least(by, codes)
        )

    def _sure(
        self, scores: dict[int, float], by: MatchedBy, codes: Sequence[str]
    ) -> dict[int, float]:
        """How sure each sign is: of what was signed a probability, else how alike it is, 0 to 1."""
        if by != "signing":
            return {sign: min(max(score, 0.0), 1.0) for sign, score in scores.items()}
        found = np.array([*scores.values()], np.float32)
        sure = self._encoder.confidences(found, self._size(codes))
        return dict(zip(scores, map(float, sure), strict=True))

    def _least(self, by: MatchedBy, codes: Sequence[str]) -> float:
        """Below this confidence nothing fits well; only what was signed may fit badly."""
        return self._encoder.least(self._size(codes)) if by == "signing" else 0.0

    def _size(self, codes: Sequence[str]) -> int:
        """How many signs there are of some languages, or of all."""
        counts = self.counts()
        return sum(counts.get(code, 0) for code in (codes or counts))

    @property
    def _encoder(self) -> Encoder:
        if self._opened is None:
            self._opened = self._open_encoder(None)
        return self._opened

    @property
    def _clip_search(self) -> ClipSearch:
        if self._seen is None:
            model = self._encoder
            self._seen = ClipSearch(
                self._paths.index, self._combined, model.name, model.token_share
            )
        return self._seen

    @property
    def _meaning(self) -> semantic.SemanticSearch:
        if self._texts is None:
            folder = self._paths.index / self._encoder.name
            self._texts = semantic.SemanticSearch(folder, self._combined, self._encoder)
        return self._texts

    def _reset(self) -> None:
        """Let go of the model and its index: the next question opens what is in use then."""
        if self._seen:
            self._seen.close()
        self._opened = self._seen = self._texts = None


def _codes(languages: Sequence[str]) -> list[str]:
    """The codes as they are written here. Raise LanguageError if one is none."""
    return [language(code).code for code in languages]


#: What a sign is called: spoken language, empty if unknown, and folded words.
Called = frozenset[tuple[str, str]]


def of(combined: CombinedLibrary, sign: Sign) -> list[Match]:
    """Return the signs of a sign's concept: itself first, then by sign language and gloss.

    Where two signs both name a concept, that decides; else one has to be called what the other is,
    by gloss or translation, in the same spoken language as far as both tell theirs.
    """
    own = _called(combined, [sign.id]).get(sign.id, frozenset())
    ids = {number for _, words in own for number in combined.named(words)}
    if sign.concept:
        ids |= combined.of_concept(sign.concept)
    found = combined.signs(sorted(ids | {sign.id}))
    called = _called(combined, found)
    same = [
        other
        for other in found.values()
        if other.id == sign.id or _is_same(sign, own, other, called.get(other.id, frozenset()))
    ]
    same.sort(key=lambda s: (s.id != sign.id, s.sign_language, s.gloss.casefold(), s.variant))
    merged: dict[tuple[str, ...], Sign] = {}
    for other in same:
        first = merged.get(key := ranking.identity(other))
        merged[key] = replace(first, clips=first.clips + other.clips) if first else other
    return [Match(rank, one, 1.0, 1.0) for rank, one in enumerate(merged.values(), start=1)]


def _is_same(sign: Sign, called: Called, other: Sign, other_called: Called) -> bool:
    if sign.concept and other.concept:
        return sign.concept.casefold() == other.concept.casefold()
    return any(
        words == its_words and (spoken == its_spoken or not (spoken and its_spoken))
        for spoken, words in called
        for its_spoken, its_words in other_called
    )


def _called(combined: CombinedLibrary, ids: Iterable[int]) -> Mapping[int, Called]:
    told: dict[int, set[tuple[str, str]]] = {}
    for number, spoken, text in combined.titles(list(ids)):
        told.setdefault(number, set()).add((spoken, textindex.words_of(text)))
    return {number: frozenset(called) for number, called in told.items()}
