"""The facets of signs in words: their names, the choices of each, and the value of a clip."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from signdict.linguistics.phonology.features import PhonologicalFeatures

#: The facets to filter by, the most reliably recognised first.
FILTERS = ("hands", "symmetry", "place", "handshape", "movement")
#: Every facet, in the order of a table's columns.
FACETS = (*FILTERS, "dominant")


def name(facet: str) -> str:
    """Return the name of a facet."""
    return {
        "hands": QCoreApplication.translate("facets", "Hands"),
        "dominant": QCoreApplication.translate("facets", "Dominant hand"),
        "symmetry": QCoreApplication.translate("facets", "Symmetry"),
        "place": QCoreApplication.translate("facets", "Place"),
        "handshape": QCoreApplication.translate("facets", "Handshape"),
        "movement": QCoreApplication.translate("facets", "Movement"),
    }[facet]


def choices(facet: str) -> dict[str, tuple[str, ...]]:
    """Return the choices of a facet to filter by: {word: the values it stands for}."""
    words = {
        "hands": _hands,
        "symmetry": _symmetries,
        "place": _places,
        "handshape": _handshapes,
        "movement": _movements,
    }[facet]()
    return {word: values for values, word in words.items()}


def value_names(facet: str) -> dict[str, str]:
    """Return a distinct name for each value of a facet: {value: name}."""
    if facet == "dominant":
        return _sides()
    if facet == "symmetry":
        return _exact_symmetries()
    return {value: word for word, values in choices(facet).items() for value in values}


def describe(facets: "PhonologicalFeatures", facet: str) -> str:
    """Return the word for one facet of a clip, or "" if the facet does not apply."""
    value = getattr(facets, facet)
    return next((word for word, values in choices(facet).items() if value in values), "")


def _hands() -> dict[tuple[str, ...], str]:
    return {
        ("one",): QCoreApplication.translate("facets", "One hand"),
        ("two",): QCoreApplication.translate("facets", "Two hands"),
    }


def _symmetries() -> dict[tuple[str, ...], str]:
    return {
        ("mirrored", "alternating"): QCoreApplication.translate("facets", "Symmetric"),
        ("different",): QCoreApplication.translate("facets", "Not symmetric"),
    }


def _exact_symmetries() -> dict[str, str]:
    return {
        "none": QCoreApplication.translate("facets", "One-handed"),
        "mirrored": QCoreApplication.translate("facets", "Mirrored"),
        "alternating": QCoreApplication.translate("facets", "Alternating"),
        "different": QCoreApplication.translate("facets", "Not symmetric"),
    }


def _sides() -> dict[str, str]:
    return {
        "left": QCoreApplication.translate("facets", "Left"),
        "right": QCoreApplication.translate("facets", "Right"),
        "both": QCoreApplication.translate("facets", "Both"),
    }


def _places() -> dict[tuple[str, ...], str]:
    return {
        ("head",): QCoreApplication.translate("facets", "Head"),
        ("face",): QCoreApplication.translate("facets", "Face"),
        ("neck",): QCoreApplication.translate("facets", "Neck or shoulder"),
        ("chest",): QCoreApplication.translate("facets", "Chest"),
        ("belly",): QCoreApplication.translate("facets", "Belly"),
        ("hand",): QCoreApplication.translate("facets", "Other hand"),
        ("arm",): QCoreApplication.translate("facets", "Other arm"),
        ("space",): QCoreApplication.translate("facets", "Next to the body"),
    }


def _movements() -> dict[tuple[str, ...], str]:
    return {
        ("none",): QCoreApplication.translate("facets", "Held still"),
        ("straight",): QCoreApplication.translate("facets", "Straight"),
        ("arc",): QCoreApplication.translate("facets", "Arc"),
        ("circle",): QCoreApplication.translate("facets", "Circle"),
        ("repeated",): QCoreApplication.translate("facets", "Repeated"),
    }


def _handshapes() -> dict[tuple[str, ...], str]:
    return {
        ("fist",): QCoreApplication.translate("facets", "Fist"),
        ("thumb",): QCoreApplication.translate("facets", "Thumb out"),
        ("flat",): QCoreApplication.translate("facets", "Flat"),
        ("spread",): QCoreApplication.translate("facets", "Spread"),
        ("index",): QCoreApplication.translate("facets", "Index finger"),
        ("two",): QCoreApplication.translate("facets", "Two fingers"),
        ("little",): QCoreApplication.translate("facets", "Little finger"),
        ("pinch",): QCoreApplication.translate("facets", "Pinch"),
        ("round",): QCoreApplication.translate("facets", "Round"),
        ("claw",): QCoreApplication.translate("facets", "Claw or hook"),
        ("other",): QCoreApplication.translate("facets", "Other"),
    }
