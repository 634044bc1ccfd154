"""The table of all signs: filters, order and CSV."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.core.types import SignSummary
from signdict.linguistics.phonology.features import VALUES
from signdict.linguistics.table import COLUMNS, TableColumn, TableView, build_table
from tests.support.steps import result_of

HOUSE = SignSummary(1, "HOUSE", "", "ase", "en", "building", "a", (11,), (("de", "Haus"),))
ETE = SignSummary(2, "Été", "", "ins", "fr", "", "b", (12, 13))
ZOO = SignSummary(3, "zoo", "old", "ase", "en", "", "a", ())
EASE = SignSummary(4, "ease", "", "psp", "en", "", "b", tuple(range(20, 30)))
CHEST, FACE = {"place": "chest", "hands": "two"}, {"place": "face", "hands": "one"}


@pytest.fixture
def table():
    table = result_of(build_table([EASE, ETE, HOUSE, ZOO], {"a": "CC0"}))
    return table.with_facets({1: CHEST, 2: FACE, 4: None, 99: CHEST})


def shown(table, **what):
    return [table.items[row].gloss for row in table.rows(TableView(**what)).tolist()]


def test_texts_are_sorted_without_case_and_accents(table):
    assert shown(table) == ["ease", "Été", "HOUSE", "zoo"]
    assert shown(table, falling=True) == ["zoo", "HOUSE", "Été", "ease"]


def test_numbers_are_sorted_as_numbers(table):
    assert shown(table, column="clips") == ["zoo", "HOUSE", "Été", "ease"]


def test_facets_are_sorted_in_the_order_of_their_values(table):
    assert VALUES["place"].index("face") < VALUES["place"].index("chest")
    assert shown(table, column="place")[:2] == ["Été", "HOUSE"]


@pytest.mark.parametrize("column", ["place", "concept", "licence", "translations"])
@pytest.mark.parametrize("falling", [True, False])
def test_rows_without_a_text_come_last_in_either_direction(table, column, falling):
    rows = table.rows(TableView(column=column, falling=falling)).tolist()
    empty = [not table.columns[column][row] for row in rows]
    assert empty == sorted(empty)
    assert any(empty)
    assert not all(empty)


@pytest.mark.parametrize("words", ["hous", "HAUS", "building", "haus build", "ouse"])
def test_words_are_searched_in_gloss_translations_and_concept(table, words):
    assert shown(table, words=words) == ["HOUSE"]


def test_words_match_without_accents_and_all_are_required(table):
    assert shown(table, words="ete") == ["Été"]
    assert shown(table, words="haus zoo") == []
    assert shown(table, words="old") == ["zoo"]


def test_a_row_needs_one_of_the_chosen_values_of_each_column(table):
    assert shown(table, chosen={"sign_language": ("ase",)}) == ["HOUSE", "zoo"]
    assert shown(table, chosen={"sign_language": ("ase", "ins"), "source": ("b",)}) == ["Été"]
    assert shown(table, chosen={"place": ("chest", "neck")}) == ["HOUSE"]
    assert shown(table, chosen={"place": ()}) == ["ease", "Été", "HOUSE", "zoo"]


def test_unknown_columns_of_a_view_are_ignored(table):
    assert len(shown(table, column="age", chosen={"age": ("old",), "gloss": ("zoo",)})) == 4
    assert shown(table, chosen={"source": ("gone",)}) == []


def test_signs_wait_until_their_facets_are_computed(table):
    assert table.waiting == []
    fresh = result_of(build_table([EASE, ETE, HOUSE, ZOO]))
    assert fresh.waiting == [EASE, ETE, HOUSE]  # a sign without a clip has no facets
    assert fresh.with_facets({2: None}).waiting == [EASE, HOUSE]
    assert fresh.columns["place"][1] == ""
    assert fresh.with_facets({2: FACE}).columns["place"][1] == "face"
    assert fresh.columns["place"][1] == ""


def test_a_column_can_be_sorted_by_another_key(table):
    other = table.ordered("sign_language", {"ase": "c", "ins": "b", "psp": "a"}.__getitem__)
    assert shown(other, column="sign_language") == ["ease", "Été", "HOUSE", "zoo"]
    assert [other.columns["sign_language"][r] for r in range(4)] == ["psp", "ins", "ase", "ase"]


def test_a_table_is_exported_with_the_ids_of_the_signs(table):
    rows = table.rows(TableView(words="haus"))
    (row,) = csv.DictReader(io.StringIO(table.sheet(rows).text()))
    assert list(row) == ["id", *COLUMNS]
    assert row["id"] == "1"
    assert (row["clips"], row["licence"], row["place"]) == ("1", "CC0", "chest")
    assert table.sheet(table.rows(TableView(words="no such"))).text().count("\n") == 1


def test_counts_are_the_numbers_of_rows_with_each_text(table):
    assert table.columns["source"].counts() == {"a": 2, "b": 2}


def test_an_empty_dictionary_has_an_empty_table():
    empty = result_of(build_table([]))
    for column in COLUMNS:
        assert empty.rows(TableView(column=column, falling=True)).tolist() == []


def test_a_hundred_thousand_signs_are_added_in_many_steps():
    items = [
        SignSummary(n, f"sign {n % 997}", "", "ase", "en", "", "s", (n,)) for n in range(100_000)
    ]
    steps = build_table(items)
    assert sum(1 for _ in zip(range(150), steps, strict=False)) == 150
    table = result_of(build_table(items))
    rows = table.rows(TableView(words="sign 996", falling=True))
    assert len(rows) == 100
    assert np.array_equal(rows, np.sort(rows))  # equal rows stay in alphabetical order


@given(st.lists(st.text(max_size=4)), st.booleans())
def test_rows_are_ordered_by_any_texts(cells, falling):
    column = TableColumn.of(cells)
    rows = column.order(np.arange(len(cells)), falling=falling)
    texts = [column[row] for row in rows.tolist()]
    assert sorted(texts) == sorted(cells)
    places = [column.texts.index(text) for text in texts if text]
    assert places == sorted(places, reverse=falling)
    assert all(texts[: len(places)])
    assert [column[row] for row in range(len(cells))] == cells
