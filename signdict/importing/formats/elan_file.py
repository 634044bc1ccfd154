"""Reads ELAN's files: annotations (`.eaf`) with their times, and vocabularies (`.ecv`)."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from signdict.core.errors import ElanError
from signdict.core.names import unquoted
from signdict.importing.formats import elan_times

#: The largest file that is read, in bytes.
_LARGEST = 64_000_000
#: Endings of files without pictures.
_SOUNDS = (".wav", ".mp3", ".m4a", ".aac", ".aif", ".aiff", ".flac", ".ogg", ".wma")
_AGAIN = "Save it again in ELAN."


@dataclass(frozen=True, slots=True)
class Annotation:
    """Text on a tier between two points in time, in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier with the annotations that have times, in their order.

    `kind` is its linguistic type, `signer` its participant or that of its nearest ancestor,
    `parent` the name of its parent tier. `untimed` counts annotations for which ELAN shows no time.
    """

    name: str
    annotations: tuple[Annotation, ...] = ()
    kind: str = ""
    signer: str = ""
    parent: str = ""
    untimed: int = 0


@dataclass(frozen=True, slots=True)
class Medium:
    """A linked file: its addresses, and the second in it at which the time of ELAN is 0."""

    addresses: tuple[str, ...]
    origin: float = 0.0
    is_sound: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The file names in the addresses, each once, as written and with escapes decoded."""
        plain = [a if a.startswith("file:") else _without_query(a) for a in self.addresses]
        texts = [form for address in plain for form in (address, unquoted(address))]
        return tuple(dict.fromkeys(name for text in texts if (name := last_part(text))))


@dataclass(frozen=True, slots=True)
class Document:
    """The tiers of a file, and the media that it links, in their order."""

    tiers: tuple[Tier, ...]
    media: tuple[Medium, ...] = ()


def read(path: Path) -> Document:
    """Read an `.eaf` file. Raise ElanError if it is invalid."""
    root = _root(path, "ANNOTATION_DOCUMENT")
    if problems := faults(root):
        raise ElanError(f"{path.name} is not a valid ELAN file: {problems[0]}", hint=_AGAIN)
    spans, values = elan_times.spans(root), _Values(root, path)
    signers: dict[str | None, str] = {}
    for tier in elan_times.parents_first(root):
        own = " ".join(tier.get("PARTICIPANT", "").split())
        signers[tier.get("TIER_ID")] = own or signers.get(tier.get("PARENT_REF"), "")
    tiers = tuple(_tier(tier, signers, spans, values) for tier in root.iter("TIER"))
    return Document(tiers, tuple(_media(root)))


