"""Lists as WLASL, ASL Citizen and SignSuisse publish them, and their errors."""

import json
import os
import sys

import pytest

from signdict.core.errors import ManifestError
from signdict.importing.entries import ClipEntry, Skipped, restored, stored
from signdict.importing.formats import json_items, wlasl
from signdict.importing.manifest import entries, preview, usual
from tests.support.clip_lists import book, citizen, instance, suisse, touched, wlasl_file
from tests.support.steps import result_of


def listed(path, **named):
    manifest = entries(path, **named)
    return manifest.entries, [clip.reason for clip in manifest.skipped]


# WLASL


def test_videos_of_wlasl_are_named_by_number(tmp_path):
    touched(tmp_path / "videos", "07068.mp4", "07069.webm")
    (first, second), reasons = listed(wlasl_file(tmp_path, book("07068", "07069")))
    assert (first.gloss, first.sign_language, first.spoken_language) == ("book", "ase", "en")
    assert [first.path.name, second.path.name] == ["07068.mp4", "07069.webm"]
    assert (first.signer, first.variant, first.start, first.source) == ("4", "", None, "WLASL_v0.3")
    assert reasons == []


def test_videos_of_wlasl_may_be_next_to_the_list_or_in_raw_videos(tmp_path):
    touched(tmp_path, "1.mp4")
    touched(tmp_path / "raw_videos", "2.mkv")
    clips, _ = listed(wlasl_file(tmp_path, book("1", 2)))
    assert [clip.path.name for clip in clips] == ["1.mp4", "2.mkv"]


def test_frames_of_wlasl_are_cut_out_if_the_video_contains_them(tmp_path, monkeypatch):
    touched(tmp_path, "1.mp4")
    monkeypatch.setattr(wlasl, "_frames", lambda path: 100.0)
    long = {**instance("1"), "frame_start": 26, "frame_end": 75, "fps": 25}
    file = wlasl_file(tmp_path, [{"gloss": "book", "instances": [long]}])
    ((clip,), _) = listed(file)
    assert (clip.start, clip.end) == (1.0, 3.0)
    monkeypatch.setattr(wlasl, "_frames", lambda path: 50.0)
    ((clip,), _) = listed(file)
    assert (clip.start, clip.end) == (None, None)  # it was cut already


def test_a_variation_of_wlasl_is_a_variant(tmp_path):
    touched(tmp_path, "1.mp4")
    second = {**instance("1"), "variation_id": 1}
    ((clip,), _) = listed(wlasl_file(tmp_path, [{"gloss": "book", "instances": [second]}]))
    assert clip.variant == "2"


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
        ({"gloss": "a", "instances": [{"video_id": "9"}]}, "No such file: 9."),
        ({"gloss": "a", "instances": [{"video_id": "../1"}]}, "outside the table's folder"),
        (
            {"gloss": "a", "instances": [{"video_id": "1", "frame_start": 9, "frame_end": 3}]},
            "The clip ends before it starts.",
        ),
        (
            {"gloss": "a", "instances": [{"video_id": "1", "frame_start": "x"}]},
            "Its frames are not numbers.",
        ),
        ("book", "It has no gloss."),
    ],
)
def test_each_error_in_an_item_of_wlasl_is_one_line(tmp_path, item, reason):
    below = tmp_path / "below"
    touched(tmp_path, "1.mp4")
    touched(below, "1.mp4")
    clips, reasons = listed(wlasl_file(below, [item, *book("1")]))
    assert [clip.gloss for clip in clips] == ["book"]
    assert len(reasons) == 1
    assert reason in reasons[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not WLASL's JSON"),
        ('{"gloss": "a"}', "is not WLASL's JSON"),
        ("[]", "contains no gloss"),
        ('[{"gloss": "a"', "is incomplete or not JSON"),
        ("[" * 100_000, "is incomplete or not JSON"),
        ('[{"n": ' + "9" * 5000 + "}]", "is incomplete or not JSON"),
    ],
)
def test_a_file_that_is_not_from_wlasl_is_reported(tmp_path, text, message):
    file = tmp_path / "list.json"
    file.write_text(text)
    with pytest.raises(ManifestError, match=message):
        entries(file)


def test_a_list_that_is_not_utf_8_is_reported(tmp_path):
    file = tmp_path / "list.json"
    file.write_bytes('[{"gloss": "Grüße"}]'.encode("latin-1"))
    with pytest.raises(ManifestError, match="is incomplete or not JSON"):
        entries(file)


def test_a_list_longer_than_one_piece_is_read_completely(tmp_path, monkeypatch):
    monkeypatch.setattr(json_items, "_PIECE", 7)
    touched(tmp_path, "1.mp4")
    items = [{"gloss": f"Grüße {n}", "instances": [instance("1")]} for n in range(30)]
    clips, reasons = listed(wlasl_file(tmp_path, items))
    assert [clip.gloss for clip in clips] == [f"Grüße {n}" for n in range(30)]
    assert reasons == []


# ASL Citizen


def test_a_split_of_asl_citizen_is_read(tmp_path):
    touched(tmp_path / "videos", "15890366051589533-APPLE.mp4")
    table = citizen(tmp_path / "splits", ("P52", "15890366051589533-APPLE.mp4", "APPLE", "C_1"))
    ((clip,), reasons) = listed(table, source="ASL Citizen")
    assert (clip.gloss, clip.signer, clip.sign_language, clip.source) == (
        "APPLE", "P52", "ase", "ASL Citizen",
    )  # fmt: skip
    assert clip.path.is_file()
    assert reasons == []


