"""Minimal pairs: signs that mean different things and differ in one property of their form alone.

A sign is described by four properties that its facets tell: the hands (how many, and whether they
do the same), the place, the movement and the handshape. Which hand leads is left out, as it tells
the signer, not the sign.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from signdict.core.types import Item, Progress, Steps
from signdict.linguistics.pairs import WIDE, read
from signdict.search.clipsearch import Likeness
from signdict.search.ranking import vote

#: The properties of which exactly one differs.
PROPERTIES = ("hands", "place", "movement", "handshape")
#: What a minimal pair is told as, one column each.
MINIMAL_COLUMNS = (
    "differs", "first_id", "first_gloss", "first_language", "first_value",
    "second_id", "second_gloss", "second_language", "second_value", "score",
)  # fmt: skip
#: Facets by the number of a sign.
Seen: TypeAlias = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class MinimalPair:
    """Two signs, the property in which they differ its value of each, and how alike they are."""

    first: Item
    second: Item
    differs: str
    values: tuple[str, str]
    score: float

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` and `--csv` print."""
        told: dict[str, object] = {"differs": self.differs, "score": round(self.score, 6)}
        sides = zip(("first", "second"), (self.first, self.second), self.values, strict=True)
        for place, item, value in sides:
            told |= {
                f"{place}_id": item.id,
                f"{place}_gloss": item.name,
                f"{place}_language": item.sign_language,
                f"{place}_value": value,
            }
        return {name: told[name] for name in MINIMAL_COLUMNS}


def described(facets: Mapping[str, str]) -> dict[str, str]:
    """The four properties of a sign from its facets."""
    hands = facets["hands"] if facets["symmetry"] == "none" else f"two, {facets['symmetry']}"
    return {"hands": hands} | {name: facets[name] for name in PROPERTIES[1:]}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> str | None:
    """The one property in which two signs differ; None if it is none, or more than one."""
    found = [name for name in PROPERTIES if one[name] != other[name]]
    return found[0] if len(found) == 1 else None


def minimal_pairs(
    likeness: Likeness, asked: Sequence[Item], among: Sequence[Item], seen: Seen
) -> Steps[list[MinimalPair]]:
    """Minimal pairs of signs of two languages, or of one with itself, the most alike first.

    Only signs that the model finds alike are compared: those of the `WIDE` nearest clips.
    """
    codes = sorted({item.sign_language for item in among})
    owner = {clip: item.id for item in among for clip in item.clips}
    items = {item.id: item for item in (*asked, *among)}
    told = {number: described(facets) for number, facets in seen.items()}
    found: dict[frozenset[int], MinimalPair] = {}
    for done, item in enumerate(asked):
        yield Progress(done, len(asked), item.name)
        readings = read(likeness, [item.id], items)
        if item.id not in readings or item.id not in told:
            continue
        scores = vote(likeness.alike(readings[item.id], WIDE, codes), owner)
        for other, score in scores.items():
            if other == item.id or other not in told or item.meanings() & items[other].meanings():
                continue
            if name := differing(told[item.id], told[other]):
                values = told[item.id][name], told[other][name]
                pair = MinimalPair(item, items[other], name, values, score)
                found.setdefault(frozenset((item.id, other)), pair)
    return sorted(found.values(), key=lambda p: (-p.score, p.first.id, p.second.id))
