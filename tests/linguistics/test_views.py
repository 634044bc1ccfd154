"""Saved views: kept, renamed, forgotten; and files that somebody or something has damaged."""

import json

import pytest

from signdict.core.errors import ViewError, WriteError
from signdict.linguistics.table import TableView
from signdict.linguistics.views import ViewStore

CHEST = TableView(
    "At the chest", "house", {"place": ("chest", "belly")}, "movement", True, ("licence",)
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "views.json"


@pytest.fixture
def views(path):
    return ViewStore(path)


def names(views):
    return [view.name for view in views.all()]


def test_a_view_comes_back_as_it_was_kept(views, path):
    views.save(CHEST)
    assert ViewStore(path).all() == [CHEST]
    assert ViewStore(path).find(" at  the CHEST") == CHEST


def test_views_stand_in_the_order_of_the_alphabet(views):
    for name in ("b", "Äa", "C"):
        views.save(TableView(name))
    assert names(views) == ["Äa", "b", "C"]


def test_a_name_is_not_taken_from_another_view_by_accident(views):
    views.save(CHEST)
    with pytest.raises(ViewError, match="already"):
        views.save(TableView("at the chest"))
    assert views.all() == [CHEST]
    views.save(TableView("at the chest"), overwrite=True)
    assert views.all() == [TableView("at the chest")]


def test_a_view_is_renamed_and_removed(views):
    views.save(CHEST)
    views.save(TableView("b"))
    assert [view.name for view in views.rename("at the chest", "Torso")] == ["b", "Torso"]
    assert views.find("Torso").chosen == CHEST.chosen
    with pytest.raises(ViewError):
        views.rename("Torso", "B")
    assert names(views) == ["b", "Torso"]
    assert [view.name for view in views.rename("Torso", "TORSO")] == ["b", "TORSO"]
    assert [view.name for view in views.remove("torso")] == ["b"]


def test_a_view_that_is_not_there_is_told_with_those_that_are(views):
    with pytest.raises(ViewError, match="Save one"):
        views.find("x")
    views.save(CHEST)
    with pytest.raises(ViewError, match="At the chest"):
        views.remove("x")


@pytest.mark.parametrize("name", ["", "  \n", "x" * 201])
def test_a_view_has_a_name(views, path, name):
    with pytest.raises(ViewError, match="name"):
        views.save(TableView(name))
    assert not path.exists()


DAMAGED = {
    "cut off": b'{"format": "signdict views", "ver',
    "no text": b"\xff\xfe\x00",
    "not ours": b'["views"]',
    "newer": b'{"format": "signdict views", "version": 2, "views": []}',
    "no list": b'{"format": "signdict views", "version": 1, "views": {"a": 1}}',
    "deep": b"[" * 100_000,
    "large": b" " * 1_000_001,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_holds_no_views_and_is_not_lost(views, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert views.all() == []
    views.save(CHEST)
    assert views.all() == [CHEST]
    assert path.with_name("views-damaged-1.json").read_bytes() == content


WRONG = [
    5,
    {"name": 5},
    {"name": "x", "words": ["a"]},
    {"name": "x", "words": "a" * 1001},
    {"name": "x", "column": "age"},
    {"name": "x", "column": ["gloss"]},
    {"name": "x", "falling": "yes"},
    {"name": "x", "hidden": "place"},
    {"name": "x", "hidden": [["place"]]},
    {"name": "x", "hidden": ["gloss"]},
    {"name": "x", "chosen": ["place"]},
    {"name": "x", "chosen": {"gloss": ["a"]}},
    {"name": "x", "chosen": {"place": "chest"}},
    {"name": "x", "chosen": {"place": [1]}},
    {"name": " "},
    {},
]


@pytest.mark.parametrize("row", WRONG, ids=repr)
def test_one_wrong_view_does_not_spoil_the_others(views, path, row):
    views.save(CHEST)
    told = json.loads(path.read_text("utf-8"))
    told["views"].append(row)
    path.write_text(json.dumps(told), "utf-8")
    assert views.all() == [CHEST]
    for name in ("b", "c"):
        views.save(TableView(name))
    assert names(views) == ["At the chest", "b", "c"]
    aside = sorted(one.name for one in path.parent.glob("views-*"))
    assert aside == ["views-damaged-1.json"]
    assert json.loads((path.parent / aside[0]).read_text("utf-8")) == told


def test_a_second_damaged_file_does_not_take_the_place_of_the_first(views, path):
    path.parent.mkdir()
    for content in ("one", "two"):
        path.write_text(content)
        views.save(TableView(content))
    kept = [path.with_name(f"views-damaged-{n}.json").read_text() for n in (1, 2)]
    assert kept == ["one", "two"]


def test_halves_of_letters_are_left_out(views):
    views.save(TableView("a\ud800b", "c\udfff"))
    assert views.all() == [TableView("ab", "c")]


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path):
    (tmp_path / "file").write_text("old")
    with pytest.raises(WriteError, match="file"):
        ViewStore(tmp_path / "file" / "views.json").save(CHEST)
