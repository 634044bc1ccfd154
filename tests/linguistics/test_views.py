"""Saved views: saved, renamed, removed, and read from damaged files."""

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


def test_a_saved_view_is_read_unchanged(views, path):
    views.save(CHEST)
    assert ViewStore(path).all() == [CHEST]
    assert ViewStore(path).find(" at  the CHEST") == CHEST


def test_views_are_in_alphabetical_order(views):
    for name in ("b", "Äa", "C"):
        views.save(TableView(name))
    assert names(views) == ["Äa", "b", "C"]


def test_a_view_is_not_overwritten_by_accident(views):
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


def test_an_unknown_view_is_reported_with_the_known_names(views):
    with pytest.raises(ViewError, match="Save one"):
        views.find("x")
    views.save(CHEST)
    with pytest.raises(ViewError, match="At the chest"):
        views.remove("x")


@pytest.mark.parametrize("name", ["", "  \n", "x" * 201])
def test_a_view_needs_a_name(views, path, name):
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
def test_a_damaged_file_has_no_views_and_is_kept(views, path, content):
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
def test_an_invalid_view_does_not_affect_the_others(views, path, row):
    views.save(CHEST)
    data = json.loads(path.read_text("utf-8"))
    data["views"].append(row)
    path.write_text(json.dumps(data), "utf-8")
    assert views.all() == [CHEST]
    for name in ("b", "c"):
        views.save(TableView(name))
    assert names(views) == ["At the chest", "b", "c"]
    renamed = sorted(file.name for file in path.parent.glob("views-*"))
    assert renamed == ["views-damaged-1.json"]
    assert json.loads((path.parent / renamed[0]).read_text("utf-8")) == data


def test_a_second_damaged_file_does_not_replace_the_first(views, path):
    path.parent.mkdir()
    for content in ("one", "two"):
        path.write_text(content)
        views.save(TableView(content))
    contents = [path.with_name(f"views-damaged-{n}.json").read_text() for n in (1, 2)]
    assert contents == ["one", "two"]


def test_unpaired_surrogates_are_removed(views):
    views.save(TableView("a\ud800b", "c\udfff"))
    assert views.all() == [TableView("ab", "c")]


def test_a_failed_write_raises_write_error(tmp_path):
    (tmp_path / "file").write_text("old")
    with pytest.raises(WriteError, match="file"):
        ViewStore(tmp_path / "file" / "views.json").save(CHEST)
