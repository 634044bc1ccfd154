"""The table of a real shelf: known facets at once, others a few at a time."""

import pytest

from signdict.cli.output import follow
from signdict.dictionary.dictionary import open_dictionary
from signdict.linguistics.table import FacetProgress, TableView
from signdict.pose.pose import Pose
from tests.support.libraries import with_starter

SIGNS = (
    ("hello", "ase", "", (1, 2)), ("hello", "ase", "other", (3,)), ("bye", "ase", "", (4,)),
    ("hello", "ins", "", (5,)), ("tree", "ins", "", (1,)), ("good", "psp", "", (6,)),
)  # fmt: skip


@pytest.fixture
def places(tmp_path):
    return with_starter(tmp_path, signs=SIGNS)


def glosses(table):
    return [table.items[row].name for row in table.rows(TableView())]


def test_every_sign_is_listed_and_none_is_looked_at(places, monkeypatch):
    monkeypatch.setattr(Pose, "usable_or_none", lambda _: pytest.fail("looked"))
    with open_dictionary(places) as dictionary:
        table = follow(dictionary.sign_table.listing())
    assert glosses(table) == ["bye", "good", "hello", "hello [other]", "hello", "tree"]
    assert len(table.waiting) == 6
    assert table.columns["licence"][0] == "CC0-1.0"


def test_signs_are_looked_at_once_by_their_first_clip(places):
    with open_dictionary(places) as dictionary:
        table = follow(dictionary.sign_table.listing())
        seen = follow(dictionary.sign_table.look(table.waiting))
        first = table.items[2]
        told = dictionary.facets([first.clips[0]])[first.clips[0]].as_json()
    assert seen[first.id] == told
    with open_dictionary(places) as dictionary:
        again = follow(dictionary.sign_table.listing())
    assert again.waiting == []
    assert again.columns["place"][2] == told["place"]


def test_who_stops_keeps_what_was_seen(places):
    with open_dictionary(places) as dictionary:
        table = follow(dictionary.sign_table.listing())
        steps = dictionary.sign_table.look(table.waiting)
        told = [next(steps), next(steps)]
        steps.close()
        assert [type(one) for one in told] == [FacetProgress, FacetProgress]
        assert table.filled(told[1].seen).waiting == table.waiting[len(told[1].seen) :]
        left = follow(dictionary.sign_table.listing()).waiting
    assert left == table.waiting[len(told[1].seen) :]
    assert 0 < len(left) < 6


def test_a_sign_of_which_no_hand_is_seen_does_not_wait_for_ever(places, monkeypatch):
    monkeypatch.setattr(Pose, "usable_or_none", lambda _: None)
    with open_dictionary(places) as dictionary:
        table = follow(dictionary.sign_table.listing())
        seen = follow(dictionary.sign_table.look(table.waiting))
        assert set(seen.values()) == {None}
        again = follow(dictionary.sign_table.listing())
    assert again.waiting == []
    assert table.filled(seen).columns["hands"][0] == ""
