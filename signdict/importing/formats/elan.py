"""ELAN's files: annotations (`.eaf`) as lists of clips or as output, and vocabularies (`.ecv`)."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath
from typing import Any
from xml.etree import ElementTree as ET

from signdict.core.errors import ElanError, ManifestError, SignDictError
from signdict.core.names import is_text
from signdict.core.types import SignSummary
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, entry_like
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import glossed

#: The largest file that is read, in bytes.
_LARGEST = 64_000_000
_LANGUAGE, _VOCABULARY, _TIER_TYPE = "eng", "signs", "signs"
_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv2.8.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
#: A tier with one of these words in its name contains glosses.
_GLOSS_TIERS = ("gloss", "sign")


@dataclass(frozen=True, slots=True)
class Annotation:
    """Text on a tier between two points in time, in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """The tiers of a file whose annotations have times, and the media that it names."""

    tiers: Mapping[str, tuple[Annotation, ...]]
    media: tuple[str, ...]


def vocabulary(items: Sequence[SignSummary]) -> bytes:
    """Return an `.ecv` file of signs: each gloss with its number as id, and a description."""
    root = ET.Element("CV_RESOURCE", {"AUTHOR": "signdict", "DATE": _now(), "VERSION": "0.2"})
    root.set(f"{{{_INSTANCE}}}noNamespaceSchemaLocation", _SCHEMA)
    names = {"LANG_ID": _LANGUAGE, "LANG_LABEL": "English (eng)"}
    ET.SubElement(root, "LANGUAGE", names | {"LANG_DEF": "http://cdb.iso.org/lg/CDB-00138502-001"})
    listed = ET.SubElement(root, "CONTROLLED_VOCABULARY", {"CV_ID": _VOCABULARY})
    ET.SubElement(listed, "DESCRIPTION", {"LANG_REF": _LANGUAGE}).text = "Signs of signdict"
    for item in items:
        entry = ET.SubElement(listed, "CV_ENTRY_ML", {"CVE_ID": f"signdict-{item.id}"})
        words = [item.sign_language, item.concept, *(text for _, text in item.texts), item.source]
        about = {"LANG_REF": _LANGUAGE, "DESCRIPTION": "; ".join(_plain(w) for w in words if w)}
        ET.SubElement(entry, "CVE_VALUE", about).text = _plain(item.name)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def entries(path: Path) -> list[tuple[str, str, str]]:
    """Return the entries of a vocabulary: id, text, description. Raise ElanError if invalid."""
    root = _root(path, "CV_RESOURCE")
    return [
        (entry.get("CVE_ID", ""), value.text or "", value.get("DESCRIPTION", ""))
        for entry in root.iter("CV_ENTRY_ML")
        if (value := entry.find("CVE_VALUE")) is not None
    ]


def document(tiers: Mapping[str, Iterable[Annotation]], media: Path | None = None) -> bytes:
    """Return an `.eaf` file with a tier for each name, linked to a video if one is given."""
    from pympi import Elan

    eaf = Elan.Eaf(author="signdict")
    eaf.remove_tier("default")
    eaf.add_linguistic_type(_TIER_TYPE)
    if media is not None:
        kind = "video/mp4" if media.suffix.lower() in (".mp4", ".m4v") else "video/*"
        eaf.add_linked_file(media.resolve().as_uri(), f"./{_address(media.name)}", kind)
    for name, annotations in tiers.items():
        eaf.add_tier(name, ling=_TIER_TYPE)
        for annotation in annotations:
            start, end = round(1000 * annotation.start), round(1000 * annotation.end)
            eaf.add_annotation(name, start, max(end, start + 1), _plain(annotation.text))
    eaf.remove_linguistic_type("default-lt")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.eaf"
        eaf.to_file(path)
        return _completed(ET.fromstring(path.read_bytes()))  # noqa: S314 - our own


def _address(name: str) -> str:
    """Return a file name as part of an address; bytes that are not UTF-8 are escaped."""
    return name if is_text(name) else Path("/", name).as_uri().removeprefix("file:///")


def read(path: Path) -> Document:
    """Read an `.eaf` file. Raise ElanError if it is invalid."""
    from pympi import Elan

    root = _root(path, "ANNOTATION_DOCUMENT")
    if problems := faults(root):
        raise ElanError(
            f"{path.name} is not a valid ELAN file: {problems[0]}", hint="Save it again in ELAN."
        )
    try:
        eaf = Elan.Eaf(str(path), suppress_version_warning=True)
        tiers = {name: _timed(eaf, name) for name in eaf.get_tier_names()}
    except Exception as problem:
        raise ElanError(
            f"{path.name} cannot be read as annotations.", hint="Save it again in ELAN."
        ) from problem
    media = [
        _unquoted(text)
        for linked in eaf.get_linked_files()
        for key in ("RELATIVE_MEDIA_URL", "MEDIA_URL")
        if (text := linked.get(key))
    ]
    return Document({name: tier for name, tier in tiers.items() if tier}, tuple(media))


