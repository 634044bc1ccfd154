"""Signs, clips, vectors and sources in one library, and what its check reports."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from signdict.core.errors import LibraryError
from signdict.core.types import Embeddings, Source
from signdict.library import embeddings, health
from signdict.library import library as library_module
from signdict.library.library import Library, NewClip
from signdict.pose.codec import pack, unpack
from tests.support.fakes import a_pose
from tests.support.libraries import rows, run_script

HELLO = NewClip("hello", "ase", "mine", "d1", spoken_language="en", signer="Ann")


def unit(seed: int, size: int = 8):
    vector = np.random.default_rng(seed).normal(size=size).astype(np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        yield library


def test_a_clip_comes_back_as_it_was_added(library, tmp_path):
    entry = replace(HELLO, media=tmp_path / "a.mp4", start=0.5, end=2.0, concept="greeting")
    clip = library.add_clip(entry, a_pose(1), "m", unit(1))
    number = library.sign_of_clips([clip])[clip]
    sign = library.sign(number)
    assert (sign.gloss, sign.sign_language, sign.spoken_language) == ("hello", "ase", "en")
    assert (sign.concept, sign.source.name) == ("greeting", "mine")
    assert (sign.clips[0].media, sign.clips[0].start, sign.clips[0].end) == (
        tmp_path / "a.mp4",
        0.5,
        2.0,
    )
    assert sign.clips[0].signer == "Ann"
    assert pack(library.pose(clip)) == pack(a_pose(1))
    ids, languages, vectors = library.vectors("m")
    assert ids.tolist() == [clip]
    assert languages == ["ase"]
    np.testing.assert_array_equal(vectors, unit(1)[None])


def test_clips_of_one_gloss_are_one_sign_and_a_variant_is_another(library):
    library.add_clip(HELLO, a_pose(), "m", None)
    library.add_clip(replace(HELLO, digest="d2"), a_pose(), "m", None)
    library.add_clip(replace(HELLO, digest="d3", variant="b"), a_pose(), "m", None)
    library.add_clip(replace(HELLO, digest="d4", source="other"), a_pose(), "m", None)
    assert library.count() == 3
    assert sorted(len(sign.clips) for sign in library.all_signs()) == [1, 1, 2]


def test_the_same_clip_is_added_once(library):
    first = library.add_clip(HELLO, a_pose(), "m", unit(1))
    before = library.generation
    assert library.has("d1")
    assert not library.has("d2")
    assert library.add_clip(HELLO, a_pose(2), "m", unit(2)) == first
    assert library.clip_ids() == [first]
    assert library.generation == before


def test_a_translation_is_kept_once(library):
    named = replace(HELLO, translations=(("de", "hallo"), ("fr", "bonjour")))
    library.add_clip(named, a_pose(), "m", None)
    library.add_clip(replace(named, digest="d2"), a_pose(), "m", None)
    assert rows(library, "SELECT count(*) FROM translations") == [(2,)]


def test_ids_start_at_the_first_id_and_are_never_used_again(tmp_path):
    with Library.open(tmp_path / "library.db", first_id=1_000_000) as library:
        assert library.add_clip(HELLO, a_pose(), "m", None) == 1_000_000
        assert list(library.signs([1_000_000])) == [1_000_000]
    with Library.open(tmp_path / "library.db", first_id=1_000_000) as library:
        library.remove("mine")
        assert library.add_clip(HELLO, a_pose(), "m", None) == 1_000_001


def test_missing_signs_and_clips_are_none(library):
    assert library.sign(1) is None
    assert library.pose(1) is None
    assert library.signs([]) == library.signs([3, 4]) == {}
    assert library.sign_of_clips([1]) == {}
    ids, languages, vectors = library.vectors("m")
    assert (len(ids), languages, vectors.shape) == (0, [], (0, 0))


def test_vectors_are_in_the_order_of_language_then_id(library):
    for number, language in enumerate(["ins", "ase", "ins", "ase"]):
        entry = replace(HELLO, sign_language=language, digest=f"d{number}")
        library.add_clip(entry, a_pose(), "m", unit(number))
    ids, languages, vectors = library.vectors("m")
    assert ids.tolist() == [2, 4, 1, 3]
    assert languages == ["ase", "ase", "ins", "ins"]
    assert (vectors.dtype, vectors.shape) == (np.float32, (4, 8))
    np.testing.assert_array_equal(vectors[0], unit(1))


def test_vectors_belong_to_their_model_and_replace_older_ones(library):
    clips = [
        library.add_clip(replace(HELLO, digest=f"d{n}"), a_pose(), "old", unit(n)) for n in range(3)
    ]
    assert library.without_vector("new") == clips
    library.put_vectors("new", np.array(clips[:2]), Embeddings(np.array([unit(5), unit(6)])))
    library.put_vectors("new", clips[:1], Embeddings(unit(7)[None]))
    assert library.without_vector("new") == clips[2:]
    np.testing.assert_array_equal(library.vectors("new")[2], [unit(7), unit(6)])
    assert len(library.vectors("old")[0]) == 3


def some_tokens(seed: int, moments: int = 3, size: int = 5):
    return np.random.default_rng(seed).normal(size=(moments, size)).astype(np.float32)


def test_tokens_are_in_the_order_of_vectors_and_in_half_precision(library):
    for number, language in enumerate(["ins", "ase", "ins"]):
        entry = replace(HELLO, sign_language=language, digest=f"d{number}")
        library.add_clip(entry, a_pose(), "m", unit(number), some_tokens(number))
    assert library.vectors("m")[0].tolist() == [2, 1, 3]
    tokens = library.tokens("m")
    assert (tokens.dtype, tokens.shape) == (np.float16, (3, 3, 5))
    np.testing.assert_allclose(
        tokens, [some_tokens(1), some_tokens(0), some_tokens(2)], rtol=1e-3, atol=1e-6
    )
    assert library.check() == []


def test_tokens_are_none_for_a_model_without_tokens_and_empty_for_no_clips(library):
    assert library.tokens("m").shape == (0, 0, 0)
    library.add_clip(HELLO, a_pose(), "m", unit(1))
    assert library.tokens("m") is None
    assert rows(library, "SELECT tokens, moments FROM vectors") == [(None, None)]


def test_tokens_replace_older_ones_and_are_removed_with_their_model(library):
    clip = library.add_clip(HELLO, a_pose(), "m", unit(1), some_tokens(1))
    library.put_vectors("m", [clip], Embeddings(unit(2)[None], some_tokens(2)[None]))
    np.testing.assert_allclose(library.tokens("m")[0], some_tokens(2), rtol=1e-3)
    library.forget("m")
    assert library.tokens("m").shape == (0, 0, 0)


def test_foreign_tokens_are_in_the_order_of_foreign_vectors(library):
    made = Embeddings(np.stack([unit(3), unit(4)]), np.stack([some_tokens(3), some_tokens(4)]))
    library.put_foreign_vectors("m", ["d9", "d1"], made)
    lengths, vectors = library.query(embeddings.foreign_vectors, "m")
    assert list(lengths) == ["d1", "d9"]
    np.testing.assert_array_equal(vectors, [unit(4), unit(3)])
    np.testing.assert_allclose(
        library.query(embeddings.foreign_tokens, "m"), [some_tokens(4), some_tokens(3)], rtol=1e-3
    )


@pytest.mark.parametrize("odd", [None, some_tokens(2, moments=2), some_tokens(2, size=4)])
def test_tokens_of_different_sizes_are_not_used_and_reported(library, odd):
    for number in range(2):
        entry = replace(HELLO, digest=f"d{number}")
        library.add_clip(entry, a_pose(), "m", unit(number), some_tokens(number))
    clip = library.add_clip(replace(HELLO, digest="odd"), a_pose(), "m", unit(9), odd)
    assert library.tokens("m") is None
    assert len(library.vectors("m")[0]) == 3
    assert library.check() == [
        f"The frame tokens of clip {clip} have the wrong size. Repair it: signdict check --repair"
    ]


def test_truncated_tokens_are_not_used(library):
    library.add_clip(HELLO, a_pose(), "m", unit(1), some_tokens(1))
    run_script(library, "UPDATE vectors SET tokens = x'0000000000'")
    assert library.tokens("m") is None


def test_tokens_too_large_for_half_precision_are_clipped(library):
    library.add_clip(HELLO, a_pose(), "m", unit(1), np.full((2, 3), 1e9, np.float32))
    assert library.tokens("m").tolist() == [[[65504.0] * 3] * 2]


def test_the_generation_rises_with_every_change_of_vectors(library):
    generations = [library.generation]
    clip = library.add_clip(HELLO, a_pose(), "m", unit(1))
    generations.append(library.generation)
    library.put_vectors("m", [clip], Embeddings(unit(2)[None]))
    generations.append(library.generation)
    library.remove("mine")
    generations.append(library.generation)
    assert generations == sorted(set(generations))
    library.put_source(Source("other"))
    assert library.generation == generations[-1]


def test_empty_fields_of_a_source_keep_their_stored_value(library):
    library.add_clip(HELLO, a_pose(), "m", None)
    full = Source("mine", "My signs", "CC0-1.0", "Me", "1", "https://example.org")
    library.put_source(full)
    library.put_source(Source("mine"))
    library.put_source(Source("empty", licence="MIT"))
    assert library.sources() == [(Source("empty", licence="MIT"), 0), (full, 1)]
    assert library.all_signs()[0].source == full


def test_removing_a_source_removes_all_its_rows_and_no_others(library):
    library.add_clip(HELLO, a_pose(), "m", unit(1))
    library.add_clip(replace(HELLO, digest="d2", gloss="bye"), a_pose(), "m", unit(1))
    kept = library.add_clip(replace(HELLO, digest="d3", source="kept"), a_pose(), "m", unit(1))
    assert library.remove("mine") == 2
    assert library.remove("mine") == 0
    assert library.clip_ids() == library.vectors("m")[0].tolist() == [kept]
    assert [source.name for source, _ in library.sources()] == ["kept"]
    assert rows(library, "SELECT count(*) FROM poses") == [(1,)]
    assert library.check() == []


def test_signs_are_in_alphabetical_order(library):
    for number, (gloss, language) in enumerate(
        [("bee", "ase"), ("Ant", "ins"), ("ant", "ase"), ("cow", "ins")]
    ):
        entry = replace(HELLO, gloss=gloss, sign_language=language, digest=f"d{number}")
        library.add_clip(entry, a_pose(), "m", None)
    assert [sign.gloss for sign in library.all_signs()] == ["ant", "Ant", "bee", "cow"]
    assert [sign.gloss for sign in library.all_signs(limit=2, offset=1)] == ["Ant", "bee"]
    assert [sign.gloss for sign in library.all_signs(["ins"])] == ["Ant", "cow"]
    assert library.counts() == {"ase": 2, "ins": 2}
    assert [sign.gloss for sign in library.signs([2, 1]).values()] == ["Ant", "bee"]


def test_a_clip_that_cannot_be_stored_completely_leaves_nothing(library):
    library.put_source(Source("before"))
    with pytest.raises(ValueError, match="no number"):
        library.add_clip(HELLO, a_pose(), "m", ["no number"])
    assert (library.count(), library.clip_ids(), library.generation) == (0, [], 0)
    assert library.sources() == [(Source("before"), 0)]


def test_an_intact_library_has_no_problems(library, tmp_path):
    media = tmp_path / "a.mp4"
    media.touch()
    library.add_clip(replace(HELLO, media=media), a_pose(), "m", unit(1))
    assert library.check() == []


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DELETE FROM poses", "Clip 1 has no landmarks"),
        ("DELETE FROM clips", "Sign 1 (hello) has no clip"),
        ("UPDATE vectors SET vector = x'00' WHERE clip = 1", "clip 1 has the wrong size"),
        ("UPDATE vectors SET vector = zeroblob(32)", "clip 1 does not have length 1"),
        ("UPDATE clips SET media = 'gone.mp4'", "The video gone.mp4 is missing"),
        ("PRAGMA foreign_keys = OFF; UPDATE signs SET source = 'x'", "rows that do not exist"),
    ],
)
def test_each_problem_is_a_sentence(library, sql, message):
    for number in range(3):
        library.add_clip(replace(HELLO, digest=f"d{number}"), a_pose(), "m", unit(number))
    run_script(library, sql)
    sentences = library.check()
    assert message in sentences[0]
    assert all(s.endswith((".", "signdict check --repair")) for s in sentences)


def test_damage_that_sqlite_reports_as_rows_is_one_problem():
    class DamagedConnection:
        def execute(self, sql):
            return [("row 1 missing from index signs_by_place",)]

    (problem,) = health.problems(DamagedConnection())
    assert problem.kind is health.ProblemKind.DAMAGED_FILE
    assert "damaged" in problem.message


def test_vectors_of_different_sizes_are_reported(library):
    for number in range(2):
        entry = replace(HELLO, digest=f"d{number}")
        library.add_clip(entry, a_pose(), "m", unit(number, 8 + number))
    with pytest.raises(LibraryError, match="signdict check"):
        library.vectors("m")


def test_media_is_a_path(library):
    library.add_clip(replace(HELLO, media=Path("a") / "ü.mp4"), a_pose(), "m", None)
    assert library.all_signs()[0].clips[0].media == Path("a") / "ü.mp4"


def test_packed_bytes_are_stored_without_packing_the_pose_again(library, monkeypatch):
    packed = pack(a_pose(1))
    monkeypatch.setattr(library_module, "pack", lambda pose: pytest.fail("packed again"))
    clip = library.add_clip(HELLO, unpack(packed), "m", None, packed=packed)
    assert rows(library, "SELECT packed FROM poses WHERE clip = ?", clip) == [(packed,)]
