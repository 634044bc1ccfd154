"""What a maintainer does for a library: switch, relabel, merge, take back, look after, back up."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from signdict.core.errors import LibraryError, ModelError, WriteError
from signdict.core.paths import Paths
from signdict.core.types import Progress, Sign, Source, Steps
from signdict.importing import ingest
from signdict.importing.ingest import retrack
from signdict.library import backup, duplicates, health, relabel, undo
from signdict.library import health as soundness
from signdict.library.combined import OWN_IDS, CombinedLibrary
from signdict.library.duplicates import DuplicateGroup
from signdict.library.editing import TAUGHT_SOURCE as TAUGHT
from signdict.library.health import Health
from signdict.library.library import Library
from signdict.library.relabel import RelabelPlan, RelabelRequest
from signdict.library.undo import Change
from signdict.linguistics.views import ViewStore
from signdict.lists.store import ListStore
from signdict.model.interface import PoseEncoder
from signdict.model.registry import Models
from signdict.search.clipsearch import ClipSearch
from signdict.tracking import mediapipe_tracker

#: Under which names the lists, the saved views and the choice of a model stand in a backup.
_LISTS, _VIEWS, _MODEL = "lists", "views", "model"


class Backup:
    """Backs up and restores. Each raises a SignDictError, in a sentence, if it cannot be done;
    then everything is as it was."""

    def __init__(self, paths: Paths, combined: CombinedLibrary) -> None:
        self._paths, self._combined = paths, combined
        self._lists, self._models = ListStore(paths.lists), Models(paths)
        self._views = ViewStore(paths.views)

    def back_up(self, target: Path) -> Steps[int]:
        """Copy everything to one file while it is in use; return its bytes."""
        lists = self._lists.content()
        if self._combined.mine is None and lists is None:
            raise LibraryError(
                "There is no library of your own yet, and no list.", hint="Add signs first."
            )
        return (yield from self._save(target, lists))

    def restore(self, file: Path) -> Steps[Path | None]:
        """Put a backup in the place of what is here, after it was checked; return where a copy of
        what was here before is, if there was anything. A backup without lists leaves the lists."""
        home = self._paths.home
        with suppress(OSError):  # told by whoever writes there
            home.mkdir(parents=True, exist_ok=True)
        beside = home / ".restoring.db"
        generation = self._combined.mine.generation if self._combined.mine else 0
        try:
            with backup.cleared(beside):
                yield from backup.checked(file, beside, OWN_IDS, generation)
                kept = backup.taken_out(beside)
                if _LISTS in kept:
                    ListStore(file).check(kept[_LISTS])
                before = yield from self._before()
                self._put_back(beside, kept)
        finally:
            self._combined.look_again()
        return before

    def _save(self, target: Path, lists: bytes | None) -> Steps[int]:
        kept = {_MODEL: self._models.chosen_name().encode()}
        kept |= {_LISTS: lists} if lists is not None else {}
        views = self._views.content()
        kept |= {_VIEWS: views} if views is not None else {}
        return (yield from backup.save(self._combined.own.path, target, kept))

    def _before(self) -> Steps[Path | None]:
        """Keep what is here, if there is anything."""
        lists = self._lists.content()
        if self._combined.mine is None and lists is None:
            return None
        now = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
        before = self._paths.backups / f"before restoring {now}.db"
        with suppress(OSError):
            before.parent.mkdir(parents=True, exist_ok=True)
        yield from self._save(before, lists)
        return before

    def _put_back(self, beside: Path, kept: dict[str, bytes]) -> None:
        """Put the library and the lists back: both, or neither."""
        lists = self._lists.content()
        own = self._combined.own
        backup.fit(beside, own.path)
        if _LISTS in kept:
            self._lists.take_over(kept[_LISTS])
        try:
            own.take_over(beside)
        except BaseException:
            if _LISTS in kept:
                self._lists.take_over(lists)
            raise
        if _VIEWS in kept:
            with suppress(WriteError):  # those of now are left
                self._views.restore(kept[_VIEWS])
        if _MODEL in kept:
            with suppress(ModelError):  # it was not added on this machine: the present one answers
                self._models.choose(kept[_MODEL].decode("utf-8", "replace"))


class Maintenance:
    """Verbs for a library. Each raises a SignDictError, in a sentence, if it cannot be done; then
    nothing was changed. `undo` takes back what `switch`, `relabel`, `merge` and `remove` did."""

    def __init__(
        self,
        paths: Paths,
        combined: CombinedLibrary,
        encoder: Callable[[], PoseEncoder],
        let_go: Callable[[], object] = lambda: None,
    ) -> None:
        """`let_go` closes what was made of clips, the index too, so that it is made anew."""
        self._paths, self._combined, self._encoder = paths, combined, encoder
        self._let_go = let_go

    @property
    def off(self) -> frozenset[str]:
        """The names of the sources that are switched off."""
        return self._combined.off

    def switch(self, source: str, *, on: bool) -> bool:
        """Switch a source on or off; off, its signs are not found, but stay. Return whether it
        was otherwise before."""
        self._named(source)
        if (source not in self.off) == on:
            return False
        with self._combined.own.changing() as db:
            undo.begin(db, f"Switched {source} {'on' if on else 'off'}.")
            sql = "DELETE FROM switched_off WHERE source = ?"
            db.execute(sql if on else "INSERT INTO switched_off VALUES (?)", [source])
        self._combined.look_again()
        return True

    def describe(self, source: Source) -> None:
        """Say on what terms a source may be used; what is left empty stays as it was."""
        if self._home_of(source.name) is not self._combined.mine:
            raise _starter(source.name)
        self._combined.own.put_source(source)

    def remove(self, source: str) -> int:
        """Remove a source of the user's own; return how many signs went with it.

        What somebody taught is wiped at once; everything else can be taken back with `undo`.
        """
        own = self._home_of(source)
        if own is not self._combined.mine:
            raise _starter(source)
        if source == TAUGHT.name:
            return own.remove(source)
        with own.changing() as db:
            found = db.execute("SELECT id FROM signs WHERE source = ?", [source]).fetchall()
            signs = [row[0] for row in found]
            undo.begin(db, f"Removed {source}, {len(signs)} signs.", signs, deep=True)
            db.execute("DELETE FROM sources WHERE name = ?", [source])
            db.execute("DELETE FROM switched_off WHERE source = ?", [source])
            db.execute("UPDATE state SET generation = generation + 1")
        self._combined.look_again()
        return len(signs)

    def signs(self) -> list[Sign]:
        """Every sign of the user's own library."""
        own = self._combined.mine
        return own.all_signs((), own.count(), 0) if own else []

    def plan(self, wanted: RelabelRequest) -> RelabelPlan:
        """Which signs `wanted` would give another label."""
        return relabel.planned(self._free(), wanted)

    def plan_from(self, table: Path) -> tuple[RelabelPlan, list[str]]:
        """Which signs a table would give another label, and what is wrong with its lines."""
        return relabel.from_table(table, self._free())

    def relabel(self, plan: RelabelPlan) -> int:
        """Give signs new labels; signs of one source that get the same become one. Return how many
        signs there are less."""
        if not plan:
            return 0
        with self._combined.own.changing() as db:
            touched = {*plan, *relabel.joined_with(db, plan)}
            undo.begin(db, f"Relabelled {len(plan)} signs.", touched)
            return relabel.apply(db, plan)

    def duplicates(self) -> Steps[list[DuplicateGroup]]:
        """Find clips of the user's own that are there twice, or nearly the same recording."""
        own = self._combined.mine
        if own is None:
            return []
        yield Progress(0, 0, "Comparing landmarks")
        same = own.asked(lambda db: duplicates.equal(db.execute("SELECT clip, packed FROM poses")))
        ids, codes, unit = own.vectors(self._encoder().name)
        pairs: list[tuple[int, int]] = []
        done = 0
        for found in duplicates.near(ids, codes, unit):
            yield Progress(done, len(ids), "Comparing clips")
            done = min(done + duplicates.ROWS, len(ids))
            pairs += [pair for pair in found if self._one_recording(own, *pair)]
        return duplicates.grouped(same, pairs)

    def owners(self, group: DuplicateGroup) -> list[Sign]:
        """The sign of each clip of a group."""
        own = self._combined.own
        of = own.sign_of_clips(group.clips)
        signs = own.signs([*set(of.values())])
        return [signs[of[clip]] for clip in group.clips]

    def merge(self, groups: list[DuplicateGroup]) -> int:
        """Keep the first clip of each group; return how many went."""
        if not groups:
            return 0
        own = self._combined.own
        clips = [clip for group in groups for clip in group.clips]
        with own.changing() as db:
            signs = set(own.sign_of_clips(clips).values())
            said = f"Merged {len(groups)} groups of clips that were there twice."
            undo.begin(db, said, signs, deep=True)
            return duplicates.merge(db, groups)

    def changes(self) -> list[Change]:
        """What can be taken back, the newest first."""
        own = self._combined.mine
        return own.asked(undo.changes) if own else []

    def undo(self, many: int = 1) -> list[Change]:
        """Take back the newest changes, all or none; return what they were."""
        if len(self.changes()) < max(many, 1):
            raise LibraryError(
                f"There are {len(self.changes())} changes that can be taken back.",
                hint="See them: signdict undo --list",
            )
        with self._combined.own.changing() as db:
            undone = [undo.undo(db) for _ in range(many)]
        self._combined.look_again()
        return [change for change in undone if change]

    def health(self) -> Health:
        """Look how everything is."""
        own, encoder = self._combined.mine, self._encoder()
        now = (
            mediapipe_tracker.made_by(self._paths.tracker) if self._paths.tracker.is_file() else ""
        )
        paths = self._paths
        sizes = {
            "library": paths.library, "starter": paths.starter, "index": paths.index,
            "models": paths.models, "imports": paths.imports, "backups": paths.backups,
        }  # fmt: skip
        clip_search = ClipSearch(paths.index, self._combined, encoder.name)
        absent = own.asked(health.missing) if own else []
        gone = {soundness.gone(path) for path in absent}
        return Health(
            signs=sum(library.count() for library in self._combined.libraries),
            clips=sum(len(library.clip_ids()) for library in self._combined.libraries),
            model=encoder.name,
            unread=self._combined.without_vector(encoder.name),
            index=clip_search.state(),
            tracker=now,
            retrackable=len(own.asked(lambda db: health.outdated(db, now))) if own else 0,
            missing=tuple(absent),
            models=own.asked(health.models) if own else {},
            trackers=own.asked(health.trackers) if own else {},
            sizes={name: health.size(path) for name, path in sizes.items()},
            problems=tuple(one for one in self._combined.check() if one not in gone),
        )

    def repair(self) -> Steps[list[str]]:
        """Put right what can be put right; return what was done, in sentences."""
        done = []
        encoder = self._encoder()
        if own := self._combined.mine:
            damaged = own.asked(
                lambda db: soundness.damaged(lambda sql: db.execute(sql).fetchall())
            )
            with own.changing() as db:
                done += health.mend(db, damaged)
        read = 0
        for library, into, what in self._combined.unread(encoder.name):
            read += yield from ingest.reread(library, encoder, into, what)
        done += [f"Clips read with {encoder.name}: {read}."] if read else []
        if own and self._paths.tracker.is_file():
            now = mediapipe_tracker.made_by(self._paths.tracker)
            try:
                again = yield from retrack(own, encoder, self._paths.tracker, now)
            finally:  # also where it was stopped: some clips have other landmarks now
                self._let_go()
            done += [f"Tracked {again} clips again."] if again else []
        clip_search = ClipSearch(self._paths.index, self._combined, encoder.name)
        if clip_search.state() != "ready":
            yield Progress(0, 0, "Making the index")
            self._let_go()
            clip_search.rebuild()
            done.append("Made the index again.")
        return done

    def back_up(self, target: Path) -> Steps[int]:
        """Copy all that is the user's own to one file while it is in use; return its bytes."""
        return (yield from Backup(self._paths, self._combined).back_up(target))

    def restore(self, file: Path) -> Steps[Path | None]:
        """Put a backup in the place of what is here, after it was checked; return where a copy of
        what was here before is, if there was anything."""
        before = yield from Backup(self._paths, self._combined).restore(file)
        self._let_go()  # another model may answer from now on
        return before

    def _free(self) -> list[Sign]:
        """The signs whose labels may be changed here: what was taught has its own command."""
        return [sign for sign in self.signs() if sign.source.name != TAUGHT.name]

    def _one_recording(self, own: Library, one: int, other: int) -> bool:
        first, second = own.pose(one), own.pose(other)
        return bool(first and second and duplicates.one_recording(first, second))

    def _named(self, source: str) -> None:
        if source not in {one.name for one, _ in self._combined.sources()}:
            raise LibraryError(
                f"There is no source named {source}.", hint="See their names: signdict sources"
            )

    def _home_of(self, source: str) -> Library:
        self._named(source)
        for library in reversed(self._combined.libraries):
            if source in {one.name for one, _ in library.sources()}:
                return library
        raise _starter(source)


def _starter(source: str) -> LibraryError:
    return LibraryError(
        f"{source} belongs to the starter dictionary, which cannot be changed.",
        hint="Switch it off to leave it out: signdict sources off NAME",
    )


def _damaged(db: sqlite3.Connection) -> set[int]:
    return soundness.damaged(lambda sql: db.execute(sql).fetchall())
