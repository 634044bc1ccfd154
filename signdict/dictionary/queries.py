"""Answers questions: what a sign means, how a word is signed, which signs look similar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from signdict.core import fuzzy
from signdict.core.errors import LibraryError, PoseError
from signdict.core.kinds import KINDS, SignKind
from signdict.core.languages import language
from signdict.core.paths import ATTEMPTS, LIMIT
from signdict.core.text import fold
from signdict.core.types import Answer, Embeddings, FloatArray, Match, MatchedBy, Sign, Steps
from signdict.dictionary.averaging import (
    APART,
    CROWD,
    agreeing,
    averaged,
    similarity,
)
from signdict.dictionary.concepts import of_concept
from signdict.dictionary.session import Session
from signdict.lists.signlist import SignList
from signdict.pose.pose import Pose, usable_poses
from signdict.search import ranking, semantic
from signdict.search.clipsearch import Score, handicaps

#: The number of clips that vote: enough for signs with many clips.
CANDIDATES = 300
#: Clips of the other languages among which `answer` looks for a sign that fits better. Of 25
#: questions it was the same sign as among 500, in less than a tenth of the time.
FEW = 50
#: Signs that are looked up in addition to twice the limit, as some are the same in two libraries.
SPARE = 16


class Queries:
    """Searches the library with the model in use."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def recognise(
        self,
        pose: Pose | Sequence[Pose],
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
        kind: SignKind | None = None,
    ) -> list[Match]:
        """Return the signs, of one kind or both, that a pose may show.

        The pose is searched as it is and mirrored, because people sign with either hand and cameras
        mirror. Each clip counts by the better of the two; the left-handed one has a small penalty.
        Each match reports which it was. Several poses are attempts at one sign and become one query
        (see `averaged`), even if they differ. Raise PoseError if a pose cannot be used.
        """
        return self._recognised(
            self._read(pose, together=True), _Wanted(_codes(languages), kind), limit, score
        )

    def answer(
        self,
        pose: Pose | Sequence[Pose],
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        kind: SignKind | None = None,
        score: Score = "cosine",
        *,
        together: bool = False,
    ) -> Answer:
        """Return what `recognise` does, and the best sign of the other languages if it fits better.

        Attempts that clearly differ from the last one are not used, except with `together`. Nothing
        else is searched if `languages` are all, or for the score "dot". Raise PoseError if a pose
        cannot be used, or there are more than `ATTEMPTS`.
        """
        wanted, session = _Wanted(_codes(languages), kind), self._session
        read = self._read(pose, together=together)
        matches = self._recognised(read, wanted, limit, score)
        others = set(session.combined.counts(wanted.kinds)) - {*wanted.codes}
        if not wanted.codes or not others or score == "dot":
            return Answer(matches, used=read.used)
        other = _Wanted(sorted(others), kind)
        hits = session.clip_search.answers(
            read.query, FEW, other.codes, read.leading, self._clips(other), FEW
        )
        best = self._ranked(ranking.best_scores(*hits), 1, "signing", other)
        return Answer(matches, ranking.better(matches, best), read.used)

    def _recognised(
        self, read: "_Attempts", wanted: "_Wanted", limit: int, score: Score
    ) -> list[Match]:
        """Return the signs that attempts may show."""
        return self._session.letters.filled(
            lambda most: self._similar(read.query, wanted, most, score, "signing", read.leading),
            limit,
            wanted.includes,
        )

    def elsewhere(
        self,
        text: str,
        languages: Sequence[str],
        matches: Sequence[Match],
        spoken: Sequence[str] = (),
        kind: SignKind | None = None,
    ) -> list[str]:
        """Return the codes of the other sign languages that have a text as a word, best first.

        Return none if `matches`, those of `languages`, have the text, or if `languages` are all.
        """
        codes = _codes(languages)
        if not codes or not text.strip() or semantic.is_exact(text, matches):
            return []
        combined = self._session.combined
        ids = sorted(combined.named(text))
        if spoken:
            titles = combined.titles(ids)
            ids = sorted(
                {s for s, code, name in titles if code in spoken and fold(name) == fold(text)}
            )
        signs = [s for s in combined.signs(ids).values() if kind in (None, s.kind)]
        found = {sign.sign_language for sign in signs} - {*codes}
        counts = combined.counts()
        return sorted(found, key=lambda code: (-counts.get(code, 0), code))

    def _read(self, pose: Pose | Sequence[Pose], *, together: bool) -> "_Attempts":
        """Return a pose, or several attempts at one sign, as a query."""
        attempts = [pose] if isinstance(pose, Pose) else pose
        if len(attempts) > ATTEMPTS:
            raise PoseError(
                f"There are {len(attempts)} attempts; one search uses up to {ATTEMPTS}.",
                hint="Choose the best ones.",
            )
        parts = [attempt.trimmed() for attempt in usable_poses(attempts)]
        usable = usable_poses(parts)  # trimming may leave no frame that shows the shoulders
        encoder = self._session.encoder
        read = [encoder.read_poses([part, part.mirrored()]) for part in usable]
        used = tuple(range(len(read))) if together else agreeing(read, self._agree)
        query = averaged([read[place] for place in used])
        return _Attempts(query, handicaps(usable[used[0]]), used)

    def _agree(self, attempt: Embeddings, other: Embeddings) -> bool:
        """Return whether two attempts may show the same sign."""
        encoder = self._session.encoder
        score = np.array([similarity(attempt, other, encoder.token_share)], np.float32)
        return float(encoder.confidences(score, CROWD)[0]) >= APART

    def warm(self) -> Steps[None]:
        """Open the model and the index and use them, so that the next question is fast."""
        yield from self._session.load()
        for sign in self.signs((), 1):
            self.recognise(self._session.combined.pose(sign.clips[0].id))

    def find(
        self,
        text: str,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        spoken: Sequence[str] = (),
        kind: SignKind | None = None,
        *,
        patient: bool = True,
    ) -> list[Match]:
        """Return the signs, of one kind or both, for a text in spoken languages or all of them.

        Search by words. If no gloss contains the words, search by meaning, if the model knows the
        words. A model that compares texts also searches if glosses are only spelled similarly;
        these come first then. It does not search if the text is no word and the glosses explain it
        as a typo. Each match reports how it was found. Without `patient`, nothing that takes long
        is done: what is not prepared (see `preparation`) is skipped, and only words are compared
        if the model is not open.
        """
        wanted = _Wanted(_codes(languages), kind)
        return self._session.letters.filled(
            lambda most: self._find(text, wanted, most, spoken, patient=patient),
            limit,
            lambda sign: wanted.includes(sign) and (not spoken or sign.spoken_language in spoken),
            spread=True,
        )

    def _find(
        self, text: str, wanted: "_Wanted", limit: int, spoken: Sequence[str], *, patient: bool
    ) -> list[Match]:
        """Return what `find` does, with each letter on its own."""
        combined = self._session.combined
        scores = combined.find(text, wanted.codes, limit, spoken, wanted.kinds)
        signs = combined.signs(list(scores))
        by_words = ranking.ranked(scores, signs, limit, scores, "words")
        if semantic.is_exact(text, by_words) or not (patient or self._knows_meanings):
            return by_words
        known = text.strip() and combined.browse((), 1, 0) and self._session.encoder.knows(text)
        if not known or (by_words and not self._session.encoder.prompts.meaning):
            return by_words
        if by_words:
            spelled = self._session.encoder.spells(text)
            if not spelled and semantic.is_typo(by_words):
                return by_words
            by_words = semantic.plausible(by_words, spelled=spelled)
        by_meaning = self._mean(text, wanted, limit, patient=patient)
        if spoken:
            by_meaning = [match for match in by_meaning if match.sign.spoken_language in spoken]
        return ranking.joined(by_words, by_meaning, limit)

    def mean(
        self,
        text: str,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
        kind: SignKind | None = None,
        *,
        patient: bool = True,
    ) -> list[Match]:
        """Return the signs, of one kind or both, that mean what a text does.

        A model that compares texts finds the nearest glosses and translations. Other models, and
        the score "dot", compare clips with the text, prompted in the language of each sign; sign
        languages on which the model was not trained are skipped then. The matches have no
        confidence: these cosines are not calibrated.
        """
        wanted = _Wanted(_codes(languages), kind)
        return self._session.letters.filled(
            lambda most: self._mean(text, wanted, most, score, patient=patient),
            limit,
            wanted.includes,
        )

    def _mean(
        self,
        text: str,
        wanted: "_Wanted",
        limit: int,
        score: Score = "cosine",
        *,
        patient: bool = True,
    ) -> list[Match]:
        """Return what `mean` does, with each letter on its own."""
        session = self._session
        prompts, count = session.encoder.prompts, max(CANDIDATES, 4 * limit)
        if prompts.meaning and score == "cosine":
            others = self._others(wanted)
            scores = session.semantic_search.nearest(
                text, 2 * limit + others, wanted.codes, patient=patient
            )
            signs = session.combined.signs(list(scores))
            if others:
                signs = {n: sign for n, sign in signs.items() if sign.kind == wanted.kind}
            return ranking.ranked(scores, signs, limit, None, "meaning")
        codes = wanted.codes or sorted(session.combined.counts())
        codes = [code for code in codes if code in prompts.signs]
        clips_of_kind = self._clips(wanted)
        texts = [p for code in codes for p in prompts.of([text], code, prompts.spoken[0])]
        queries = session.encoder.raw_texts(texts)
        if score == "dot":
            dots: dict[int, tuple[float, float, int]] = {}
            for row, code in enumerate(codes):
                dots |= session.clip_search.dots(queries[[row]], count, [code], clips_of_kind)
            return self._ranked_by_dot(dots, limit, "meaning", wanted)
        clips: dict[int, float] = {}
        for row, code in enumerate(codes):
            clips |= session.clip_search.nearest(queries[[row]], count, [code], clips_of_kind)
        return self._ranked(clips, limit, "meaning", wanted)

    def preparation(self, text: str, matches: Sequence[Match]) -> Callable[[], Steps[None]] | None:
        """Return work after which `find` may find more for a text than `matches`, or None.

        Opens the model first, and next time embeds the names of signs that it has not embedded.
        """
        if semantic.is_exact(text, matches):
            return None
        if not self._knows_meanings:
            return self._open_meanings
        session = self._session
        by_meaning = not matches or any(match.by == "meaning" for match in matches)
        if by_meaning and session.encoder.prompts.meaning and session.semantic_search.unread:
            return session.semantic_search.learn
        return None

    @property
    def _knows_meanings(self) -> bool:
        """Whether a search by meaning has everything that takes long to open."""
        session = self._session
        return session.loaded and (
            not session.encoder.prompts.meaning or session.semantic_search.opened
        )

    def _open_meanings(self) -> Steps[None]:
        yield from self._session.load()
        if self._session.encoder.prompts.meaning:
            self._session.semantic_search.open()

    def neighbours(
        self,
        sign_id: int,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
        kind: SignKind | None = None,
    ) -> list[Match]:
        """Return the signs, of one kind or both, that look like a sign, by default those of other
        sign languages.

        Raise LibraryError if no sign has this id, or the model has not embedded its clips.
        """
        combined, clip_search = self._session.combined, self._session.clip_search
        sign = combined.sign(sign_id)
        codes = _codes(languages) or sorted(set(combined.counts()) - {sign.sign_language})
        if not codes:
            return []
        queries = clip_search.of({clip.id for clip in sign.clips})
        if not len(queries.vectors):
            raise LibraryError(
                f"The clips of {sign.gloss} were not read with the present model.",
                hint="Read them: signdict reread",
            )
        wanted = _Wanted(codes, kind)

        def ask(most: int) -> list[Match]:
            matches = self._similar(queries, wanted, most + 1, score, "likeness")
            others = [match for match in matches if not ranking.is_same(match.sign, sign)][:most]
            return [replace(match, rank=rank) for rank, match in enumerate(others, start=1)]

        return self._session.letters.filled(
            ask, limit, lambda other: other.id != sign_id and wanted.includes(other)
        )

    def concept(self, sign: int | str) -> list[Match]:
        """Return the signs of all languages for one concept.

        `sign` is the id of a sign, which comes first in the result, or a word. Return no match if
        no sign is found for the word. Raise LibraryError if no sign has the id.
        """
        combined = self._session.combined
        if isinstance(sign, str):
            ids = sorted(combined.of_concept(sign.strip()))
            matches = self.find(sign, (), 1)
            if ids and not (matches and matches[0].score >= fuzzy.SAME):
                return self.concept(ids[0])
            return self.concept(matches[0].sign.id) if matches else []
        return self._session.letters.grouped(of_concept(combined, combined.sign(sign)))

    def first(
        self, languages: Sequence[str], limit: int, kind: SignKind | None = None
    ) -> list[Match]:
        """Return the first signs of one kind or both in alphabetical order, as matches."""
        wanted = _Wanted(_codes(languages), kind)

        def ask(most: int) -> list[Match]:
            signs = self._session.combined.browse(wanted.codes, most, 0, wanted.kinds)
            return [Match(rank, sign, 0.0, 0.0) for rank, sign in enumerate(signs, start=1)]

        return self._session.letters.filled(ask, limit, wanted.includes, spread=True)

    def listed(self, signs: SignList) -> list[Sign | None]:
        """Return the sign of each entry of a list; None if it is not on this machine."""
        combined = self._session.combined
        ids = [
            combined.called(entry.gloss, entry.sign_language, entry.variant, entry.source.name)
            for entry in signs.entries
        ]
        by_id = combined.signs([sign_id for sign_id in ids if sign_id is not None])
        return [None if sign_id is None else by_id.get(sign_id) for sign_id in ids]

    def signs(self, languages: Sequence[str] = (), limit: int = 200, offset: int = 0) -> list[Sign]:
        """Return a page of all signs in alphabetical order."""
        return self._session.combined.browse(_codes(languages), limit, offset)

    def _similar(
        self,
        queries: Embeddings,
        wanted: "_Wanted",
        limit: int,
        score: Score,
        by: MatchedBy,
        handicaps: Sequence[float] | None = None,
    ) -> list[Match]:
        """Return the signs whose clips are most similar to any query, less its handicap."""
        count, codes, only = max(CANDIDATES, 4 * limit), wanted.codes, self._clips(wanted)
        if score == "cosine":
            hits = self._session.clip_search.answers(queries, count, codes, handicaps, only)
            clips, best_query = ranking.best_scores(*hits), ranking.best_queries(*hits)
            matches = self._ranked(clips, limit, by, wanted)
        else:
            dots = self._session.clip_search.dots(queries.vectors, count, codes, only)
            clips = {clip: dot for clip, (dot, *_) in dots.items()}
            best_query = {clip: query for clip, (*_, query) in dots.items()}
            matches = self._ranked_by_dot(dots, limit, by, wanted)
        return ranking.mirrored(matches, clips, best_query) if by == "signing" else matches

    def _ranked_by_dot(
        self,
        clips: dict[int, tuple[float, float, int]],
        limit: int,
        by: MatchedBy,
        wanted: "_Wanted",
    ) -> list[Match]:
        """Return the signs of clips with (dot product, cosine, query), largest product first."""
        combined = self._session.combined
        sign_of = combined.sign_of_clips(list(clips))
        dots = ranking.vote({clip: dot for clip, (dot, *_) in clips.items()}, sign_of, max)
        cosines = ranking.vote(
            {clip: cosine for clip, (_, cosine, _) in clips.items()}, sign_of, max
        )
        signs, confidences = combined.signs(list(dots)), self._confidences(cosines, by, wanted)
        return ranking.ranked(dots, signs, limit, confidences, by, self._least(by, wanted))

    def _ranked(
        self, clips: dict[int, float], limit: int, by: MatchedBy, wanted: "_Wanted"
    ) -> list[Match]:
        """Return the signs of clips with their scores, best first."""
        combined = self._session.combined
        scores = ranking.vote(clips, combined.sign_of_clips(list(clips)))
        best = sorted(scores, key=scores.__getitem__, reverse=True)[: 2 * limit + SPARE]
        signs, confidences = combined.signs(best), self._confidences(scores, by, wanted)
        return ranking.ranked(scores, signs, limit, confidences, by, self._least(by, wanted))

    def _confidences(
        self, scores: dict[int, float], by: MatchedBy, wanted: "_Wanted"
    ) -> dict[int, float] | None:
        """Return the probability of each sign if the query was signed; None for other cosines.

        The calibration of the model was fitted to signing alone.
        """
        if by != "signing":
            return None
        values: FloatArray = np.array([*scores.values()], np.float32)
        confidences = self._session.encoder.confidences(values, self._size(wanted))
        return dict(zip(scores, map(float, confidences), strict=True))

    def _least(self, by: MatchedBy, wanted: "_Wanted") -> float:
        """Return the confidence below which a match does not fit; 0 for anything but signing."""
        return self._session.encoder.least(self._size(wanted)) if by == "signing" else 0.0

    def _size(self, wanted: "_Wanted") -> int:
        """Return the number of signs that are searched."""
        counts = self._session.combined.counts(wanted.kinds)
        return sum(counts.get(code, 0) for code in (wanted.codes or counts))

    def _others(self, wanted: "_Wanted") -> int:
        """Return the number of signs of the kinds that are not wanted."""
        kinds = [kind for kind in KINDS if wanted.kinds and kind not in wanted.kinds]
        return sum(self._session.combined.counts(kinds).values()) if kinds else 0

    def _clips(self, wanted: "_Wanted") -> list[int] | None:
        """Return the clips of the kind that is wanted; None, which means all, for both."""
        return self._session.combined.clips_of_kind(wanted.kind) if wanted.kind else None


@dataclass(frozen=True, slots=True)
class _Attempts:
    """Attempts as a query.

    `query` has a row for the pose and one for its mirror image, `leading` their penalties, and
    `used` the places of the attempts that it uses.
    """

    query: Embeddings
    leading: tuple[float, float]
    used: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which signs are searched: those of some languages, or all, of one kind or both."""

    codes: list[str]
    kind: SignKind | None = None

    @property
    def kinds(self) -> tuple[SignKind, ...]:
        """The kind, or none for both."""
        return (self.kind,) if self.kind else ()

    def includes(self, sign: Sign) -> bool:
        """Return whether a sign is of one of the languages; its kind is not looked at."""
        return not self.codes or sign.sign_language in self.codes


def _codes(languages: Sequence[str]) -> list[str]:
    """Return normalised language codes. Raise LanguageError if a code is unknown."""
    return [language(code).code for code in languages]
