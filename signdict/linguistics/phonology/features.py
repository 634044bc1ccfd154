"""Computes the facets of a sign from its pose: hands, symmetry, place, movement and handshape.

Definitions, and how reliable they are, are in `docs/facets.md`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np

from signdict.core.errors import FacetError
from signdict.core.types import AnyArray
from signdict.linguistics.phonology import articulators, movement
from signdict.linguistics.phonology.articulators import Articulators, Place
from signdict.linguistics.phonology.handshape import GROUPS, HandshapeGroup, groups, reach
from signdict.linguistics.phonology.movement import Movement
from signdict.pose.pose import UsablePose

if TYPE_CHECKING:
    from signdict.core.types import Match

#: Increase it with every change of what facets mean: facets of other versions are computed again.
VERSION: Final = 1

HandCount: TypeAlias = Literal["one", "two"]
Side: TypeAlias = Literal["left", "right", "both"]
Symmetry: TypeAlias = Literal["none", "mirrored", "alternating", "different"]
#: Both hands do the same, at the same time or in turn.
SYMMETRIC: Final = ("mirrored", "alternating")

#: A second hand takes part if it is raised for at least this share of the time of the first.
SECOND: Final = 0.4
#: Two hands move symmetrically if the weaker moves at least this share of the stronger...
EQUAL: Final = 0.5
#: ... and its path correlates at least this much with the mirror image of the other, or at most
#: the second value if they alternate: -1 to 1.
TOGETHER, IN_TURN = 0.75, -0.35
#: Two still hands are symmetric up to this difference in height, in shoulder widths.
LEVEL: Final = 0.25
#: Below this speed a hand is still, in shoulder widths per second.
STILL: Final = 0.3
#: Hands of one shape differ at most this much in how open each finger is, as a mean share.
SAME: Final = 0.3

_SIDES: Final[tuple[Side, Side]] = ("left", "right")


@dataclass(frozen=True, slots=True)
class PhonologicalFeatures:
    """The facets of a clip. `dominant` is the leading hand, "both" if the hands are symmetric."""

    hands: HandCount
    dominant: Side
    symmetry: Symmetry
    place: Place
    movement: Movement
    handshape: HandshapeGroup

    def as_json(self) -> dict[str, str]:
        """Return the fields that `--json` prints."""
        return asdict(self)


#: Every facet with its values, in the order in which they are shown.
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "hands": get_args(HandCount),
    "dominant": get_args(Side),
    "symmetry": get_args(Symmetry),
    "place": articulators.PLACES,
    "movement": movement.MOVEMENTS,
    "handshape": GROUPS,
}

#: A filter: for each named facet, the values that pass.
FacetFilter: TypeAlias = Mapping[str, Collection[str]]


def parse_filter(words: Sequence[str]) -> FacetFilter:
    """Parse words such as "place=chest"; "symmetry=symmetric" is either kind of symmetry.

    Several values of one facet mean any of them. Raise FacetError for an unknown facet or value.
    """
    values_of: dict[str, set[str]] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name not in VALUES:
            raise FacetError(f"Unknown facet: {name}.", hint=f"The facets are {_listed(VALUES)}.")
        symmetric = (name, value) == ("symmetry", "symmetric")
        values = SYMMETRIC if symmetric else (value,)
        if not set(values) <= set(VALUES[name]):
            raise FacetError(
                f"{name} is never {value or 'empty'}.", hint=f"It can be {_listed(VALUES[name])}."
            )
        values_of.setdefault(name, set()).update(values)
    return values_of


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"


def fits(facets: PhonologicalFeatures, wanted: FacetFilter) -> bool:
    """Return whether the facets of a clip pass a filter."""
    return all(getattr(facets, name) in values for name, values in wanted.items())


def narrowed(
    matches: "Sequence[Match]", known: Mapping[int, PhonologicalFeatures], wanted: FacetFilter
) -> "list[Match]":
    """Return the matches with a clip that passes a filter; `known` are facets by clip id."""
    return [
        match
        for match in matches
        if any(clip.id in known and fits(known[clip.id], wanted) for clip in match.clips)
    ]


def of(pose: UsablePose) -> PhonologicalFeatures:
    """Compute the facets of a pose."""
    body = Articulators.of(pose)
    share = body.raised.mean(axis=0)
    both = bool(share.min() >= SECOND * share.max())
    lead = _leading(body, both=both)
    part = movement.core(body.middle[:, lead], body.raised[:, lead], body.fps)
    path = body.middle[part, lead]
    weight = _slowness(path, body.fps)
    symmetry = _symmetry(body, part) if both else "none"
    return PhonologicalFeatures(
        "two" if both else "one",
        "both" if symmetry in SYMMETRIC else _SIDES[lead],
        symmetry,
        articulators.where(body, lead, part, weight, both=both),
        movement.kind(path),
        _handshape(body, lead, part, weight),
    )


def _leading(body: Articulators, *, both: bool) -> int:
    """Return the side that is raised longer; of two hands the one with the longer path."""
    if not both:
        return int(body.raised.mean(axis=0).argmax())
    steps = np.diff(body.middle, axis=0) * (body.raised[1:] & body.raised[:-1])[..., None]
    return int(np.sqrt((steps**2).sum(axis=2)).sum(axis=0).argmax())


def _slowness(path: AnyArray, fps: float) -> AnyArray:
    """Return (T,) the weight of each frame, highest where the hand is held."""
    steps = np.diff(path, axis=0, prepend=path[:1])
    speed = np.sqrt((steps**2).sum(axis=1)) * fps
    return np.asarray(1 / (STILL + speed))


def _symmetry(body: Articulators, part: slice) -> Symmetry:
    if not _same_shape(body, part):
        return "different"
    path = body.middle[part]
    steps = np.diff(path, axis=0, prepend=path[:1]) * body.fps
    steps[:, 0, 0] *= -1  # mirror the left hand
    power = np.sqrt((steps**2).sum(axis=2).mean(axis=0))  # left, right
    if power.max() < STILL:
        level = abs(float((path[:, 0, 1] - path[:, 1, 1]).mean())) < LEVEL
        return "mirrored" if level else "different"
    if power.min() < EQUAL * power.max():
        return "different"
    correlation = float((steps[:, 0] * steps[:, 1]).sum(axis=1).mean() / power.prod())
    if correlation >= TOGETHER:
        return "mirrored"
    return "alternating" if correlation <= IN_TURN else "different"


def _same_shape(body: Articulators, part: slice) -> bool:
    """Return whether the fingers of both hands are about as open, while both are visible."""
    visible = body.visible[part].all(axis=1)
    if not visible.any():
        return True
    left, right = (reach(body.hands[part, side][visible]) for side in range(2))
    return float(np.median(np.abs(left - right).mean(axis=1))) < SAME


def _handshape(body: Articulators, side: int, part: slice, weight: AnyArray) -> HandshapeGroup:
    """Return the group of most frames; frames in which the hand is held count most."""
    visible = body.visible[part, side]
    hands, weights = body.hands[part, side][visible], weight[visible]
    if not visible.any():  # lost during the sign: use the frames before and after it
        hands = body.hands[body.visible[:, side], side]
        weights = np.ones(len(hands))
    votes = dict.fromkeys(GROUPS, 0.0)
    for group, vote in zip(groups(hands), weights.tolist(), strict=True):
        votes[group] += vote
    return max(votes, key=votes.__getitem__) if len(hands) else "other"
