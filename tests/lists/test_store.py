"""The file of a user's lists: changes and undo, several processes, damage, a full disk."""

import sqlite3

import pytest

from signdict.core.errors import ListError
from signdict.lists.signlist import ListEntry
from signdict.lists.store import ListStore
from tests.support.signlists import a_list


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "lists.db"


@pytest.fixture
def list_store(path):
    return ListStore(path)


def names(list_store):
    return [(outline.name, outline.count) for outline in list_store.outlines()]


def test_the_first_list_creates_the_file(list_store, tmp_path):
    assert list_store.outlines() == []
    with pytest.raises(ListError, match="There is no list named class"):
        list_store.open("class")
    assert list(tmp_path.iterdir()) == []


def test_a_list_is_found_by_its_name_in_any_case(list_store):
    made = list_store.make("  Über   uns ")
    assert list_store.open("ÜBER UNS") == made
    assert names(list_store) == [("Über uns", 0)]


def test_two_lists_cannot_have_the_same_name(list_store):
    list_store.make("Class")
    list_store.make("Other")
    for act in (
        lambda: list_store.make("CLASS"),
        lambda: list_store.change("Other", lambda signs: signs.renamed("class"), "rename"),
        lambda: list_store.duplicate("Other", "class"),
    ):
        with pytest.raises(ListError, match="already exists"):
            act()


def test_a_list_may_change_the_case_of_its_own_name(list_store):
    list_store.make("class")
    list_store.change("class", lambda signs: signs.renamed("Class"), "rename")
    assert names(list_store) == [("Class", 0)]


def test_an_imported_list_gets_a_free_name_and_a_key_of_its_own(list_store):
    for _ in range(3):
        list_store.keep(a_list())
    assert [name for name, _ in names(list_store)] == [
        "Monday class",
        "Monday class (2)",
        "Monday class (3)",
    ]
    assert len({outline.key for outline in list_store.outlines()}) == 3
    assert list_store.outlines()[0].key == "k1"


def test_a_long_name_is_shortened_to_be_numbered(list_store):
    list_store.make("x" * 200)
    assert list_store.duplicate("x" * 200).name == "x" * 196 + " (2)"


def test_every_change_can_be_undone_in_turn(list_store):
    states = []

    def done(act):
        states.append([list_store.open(outline.name) for outline in list_store.outlines()])
        act()

    done(lambda: list_store.make("Class"))
    done(lambda: list_store.change("class", lambda s: s.added(ListEntry("hello", "ase")), "add"))
    done(lambda: list_store.change("class", lambda s: s.noted(0, "wave"), "note"))
    done(lambda: list_store.duplicate("class"))
    done(lambda: list_store.change("class", lambda s: s.renamed("First"), "rename"))
    done(lambda: list_store.keep(a_list("Class")))
    done(lambda: list_store.remove("class (2)"))
    undone = []
    while change := list_store.undo():
        undone.append(change)
        assert [list_store.open(outline.name) for outline in list_store.outlines()] == states.pop()
    assert [what for what, _ in undone] == [
        "remove", "import", "rename", "duplicate", "note", "add", "make",
    ]  # fmt: skip
    assert undone[0] == ("remove", "Class (2)")


def test_a_change_without_effect_is_not_recorded(list_store):
    list_store.make("Class")
    list_store.change("class", lambda signs: signs, "move")
    assert list_store.undo() == ("make", "Class")
    assert list_store.undo() is None


def test_a_failed_change_is_not_recorded(list_store):
    list_store.make("Class")
    with pytest.raises(ListError):
        list_store.change("class", lambda signs: signs.without(0), "drop")
    assert list_store.undo() == ("make", "Class")


def test_the_oldest_changes_are_forgotten(list_store, monkeypatch):
    monkeypatch.setattr("signdict.lists.store._STEPS", 3)
    list_store.make("Class")
    for number in range(4):
        list_store.change("class", lambda signs, n=number: signs.described(str(n)), "note")
    assert [list_store.undo() for _ in range(4)] == [("note", "Class")] * 3 + [None]
    assert list_store.open("class").note == "0"


def test_two_programs_can_use_one_file(list_store, path):
    other = ListStore(path)
    list_store.make("Mine")
    other.make("Theirs")
    assert names(list_store) == names(other) == [("Mine", 0), ("Theirs", 0)]
    assert other.undo() == ("make", "Theirs")


def test_a_file_that_another_program_keeps_writing_is_reported(list_store, path, monkeypatch):
    list_store.make("Mine")
    monkeypatch.setattr("signdict.lists.store._TIMEOUT", 0.01)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ListError, match="Another program is changing your lists"):
        list_store.make("Other")
    holder.close()


def test_a_damaged_file_is_reported_and_unchanged(list_store, path):
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1000)
    for act in (list_store.outlines, lambda: list_store.make("x"), list_store.undo):
        with pytest.raises(ListError, match="is damaged"):
            act()
    assert path.read_bytes() == b"no database" * 1000


def test_a_file_of_a_newer_version_is_reported(list_store, path):
    list_store.make("Mine")
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 2")
    db.close()
    with pytest.raises(ListError, match="contains no lists of this version"):
        list_store.outlines()


def test_a_folder_that_cannot_be_created_is_reported(tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(ListError, match="cannot be opened or written"):
        ListStore(tmp_path / "home" / "lists.db").make("x")


def test_a_full_disk_is_reported(list_store, monkeypatch):
    def full(_):
        problem = sqlite3.OperationalError("database or disk is full")
        problem.sqlite_errorname = "SQLITE_FULL"
        raise problem

    monkeypatch.setattr("signdict.lists.store._connect", full)
    with pytest.raises(ListError, match="is full"):
        list_store.make("x")