def faults(root: ET.Element) -> list[str]:
    """Return the rules of ELAN that a document breaks: parts, ids, references, times."""
    broken = [f"{name} is missing." for name in ("HEADER", "TIME_ORDER") if root.find(name) is None]
    broken += [
        f"It has no {key}." for key in ("AUTHOR", "DATE", "VERSION") if key not in root.attrib
    ]
    slots = {slot.get("TIME_SLOT_ID"): slot.get("TIME_VALUE") for slot in root.iter("TIME_SLOT")}
    types = {kind.get("LINGUISTIC_TYPE_ID") for kind in root.iter("LINGUISTIC_TYPE")}
    tiers = [tier.get("TIER_ID") for tier in root.iter("TIER")]
    for tier in root.iter("TIER"):
        if tier.get("LINGUISTIC_TYPE_REF") not in types:
            broken.append(f"The type of tier {tier.get('TIER_ID')} is missing.")
        if tier.get("PARENT_REF", tiers[0]) not in tiers:
            broken.append(f"The parent of tier {tier.get('TIER_ID')} is missing.")
    broken += _repeated("TIER", tiers)
    broken += _repeated("TIME_SLOT", [slot.get("TIME_SLOT_ID") for slot in root.iter("TIME_SLOT")])
    annotations = [
        annotation
        for kind in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
        for annotation in root.iter(kind)
    ]
    broken += _repeated("ANNOTATION", [each.get("ANNOTATION_ID") for each in annotations])
    for annotation in root.iter("ALIGNABLE_ANNOTATION"):
        broken += _times(annotation, slots)
    return broken


def _unquoted(address: str) -> str:
    """Return an address with its escapes decoded: "%20" is a space."""
    plain = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), address.encode())
    return plain.decode("utf-8", "replace")


def _completed(root: ET.Element) -> bytes:
    """Add the unit of time to a document and sort its time slots, because pympi does neither."""
    for header in root.iter("HEADER"):
        header.attrib = {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"} | header.attrib
    slots = root.find("TIME_ORDER")
    if slots is not None:
        slots[:] = sorted(slots, key=lambda slot: int(slot.get("TIME_VALUE", "0")))
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _times(annotation: ET.Element, slots: Mapping[str | None, str | None]) -> list[str]:
    name = annotation.get("ANNOTATION_ID")
    references = (annotation.get("TIME_SLOT_REF1"), annotation.get("TIME_SLOT_REF2"))
    if not all(reference in slots for reference in references):
        return [f"Annotation {name} refers to a time slot that does not exist."]
    start, end = (slots[reference] for reference in references)
    if not all(time is None or time.isdecimal() for time in (start, end)):
        return [f"A time of annotation {name} is not a number of milliseconds."]
    if start is not None and end is not None and int(end) < int(start):
        return [f"Annotation {name} ends before it starts."]
    return []


def _repeated(kind: str, names: Sequence[str | None]) -> list[str]:
    counts = Counter(str(name) for name in names)
    repeated = sorted(name for name, count in counts.items() if count > 1)
    nameless = [f"A {kind} has no id."] if None in names else []
    return nameless + [f"{kind} {name} occurs twice." for name in repeated]


def _timed(eaf: Any, name: str) -> tuple[Annotation, ...]:
    """Return the annotations of a tier that have times, in their order."""
    aligned, *_ = eaf.tiers[name]
    annotations = []
    for first, last, text, _ in aligned.values():
        start, end = eaf.timeslots[first], eaf.timeslots[last]
        if start is not None and end is not None:
            annotations.append(Annotation(start / 1000, end / 1000, " ".join((text or "").split())))
    return tuple(sorted(annotations, key=lambda annotation: (annotation.start, annotation.end)))


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
            hint="Save it again in ELAN.",
        ) from attack
    except (ET.ParseError, ValueError, LookupError) as problem:
        raise ElanError(
            f"{path.name} is not complete XML.", hint="Save it again in ELAN."
        ) from problem
    if root.tag != tag:
        kind = "annotations" if tag == "ANNOTATION_DOCUMENT" else "vocabulary"
        raise ElanError(f"{path.name} contains no {kind} of ELAN.", hint="Choose another file.")
    return root


def _plain(text: str) -> str:
    """Return a text without characters that XML does not allow."""
    return "".join(c for c in text if c.isprintable() or c in "\t\n")


def _now() -> str:
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the annotations of the tier with glosses.

    That is the longest tier with `gloss` or `sign` in its name, or the longest of all tiers. Raise
    ManifestError if the file has no annotation, or its video is missing.
    """
    content = read(usual.path)
    name, annotations = _tier(content.tiers, usual.path)
    path = _video(content.media, usual.path)
    for number, annotation in enumerate(annotations, start=1):
        try:
            yield entry_like(
                usual, path=path, gloss=glossed(annotation.text),
                start=annotation.start, end=annotation.end,
            )  # fmt: skip
        except SignDictError as error:
            yield Skipped(path, f"Annotation {number} of tier {name} in {usual.path.name}: {error}")


def _tier(
    tiers: Mapping[str, Sequence[Annotation]], path: Path
) -> tuple[str, Sequence[Annotation]]:
    if not tiers:
        raise ManifestError(
            f"{path.name} has no annotation with a time.", hint="Choose another file."
        )
    named = {
        name: tier
        for name, tier in tiers.items()
        if any(word in name.lower() for word in _GLOSS_TIERS)
    }
    return max((named or tiers).items(), key=lambda item: len(item[1]))


def _video(media: Sequence[str], path: Path) -> Path:
    """Return the first video that is next to the annotations or in a folder there."""
    clips = NumberedClips(path, ["videos", "media"])
    names = list(dict.fromkeys(PureWindowsPath(address).name for address in media))
    for name in names:
        try:
            return clips.named(name)
        except ManifestError:
            continue
    raise ManifestError(
        f"The video of {path.name} is missing: {', '.join(names) or 'no video is named'}.",
        hint="Copy it into the folder of the annotations.",
    )
