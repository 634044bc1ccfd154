"""ELAN files: written by its rules and read again; hostile files are rejected."""

import warnings
import xml.etree.ElementTree as ET

import pytest
from pympi import Elan

from signdict.core.errors import ElanError, ManifestError
from signdict.importing import manifest
from signdict.importing.entries import Skipped
from signdict.importing.formats import elan
from signdict.importing.formats.elan import Annotation
from tests.support.clip_lists import SIGNS

TIERS = {
    "gloss": [Annotation(0.5, 1.25, "HOUSE"), Annotation(2.0, 2.4, "a & <b> 👋")],
    "candidates": [Annotation(0.5, 1.25, "TREE; SUN")],
}


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return path


def document(folder, media=None, tiers=TIERS):
    return written(folder, "talk.eaf", elan.document(tiers, media))


def test_a_vocabulary_contains_every_sign_once_with_its_number(tmp_path):
    path = written(tmp_path, "v.ecv", elan.vocabulary(SIGNS))
    assert [(name, text) for name, text, _ in elan.entries(path)] == [
        ("signdict-1", "House"),
        ("signdict-2", "gift & <poison> [2]"),
        ("signdict-3", "שלום 👋"),
    ]
    assert elan.entries(path)[1][2] == "gsg; present; gift; own"


def test_a_vocabulary_conforms_to_its_schema():
    root = ET.fromstring(elan.vocabulary(SIGNS))
    assert {"AUTHOR", "DATE", "VERSION"} <= set(root.attrib)
    languages = {element.attrib["LANG_ID"] for element in root.iter("LANGUAGE")}
    assert {element.attrib["LANG_REF"] for element in root.iter("CVE_VALUE")} <= languages
    assert [element.tag for element in root] == ["LANGUAGE", "CONTROLLED_VOCABULARY"]
    ids = [element.attrib["CVE_ID"] for element in root.iter("CV_ENTRY_ML")]
    assert len(ids) == len(set(ids)) == 3


def test_pympi_reads_a_vocabulary(tmp_path):
    entries = elan.entries(written(tmp_path, "v.ecv", elan.vocabulary(SIGNS)))
    eaf = Elan.Eaf()
    eaf.add_language("eng")
    eaf.add_controlled_vocabulary("signs")
    for number, text, description in entries:
        eaf.add_cv_entry("signs", number, [(text, "eng", description)])
    eaf.to_file(tmp_path / "v.eaf")
    eaf = Elan.Eaf(str(tmp_path / "v.eaf")).get_cv_entries("signs")
    assert {key: values[0][0] for key, (values, _) in eaf.items()} == {
        number: text for number, text, _ in entries
    }


def test_annotations_conform_to_their_schema(tmp_path):
    root = ET.parse(document(tmp_path, tmp_path / "talk.mp4")).getroot()
    assert elan.faults(root) == []
    order = ["LICENSE", "HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE", "LOCALE", "LANGUAGE",
             "CONSTRAINT", "CONTROLLED_VOCABULARY", "LEXICON_REF", "EXTERNAL_REF"]  # fmt: skip
    places = [order.index(element.tag) for element in root]
    assert places == sorted(places)
    assert root.find("HEADER").get("TIME_UNITS") == "milliseconds"
    times = [int(slot.get("TIME_VALUE")) for slot in root.iter("TIME_SLOT")]
    assert times == sorted(times)


