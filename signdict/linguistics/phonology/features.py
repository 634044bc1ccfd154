"""What can be told of a sign from its pose alone, without anybody's annotation: `of(pose)`.

One or two hands, how alike they are, which one leads, where on the body, what movement, which
group of handshapes. Definitions, and how far they can be trusted, are in `docs/facets.md`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import FacetError
from signdict.linguistics.phonology import articulators, movement
from signdict.linguistics.phonology.articulators import Bearing, Place
from signdict.linguistics.phonology.handshape import GROUPS, HandshapeGroup, groups, reach
from signdict.linguistics.phonology.movement import Movement
from signdict.pose.pose import UsablePose

if TYPE_CHECKING:
    from signdict.core.types import Match

#: Rises with every change of what facets mean: what was stored of an older one is made again.
VERSION: Final = 1

HandCount: TypeAlias = Literal["one", "two"]
Side: TypeAlias = Literal["left", "right", "both"]
Symmetry: TypeAlias = Literal["none", "mirrored", "alternating", "different"]
#: Both hands do the same, at once or in turn.
SYMMETRIC: Final = ("mirrored", "alternating")

#: A second hand takes part if it is raised for so much of the time that the first one is.
SECOND: Final = 0.4
#: Two hands move alike if the weaker goes at least so far as a share of the stronger...
EQUAL: Final = 0.5
#: ... and the path of one goes with the mirror image of the other so well, or against it: -1 to 1.
TOGETHER, IN_TURN = 0.75, -0.35
#: Hands that both keep still are alike at about one height, in shoulder widths.
LEVEL: Final = 0.25
#: Below this speed a hand keeps still, in shoulder widths a second.
STILL: Final = 0.3
#: Alike hands differ in how open each finger is by at most this on the mean, as a share.
SAME: Final = 0.3

Numbers: TypeAlias = NDArray[Any]
_SIDES: Final[tuple[Side, Side]] = ("left", "right")


@dataclass(frozen=True, slots=True)
class PhonologicalFeatures:
    """What a clip shows: `dominant` is the hand that leads, "both" where the hands are alike."""

    hands: HandCount
    dominant: Side
    symmetry: Symmetry
    place: Place
    movement: Movement
    handshape: HandshapeGroup

    def as_json(self) -> dict[str, str]:
        """Return the fields that `--json` prints."""
        return asdict(self)


#: Every facet with what it can be, in the order in which people are asked.
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "hands": get_args(HandCount),
    "dominant": get_args(Side),
    "symmetry": get_args(Symmetry),
    "place": articulators.PLACES,
    "movement": movement.MOVEMENTS,
    "handshape": GROUPS,
}


#: What is wanted of facets: of each that is named, one of these values.
FacetFilter: TypeAlias = Mapping[str, Collection[str]]


def wanted(named: Sequence[str]) -> FacetFilter:
    """Read what is wanted from words such as "place=chest"; "symmetry=symmetric" is either kind.

    Several of one facet mean any of these. Raise FacetError if a word is none of this kind.
    """
    read: dict[str, set[str]] = {}
    for words in named:
        name, _, value = words.partition("=")
        if name not in VALUES:
            raise FacetError(f"There is no facet {name}.", hint=f"There are {_listed(VALUES)}.")
        alike = (name, value) == ("symmetry", "symmetric")
        values = SYMMETRIC if alike else (value,)
        if not set(values) <= set(VALUES[name]):
            raise FacetError(
                f"{name} is never {value or 'empty'}.", hint=f"It can be {_listed(VALUES[name])}."
            )
        read.setdefault(name, set()).update(values)
    return read


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"


def fits(seen: PhonologicalFeatures, wanted: FacetFilter) -> bool:
    """Whether a clip has what is wanted."""
    return all(getattr(seen, name) in values for name, values in wanted.items())


def narrowed(
    matches: "Sequence[Match]", known: Mapping[int, PhonologicalFeatures], wanted: FacetFilter
) -> "list[Match]":
    """Return the matches of which a clip has what is wanted; `known` is by the number of a clip."""
    return [
        match
        for match in matches
        if any(clip.id in known and fits(known[clip.id], wanted) for clip in match.clips)
    ]


def of(pose: UsablePose) -> PhonologicalFeatures:
    """Read the facets off a pose."""
    seen = Bearing.of(pose)
    share = seen.up.mean(axis=0)
    both = bool(share.min() >= SECOND * share.max())
    lead = _leading(seen, both=both)
    part = movement.core(seen.middle[:, lead], seen.up[:, lead], seen.fps)
    path = seen.middle[part, lead]
    weight = _slowness(path, seen.fps)
    symmetry = _symmetry(seen, part) if both else "none"
    alike = symmetry in SYMMETRIC
    return PhonologicalFeatures(
        "two" if both else "one",
        "both" if alike else _SIDES[lead],
        symmetry,
        articulators.where(seen, lead, part, weight, both=both),
        movement.kind(path),
        _handshape(seen, lead, part, weight),
    )


def _leading(seen: Bearing, *, both: bool) -> int:
    """The side that is raised longer; of two hands the one that goes farther."""
    if not both:
        return int(seen.up.mean(axis=0).argmax())
    steps = np.diff(seen.middle, axis=0) * (seen.up[1:] & seen.up[:-1])[..., None]
    return int(np.sqrt((steps**2).sum(axis=2)).sum(axis=0).argmax())


def _slowness(path: Numbers, fps: float) -> Numbers:
    """How much each moment counts: (T,), most where the hand is held."""
    steps = np.diff(path, axis=0, prepend=path[:1])
    speed = np.sqrt((steps**2).sum(axis=1)) * fps
    return np.asarray(1 / (STILL + speed))


def _symmetry(seen: Bearing, part: slice) -> Symmetry:
    if not _same_shape(seen, part):
        return "different"
    path = seen.middle[part]
    steps = np.diff(path, axis=0, prepend=path[:1]) * seen.fps
    steps[:, 0, 0] *= -1  # the left hand as a mirror shows it
    power = np.sqrt((steps**2).sum(axis=2).mean(axis=0))  # left, right
    if power.max() < STILL:
        level = abs(float((path[:, 0, 1] - path[:, 1, 1]).mean())) < LEVEL
        return "mirrored" if level else "different"
    if power.min() < EQUAL * power.max():
        return "different"
    together = float((steps[:, 0] * steps[:, 1]).sum(axis=1).mean() / power.prod())
    if together >= TOGETHER:
        return "mirrored"
    return "alternating" if together <= IN_TURN else "different"


def _same_shape(seen: Bearing, part: slice) -> bool:
    """Whether the fingers of both hands are about as open, where both are seen."""
    there = seen.seen[part].all(axis=1)
    if not there.any():
        return True
    left, right = (reach(seen.hands[part, side][there]) for side in range(2))
    return float(np.median(np.abs(left - right).mean(axis=1))) < SAME


def _handshape(seen: Bearing, side: int, part: slice, weight: Numbers) -> HandshapeGroup:
    """The group of most moments, those counting most in which the hand is held."""
    there = seen.seen[part, side]
    hands, weights = seen.hands[part, side][there], weight[there]
    if not there.any():  # lost in the midst of the sign: by what is seen of it before and after
        hands = seen.hands[seen.seen[:, side], side]
        weights = np.ones(len(hands))
    votes = dict.fromkeys(GROUPS, 0.0)
    for group, one in zip(groups(hands), weights.tolist(), strict=True):
        votes[group] += one
    return max(votes, key=votes.__getitem__) if len(hands) else "other"
