"""Every sign as one line: what is listed, filtered, compared and exported, without its poses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from signdict.core import text as wording

#: What a sign is told as, one column each.
SUMMARY_COLUMNS = (
    "id", "gloss", "variant", "sign_language", "spoken_language", "concept", "source", "clips",
    "translations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A sign of the catalogue. `clips` are their numbers; `texts` its translations."""

    id: int
    gloss: str
    variant: str
    sign_language: str
    spoken_language: str
    concept: str
    source: str
    clips: tuple[int, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The gloss with its variant."""
        return f"{self.gloss} [{self.variant}]" if self.variant else self.gloss

    @property
    def meaning(self) -> str:
        """What the sign is grouped by: its concept, or else its gloss, in small letters."""
        return " ".join((self.concept or self.gloss).casefold().split())

    def meanings(self) -> frozenset[tuple[str, str]]:
        """All that the sign is said to mean: its concept, its gloss and its translations.

        Words count with the spoken language that they belong to, concepts by themselves.
        """
        named = {(self.spoken_language, self.gloss), *self.texts}
        told = {(language, wording.fold(text) or text.casefold()) for language, text in named}
        return frozenset(told | ({("", self.concept.casefold())} if self.concept else set()))

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` and `--csv` print."""
        return {
            "id": self.id,
            "gloss": self.gloss,
            "variant": self.variant,
            "sign_language": self.sign_language,
            "spoken_language": self.spoken_language,
            "concept": self.concept,
            "source": self.source,
            "clips": len(self.clips),
            "translations": "; ".join(text for _, text in self.texts),
        }


def items(
    signs: Sequence[tuple[int, str, str, str, str, str, str]],
    clips: Sequence[tuple[int, int]],
    translations: Sequence[tuple[int, str, str]],
) -> list[Item]:
    """Put rows together: signs as `Item` begins, (sign, clip), and (sign, language, text)."""
    own: dict[int, list[int]] = {}
    for sign, clip in clips:
        own.setdefault(sign, []).append(clip)
    texts: dict[int, list[tuple[str, str]]] = {}
    for sign, language, text in translations:
        texts.setdefault(sign, []).append((language, text))
    return [Item(*row, tuple(own.get(row[0], ())), tuple(texts.get(row[0], ()))) for row in signs]


def by_meaning(found: Sequence[Item]) -> Mapping[tuple[str, str], list[Item]]:
    """Signs by each of their meanings."""
    there: dict[tuple[str, str], list[Item]] = {}
    for item in found:
        for meaning in item.meanings():
            there.setdefault(meaning, []).append(item)
    return there
