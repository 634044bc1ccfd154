"""The index finds what comparing with everything finds, and never trusts its own files."""

import json
import struct
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import hnswlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.core.vectors import maxsim
from signdict.core.vectors import unit as directions
from signdict.search import index as module
from signdict.search.index import Index, Stamp, VectorTable

STAMP = Stamp("model-1", 300, "7")


def unit(count=300, width=16, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


VECTORS = unit()
IDS = np.arange(300) * 7 + 1
LANGUAGES = [("ase", "bfi", "gsg", "ils")[n % 3] for n in range(299)] + ["ils"]
QUERY = unit(1, seed=9)[0]


def built(folder, stamp=STAMP, graph=None):
    return Index.build(folder, stamp, VectorTable.sorted(IDS, LANGUAGES, VECTORS), graph=graph)


def nearest(query, limit, languages=("ase", "bfi", "gsg", "ils")):
    rows = [n for n in range(300) if LANGUAGES[n] in languages]
    order = sorted(rows, key=lambda n: -float(VECTORS[n] @ query))[:limit]
    return [int(IDS[n]) for n in order]


TOKENS = directions(np.random.default_rng(5).normal(size=(300, 4, 6)))
SPOKEN = directions(np.random.default_rng(6).normal(size=(4, 6)))


def spelled(folder, graph=True):
    """An index of clips with tokens, and a graph."""
    return Index.build(
        folder, STAMP, VectorTable.sorted(IDS, LANGUAGES, VECTORS, TOKENS), graph=graph
    )


def ids(found):
    return [clip for clip, _ in found]


@pytest.fixture(params=[False, True], ids=["exact", "graph"])
def index(request, tmp_path):
    return built(tmp_path, graph=request.param)


def test_the_nearest_clips_come_first(index):
    assert ids(index.search(QUERY, 10)) == nearest(QUERY, 10)


def test_scores_are_dot_products(index):
    for clip, score in index.search(QUERY, 5):
        assert score == pytest.approx(float(VECTORS[(clip - 1) // 7] @ QUERY), abs=1e-6)


def test_a_clip_is_nearest_to_itself(index):
    clip, score = index.search(VECTORS[42], 1)[0]
    assert (clip, score) == (IDS[42], pytest.approx(1))


@pytest.mark.parametrize("languages", [["ase"], ["ils"], ["gsg", "ase"], ["ase", "ase"]])
def test_only_the_languages_asked_for_are_found(index, languages):
    assert ids(index.search(QUERY, 12, languages)) == nearest(QUERY, 12, languages)


def test_an_unknown_language_has_no_clips(index):
    assert index.search(QUERY, 5, ["xyz"]) == []
    assert ids(index.search(QUERY, 5, ["xyz", "bfi"])) == nearest(QUERY, 5, ["bfi"])


def test_fewer_clips_than_asked_for_are_all_found(index):
    assert ids(index.search(QUERY, 1000)) == nearest(QUERY, 300)
    assert len(index.search(QUERY, 8, ["ils"])) == 1


@pytest.mark.parametrize("limit", [0, -3])
def test_nothing_asked_for_is_nothing_found(index, limit):
    assert index.search(QUERY, limit) == []


def test_a_closed_index_finds_nothing_and_may_be_closed_again(index):
    index.close()
    index.close()
    assert index.search(QUERY, 5) == []


def test_equal_clips_come_in_the_order_of_their_ids(tmp_path):
    same = np.repeat(unit(1), 9, axis=0)
    rows = VectorTable.sorted(range(9, 0, -1), ["ase", "bfi", "ase"] * 3, same)
    index = Index.build(tmp_path, STAMP, rows)
    assert ids(index.search(same[0], 4)) == [1, 2, 3, 4]
    assert ids(index.search(same[0], 4, ["ase"])) == [1, 3, 4, 6]


@given(seed=st.integers(0, 99), limit=st.integers(1, 40), count=st.integers(1, 60))
def test_exact_search_is_sorting_everything(seed, limit, count):
    vectors = unit(count, 4, seed)
    rows = VectorTable.sorted(range(count), ["ase"] * count, vectors)
    scores = vectors @ QUERY[:4]
    found = Index(rows).search(QUERY[:4], limit)
    assert [score for _, score in found] == pytest.approx(sorted(scores, reverse=True)[:limit])


def test_an_index_of_nothing_finds_nothing(tmp_path):
    empty = np.zeros((0, 16), np.float32)
    for index in (
        Index.build(tmp_path, STAMP, VectorTable.sorted([], [], empty)),
        Index.open(tmp_path, STAMP),
        Index.build(tmp_path / "g", STAMP, VectorTable.sorted([], [], empty), graph=True),
        Index.build(tmp_path / "f", STAMP, VectorTable.sorted([], [], np.zeros(0, np.float32))),
    ):
        assert index.search(QUERY, 5) == []
        assert index.search(QUERY, 5, ["ase"]) == []


# Tokens


def in_two_stages(limit, share, languages=("ase", "bfi", "gsg", "ils")):
    """What `Index.ordered` should find, computed from everything: {clip: score}, best first."""
    found = [(clip - 1) // 7 for clip in nearest(QUERY, limit, languages)]
    scores = (1 - share) * (VECTORS[found] @ QUERY) + share * maxsim(SPOKEN, TOKENS[found])
    order = np.argsort(-scores)
    return {int(IDS[found[n]]): pytest.approx(float(scores[n]), abs=1e-3) for n in order}


@pytest.mark.parametrize("graph", [False, True])
@pytest.mark.parametrize("languages", [(), ("bfi", "ils")])
@pytest.mark.parametrize("limit", [1, 20, 1000])
def test_tokens_put_in_order_what_vectors_find(tmp_path, graph, languages, limit):
    index = spelled(tmp_path, graph)
    expected = in_two_stages(limit, 0.7, languages or ("ase", "bfi", "gsg", "ils"))
    found = index.ordered(QUERY, SPOKEN, limit, 0.7, languages)
    assert dict(found) == expected
    assert found == sorted(found, key=lambda pair: -pair[1])
    assert Index.open(tmp_path, STAMP).ordered(QUERY, SPOKEN, limit, 0.7, languages) == found


def test_without_tokens_of_clips_vectors_decide(tmp_path):
    index = built(tmp_path)
    assert index.ordered(QUERY, SPOKEN, 30, 0.7) == index.search(QUERY, 30)


def test_vectors_find_with_tokens_what_they_find_without(tmp_path):
    with_tokens, without = spelled(tmp_path / "a"), built(tmp_path / "b", graph=True)
    for languages in ((), ("gsg",)):
        assert with_tokens.search(QUERY, 9, languages) == without.search(QUERY, 9, languages)


@pytest.mark.parametrize("many", [0, -1])
def test_nothing_asked_for_is_nothing_put_in_order(tmp_path, many):
    assert spelled(tmp_path).ordered(QUERY, SPOKEN, many, 0.5) == []


def test_what_is_kept_of_a_clip_is_told_by_its_id(tmp_path):
    clips, made = spelled(tmp_path).of([int(IDS[4]), int(IDS[0]), 2])
    assert sorted(clips.tolist()) == [IDS[0], IDS[4]]
    for clip, vector, tokens in zip(clips, made.vectors, made.tokens, strict=True):
        row = (clip - 1) // 7
        np.testing.assert_array_equal(vector, VECTORS[row])
        np.testing.assert_allclose(tokens, TOKENS[row], atol=1e-3)


def test_a_closed_index_keeps_nothing_and_puts_nothing_in_order(tmp_path):
    index = spelled(tmp_path)
    index.close()
    assert index.ordered(QUERY, SPOKEN, 5, 0.5) == []
    assert len(index.of([1])[0]) == 0


def test_of_some_thousand_clips_two_stages_find_what_comparing_everything_finds(tmp_path):
    """Tokens of a sign scatter about those of its kind, and a vector is the mean of its tokens."""
    draw = np.random.default_rng(0)
    kinds = draw.normal(size=(700, 6, 24)).astype(np.float32)
    tokens = np.repeat(kinds, 5, axis=0) + draw.normal(0, 0.5, (3500, 6, 24)).astype(np.float32)
    vectors = tokens.mean(1) / np.linalg.norm(tokens.mean(1), axis=1, keepdims=True)
    tokens = directions(tokens)
    rows = VectorTable.sorted(np.arange(3500), ["ase"] * 3500, vectors, tokens)
    index = Index.build(tmp_path, Stamp("m", 3500, "1"), rows, graph=True)
    for kind in range(0, 700, 35):
        asked = kinds[kind] + draw.normal(0, 0.5, (6, 24)).astype(np.float32)
        query = asked.mean(0) / np.linalg.norm(asked.mean(0))
        asked = directions(asked)
        everything = 0.4 * (vectors @ query) + 0.6 * maxsim(asked, tokens)
        best = np.argsort(-everything)[:5]
        found = index.ordered(query, asked, 400, 0.6)[:5]
        assert ids(found) == best.tolist()
        np.testing.assert_allclose([score for _, score in found], everything[best], atol=1e-3)


# Files


@pytest.mark.parametrize("graph", [False, True])
def test_a_stored_index_is_opened_again(tmp_path, graph):
    before = built(tmp_path, graph=graph).search(QUERY, 8)
    opened = Index.open(tmp_path, STAMP)
    assert opened.search(QUERY, 8) == before
    assert (opened._graph is not None) == graph


def test_nothing_but_the_index_is_left_in_the_folder(tmp_path):
    built(tmp_path, graph=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.bin", "vectors.bin"]


def test_a_graph_is_made_when_the_rows_are_many(tmp_path, monkeypatch):
    assert built(tmp_path)._graph is None
    monkeypatch.setattr(module, "GRAPH_FROM", 300)
    assert built(tmp_path)._graph is not None


def test_the_graph_waits_while_few_clips_come_and_is_made_when_they_are_many(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "GRAPH_FROM", 200)
    monkeypatch.setattr(module, "MOST_CHANGES", 60)
    built(tmp_path, Stamp("model-1", 250, "7")).close()
    for count, graph in ((280, False), (300, False), (320, True)):  # 30, 50, 70 since the first
        stamp = Stamp("model-1", count, "9")
        assert (built(tmp_path, stamp)._graph is not None) == graph
        assert ids(Index.open(tmp_path, stamp).search(QUERY, 5)) == nearest(QUERY, 5)


def test_the_graph_waits_for_no_other_model_and_is_made_again_when_it_is_damaged(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(module, "GRAPH_FROM", 200)
    built(tmp_path).close()
    (tmp_path / "graph.bin").unlink()
    assert built(tmp_path)._graph is not None
    assert built(tmp_path, Stamp("model-2", 301, "8"))._graph is not None


@pytest.mark.parametrize(
    "stamp", [Stamp("model-2", 300, "7"), Stamp("model-1", 301, "7"), Stamp("model-1", 300, "8")]
)
def test_a_stale_index_is_not_opened(tmp_path, stamp):
    built(tmp_path)
    assert Index.open(tmp_path, stamp) is None


def test_a_missing_index_is_not_opened(tmp_path):
    assert Index.open(tmp_path / "nowhere", STAMP) is None


def test_an_index_without_its_graph_is_not_opened(tmp_path):
    built(tmp_path, graph=True).close()
    (tmp_path / "graph.bin").unlink()
    assert Index.open(tmp_path, STAMP) is None


def test_tokens_are_stored_beside_and_none_are_left_over(tmp_path):
    spelled(tmp_path)
    names = ["graph.bin", "tokens.bin", "vectors.bin"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_an_index_without_its_tokens_is_not_opened(tmp_path):
    spelled(tmp_path).close()
    (tmp_path / "tokens.bin").unlink()
    assert Index.open(tmp_path, STAMP) is None


def test_tokens_of_another_build_are_not_opened(tmp_path):
    spelled(tmp_path / "a").close()
    other = VectorTable.sorted(IDS, LANGUAGES, VECTORS, TOKENS[::-1])
    Index.build(tmp_path / "b", STAMP, other).close()
    (tmp_path / "b" / "tokens.bin").replace(tmp_path / "a" / "tokens.bin")
    assert Index.open(tmp_path / "a", STAMP) is None


def test_a_full_disk_keeps_tokens_in_memory_too(tmp_path):
    (tmp_path / "file").touch()
    index = spelled(tmp_path / "file")
    assert dict(index.ordered(QUERY, SPOKEN, 20, 0.7)) == in_two_stages(20, 0.7)


@pytest.mark.parametrize("keep", [0, 3, 40, 100, -1])
@pytest.mark.parametrize("name", ["vectors.bin", "tokens.bin", "graph.bin"])
def test_a_file_cut_short_is_not_opened(tmp_path, name, keep):
    spelled(tmp_path).close()
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:keep])
    assert Index.open(tmp_path, STAMP) is None


@pytest.mark.parametrize("name", ["vectors.bin", "tokens.bin", "graph.bin"])
def test_a_damaged_file_is_not_opened_and_never_reaches_hnswlib(tmp_path, name, monkeypatch):
    spelled(tmp_path).close()
    path = tmp_path / name
    whole = path.read_bytes()
    if name != "tokens.bin":  # which hnswlib never sees
        monkeypatch.setitem(sys.modules, "hnswlib", None)  # to import it would raise ImportError
    for at in range(0, len(whole), len(whole) // 50):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert Index.open(tmp_path, STAMP) is None


@pytest.mark.parametrize("told", ['{"stamp": 1}', "[]", "{", json.dumps({"stamp": asdict(STAMP)})])
def test_a_file_that_is_whole_but_tells_nonsense_is_not_opened(tmp_path, told):
    rest = struct.pack("<I", len(told)) + told.encode()
    (tmp_path / "vectors.bin").write_bytes(module._MARK + sha256(rest).digest() + rest)
    assert Index.open(tmp_path, STAMP) is None


def test_a_graph_of_another_kind_is_not_opened(tmp_path, monkeypatch):
    class Refusing(hnswlib.Index):
        def load_index(self, path):
            raise RuntimeError("Index seems to be corrupted or unsupported")

    built(tmp_path, graph=True).close()
    monkeypatch.setattr(hnswlib, "Index", Refusing)
    assert Index.open(tmp_path, STAMP) is None


def test_an_index_is_built_over_a_damaged_one(tmp_path):
    (tmp_path / "vectors.bin").write_bytes(b"damaged")
    (tmp_path / "vectors.bin.new").write_bytes(b"left over")
    assert ids(built(tmp_path).search(QUERY, 5)) == nearest(QUERY, 5)
    assert Index.open(tmp_path, STAMP) is not None


def test_a_folder_that_cannot_be_written_gives_an_index_in_memory(tmp_path):
    (tmp_path / "file").touch()
    for graph in (False, True):
        index = built(tmp_path / "file", graph=graph)
        assert ids(index.search(QUERY, 5)) == nearest(QUERY, 5)
        index.close()


def test_a_full_disk_gives_an_index_in_memory_and_leaves_nothing(tmp_path, monkeypatch):
    class Cut(hnswlib.Index):
        def save_index(self, path):
            super().save_index(path)
            with Path(path).open("r+b") as file:
                file.truncate(100)

    monkeypatch.setattr(hnswlib, "Index", Cut)
    assert ids(built(tmp_path, graph=True).search(QUERY, 5)) == nearest(QUERY, 5)
    assert list(tmp_path.iterdir()) == []


def test_an_index_that_cannot_be_read_back_stays_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(Index, "open", lambda folder, stamp: None)
    assert ids(built(tmp_path).search(QUERY, 5)) == nearest(QUERY, 5)


def test_a_graph_that_reaches_too_few_rows_is_passed_over(tmp_path):
    class Poor:
        def get_current_count(self):
            return 300

        def set_ef(self, width): ...

        def knn_query(self, query, **named):
            raise RuntimeError("Cannot return the results in a contiguous 2D array")

    index = built(tmp_path)
    index._graph = Poor()
    assert ids(index.search(QUERY, 5)) == nearest(QUERY, 5)
