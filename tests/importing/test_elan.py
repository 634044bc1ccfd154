"""ELAN files: written by its rules and read again; hostile files are rejected."""

import warnings
import xml.etree.ElementTree as ET

import pytest
from pympi import Elan

from signdict.core.errors import ElanError, ManifestError
from signdict.importing import manifest
from signdict.importing.entries import Skipped
from signdict.importing.formats import elan_export, elan_file
from signdict.importing.formats.elan_file import Annotation
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
    return written(folder, "talk.eaf", elan_export.document(tiers, media))


def test_a_vocabulary_contains_every_sign_once_with_its_number(tmp_path):
    path = written(tmp_path, "v.ecv", elan_export.vocabulary(SIGNS))
    assert elan_file.entries(path) == {
        "signdict-1": [("House", "eng")],
        "signdict-2": [("gift & <poison> [2]", "eng")],
        "signdict-3": [("שלום 👋", "eng")],
    }
    described = [each.get("DESCRIPTION") for each in ET.parse(path).iter("CVE_VALUE")]
    assert described[1] == "gsg; present; gift; own"


def test_a_vocabulary_conforms_to_its_schema():
    root = ET.fromstring(elan_export.vocabulary(SIGNS))
    assert {"AUTHOR", "DATE", "VERSION"} <= set(root.attrib)
    languages = {element.attrib["LANG_ID"] for element in root.iter("LANGUAGE")}
    assert {element.attrib["LANG_REF"] for element in root.iter("CVE_VALUE")} <= languages
    assert [element.tag for element in root] == ["LANGUAGE", "CONTROLLED_VOCABULARY"]
    ids = [element.attrib["CVE_ID"] for element in root.iter("CV_ENTRY_ML")]
    assert len(ids) == len(set(ids)) == 3


def test_pympi_reads_a_vocabulary(tmp_path):
    entries = elan_file.entries(written(tmp_path, "v.ecv", elan_export.vocabulary(SIGNS)))
    eaf = Elan.Eaf()
    eaf.add_language("eng")
    eaf.add_controlled_vocabulary("signs")
    for number, [(text, language)] in entries.items():
        eaf.add_cv_entry("signs", number, [(text, language, None)])
    eaf.to_file(tmp_path / "v.eaf")
    eaf = Elan.Eaf(str(tmp_path / "v.eaf")).get_cv_entries("signs")
    assert {key: values[0][0] for key, (values, _) in eaf.items()} == {
        number: text for number, [(text, _)] in entries.items()
    }


def test_annotations_conform_to_their_schema(tmp_path):
    root = ET.parse(document(tmp_path, tmp_path / "talk.mp4")).getroot()
    assert elan_file.faults(root) == []
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
    again = elan_file.read(path)
    assert {tier.name: list(tier.annotations) for tier in again.tiers} == TIERS
    assert again.media[0].names == ("talk.mp4",)
    eaf.to_file(tmp_path / "again.eaf")
    assert elan_file.read(tmp_path / "again.eaf").tiers == again.tiers


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<ANNOTATION_DOCUMENT>&a;</ANNOTATION_DOCUMENT>"""


@pytest.mark.parametrize("content", [BOMB, EXTERNAL], ids=["growing", "external"])
def test_entities_are_rejected(tmp_path, content):
    path = written(tmp_path, "x.eaf", content)
    with pytest.raises(ElanError, match="defines entities"):
        elan_file.read(path)
    with pytest.raises(ElanError, match="defines entities"):
        elan_file.entries(path)


@pytest.mark.parametrize("content", [b"", b"<a", b"\xff\xfe", b"text", b"<a></b>"])
def test_a_file_that_is_not_xml_is_reported(tmp_path, content):
    with pytest.raises(ElanError, match="not complete XML"):
        elan_file.read(written(tmp_path, "x.eaf", content))


def test_a_missing_file_or_one_of_another_kind_is_reported(tmp_path):
    with pytest.raises(ElanError, match="cannot be opened"):
        elan_file.read(tmp_path / "none.eaf")
    with pytest.raises(ElanError, match="contains no annotations"):
        elan_file.read(written(tmp_path, "x.eaf", elan_export.vocabulary(SIGNS)))
    with pytest.raises(ElanError, match="contains no vocabulary"):
        elan_file.entries(document(tmp_path))


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(elan_file, "_LARGEST", 10)
    with pytest.raises(ElanError, match="too large"):
        elan_file.read(document(tmp_path))


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
        elan_file.read(written(tmp_path, "x.eaf", text.replace(old, new).encode()))


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


def test_annotations_without_video_or_without_times_are_reported(tmp_path):
    path = document(tmp_path, tmp_path / "elsewhere" / "far away.mp4")
    with pytest.raises(ManifestError, match=r"is missing: far away\.mp4"):
        [*manifest.rows(manifest.usual(path, sign_language="ase"))]
    path = document(tmp_path, None, {"gloss": []})
    with pytest.raises(ManifestError, match="has no annotation"):
        [*manifest.rows(manifest.usual(path, sign_language="ase"))]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = written(tmp_path, "secret.mp4", b"0")
    inner = tmp_path / "inner"
    inner.mkdir()
    text = document(inner, secret).read_text("utf-8").replace("./secret.mp4", "../secret.mp4")
    path = written(inner, "talk.eaf", text.encode())
    with pytest.raises(ManifestError, match=r"is outside its folder: \.\./secret\.mp4"):
        [*manifest.rows(manifest.usual(path, sign_language="ase"))]


def test_reading_an_older_file_gives_no_warning(tmp_path):
    text = document(tmp_path).read_text("utf-8").replace('VERSION="2.8"', 'VERSION="2.6"')
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert elan_file.read(written(tmp_path, "old.eaf", text.encode())).tiers
