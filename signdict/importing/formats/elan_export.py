"""Writes ELAN's files: vocabularies (`.ecv`) and annotations (`.eaf`)."""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from signdict.core.cleaning import clean_lines
from signdict.core.types import SignSummary
from signdict.importing.formats.elan_file import Annotation

_LANGUAGE, _VOCABULARY, _TIER_TYPE = "eng", "signs", "signs"
_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv2.8.xsd"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
#: What ELAN calls the formats that it knows; it chooses a player for the others.
_KINDS = {
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
}  # fmt: skip


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


def document(
    tiers: Mapping[str, Iterable[Annotation]],
    media: Path | None = None,
    folder: Path | None = None,
) -> bytes:
    """Return an `.eaf` file with a tier for each name, linked to a video if one is given.

    `folder` is where the file will be, by default next to the video: the relative address of the
    video starts there.
    """
    from pympi import Elan

    eaf = Elan.Eaf(author="signdict")
    eaf.remove_tier("default")
    eaf.add_linguistic_type(_TIER_TYPE)
    if media is not None:
        kind = _KINDS.get(media.suffix.lower(), "video/*")
        relative = _relative(media.resolve(), (folder or media.parent).resolve())
        eaf.add_linked_file(media.resolve().as_uri(), relative, kind)
    for name, annotations in tiers.items():
        eaf.add_tier(name, ling=_TIER_TYPE)
        for annotation in annotations:
            start, end = round(1000 * annotation.start), round(1000 * annotation.end)
            eaf.add_annotation(name, start, max(end, start + 1), _plain(annotation.text))
    eaf.remove_linguistic_type("default-lt")
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "document.eaf"
        eaf.to_file(path)
        return _completed(ET.fromstring(path.read_bytes()))  # noqa: S314 - our own


def _relative(media: Path, folder: Path) -> str | None:
    """Return the address of a video from a folder, None if it is on another drive of Windows."""
    try:
        steps = Path(os.path.relpath(media, folder)).as_posix()
    except ValueError:
        return None
    address = steps if steps.startswith("..") else f"./{steps}"
    return address if address.isprintable() else _escaped(address)


def _escaped(address: str) -> str:
    """Return an address whose bytes that are no letters of ASCII are escaped: "%20" is a space."""
    content = os.fsencode(address)
    return "".join(chr(b) if 32 < b < 127 and b != ord("%") else f"%{b:02X}" for b in content)


def _completed(root: ET.Element) -> bytes:
    """Add the unit of time to a document and sort its time slots, because pympi does neither."""
    for header in root.iter("HEADER"):
        header.attrib = {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"} | header.attrib
    slots = root.find("TIME_ORDER")
    if slots is not None:
        slots[:] = sorted(slots, key=lambda slot: int(slot.get("TIME_VALUE", "0")))
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _plain(text: str) -> str:
    """Return a text without characters that XML does not allow; joiners and spaces stay."""
    return clean_lines(text)


def _now() -> str:
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
