import json

import numpy as np
import pytest
from click.testing import CliRunner

from signdict.core.paths import Paths
from signdict.library.library import Library
from signdict.linguistics.phonology import features
from tests.support.libraries import with_starter
from training.evaluate import facets as measured
from training.evaluate.facets import FacetReading, agreement


def pairs(*words):
    """Pairs of one facet from words such as "one=two": expected, read."""
    return [
        FacetReading("hands", (want,), read) for want, _, read in (w.partition("=") for w in words)
    ]


def row(found):
    (only,) = agreement("x", found).rows
    return only


def test_agreement_is_the_share_of_equal_pairs_and_kappa_what_it_is_above_chance():
    found = row(pairs("one=one", "one=one", "two=two", "two=one"))
    assert (found["n"], found["share"]) == (4, 0.75)
    assert found["kappa"] == pytest.approx((0.75 - 0.5) / 0.5)


def test_chance_agrees_with_a_kappa_of_0_and_always_the_same_answer_with_none():
    assert row(pairs("one=one", "one=two", "two=one", "two=two"))["kappa"] == 0
    assert row(pairs("one=one", "one=one"))["kappa"] is None


def test_any_of_the_expected_values_will_do():
    assert row([FacetReading("place", ("head", "face"), "face")])["share"] == 1


def test_every_value_in_the_tables_is_one_that_a_facet_can_have():
    for line in measured._rows("facets_checked.csv"):
        assert all(line[name] in ("", *can) for name, can in features.VALUES.items())
    for line in measured._rows("facets_glosses.csv"):
        assert set(line["values"].split("|")) <= set(features.VALUES[line["facet"]])


def test_a_hundred_clips_of_the_starter_were_checked_and_fifty_others_tuned_on():
    lines = measured._rows("facets_checked.csv")
    sets = [{line["digest"] for line in lines if line["set"] == s} for s in ("checked", "tuned")]
    assert [len(one) for one in sets] == [100, 50]
    assert not sets[0] & sets[1]
    with Library.open(Paths.standard().starter, read_only=True) as library:
        assert {digest for _, digest, _ in library.digests()} >= sets[0] | sets[1]


def test_every_letter_that_was_recorded_has_one_handshape():
    letters = "".join(measured.LETTERS.values())
    assert len(set(letters)) == len(letters)


def test_the_command_prints_tables_and_one_line_of_json(tmp_path, monkeypatch):
    where = with_starter(tmp_path)
    monkeypatch.setattr(Paths, "standard", classmethod(lambda cls: where))
    monkeypatch.setattr(
        measured, "_rows", lambda name: [{"facet": "place", "gloss": "hello", "values": "chest"}]
        if "glosses" in name else [],
    )  # fmt: skip
    done = CliRunner().invoke(measured.main, ["--shared", str(tmp_path / "none")])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output.splitlines()[-1])
    assert [line["n"] for line in told["what glosses say"]] == [3]
    assert "| facet | clips | agree, % | kappa |" in done.output


def test_letters_are_read_from_the_landmarks_of_others(shared):
    found = measured.letters(shared / "data", 1)
    assert len(found) > 300
    assert np.mean([pair.agrees for pair in found]) > 0.9