def test_a_path_of_asl_citizen_that_leaves_the_folder_is_reported(tmp_path):
    touched(tmp_path, "secret.mp4")
    table = citizen(tmp_path / "splits", ("P1", "../secret.mp4", "A", ""), ("P1", "", "B", ""))
    _, reasons = listed(table)
    assert "outside the table's folder" in reasons[0]
    assert "The name of the clip is empty." in reasons[1]


def test_a_missing_gloss_column_of_asl_citizen_is_reported(tmp_path):
    table = tmp_path / "train.csv"
    table.write_text("Participant ID,Video file\nP1,a.mp4\n")
    with pytest.raises(ManifestError, match=r"train\.csv has no column gloss\."):
        entries(table)


# SignSuisse


def test_the_three_languages_of_signsuisse_are_recognised(tmp_path):
    touched(tmp_path / "videos", "1.mp4", "haus.mp4")
    touched(tmp_path / "poses", "3.pose")
    table = suisse(
        tmp_path,
        ("1", "Haus", "ch-de", "de", ""),
        ("2", "maison", "LSF-CH", "fr", "https://example.org/films/haus.mp4?x=1"),
        ("3", "casa", "slf", "it", "gone.mp4"),
    )
    clips, reasons = listed(table)
    assert [(clip.gloss, clip.sign_language, clip.spoken_language) for clip in clips] == [
        ("Haus", "sgg", "de"), ("maison", "ssr", "fr"), ("casa", "slf", "it"),
    ]  # fmt: skip
    assert [clip.path.name for clip in clips] == ["1.mp4", "haus.mp4", "3.pose"]
    assert reasons == []


def test_each_error_in_a_row_of_signsuisse_is_one_line(tmp_path):
    touched(tmp_path, "1.mp4")
    table = suisse(
        tmp_path, ("1", "", "ch-de", "de", ""), ("1", "Haus", "klingon-9", "", ""),
        ("", "Haus", "ch-de", "", ""), ("9", "Haus", "ch-de", "", "nine.mp4"),
    )  # fmt: skip
    clips, reasons = listed(table)
    assert clips == ()
    for reason, message in zip(
        reasons,
        ("The gloss is empty.", "is not a sign-language code", "names no clip", "No such file: 9."),
        strict=True,
    ):
        assert message in reason


# Any format


@pytest.mark.parametrize("gloss", ["שלום", "مرحبا", "👋🏽", "こんにちは", "e\u0301te\u0301"])
def test_glosses_of_any_script_are_read_in_every_format(tmp_path, gloss):
    touched(tmp_path, "1.mp4")
    paths = [
        wlasl_file(tmp_path, [{"gloss": gloss, "instances": [instance("1")]}]),
        citizen(tmp_path, ("P", "1.mp4", gloss, "")),
        suisse(tmp_path, ("1", gloss, "ch-de", "de", "")),
    ]
    glosses = {entries(path).entries[0].gloss for path in paths}
    assert len(glosses) == 1
    assert len(glosses.pop()) <= len(gloss)


def test_a_preview_counts_all_clips_and_shows_the_first(tmp_path):
    touched(tmp_path, "1.mp4")
    table = tmp_path / "signs.csv"
    rows = [f"1.mp4,word {n},{'ase' if n % 2 else 'bfi'}" for n in range(50)]
    rows += [f"{n}.mp4,gone,ase" for n in range(2, 32)]
    table.write_text("path,gloss,sign_language\n" + "\n".join(rows))
    summary = result_of(preview(usual(table, licence="CC0")))
    assert (summary.format, summary.ready, summary.left_out, summary.glosses) == (
        "table (CSV)",
        50,
        30,
        50,
    )
    assert summary.languages == {"bfi": 25, "ase": 25}
    assert [clip.gloss for clip in summary.first] == [f"word {n}" for n in range(20)]
    assert len(summary.skipped) == 20
    assert summary.usual.licence == "CC0"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")
def test_a_file_name_that_is_not_text_is_reported(tmp_path):
    for name in (b"caf\xe9.mp4", b"\xea\xee\xf2.mp4"):  # Latin-1, and Cyrillic of Windows
        (tmp_path / os.fsdecode(name)).touch()
    touched(tmp_path, "tea.mp4")
    clips, reasons = listed(tmp_path, sign_language="ase")
    assert [clip.gloss for clip in clips] == ["café", "tea"]
    assert "not text" in reasons[0]


def test_an_entry_is_restored_from_the_values_that_are_not_usual(tmp_path):
    common = usual(tmp_path, sign_language="ase", licence="CC0")
    entry = ClipEntry(
        tmp_path / "a.mp4", "a", "bfi", start=1.5, source=common.source, licence="CC0"
    )
    values = json.loads(json.dumps(stored(entry, common)))
    assert "licence" not in values
    assert restored(values, common) == entry


def test_a_file_without_a_gloss_is_skipped(tmp_path):
    touched(tmp_path, "1.mp4", "___.mp4")
    manifest = entries(tmp_path, sign_language="ase")
    assert isinstance(manifest.skipped[0], Skipped)
