"""The values that packages exchange: frames, signs, clips, sources, matches and progress."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from signdict.core.kinds import WORD, SignKind
from signdict.core.names import text_of
from signdict.core.text import marked, uncased

T = TypeVar("T")

#: The columns of a table of matches; `Match.as_json` also has fields for the clips.
MATCH_COLUMNS = (
    "rank", "id", "gloss", "variant", "kind", "sign_language", "languages", "spoken_language",
    "score", "confidence", "source", "by", "fits",
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
    """The embeddings of n clips: `vectors` (n, D), the unscaled output of the network.

    `tokens` (n, K, d), of length 1, are frame tokens (see `vectors.maxsim`), or None for a model
    without them.
    """

    vectors: FloatArray
    tokens: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: `image` (height, width, 3) uint8, RGB; `seconds` since the start."""

    image: NDArray[np.uint8]
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where signs come from, and the terms of use."""

    name: str
    title: str = ""
    licence: str = ""
    attribution: str = ""
    version: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """The title, or the name if it has none."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording of a sign. `media` is its video if that is on this computer.

    With `guessed_rate`, its frame rate is not known, so that its duration is approximate.
    """

    id: int
    sign_id: int
    media: Path | None = None
    start: float | None = None
    end: float | None = None
    signer: str = ""
    guessed_rate: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """A gloss in a sign language, with the clips that show it.

    If the same sign of several sources was merged, `others` are the sources after the first.
    """

    id: int
    gloss: str
    sign_language: str
    spoken_language: str = ""
    variant: str = ""
    concept: str = ""
    source: Source = field(default_factory=lambda: Source(""))
    clips: tuple[Clip, ...] = ()
    others: tuple[Source, ...] = ()
    kind: SignKind = WORD

    @property
    def name(self) -> str:
        """The gloss with its variant in brackets."""
        return sign_name(self.gloss, self.variant)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources of the clips."""
        return (self.source, *self.others)


#: How a match was found: by words, by the meaning of the words as the model embeds them, by a
#: signed query, or as a neighbour of another sign.
MatchedBy: TypeAlias = Literal["words", "meaning", "signing", "likeness"]


