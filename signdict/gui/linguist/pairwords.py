"""Pairs of signs in the words of the window: their kinds, and what differs."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from signdict.gui.results import facet_words

#: Pairs that differ in one facet alone: a kind beside those of `signdict.pairs`.
MINIMAL = "minimal"
#: What may differ, in the order in which people are told.
DIFFERING = ("hands", "place", "movement", "handshape")


def kinds() -> dict[str, str]:
    """What each kind of pair is called."""
    return {
        "form": QCoreApplication.translate("pairs", "Same form, other meaning"),
        "both": QCoreApplication.translate("pairs", "Same meaning and same form"),
        "meaning": QCoreApplication.translate("pairs", "Same meaning, other form"),
        MINIMAL: QCoreApplication.translate("pairs", "Minimal pairs: one facet differs"),
    }


def value(name: str, told: str) -> str:
    """What a sign is in one of the properties that may differ (see `signdict.minimal`)."""
    first, _, symmetry = told.partition(", ")
    words = [_word(name, first)]
    if symmetry:
        words.append(_symmetries().get(symmetry, symmetry))
    return ", ".join(words)


def both(name: str, values: tuple[str, str]) -> str:
    """What each of two signs is in a property."""
    said = QCoreApplication.translate("pairs", "{first} / {second}")
    first, second = (value(name, one) for one in values)
    return said.format(first=first, second=second)


def difference(name: str, values: tuple[str, str]) -> str:
    """In what two signs differ, and how."""
    said = QCoreApplication.translate("pairs", "{name}: {values}")
    return said.format(name=facet_words.name(name), values=both(name, values))


def differences(first: Mapping[str, str], second: Mapping[str, str]) -> list[str]:
    """All that differs between two signs, as far as both are known."""
    return [
        difference(name, (first[name], second[name]))
        for name in DIFFERING
        if name in first and name in second and first[name] != second[name]
    ]


def _word(name: str, told: str) -> str:
    """One value of a facet."""
    found = (word for word, values in facet_words.offered(name).items() if told in values)
    return next(found, told)


def _symmetries() -> dict[str, str]:
    return {
        "mirrored": QCoreApplication.translate("pairs", "alike"),
        "alternating": QCoreApplication.translate("pairs", "in turn"),
        "different": QCoreApplication.translate("pairs", "not alike"),
    }
