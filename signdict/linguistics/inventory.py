"""Every sign of a shelf as a table, at once; and what is seen of them, a few at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from signdict.core.types import Item, Progress, Steps
from signdict.library.combined import Shelf
from signdict.linguistics.phonology.cache import Faceted
from signdict.linguistics.table import Listing, Seen, listing

#: Clips that are looked at between two steps: other questions wait no longer than for these.
_LOOKED: Final = 4
#: Clips of which what is remembered is read between two steps.
_READ: Final = 1000


@dataclass(frozen=True, slots=True)
class Look(Progress):
    """How many signs were looked at, and what was seen of those of the last step."""

    seen: Seen = field(default_factory=dict)

    def after(self, earlier: Progress) -> "Look":
        """This report with what was seen by the one before it."""
        before = earlier.seen if isinstance(earlier, Look) else {}
        return replace(self, seen={**before, **self.seen})


class Inventory:
    """The signs of a shelf, and their facets, which are looked at once."""

    def __init__(self, shelf: Shelf, faceted: Faceted) -> None:
        self._shelf, self._faceted = shelf, faceted

    def listing(self) -> Steps[Listing]:
        """Every sign in the order of the alphabet, with the facets that are known already."""
        yield Progress(0, 0)
        items = self._shelf.items()
        items.sort(key=lambda i: (i.gloss.casefold(), i.sign_language, i.variant, i.id))
        licences = {source.name: source.licence for source, _ in self._shelf.sources()}
        made = yield from listing(items, licences)
        first = _first(items)
        clips, seen = list(first), dict[int, dict[str, str] | None]()
        for at in range(0, len(clips), _READ):
            yield Progress(at, len(clips))
            known = self._faceted.known(clips[at : at + _READ])
            seen |= {first[c]: f.as_json() if f else None for c, f in known.items()}
        return made.filled(seen)

    def look(self, items: Sequence[Item]) -> Steps[Seen]:
        """The facets of signs, of their first clip. What was seen is kept, and told step by step.

        To stop loses nothing: what was seen is not looked at again.
        """
        first = _first(items)
        clips, seen = list(first), dict[int, dict[str, str] | None]()
        yield Look(0, len(clips))
        for at in range(0, len(clips), _LOOKED):
            block = clips[at : at + _LOOKED]
            found = self._faceted.of(block)
            new = {first[c]: found[c].as_json() if c in found else None for c in block}
            seen |= new
            yield Look(at + len(block), len(clips), seen=new)
        return seen


def _first(items: Sequence[Item]) -> dict[int, int]:
    """The first clip of each sign that has one, with the sign's number."""
    return {item.clips[0]: item.id for item in items if item.clips}
