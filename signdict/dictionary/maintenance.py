"""Maintains a library: sources, labels, duplicates, undo, health and repair."""

from collections.abc import Callable
from pathlib import Path

from signdict.core.cleaning import clean
from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.core.text import uncased
from signdict.core.types import Progress, Sign, Source, Steps
from signdict.dictionary.backup import Backup, Restored
from signdict.importing import ingest
from signdict.library import (
    duplicates,
    embeddings,
    health,
    landmark_check,
    records,
    relabel,
    undo,
)
from signdict.library import sources as source_rows
from signdict.library.combined import CombinedLibrary
from signdict.library.duplicates import DuplicateGroup
from signdict.library.editing import TAUGHT_SOURCE
from signdict.library.health import Health, ProblemKind
from signdict.library.landmark_check import LandmarkReport
from signdict.library.library import Library
from signdict.library.relabel import RelabelPlan, RelabelRequest
from signdict.library.undo import Change
from signdict.model.interface import PoseEncoder
from signdict.search.clipsearch import ClipSearch
from signdict.tracking import mediapipe_tracker


class Maintenance:
    """Changes and checks a library.

    Each method raises a SignDictError if it fails; then nothing was changed. `undo` undoes what
    `switch`, `relabel`, `merge` and `remove` did.
    """

    def __init__(
        self,
        paths: Paths,
        combined: CombinedLibrary,
        encoder: Callable[[], PoseEncoder],
        backup: Backup,
        reset: Callable[[], object] = lambda: None,
    ) -> None:
        """`reset` closes what was computed from clips, such as the index, so that it is rebuilt."""
        self._paths, self._combined, self._encoder = paths, combined, encoder
        self._backup, self._reset = backup, reset

    @property
    def off(self) -> frozenset[str]:
        """The names of the sources that are switched off."""
        return self._combined.off

    def switch(self, source: str, *, on: bool) -> bool:
        """Switch a source on or off, and return whether that changed anything.

        The signs of a source that is off are not found, but stay in the library.
        """
        self._check_source(source)
        if (source not in self.off) == on:
            return False
        with self._combined.own.changing() as db:
            source_rows.switch(db, source, on=on)
        self._combined.refresh()
        return True

    def describe(self, source: Source) -> None:
        """Store the terms of a source; fields that are empty keep their stored value."""
        terms = (source.title, source.licence, source.attribution, source.version, source.url)
        self._own_library_with(source.name).put_source(Source(source.name, *map(clean, terms)))

    def remove(self, source: str) -> int:
        """Remove a source of the user's own and return how many signs it had.

        Taught signs are removed for good; everything else can be undone.
        """
        own = self._own_library_with(source)
        count = own.remove(source, undoable=source != TAUGHT_SOURCE.name)
        self._combined.refresh()
        return count

    def signs(self) -> list[Sign]:
        """Return every sign of the user's own library."""
        own = self._combined.mine
        return own.all_signs((), own.count(), 0) if own else []

    def plan(self, request: RelabelRequest) -> RelabelPlan:
        """Return which signs a request would give another label."""
        return relabel.planned(self._changeable(), request)

    def plan_from(self, table: Path) -> tuple[RelabelPlan, list[str]]:
        """Return which signs a table would give another label, and what is wrong with its lines."""
        return relabel.from_table(table, self._changeable())

    def relabel(self, plan: RelabelPlan) -> int:
        """Give signs new labels, and return by how many the number of signs falls.

        Signs of one source that get the same label become one sign.
        """
        if not plan:
            return 0
        with self._combined.own.changing() as db:
            touched = {*plan, *relabel.joined_with(db, plan)}
            undo.begin(db, f"Relabelled {len(plan)} signs.", touched)
            return relabel.apply(db, plan)

    def duplicates(self) -> Steps[list[DuplicateGroup]]:
        """Find clips of the user's own library that are equal or show one recording."""
        own = self._combined.mine
        if own is None:
            return []
        yield Progress(0, 0, "Comparing landmarks")
        same = own.query(duplicates.equal)
        ids, codes, unit = own.vectors(self._encoder().name)
        pairs: list[tuple[int, int]] = []
        done = 0
        for candidates in duplicates.near(ids, codes, unit):
            yield Progress(done, len(ids), "Comparing clips")
            done = min(done + duplicates.ROWS, len(ids))
            pairs += [pair for pair in candidates if self._one_recording(own, *pair)]
        return duplicates.grouped(same, pairs)

    def owners(self, group: DuplicateGroup) -> list[Sign]:
        """Return the sign of each clip of a group."""
        own = self._combined.own
        sign_of = own.sign_of_clips(group.clips)
        signs = own.signs([*set(sign_of.values())])
        return [signs[sign_of[clip]] for clip in group.clips]

    def merge(self, groups: list[DuplicateGroup]) -> int:
        """Keep the first clip of each group, and return how many were removed."""
        if not groups:
            return 0
        own = self._combined.own
        clips = [clip for group in groups for clip in group.clips]
        with own.changing() as db:
            signs = set(own.sign_of_clips(clips).values())
            undo.begin(db, f"Merged {len(groups)} groups of duplicate clips.", signs, deep=True)
            return duplicates.merge(db, groups)

    def of_one_gloss(self, groups: list[DuplicateGroup]) -> list[DuplicateGroup]:
        """Return the groups whose signs have the same gloss, so that merging loses none."""
        return [group for group in groups if _is_one_gloss(self.owners(group))]

    def changes(self) -> list[Change]:
        """Return the changes that can be undone, the newest first."""
        own = self._combined.mine
        return own.query(undo.changes) if own else []

    def undo(self, many: int = 1) -> list[Change]:
        """Undo the newest changes, all or none, and return them."""
        count = len(self.changes())
        if count < max(many, 1):
            raise LibraryError(
                f"Only {count} changes can be undone." if count else "Nothing to undo.",
                hint="List the changes: signdict undo --list" if count else "",
            )
        with self._combined.own.changing() as db:
            undone = [undo.undo(db) for _ in range(many)]
        self._combined.refresh()
        return [change for change in undone if change]

    def health(self) -> Health:
        """Return the state of the dictionary."""
        from signdict.search.index import has_graphs

        own, encoder, paths = self._combined.mine, self._encoder(), self._paths
        tracker = self._tracker_version()
        sizes = {
            "library": paths.library, "starter": paths.starter, "index": paths.index,
            "models": paths.models, "imports": paths.imports, "backups": paths.backups,
        }  # fmt: skip
        problems = self._combined.problems()
        return Health(
            signs=sum(library.count() for library in self._combined.libraries),
            clips=sum(len(library.clip_ids()) for library in self._combined.libraries),
            model=encoder.name,
            unread=self._combined.without_vector(encoder.name),
            index=ClipSearch(paths.index, self._combined, encoder.name).state(),
            graphs=has_graphs(),
            tracker=tracker,
            retrackable=len(own.query(records.clips_of_other_trackers, tracker)) if own else 0,
            missing=tuple(problem.video for problem in problems if problem.video),
            models=own.query(embeddings.clips_by_model) if own else {},
            trackers=own.query(records.clips_by_tracker) if own else {},
            sizes={name: health.size(path) for name, path in sizes.items()},
            problems=tuple(
                problem.message
                for problem in problems
                if problem.kind is not ProblemKind.MISSING_VIDEO
            ),
        )

    def check_landmarks(self) -> Steps[LandmarkReport]:
        """Check the landmarks of all clips of sources that are on; the user's own come first."""
        return (yield from landmark_check.checked(self._combined.libraries))

    def repair(self) -> Steps[list[str]]:
        """Repair what can be repaired, and return what was done, in sentences."""
        done = []
        own, encoder = self._combined.mine, self._encoder()
        if own:
            with own.changing() as db:
                done += health.repair(db)
        read = 0
        for library, into, title in self._combined.unread(encoder.name):
            read += yield from ingest.reread(library, encoder, into, title)
        done += [f"Clips read with {encoder.name}: {read}."] if read else []
        if own and self._paths.tracker.is_file():
            tracker = self._tracker_version()
            try:
                tracked = yield from ingest.retrack(own, encoder, self._paths.tracker, tracker)
            finally:  # even if it is stopped, because some clips have new landmarks by then
                self._reset()
            done += [f"Clips tracked again: {tracked}."] if tracked else []
        clip_search = ClipSearch(self._paths.index, self._combined, encoder.name)
        if clip_search.state() != "ready":
            yield Progress(0, 0, "Building the index")
            self._reset()
            clip_search.rebuild()
            done.append("Rebuilt the index.")
        return done

    def back_up(self, target: Path) -> Steps[int]:
        """Copy the user's data to one file while it is in use, and return its size in bytes."""
        return (yield from self._backup.back_up(target))

    def restore(self, file: Path) -> Steps[Restored]:
        """Replace everything by a backup, after checking it, and return what it contained."""
        restored = yield from self._backup.restore(file)
        self._reset()  # the backup may have chosen another model
        return restored

    def _changeable(self) -> list[Sign]:
        """Return the signs whose labels may change here; taught signs have their own command."""
        return [sign for sign in self.signs() if sign.source.name != TAUGHT_SOURCE.name]

    def _one_recording(self, own: Library, first: int, second: int) -> bool:
        poses = own.pose(first), own.pose(second)
        return bool(poses[0] and poses[1] and duplicates.one_recording(poses[0], poses[1]))

    def _tracker_version(self) -> str:
        """Return the tracker that reads videos now; empty if its model is missing."""
        tracker = self._paths.tracker
        return mediapipe_tracker.made_by(tracker) if tracker.is_file() else ""

    def _check_source(self, name: str) -> None:
        if name not in {source.name for source, _ in self._combined.sources()}:
            raise LibraryError(
                f"There is no source named {name}.", hint="List the names: signdict sources"
            )

    def _own_library_with(self, name: str) -> Library:
        """Return the user's library. Raise LibraryError if it does not contain a source."""
        self._check_source(name)
        own = self._combined.mine
        if own is None or name not in {source.name for source, _ in own.sources()}:
            raise LibraryError(
                f"{name} belongs to the starter dictionary, which cannot be changed.",
                hint="Switch it off to exclude its signs: signdict sources off NAME",
            )
        return own


def _is_one_gloss(signs: list[Sign]) -> bool:
    """Return whether signs have one gloss; Weg and weg of one source are two."""
    sources = {sign.source.name for sign in signs}
    spelled = {(sign.source.name, sign.gloss) for sign in signs}
    return len({uncased(sign.gloss) for sign in signs}) == 1 and len(spelled) == len(sources)
