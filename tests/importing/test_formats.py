"""Lists of other people's: read as they are published, and each thing wrong gets one sentence."""

import json
import sys

import pytest

from signdict.core.errors import ManifestError
from signdict.importing.entries import ClipEntry, Skipped
from signdict.importing.formats import wlasl
from signdict.importing.manifest import entries, preview, usual
from tests.support.clip_lists import book, citizen, instance, suisse, touched, wlasl_file
from tests.support.steps import result_of


def listed(path, **named):
    manifest = entries(path, **named)
    return manifest.entries, [one.reason for one in manifest.skipped]


# WLASL


def test_wlasl_names_its_videos_by_number(tmp_path):
    touched(tmp_path / "videos", "07068.mp4", "07069.webm")
    (one, two), reasons = listed(wlasl_file(tmp_path, book("07068", "07069")))
    assert (one.gloss, one.sign_language, one.spoken_language) == ("book", "ase", "en")
    assert [one.path.name, two.path.name] == ["07068.mp4", "07069.webm"]
    assert (one.signer, one.variant, one.start, one.source) == ("4", "", None, "WLASL_v0.3")
    assert reasons == []


def test_videos_of_wlasl_may_lie_beside_it_or_be_raw(tmp_path):
    touched(tmp_path, "1.mp4")
    touched(tmp_path / "raw_videos", "2.mkv")
    found, _ = listed(wlasl_file(tmp_path, book("1", 2)))
    assert [one.path.name for one in found] == ["1.mp4", "2.mkv"]


def test_frames_of_wlasl_are_cut_out_where_the_video_has_them(tmp_path, monkeypatch):
    touched(tmp_path, "1.mp4")
    monkeypatch.setattr(wlasl, "_frames", lambda path: 100.0)
    long = {**instance("1"), "frame_start": 26, "frame_end": 75, "fps": 25}
    file = wlasl_file(tmp_path, [{"gloss": "book", "instances": [long]}])
    ((one,), _) = listed(file)
    assert (one.start, one.end) == (1.0, 3.0)
    monkeypatch.setattr(wlasl, "_frames", lambda path: 50.0)
    ((one,), _) = listed(file)
    assert (one.start, one.end) == (None, None)  # it was cut before


def test_a_variation_of_wlasl_is_a_variant(tmp_path):
    touched(tmp_path, "1.mp4")
    second = {**instance("1"), "variation_id": 1}
    ((one,), _) = listed(wlasl_file(tmp_path, [{"gloss": "book", "instances": [second]}]))
    assert one.variant == "2"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"instances": [{"video_id": "1"}]}, "It has no gloss."),
        ({"gloss": 7, "instances": [{"video_id": "1"}]}, "It has no gloss."),
        ({"gloss": " ", "instances": [{"video_id": "1"}]}, "The gloss is empty."),
        ({"gloss": "a"}, "a has no instances."),
        ({"gloss": "a", "instances": {}}, "a has no instances."),
        ({"gloss": "a", "instances": [{}]}, "An instance has no video_id."),
        ({"gloss": "a", "instances": ["1"]}, "An instance has no video_id."),
        ({"gloss": "a", "instances": [{"video_id": "9"}]}, "There is no file 9."),
        ({"gloss": "a", "instances": [{"video_id": "../1"}]}, "outside the table's folder"),
        (
            {"gloss": "a", "instances": [{"video_id": "1", "frame_start": 9, "frame_end": 3}]},
            "The clip ends before it begins.",
        ),
        (
            {"gloss": "a", "instances": [{"video_id": "1", "frame_start": "x"}]},
            "Its frames are no numbers.",
        ),
        ("book", "It has no gloss."),
    ],
)
def test_what_is_wrong_with_an_item_of_wlasl_is_one_line(tmp_path, item, reason):
    below = tmp_path / "below"
    touched(tmp_path, "1.mp4")
    touched(below, "1.mp4")
    found, reasons = listed(wlasl_file(below, [item, *book("1")]))
    assert [one.gloss for one in found] == ["book"]
    assert len(reasons) == 1
    assert reason in reasons[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not WLASL's JSON"),
        ('{"gloss": "a"}', "is not WLASL's JSON"),
        ("[]", "lists no gloss"),
        ('[{"gloss": "a"', "breaks off or is not JSON"),
        ("[" * 100_000, "breaks off or is not JSON"),
        ('[{"n": ' + "9" * 5000 + "}]", "breaks off or is not JSON"),
    ],
)
def test_a_file_that_is_not_wlasls_is_told(tmp_path, text, told):
    file = tmp_path / "list.json"
    file.write_text(text)
    with pytest.raises(ManifestError, match=told):
        entries(file)


def test_a_list_that_is_not_utf_8_is_told(tmp_path):
    file = tmp_path / "list.json"
    file.write_bytes('[{"gloss": "Grüße"}]'.encode("latin-1"))
    with pytest.raises(ManifestError, match="breaks off or is not JSON"):
        entries(file)


def test_a_list_longer_than_is_read_at_a_time_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(wlasl, "_PIECE", 7)
    touched(tmp_path, "1.mp4")
    items = [{"gloss": f"Grüße {n}", "instances": [instance("1")]} for n in range(30)]
    found, reasons = listed(wlasl_file(tmp_path, items))
    assert [one.gloss for one in found] == [f"Grüße {n}" for n in range(30)]
    assert reasons == []


# ASL Citizen


