"""The index finds what an exhaustive search finds, and validates its files."""

import json
import struct
import sys
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.core.vectors import maxsim
from signdict.core.vectors import unit as directions
from signdict.search import index as module
from signdict.search.index import Stamp, VectorIndex, VectorTable

STAMP = Stamp("model-1", 300, "7")


def unit(count=300, width=16, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


VECTORS = unit()
IDS = np.arange(300) * 7 + 1
LANGUAGES = [("ase", "bfi", "gsg", "ils")[n % 3] for n in range(299)] + ["ils"]
QUERY = unit(1, seed=9)[0]


def built(folder, stamp=STAMP, graph=None):
    return VectorIndex.build(
        folder, stamp, VectorTable.sorted(IDS, LANGUAGES, VECTORS), graph=graph
    )


def nearest(query, limit, languages=("ase", "bfi", "gsg", "ils")):
    rows = [n for n in range(300) if LANGUAGES[n] in languages]
    order = sorted(rows, key=lambda n: -float(VECTORS[n] @ query))[:limit]
    return [int(IDS[n]) for n in order]


TOKENS = directions(np.random.default_rng(5).normal(size=(300, 4, 6)))
QUERY_TOKENS = directions(np.random.default_rng(6).normal(size=(4, 6)))


def with_tokens(folder, graph=True):
    """Build an index with tokens and a graph."""
    return VectorIndex.build(
        folder, STAMP, VectorTable.sorted(IDS, LANGUAGES, VECTORS, TOKENS), graph=graph
    )


def ids(hits):
    return [clip for clip, _ in hits]


try:
    import hnswlib
except ImportError:  # no compiler built it here
    hnswlib = None

needs_graphs = pytest.mark.skipif(hnswlib is None, reason="hnswlib is not installed")
FILES = ["vectors.bin", "tokens.bin", pytest.param("graph.bin", marks=needs_graphs)]


@pytest.fixture(params=[False, pytest.param(True, marks=needs_graphs)], ids=["exact", "graph"])
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
def test_only_the_given_languages_are_found(index, languages):
    assert ids(index.search(QUERY, 12, languages)) == nearest(QUERY, 12, languages)


def test_an_unknown_language_has_no_clips(index):
    assert index.search(QUERY, 5, ["xyz"]) == []
    assert ids(index.search(QUERY, 5, ["xyz", "bfi"])) == nearest(QUERY, 5, ["bfi"])


def test_a_limit_above_the_number_of_clips_finds_all(index):
    assert ids(index.search(QUERY, 1000)) == nearest(QUERY, 300)
    assert len(index.search(QUERY, 8, ["ils"])) == 1


@pytest.mark.parametrize("limit", [0, -3])
def test_a_limit_of_zero_finds_nothing(index, limit):
    assert index.search(QUERY, limit) == []


def test_a_closed_index_finds_nothing_and_can_be_closed_again(index):
    index.close()
    index.close()
    assert index.search(QUERY, 5) == []


def test_equal_clips_are_ordered_by_their_ids(tmp_path):
    same = np.repeat(unit(1), 9, axis=0)
    rows = VectorTable.sorted(range(9, 0, -1), ["ase", "bfi", "ase"] * 3, same)
    index = VectorIndex.build(tmp_path, STAMP, rows)
    assert ids(index.search(same[0], 4)) == [1, 2, 3, 4]
    assert ids(index.search(same[0], 4, ["ase"])) == [1, 3, 4, 6]


@given(seed=st.integers(0, 99), limit=st.integers(1, 40), count=st.integers(1, 60))
def test_exact_search_sorts_all_clips(seed, limit, count):
    vectors = unit(count, 4, seed)
    rows = VectorTable.sorted(range(count), ["ase"] * count, vectors)
    scores = vectors @ QUERY[:4]
    hits = VectorIndex(rows).search(QUERY[:4], limit)
    assert [score for _, score in hits] == pytest.approx(sorted(scores, reverse=True)[:limit])


def test_an_empty_index_finds_nothing(tmp_path):
    empty = np.zeros((0, 16), np.float32)
    for index in (
        VectorIndex.build(tmp_path, STAMP, VectorTable.sorted([], [], empty)),
        VectorIndex.open(tmp_path, STAMP),
        VectorIndex.build(tmp_path / "g", STAMP, VectorTable.sorted([], [], empty), graph=True),
        VectorIndex.build(
            tmp_path / "f", STAMP, VectorTable.sorted([], [], np.zeros(0, np.float32))
        ),
    ):
        assert index.search(QUERY, 5) == []
        assert index.search(QUERY, 5, ["ase"]) == []


# Tokens


def in_two_stages(limit, share, languages=("ase", "bfi", "gsg", "ils")):
    """Return what `VectorIndex.ordered` should find: {clip: score}, best first."""
    rows = [(clip - 1) // 7 for clip in nearest(QUERY, limit, languages)]
    scores = (1 - share) * (VECTORS[rows] @ QUERY) + share * maxsim(QUERY_TOKENS, TOKENS[rows])
    order = np.argsort(-scores)
    return {int(IDS[rows[n]]): pytest.approx(float(scores[n]), abs=1e-3) for n in order}


@pytest.mark.parametrize("graph", [False, True])
@pytest.mark.parametrize("languages", [(), ("bfi", "ils")])
@pytest.mark.parametrize("limit", [1, 20, 1000])
def test_tokens_order_what_vectors_find(tmp_path, graph, languages, limit):
    index = with_tokens(tmp_path, graph)
    expected = in_two_stages(limit, 0.7, languages or ("ase", "bfi", "gsg", "ils"))
    hits = index.ordered(QUERY, QUERY_TOKENS, limit, 0.7, languages)
    assert dict(hits) == expected
    assert hits == sorted(hits, key=lambda pair: -pair[1])
    assert (
        VectorIndex.open(tmp_path, STAMP).ordered(QUERY, QUERY_TOKENS, limit, 0.7, languages)
        == hits
    )


def test_without_tokens_vectors_decide(tmp_path):
    index = built(tmp_path)
    assert index.ordered(QUERY, QUERY_TOKENS, 30, 0.7) == index.search(QUERY, 30)


def test_search_is_the_same_with_and_without_tokens(tmp_path):
    tokens, without = with_tokens(tmp_path / "a"), built(tmp_path / "b", graph=True)
    for languages in ((), ("gsg",)):
        assert tokens.search(QUERY, 9, languages) == without.search(QUERY, 9, languages)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_of_zero_orders_nothing(tmp_path, limit):
    assert with_tokens(tmp_path).ordered(QUERY, QUERY_TOKENS, limit, 0.5) == []


def test_embeddings_are_returned_by_clip_id(tmp_path):
    clips, embeddings = with_tokens(tmp_path).of([int(IDS[4]), int(IDS[0]), 2])
    assert sorted(clips.tolist()) == [IDS[0], IDS[4]]
    for clip, vector, tokens in zip(clips, embeddings.vectors, embeddings.tokens, strict=True):
        row = (clip - 1) // 7
        np.testing.assert_array_equal(vector, VECTORS[row])
        np.testing.assert_allclose(tokens, TOKENS[row], atol=1e-3)


def test_a_closed_index_has_no_embeddings(tmp_path):
    index = with_tokens(tmp_path)
    index.close()
    assert index.ordered(QUERY, QUERY_TOKENS, 5, 0.5) == []
    assert len(index.of([1])[0]) == 0


def test_two_stages_find_what_an_exhaustive_search_finds(tmp_path):
    """The tokens of a sign scatter around those of its kind; a vector is the mean of its tokens."""
    draw = np.random.default_rng(0)
    kinds = draw.normal(size=(700, 6, 24)).astype(np.float32)
    tokens = np.repeat(kinds, 5, axis=0) + draw.normal(0, 0.5, (3500, 6, 24)).astype(np.float32)
    vectors = tokens.mean(1) / np.linalg.norm(tokens.mean(1), axis=1, keepdims=True)
    tokens = directions(tokens)
    rows = VectorTable.sorted(np.arange(3500), ["ase"] * 3500, vectors, tokens)
    index = VectorIndex.build(tmp_path, Stamp("m", 3500, "1"), rows, graph=True)
    for kind in range(0, 700, 35):
        spoken = kinds[kind] + draw.normal(0, 0.5, (6, 24)).astype(np.float32)
        query = spoken.mean(0) / np.linalg.norm(spoken.mean(0))
        spoken = directions(spoken)
        scores = 0.4 * (vectors @ query) + 0.6 * maxsim(spoken, tokens)
        best = np.argsort(-scores)[:5]
        hits = index.ordered(query, spoken, 400, 0.6)[:5]
        assert ids(hits) == best.tolist()
        np.testing.assert_allclose([score for _, score in hits], scores[best], atol=1e-3)


# Files


@pytest.mark.parametrize("graph", [False, pytest.param(True, marks=needs_graphs)])
def test_a_stored_index_is_opened_again(tmp_path, graph):
    before = built(tmp_path, graph=graph).search(QUERY, 8)
    opened = VectorIndex.open(tmp_path, STAMP)
    assert opened.search(QUERY, 8) == before
    assert (opened.graph is not None) == graph


@needs_graphs
def test_no_temporary_file_is_left_in_the_folder(tmp_path):
    built(tmp_path, graph=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.bin", "vectors.bin"]


@needs_graphs
def test_a_graph_is_built_for_many_rows(tmp_path, monkeypatch):
    assert built(tmp_path).graph is None
    monkeypatch.setattr(module, "GRAPH_FROM", 300)
    assert built(tmp_path).graph is not None


@needs_graphs
def test_the_graph_is_rebuilt_only_after_many_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "GRAPH_FROM", 200)
    monkeypatch.setattr(module, "MOST_CHANGES", 60)
    built(tmp_path, Stamp("model-1", 250, "7")).close()
    for count, graph in ((280, False), (300, False), (320, True)):  # 30, 50, 70 since the first
        stamp = Stamp("model-1", count, "9")
        assert (built(tmp_path, stamp).graph is not None) == graph
        assert ids(VectorIndex.open(tmp_path, stamp).search(QUERY, 5)) == nearest(QUERY, 5)


@needs_graphs
def test_the_graph_is_rebuilt_for_another_model_and_when_damaged(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "GRAPH_FROM", 200)
    built(tmp_path).close()
    (tmp_path / "graph.bin").unlink()
    assert built(tmp_path).graph is not None
    assert built(tmp_path, Stamp("model-2", 301, "8")).graph is not None


@pytest.mark.parametrize(
    "stamp", [Stamp("model-2", 300, "7"), Stamp("model-1", 301, "7"), Stamp("model-1", 300, "8")]
)
def test_a_stale_index_is_not_opened(tmp_path, stamp):
    built(tmp_path)
    assert VectorIndex.open(tmp_path, stamp) is None


def test_a_missing_index_is_not_opened(tmp_path):
    assert VectorIndex.open(tmp_path / "nowhere", STAMP) is None


@needs_graphs
def test_an_index_without_its_graph_is_not_opened(tmp_path):
    built(tmp_path, graph=True).close()
    (tmp_path / "graph.bin").unlink()
    assert VectorIndex.open(tmp_path, STAMP) is None


@needs_graphs
def test_tokens_are_stored_in_a_file_of_their_own(tmp_path):
    with_tokens(tmp_path)
    names = ["graph.bin", "tokens.bin", "vectors.bin"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_an_index_without_its_tokens_is_not_opened(tmp_path):
    with_tokens(tmp_path).close()
    (tmp_path / "tokens.bin").unlink()
    assert VectorIndex.open(tmp_path, STAMP) is None


def test_tokens_of_another_build_are_not_opened(tmp_path):
    with_tokens(tmp_path / "a").close()
    other = VectorTable.sorted(IDS, LANGUAGES, VECTORS, TOKENS[::-1])
    VectorIndex.build(tmp_path / "b", STAMP, other).close()
    (tmp_path / "b" / "tokens.bin").replace(tmp_path / "a" / "tokens.bin")
    assert VectorIndex.open(tmp_path / "a", STAMP) is None


def test_an_index_in_memory_has_tokens(tmp_path):
    (tmp_path / "file").touch()
    index = with_tokens(tmp_path / "file")
    assert dict(index.ordered(QUERY, QUERY_TOKENS, 20, 0.7)) == in_two_stages(20, 0.7)


@pytest.mark.parametrize("keep", [0, 3, 40, 100, -1])
@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_not_opened(tmp_path, name, keep):
    with_tokens(tmp_path).close()
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:keep])
    assert VectorIndex.open(tmp_path, STAMP) is None


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_not_opened_and_never_reaches_hnswlib(tmp_path, name, monkeypatch):
    with_tokens(tmp_path).close()
    path = tmp_path / name
    whole = path.read_bytes()
    if name == "graph.bin":
        monkeypatch.setattr(hnswlib, "Index", lambda **_: pytest.fail("hnswlib reads the graph"))
    for place in range(0, len(whole), len(whole) // 50):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert VectorIndex.open(tmp_path, STAMP) is None


@pytest.mark.parametrize(
    "header", ['{"stamp": 1}', "[]", "{", json.dumps({"stamp": asdict(STAMP)})]
)
def test_a_file_with_an_invalid_header_is_not_opened(tmp_path, header):
    rest = struct.pack("<I", len(header)) + header.encode()
    (tmp_path / "vectors.bin").write_bytes(module._MARK + sha256(rest).digest() + rest)
    assert VectorIndex.open(tmp_path, STAMP) is None


@needs_graphs
def test_a_graph_that_hnswlib_rejects_is_not_opened(tmp_path, monkeypatch):
    class Refusing(hnswlib.Index):
        def load_index(self, path):
            raise RuntimeError("Index seems to be corrupted or unsupported")

    built(tmp_path, graph=True).close()
    monkeypatch.setattr(hnswlib, "Index", Refusing)
    assert VectorIndex.open(tmp_path, STAMP) is None


def test_an_index_is_built_over_a_damaged_one(tmp_path):
    (tmp_path / "vectors.bin").write_bytes(b"damaged")
    (tmp_path / "vectors.bin.new").write_bytes(b"left over")
    assert ids(built(tmp_path).search(QUERY, 5)) == nearest(QUERY, 5)
    assert VectorIndex.open(tmp_path, STAMP) is not None


def test_a_read_only_folder_gives_an_index_in_memory(tmp_path):
    (tmp_path / "file").touch()
    for graph in (False, True):
        index = built(tmp_path / "file", graph=graph)
        assert ids(index.search(QUERY, 5)) == nearest(QUERY, 5)
        index.close()


@needs_graphs
def test_a_full_disk_gives_an_index_in_memory_and_leaves_no_file(tmp_path, monkeypatch):
    class Cut(hnswlib.Index):
        def save_index(self, path):
            super().save_index(path)
            with Path(path).open("r+b") as file:
                file.truncate(100)

    monkeypatch.setattr(hnswlib, "Index", Cut)
    assert ids(built(tmp_path, graph=True).search(QUERY, 5)) == nearest(QUERY, 5)
    assert list(tmp_path.iterdir()) == []


def test_an_index_that_cannot_be_reopened_stays_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(VectorIndex, "open", lambda folder, stamp: None)
    assert ids(built(tmp_path).search(QUERY, 5)) == nearest(QUERY, 5)


@pytest.fixture
def without_hnswlib(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "hnswlib", None)  # importing it raises ImportError
        yield patched


def test_without_hnswlib_all_rows_are_compared(tmp_path, without_hnswlib):
    index = built(tmp_path, graph=True)
    assert index.graph is None
    assert ids(index.search(QUERY, 5)) == nearest(QUERY, 5)
    assert VectorIndex.open(tmp_path, STAMP).graph is None


@needs_graphs
def test_a_graph_is_built_once_hnswlib_is_installed(tmp_path, without_hnswlib):
    built(tmp_path, graph=True).close()
    without_hnswlib.undo()
    assert VectorIndex.open(tmp_path, STAMP) is None
    assert built(tmp_path, graph=True).graph is not None


@needs_graphs
def test_an_index_with_a_graph_is_opened_without_hnswlib(tmp_path, monkeypatch):
    built(tmp_path, graph=True).close()
    monkeypatch.setitem(sys.modules, "hnswlib", None)
    index = VectorIndex.open(tmp_path, STAMP)
    assert index.graph is None
    assert ids(index.search(QUERY, 5)) == nearest(QUERY, 5)


def test_a_graph_with_too_few_results_is_not_used(tmp_path):
    class Poor:
        def get_current_count(self):
            return 300

        def set_ef(self, width): ...

        def knn_query(self, query, **named):
            raise RuntimeError("Cannot return the results in a contiguous 2D array")

    index = built(tmp_path)
    index.graph = Poor()
    assert ids(index.search(QUERY, 5)) == nearest(QUERY, 5)
