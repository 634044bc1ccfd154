"""Backs up and restores what belongs to the user, in one file."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from signdict.core.errors import LibraryError, ModelError, WriteError
from signdict.core.paths import Paths
from signdict.core.types import Steps
from signdict.library import backup, database
from signdict.library.combined import OWN_IDS, CombinedLibrary
from signdict.linguistics.views import ViewStore
from signdict.lists import store
from signdict.lists.store import ListStore
from signdict.model.registry import Models

#: The names of the lists, the saved views and the chosen model in a backup.
_LISTS, _VIEWS, _MODEL = "lists", "views", "model"
#: Endings of the files that SQLite and signdict keep next to a library.
_ENDINGS = ("", "-wal", "-shm", "-journal", ".lock")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the numbers of signs, clips and lists; None if a backup has no lists.

    `before` is the copy that was made of the content before, if there was any.
    """

    signs: int
    clips: int
    lists: int | None
    before: Path | None


class Backup:
    """Backs up and restores the library, the lists, the saved views and the choice of a model.

    Each method raises a SignDictError if it fails; then nothing was changed.
    """

    def __init__(
        self,
        paths: Paths,
        combined: CombinedLibrary,
        lists: ListStore,
        views: ViewStore,
        models: Models,
    ) -> None:
        self._paths, self._combined = paths, combined
        self._lists, self._views, self._models = lists, views, models

    def back_up(self, target: Path) -> Steps[int]:
        """Copy everything to one file while it is in use, and return its size in bytes."""
        self._check_target(target)
        lists = self._lists.content()
        if self._combined.mine is None and lists is None:
            raise LibraryError(
                "There is no library of your own yet, and no list.", hint="Add signs first."
            )
        return (yield from self._save(target, lists))

    def restore(self, file: Path) -> Steps[Restored]:
        """Replace everything by a backup, after checking it, and return what it contained.

        A backup without lists leaves the lists unchanged.
        """
        if _same_file(file, self._paths.library):
            raise LibraryError("This is the library itself.", hint="Name a backup of it.")
        with suppress(OSError):  # reported when something is written there
            self._paths.home.mkdir(parents=True, exist_ok=True)
        generation = self._combined.mine.generation if self._combined.mine else 0
        try:
            with backup.scratch_file(self._paths.library) as copy:
                content = yield from backup.check(file, copy, OWN_IDS, generation)
                extra = backup.take_extra(copy, file)
                lists = store.check(extra[_LISTS], file) if _LISTS in extra else None
                before = yield from self._save_current()
                self._replace(copy, extra)
        finally:
            self._combined.refresh()
        return Restored(content.signs, content.clips, lists, before)

    def _check_target(self, target: Path) -> None:
        """Raise LibraryError if a backup would replace a file that signdict itself uses."""
        if _same_file(target, self._paths.library):
            raise LibraryError("This is the library itself.", hint="Name another file.")
        own = (self._paths.library, self._paths.lists, self._paths.views)
        used = (path.with_name(path.name + end) for path in own for end in _ENDINGS)
        if any(_same_file(target, path) for path in used):
            raise LibraryError(
                f"{target} is a file that signdict itself uses.", hint="Name another file."
            )

    def _save(self, target: Path, lists: bytes | None) -> Steps[int]:
        extra = {_MODEL: self._models.chosen_name().encode()}
        extra |= {_LISTS: lists} if lists is not None else {}
        views = self._views.content()
        extra |= {_VIEWS: views} if views is not None else {}
        return (yield from backup.save(self._paths.library, target, OWN_IDS, extra))

    def _save_current(self) -> Steps[Path | None]:
        """Back up the current content, if there is any, and return where."""
        lists = self._lists.content()
        if self._combined.mine is None and lists is None:
            return None
        now = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
        target = self._paths.backups / f"before restoring {now}.db"
        with suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
        yield from self._save(target, lists)
        return target

    def _replace(self, copy: Path, extra: dict[str, bytes]) -> None:
        """Replace the library and the lists: both, or neither."""
        lists = self._lists.content()
        own = self._combined.own
        backup.match_page_size(copy, own.path)
        if _LISTS in extra:
            self._lists.replace_with(extra[_LISTS])
        try:
            own.replace_with(copy)
        except BaseException:
            if _LISTS in extra:
                self._lists.replace_with(lists)
            raise
        if _VIEWS in extra:
            with suppress(WriteError):  # the current views stay
                self._views.restore(extra[_VIEWS])
        if _MODEL in extra:
            with suppress(ModelError):  # not added on this machine: the current model stays
                self._models.choose(extra[_MODEL].decode("utf-8", "replace"))


def set_damaged_aside(paths: Paths, file: Path) -> Steps[Path | None]:
    """Move a damaged library to the folder of backups, so that a backup can be restored.

    Return where it is now; None if the library is intact, or does not exist. Raise LibraryError if
    `file` is not a backup; then nothing was moved.
    """
    library = paths.library
    if not library.is_file() or _same_file(file, library) or not backup.is_damaged(library):
        return None
    with backup.scratch_file(library) as copy:
        yield from backup.check(file, copy, OWN_IDS, 0)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
    with database.explain_errors(library):
        paths.backups.mkdir(parents=True, exist_ok=True)
        aside = paths.backups / f"damaged {now}.db"
        for end in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                library.with_name(library.name + end).replace(f"{aside}{end}")
    return aside


def _same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, or would if it existed."""
    with suppress(OSError):
        if one.exists() and other.exists() and one.samefile(other):
            return True
    return os.path.realpath(one) == os.path.realpath(other)
