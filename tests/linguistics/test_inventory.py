"""The table of a library: stored facets at once, others in steps."""

import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.linguistics.table import FacetProgress, TableView
from signdict.pose.pose import Pose
from tests.support.libraries import with_starter
from tests.support.steps import result_of

SIGNS = (
    ("hello", "ase", "", (1, 2)), ("hello", "ase", "other", (3,)), ("bye", "ase", "", (4,)),
    ("hello", "ins", "", (5,)), ("tree", "ins", "", (1,)), ("good", "psp", "", (6,)),
)  # fmt: skip


@pytest.fixture
def paths(tmp_path):
    return with_starter(tmp_path, signs=SIGNS)


def glosses(table):
    return [table.items[row].name for row in table.rows(TableView())]


def test_the_table_has_every_sign_and_computes_no_facets(paths, monkeypatch):
    monkeypatch.setattr(Pose, "usable_or_none", lambda _: pytest.fail("computed"))
    with open_dictionary(paths) as dictionary:
        table = result_of(dictionary.sign_table.table())
    assert glosses(table) == ["bye", "good", "hello", "hello [other]", "hello", "tree"]
    assert len(table.waiting) == 6
    assert table.columns["licence"][0] == "CC0-1.0"


def test_facets_are_computed_once_from_the_first_clip(paths):
    with open_dictionary(paths) as dictionary:
        table = result_of(dictionary.sign_table.table())
        facets = result_of(dictionary.sign_table.compute_facets(table.waiting))
        first = table.items[2]
        expected = dictionary.facets([first.clips[0]])[first.clips[0]].as_json()
    assert facets[first.id] == expected
    with open_dictionary(paths) as dictionary:
        again = result_of(dictionary.sign_table.table())
    assert again.waiting == []
    assert again.columns["place"][2] == expected["place"]


def test_facets_computed_before_a_stop_are_stored(paths):
    with open_dictionary(paths) as dictionary:
        table = result_of(dictionary.sign_table.table())
        steps = dictionary.sign_table.compute_facets(table.waiting)
        reports = [next(steps), next(steps)]
        steps.close()
        assert [type(report) for report in reports] == [FacetProgress, FacetProgress]
        assert table.with_facets(reports[1].seen).waiting == table.waiting[len(reports[1].seen) :]
        waiting = result_of(dictionary.sign_table.table()).waiting
    assert waiting == table.waiting[len(reports[1].seen) :]
    assert 0 < len(waiting) < 6


def test_a_sign_without_a_visible_hand_is_not_computed_again(paths, monkeypatch):
    monkeypatch.setattr(Pose, "usable_or_none", lambda _: None)
    with open_dictionary(paths) as dictionary:
        table = result_of(dictionary.sign_table.table())
        facets = result_of(dictionary.sign_table.compute_facets(table.waiting))
        assert set(facets.values()) == {None}
        again = result_of(dictionary.sign_table.table())
    assert again.waiting == []
    assert table.with_facets(facets).columns["hands"][0] == ""
