"""The verbs: what one can ask a dictionary, and what one can tell it to do.

A dictionary is two libraries (the starter and the user's own), one index over both, and one
encoder. Each part is opened when a question first needs it: words need neither torch nor hnswlib.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from signdict import (
    alignment,
    concepts,
    facets,
    ingest,
    manifest,
    meaning,
    ranking,
    readers,
    spans,
    wording,
)
from signdict.atlas import Atlas
from signdict.averaging import averaged
from signdict.binder import Binder
from signdict.calibration import Calibration
from signdict.care import Care
from signdict.elan import Annotation
from signdict.entries import Report
from signdict.errors import LibraryError
from signdict.faceted import Faceted
from signdict.facets import Facets, Wanted
from signdict.filmed import FPS, Filmed
from signdict.imports import Import, Imports
from signdict.languages import language
from signdict.likeness import Likeness, Score, handicaps
from signdict.lists import SignList
from signdict.manifest import Preview
from signdict.models import Model, Models
from signdict.pairs import Judge
from signdict.pose import Pose
from signdict.prompts import Prompts
from signdict.settings import LIMIT, Places
from signdict.shelf import Shelf
from signdict.signs import By, Embeddings, Match, Progress, Readings, Sign, Source, Steps
from signdict.teaching import Taught

if TYPE_CHECKING:
    from signdict.video import Shape

#: How many clips are looked at before they vote: enough for signs with many clips.
CANDIDATES = 300
#: So many more than twice the signs that are wanted are looked up: some are one and the same.
SPARE = 16
#: How many clips of a sign an attempt is compared with.
COMPARED = 8


class Reader(ingest.Embedder, Protocol):
    """What a dictionary wants of its encoder."""

    @property
    def prompts(self) -> Prompts:
        """How text is asked, and in which languages it may be."""
        ...

    @property
    def token_share(self) -> float:
        """How much of a score frame tokens decide; 0 for a model that has none."""
        ...

    def raw_poses(self, poses: Sequence[Pose]) -> Embeddings:
        """Return (n, D), the vectors of `read_poses`."""
        ...

    def raw_texts(self, prompts: Sequence[str]) -> Embeddings:
        """Return (n, D), the model's own vectors of prompts."""
        ...

    def knows(self, text: str) -> bool:
        """Whether the model has words for a text, not only letters."""
        ...

    def spells(self, text: str) -> bool:
        """Whether a text is written as the model knows its words, so that it is no slip."""
        ...

    def confidences(self, scores: NDArray[np.float32], size: int) -> NDArray[np.float64]:
        """How sure each of the signs is that scored, in a dictionary of `size` signs: 0 to 1."""
        ...

    def least(self, size: int) -> float:
        """Below this confidence of the first answer nothing fits well, of `size` signs."""
        ...


def open_dictionary(places: Places | None = None) -> "Dictionary":
    """Open the dictionary of this machine. Raise LibraryError if its library cannot be read."""
    places = places or Places.standard()
    return Dictionary(places, Shelf.open(places), Models(places).open)


