"""The commands of maintainers."""

import pytest

from signdict.core.types import Source
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library
from tests.support.cli import printed, run
from tests.support.libraries import fill


@pytest.fixture
def mine(home):
    with Library.open(home.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (4, 8)), ("cats", "bfi", "", (9,))], Source("mine"))
    return home


def test_a_source_is_switched_off_and_on(mine):
    assert printed("sources", "off", "mine") == {"source": "mine", "on": False, "changed": True}
    assert run("find", "cat").exit_code == 1
    assert [s["on"] for s in printed("sources") if s["name"] == "mine"] == [False]
    assert "off" in run("sources").stdout
    assert run("sources", "on", "mine").stdout == "mine is on now.\n"
    assert run("sources", "on", "mine").stdout == "mine was already on.\n"
    assert printed("find", "cat")
    assert run("sources", "off", "nothing").exit_code == 2


def test_a_source_is_described(mine):
    (source,) = printed("sources", "describe", "mine", "--licence", "CC0", "--attribution", "Ann")
    assert (source["licence"], source["attribution"]) == ("CC0", "Ann")


def test_labels_are_previewed_changed_and_restored_by_undo(mine, tmp_path):
    done = run("relabel", "--find", "cats", "--replace", "dogs", "--preview")
    assert done.stdout == "1 signs would change.\n  cats (bfi) -> dogs (bfi)\n"
    assert printed("relabel", "--find", "cats", "--replace", "cat")["joined"] == 1
    assert run("relabel", "--find", "cats", "--replace", "x").exit_code == 1
    assert "Relabelled 1 signs." in run("undo", "--list").stdout
    assert printed("undo")[0]["said"] == "Relabelled 1 signs."
    assert run("undo").exit_code == 2
    assert run("undo", "--list").exit_code == 1
    (tmp_path / "t.csv").write_text("gloss,new_gloss\ncats,dogs\nno,x\n")
    done = run("relabel", "--table", tmp_path / "t.csv")
    assert "There is no sign no" in done.stdout
    assert run("relabel").exit_code == 2


def test_duplicates_are_listed_and_merged(mine):
    assert run("duplicates").exit_code == 1
    with Library.open(mine.library) as library:
        fill(library, [("cat", "bfi", "", (8,)), ("puss", "bfi", "", (9,))], Source("theirs"))
    value = printed("duplicates", "--merge")
    assert value["merged"] == 1  # the other group has two glosses
    assert len(value["groups"]) == 2
    assert printed("duplicates", "--merge", "--across-glosses")["merged"] == 1
    assert run("duplicates").exit_code == 1


def test_undo_restores_a_removed_source(mine):
    assert printed("remove", "mine") == {"removed": 2}
    assert "Undone: Removed mine, 2 signs." in run("undo").stdout
    assert printed("find", "cat")[0]["source"] == "mine"


def test_check_repairs_and_prints_sizes(mine):
    with Library.open(mine.library) as library, library.changing() as db:
        db.execute("DELETE FROM vectors WHERE clip = (SELECT min(clip) FROM vectors)")
    assert run("check").exit_code == 1
    done = run("check", "--repair")
    assert done.exit_code == 0, done.stdout
    assert "Clips read with positions: 1." in done.stdout
    assert "size of library" in run("check", "--sizes").stdout
    assert printed("check", "--repair")["repaired"] == []


def test_a_library_is_backed_up_and_restored(mine, tmp_path):
    done = run("backup", tmp_path / "copy.db")
    assert done.exit_code == 0
    assert "KB." in done.stdout
    run("remove", "mine")
    value = printed("restore", tmp_path / "copy.db")
    assert (value["signs"], value["clips"], value["lists"]) == (2, 3, None)
    assert printed("find", "cat")
    assert "The replaced library is in" in run("restore", tmp_path / "copy.db").stdout
    assert run("restore", tmp_path / "none.db").exit_code == 2
