"""ELAN's annotations (`.eaf`): each annotation of a tier is a clip of the video that is linked."""

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath
from typing import Any
from xml.etree import ElementTree as ET

from signdict.core.errors import ElanError, ManifestError, SignDictError
from signdict.core.types import SignSummary
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, like
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import glossed

#: No file of annotations is larger, in bytes.
_LARGEST = 64_000_000
_LANGUAGE, _VOCABULARY, _TIER_TYPE = "eng", "signs", "signs"
_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv2.8.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True)
class Annotation:
    """Text on a tier between two moments, in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """The tiers of a file, those whose annotations have times, and the media that it names."""

    tiers: Mapping[str, tuple[Annotation, ...]]
    media: tuple[str, ...]


def vocabulary(items: Sequence[SignSummary]) -> bytes:
    """An `.ecv` file of signs: each gloss, its number as id, what else is known as description."""
    root = ET.Element("CV_RESOURCE", {"AUTHOR": "signdict", "DATE": _now(), "VERSION": "0.2"})
    root.set(f"{{{_INSTANCE}}}noNamespaceSchemaLocation", _SCHEMA)
    told = {"LANG_ID": _LANGUAGE, "LANG_LABEL": "English (eng)"}
    ET.SubElement(root, "LANGUAGE", told | {"LANG_DEF": "http://cdb.iso.org/lg/CDB-00138502-001"})
    listed = ET.SubElement(root, "CONTROLLED_VOCABULARY", {"CV_ID": _VOCABULARY})
    ET.SubElement(listed, "DESCRIPTION", {"LANG_REF": _LANGUAGE}).text = "Signs of signdict"
    for item in items:
        entry = ET.SubElement(listed, "CV_ENTRY_ML", {"CVE_ID": f"signdict-{item.id}"})
        words = [item.sign_language, item.concept, *(text for _, text in item.texts), item.source]
        about = {"LANG_REF": _LANGUAGE, "DESCRIPTION": "; ".join(_plain(w) for w in words if w)}
        ET.SubElement(entry, "CVE_VALUE", about).text = _plain(item.name)
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def entries(path: Path) -> list[tuple[str, str, str]]:
    """The entries of a vocabulary: id, text, description. Raise ElanError if it is none."""
    root = _root(path, "CV_RESOURCE")
    return [
        (entry.get("CVE_ID", ""), value.text or "", value.get("DESCRIPTION", ""))
        for entry in root.iter("CV_ENTRY_ML")
        if (value := entry.find("CVE_VALUE")) is not None
    ]


def document(tiers: Mapping[str, Iterable[Annotation]], media: Path | None = None) -> bytes:
    """An `.eaf` file with a tier for each name, linked to a video if there is one."""
    from pympi import Elan

    made = Elan.Eaf(author="signdict")
    made.remove_tier("default")
    made.add_linguistic_type(_TIER_TYPE)
    if media is not None:
        kind = "video/mp4" if media.suffix.lower() in (".mp4", ".m4v") else "video/*"
        made.add_linked_file(media.resolve().as_uri(), f"./{media.name}", kind)
    for name, annotations in tiers.items():
        made.add_tier(name, ling=_TIER_TYPE)
        for one in annotations:
            start, end = round(1000 * one.start), round(1000 * one.end)
            made.add_annotation(name, start, max(end, start + 1), _plain(one.text))
    made.remove_linguistic_type("default-lt")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.eaf"
        made.to_file(path)
        return _finished(ET.fromstring(path.read_bytes()))  # noqa: S314 - our own


def read(path: Path) -> Document:
    """Read an `.eaf` file. Raise ElanError, in a sentence, if it is none or not as it should be."""
    from pympi import Elan

    root = _root(path, "ANNOTATION_DOCUMENT")
    if wrong := faults(root):
        raise ElanError(
            f"{path.name} is not as ELAN writes it: {wrong[0]}", hint="Save it again in ELAN."
        )
    try:
        found = Elan.Eaf(str(path), suppress_version_warning=True)
        tiers = {name: _timed(found, name) for name in found.get_tier_names()}
    except Exception as problem:
        raise ElanError(
            f"{path.name} cannot be read as annotations.", hint="Save it again in ELAN."
        ) from problem
    media = [
        _unquoted(text)
        for told in found.get_linked_files()
        for key in ("RELATIVE_MEDIA_URL", "MEDIA_URL")
        if (text := told.get(key))
    ]
    return Document({name: own for name, own in tiers.items() if own}, tuple(media))


def faults(root: ET.Element) -> list[str]:
    """What of ELAN's rules a document breaks, in sentences: ids, references, times, parts."""
    wrong = [f"{name} is missing." for name in ("HEADER", "TIME_ORDER") if root.find(name) is None]
    wrong += [
        f"It has no {key}." for key in ("AUTHOR", "DATE", "VERSION") if key not in root.attrib
    ]
    slots = {one.get("TIME_SLOT_ID"): one.get("TIME_VALUE") for one in root.iter("TIME_SLOT")}
    types = {one.get("LINGUISTIC_TYPE_ID") for one in root.iter("LINGUISTIC_TYPE")}
    tiers = [one.get("TIER_ID") for one in root.iter("TIER")]
    for tier in root.iter("TIER"):
        if tier.get("LINGUISTIC_TYPE_REF") not in types:
            wrong.append(f"The type of tier {tier.get('TIER_ID')} is missing.")
        if tier.get("PARENT_REF", tiers[0]) not in tiers:
            wrong.append(f"The parent of tier {tier.get('TIER_ID')} is missing.")
    wrong += _repeated("TIER", tiers)
    wrong += _repeated("TIME_SLOT", [one.get("TIME_SLOT_ID") for one in root.iter("TIME_SLOT")])
    kinds = ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
    wrong += _repeated(
        "ANNOTATION", [one.get("ANNOTATION_ID") for kind in kinds for one in root.iter(kind)]
    )
    for one in root.iter("ALIGNABLE_ANNOTATION"):
        wrong += _times(one, slots)
    return wrong


