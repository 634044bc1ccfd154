"""What the parts pass to one another: pictures, signs, clips, sources, matches and progress."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from signdict.core.text import fold

T = TypeVar("T")

#: What a match is told as in a table, one column each; `Match.as_json` tells also of its clips.
MATCH_COLUMNS = (
    "rank", "id", "gloss", "variant", "sign_language", "spoken_language", "score", "confidence",
    "source", "by", "fits",
)  # fmt: skip

#: Arrays of one type of number; docstrings give their shapes.
FloatArray: TypeAlias = NDArray[np.float32]
DoubleArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
#: Floats of any precision, for geometry that is computed in either.
AnyArray: TypeAlias = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Embeddings:
    """What a model makes of n clips: `vectors` (n, D) as the network gives them, not scaled, and
    `tokens` (n, K, d) of length 1, moment by moment (see `tokens`); None if it gives none."""

    vectors: FloatArray
    tokens: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: `image` is (height, width, 3) uint8, red first; `seconds` since the start."""

    image: NDArray[np.uint8]
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where signs come from, and on what terms they may be used."""

    name: str
    title: str = ""
    licence: str = ""
    attribution: str = ""
    version: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording of a sign. `media` is its video if it is on this machine."""

    id: int
    sign_id: int
    media: Path | None = None
    start: float | None = None
    end: float | None = None
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A gloss in a sign language, with the clips that show it."""

    id: int
    gloss: str
    sign_language: str
    spoken_language: str = ""
    variant: str = ""
    concept: str = ""
    source: Source = field(default_factory=lambda: Source(""))
    clips: tuple[Clip, ...] = ()

    @property
    def name(self) -> str:
        """The gloss with its variant in brackets."""
        return sign_name(self.gloss, self.variant)


#: How an answer was found: by its words, by what the model makes of the words, by what was
#: signed, or because it looks like another sign.
MatchedBy: TypeAlias = Literal["words", "meaning", "signing", "likeness"]


@dataclass(frozen=True, slots=True)
class Match:
    """A sign that answers a question. `score` orders; `confidence` is between 0 and 1, and of what
    was signed the probability that this is it; where that is low, it does not fit. `mirrored`: the
    mirror image of what was signed is more like it. `variants` are further matches of the same
    gloss and language, where those are shown as one (`ranking.by_gloss`)."""

    rank: int
    sign: Sign
    score: float
    confidence: float
    by: MatchedBy = "words"
    fits: bool = True
    mirrored: bool = False
    variants: "tuple[Match, ...]" = ()

    @property
    def clips(self) -> tuple[Clip, ...]:
        """The clips of the sign, then those of its variants."""
        return sum((match.sign.clips for match in self.variants), self.sign.clips)

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` prints."""
        media = [str(clip.media) for clip in self.sign.clips if clip.media]
        return {
            "rank": self.rank,
            "id": self.sign.id,
            "gloss": self.sign.gloss,
            "variant": self.sign.variant,
            "sign_language": self.sign.sign_language,
            "spoken_language": self.sign.spoken_language,
            "score": round(self.score, 6),
            "confidence": round(self.confidence, 4),
            "source": self.sign.source.name,
            "clips": [clip.id for clip in self.sign.clips],
            "media": media[0] if media else None,
            "by": self.by,
            "fits": self.fits,
            "mirrored": self.mirrored,
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come. `seconds_left` is None until it can be told."""

    done: int
    total: int
    what: str = ""
    seconds_left: float | None = None

    def after(self, earlier: "Progress") -> "Progress":  # noqa: ARG002 - for those that add up
        """This report where it is told in the place of an earlier one too."""
        return self


#: Long work: steps that report progress and end with a result. To stop is to close it.
Steps: TypeAlias = Generator[Progress, None, T]


#: What a sign is told as, one column each.
SUMMARY_COLUMNS = (
    "id", "gloss", "variant", "sign_language", "spoken_language", "concept", "source", "clips",
    "translations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignSummary:
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
        """The gloss with its variant in brackets."""
        return sign_name(self.gloss, self.variant)

    @property
    def meaning(self) -> str:
        """What the sign is grouped by: its concept, or else its gloss, in small letters."""
        return " ".join((self.concept or self.gloss).casefold().split())

    def meanings(self) -> frozenset[tuple[str, str]]:
        """All that the sign is said to mean: its concept, its gloss and its translations.

        Words count with the spoken language that they belong to, concepts by themselves.
        """
        named = {(self.spoken_language, self.gloss), *self.texts}
        told = {(language, fold(text) or text.casefold()) for language, text in named}
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


def sign_name(gloss: str, variant: str) -> str:
    """Return a gloss with its variant in brackets."""
    return f"{gloss} [{variant}]" if variant else gloss


def alphabetical(sign: Sign | SignSummary) -> tuple[str, str, str, int]:
    """Return the key that sorts signs alphabetically."""
    return sign.gloss.casefold(), sign.sign_language, sign.variant, sign.id


def items(
    signs: Sequence[tuple[int, str, str, str, str, str, str]],
    clips: Sequence[tuple[int, int]],
    translations: Sequence[tuple[int, str, str]],
) -> list[SignSummary]:
    """Put rows together: signs as `Item` begins, (sign, clip), and (sign, language, text)."""
    own: dict[int, list[int]] = {}
    for sign, clip in clips:
        own.setdefault(sign, []).append(clip)
    texts: dict[int, list[tuple[str, str]]] = {}
    for sign, language, text in translations:
        texts.setdefault(sign, []).append((language, text))
    return [
        SignSummary(*row, tuple(own.get(row[0], ())), tuple(texts.get(row[0], ()))) for row in signs
    ]


def by_meaning(found: Sequence[SignSummary]) -> Mapping[tuple[str, str], list[SignSummary]]:
    """Signs by each of their meanings."""
    there: dict[tuple[str, str], list[SignSummary]] = {}
    for item in found:
        for meaning in item.meanings():
            there.setdefault(meaning, []).append(item)
    return there