def test_pympi_reads_and_writes_annotations(tmp_path):
    path = document(tmp_path, tmp_path / "talk.mp4")
    eaf = Elan.Eaf(str(path))
    assert sorted(eaf.get_annotation_data_for_tier("gloss"))[0] == (500, 1250, "HOUSE")
    again = elan.read(path)
    assert {name: list(tier) for name, tier in again.tiers.items()} == TIERS
    assert again.media[0] == "./talk.mp4"
    eaf.to_file(tmp_path / "again.eaf")
    assert elan.read(tmp_path / "again.eaf").tiers == again.tiers


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<ANNOTATION_DOCUMENT>&a;</ANNOTATION_DOCUMENT>"""


@pytest.mark.parametrize("content", [BOMB, EXTERNAL], ids=["growing", "external"])
def test_entities_are_rejected(tmp_path, content):
    path = written(tmp_path, "x.eaf", content)
    with pytest.raises(ElanError, match="defines entities"):
        elan.read(path)
    with pytest.raises(ElanError, match="defines entities"):
        elan.entries(path)


@pytest.mark.parametrize("content", [b"", b"<a", b"\xff\xfe", b"text", b"<a></b>"])
def test_a_file_that_is_not_xml_is_reported(tmp_path, content):
    with pytest.raises(ElanError, match="not complete XML"):
        elan.read(written(tmp_path, "x.eaf", content))


def test_a_missing_file_or_one_of_another_kind_is_reported(tmp_path):
    with pytest.raises(ElanError, match="cannot be opened"):
        elan.read(tmp_path / "none.eaf")
    with pytest.raises(ElanError, match="contains no annotations"):
        elan.read(written(tmp_path, "x.eaf", elan.vocabulary(SIGNS)))
    with pytest.raises(ElanError, match="contains no vocabulary"):
        elan.entries(document(tmp_path))


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(elan, "_LARGEST", 10)
    with pytest.raises(ElanError, match="too large"):
        elan.read(document(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('TIME_SLOT_REF1="ts2"', 'TIME_SLOT_REF1="ts99"', "a time slot that does not exist"),
        ('TIME_VALUE="1250"', 'TIME_VALUE="100"', "ends before it starts"),
        ('TIME_VALUE="1250"', 'TIME_VALUE="soon"', "not a number of milliseconds"),
        ('ANNOTATION_ID="a3"', 'ANNOTATION_ID="a2"', "ANNOTATION a2 occurs twice"),
        ('TIER_ID="candidates"', 'TIER_ID="gloss"', "TIER gloss occurs twice"),
        ('LINGUISTIC_TYPE_REF="signs"', 'LINGUISTIC_TYPE_REF="x"', "The type of tier"),
        ('TIER_ID="gloss"', 'PARENT_REF="x" TIER_ID="gloss"', "The parent of tier"),
        ("TIME_ORDER", "TIMES", "TIME_ORDER is missing"),
        ('AUTHOR="signdict"', "", "no AUTHOR"),
        ('TIME_SLOT_ID="ts2"', "", "A TIME_SLOT has no id"),
    ],
)
def test_a_broken_rule_is_named(tmp_path, old, new, message):
    text = document(tmp_path).read_text("utf-8")
    assert old in text
    with pytest.raises(ElanError, match=message):
        elan.read(written(tmp_path, "x.eaf", text.replace(old, new).encode()))


def test_annotations_of_a_video_are_clips(tmp_path):
    (tmp_path / "videos").mkdir()
    video = written(tmp_path / "videos", "talk.mp4", b"0")
    tiers = TIERS | {"gloss": [*TIERS["gloss"], Annotation(3, 4, " ")]}
    path = document(tmp_path, video, tiers)
    *clips, skipped = manifest.rows(manifest.usual(path, sign_language="ase"))
    assert [(clip.gloss, clip.start, clip.end) for clip in clips] == [
        ("HOUSE", 0.5, 1.25), ("a & <b> 👋", 2.0, 2.4),
    ]  # fmt: skip
    assert {clip.path for clip in clips} == {video}
    assert {clip.source for clip in clips} == {"talk"}
    assert isinstance(skipped, Skipped)
    assert "Annotation 3 of tier gloss" in skipped.reason


def test_a_tier_is_chosen_by_its_name_or_else_by_its_length(tmp_path):
    video = written(tmp_path, "talk.mp4", b"0")
    many = [Annotation(n, n + 0.5, f"m{n}") for n in range(3)]
    for tiers, first in (({"notes": many, "Glosses": [Annotation(0, 1, "G")]}, "G"),
                         ({"notes": many, "other": [Annotation(0, 1, "G")]}, "m0")):  # fmt: skip
        path = document(tmp_path, video, tiers)
        rows = [*manifest.rows(manifest.usual(path, sign_language="ase"))]
        assert rows[0].gloss == first


def test_annotations_without_video_or_without_times_are_reported(tmp_path):
    path = document(tmp_path, tmp_path / "elsewhere" / "far away.mp4")
    with pytest.raises(ManifestError, match=r"is missing: far away\.mp4"):
        [*manifest.rows(manifest.usual(path, sign_language="ase"))]
    path = document(tmp_path, None, {"gloss": []})
    with pytest.raises(ManifestError, match="no annotation with a time"):
        [*manifest.rows(manifest.usual(path, sign_language="ase"))]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = written(tmp_path, "secret.mp4", b"0")
    inner = tmp_path / "inner"
    inner.mkdir()
    text = document(inner, secret).read_text("utf-8").replace("./secret.mp4", "../secret.mp4")
    path = written(inner, "talk.eaf", text.encode())
    with pytest.raises(ManifestError, match="is missing"):
        [*manifest.rows(manifest.usual(path, sign_language="ase"))]


def test_reading_an_older_file_gives_no_warning(tmp_path):
    text = document(tmp_path).read_text("utf-8").replace('VERSION="2.8"', 'VERSION="2.6"')
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert elan.read(written(tmp_path, "old.eaf", text.encode())).tiers
