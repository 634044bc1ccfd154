"""Exports of a list: JSON, CSV, a sheet, a folder, an Anki deck, animations."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
import warnings
import zipfile

import pytest
from PIL import Image

from signdict.core.errors import PoseError, WriteError
from signdict.core.types import Clip
from signdict.lists import animation, export, signlist
from signdict.lists.anki import genanki
from signdict.lists.signlist import SignList
from tests.gui.support.fake_videos import a_film
from tests.support.films import greys, write_film
from tests.support.paths import ROOT
from tests.support.signlists import FakeIllustrator, FakeLookup, a_list, exported


def test_an_exported_json_file_can_be_imported(tmp_path):
    result, _ = exported("json", tmp_path / "a.json")
    assert signlist.read(result.path) == a_list()


def test_csv_has_a_byte_order_mark_and_keeps_every_character(tmp_path):
    signs = a_list().noted(0, 'a "b", c;\nd').noted(1, "=1+1")
    exported("csv", tmp_path / "a.csv", signs)
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["note"] for row in rows] == ['a "b", c;\nd', "=1+1", ""]
    assert rows[1]["gloss"] == "نعم"
    assert {row["licence"] for row in rows} == {"CC0-1.0"}
    assert rows[2]["language"] == "Philippine Sign Language"


def test_a_sheet_reports_its_progress_and_is_written(tmp_path):
    result, reports = exported("pdf", tmp_path / "a.pdf")
    assert result.path.read_bytes() == b"sheet of 3"
    assert [step.total for step in reports] == [3] * len(reports)


def test_a_folder_contains_an_animation_of_each_sign_and_the_terms(tmp_path):
    result, reports = exported("folder", tmp_path / "out", lookup=FakeLookup(["hello"]))
    assert sorted(p.name for p in result.path.iterdir()) == [
        "2 نعم (ase).gif", "3 good morning (psp).gif", "list.csv", "list.json", "sources.txt",
    ]  # fmt: skip
    assert (result.count, result.missing) == (2, ("hello",))
    assert "Its makers · CC0-1.0" in (result.path / "sources.txt").read_text(encoding="utf-8")
    assert [step.done for step in reports] == [0, 1, 2]


def test_a_stopped_export_leaves_nothing(tmp_path):
    for kind in ("apkg", "pdf", "folder"):
        steps = export.export(FakeLookup(), a_list(), kind, tmp_path / "out", FakeIllustrator())
        next(steps)
        next(steps)
        steps.close()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_list_and_an_unknown_kind_are_rejected(tmp_path):
    with pytest.raises(WriteError, match="is empty"):
        exported("csv", tmp_path / "a", SignList("none"))
    with pytest.raises(WriteError, match="cannot be exported as docx"):
        exported("docx", tmp_path / "a")


def test_a_deck_without_any_sign_of_this_machine_is_rejected(tmp_path):
    with pytest.raises(WriteError, match="None of these signs"):
        exported("apkg", tmp_path / "a.apkg", lookup=FakeLookup(["hello", "نعم", "good morning"]))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_clip_does_not_stop_an_export(tmp_path):
    class Damaged(FakeLookup):
        def pose(self, clip_id):
            if clip_id == 1:
                raise PoseError("These landmarks are damaged.")
            return super().pose(clip_id)

    result, _ = exported("apkg", tmp_path / "a.apkg", lookup=Damaged())
    assert result.missing == ("hello",)


def notes(path):
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", path.parent)
        media = json.loads(package.read("media"))
    with sqlite3.connect(path.parent / "collection.anki2") as db:
        rows = db.execute("SELECT guid, flds FROM notes ORDER BY id").fetchall()
        cards = db.execute("SELECT count(*) FROM cards").fetchone()[0]
        decks = [int(key) for key in json.loads(db.execute("SELECT decks FROM col").fetchone()[0])]
    db.close()
    return [(guid, fields.split("\x1f")) for guid, fields in rows], cards, decks, media


def test_a_later_deck_has_the_numbers_of_the_earlier_one(tmp_path):
    exported("apkg", tmp_path / "a.apkg")
    exported("apkg", tmp_path / "b.apkg", a_list("Renamed").moved(0, 2).noted(0, "new"))
    (first, cards, decks, media), (second, _, again, _) = (
        notes(tmp_path / name) for name in ("a.apkg", "b.apkg")
    )
    assert {guid for guid, _ in first} == {guid for guid, _ in second}
    assert decks == again
    assert cards == 2 * len(first)
    assert len(media) == len(set(media.values())) > 0


def test_markup_in_a_gloss_is_shown_literally(tmp_path):
    signs = a_list(words=(("<b>[sound:x.mp3]\\(x\\)", "ase"),))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # genanki warns of tags that were not escaped
        exported("apkg", tmp_path / "a.apkg", signs)
    fields = notes(tmp_path / "a.apkg")[0][0][1]
    assert fields[1] == "&lt;b&gt;&#91;sound:x.mp3]&#92;(x&#92;)"
    assert "CC0-1.0" in fields[5]


def test_missing_room_for_a_deck_is_reported(tmp_path, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("disk is full")

    monkeypatch.setattr(genanki.Package, "write_to_file", full)
    with pytest.raises(WriteError, match="no room for temporary files"):
        exported("apkg", tmp_path / "a.apkg")


def test_a_gif_loops_and_pauses_at_its_end():
    frames = FakeIllustrator().frames(FakeLookup().pose(1))
    with Image.open(io.BytesIO(animation.gif(frames))) as picture:
        assert (picture.n_frames, picture.info["loop"]) == (2, 0)
        picture.seek(1)
        assert picture.info["duration"] > 1000 / animation.FPS


def test_a_clip_without_a_video_has_no_animation_of_it(tmp_path):
    assert animation.webp(Clip(1, 1)) is None
    assert animation.webp(Clip(1, 1, tmp_path / "gone.mp4")) is None


def test_the_skeleton_replaces_a_video_that_cannot_be_read(tmp_path):
    media = tmp_path / "broken.mp4"
    media.write_bytes(b"no video")
    exported("apkg", tmp_path / "a.apkg", lookup=FakeLookup(media=media), films=True)
    assert all(name.endswith(".gif") for name in notes(tmp_path / "a.apkg")[3].values())


def test_videos_are_copied_or_cut_to_the_span_of_the_clip(tmp_path):
    media = a_film(tmp_path / "film.mp4")
    whole, _ = exported("folder", tmp_path / "whole", lookup=FakeLookup(media=media), films=True)
    assert (whole.path / "1 hello (ase).mp4").read_bytes() == media.read_bytes()
    content = animation.webp(Clip(1, 1, media, 0.2, 0.6))
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.n_frames == 4  # instead of six: 15 per second, not 20
    assert animation.webp(Clip(1, 1, media, 500.0)) is None


def test_the_animation_of_an_uneven_video_lasts_as_long(tmp_path):
    media = write_film(tmp_path / "a.mp4", greys(8), [1.0, 1.0, 1.0, *[0.08] * 5])
    with Image.open(io.BytesIO(animation.webp(Clip(1, 1, media, 0.5, 3.3)))) as picture:
        lasts = []
        for number in range(picture.n_frames):
            picture.seek(number)
            picture.load()
            lasts.append(picture.info["duration"])
    assert lasts[:-1] == [500, 1000, 1000, 80, 80, 80]


def anki():
    """Return a Python with Anki's library: this one, or the one in SIGNDICT_ANKI_PYTHON."""
    named = os.environ.get("SIGNDICT_ANKI_PYTHON", sys.executable)
    process = subprocess.run([named, "-c", "import anki"], capture_output=True, check=False)
    return None if process.returncode else named


def test_anki_reads_a_deck_and_updates_its_cards(tmp_path, monkeypatch):
    python = anki()
    if not python:
        pytest.skip("SIGNDICT_ANKI_PYTHON does not name a Python with the package anki")
    exported("apkg", tmp_path / "a.apkg")
    later = time.time() + 60  # Anki uses the newer note, to the second
    monkeypatch.setattr(genanki.package.time, "time", lambda: later)
    exported("apkg", tmp_path / "b.apkg", a_list().moved(0, 2).noted(0, "<new>"))
    script = ROOT / "tests" / "support" / "anki.py"
    process = subprocess.run(
        [python, script, tmp_path / "a.apkg", tmp_path / "b.apkg"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    first, second = json.loads(process.stdout)
    assert first["decks"] == second["decks"] == ["Monday class"]
    assert [note[0] for note in first["notes"]] == ["good morning", "hello", "نعم"]
    assert [note[2] for note in first["notes"]] == [note[2] for note in second["notes"]]
    assert {note[1] for note in second["notes"]} == {"", "&lt;new&gt;"}
    assert len(first["cards"]) == len(second["cards"]) == 6
    assert first["order"] == ["hello", "نعم", "good morning"]
    assert first["missing"] == second["missing"] == []
