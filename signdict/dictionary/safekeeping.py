"""All that is the user's own in one file, and back: the library, the lists, saved views, which
model was chosen.

What can be made again (index, maps) or added again (models, the videos themselves) is not in it.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from signdict.core.errors import ExportError, LibraryError, ModelError
from signdict.core.paths import Places
from signdict.core.types import Steps
from signdict.library import backup
from signdict.library.combined import OWN_IDS, Shelf
from signdict.linguistics.views import Views
from signdict.lists.store import Binder
from signdict.model.registry import Models

#: Under which names the lists, the saved views and the choice of a model stand in a backup.
_LISTS, _VIEWS, _MODEL = "lists", "views", "model"


class Safekeeping:
    """Backs up and restores. Each raises a SignDictError, in a sentence, if it cannot be done;
    then everything is as it was."""

    def __init__(self, places: Places, shelf: Shelf) -> None:
        self._places, self._shelf = places, shelf
        self._lists, self._models = Binder(places.lists), Models(places)
        self._views = Views(places.views)

    def back_up(self, target: Path) -> Steps[int]:
        """Copy everything to one file while it is in use; return its bytes."""
        lists = self._lists.content()
        if self._shelf.mine is None and lists is None:
            raise LibraryError(
                "There is no library of your own yet, and no list.", hint="Add signs first."
            )
        return (yield from self._save(target, lists))

    def restore(self, file: Path) -> Steps[Path | None]:
        """Put a backup in the place of what is here, after it was checked; return where a copy of
        what was here before is, if there was anything. A backup without lists leaves the lists."""
        home = self._places.home
        with suppress(OSError):  # told by whoever writes there
            home.mkdir(parents=True, exist_ok=True)
        beside = home / ".restoring.db"
        generation = self._shelf.mine.generation if self._shelf.mine else 0
        try:
            with backup.cleared(beside):
                yield from backup.checked(file, beside, OWN_IDS, generation)
                kept = backup.taken_out(beside)
                if _LISTS in kept:
                    Binder(file).check(kept[_LISTS])
                before = yield from self._before()
                self._put_back(beside, kept)
        finally:
            self._shelf.look_again()
        return before

    def _save(self, target: Path, lists: bytes | None) -> Steps[int]:
        kept = {_MODEL: self._models.chosen_name().encode()}
        kept |= {_LISTS: lists} if lists is not None else {}
        views = self._views.content()
        kept |= {_VIEWS: views} if views is not None else {}
        return (yield from backup.save(self._shelf.own.path, target, kept))

    def _before(self) -> Steps[Path | None]:
        """Keep what is here, if there is anything."""
        lists = self._lists.content()
        if self._shelf.mine is None and lists is None:
            return None
        now = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S")
        before = self._places.backups / f"before restoring {now}.db"
        with suppress(OSError):
            before.parent.mkdir(parents=True, exist_ok=True)
        yield from self._save(before, lists)
        return before

    def _put_back(self, beside: Path, kept: dict[str, bytes]) -> None:
        """Put the library and the lists back: both, or neither."""
        lists = self._lists.content()
        own = self._shelf.own
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
            with suppress(ExportError):  # those of now are left
                self._views.take_over(kept[_VIEWS])
        if _MODEL in kept:
            with suppress(ModelError):  # it was not added on this machine: the present one answers
                self._models.choose(kept[_MODEL].decode("utf-8", "replace"))
