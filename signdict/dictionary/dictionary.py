"""The facade of signdict: everything a user can ask a dictionary or have it do.

A dictionary joins two libraries (the starter and the user's own), one index over both, and one
encoder. Its parts answer; `Dictionary` builds each of them once.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from signdict.core.errors import LibraryError
from signdict.core.kinds import SignKind
from signdict.core.paths import LIMIT, Paths
from signdict.core.types import Answer, Match, Progress, Sign, Source, Steps
from signdict.dictionary.backup import Backup
from signdict.dictionary.maintenance import Maintenance
from signdict.dictionary.models import ModelManager
from signdict.dictionary.packs import Packs
from signdict.dictionary.queries import Queries
from signdict.dictionary.session import Session
from signdict.dictionary.teaching import Teaching
from signdict.importing import ingest, manifest, published
from signdict.importing.catalogues import obtain
from signdict.importing.catalogues.catalogue import Listing
from signdict.importing.entries import Download, ImportReport
from signdict.importing.formats.elan_file import Annotation
from signdict.importing.jobs import Import, Imports
from signdict.importing.manifest import ImportPreview
from signdict.importing.published import PublishedDataset
from signdict.library import signpack
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
from signdict.model.interface import Encoder
from signdict.model.registry import Model, Models
from signdict.pose import comparison, segmentation
from signdict.pose.pose import Pose, UsablePose
from signdict.search.clipsearch import Score
from signdict.tracking import extraction
from signdict.tracking.video import FPS, Filmed

if TYPE_CHECKING:
    from signdict.tracking.video import Shape

#: The number of clips of a sign that an attempt is compared with.
COMPARED = 8


def open_dictionary(paths: Paths | None = None) -> "Dictionary":
    """Open the dictionary of this machine. Raise LibraryError if its library cannot be read."""
    paths = paths or Paths.standard()
    return Dictionary(paths, CombinedLibrary.open(paths))


class Dictionary:
    """Signs that can be searched by signing, by words and by similarity. Close it after use.

    The verbs below are shortcuts to the parts: `queries`, `model_manager`, `maintenance`,
    `teaching`, `packs`, `analysis` and `sign_table`, and the stores `lists`, `views`, `models` and
    `imports`. To touch a part opens neither the model nor the index.
    """

    def __init__(
        self,
        paths: Paths,
        combined: CombinedLibrary,
        open_encoder: Callable[[str | None], Encoder] | None = None,
    ) -> None:
        """`open_encoder` replaces the models of this machine, for tests."""
        self.lists = ListStore(paths.lists)
        self.views = ViewStore(paths.views)
        self.models = Models(paths)
        self.imports = Imports(paths.imports)
        self._phonology = PhonologyCache(paths.index, combined)

        self.session = session = Session(paths, combined, open_encoder or self.models.open)
        self.queries = Queries(session)
        self.model_manager = ModelManager(session, self.models)
        backup = Backup(paths, combined, self.lists, self.views, self.models)
        self.maintenance = Maintenance(
            paths, combined, lambda: session.encoder, backup, self._forget_computed
        )
        self.teaching = Teaching(combined, lambda: session.encoder)
        self.packs = Packs(combined, lambda: session.encoder)
        self.analysis = LanguageAnalysis(combined, self._judge, self._phonology.of, paths.maps)
        self.sign_table = SignTableService(combined, self._phonology)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every file."""
        self.session.close()

    def recognise(
        self,
        pose: Pose | Sequence[Pose],
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
        kind: SignKind | None = None,
    ) -> list[Match]:
        """Return the signs that a pose, or several attempts at one sign, may show."""
        return self.queries.recognise(pose, languages, limit, score, kind)

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
        """Return the same, and the best sign of the other languages if it fits better.

        Attempts that clearly differ from the last one are not used, except with `together`.
        """
        return self.queries.answer(pose, languages, limit, kind, score, together=together)

    def elsewhere(
        self,
        text: str,
        languages: Sequence[str],
        matches: Sequence[Match],
        spoken: Sequence[str] = (),
        kind: SignKind | None = None,
    ) -> list[str]:
        """Return the other sign languages that have a text, which `matches` do not have."""
        return self.queries.elsewhere(text, languages, matches, spoken, kind)

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
        """Return the signs for a text, by words and by meaning."""
        return self.queries.find(text, languages, limit, spoken, kind, patient=patient)

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
        """Return the signs that mean what a text does."""
        return self.queries.mean(text, languages, limit, score, kind, patient=patient)

    def neighbours(
        self,
        sign_id: int,
        languages: Sequence[str] = (),
        limit: int = LIMIT,
        score: Score = "cosine",
        kind: SignKind | None = None,
    ) -> list[Match]:
        """Return the signs that look like a sign, by default those of other languages."""
        return self.queries.neighbours(sign_id, languages, limit, score, kind)

    def concept(self, sign: int | str) -> list[Match]:
        """Return the signs of all languages for the concept of a sign or a word."""
        return self.queries.concept(sign)

    def first(
        self, languages: Sequence[str] = (), limit: int = LIMIT, kind: SignKind | None = None
    ) -> list[Match]:
        """Return the first signs in alphabetical order, with letters that look alike as one."""
        return self.queries.first(languages, limit, kind)

    def listed(self, signs: SignList) -> list[Sign | None]:
        """Return the sign of each entry of a list; None if it is not on this machine."""
        return self.queries.listed(signs)

    def warm(self) -> Steps[None]:
        """Open the model and the index and use them, so that the next question is fast."""
        yield from self.queries.warm()

    def preparation(self, text: str, matches: Sequence[Match]) -> Callable[[], Steps[None]] | None:
        """Return work after which `find` finds more than `matches` by meaning; None if nothing."""
        return self.queries.preparation(text, matches)

    def compare(
        self, attempt: Pose, sign: Sign, *, mirrored: bool | None = None
    ) -> comparison.AttemptComparison:
        """Compare an attempt with the most similar clip of a sign.

        `mirrored` says whether the clip is mirrored first; None takes what fits better. Raise
        PoseError if the attempt shows no hand, LibraryError if no clip of the sign does.
        """
        clips = ((clip.id, self.pose(clip.id)) for clip in sign.clips[:COMPARED])
        result = comparison.nearest(attempt, clips, mirrored=mirrored)
        if result is None:
            raise LibraryError(
                f"No clip of {sign.gloss} can be compared with.", hint="Choose another sign."
            )
        return result

    def annotate(
        self, path: Path, languages: Sequence[str] = ()
    ) -> Steps[dict[str, list[Annotation]]]:
        """Return tiers for a recording: the best match of each span, and the other candidates.

        The gloss has a question mark if no match is close. Raise VideoError or PoseError if the
        recording cannot be read.
        """
        pose = yield from self.read(path)
        tiers: dict[str, list[Annotation]] = {"gloss": [], "candidates": []}
        spans = segmentation.spans(pose)
        for number, (start, end) in enumerate(spans):
            yield Progress(number, len(spans), path.name)
            part = pose.cut(round(start * pose.fps), round(end * pose.fps) + 1)
            if matches := self.recognise(part, languages):
                best, *others = matches
                name = best.sign.gloss if best.fits else f"{best.sign.gloss}?"
                tiers["gloss"].append(Annotation(start, end, name))
                rest = "; ".join(f"{m.sign.gloss} ({m.sign.sign_language})" for m in others)
                tiers["candidates"].append(Annotation(start, end, rest))
        return tiers

    def facets(self, clip_ids: Sequence[int]) -> dict[int, PhonologicalFeatures]:
        """Return the facets of clips by their ids, without the clips that show no hand.

        The facets of a clip are computed once and stored next to the index.
        """
        return self._phonology.of(clip_ids)

    def narrowed(self, matches: Sequence[Match], wanted: FacetFilter) -> list[Match]:
        """Return the matches with a clip that passes the filter, in their order."""
        known = self.facets([clip.id for match in matches for clip in match.clips])
        return features.narrowed(matches, known, wanted)

    def sign(self, sign_id: int) -> Sign:
        """Return a sign. Raise LibraryError if no sign has this id."""
        return self.session.combined.sign(sign_id)

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if no clip has this id."""
        return self.session.combined.pose(clip_id)

    def signs(self, languages: Sequence[str] = (), limit: int = 200, offset: int = 0) -> list[Sign]:
        """Return a page of all signs in alphabetical order."""
        return self.queries.signs(languages, limit, offset)

    def counts(self, kind: SignKind | None = None) -> dict[str, int]:
        """Return the number of signs of each sign language, of one kind or both."""
        return self.session.combined.counts((kind,) if kind else ())

    def spoken(self) -> dict[str, int]:
        """Return the number of glosses and translations in each spoken language."""
        return self.session.combined.spoken()

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs."""
        return self.session.combined.sources()

    def published(self) -> list[PublishedDataset]:
        """Return the datasets that can be added, and which of their signs are here already."""
        return published.listed(self.sources())

    def published_dataset(self, name: str) -> PublishedDataset:
        """Return a dataset by its name or by the path of a recipe.

        Raise ManifestError if it does not exist.
        """
        return published.one(name, self.sources())

    def remove(self, source: str) -> int:
        """Remove a source of the user's own library; return the number of its signs."""
        return self.maintenance.remove(source)

    def check(self) -> list[str]:
        """Return the problems of the dictionary as sentences; none if it is intact."""
        problems = self.session.combined.check()
        waiting = self.session.combined.without_vector(self.session.encoder.name)
        if waiting:
            problems.append(
                f"{waiting} clips were not read with the present model. Read them: signdict reread"
            )
        if not self.session.paths.tracker.is_file():
            problems.append("The landmark model is missing. Install signdict again.")
        return problems

    def read(
        self,
        filmed: Filmed,
        start: float | None = None,
        end: float | None = None,
        fps: float = FPS,
    ) -> Steps[UsablePose]:
        """Return the pose of a video, of pictures or of a `.pose` file.

        `start` and `end` in seconds select a part; `fps` is the frame rate of pictures. Raise
        VideoError or PoseError if the file cannot be read.
        """
        tracker = self.session.paths.tracker
        return (
            yield from extraction.pose_steps(
                filmed, tracker, start, end, fps, extraction.FACE_CHECKS
            )
        )

    def measure(self, filmed: Filmed, fps: float = FPS) -> "Steps[Shape]":
        """Return the size and length of a video, of pictures or of a `.pose` file."""
        return (yield from extraction.shape_steps(filmed, fps))

    def preview(self, path: Path, **named: Any) -> Steps[ImportPreview]:
        """Return what `add` would import, without reading a clip."""
        if signpack.is_pack(path):
            return (yield from self.packs.preview(path, **named))
        usual = manifest.usual(path, **named)
        return (yield from manifest.preview(usual, recognised=not named.get("recipe")))

    def add(self, path: Path, **named: Any) -> Steps[ImportReport]:
        """Import the clips of a folder, a table or one file, or the signs of a pack.

        `named` has the values where a table has none: sign_language, spoken_language, source,
        licence, attribution; the tiers of ELAN files; the recipe of a dataset with settings; and
        `download`, without which no film is fetched. You can stop at any step; `go_on` imports the
        rest.
        """
        if signpack.is_pack(path):
            return (yield from self.packs.add(path, **named))
        usual = manifest.usual(path, **named)
        self.session.combined.own.reserve()  # a running import of this path keeps its results
        work = yield from self.imports.begin(usual)
        return (yield from self._import(work))

    def get(
        self, name: str, download: Download, limit: int | None = None
    ) -> Steps[tuple[ImportReport, Listing]]:
        """Fetch a dataset that has a public list of films, at most `limit` of them.

        Return the report, and the list with what it leaves out. Raise ManifestError if the dataset
        has no such list, FetchError if it cannot be had.
        """
        path, listing = yield from self.list_films(name, limit)
        report = yield from self.add(path, download=download)
        return report, listing

    def list_films(self, name: str, limit: int | None = None) -> Steps[tuple[Path, Listing]]:
        """Fetch the public list of a dataset, and return the table of its films; see `get`."""
        return (yield from obtain.fetch(name, self.session.paths.catalogues, limit))

    def go_on(self, number: int) -> Steps[ImportReport]:
        """Resume an import that was stopped."""
        return (yield from self._import(self.imports.open(number)))

    def try_again(self, number: int) -> Steps[ImportReport]:
        """Import the entries again that an import skipped."""
        self.session.combined.own.reserve()
        work = yield from self.imports.again(number)
        return (yield from self._import(work))

    def _import(self, work: Import) -> Steps[ImportReport]:
        with work:
            waiting = work.summary.waiting
            if not waiting:
                return work.report()
            work.expect()
            session = self.session
            with work.fetching():
                return (
                    yield from ingest.take(
                        session.combined.own, session.encoder, work, waiting, session.paths.tracker
                    )
                )

    def list_models(self) -> list[dict[str, object]]:
        """Return name, dimensions, languages and number of embedded clips of each model."""
        return self.model_manager.rows()

    def add_model(
        self, checkpoint: Path, vocabulary: Path | None = None, name: str = "", **settings: Any
    ) -> Steps[Model]:
        """Add a published checkpoint or a folder. Raise ModelError if that is not possible."""
        return (yield from self.model_manager.add(checkpoint, vocabulary, name, **settings))

    def use(self, name: str) -> Steps[int]:
        """Embed all clips with a model, then answer with it; return how many were embedded."""
        return (yield from self.model_manager.use(name))

    def remove_model(self, name: str) -> Model:
        """Remove an added model and its embeddings. Raise ModelError if it is in use."""
        return self.model_manager.remove(name)

    def encoder(self, name: str | None = None) -> Encoder:
        """Return the encoder of a model by its name, or of the model in use."""
        return self.model_manager.encoder(name)

    def reread(self) -> Steps[int]:
        """Embed every clip that the model in use has not embedded; return their number."""
        return (yield from self.model_manager.reread())

    def _judge(self) -> Judge:
        """What decides whether two signs look the same, with the model in use."""
        encoder = self.session.encoder
        return Judge(self.session.clip_search, encoder.confidences, encoder.least)

    def _forget_computed(self) -> None:
        """Close and forget what was computed from clips, after their landmarks changed."""
        self.session.reset()
        self._phonology.forget()
