"""The commands about lists, on a small dictionary."""

import json

import pytest

from signdict.lists import signlist
from tests.support.cli import printed, run

HELLO, BYE, THANKS = 1, 3, 5


@pytest.fixture
def a_class(home):
    run("lists", "make", "Class")
    return printed("lists", "add", "class", HELLO, BYE, THANKS)


def glosses(value):
    return [sign["gloss"] for sign in value["signs"]]


def test_no_lists_exits_with_1(home):
    done = run("lists")
    assert (done.exit_code, done.stderr) == (
        1,
        "No lists yet. Make one: signdict lists make NAME\n",
    )


def test_lists_are_printed_with_their_numbers_of_signs(a_class):
    assert printed("lists") == [{"name": "Class", "signs": 3}]
    assert run("lists").stdout.splitlines()[1].split() == ["Class", "3"]


def test_signs_are_added_with_their_licences(a_class):
    assert glosses(a_class) == ["hello", "bye", "thank you"]
    assert a_class["ids"] == [HELLO, BYE, THANKS]
    assert a_class["sources"]["starter"]["licence"] == "CC0-1.0"


def test_order_notes_and_name_are_changed_and_restored_by_undo(a_class):
    assert glosses(printed("lists", "move", "class", 3, 1)) == ["thank you", "hello", "bye"]
    assert glosses(printed("lists", "drop", "class", 2)) == ["thank you", "bye"]
    assert printed("lists", "note", "class", "wave", "--at", 2)["signs"][1]["note"] == "wave"
    assert printed("lists", "note", "class", "for all")["note"] == "for all"
    assert printed("lists", "rename", "class", "Monday")["name"] == "Monday"
    assert printed("lists", "duplicate", "monday")["name"] == "Monday (2)"
    assert printed("lists", "remove", "monday")["removed"] == "Monday"
    undone = [printed("lists", "undo")["undone"] for _ in range(9)]
    assert undone == [
        "remove", "duplicate", "rename", "note", "note", "drop", "move", "add", "make",
    ]  # fmt: skip
    assert run("lists", "undo").exit_code == 1


def test_a_list_is_shown_as_a_table(a_class):
    lines = run("lists", "show", "class").stdout.splitlines()
    assert lines[0] == "Class: 3 signs"
    assert lines[2].split() == ["1", "hello", "ase", "1", "starter"]


def test_an_exported_list_is_imported(a_class, tmp_path):
    path = tmp_path / "class.json"
    assert printed("lists", "export", "class", path)["signs"] == 3
    assert signlist.read(path).name == "Class"
    assert printed("lists", "import", path)["name"] == "Class (2)"


@pytest.mark.parametrize("kind", ["apkg", "pdf", "csv", "folder"])
def test_a_list_is_exported_in_every_format(a_class, tmp_path, kind, qapp):
    done = run("lists", "export", "class", "--as", kind, tmp_path / "out")
    assert done.stdout == f"Wrote 3 signs to {tmp_path / 'out'}.\n"
    assert (tmp_path / "out").exists()


def test_signs_missing_from_this_dictionary_are_named(a_class, tmp_path, qapp):
    path = tmp_path / "class.json"
    value = a_class | {"signs": [*a_class["signs"], {"gloss": "zebra", "sign_language": "ase"}]}
    path.write_text(json.dumps(value), encoding="utf-8")
    assert run("lists", "import", path).stdout.splitlines()[-1].split()[3] == "missing"
    done = run("lists", "export", "class (2)", tmp_path / "out")
    assert done.stderr == "Not on this computer: zebra.\n"


@pytest.mark.parametrize(("command", "message"), [
    (["show", "none"], "There is no list named none. See their names: signdict lists"),
    (["make", "class"], "A list named class already exists. Choose another name."),
    (["add", "class", "99"], "There is no sign 99"),
    (["drop", "class", "4"], "The list Class has no sign 4. It has 3, numbered from 1."),
    (["import", "none.json"], "none.json cannot be opened."),
    (["export", "class", "no/where.csv"], "No such folder: no."),
])  # fmt: skip
def test_errors_are_reported_in_one_sentence(a_class, command, message):
    done = run("lists", *command)
    assert done.exit_code == 2
    assert done.stderr.startswith(message)
