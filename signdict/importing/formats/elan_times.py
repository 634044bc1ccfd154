"""The times of ELAN's annotations: read from time slots, or derived from other annotations."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from xml.etree import ElementTree as ET

#: The first and last millisecond of an annotation.
TimeSpan = tuple[float, float]

_ALIGNED, _REFERRING = "ALIGNABLE_ANNOTATION", "REF_ANNOTATION"
#: The constraint of types whose annotations share the time of their parent.
SUBDIVISION = "symbolic_subdivision"


def slots(root: ET.Element) -> dict[str, float | None]:
    """Return the time slots of a document in their order: milliseconds, or None."""
    return {
        slot.get("TIME_SLOT_ID", ""): milliseconds(slot.get("TIME_VALUE"))
        for slot in root.iter("TIME_SLOT")
    }


def milliseconds(text: str | None) -> float | None:
    """Return a time, NaN if it is not one, or None if there is no text."""
    if text is None or not text.strip():
        return None
    try:
        time = float(text)
    except ValueError:
        return math.nan
    return time if 0 <= time < math.inf else math.nan


def spans(root: ET.Element) -> dict[str, TimeSpan]:
    """Return the times of all annotations for which ELAN shows one, by their ids.

    A slot without a time divides the distance between its aligned neighbours evenly: those in the
    chain of annotations on its tier, or else those in the order of time. A reference annotation has
    the times of its parent; those of a symbolic subdivision share them evenly.
    """
    times, known = slots(root), dict[str, TimeSpan]()
    constraints = {
        kind.get("LINGUISTIC_TYPE_ID"): constraint(kind) for kind in root.iter("LINGUISTIC_TYPE")
    }
    for tier in parents_first(root):
        aligned = [*tier.iter(_ALIGNED)]
        _fill(times, [(a.get("TIME_SLOT_REF1", ""), a.get("TIME_SLOT_REF2", "")) for a in aligned])
        for annotation in aligned:
            start = times.get(annotation.get("TIME_SLOT_REF1", ""))
            end = times.get(annotation.get("TIME_SLOT_REF2", ""))
            if start is not None and end is not None and start <= end:
                known[annotation.get("ANNOTATION_ID", "")] = (start, end)
        divided = constraints.get(tier.get("LINGUISTIC_TYPE_REF")) == SUBDIVISION
        known |= _referring(tier, known, divided=divided)
    return known


def constraint(kind: ET.Element) -> str:
    """Return the constraint of a linguistic type in lower case with underscores."""
    return "_".join(kind.get("CONSTRAINTS", "").casefold().split())


def parents_first(root: ET.Element) -> list[ET.Element]:
    """Return the tiers so that a parent is before its children; those in a circle are missing."""
    children: defaultdict[str | None, list[ET.Element]] = defaultdict(list)
    for tier in root.iter("TIER"):
        children[tier.get("PARENT_REF")].append(tier)
    ordered = children.pop(None, [])
    for tier in ordered:  # it grows
        ordered += children.pop(tier.get("TIER_ID"), [])
    return ordered


def _fill(times: dict[str, float | None], annotations: Iterable[tuple[str, str]]) -> None:
    """Give a time to the slots of a tier that have none, where neighbours have one."""
    following = dict(annotations)
    for first in [slot for slot in following if times.get(slot) is not None]:
        chain = [first, following[first]]
        while times.get(chain[-1]) is None and chain[-1] in following:
            chain.append(following[chain[-1]])
            if len(chain) > len(following) + 1:
                break
        _interpolate(times, chain)
    missing = {slot for pair in following.items() for slot in pair if times.get(slot) is None}
    if missing:
        order = [*times]
        timed = [place for place, time in enumerate(times.values()) if time is not None]
        for before, after in pairwise(timed):
            if missing.intersection(order[before + 1 : after]):
                _interpolate(times, order[before : after + 1])


def _interpolate(times: dict[str, float | None], chain: list[str]) -> None:
    """Space the slots between the first and the last of a chain evenly, if both have times."""
    start, end = times.get(chain[0]), times.get(chain[-1])
    if start is None or end is None or end < start:
        return
    for place, slot in enumerate(chain[1:-1], start=1):
        times[slot] = round(start + (end - start) * place / (len(chain) - 1))


def _referring(
    tier: ET.Element, known: Mapping[str, TimeSpan], *, divided: bool
) -> dict[str, TimeSpan]:
    """Return the times of the reference annotations of a tier."""
    children: defaultdict[str, list[ET.Element]] = defaultdict(list)
    for annotation in tier.iter(_REFERRING):
        children[annotation.get("ANNOTATION_REF", "")].append(annotation)
    found: dict[str, TimeSpan] = {}
    for parent, group in children.items():
        if parent not in known:
            continue
        start, end = known[parent]
        ordered = _in_order(group)
        chained = any(annotation.get("PREVIOUS_ANNOTATION") for annotation in group)
        step = (end - start) / len(ordered) if divided or chained else 0
        for place, annotation in enumerate(ordered):
            first, last = start + place * step, start + (place + 1) * step
            span = (round(first), round(last)) if step else (start, end)
            found[annotation.get("ANNOTATION_ID", "")] = span
    return found


def _in_order(group: list[ET.Element]) -> list[ET.Element]:
    """Return the children of one annotation so that each is after its previous annotation."""
    names = {annotation.get("ANNOTATION_ID") for annotation in group}
    after: defaultdict[str | None, list[ET.Element]] = defaultdict(list)
    for annotation in group:
        previous = annotation.get("PREVIOUS_ANNOTATION")
        after[previous if previous in names else None].append(annotation)
    ordered: list[ET.Element] = []
    waiting = after.pop(None, [])[::-1]
    while waiting:
        annotation = waiting.pop()
        ordered.append(annotation)
        waiting += after.pop(annotation.get("ANNOTATION_ID"), [])[::-1]
    return ordered + [each for rest in after.values() for each in rest]
