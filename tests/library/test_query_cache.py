"""Answers that are kept until a database changes."""

import sqlite3
from contextlib import closing

import numpy as np
import pytest

from signdict.library.database import Remembered, Unchanged


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "signs.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE signs (gloss TEXT)")
        db.execute("INSERT INTO signs VALUES ('HELLO')")
    db.close()
    return path


@pytest.fixture
def asked(file):
    """A connection, a question kept about it, and how often it was put."""
    db, times = sqlite3.connect(file), []

    def ask():
        times.append(1)
        return db.execute("SELECT count(*) FROM signs").fetchone()[0]

    yield db, Unchanged(db, ask), times
    db.close()


def test_it_is_asked_once(asked):
    _, kept, times = asked
    assert [kept(), kept(), kept()] == [1, 1, 1]
    assert len(times) == 1


def test_it_is_asked_again_after_a_change(asked):
    db, kept, _ = asked
    assert kept() == 1
    with db:
        db.execute("INSERT INTO signs VALUES ('HOUSE')")
    assert kept() == 2


def test_it_is_asked_again_after_another_program_changed_something(asked, file):
    _, kept, _ = asked
    assert kept() == 1
    other = sqlite3.connect(file)
    with other:
        other.execute("DELETE FROM signs")
    other.close()
    assert kept() == 0


def test_it_is_asked_again_after_a_copy_took_the_place_of_all(asked):
    db, kept, _ = asked
    assert kept() == 1
    with closing(sqlite3.connect(":memory:")) as other:
        other.execute("CREATE TABLE signs (gloss TEXT)")
        other.backup(db)
    assert kept() == 0


def test_what_is_taken_back_was_never_kept(asked):
    db, kept, _ = asked
    assert kept() == 1
    db.execute("INSERT INTO signs VALUES ('HOUSE')")
    assert kept() == 2
    db.rollback()
    assert kept() == 1


def test_a_table_of_this_connection_alone_counts_too(asked):
    db, _, times = asked
    db.execute("CREATE TEMP TABLE hidden (source TEXT)")
    kept = Unchanged(db, lambda: db.execute("SELECT count(*) FROM hidden").fetchone()[0])
    assert kept() == 0
    with db:
        db.execute("INSERT INTO hidden VALUES ('own')")
    assert kept() == 1
    assert not times


@pytest.fixture
def remembered(file):
    """A connection, what is remembered of its rows, two at most, and which were asked about."""
    db, asked = sqlite3.connect(file), []
    with db:
        db.execute("INSERT INTO signs VALUES ('HOUSE'), ('TREE')")

    def ask(numbers):
        asked.append(numbers)
        marks = ", ".join("?" * len(numbers))
        return dict(db.execute(f"SELECT rowid, gloss FROM signs WHERE rowid IN ({marks})", numbers))

    yield db, Remembered(db, ask, most=2), asked
    db.close()


def test_a_number_is_asked_about_once(remembered):
    _, known, asked = remembered
    assert known([2, 1, 2]) == {2: "HOUSE", 1: "HELLO"}
    assert list(known([2, 1])) == [2, 1]
    assert asked == [[2, 1]]


def test_what_is_not_there_is_left_out(remembered):
    _, known, _ = remembered
    assert known([9, 1]) == {1: "HELLO"}


def test_a_number_is_asked_about_again_after_a_change(remembered):
    db, known, _ = remembered
    known([1, 2])
    with db:
        db.execute("UPDATE signs SET gloss = 'HOME' WHERE rowid = 2")
    assert known([1, 2]) == {1: "HELLO", 2: "HOME"}


def test_no_more_is_kept_than_was_said(remembered):
    _, known, asked = remembered
    assert len(known([1, 2, 3])) == 3
    assert len(known([1, 2, 3])) == 3
    assert asked == [[1, 2, 3]] * 2
    known([1])
    known([2, 3])
    known([3])
    assert asked[2:] == [[1], [2, 3]]


def test_numpy_numbers_are_numbers(remembered):
    _, known, _ = remembered
    assert known(np.array([1])) == {1: "HELLO"}