def test_a_split_of_asl_citizen_is_read(tmp_path):
    touched(tmp_path / "videos", "15890366051589533-APPLE.mp4")
    table = citizen(tmp_path / "splits", ("P52", "15890366051589533-APPLE.mp4", "APPLE", "C_1"))
    ((one,), reasons) = listed(table, source="ASL Citizen")
    assert (one.gloss, one.signer, one.sign_language, one.source) == (
        "APPLE", "P52", "ase", "ASL Citizen",
    )  # fmt: skip
    assert one.path.is_file()
    assert reasons == []


def test_a_path_of_asl_citizen_that_leaves_the_folder_is_reported(tmp_path):
    touched(tmp_path, "secret.mp4")
    table = citizen(tmp_path / "splits", ("P1", "../secret.mp4", "A", ""), ("P1", "", "B", ""))
    _, reasons = listed(table)
    assert "outside the table's folder" in reasons[0]
    assert "The name of the clip is empty." in reasons[1]


def test_asl_citizen_without_its_gloss_is_told(tmp_path):
    table = tmp_path / "train.csv"
    table.write_text("Participant ID,Video file\nP1,a.mp4\n")
    with pytest.raises(ManifestError, match=r"train\.csv has no column gloss\."):
        entries(table)


# SignSuisse


def test_the_three_languages_of_signsuisse_are_told_apart(tmp_path):
    touched(tmp_path / "videos", "1.mp4", "haus.mp4")
    touched(tmp_path / "poses", "3.pose")
    table = suisse(
        tmp_path,
        ("1", "Haus", "ch-de", "de", ""),
        ("2", "maison", "LSF-CH", "fr", "https://example.org/films/haus.mp4?x=1"),
        ("3", "casa", "slf", "it", "gone.mp4"),
    )
    found, reasons = listed(table)
    assert [(one.gloss, one.sign_language, one.spoken_language) for one in found] == [
        ("Haus", "sgg", "de"), ("maison", "ssr", "fr"), ("casa", "slf", "it"),
    ]  # fmt: skip
    assert [one.path.name for one in found] == ["1.mp4", "haus.mp4", "3.pose"]
    assert reasons == []


def test_what_is_wrong_with_a_row_of_signsuisse_is_one_line(tmp_path):
    touched(tmp_path, "1.mp4")
    table = suisse(
        tmp_path, ("1", "", "ch-de", "de", ""), ("1", "Haus", "klingon-9", "", ""),
        ("", "Haus", "ch-de", "", ""), ("9", "Haus", "ch-de", "", "nine.mp4"),
    )  # fmt: skip
    found, reasons = listed(table)
    assert found == ()
    for reason, told in zip(
        reasons,
        ("The gloss is empty.", "is not a sign-language code", "names no clip", "no file 9."),
        strict=True,
    ):
        assert told in reason


# Any


@pytest.mark.parametrize("gloss", ["שלום", "مرحبا", "👋🏽", "こんにちは", "e\u0301te\u0301"])
def test_glosses_of_any_script_are_read_in_every_format(tmp_path, gloss):
    touched(tmp_path, "1.mp4")
    made = [
        wlasl_file(tmp_path, [{"gloss": gloss, "instances": [instance("1")]}]),
        citizen(tmp_path, ("P", "1.mp4", gloss, "")),
        suisse(tmp_path, ("1", gloss, "ch-de", "de", "")),
    ]
    read = {entries(path).entries[0].gloss for path in made}
    assert len(read) == 1
    assert len(read.pop()) <= len(gloss)


def test_a_preview_counts_and_shows_the_first_of_each(tmp_path):
    touched(tmp_path, "1.mp4")
    table = tmp_path / "signs.csv"
    rows = [f"1.mp4,word {n},{'ase' if n % 2 else 'bfi'}" for n in range(50)]
    rows += [f"{n}.mp4,gone,ase" for n in range(2, 32)]
    table.write_text("path,gloss,sign_language\n" + "\n".join(rows))
    seen = result_of(preview(usual(table, licence="CC0")))
    assert (seen.format, seen.ready, seen.left_out, seen.glosses) == ("table (CSV)", 50, 30, 50)
    assert seen.languages == {"bfi": 25, "ase": 25}
    assert [one.gloss for one in seen.first] == [f"word {n}" for n in range(20)]
    assert len(seen.skipped) == 20
    assert seen.usual.licence == "CC0"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")
def test_a_name_that_is_no_text_is_reported(tmp_path):
    (tmp_path / b"caf\xe9.mp4".decode("utf-8", "surrogateescape")).touch()
    touched(tmp_path, "tea.mp4")
    found, reasons = listed(tmp_path, sign_language="ase")
    assert [one.gloss for one in found] == ["tea"]
    assert "no text" in reasons[0]


def test_an_entry_is_restored_from_what_is_not_as_usual(tmp_path):
    from signdict.importing.entries import restored, stored

    told = usual(tmp_path, sign_language="ase", licence="CC0")
    one = ClipEntry(tmp_path / "a.mp4", "a", "bfi", start=1.5, source=told.source, licence="CC0")
    kept = json.loads(json.dumps(stored(one, told)))
    assert "licence" not in kept
    assert restored(kept, told) == one


def test_a_skipped_row_is_no_entry(tmp_path):
    touched(tmp_path, "1.mp4", "___.mp4")
    manifest = entries(tmp_path, sign_language="ase")
    assert isinstance(manifest.skipped[0], Skipped)