def entries(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the entries of a vocabulary (`.ecv`) by id: texts, each with its language.

    Raise ElanError if it is invalid.
    """
    return _entries(_root(path, "CV_RESOURCE"))


def faults(root: ET.Element) -> list[str]:
    """Return the rules of ELAN that a document breaks: parts, ids, references, times."""
    broken = [f"{name} is missing." for name in ("HEADER", "TIME_ORDER") if root.find(name) is None]
    broken += [
        f"It has no {key}." for key in ("AUTHOR", "DATE", "VERSION") if key not in root.attrib
    ]
    slots = elan_times.slots(root)
    types = {kind.get("LINGUISTIC_TYPE_ID") for kind in root.iter("LINGUISTIC_TYPE")}
    tiers = [tier.get("TIER_ID") for tier in root.iter("TIER")]
    for tier in root.iter("TIER"):
        if tier.get("LINGUISTIC_TYPE_REF") not in types:
            broken.append(f"The type of tier {tier.get('TIER_ID')} is missing.")
        if tier.get("PARENT_REF", tiers[0]) not in tiers:
            broken.append(f"The parent of tier {tier.get('TIER_ID')} is missing.")
    broken += _repeated("TIER", tiers)
    if not broken and len(elan_times.parents_first(root)) < len(tiers):
        broken.append("A tier is its own ancestor.")
    broken += _repeated("TIME_SLOT", [slot.get("TIME_SLOT_ID") for slot in root.iter("TIME_SLOT")])
    aligned, referring = [*root.iter("ALIGNABLE_ANNOTATION")], [*root.iter("REF_ANNOTATION")]
    names = [each.get("ANNOTATION_ID") for each in (*aligned, *referring)]
    broken += _repeated("ANNOTATION", names)
    known = set(names)
    broken += [
        f"Annotation {each.get('ANNOTATION_ID')} refers to an annotation that does not exist."
        for each in referring
        if each.get("ANNOTATION_REF") not in known
    ]
    for annotation in aligned:
        broken += _times(annotation, slots)
    for medium in root.iter("MEDIA_DESCRIPTOR"):
        if math.isnan(_origin(medium)):
            broken.append("A TIME_ORIGIN is not a number of milliseconds.")
    return broken


def last_part(address: str) -> str:
    """Return the last part of an address or path, also of Windows."""
    return address.replace("\\", "/").rpartition("/")[2].strip()


def _without_query(address: str) -> str:
    return address.partition("?")[0] if "://" in address else address


def _times(annotation: ET.Element, slots: Mapping[str, float | None]) -> list[str]:
    name = annotation.get("ANNOTATION_ID")
    references = [annotation.get(key, "") for key in ("TIME_SLOT_REF1", "TIME_SLOT_REF2")]
    if not all(reference in slots for reference in references):
        return [f"Annotation {name} refers to a time slot that does not exist."]
    start, end = (slots[reference] for reference in references)
    if any(time is not None and math.isnan(time) for time in (start, end)):
        return [f"A time of annotation {name} is not a number of milliseconds."]
    if start is not None and end is not None and end < start:
        return [f"Annotation {name} ends before it starts."]
    return []


def _repeated(kind: str, names: Sequence[str | None]) -> list[str]:
    counts = Counter(str(name) for name in names)
    repeated = sorted(name for name, count in counts.items() if count > 1)
    nameless = [f"A {kind} has no id."] if None in names else []
    return nameless + [f"{kind} {name} occurs twice." for name in repeated]


def _tier(
    tier: ET.Element,
    signers: Mapping[str | None, str],
    spans: Mapping[str, elan_times.TimeSpan],
    values: "_Values",
) -> Tier:
    """Return a tier with its annotations. `signers` has the signer of each tier."""
    annotations, untimed = [], 0
    for kind in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
        for annotation in tier.iter(kind):
            span = spans.get(annotation.get("ANNOTATION_ID", ""))
            if span is None:
                untimed += 1
                continue
            text = values.of(annotation, tier.get("LANG_REF"))
            annotations.append(Annotation(span[0] / 1000, span[1] / 1000, text))
    annotations.sort(key=lambda annotation: (annotation.start, annotation.end))
    return Tier(
        tier.get("TIER_ID", ""), tuple(annotations), tier.get("LINGUISTIC_TYPE_REF", ""),
        signers.get(tier.get("TIER_ID"), ""),
        tier.get("PARENT_REF", ""), untimed,
    )  # fmt: skip


class _Values:
    """The texts of annotations: their own, or those of the vocabulary entries that they name."""

    def __init__(self, root: ET.Element, path: Path) -> None:
        self._root, self._path = root, path
        self._listed: dict[str, list[tuple[str, str]]] | None = None
        self._references = {
            each.get("EXT_REF_ID"): (each.get("TYPE"), each.get("VALUE", ""))
            for each in root.iter("EXTERNAL_REF")
        }

    def of(self, annotation: ET.Element, language: str | None) -> str:
        """Return the text of an annotation, in the language of its tier if entries have several."""
        text = " ".join((annotation.findtext("ANNOTATION_VALUE") or "").split())
        if text:
            return text
        for name in self._entries_of(annotation):
            texts = self._entries.get(name, [])
            fitting = [text for text, own in texts if own == language] + [text for text, _ in texts]
            for text in fitting:
                if text:
                    return text
        return ""

    def _entries_of(self, annotation: ET.Element) -> list[str]:
        """Return the ids of the vocabulary entries that an annotation names."""
        named = [annotation.get("CVE_REF", "")]
        for reference in annotation.get("EXT_REF", "").split():
            kind, value = self._references.get(reference, (None, ""))
            named += [value] if kind == "cve_id" else []
        return [name for name in named if name]

    @property
    def _entries(self) -> dict[str, list[tuple[str, str]]]:
        """All entries: those of the document, and of the vocabularies next to it that it names."""
        if self._listed is None:
            self._listed = {}
            for kind, address in self._references.values():
                file = self._path.parent / last_part(unquoted(address))
                if kind == "ecv" and file.is_file():
                    self._listed |= entries(file)
            self._listed |= _entries(self._root)
        return self._listed


def _entries(root: ET.Element) -> dict[str, list[tuple[str, str]]]:
    return {
        entry.get("CVE_ID", ""): [
            (" ".join((value.text or "").split()), value.get("LANG_REF", ""))
            for value in entry.iter("CVE_VALUE")
        ]
        for entry in root.iter("CV_ENTRY_ML")
    }


def _media(root: ET.Element) -> Iterable[Medium]:
    """Yield the media of a document; files of before version 2.1 name one in the header."""
    for medium in root.iter("MEDIA_DESCRIPTOR"):
        addresses = [medium.get(key, "") for key in ("RELATIVE_MEDIA_URL", "MEDIA_URL")]
        named = tuple(address for address in addresses if address.strip())
        if not named:
            continue
        is_sound = any(Path(last_part(address)).suffix.lower() in _SOUNDS for address in named)
        yield Medium(named, _origin(medium) / 1000, is_sound)
    for header in root.iter("HEADER"):
        if address := header.get("MEDIA_FILE", "").strip():
            yield Medium((address,))


def _origin(medium: ET.Element) -> float:
    """Return the TIME_ORIGIN of a medium in milliseconds, NaN if it is not a number."""
    text = medium.get("TIME_ORIGIN", "").strip()
    try:
        origin = float(text or 0)
    except ValueError:
        return math.nan
    return origin if math.isfinite(origin) else math.nan


def _root(path: Path, tag: str) -> ET.Element:
    """Return the root of a safe XML file of a kind. Raise ElanError if it is another file."""
    from defusedxml import DefusedXmlException
    from defusedxml import ElementTree as Defused

    try:
        if path.stat().st_size > _LARGEST:
            raise ElanError(
                f"{path.name} is too large for annotations.", hint="Choose another file."
            )
        root: ET.Element = Defused.parse(path, forbid_dtd=True).getroot()
    except OSError as refusal:
        raise ElanError(
            f"{path.name} cannot be opened.", hint="Check that you may read it."
        ) from refusal
    except DefusedXmlException as attack:
        raise ElanError(
            f"{path.name} defines entities, which ELAN files never do, so it was not read.",
            hint=_AGAIN,
        ) from attack
    except (ET.ParseError, ValueError, LookupError) as problem:
        raise ElanError(f"{path.name} is not complete XML.", hint=_AGAIN) from problem
    if root.tag != tag:
        kind = "annotations" if tag == "ANNOTATION_DOCUMENT" else "vocabulary"
        raise ElanError(f"{path.name} contains no {kind} of ELAN.", hint="Choose another file.")
    return root
