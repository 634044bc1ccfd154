"""Analyses of whole languages, with dictionaries small enough to know the result."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from signdict.core.errors import LanguageError, WriteError
from signdict.core.tables import Sheet
from signdict.core.types import SignSummary
from signdict.linguistics.similarity import LanguageSimilarity, SimilarityTree
from tests.support.dictionaries import invoke, small_dictionary
from tests.support.fakes import MomentEncoder
from tests.support.steps import result_of


@pytest.fixture
def dictionary(tmp_path):
    with small_dictionary(tmp_path) as dictionary:
        yield dictionary


def kinds(pairs):
    return [(pair.kind, pair.first.name, pair.second.name) for pair in pairs]


def test_pairs_are_sorted_by_form_and_meaning(dictionary):
    pairs = result_of(dictionary.analysis.pairs("ase", "ins"))
    assert kinds(pairs) == [
        ("form", "hello", "thank you"),
        ("meaning", "hello", "hello"),
        ("meaning", "hello [alternative]", "hello"),
    ]
    assert pairs[0].score == pytest.approx(1)
    assert (pairs[0].sure, pairs[1].sure) == (0.9, 0.0)
    assert pairs[1].score <= pairs[2].score


def test_the_same_form_and_meaning_are_a_kind_of_their_own(tmp_path):
    signs = (("tree", "ase", "", (1,)), ("tree", "ins", "", (1,)), ("sun", "ins", "", (9,)))
    with small_dictionary(tmp_path, signs=signs) as dictionary:
        assert kinds(result_of(dictionary.analysis.pairs("ase", "ins"))) == [
            ("both", "tree", "tree")
        ]


def test_a_language_compared_with_itself_has_each_pair_once(tmp_path):
    signs = (("a", "ase", "", (1,)), ("b", "ase", "", (1,)), ("a", "ase", "2", (9,)))
    with small_dictionary(tmp_path, signs=signs) as dictionary:
        pairs = result_of(dictionary.analysis.pairs("ase", "ase"))
    assert kinds(pairs) == [("form", "a", "b"), ("meaning", "a", "a [2]")]


def test_the_score_of_a_pair_includes_tokens(tmp_path):
    signs = (("a", "ase", "", (1,)), ("a", "ins", "", (2,)))
    with small_dictionary(tmp_path, MomentEncoder(), signs=signs) as dictionary:
        (pair,) = result_of(dictionary.analysis.pairs("ase", "ins"))
        (match,) = dictionary.neighbours(pair.first.id)
    assert pair.score == pytest.approx(match.score, abs=1e-6)


def test_a_language_without_signs_raises_language_error(dictionary):
    with pytest.raises(LanguageError, match="no signs of gsg"):
        result_of(dictionary.analysis.pairs("ase", "gsg"))


def test_the_same_word_in_two_spoken_languages_has_two_meanings():
    english = SignSummary(1, "Gift", "", "ase", "en", "", "s")
    german = SignSummary(2, "gift", "", "gsg", "de", "", "s")
    translated = SignSummary(3, "Gift", "", "gsg", "de", "", "s", texts=(("en", "poison"),))
    concept = SignSummary(4, "present", "", "ins", "en", "Gift", "s")
    assert not english.meanings() & german.meanings()
    assert ("en", "poison") in translated.meanings()
    assert ("", "gift") in concept.meanings()
    assert concept.meaning == "gift"


def test_similar_languages_join_first_and_unknown_ones_last():
    rows = [
        LanguageSimilarity("a", "b", 5, 0.9, 0.1, 0.0),
        LanguageSimilarity("a", "c", 5, 0.4, 0.1, 0.0),
        LanguageSimilarity("b", "c", 5, 0.4, 0.1, 0.0),
    ]
    similarity = SimilarityTree.of({"a": 5, "b": 5, "c": 5, "d": 1}, rows, [])
    assert similarity.tree[0].left + similarity.tree[0].right == ("a", "b")
    assert similarity.tree[0].distance == pytest.approx(0.2)
    assert similarity.apart == (("a", "d"), ("b", "d"), ("c", "d"))
    assert sorted(similarity.order) == ["a", "b", "c", "d"]
    assert SimilarityTree.of({"b": 1, "a": 1}, [], []).order == ["a", "b"]


def test_the_spread_covers_concepts_of_two_languages(dictionary):
    similarity = result_of(dictionary.analysis.similarity())
    assert [(spread.concept, spread.languages) for spread in similarity.spreads] == [
        ("hello", ("ase", "ins"))
    ]
    assert similarity.sizes == {"ase": 2, "ins": 2, "psp": 1}
    assert similarity.rows == ()


def test_a_csv_has_a_header_even_without_rows(tmp_path):
    sheet = Sheet.of(("a", "b"), [])
    assert sheet.text() == "a,b\n"
    Sheet.of(("a",), [{"a": 'ü "1", 2'}, {"b": 3}, {"a": None}]).write(tmp_path / "t.csv")
    raw = (tmp_path / "t.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    first = next(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert first == {"a": 'ü "1", 2'}


def test_the_command_prints_pairs_as_text_json_and_csv(monkeypatch, dictionary):
    shown = invoke(monkeypatch, dictionary, "pairs", "ase", "ins", "--limit", "1").output
    assert "same form, other meaning (1)" in shown
    assert "... and 1 more" in shown
    rows = json.loads(invoke(monkeypatch, dictionary, "pairs", "ase", "ins", "--json").output)
    assert [row["kind"] for row in rows] == ["form", "meaning", "meaning"]
    text = invoke(monkeypatch, dictionary, "pairs", "ase", "ins", "--csv", "--kind", "form").output
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["first_gloss"], row["second_gloss"]) == ("hello", "thank you")


def test_the_command_exits_with_one_without_pairs(monkeypatch, dictionary):
    ran = invoke(monkeypatch, dictionary, "pairs", "ase", "psp", "--csv")
    assert ran.exit_code == 1
    assert ran.stdout.startswith("kind,first_id")
    assert "No two signs" in ran.stderr


def test_the_similarity_of_languages_is_a_table_and_a_figure(monkeypatch, tmp_path):
    signs = tuple(
        (gloss, code, "", (seed,))
        for code in ("ase", "ins")
        for seed, gloss in enumerate(("a", "b", "c"))
    )
    with small_dictionary(tmp_path, signs=signs) as dictionary:
        ran = invoke(monkeypatch, dictionary, "similarity")
        assert "ase + ins at" in ran.output
        for part in ((), ("--spread",)):
            to = tmp_path / "figure.svg"
            assert invoke(monkeypatch, dictionary, "similarity", *part, "--out", to).exit_code == 0
            assert ET.fromstring(to.read_text("utf-8")).tag.endswith("svg")
        spread = invoke(monkeypatch, dictionary, "similarity", "--spread", "--csv").output
    assert [row["concept"] for row in csv.DictReader(io.StringIO(spread))] == ["a", "b", "c"]


def test_a_result_without_a_figure_is_not_written_as_svg(monkeypatch, dictionary, tmp_path):
    for name in ("a.svg", "a.txt"):
        ran = invoke(monkeypatch, dictionary, "pairs", "ase", "ins", "--out", tmp_path / name)
        assert ran.exit_code == 2
        assert ".csv or .json" in ran.stderr
    ran = invoke(monkeypatch, dictionary, "pairs", "ase", "ins", "--out", tmp_path / "a.json")
    assert len(json.loads((tmp_path / "a.json").read_text("utf-8"))) == 3


def test_a_failed_write_changes_nothing(tmp_path):
    (tmp_path / "file").write_text("old")
    with pytest.raises(WriteError):
        Sheet.of(("a",), []).write(tmp_path / "file" / "t.csv")
    assert (tmp_path / "file").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_map_is_a_table_and_a_figure(monkeypatch, dictionary, tmp_path):
    text = invoke(monkeypatch, dictionary, "map", "--csv", "--language", "ase").output
    rows = [*csv.DictReader(io.StringIO(text))]
    assert [(row["gloss"], row["sign_language"]) for row in rows].count(("hello", "ase")) == 2
    assert len(rows) == 3
    assert all(-1 <= float(row[axis]) <= 1 for row in rows for axis in "xy")
    to = tmp_path / "map.svg"
    assert invoke(monkeypatch, dictionary, "map", "--out", to).exit_code == 0
    assert "psp (1)" in to.read_text("utf-8")
    assert invoke(monkeypatch, dictionary, "map", "--language", "gsg").exit_code == 1


def test_a_map_is_computed_once_and_stored(dictionary, monkeypatch):
    first = result_of(dictionary.analysis.chart())
    monkeypatch.setattr(
        "signdict.linguistics.sign_map.places_in_process",
        lambda vectors: pytest.fail("computed again"),
    )
    assert result_of(dictionary.analysis.chart()).places.tolist() == first.places.tolist()
