"""The analyses, on synthetic vectors and on a small dictionary."""

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


def signs_of(**languages):
    """Signs as {language: {concept: vector}}."""
    return {
        name: {concept: np.array(vector, np.float32) for concept, vector in own.items()}
        for name, own in languages.items()
    }


def random_signs(languages=("ase", "gsg", "ins"), concepts=30, agreement=1.0, seed=0):
    """Signs of concepts that are equal in all languages for agreement 1, and random for 0."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(concepts, 12))
    return {
        name: {
            f"c{number}": (
                agreement * common[number] + (1 - agreement) * rng.normal(size=12)
            ).astype("f4")
            for number in range(concepts)
        }
        for name in languages
    }


def test_clips_of_one_concept_in_one_language_are_averaged():
    vectors = np.array([[1, 0], [3, 0], [0, 1]], np.float32)
    signs = similarity.signs(vectors, ["a", "a", "a"], ["ase", "ase", "ins"])
    assert signs["ase"]["a"].tolist() == [2, 0]
    assert signs["ins"]["a"].tolist() == [0, 1]
    signs = similarity.signs(vectors, ["a", "a", "a"], ["ase", "ase", "ins"], same_length=True)
    assert signs["ase"]["a"].tolist() == [1, 0]


def test_spread_is_the_sum_of_deviations_over_languages():
    signs = signs_of(ase={"a": [0, 0], "b": [9, 9]}, ins={"a": [2, 4], "c": [5, 5]})
    (spread,) = similarity.iconicity(signs)
    assert spread.concept == "a"
    assert spread.score == pytest.approx(1 + 2)
    assert spread.languages == ("ase", "ins")


def test_the_concept_that_all_languages_sign_equally_comes_first():
    signs = random_signs(agreement=0.0)
    for own in signs.values():
        own["scorpion"] = np.ones(12, np.float32)
    first, *others = similarity.iconicity(signs)
    assert first.concept == "scorpion"
    assert first.chance < 0.01 < np.mean([spread.chance for spread in others])
    scores = [spread.score for spread in others]
    assert scores == sorted(scores)


def test_concepts_of_too_few_languages_are_not_compared():
    signs = random_signs(concepts=4)
    del signs["ins"]["c0"]
    concepts = {spread.concept for spread in similarity.iconicity(signs, least=3)}
    assert concepts == {"c1", "c2", "c3"}
    assert similarity.iconicity(signs)[-1].concept == "c0"


@pytest.mark.parametrize(("agreement", "low", "high"), [(0.9, 0, 0.01), (0.0, 0.02, 1)])
def test_languages_are_similar_only_if_their_pairs_are(agreement, low, high):
    pairs = similarity.compare_languages(random_signs(agreement=agreement))
    assert [(pair.first, pair.second) for pair in pairs] == [
        ("ase", "gsg"), ("ase", "ins"), ("gsg", "ins"),
    ]  # fmt: skip
    assert all(pair.shared == 30 for pair in pairs)
    assert all(low <= pair.chance <= high for pair in pairs)


def test_properties_common_to_all_signs_of_a_language_are_not_similarity():
    signs = random_signs(agreement=0.0)
    for own in signs.values():
        for vector in own.values():
            vector += 5  # one avatar in front of one camera
    assert all(pair.same > 0.9 for pair in similarity.compare_languages(signs))
    assert all(abs(pair.difference) < 0.05 for pair in similarity.compare_languages(signs))


def test_the_similarity_of_two_concepts_equals_that_computed_by_hand():
    signs = signs_of(ase={"a": [1, 0], "b": [0, 1]}, ins={"a": [1, 0], "b": [1, 0]})
    pair = similarity.compare_languages(signs)[0]
    assert (pair.same, pair.other, pair.difference) == (0.5, 0.5, 0)


def test_a_language_is_not_identified_by_the_concept_alone():
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2, 2]]
    names, counts = similarity.nearest_language(vectors, list("aabbcc"), ["ase", "ins"] * 3)
    assert names == ["ase", "ins"]
    assert counts.sum() == 6
    apart = vectors + np.tile([[0, 0, 0, 0], [0, 0, 0, 9]], (3, 1))
    assert np.trace(similarity.nearest_language(apart, list("aabbcc"), ["ase", "ins"] * 3)[1]) == 6


def test_the_map_keeps_distances_in_a_plane_and_its_orientation():
    rng = np.random.default_rng(0)
    flat = rng.normal(size=(20, 2)) @ rng.normal(size=(2, 8))
    points, shares = similarity.plane(flat.astype(np.float32))
    assert shares.sum() == pytest.approx(1, abs=1e-6)
    distance = np.linalg.norm(points[0] - points[1])
    assert_allclose(distance, np.linalg.norm(flat[0] - flat[1]), rtol=1e-4)
    assert_allclose(similarity.plane(flat[::-1].astype(np.float32))[0][::-1], points, atol=1e-4)


def test_the_candidates_of_an_analogy_exclude_its_own_words():
    words = {
        "king": [1, 1, 0], "man": [1, 0, 0], "woman": [0, 0, 1], "queen": [0, 1, 1],
        "beer": [1, 0.1, 0],
    }  # fmt: skip
    vectors = {word: np.array(vector, np.float32) for word, vector in words.items()}
    analogies = [("king", "man", "woman", "queen"), ("king", "man", "woman", "duchess")]
    (answer,) = findings.answers(vectors, analogies)
    assert (answer.rank, answer.first, answer.candidates) == (1, "queen", 2)
    assert answer.rank_by_c == 1


def test_figures_are_reproducible_svg_with_labels():
    signs = random_signs()
    pictures = [
        lambda: figures.similarity_matrix(similarity.compare_languages(signs)),
        lambda: figures.spread_chart(similarity.iconicity(signs)),
        lambda: figures.language_map(np.eye(4)[:, :2], ["ase", "ase", "ins", "$x$"], np.ones(2)),
    ]
    for picture in pictures:
        svg = picture()
        assert svg == picture()
        assert ET.fromstring(svg).tag.endswith("svg")
        assert "<text" in svg
    assert "ase (2)" in pictures[2]()


def small(tmp_path):
    """The library file of a small dictionary of three languages."""
    return libraries.with_starter(tmp_path).starter


def test_stored_vectors_equal_those_of_the_encoder(tmp_path):
    path = small(tmp_path)
    stored = embeddings.read_library(path, PositionEncoder(), "positions")
    computed = embeddings.read_library(path.parent, PositionEncoder())
    order = [
        sorted(range(7), key=lambda row, own=own: own.vectors[row].tolist())
        for own in (stored, computed)
    ]
    for row, other in zip(*order, strict=True):
        assert stored.facts[row] == computed.facts[other]
        assert_allclose(stored.vectors[row], computed.vectors[other], atol=5e-3)  # packed poses
    assert {fact.source for fact in stored.facts} == {"starter"}


def test_a_missing_or_empty_library_raises_library_error(tmp_path):
    with pytest.raises(LibraryError, match="No library"):
        embeddings.read_library(tmp_path, PositionEncoder())
    with Library.open(tmp_path / "library.db"):
        pass
    with pytest.raises(LibraryError, match="empty"):
        embeddings.read_library(tmp_path, PositionEncoder())


def run(monkeypatch, *arguments):
    monkeypatch.setattr(command, "open_model", lambda model: PositionEncoder())
    return CliRunner().invoke(analyse.main, list(map(str, arguments)))


def test_the_command_writes_tables_and_figures(monkeypatch, tmp_path):
    out = tmp_path / "out"
    ran = run(monkeypatch, "--library", small(tmp_path), "--out", out, "--json")
    assert ran.exit_code == 0, ran.output
    assert sorted(path.name for path in out.iterdir()) == [
        "iconicity.svg", "map.svg", "results.json", "table.md",
    ]  # fmt: skip
    results = json.loads(ran.output.splitlines()[-1])
    assert results == json.loads((out / "results.json").read_text())
    rows = results["tables"]["Iconicity: spread of a concept over languages"]["rows"]
    assert [row["concept"] for row in rows] == ["hello"]
    assert (out / "table.md").read_text() in ran.output
    assert "Warning" in ran.output


def test_an_analogy_of_three_words_is_a_usage_error(monkeypatch, tmp_path):
    ran = run(monkeypatch, "--library", small(tmp_path), "--analogy", "king,man,woman")
    assert ran.exit_code == 2
    assert "four glosses" in ran.output


def test_the_command_reports_a_missing_library_in_one_line(monkeypatch, tmp_path):
    ran = run(monkeypatch, "--library", tmp_path / "none")
    assert ran.exit_code == 2
    assert ran.output.count("\n") == 1
    assert "No library found at" in ran.output


@pytest.mark.slow
def test_the_starter_dictionary_and_the_bundled_model_need_no_option():
    ran = CliRunner().invoke(analyse.main, [])
    assert ran.exit_code == 0, ran.output
    for heading in ("Iconicity", "Analogies", "Likeness", "nearest mean", "bare prompts"):
        assert heading in ran.output
    assert "| signs, ins | he - man + woman |" in ran.output


def test_the_document_links_to_existing_svg_figures():
    docs = ROOT / "docs"
    shown = re.findall(r"\]\((figures/[^)]+)\)", (docs / "analysis.md").read_text("utf-8"))
    assert len(shown) == 3
    for name in shown:
        root = ET.fromstring((docs / name).read_text("utf-8"))
        assert root.tag.endswith("svg")
