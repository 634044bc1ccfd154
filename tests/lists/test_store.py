import sqlite3

import pytest

from signdict.core.errors import ListError
from signdict.lists.signlist import ListEntry
from signdict.lists.store import ListStore
from tests.support.signlists import a_list


@pytest.fixture
def binder(tmp_path):
    return ListStore(tmp_path / "home" / "lists.db")


def names(binder):
    return [(one.name, one.count) for one in binder.outlines()]


def test_there_are_none_and_no_file_until_the_first_is_made(binder, tmp_path):
    assert binder.outlines() == []
    with pytest.raises(ListError, match="There is no list named class"):
        binder.open("class")
    assert list(tmp_path.iterdir()) == []


def test_a_list_is_found_by_its_name_in_any_case(binder):
    made = binder.make("  Über   uns ")
    assert binder.open("ÜBER UNS") == made
    assert names(binder) == [("Über uns", 0)]


def test_a_name_is_given_once(binder):
    binder.make("Class")
    binder.make("Other")
    for act in (
        lambda: binder.make("CLASS"),
        lambda: binder.change("Other", lambda signs: signs.renamed("class"), "rename"),
        lambda: binder.duplicate("Other", "class"),
    ):
        with pytest.raises(ListError, match="already"):
            act()


def test_a_list_may_change_the_case_of_its_own_name(binder):
    binder.make("class")
    binder.change("class", lambda signs: signs.renamed("Class"), "rename")
    assert names(binder) == [("Class", 0)]


def test_a_list_from_elsewhere_gets_a_free_name_and_a_key_of_its_own(binder):
    for _ in range(3):
        binder.keep(a_list())
    assert [name for name, _ in names(binder)] == [
        "Monday class",
        "Monday class (2)",
        "Monday class (3)",
    ]
    assert len({one.key for one in binder.outlines()}) == 3
    assert binder.outlines()[0].key == "k1"


def test_a_long_name_is_numbered_all_the_same(binder):
    binder.make("x" * 200)
    assert binder.duplicate("x" * 200).name == "x" * 196 + " (2)"


def test_everything_is_undone_step_by_step(binder):
    states = []

    def done(act):
        states.append([binder.open(one.name) for one in binder.outlines()])
        act()

    done(lambda: binder.make("Class"))
    done(lambda: binder.change("class", lambda s: s.added(ListEntry("hello", "ase")), "add"))
    done(lambda: binder.change("class", lambda s: s.noted(0, "wave"), "note"))
    done(lambda: binder.duplicate("class"))
    done(lambda: binder.change("class", lambda s: s.renamed("First"), "rename"))
    done(lambda: binder.keep(a_list("Class")))
    done(lambda: binder.remove("class (2)"))
    undone = []
    while told := binder.undo():
        undone.append(told)
        assert [binder.open(one.name) for one in binder.outlines()] == states.pop()
    assert [what for what, _ in undone] == [
        "remove", "import", "rename", "duplicate", "note", "add", "make",
    ]  # fmt: skip
    assert undone[0] == ("remove", "Class (2)")


def test_what_changes_nothing_is_no_step(binder):
    binder.make("Class")
    binder.change("class", lambda signs: signs, "move")
    assert binder.undo() == ("make", "Class")
    assert binder.undo() is None


def test_a_refused_change_leaves_no_step(binder):
    binder.make("Class")
    with pytest.raises(ListError):
        binder.change("class", lambda signs: signs.without(0), "drop")
    assert binder.undo() == ("make", "Class")


def test_steps_long_past_are_forgotten(binder, monkeypatch):
    monkeypatch.setattr("signdict.lists.store._STEPS", 3)
    binder.make("Class")
    for number in range(4):
        binder.change("class", lambda signs, n=number: signs.described(str(n)), "note")
    assert [binder.undo() for _ in range(4)] == [("note", "Class")] * 3 + [None]
    assert binder.open("class").note == "0"


def test_two_programs_keep_lists_in_one_file(binder):
    other = ListStore(binder._path)
    binder.make("Mine")
    other.make("Theirs")
    assert names(binder) == names(other) == [("Mine", 0), ("Theirs", 0)]
    assert other.undo() == ("make", "Theirs")


def test_a_file_that_another_program_is_writing_is_waited_for_then_told(binder, monkeypatch):
    binder.make("Mine")
    monkeypatch.setattr("signdict.lists.store._PATIENCE", 0.01)
    holder = sqlite3.connect(binder._path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ListError, match="Another program is changing your lists"):
        binder.make("Other")
    holder.close()


def test_a_damaged_file_is_told_and_stays(binder):
    binder._path.parent.mkdir()
    binder._path.write_bytes(b"no database" * 1000)
    for act in (binder.outlines, lambda: binder.make("x"), binder.undo):
        with pytest.raises(ListError, match="is damaged"):
            act()
    assert binder._path.read_bytes() == b"no database" * 1000


def test_a_file_of_a_newer_signdict_is_left_alone(binder):
    binder.make("Mine")
    with sqlite3.connect(binder._path) as db:
        db.execute("PRAGMA user_version = 2")
    db.close()
    with pytest.raises(ListError, match="holds no lists of this signdict"):
        binder.outlines()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(ListError, match="cannot be opened or written"):
        ListStore(tmp_path / "home" / "lists.db").make("x")


def test_a_full_disk_is_told(binder, monkeypatch):
    def full(_):
        problem = sqlite3.OperationalError("database or disk is full")
        problem.sqlite_errorname = "SQLITE_FULL"
        raise problem

    monkeypatch.setattr("signdict.lists.store._connected", full)
    with pytest.raises(ListError, match="is full"):
        binder.make("x")
