"""A small builder of ELAN files, attribute by attribute as ELAN writes them."""

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose

#: The constraints of ELAN, by short names of linguistic types.
CONSTRAINTS = {
    "division": "Time_Subdivision",
    "symbols": "Symbolic_Subdivision",
    "same": "Symbolic_Association",
    "within": "Included_In",
}


@dataclass
class EafFile:
    """An ELAN file: its slots, tiers and media are added in the order of the calls."""

    version: str = "3.0"
    root: ET.Element = field(default_factory=lambda: ET.Element("ANNOTATION_DOCUMENT"))

    def __post_init__(self):
        self.root.attrib |= {
            "AUTHOR": "",
            "DATE": "2024-01-01T00:00:00+01:00",
            "FORMAT": self.version,
            "VERSION": self.version,
        }
        units = {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"}
        self.header = ET.SubElement(self.root, "HEADER", units)
        self._order = ET.SubElement(self.root, "TIME_ORDER")
        self._kinds = set()

    def medium(self, relative="", absolute="", **more):
        """Link a file by its addresses; `origin` is its TIME_ORIGIN, `mime` its type."""
        values = {"MEDIA_URL": absolute, "MIME_TYPE": more.get("mime", "video/mp4")}
        values |= {"RELATIVE_MEDIA_URL": relative} if relative else {}
        values |= {"TIME_ORIGIN": str(more["origin"])} if "origin" in more else {}
        ET.SubElement(self.header, "MEDIA_DESCRIPTOR", values)
        return self

    def slot(self, time=None):
        """Add a time slot and return its id."""
        name = f"ts{len(self._order) + 1}"
        values = {} if time is None else {"TIME_VALUE": str(time)}
        ET.SubElement(self._order, "TIME_SLOT", {"TIME_SLOT_ID": name} | values)
        return name

    def tier(self, name, *annotations, kind="default-lt", parent="", **attributes):
        """Add a tier of (start, end, text), where times are milliseconds or ids of slots, or of
        (id of the parent annotation, text). Return the ids of its annotations."""
        values = {"LINGUISTIC_TYPE_REF": kind, "TIER_ID": name}
        values |= {"PARENT_REF": parent} if parent else {}
        tier = ET.SubElement(self.root, "TIER", values | attributes)
        self._kinds.add(kind)
        return [self._annotation(tier, *each) for each in annotations]

    def _annotation(self, tier, *parts):
        name = f"a{sum(1 for _ in self.root.iter('ANNOTATION')) + 1}"
        *places, text = parts
        if len(places) == 2:
            slots = [p if str(p).startswith("ts") else self.slot(p) for p in places]
            kind = "ALIGNABLE_ANNOTATION"
            values = {"TIME_SLOT_REF1": slots[0], "TIME_SLOT_REF2": slots[1]}
        else:
            parent, _, previous = places[0].partition("<")
            kind, values = "REF_ANNOTATION", {"ANNOTATION_REF": parent}
            values |= {"PREVIOUS_ANNOTATION": previous} if previous else {}
        holder = ET.SubElement(tier, "ANNOTATION")
        annotation = ET.SubElement(holder, kind, {"ANNOTATION_ID": name} | values)
        text, _, entry = text.partition("#")
        if entry:
            annotation.set("CVE_REF", entry)
        ET.SubElement(annotation, "ANNOTATION_VALUE").text = text
        return name

    def vocabulary(self, **entries):
        """Add a controlled vocabulary: the text of each entry by its id."""
        listed = ET.SubElement(self.root, "CONTROLLED_VOCABULARY", {"CV_ID": "signs"})
        for name, text in entries.items():
            entry = ET.SubElement(listed, "CV_ENTRY_ML", {"CVE_ID": name})
            ET.SubElement(entry, "CVE_VALUE", {"LANG_REF": "eng"}).text = text
        return self

    def external(self, name, kind, value):
        """Add a reference to something outside the file."""
        values = {"EXT_REF_ID": name, "TYPE": kind, "VALUE": value}
        ET.SubElement(self.root, "EXTERNAL_REF", values)
        return self

    def write(self, path: Path, encoding="utf-8"):
        """Write the file and return its path."""
        for kind in sorted(self._kinds):
            values = {"LINGUISTIC_TYPE_ID": kind, "GRAPHIC_REFERENCES": "false"}
            constraint = CONSTRAINTS.get(kind.partition(" ")[0])
            values["TIME_ALIGNABLE"] = "false" if kind in ("symbols", "same") else "true"
            values |= {"CONSTRAINTS": constraint} if constraint else {}
            ET.SubElement(self.root, "LINGUISTIC_TYPE", values)
        self._kinds.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ET.tostring(self.root, encoding=encoding, xml_declaration=True))
        return path


def a_recording(path: Path, seconds=4.0):
    """Write a `.pose` file that lasts some seconds, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_pose(path, a_pose(len(path.stem), round(25 * seconds)))
    return path
