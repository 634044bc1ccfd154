"""Characters that are not seen, through every way in; lists, decks and files keep the gloss."""

import csv
import io
import json
import sqlite3
import unicodedata
import zipfile
from contextlib import closing

import pytest

from signdict.core.types import Source
from signdict.library.library import Library
from signdict.library.pair import OWN_IDS
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.clip_lists import citizen, suisse
from tests.support.fakes import a_pose
from tests.support.libraries import fill

DIRTY = "\x1b[31mG\x07R\u202eÜN\u200b\u2028eins\x1b[0m\u2069"
CLEAN = "GRÜN eins"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "clips").mkdir()
    write_pose(tmp_path / "clips" / "1.pose", a_pose(21))
    return tmp_path / "clips"


def own_table(folder):
    path = folder / "list.csv"
    path.write_bytes(f'path,gloss,sign_language\n1.pose,"{DIRTY}",ase\n'.encode())
    return path


def named_file(folder):
    (folder / "1.pose").rename(folder / f"{DIRTY}.pose")
    return folder


def wlasl(folder):
    items = [{"gloss": f"{DIRTY}\ud800", "instances": [{"video_id": "1"}]}]
    (folder / "list.json").write_text(json.dumps(items))  # the surrogate as an escape
    return folder / "list.json"