class Dictionary:
    """Signs that can be asked for by signing, by words and by likeness. Close it after use."""

    def __init__(
        self, places: Places, shelf: Shelf, encoder: Callable[[str | None], Reader]
    ) -> None:
        self.models = Models(places)
        self.lists = Binder(places.lists)
        self.imports = Imports(places.imports)
        self._places = places
        self._shelf = shelf
        self._faceted = Faceted(places.index, shelf)
        self._open_encoder = encoder
        self._opened: Reader | None = None
        self._seen: Likeness | None = None
        self._texts: meaning.Meaning | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every file."""
        self._put_away()
        self._shelf.close()

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
        shown = [one.usable().trimmed() for one in attempts]
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
    ) -> list[Match]:
        """The teacher's question: how is this signed?

        By words; where no gloss has them, by what the model makes of them, if it knows them. A
        model that compares texts is asked also where the glosses found are only spelled nearly
        so, which come first then; not where the text is no word, and they are what it is a slip
        of. The matches tell which it was. `spoken` are the languages that the words may be in.
        """
        codes = _codes(languages)
        scores = self._shelf.find(text, codes, limit, spoken)
        signs = self._shelf.signs(list(scores))
        by_words = ranking.listed(scores, signs, limit, scores, "words")
        if meaning.is_said(text, by_words):
            return by_words
        known = text.strip() and self._shelf.browse((), 1, 0) and self._encoder.knows(text)
        if not known or (by_words and not self._encoder.prompts.meaning):
            return by_words
        if by_words:
            spelled = self._encoder.spells(text)
            if not spelled and meaning.is_slip(by_words):
                return by_words
            by_words = meaning.as_typed(by_words, spelled=spelled)
        found = self.mean(text, codes, limit)
        if spoken:
            found = [match for match in found if match.sign.spoken_language in spoken]
        return ranking.joined(by_words, found, limit)

    def mean(
        self,
        text: str,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
    ) -> list[Match]:
        """The signs that mean what a text does.

        A model that compares texts is asked which glosses and translations are nearest to it.
        Others, and `score` dot, compare clips with it, asked in each sign's language; languages
        on which the model was not trained are left out then.
        """
        prompts, wide = self._encoder.prompts, max(CANDIDATES, 4 * limit)
        if prompts.meaning and score == "cosine":
            scores = self._meaning.nearest(text, 2 * limit, _codes(languages))
            sure = {sign: min(cosine, 1.0) for sign, cosine in scores.items()}
            return ranking.listed(scores, self._shelf.signs(list(scores)), limit, sure, "meaning")
        codes = [c for c in _codes(languages) or sorted(self.counts()) if c in prompts.signs]
        asked = [p for code in codes for p in prompts.of([text], code, prompts.spoken[0])]
        queries = self._encoder.raw_texts(asked)
        if score == "dot":
            parts = [
                self._likeness.dots(queries[[row]], wide, [code]) for row, code in enumerate(codes)
            ]
            clips = {clip: pair for part in parts for clip, pair in part.items()}
            return self._listed_by_dot(clips, limit, "meaning", codes)
        found: dict[int, float] = {}
        for row, code in enumerate(codes):
            found |= self._likeness.nearest(queries[[row]], wide, [code])
        return self._listed(found, limit, "meaning", codes)

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
        queries = self._likeness.of({clip.id for clip in sign.clips})
        if not len(queries.vectors):
            raise LibraryError(
                f"The clips of {sign.gloss} were not read with the present model.",
                hint="Read them: signdict reread",
            )
        found = self._alike(queries, codes, limit + 1, score, "likeness")
        same = ranking.identity(sign)
        others = [match for match in found if ranking.identity(match.sign) != same][:limit]
        return [replace(match, rank=rank) for rank, match in enumerate(others, start=1)]

    def compare(
        self, attempt: Pose, sign: Sign, *, mirrored: bool | None = None
    ) -> alignment.Beside:
        """What differs between an attempt and the clip of a sign that it is most like.

        `mirrored` says whether the clip is looked at in a mirror, None: if that fits better. Raise
        PoseError if the attempt, and LibraryError if the sign shows no hand.
        """
        clips = ((clip.id, self.pose(clip.id)) for clip in sign.clips[:COMPARED])
        found = alignment.nearest(attempt, clips, mirrored=mirrored)
        if found is None:
            raise LibraryError(
                f"No clip of {sign.gloss} can be compared with.", hint="Choose another sign."
            )
        return found

    @property
    def atlas(self) -> Atlas:
        """What the linguist asks about whole languages, answered with the model in use."""
        judge = Judge(self._likeness, self._encoder.confidences, self._encoder.least)
        return Atlas(self._shelf, judge, self._faceted.of, self._places.maps, self._encoder.name)

    def annotate(
        self, path: Path, languages: Sequence[str] = ()
    ) -> Steps[dict[str, list[Annotation]]]:
        """What is signed in a recording, as tiers: the best answer for each span, and the next.

        A span of which nothing fits well has a gloss with a question mark. Raise VideoError or
        PoseError if the recording cannot be read.
        """
        pose = yield from self.read(path)
        tiers: dict[str, list[Annotation]] = {"gloss": [], "candidates": []}
        found = spans.spans(pose)
        for number, (start, end) in enumerate(found):
            yield Progress(number, len(found), path.name)
            part = pose.cut(round(start * pose.fps), round(end * pose.fps) + 1)
            if matches := self.recognise(part, languages):
                best, *others = matches
                name = best.sign.gloss if best.fits else f"{best.sign.gloss}?"
                tiers["gloss"].append(Annotation(start, end, name))
                rest = "; ".join(f"{m.sign.gloss} ({m.sign.sign_language})" for m in others)
                tiers["candidates"].append(Annotation(start, end, rest))
        return tiers

    def sign(self, sign_id: int) -> Sign:
        """Return a sign. Raise LibraryError if there is none of this number."""
        return self._shelf.sign(sign_id)

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if there are none."""
        return self._shelf.pose(clip_id)

    def facets(self, clip_ids: Sequence[int]) -> dict[int, Facets]:
        """Tell what can be seen of clips without annotation, except where no hand is seen.

        Each clip is looked at once; what was seen is kept beside the index.
        """
        return self._faceted.of(clip_ids)

    def narrowed(self, matches: Sequence[Match], wanted: Wanted) -> list[Match]:
        """Return those of an answer of which a clip has the facets that are wanted, as ranked."""
        known = self.facets([clip.id for match in matches for clip in match.clips])
        return facets.narrowed(matches, known, wanted)

    def signs(self, languages: Sequence[str] = (), limit: int = 200, offset: int = 0) -> list[Sign]:
        """Return a page of all signs in the order of the alphabet."""
        return self._shelf.browse(_codes(languages), limit, offset)

    def listed(self, signs: SignList) -> list[Sign | None]:
        """Return the sign of each entry of a list; None where it is not on this machine."""
        ids = [
            self._shelf.called(entry.gloss, entry.sign_language, entry.variant, entry.source.name)
            for entry in signs.entries
        ]
        found = self._shelf.signs([number for number in ids if number is not None])
        return [None if number is None else found.get(number) for number in ids]

    def concept(self, sign: int | str) -> list[Match]:
        """The teacher's other question: how do all languages sign this?

        The signs of one concept, by the number of one of them, which comes first, or by a word.
        Nothing, if no sign is found for the word; LibraryError, if there is no such number.
        """
        if isinstance(sign, str):
            concept = sorted(self._shelf.of_concept(sign.strip()))
            found = self.find(sign, (), 1)
            if concept and not (found and found[0].score == wording.EXACT):
                return self.concept(concept[0])
            return self.concept(found[0].sign.id) if found else []
        return concepts.of(self._shelf, self.sign(sign))

    def spoken(self) -> dict[str, int]:
        """Return how many glosses and translations there are in each spoken language."""
        return self._shelf.spoken()

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs."""
        return self._shelf.sources()

    def counts(self) -> dict[str, int]:
        """Return how many signs there are of each sign language."""
        return self._shelf.counts()

    def read(
        self,
        filmed: Filmed,
        start: float | None = None,
        end: float | None = None,
        fps: float = FPS,
    ) -> Steps[Pose]:
        """Turn a video, pictures or a `.pose` file into a pose that can be asked about.

        `start` and `end` in seconds cut a part out, `fps` is the rate of pictures. Raise
        VideoError or PoseError, worded for the user, if that cannot be done.
        """
        tracker = self._places.tracker
        return (yield from readers.pose_steps(filmed, tracker, start, end, fps, readers.LOOKS))

    def measure(self, filmed: Filmed, fps: float = FPS) -> "Steps[Shape]":
        """How large and how long a video, pictures or a `.pose` file is, before it is read."""
        return (yield from readers.shape_steps(filmed, fps))

    def preview(self, path: Path, **named: str) -> Steps[Preview]:
        """What `add` would read, without reading a clip."""
        return (yield from manifest.preview(manifest.usual(path, **named)))

    def add(self, path: Path, **named: str) -> Steps[Report]:
        """The maintainer's order: learn the clips of a folder, a table or one file.

        `named` is what holds where a table says nothing: sign_language, spoken_language, source,
        licence, attribution. May be stopped at any step; `go_on` then reads the rest.
        """
        work = yield from self.imports.begin(manifest.usual(path, **named))
        return (yield from self._take(work))

    def go_on(self, number: int) -> Steps[Report]:
        """Read what an import that was stopped has not read yet."""
        return (yield from self._take(self.imports.open(number)))

    def try_again(self, number: int) -> Steps[Report]:
        """Read once more what an import left out."""
        work = yield from self.imports.again(number)
        return (yield from self._take(work))

    def _take(self, work: Import) -> Steps[Report]:
        with work:
            waiting = work.summary.waiting
            if not waiting:
                return work.report()
            work.expect()
            return (
                yield from ingest.take(
                    self._shelf.own, self._encoder, work, waiting, self._places.tracker
                )
            )

    def remove(self, source: str) -> int:
        """Remove a source of the user's own library; return how many signs went with it."""
        return self.care.remove(source)

    @property
    def care(self) -> Care:
        """What a maintainer does for the library."""
        return Care(self._places, self._shelf, lambda: self._encoder, self._put_away)

    def reread(self) -> Steps[int]:
        """Have the present model read every clip that it has not read yet.

        Return how many were read. Each batch is committed before the next step.
        """
        return (yield from self._read(self._encoder))

    @property
    def taught(self) -> Taught:
        """The learner's own signs: teach, relabel, forget, export, bring in."""
        return Taught(self._shelf, lambda: self._encoder)

    def list_models(self) -> list[dict[str, object]]:
        """Tell of each model its name, its dimensions, its languages and how much it read."""
        chosen = self.models.chosen_name()
        return [
            {
                "name": model.name,
                "chosen": model.name == chosen,
                "bundled": model.bundled,
                "dimensions": told.dimensions,
                "sign_languages": told.sign_languages,
                "read": self._shelf.count(model.name),
            }
            for model, told in ((model, self.models.facts(model)) for model in self.models.all())
        ]

    def add_model(
        self, checkpoint: Path, vocabulary: Path | None = None, name: str = "", **settings: Any
    ) -> Steps[Model]:
        """The researcher's order: check, convert and keep a published checkpoint, or a folder.

        `settings` are those of `checkpoint.Settings`. Raise ModelError, in one sentence, if it
        cannot be done; then nothing of it stays.
        """
        model = yield from self.models.add(checkpoint, vocabulary, name, **settings)
        self._shelf.forget(model.name)  # what an older model of this name read, if one was here
        return model

    def use(self, name: str) -> Steps[int]:
        """Have a model read every clip that it has not read yet, then answer with it.

        Until the last clip is read the old model answers, and its vectors stay, so that to go
        back takes no reading. Raise ModelError if there is no such model. Return how many clips
        were read.
        """
        model, count = self.models.find(name), 0
        if self._shelf.without_vector(model.name):
            count = yield from self._read(self._open_encoder(model.name))
        if count and not model.bundled:
            self._calibrate(model)
        self.models.choose(model.name)
        self._put_away()
        return count

    def remove_model(self, name: str) -> Model:
        """Remove an added model with everything that it read. Raise ModelError if it is in use."""
        model = self.models.remove(name)
        self._shelf.forget(model.name)
        Likeness.forget(self._places.index, model.name)
        return model

    def encoder(self, name: str | None = None) -> Reader:
        """Return the model of this name, or the one in use, ready to embed."""
        return self._open_encoder(name) if name else self._encoder

    def check(self) -> list[str]:
        """Tell in sentences what is wrong with the dictionary; nothing means that all is sound."""
        wrong = self._shelf.check()
        waiting = self._shelf.without_vector(self._encoder.name)
        if waiting:
            wrong.append(
                f"{waiting} clips were not read with the present model. Read them: signdict reread"
            )
        if not self._places.tracker.is_file():
            wrong.append("The landmark model is missing. Install signdict again.")
        return wrong

    def _read(self, encoder: Reader) -> Steps[int]:
        read = 0
        for library, into, what in self._shelf.unread(encoder.name):
            read += yield from ingest.reread(library, encoder, into, what)
        return read

    def _calibrate(self, model: Model) -> None:
        """Fit how sure the scores of a model make to the clips that it read."""
        likeness = Likeness(self._places.index, self._shelf, model.name)
        try:
            best = likeness.best_of_others()
        finally:
            likeness.close()
        if len(best):
            self.models.calibrate(model, Calibration.among(best))

    def _alike(
        self,
        queries: Readings,
        codes: Sequence[str],
        limit: int,
        score: Score,
        by: By,
        handicaps: Sequence[float] | None = None,
    ) -> list[Match]:
        """The signs whose clips are most like any of the queries, less what each gives away."""
        wide = max(CANDIDATES, 4 * limit)
        if score == "cosine":
            answers = self._likeness.answers(queries, wide, codes, handicaps)
            clips, which = ranking.better(*answers), ranking.winners(*answers)
            found = self._listed(clips, limit, by, codes)
        else:
            dots = self._likeness.dots(queries.vectors, wide, codes)
            clips = {clip: dot for clip, (dot, *_) in dots.items()}
            which = {clip: query for clip, (*_, query) in dots.items()}
            found = self._listed_by_dot(dots, limit, by, codes)
        return ranking.mirrored(found, clips, which) if by == "signing" else found

    def _listed_by_dot(
        self, clips: dict[int, tuple[float, float, int]], limit: int, by: By, codes: Sequence[str]
    ) -> list[Match]:
        """The signs of clips with their dot products and cosines, the largest product first."""
        sign_of = self._shelf.sign_of_clips(list(clips))
        dots = ranking.vote({clip: dot for clip, (dot, *_) in clips.items()}, sign_of, max)
        sure = ranking.vote({clip: cosine for clip, (_, cosine, _) in clips.items()}, sign_of, max)
        signs = self._shelf.signs(list(dots))
        return ranking.listed(
            dots, signs, limit, self._sure(sure, by, codes), by, self._least(by, codes)
        )

    def _listed(
        self, clips: dict[int, float], limit: int, by: By, codes: Sequence[str]
    ) -> list[Match]:
        """The signs of clips with their scores, best first."""
        scores = ranking.vote(clips, self._shelf.sign_of_clips(list(clips)))
        best = sorted(scores, key=scores.__getitem__, reverse=True)[: 2 * limit + SPARE]
        signs = self._shelf.signs(best)
        return ranking.listed(
            scores, signs, limit, self._sure(scores, by, codes), by, self._least(by, codes)
        )

    def _sure(self, scores: dict[int, float], by: By, codes: Sequence[str]) -> dict[int, float]:
        """How sure each sign is: of what was signed a probability, else how alike it is, 0 to 1."""
        if by != "signing":
            return {sign: min(max(score, 0.0), 1.0) for sign, score in scores.items()}
        found = np.array([*scores.values()], np.float32)
        sure = self._encoder.confidences(found, self._size(codes))
        return dict(zip(scores, map(float, sure), strict=True))

    def _least(self, by: By, codes: Sequence[str]) -> float:
        """Below this confidence nothing fits well; only what was signed may fit badly."""
        return self._encoder.least(self._size(codes)) if by == "signing" else 0.0

    def _size(self, codes: Sequence[str]) -> int:
        """How many signs there are of some languages, or of all."""
        counts = self.counts()
        return sum(counts.get(code, 0) for code in (codes or counts))

    @property
    def _encoder(self) -> Reader:
        if self._opened is None:
            self._opened = self._open_encoder(None)
        return self._opened

    @property
    def _likeness(self) -> Likeness:
        if self._seen is None:
            model = self._encoder
            self._seen = Likeness(self._places.index, self._shelf, model.name, model.token_share)
        return self._seen

    @property
    def _meaning(self) -> meaning.Meaning:
        if self._texts is None:
            folder = self._places.index / self._encoder.name
            self._texts = meaning.Meaning(folder, self._shelf, self._encoder)
        return self._texts

    def _put_away(self) -> None:
        """Let go of the model and its index: the next question opens what is in use then."""
        if self._seen:
            self._seen.close()
        self._opened = self._seen = self._texts = None


def _codes(languages: Sequence[str]) -> list[str]:
    """The codes as they are written here. Raise LanguageError if one is none."""
    return [language(code).code for code in languages]
