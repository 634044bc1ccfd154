"""What a map shows: signs at their places, and by what they can be coloured."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import Item
from signdict.linguistics.sign_map import Places

#: So many groups have a colour and mark of their own; all others share the last.
MOST = 10


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Signs by one of their properties: the names of groups, the largest first, how many each has,
    and to which each sign belongs (n,). The last may be "" for all that are in none of them."""

    names: tuple[str, ...]
    counts: tuple[int, ...]
    member: NDArray[np.int32]

    @classmethod
    def of(cls, values: Sequence[str], most: int = MOST) -> "Groups":
        """Group signs by a value each; those without one, and of rare values, are in none."""
        count = Counter(value for value in values if value)
        kept = [value for value, _ in sorted(count.items(), key=lambda c: (-c[1], c[0]))[:most]]
        place = {value: number for number, value in enumerate(kept)}
        member = np.fromiter((place.get(v, len(kept)) for v in values), np.int32, len(values))
        sizes = np.bincount(member, minlength=len(kept) + 1)
        names = (*kept, "") if sizes[-1] else tuple(kept)
        return cls(names, tuple(sizes[: len(names)].tolist()), member)


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """Signs `items` (n) at `places` (n, 2), and groups by what they are called after."""

    items: Sequence[Item]
    places: Places
    groups: Mapping[str, Groups]

    @classmethod
    def of(
        cls, items: Sequence[Item], places: Places, seen: Mapping[int, Mapping[str, str]]
    ) -> "Landscape":
        """Group signs by language, source and meaning, and by what is seen of them."""
        groups = {
            "sign_language": Groups.of([item.sign_language for item in items]),
            "source": Groups.of([item.source for item in items]),
            "concept": Groups.of(_shared(items)),
        }
        nothing: Mapping[str, str] = {}
        for name in dict.fromkeys(name for facets in seen.values() for name in facets):
            groups[name] = Groups.of([seen.get(item.id, nothing).get(name, "") for item in items])
        return cls(items, places, groups)


def _shared(items: Sequence[Item]) -> list[str]:
    """What each sign means, where several languages have a sign for it; otherwise nothing."""
    languages: dict[str, set[str]] = {}
    for item in items:
        languages.setdefault(item.meaning, set()).add(item.sign_language)
    return [item.meaning if len(languages[item.meaning]) > 1 else "" for item in items]
