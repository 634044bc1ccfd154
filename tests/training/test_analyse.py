"""The analyses: on vectors made for the purpose, and on a small dictionary."""

import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.testing import assert_allclose

from signdict.core.errors import LibraryError
from signdict.library.library import Library
from signdict.linguistics import figures, similarity
from tests.support import libraries
from tests.support.fakes import PositionEncoder
from tests.support.paths import ROOT
from training import command
from training.evaluate import analyse, embeddings, findings


def of(**languages):
    """Signs as {language: {concept: vector}}."""
    return {
        name: {concept: np.array(vector, np.float32) for concept, vector in own.items()}
        for name, own in languages.items()
    }


def drawn(languages=("ase", "gsg", "ins"), concepts=30, alike=1.0, seed=0):
    """Signs of concepts whose forms agree between languages as far as `alike` says."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(concepts, 12))
    return {
        name: {
            f"c{number}": (alike * common[number] + (1 - alike) * rng.normal(size=12)).astype("f4")
            for number in range(concepts)
        }
        for name in languages
    }


def test_clips_of_one_concept_in_one_language_are_averaged():
    vectors = np.array([[1, 0], [3, 0], [0, 1]], np.float32)
    found = similarity.signs(vectors, ["a", "a", "a"], ["ase", "ase", "ins"])
    assert found["ase"]["a"].tolist() == [2, 0]
    assert found["ins"]["a"].tolist() == [0, 1]
    found = similarity.signs(vectors, ["a", "a", "a"], ["ase", "ase", "ins"], same_length=True)
    assert found["ase"]["a"].tolist() == [1, 0]


def test_spread_is_the_sum_of_deviations_over_languages():
    found = similarity.iconicity(of(ase={"a": [0, 0], "b": [9, 9]}, ins={"a": [2, 4], "c": [5, 5]}))
    assert [one.concept for one in found] == ["a"]
    assert found[0].score == pytest.approx(1 + 2)
    assert found[0].languages == ("ase", "ins")


def test_what_all_languages_sign_alike_comes_first():
    signs = drawn(alike=0.0)
    for own in signs.values():
        own["scorpion"] = np.ones(12, np.float32)
    first, *others = similarity.iconicity(signs)
    assert first.concept == "scorpion"
    assert first.chance < 0.01 < np.mean([one.chance for one in others])
    assert [one.score for one in others] == sorted(one.score for one in others)


def test_concepts_of_too_few_languages_are_not_compared():
    signs = drawn(concepts=4)
    del signs["ins"]["c0"]
    assert {one.concept for one in similarity.iconicity(signs, least=3)} == {"c1", "c2", "c3"}
    assert similarity.iconicity(signs)[-1].concept == "c0"


@pytest.mark.parametrize(("alike", "low", "high"), [(0.9, 0, 0.01), (0.0, 0.02, 1)])
def test_languages_are_alike_only_if_their_pairs_are(alike, low, high):
    rows = similarity.compare_languages(drawn(alike=alike))
    assert [(one.first, one.second) for one in rows] == [
        ("ase", "gsg"), ("ase", "ins"), ("gsg", "ins"),
    ]  # fmt: skip
    assert all(one.shared == 30 for one in rows)
    assert all(low <= one.chance <= high for one in rows)


def test_what_a_language_has_in_common_is_no_likeness():
    signs = drawn(alike=0.0)
    for own in signs.values():
        for vector in own.values():
            vector += 5  # one avatar in front of one camera
    assert all(one.same > 0.9 for one in similarity.compare_languages(signs))
    assert all(abs(one.difference) < 0.05 for one in similarity.compare_languages(signs))


def test_the_likeness_of_two_concepts_worked_out_by_hand():
    signs = of(ase={"a": [1, 0], "b": [0, 1]}, ins={"a": [1, 0], "b": [1, 0]})
    one = similarity.compare_languages(signs)[0]
    assert (one.same, one.other, one.difference) == (0.5, 0.5, 0)


def test_a_language_is_not_known_by_the_concept_alone():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2, 2]]
    names, taken = similarity.nearest_language(vectors, list("aabbcc"), ["ase", "ins"] * 3)
    assert names == ["ase", "ins"]
    assert taken.sum() == 6
    apart = vectors + np.tile([[0, 0, 0, 0], [0, 0, 0, 9]], (3, 1))
    assert np.trace(similarity.nearest_language(apart, list("aabbcc"), ["ase", "ins"] * 3)[1]) == 6


def test_the_map_keeps_distances_of_a_plane_and_never_flips():
    rng = np.random.default_rng(0)
    flat = rng.normal(size=(20, 2)) @ rng.normal(size=(2, 8))
    at, shares = similarity.plane(flat.astype(np.float32))
    assert shares.sum() == pytest.approx(1, abs=1e-6)
    assert_allclose(np.linalg.norm(at[0] - at[1]), np.linalg.norm(flat[0] - flat[1]), rtol=1e-4)
    assert_allclose(similarity.plane(flat[::-1].astype(np.float32))[0][::-1], at, atol=1e-4)


def test_an_analogy_is_answered_without_its_own_words():
    words = {
        "king": [1, 1, 0], "man": [1, 0, 0], "woman": [0, 0, 1], "queen": [0, 1, 1],
        "beer": [1, 0.1, 0],
    }  # fmt: skip
    vectors = {word: np.array(vector, np.float32) for word, vector in words.items()}
    asked = [("king", "man", "woman", "queen"), ("king", "man", "woman", "duchess")]
    (found,) = findings.answered(vectors, asked)
    assert (found.rank, found.first, found.among) == (1, "queen", 2)
    assert found.alone == 1


def test_figures_are_the_same_each_time_and_say_what_they_show():
    signs = drawn()
    pictures = [
        lambda: figures.similarity_matrix(similarity.compare_languages(signs)),
        lambda: figures.spread_chart(similarity.iconicity(signs)),
        lambda: figures.language_map(np.eye(4)[:, :2], ["ase", "ase", "ins", "$x$"], np.ones(2)),
    ]
    for picture in pictures:
        one = picture()
        assert one == picture()
        assert ET.fromstring(one).tag.endswith("svg")
        assert "<text" in one
    assert "ase (2)" in pictures[2]()


def small(tmp_path):
    """The library file of a small dictionary of three languages."""
    return libraries.with_starter(tmp_path).starter


def test_stored_vectors_are_what_the_encoder_reads(tmp_path):
    path = small(tmp_path)
    stored = embeddings.read_library(path, PositionEncoder(), "positions")
    again = embeddings.read_library(path.parent, PositionEncoder())
    order = [
        sorted(range(7), key=lambda row, r=r: r.vectors[row].tolist()) for r in (stored, again)
    ]
    for one, other in zip(*order, strict=True):
        assert stored.facts[one] == again.facts[other]
        assert_allclose(stored.vectors[one], again.vectors[other], atol=5e-3)  # packed
    assert {fact.source for fact in stored.facts} == {"starter"}


def test_no_library_is_told(tmp_path):
    with pytest.raises(LibraryError, match="no library"):
        embeddings.read_library(tmp_path, PositionEncoder())
    with Library.open(tmp_path / "library.db"):
        pass
    with pytest.raises(LibraryError, match="empty"):
        embeddings.read_library(tmp_path, PositionEncoder())


def run(monkeypatch, *arguments):
    monkeypatch.setattr(command, "opened", lambda model: PositionEncoder())
    return CliRunner().invoke(analyse.main, list(map(str, arguments)))


def test_the_command_writes_tables_and_figures(monkeypatch, tmp_path):
    out = tmp_path / "out"
    ran = run(monkeypatch, "--library", small(tmp_path), "--out", out, "--json")
    assert ran.exit_code == 0, ran.output
    assert sorted(path.name for path in out.iterdir()) == [
        "iconicity.svg", "map.svg", "results.json", "table.md",
    ]  # fmt: skip
    told = json.loads(ran.output.splitlines()[-1])
    assert told == json.loads((out / "results.json").read_text())
    rows = told["tables"]["Iconicity: spread of a concept over languages"]["rows"]
    assert [row["concept"] for row in rows] == ["hello"]
    assert (out / "table.md").read_text() in ran.output
    assert "Warning" in ran.output


def test_an_analogy_of_three_words_is_refused(monkeypatch, tmp_path):
    ran = run(monkeypatch, "--library", small(tmp_path), "--analogy", "king,man,woman")
    assert ran.exit_code == 2
    assert "four glosses" in ran.output


def test_no_library_is_one_sentence(monkeypatch, tmp_path):
    ran = run(monkeypatch, "--library", tmp_path / "none")
    assert ran.exit_code == 2
    assert ran.output.count("\n") == 1
    assert "There is no library at" in ran.output


@pytest.mark.slow
def test_the_starter_dictionary_and_the_bundled_model_need_no_option():
    ran = CliRunner().invoke(analyse.main, [])
    assert ran.exit_code == 0, ran.output
    for heading in ("Iconicity", "Analogies", "Likeness", "nearest mean", "bare prompts"):
        assert heading in ran.output
    assert "| signs, ins | he - man + woman |" in ran.output


def test_the_figures_of_the_document_are_there_and_are_text():
    docs = ROOT / "docs"
    shown = re.findall(r"\]\((figures/[^)]+)\)", (docs / "analysis.md").read_text("utf-8"))
    assert len(shown) == 3
    for name in shown:
        root = ET.fromstring((docs / name).read_text("utf-8"))
        assert root.tag.endswith("svg")