def _unquoted(address: str) -> str:
    """An address with its letters in place of their numbers: "%20" is a blank."""
    plain = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), address.encode())
    return plain.decode("utf-8", "replace")


def _finished(root: ET.Element) -> bytes:
    """A document with its unit of time and its moments in order, of which pympi does neither."""
    for header in root.iter("HEADER"):
        header.attrib = {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"} | header.attrib
    moments = root.find("TIME_ORDER")
    if moments is not None:
        moments[:] = sorted(moments, key=lambda one: int(one.get("TIME_VALUE", "0")))
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _times(one: ET.Element, slots: Mapping[str | None, str | None]) -> list[str]:
    name, ends = one.get("ANNOTATION_ID"), (one.get("TIME_SLOT_REF1"), one.get("TIME_SLOT_REF2"))
    if not all(end in slots for end in ends):
        return [f"Annotation {name} names a moment that is not there."]
    start, end = (slots[moment] for moment in ends)
    if not all(time is None or time.isdecimal() for time in (start, end)):
        return [f"A moment of annotation {name} is no number of milliseconds."]
    if start is not None and end is not None and int(end) < int(start):
        return [f"Annotation {name} ends before it begins."]
    return []


def _repeated(what: str, names: Sequence[str | None]) -> list[str]:
    twice = (
        sorted({str(name) for name in names if names.count(name) > 1})
        if (len(set(names)) < len(names))
        else []
    )
    nameless = [f"A {what} has no id."] if None in names else []
    return nameless + [f"{what} {name} is there twice." for name in twice]


def _timed(found: Any, name: str) -> tuple[Annotation, ...]:
    """The annotations of a tier that have times of their own, in their order."""
    aligned, *_ = found.tiers[name]
    read = []
    for begin, end, text, _ in aligned.values():
        start, stop = found.timeslots[begin], found.timeslots[end]
        if start is not None and stop is not None:
            read.append(Annotation(start / 1000, stop / 1000, " ".join((text or "").split())))
    return tuple(sorted(read, key=lambda one: (one.start, one.end)))


def _root(path: Path, tag: str) -> ET.Element:
    """The root of a file that is XML of this kind and harmless. Raise ElanError otherwise."""
    from defusedxml import DefusedXmlException
    from defusedxml import ElementTree as Defused

    try:
        if path.stat().st_size > _LARGEST:
            raise ElanError(f"{path.name} is too large to be annotations.", hint="Take another.")
        root: ET.Element = Defused.parse(path, forbid_dtd=True).getroot()
    except OSError as refusal:
        raise ElanError(
            f"{path.name} cannot be opened.", hint="Check that you may read it."
        ) from refusal
    except DefusedXmlException as trick:
        raise ElanError(
            f"{path.name} defines entities, which files of ELAN never do, so it was not read.",
            hint="Save it again in ELAN.",
        ) from trick
    except (ET.ParseError, ValueError, LookupError) as problem:
        raise ElanError(
            f"{path.name} is not whole XML.", hint="Save it again in ELAN."
        ) from problem
    if root.tag != tag:
        kind = "annotations" if tag == "ANNOTATION_DOCUMENT" else "vocabulary"
        raise ElanError(f"{path.name} holds no {kind} of ELAN.", hint="Choose another file.")
    return root


def _plain(text: str) -> str:
    """A text without what XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c in "\t\n")


def _now() -> str:
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")


#: A tier with one of these in its name holds glosses.
_NAMES = ("gloss", "sign")


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the annotations of the tier of glosses: the one so named with most annotations, or else
    the one with most of all. Raise ManifestError if there is none, or its video is not here."""
    told = read(usual.path)
    name, annotations = _tier(told.tiers, usual.path)
    path = _video(told.media, usual.path)
    for number, one in enumerate(annotations, start=1):
        try:
            yield like(usual, path=path, gloss=glossed(one.text), start=one.start, end=one.end)
        except SignDictError as error:
            yield Skipped(path, f"Annotation {number} of tier {name} in {usual.path.name}: {error}")


def _tier(
    tiers: Mapping[str, Sequence[Annotation]], path: Path
) -> tuple[str, Sequence[Annotation]]:
    if not tiers:
        raise ManifestError(
            f"{path.name} has no annotation with a time.", hint="Choose another file."
        )
    named = {n: own for n, own in tiers.items() if any(word in n.lower() for word in _NAMES)}
    return max((named or tiers).items(), key=lambda tier: len(tier[1]))


def _video(media: Sequence[str], path: Path) -> Path:
    """The first video that lies beside the annotations or in a folder there."""
    clips = NumberedClips(path, ["videos", "media"])
    for told in media:
        try:
            return clips.named(PureWindowsPath(told).name)
        except ManifestError:
            continue
    names = ", ".join(dict.fromkeys(PureWindowsPath(told).name for told in media))
    raise ManifestError(
        f"The video of {path.name} is not here: {names or 'it names none'}.",
        hint="Copy it into the folder of the annotations.",
    )
