"""The verbs: what one can ask a dictionary, and what one can tell it to do.

A dictionary is two libraries (the starter and the user's own), one index over both, and one
encoder. Questions by signing, words and likeness are in `search`, models in `modelled`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from signdict.core import fuzzy
from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.core.types import Match, Progress, Sign, Source, Steps
from signdict.dictionary import queries
from signdict.dictionary.maintenance import Maintenance
from signdict.dictionary.queries import Queries
from signdict.dictionary.teaching import Teaching
from signdict.importing import ingest, manifest
from signdict.importing.entries import ImportReport
from signdict.importing.formats.elan import Annotation
from signdict.importing.jobs import Import, Imports
from signdict.importing.manifest import ImportPreview
from signdict.library.combined import CombinedLibrary
from signdict.linguistics.analysis import LanguageAnalysis
from signdict.linguistics.pairs import Judge
from signdict.linguistics.phonology import features
from signdict.linguistics.phonology.cache import PhonologyCache
from signdict.linguistics.phonology.features import FacetFilter, PhonologicalFeatures
from signdict.linguistics.table import SignTableService
from signdict.linguistics.views import ViewStore
from signdict.lists.signlist import SignList
from signdict.lists.store import ListStore
from signdict.model.calibration import Calibration
from signdict.model.interface import Encoder
from signdict.model.registry import Model, Models
from signdict.pose import comparison, segmentation
from signdict.pose.pose import Pose, UsablePose
from signdict.search.clipsearch import ClipSearch
from signdict.tracking import extraction
from signdict.tracking.video import FPS, Filmed

if TYPE_CHECKING:
    from signdict.tracking.video import Shape


class Modelled(Queries):
    """Questions, and the models that answer them, one at a time."""

    def __init__(
        self, paths: Paths, combined: CombinedLibrary, encoder: Callable[[str | None], Encoder]
    ) -> None:
        super().__init__(paths, combined, encoder)
        self.models = Models(paths)

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
                "read": self._combined.count(model.name),
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
        self._combined.forget(model.name)  # what an older model of this name read, if one was here
        return model

    def use(self, name: str) -> Steps[int]:
        """Have a model read every clip that it has not read yet, then answer with it.

        Until the last clip is read the old model answers, and its vectors stay, so that to go
        back takes no reading. Raise ModelError if there is no such model. Return how many clips
        were read.
        """
        model, count = self.models.find(name), 0
        if self._combined.without_vector(model.name):
            count = yield from self._read(self._open_encoder(model.name))
        if count and not model.bundled:
            self._calibrate(model)
        self.models.choose(model.name)
        self._reset()
        return count

    def remove_model(self, name: str) -> Model:
        """Remove an added model with everything that it read. Raise ModelError if it is in use."""
        model = self.models.remove(name)
        self._combined.forget(model.name)
        ClipSearch.forget(self._paths.index, model.name)
        return model

    def encoder(self, name: str | None = None) -> Encoder:
        """Return the model of this name, or the one in use, ready to embed."""
        return self._open_encoder(name) if name else self._encoder

    def reread(self) -> Steps[int]:
        """Have the present model read every clip that it has not read yet.

        Return how many were read. Each batch is committed before the next step.
        """
        return (yield from self._read(self._encoder))

    def _read(self, encoder: Encoder) -> Steps[int]:
        read = 0
        for library, into, what in self._combined.unread(encoder.name):
            read += yield from ingest.reread(library, encoder, into, what)
        return read

    def _calibrate(self, model: Model) -> None:
        """Fit how sure the scores of a model make to the clips that it read."""
        clip_search = ClipSearch(self._paths.index, self._combined, model.name)
        try:
            best = clip_search.best_of_others()
        finally:
            clip_search.close()
        if len(best):
            self.models.calibrate(model, Calibration.among(best))


#: How many clips of a sign an attempt is compared with.
COMPARED = 8


def open_dictionary(paths: Paths | None = None) -> "Dictionary":
    """Open the dictionary of this machine. Raise LibraryError if its library cannot be read."""
    paths = paths or Paths.standard()
    return Dictionary(paths, CombinedLibrary.open(paths), Models(paths).open)


class Dictionary(Modelled):
    """Signs that can be asked for by signing, by words and by likeness. Close it after use."""

    def __init__(
        self, paths: Paths, combined: CombinedLibrary, encoder: Callable[[str | None], Encoder]
    ) -> None:
        super().__init__(paths, combined, encoder)
        self.lists = ListStore(paths.lists)
        self.views = ViewStore(paths.views)
        self.imports = Imports(paths.imports)
        self._phonology = PhonologyCache(paths.index, combined)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every file."""
        self._reset()
        self._combined.close()

    def compare(
        self, attempt: Pose, sign: Sign, *, mirrored: bool | None = None
    ) -> comparison.AttemptComparison:
        """What differs between an attempt and the clip of a sign that it is most like.

        `mirrored` says whether the clip is looked at in a mirror, None: if that fits better. Raise
        PoseError if the attempt, and LibraryError if the sign shows no hand.
        """
        clips = ((clip.id, self.pose(clip.id)) for clip in sign.clips[:COMPARED])
        found = comparison.nearest(attempt, clips, mirrored=mirrored)
        if found is None:
            raise LibraryError(
                f"No clip of {sign.gloss} can be compared with.", hint="Choose another sign."
            )
        return found

    @property
    def analysis(self) -> LanguageAnalysis:
        """What the linguist asks about whole languages, answered with the model in use."""
        judge = Judge(self._clip_search, self._encoder.confidences, self._encoder.least)
        return LanguageAnalysis(
            self._combined, judge, self._phonology.of, self._paths.maps, self._encoder.name
        )

    @property
    def sign_table(self) -> SignTableService:
        """Every sign as a table, with its facets."""
        return SignTableService(self._combined, self._phonology)

    def annotate(
        self, path: Path, languages: Sequence[str] = ()
    ) -> Steps[dict[str, list[Annotation]]]:
        """What is signed in a recording, as tiers: the best answer for each span, and the next.

        A span of which nothing fits well has a gloss with a question mark. Raise VideoError or
        PoseError if the recording cannot be read.
        """
        pose = yield from self.read(path)
        tiers: dict[str, list[Annotation]] = {"gloss": [], "candidates": []}
        found = segmentation.spans(pose)
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

    def facets(self, clip_ids: Sequence[int]) -> dict[int, PhonologicalFeatures]:
        """Tell what can be seen of clips without annotation, except where no hand is seen.

        Each clip is looked at once; what was seen is kept beside the index.
        """
        return self._phonology.of(clip_ids)

    def narrowed(self, matches: Sequence[Match], wanted: FacetFilter) -> list[Match]:
        """Return those of an answer of which a clip has the facets that are wanted, as ranked."""
        known = self.facets([clip.id for match in matches for clip in match.clips])
        return features.narrowed(matches, known, wanted)

    def listed(self, signs: SignList) -> list[Sign | None]:
        """Return the sign of each entry of a list; None where it is not on this machine."""
        ids = [
            self._combined.called(
                entry.gloss, entry.sign_language, entry.variant, entry.source.name
            )
            for entry in signs.entries
        ]
        found = self._combined.signs([number for number in ids if number is not None])
        return [None if number is None else found.get(number) for number in ids]

    def concept(self, sign: int | str) -> list[Match]:
        """The teacher's other question: how do all languages sign this?

        The signs of one concept, by the number of one of them, which comes first, or by a word.
        Nothing, if no sign is found for the word; LibraryError, if there is no such number.
        """
        if isinstance(sign, str):
            concept = sorted(self._combined.of_concept(sign.strip()))
            found = self.find(sign, (), 1)
            if concept and not (found and found[0].score == fuzzy.EXACT):
                return self.concept(concept[0])
            return self.concept(found[0].sign.id) if found else []
        return queries.of(self._combined, self.sign(sign))

    def spoken(self) -> dict[str, int]:
        """Return how many glosses and translations there are in each spoken language."""
        return self._combined.spoken()

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs."""
        return self._combined.sources()

    def read(
        self,
        filmed: Filmed,
        start: float | None = None,
        end: float | None = None,
        fps: float = FPS,
    ) -> Steps[UsablePose]:
        """Turn a video, pictures or a `.pose` file into a pose that can be asked about.

        `start` and `end` in seconds cut a part out, `fps` is the rate of pictures. Raise
        VideoError or PoseError, worded for the user, if that cannot be done.
        """
        tracker = self._paths.tracker
        return (
            yield from extraction.pose_steps(
                filmed, tracker, start, end, fps, extraction.FACE_CHECKS
            )
        )

    def measure(self, filmed: Filmed, fps: float = FPS) -> "Steps[Shape]":
        """How large and how long a video, pictures or a `.pose` file is, before it is read."""
        return (yield from extraction.shape_steps(filmed, fps))

    def preview(self, path: Path, **named: str) -> Steps[ImportPreview]:
        """What `add` would read, without reading a clip."""
        return (yield from manifest.preview(manifest.usual(path, **named)))

    def add(self, path: Path, **named: str) -> Steps[ImportReport]:
        """The maintainer's order: learn the clips of a folder, a table or one file.

        `named` is what holds where a table says nothing: sign_language, spoken_language, source,
        licence, attribution. May be stopped at any step; `go_on` then reads the rest.
        """
        work = yield from self.imports.begin(manifest.usual(path, **named))
        return (yield from self._take(work))

    def go_on(self, number: int) -> Steps[ImportReport]:
        """Read what an import that was stopped has not read yet."""
        return (yield from self._take(self.imports.open(number)))

    def try_again(self, number: int) -> Steps[ImportReport]:
        """Read once more what an import left out."""
        work = yield from self.imports.again(number)
        return (yield from self._take(work))

    def _take(self, work: Import) -> Steps[ImportReport]:
        with work:
            waiting = work.summary.waiting
            if not waiting:
                return work.report()
            work.expect()
            return (
                yield from ingest.take(
                    self._combined.own, self._encoder, work, waiting, self._paths.tracker
                )
            )

    def remove(self, source: str) -> int:
        """Remove a source of the user's own library; return how many signs went with it."""
        return self.maintenance.remove(source)

    @property
    def maintenance(self) -> Maintenance:
        """What a maintainer does for the library."""
        return Maintenance(self._paths, self._combined, lambda: self._encoder, self._look_anew)

    def _look_anew(self) -> None:
        """Let go of all that was made of clips whose landmarks may be others now."""
        self._reset()
        self._phonology.forget()

    @property
    def teaching(self) -> Teaching:
        """The learner's own signs: teach, relabel, forget, export, bring in."""
        return Teaching(self._combined, lambda: self._encoder)

    def check(self) -> list[str]:
        """Tell in sentences what is wrong with the dictionary; nothing means that all is sound."""
        wrong = self._combined.check()
        waiting = self._combined.without_vector(self._encoder.name)
        if waiting:
            wrong.append(
                f"{waiting} clips were not read with the present model. Read them: signdict reread"
            )
        if not self._paths.tracker.is_file():
            wrong.append("The landmark model is missing. Install signdict again.")
        return wrong
