"""Answers that are kept until a database changes."""

import sqlite3

import pytest

from signdict.unchanged import Unchanged


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
