"""Query results that are kept until a database changes."""

import sqlite3
from contextlib import closing

import numpy as np
import pytest

from signdict.library.cache import QueryCache, RowCache


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "signs.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE signs (gloss TEXT)")
        db.execute("INSERT INTO signs VALUES ('HELLO')")
    db.close()
    return path


@pytest.fixture
def counting(file):
    """A connection, a cached query that counts its signs, and the times that it was executed."""
    db, executions = sqlite3.connect(file), []

    def count():
        executions.append(1)
        return db.execute("SELECT count(*) FROM signs").fetchone()[0]

    yield db, QueryCache(db, count), executions
    db.close()


def test_a_query_is_executed_once(counting):
    _, count, executions = counting
    assert [count(), count(), count()] == [1, 1, 1]
    assert len(executions) == 1


def test_a_query_is_executed_again_after_a_change(counting):
    db, count, _ = counting
    assert count() == 1
    with db:
        db.execute("INSERT INTO signs VALUES ('HOUSE')")
    assert count() == 2


def test_a_query_is_executed_again_after_another_connection_changed_something(counting, file):
    _, count, _ = counting
    assert count() == 1
    other = sqlite3.connect(file)
    with other:
        other.execute("DELETE FROM signs")
    other.close()
    assert count() == 0


def test_a_query_is_executed_again_after_a_backup_replaced_the_file(counting):
    db, count, _ = counting
    assert count() == 1
    with closing(sqlite3.connect(":memory:")) as other:
        other.execute("CREATE TABLE signs (gloss TEXT)")
        other.backup(db)
    assert count() == 0


def test_a_result_inside_a_transaction_is_not_kept(counting):
    db, count, _ = counting
    assert count() == 1
    db.execute("INSERT INTO signs VALUES ('HOUSE')")
    assert count() == 2
    db.rollback()
    assert count() == 1


def test_a_change_of_a_temporary_table_counts_too(counting):
    db, _, executions = counting
    db.execute("CREATE TEMP TABLE hidden (source TEXT)")
    hidden = QueryCache(db, lambda: db.execute("SELECT count(*) FROM hidden").fetchone()[0])
    assert hidden() == 0
    with db:
        db.execute("INSERT INTO hidden VALUES ('own')")
    assert hidden() == 1
    assert not executions


@pytest.fixture
def glosses(file):
    """A connection, a cache of at most two glosses by row, and the rows of each query."""
    db, queries = sqlite3.connect(file), []
    with db:
        db.execute("INSERT INTO signs VALUES ('HOUSE'), ('TREE')")

    def read(numbers):
        queries.append(numbers)
        marks = ", ".join("?" * len(numbers))
        return dict(db.execute(f"SELECT rowid, gloss FROM signs WHERE rowid IN ({marks})", numbers))

    yield db, RowCache(db, read, size=2), queries
    db.close()


def test_each_row_is_queried_once(glosses):
    _, cache, queries = glosses
    assert cache([2, 1, 2]) == {2: "HOUSE", 1: "HELLO"}
    assert list(cache([2, 1])) == [2, 1]
    assert queries == [[2, 1]]


def test_missing_rows_are_omitted(glosses):
    _, cache, _ = glosses
    assert cache([9, 1]) == {1: "HELLO"}


def test_a_row_is_queried_again_after_a_change(glosses):
    db, cache, _ = glosses
    cache([1, 2])
    with db:
        db.execute("UPDATE signs SET gloss = 'HOME' WHERE rowid = 2")
    assert cache([1, 2]) == {1: "HELLO", 2: "HOME"}


def test_a_cache_keeps_no_more_rows_than_its_size(glosses):
    _, cache, queries = glosses
    assert len(cache([1, 2, 3])) == 3
    assert len(cache([1, 2, 3])) == 3
    assert queries == [[1, 2, 3]] * 2
    cache([1])
    cache([2, 3])
    cache([3])
    assert queries[2:] == [[1], [2, 3]]


def test_numpy_numbers_are_accepted_as_ids(glosses):
    _, cache, _ = glosses
    assert cache(np.array([1])) == {1: "HELLO"}