@dataclass(frozen=True, slots=True)
class Match:
    """A sign that matches a query.

    Matches are sorted by `score`. `confidence`, 0 to 1, is the probability of the sign if the query
    was signed, and how well the words agree if it was found by words, 1 for the same words. Matches
    by meaning and neighbours have none: their score is a cosine, which is no probability
    (docs/decisions/0027-confidence.md). If the probability is low, `fits` is false. `mirrored`: the
    mirror image of the query is closer. `variants` are further matches of the same gloss and
    language, where those are shown as one (`ranking.by_gloss`); `alike` are the signs of the same
    letter in the same form, mostly of other languages (`search.letters`).
    """

    rank: int
    sign: Sign
    score: float
    confidence: float | None
    by: MatchedBy = "words"
    fits: bool = True
    mirrored: bool = False
    variants: "tuple[Match, ...]" = ()
    alike: tuple[Sign, ...] = ()

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The sign, its variants, and the letters that look like it."""
        return (self.sign, *(match.sign for match in self.variants), *self.alike)

    @property
    def clips(self) -> tuple[Clip, ...]:
        """The clips of all signs."""
        return tuple(clip for sign in self.signs for clip in sign.clips)

    @property
    def languages(self) -> tuple[str, ...]:
        """The sign languages of all signs, each once, that of the sign first."""
        return tuple(dict.fromkeys(sign.sign_language for sign in self.signs))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of all signs, each once."""
        by_name: dict[str, Source] = {}
        for sign in self.signs:
            for source in sign.sources:
                by_name.setdefault(source.name, source)
        return tuple(by_name.values())

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` prints."""
        media = [str(clip.media) for clip in self.sign.clips if clip.media]
        return {
            "rank": self.rank,
            "id": self.sign.id,
            "gloss": self.sign.gloss,
            "variant": self.sign.variant,
            "kind": self.sign.kind,
            "sign_language": self.sign.sign_language,
            "languages": list(self.languages),
            "spoken_language": self.sign.spoken_language,
            "score": round(self.score, 6),
            "confidence": None if self.confidence is None else round(self.confidence, 4),
            "source": self.sign.source.name,
            "sources": [source.name for source in self.sign.sources],
            "clips": [clip.id for clip in self.sign.clips],
            "media": media[0] if media else None,
            "by": self.by,
            "fits": self.fits,
            "mirrored": self.mirrored,
            "alike": [
                {
                    "id": sign.id,
                    "gloss": sign.gloss,
                    "variant": sign.variant,
                    "sign_language": sign.sign_language,
                    "source": sign.source.name,
                }
                for sign in self.alike
            ],
        }

    def as_row(self) -> dict[str, object]:
        """Return the fields of a table (`MATCH_COLUMNS`), with all languages and sources."""
        names = ", ".join(source.name for source in self.sources)
        return self.as_json() | {"languages": " ".join(self.languages), "source": names}


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of long work. `seconds_left` is None until it can be estimated."""

    done: int
    total: int
    what: str = ""
    seconds_left: float | None = None

    def __post_init__(self) -> None:
        """Have `what` as text, also if it is a file name that is not."""
        object.__setattr__(self, "what", text_of(self.what))

    def after(self, earlier: "Progress") -> "Progress":  # noqa: ARG002 - for subclasses that accumulate
        """Return the report that replaces an earlier one and this one."""
        return self


#: Long work: a generator that yields progress and returns a result. Close it to stop the work.
Steps: TypeAlias = Generator[Progress, None, T]


class Answer(NamedTuple):
    """The matches of a pose in some languages, and a match of another language that fits better.

    `used` are the places of the attempts that the matches are for, from 0. The others clearly
    differ from the last attempt.
    """

    matches: list[Match]
    elsewhere: Match | None = None
    used: tuple[int, ...] = (0,)


#: The columns of a table of signs.
SUMMARY_COLUMNS = (
    "id", "gloss", "variant", "sign_language", "spoken_language", "concept", "kind", "source",
    "clips", "translations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignSummary:
    """A sign without its clips. `clips` are their ids; `texts` are (language, translation)."""

    id: int
    gloss: str
    variant: str
    sign_language: str
    spoken_language: str
    concept: str
    source: str
    clips: tuple[int, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    kind: SignKind = WORD

    @property
    def name(self) -> str:
        """The gloss with its variant, as `GLOSS [variant]`."""
        return sign_name(self.gloss, self.variant)

    @property
    def meaning(self) -> str:
        """The concept, or else the gloss, in lower case; signs are grouped by it."""
        return uncased(self.concept or self.gloss)

    def meanings(self) -> frozenset[tuple[str, str]]:
        """Return every meaning of the sign: its concept, its gloss and its translations.

        Each is (spoken language, words with their accents); the language of a concept is empty.
        """
        texts = {(self.spoken_language, self.gloss), *self.texts}
        meanings = {(language, marked(text) or uncased(text)) for language, text in texts}
        return frozenset(meanings | ({("", uncased(self.concept))} if self.concept else set()))

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` and `--csv` print."""
        return {
            "id": self.id,
            "gloss": self.gloss,
            "variant": self.variant,
            "sign_language": self.sign_language,
            "spoken_language": self.spoken_language,
            "concept": self.concept,
            "kind": self.kind,
            "source": self.source,
            "clips": len(self.clips),
            "translations": "; ".join(text for _, text in self.texts),
        }


def sign_name(gloss: str, variant: str) -> str:
    """Return a gloss with its variant, as `GLOSS [variant]`."""
    return f"{gloss} [{variant}]" if variant else gloss


def alphabetical(sign: Sign | SignSummary) -> tuple[str, str, str, int]:
    """Return the key that sorts signs alphabetically."""
    return sign.gloss.casefold(), sign.sign_language, sign.variant, sign.id


def sign_summaries(
    signs: Sequence[tuple[int, str, str, str, str, str, str, SignKind]],
    clips: Sequence[tuple[int, int]],
    translations: Sequence[tuple[int, str, str]],
) -> list[SignSummary]:
    """Join rows: the first fields of SignSummary and the kind, (sign, clip), and (sign, language,
    text)."""
    clip_ids: dict[int, list[int]] = {}
    for sign, clip in clips:
        clip_ids.setdefault(sign, []).append(clip)
    texts: dict[int, list[tuple[str, str]]] = {}
    for sign, language, text in translations:
        texts.setdefault(sign, []).append((language, text))
    return [
        SignSummary(
            *row[:-1], tuple(clip_ids.get(row[0], ())), tuple(texts.get(row[0], ())), row[-1]
        )
        for row in signs
    ]


def by_meaning(signs: Sequence[SignSummary]) -> Mapping[tuple[str, str], list[SignSummary]]:
    """Return the signs of each meaning (see `SignSummary.meanings`)."""
    groups: dict[tuple[str, str], list[SignSummary]] = {}
    for sign in signs:
        for meaning in sign.meanings():
            groups.setdefault(meaning, []).append(sign)
    return groups
