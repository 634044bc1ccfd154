"""The measurement of facets against drawings, glosses and letters."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from signdict.core.paths import Paths
from signdict.library.library import Library
from signdict.linguistics.phonology import features
from tests.support.libraries import with_starter
from training.evaluate import facets
from training.evaluate.facets import FacetReading, agreement


def readings(*words):
    """Readings of one facet from words such as "one=two": expected, computed."""
    pairs = (word.split("=") for word in words)
    return [FacetReading("hands", (expected,), computed) for expected, computed in pairs]


def row(values):
    (only,) = agreement("x", values).rows
    return only


def test_agreement_is_the_share_of_equal_values_and_kappa_its_excess_over_chance():
    figures = row(readings("one=one", "one=one", "two=two", "two=one"))
    assert (figures["n"], figures["share"]) == (4, 0.75)
    assert figures["kappa"] == pytest.approx((0.75 - 0.5) / 0.5)


def test_kappa_is_0_for_chance_and_undefined_for_a_single_value():
    assert row(readings("one=one", "one=two", "two=one", "two=two"))["kappa"] == 0
    assert row(readings("one=one", "one=one"))["kappa"] is None


def test_any_expected_value_agrees():
    assert row([FacetReading("place", ("head", "face"), "face")])["share"] == 1


def test_the_tables_contain_only_values_of_facets():
    for line in facets.read_rows("facets_checked.csv"):
        assert all(line[name] in ("", *values) for name, values in features.VALUES.items())
    for line in facets.read_rows("facets_glosses.csv"):
        assert set(line["values"].split("|")) <= set(features.VALUES[line["facet"]])


def test_a_hundred_clips_of_the_starter_were_checked_and_fifty_others_tuned_on():
    lines = facets.read_rows("facets_checked.csv")
    sets = [{line["digest"] for line in lines if line["set"] == s} for s in ("checked", "tuned")]
    assert [len(digests) for digests in sets] == [100, 50]
    assert not sets[0] & sets[1]
    with Library.open(Paths.standard().starter, read_only=True) as library:
        assert {digest for _, digest, _ in library.digests()} >= sets[0] | sets[1]


def test_every_letter_has_one_handshape():
    letters = "".join(facets.LETTERS.values())
    assert len(set(letters)) == len(letters)


def test_the_command_prints_tables_and_one_line_of_json(tmp_path, monkeypatch):
    where = with_starter(tmp_path)
    monkeypatch.setattr(Paths, "standard", classmethod(lambda cls: where))
    monkeypatch.setattr(
        facets, "read_rows", lambda name: [{"facet": "place", "gloss": "hello", "values": "chest"}]
        if "glosses" in name else [],
    )  # fmt: skip
    done = CliRunner().invoke(facets.main, ["--shared", str(tmp_path / "none")])
    assert done.exit_code == 0, done.output
    results = json.loads(done.output.splitlines()[-1])
    assert [line["n"] for line in results["what glosses say"]] == [3]
    assert "| facet | clips | agree, % | kappa |" in done.output


def test_most_recorded_letters_have_their_handshape(shared):
    letters = facets.letters(shared / "data", 1)
    assert len(letters) > 300
    assert np.mean([reading.agrees for reading in letters]) > 0.9