LISTS = {
    "table": own_table,
    "folder": named_file,
    "WLASL": wlasl,
    "ASL Citizen": lambda folder: citizen(folder, ("P1", "1.pose", DIRTY, "")),
    "SignSuisse": lambda folder: suisse(folder, ("", DIRTY, "ch-de", "de", "1.pose")),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_gloss_of_a_list_is_clean(home, folder, kind):
    path = LISTS[kind](folder)
    value = printed("add", path, "--preview", "--language", "ase", "--source", DIRTY)
    assert [(clip["gloss"], clip["source"]) for clip in value["first"]] == [(CLEAN, CLEAN)]


def test_every_column_of_a_table_is_clean(home, folder):
    columns = ("variant", "concept", "signer", "source", "licence", "attribution", "translation")
    cells = ",".join(f'"{DIRTY}"' for _ in columns)
    (folder / "list.csv").write_bytes(
        f"path,gloss,sign_language,{','.join(columns)}\n1.pose,A,ase,{cells}\n".encode()
    )
    (clip,) = printed("add", folder / "list.csv", "--preview")["first"]
    assert {clip[column] for column in columns} == {CLEAN}


def test_a_taught_sign_is_clean_also_from_a_file_of_signs(home, folder, tmp_path):
    pose = folder / "1.pose"
    taught = printed("teach", pose, "--gloss", DIRTY, "--language", "ase", "--concept", DIRTY)
    assert (taught["gloss"], taught["concept"]) == (CLEAN, CLEAN)
    edited = printed("taught", "edit", taught["id"], "--gloss", f"{DIRTY} zwei")
    assert edited["gloss"] == f"{CLEAN} zwei"
    joined = printed("teach", pose, "--gloss", "می\u200cرسد\u200c", "--language", "ase")
    assert joined["gloss"] == "می\u200cرسد"
    run("taught", "export", tmp_path / "mine.signs")
    imported = run("taught", "import", tmp_path / "mine.signs", "--library", tmp_path / "other")
    assert imported.exit_code == 0
    glosses = {s["gloss"] for s in printed("taught", "list", "--library", tmp_path / "other")}
    assert glosses == {f"{CLEAN} zwei", "می\u200cرسد"}
    empty = run("teach", pose, "--gloss", "\u200b\u3164", "--language", "ase")
    assert (empty.exit_code, empty.stderr) == (
        2, "The gloss is empty. Write what the sign means.\n",
    )  # fmt: skip


def test_new_labels_and_terms_are_clean(home, folder):
    run("add", folder, "--language", "ase", "--source", "mine")
    changed = printed("relabel", "--find", "1", "--replace", DIRTY)["changed"]
    assert [label["gloss"] for label in changed.values()] == [CLEAN]
    (folder / "new.csv").write_bytes(f'gloss,new_gloss\n{CLEAN},"{DIRTY}2"\n'.encode())
    changed = printed("relabel", "--table", folder / "new.csv")["changed"]
    assert [label["gloss"] for label in changed.values()] == [f"{CLEAN}2"]
    (source,) = printed("sources", "describe", "mine", "--title", DIRTY, "--licence", DIRTY)
    assert (source["title"], source["licence"]) == (CLEAN, CLEAN)


def test_a_long_gloss_is_rejected_and_one_of_an_earlier_version_stays_in_a_list(home):
    with Library.open(home.library, first_id=OWN_IDS) as library:
        fill(library, [("short", "ase", "", (1,)), ("x" * 5000, "ase", "", (2,))], Source("old"))
    done = run("relabel", "--find", "short", "--replace", "y" * 1001)
    assert (done.exit_code, done.stderr) == (
        2, "The gloss is longer than 1,000 letters. Shorten it.\n",
    )  # fmt: skip
    run("lists", "make", "L")
    run("lists", "add", "L", OWN_IDS + 1)
    shown = printed("lists", "show", "L")
    assert (shown["signs"][0]["gloss"], shown["ids"]) == ("x" * 5000, [OWN_IDS + 1])


def test_names_and_notes_of_lists_are_clean(home):
    assert printed("lists", "make", DIRTY) == {"name": CLEAN}
    (sign, *_) = printed("find", "hello")
    added = printed("lists", "add", CLEAN, sign["id"], "--note", f"one\ntwo{DIRTY}")
    assert [entry["note"] for entry in added["signs"]] == ["one\ntwoGRÜN\neins"]


def glosses_of_deck(deck):
    with zipfile.ZipFile(deck) as archive:
        archive.extract("collection.anki2", deck.parent)
    with closing(sqlite3.connect(deck.parent / "collection.anki2")) as db:
        return [fields.split("\x1f")[1] for (fields,) in db.execute("SELECT flds FROM notes")]


def test_lists_decks_and_files_keep_the_gloss(home, folder, tmp_path):
    run("add", own_table(folder))
    (found,) = [m for m in printed("find", "GRÜN") if m["gloss"] == CLEAN]
    run("lists", "make", "L")
    added = printed("lists", "add", "L", found["id"])
    assert [entry["gloss"] for entry in added["signs"]] == [CLEAN]
    assert printed("lists", "show", "L")["ids"] == [found["id"]]
    for kind in ("json", "csv", "apkg", "folder"):
        done = run("lists", "export", "L", tmp_path / f"out.{kind}", "--as", kind)
        assert (done.exit_code, done.stderr) == (0, "")
    imported = printed("lists", "import", tmp_path / "out.json")
    assert imported["ids"] == [found["id"]]
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig")))
    assert row["gloss"] == CLEAN
    assert glosses_of_deck(tmp_path / "out.apkg") == [CLEAN]
    assert (tmp_path / "out.folder" / f"1 {CLEAN} (ase).gif").exists()


def test_labels_of_an_earlier_version_are_reported_and_repaired(home):
    dirty = ["GR\0ÜN", "\x1b[31mRED", "\u200b", "plain", "pla\xadin"]
    with Library.open(home.library, first_id=OWN_IDS) as library:
        fill(library, [(g, "ase", "", (n,)) for n, g in enumerate(dirty)], Source("old"))
    done = run("check")
    assert done.exit_code == 1
    assert done.stdout.count("has characters that are not seen. Repair it: ") == 4
    repaired = printed("check", "--repair")
    assert "Labels cleaned of characters that are not seen: 4." in repaired["repaired"]
    signs = [s["gloss"] for s in printed("export") if s["source"] == "old"]
    assert sorted(signs) == ["GRÜN", "RED", "plain", f"sign {OWN_IDS + 2}"]
    assert not any(unicodedata.category(c)[0] == "C" for gloss in signs for c in gloss)
    assert "not seen" not in run("check").stdout


def test_the_collected_table_of_controls_is_clean(home, shared):
    value = printed("add", shared / "cases" / "csv" / "T14_controls.csv", "--preview")
    assert [clip["gloss"] for clip in value["first"]] == ["GRÜN", "RED", "BELL", "RTLOLLEH"]
    assert [skipped["reason"].partition(": ")[2] for skipped in value["skipped"]] == [
        "The gloss is empty. Write what the sign means.",
        "The gloss is empty. Write what the sign means.",
        "The gloss is empty. Write what the sign means.",
        "The gloss is longer than 1,000 letters. Shorten it.",
    ]


# Formulas


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1")


def test_safe_tables_contain_no_formulas_and_are_read_as_they_were(home, folder, tmp_path):
    rows = "\n".join(f"1.pose,{gloss},ase" for gloss in FORMULAS)
    (folder / "list.csv").write_text(f"path,gloss,sign_language\n{rows}\n")
    with Library.open(home.library, first_id=OWN_IDS) as library:
        signs = [(gloss, "ase", "", (n,)) for n, gloss in enumerate(FORMULAS)]
        fill(library, signs, Source("mine"))
    run("lists", "make", "L")
    ids = [s["id"] for s in printed("export") if s["source"] == "mine"]
    run("lists", "add", "L", *ids, "--note", "=2+2")
    run("lists", "export", "L", tmp_path / "list.csv", "--safe")
    run("lists", "export", "L", tmp_path / "plain.csv")
    run("lists", "export", "L", tmp_path / "folder", "--safe")
    run("export", "--out", tmp_path / "signs.csv", "--safe")
    run("table", "--out", tmp_path / "table.csv", "--safe")
    (tmp_path / "near.csv").write_text(run("export", "--csv", "--safe").stdout)

    def glosses(name, column="gloss"):
        text = (tmp_path / name).read_text("utf-8-sig")
        return {r[column] for r in csv.DictReader(io.StringIO(text)) if r["source"] == "mine"}

    for name in ("list.csv", "folder/list.csv", "signs.csv", "table.csv", "near.csv"):
        assert glosses(name) == {f"'{gloss}" for gloss in FORMULAS}
    assert glosses("list.csv", "note") == {"'=2+2"}
    assert glosses("plain.csv") == set(FORMULAS)
    exported = (tmp_path / "signs.csv").read_text("utf-8-sig").replace("concept", "new_concept", 1)
    (tmp_path / "back.csv").write_text(exported.replace(",,word,mine", ",sum,word,mine"))
    assert len(printed("relabel", "--table", tmp_path / "back.csv")["changed"]) == len(FORMULAS)
