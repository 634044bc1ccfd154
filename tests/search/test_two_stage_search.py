"""A dictionary with a model that has frame tokens: vectors find, tokens order, clips vote."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.core.types import Source
from signdict.core.vectors import maxsim
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library, NewClip
from signdict.pose import landmarks
from signdict.search import ranking
from signdict.search.clipsearch import LEFT, ClipSearch, handicaps
from signdict.search.index import VectorIndex
from tests.support.dictionaries import opened
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose
from tests.support.libraries import fill, paths, seal, with_starter
from tests.support.steps import result_of

MINE = Source("mine", licence="my own")
FRAMES = 12


def detour(seed, by=90):
    """Return a pose that starts and ends like that of a seed, with another path between."""
    pose = a_pose(seed, FRAMES)
    points = pose.points.copy()
    bow = by * np.sin(np.linspace(0, np.pi, FRAMES))[:, None]
    for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        points[:, hand, 1] += bow
    return replace(pose, points=points)


def embedded_by(encoder, where, signs):
    """Create a starter of (gloss, language, poses) with the embeddings of an encoder."""
    where.starter.parent.mkdir(parents=True)
    where.tracker.touch()
    with Library.open(where.starter) as library:
        for gloss, language, poses in signs:
            for number, pose in enumerate(poses):
                entry = NewClip(gloss, language, "starter", f"{gloss}-{language}-{number}")
                embeddings = encoder.read_poses([pose])
                tokens = None if embeddings.tokens is None else embeddings.tokens[0]
                library.add_clip(entry, pose, encoder.name, embeddings.vectors[0], tokens)
    seal(where.starter)
    return where


@pytest.fixture
def starter(tmp_path):
    """Signs that start and end the same and have different paths."""
    signs = [
        ("straight", "ase", [a_pose(1)]),
        ("below", "ase", [detour(1)]),
        ("above", "ins", [detour(1, -90)]),
        ("far below", "ins", [detour(1, 200)]),
        ("another", "ase", [a_pose(6)]),
    ]
    return embedded_by(MomentEncoder(), paths(tmp_path), signs)


def expected(pose, clips, encoder=None):
    """Return the score of each clip for a pose and its mirror image, without an index."""
    encoder = encoder or MomentEncoder()
    query = pose.usable().trimmed()
    queries = encoder.read_poses([query, query.mirrored()])
    embeddings = encoder.read_poses(clips)
    scores = [
        (1 - encoder.token_share) * (embeddings.vectors @ vector)
        + encoder.token_share * maxsim(tokens, embeddings.tokens)
        for vector, tokens in zip(queries.vectors, queries.tokens, strict=True)
    ]
    return np.maximum(
        *(score - penalty for score, penalty in zip(scores, handicaps(query), strict=True))
    )


def test_tokens_distinguish_signs_with_equal_vectors(starter):
    with opened(starter, MomentEncoder) as dictionary:
        for pose, gloss in ((detour(1), "below"), (a_pose(1), "straight")):
            best = dictionary.recognise(pose)[0]
            assert best.sign.gloss == gloss
            assert best.score + handicaps(pose.trimmed())[0] == pytest.approx(1, abs=2e-3)
        by_vectors = dictionary.recognise(detour(1), score="dot")
        assert by_vectors[0].score == pytest.approx(by_vectors[3].score, abs=1e-4)


def test_two_stages_score_like_an_exhaustive_search(starter):
    with opened(starter, MomentEncoder) as dictionary:
        matches = dictionary.recognise(detour(1, 120))
        poses = [dictionary.pose(match.sign.clips[0].id) for match in matches]
    assert len(matches) == 5
    scores = [match.score for match in matches]
    np.testing.assert_allclose(scores, expected(detour(1, 120), poses), atol=2e-3)
    assert scores == sorted(scores, reverse=True)


def test_a_mirrored_query_has_the_same_matches(starter):
    with opened(starter, MomentEncoder) as dictionary:
        plain, mirrored = (dictionary.recognise(pose) for pose in (detour(1), detour(1).mirrored()))
    assert [match.sign for match in mirrored] == [match.sign for match in plain]
    scores = [match.score for match in plain]
    assert [match.score for match in mirrored] == pytest.approx(scores, abs=1e-6)
    assert [m.mirrored for m in mirrored] == [not m.mirrored for m in plain]


@pytest.mark.parametrize("hand", [landmarks.LEFT_HAND, landmarks.RIGHT_HAND])
def test_the_left_handed_variant_of_a_query_has_a_penalty(hand):
    other = landmarks.RIGHT_HAND if hand is landmarks.LEFT_HAND else landmarks.LEFT_HAND
    pose = a_pose(1, FRAMES)
    confidence = pose.confidence.copy()
    confidence[:, other] = 0
    one_handed = replace(pose, confidence=confidence)
    less = (LEFT, 0.0) if hand is landmarks.LEFT_HAND else (0.0, LEFT)
    assert handicaps(one_handed) == less
    assert handicaps(one_handed.mirrored()) == less[::-1]


def test_a_language_filter_reaches_the_second_stage(starter):
    with opened(starter, MomentEncoder) as dictionary:
        matches = dictionary.recognise(detour(1), ["ins"])
        poses = [dictionary.pose(match.sign.clips[0].id) for match in matches]
    assert [match.sign.gloss for match in matches] == ["far below", "above"]
    np.testing.assert_allclose(
        [match.score for match in matches], expected(detour(1), poses), atol=2e-3
    )


def test_neighbours_are_ordered_by_the_tokens_of_the_signs_clips(starter):
    with opened(starter, MomentEncoder) as dictionary:
        below = dictionary.find("below", ["ase"])[0].sign
        assert [m.sign.gloss for m in dictionary.neighbours(below.id)] == ["far below", "above"]
        near = dictionary.neighbours(below.id, ["ase"])
        assert [m.sign.gloss for m in near] == ["straight", "another"]
        assert dictionary.neighbours(below.id, score="dot")[0].score == pytest.approx(1, abs=1e-3)


def test_clips_vote_with_scores_that_include_tokens(tmp_path):
    poses = [detour(1, 100), detour(1, 120), a_pose(6)]
    signs = [("bow", "ase", poses[:2]), ("other", "ase", poses[2:])]
    with opened(embedded_by(MomentEncoder(), paths(tmp_path), signs), MomentEncoder) as dictionary:
        matches = dictionary.recognise(detour(1, 110))
    scores = expected(detour(1, 110), poses).tolist()
    assert [match.sign.gloss for match in matches] == ["bow", "other"]
    assert matches[0].score == pytest.approx(ranking.agreed(scores[:2]), abs=2e-3)
    assert matches[1].score == pytest.approx(scores[2], abs=2e-3)


def test_text_is_compared_with_vectors_alone(starter, monkeypatch):
    monkeypatch.delattr(VectorIndex, "ordered")
    with opened(starter, MomentEncoder) as dictionary:
        matches = dictionary.mean("greeting")
        query = MomentEncoder().raw_texts(["greeting"])[0]
        ids, _, unit = dictionary.session.combined.vectors("moments")
        for match in matches:
            own = unit[ids.tolist().index(match.sign.clips[0].id)]
            assert match.score == pytest.approx(float(own @ query), abs=1e-5)
    assert len(matches) == 5


def test_scores_of_a_model_without_tokens_are_exact_cosines(tmp_path, monkeypatch):
    monkeypatch.delattr(VectorIndex, "ordered")
    with opened(with_starter(tmp_path), PositionEncoder) as dictionary:
        matches = dictionary.recognise(a_pose(1))
        trimmed = a_pose(1).usable().trimmed()
        queries = PositionEncoder().raw_poses([trimmed, trimmed.mirrored()])
        ids, _, unit = dictionary.session.combined.vectors("positions")
        length = np.linalg.norm(queries, axis=1, keepdims=True)
        scores = np.max([unit @ query for query in queries / length], axis=0).tolist()
        clips = dict(zip(ids.tolist(), scores, strict=True))
        votes = ranking.vote(clips, dictionary.session.combined.sign_of_clips(ids.tolist()))
    assert {match.sign.id: match.score for match in matches} == votes


def test_tokens_with_a_share_of_zero_do_not_count(starter, tmp_path):
    class Undecided(MomentEncoder):
        token_share = 0.0

    signs = [("straight", "ase", [a_pose(1)]), ("below", "ase", [detour(1)])]
    with opened(embedded_by(Undecided(), paths(tmp_path / "more"), signs), Undecided) as dictionary:
        matches = dictionary.recognise(detour(1))
    assert matches[0].score == pytest.approx(matches[1].score, abs=1e-4)


# From one library to the index


def test_embeddings_of_starter_clips_are_stored_in_the_users_library(tmp_path):
    where = with_starter(tmp_path)  # read by another model
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (4, 8))], MINE)
    with opened(where, MomentEncoder) as dictionary:
        assert any("9 clips were not read" in sentence for sentence in dictionary.check())
        assert result_of(dictionary.reread()) == 9
        ids, _, vectors = dictionary.session.combined.vectors("moments")
        tokens = dictionary.session.combined.tokens("moments")
        again = MomentEncoder().read_poses([dictionary.pose(int(clip)) for clip in ids])
        np.testing.assert_allclose(vectors, again.vectors, atol=1e-6)
        np.testing.assert_allclose(tokens, again.tokens, atol=2e-3)
        assert dictionary.session.combined.tokens("positions") is None
        assert dictionary.recognise(a_pose(4))[0].sign.gloss in ("bye", "cat")
        assert dictionary.check() == []


def test_tokens_of_both_libraries_are_in_the_order_of_the_vectors(tmp_path):
    where = with_starter(tmp_path, model="moments")
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (4, 8))], MINE, model="moments")
    with opened(where, MomentEncoder) as dictionary:
        ids, _, _ = dictionary.session.combined.vectors("moments")
        again = MomentEncoder().read_poses([dictionary.pose(int(clip)) for clip in ids])
        np.testing.assert_allclose(
            dictionary.session.combined.tokens("moments"), again.tokens, atol=2e-2
        )
        assert {match.sign.gloss for match in dictionary.recognise(a_pose(4))[:2]} == {"bye", "cat"}


def test_if_only_some_clips_have_tokens_vectors_decide(tmp_path):
    where = with_starter(tmp_path, model="moments")
    vector = MomentEncoder().raw_poses([a_pose(8)])[0]
    with Library.open(where.library, first_id=OWN_IDS) as library:
        library.add_clip(NewClip("cat", "bfi", "mine", "d"), a_pose(8), "moments", vector)
    with opened(where, MomentEncoder) as dictionary:
        assert dictionary.session.combined.tokens("moments") is None
        best = dictionary.recognise(a_pose(8))[0]
        less = handicaps(a_pose(8).trimmed())[0]
        assert (best.sign.gloss, best.score) == ("cat", pytest.approx(1 - less, abs=1e-4))
        assert dictionary.neighbours(best.sign.id)


def test_an_empty_library_has_no_tokens(tmp_path):
    with opened(paths(tmp_path), MomentEncoder) as dictionary:
        assert dictionary.session.combined.tokens("moments") is None
        assert dictionary.recognise(a_pose(1)) == []


@pytest.mark.parametrize("damage", ["damaged", "cut", "missing", "swapped"])
def test_damaged_tokens_of_the_index_are_rebuilt(starter, damage):
    with opened(starter, MomentEncoder) as dictionary:
        before = dictionary.recognise(detour(1))
    path = starter.index / "moments" / "tokens.bin"
    whole = path.read_bytes()
    swapped = whole[-200:] + whole[200:-200] + whole[:200]
    match damage:
        case "missing":
            path.unlink()
        case _:
            path.write_bytes({"damaged": b"x" + whole[1:], "cut": whole[:-9]}.get(damage, swapped))
    with opened(starter, MomentEncoder) as dictionary:
        assert dictionary.recognise(detour(1)) == before
    assert path.read_bytes() == whole


def test_tokens_of_new_clips_are_in_the_index(starter):
    with opened(starter, MomentEncoder) as dictionary:
        assert dictionary.recognise(detour(1, 150))[0].score < 0.999
        pose = detour(1, 150)
        embeddings = MomentEncoder().read_poses([pose])
        entry = NewClip("new", "ase", "mine", "d")
        dictionary.session.combined.own.add_clip(
            entry, pose, "moments", embeddings.vectors[0], embeddings.tokens[0]
        )
        best = dictionary.recognise(pose)[0]
    assert (best.sign.gloss, best.score) == ("new", pytest.approx(1, abs=2e-3))


def test_best_of_others_uses_tokens_too(starter):
    with opened(starter, MomentEncoder) as dictionary:
        combined = dictionary.session.combined
        ids, _, _ = combined.vectors("moments")
        poses = [dictionary.pose(int(clip)) for clip in ids]
        embeddings = MomentEncoder().read_poses(poses)
        clip_search = ClipSearch(starter.index, combined, "moments", 0.5)
        best = np.sort(clip_search.best_of_others())
        clip_search.close()
    scores = [
        0.5 * (embeddings.vectors @ vector) + 0.5 * maxsim(tokens, embeddings.tokens)
        for vector, tokens in zip(embeddings.vectors, embeddings.tokens, strict=True)
    ]
    scores = np.array(scores) - 9 * np.eye(len(scores))
    np.testing.assert_allclose(best, np.sort(scores.max(axis=1)), atol=2e-3)
