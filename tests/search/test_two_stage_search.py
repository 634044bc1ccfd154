"""A dictionary of a model with frame tokens: vectors find, tokens put in order, clips vote."""

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
    """A pose that starts and ends like that of a seed, and goes another way between."""
    pose = a_pose(seed, FRAMES)
    points = pose.points.copy()
    bow = by * np.sin(np.linspace(0, np.pi, FRAMES))[:, None]
    for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        points[:, hand, 1] += bow
    return replace(pose, points=points)


def read_by(encoder, where, signs):
    """Make a starter of (gloss, language, poses) that an encoder has read."""
    where.starter.parent.mkdir(parents=True)
    where.tracker.touch()
    with Library.open(where.starter) as library:
        for gloss, language, poses in signs:
            for number, pose in enumerate(poses):
                entry = NewClip(gloss, language, "starter", f"{gloss}-{language}-{number}")
                made = encoder.read_poses([pose])
                tokens = None if made.tokens is None else made.tokens[0]
                library.add_clip(entry, pose, encoder.name, made.vectors[0], tokens)
    seal(where.starter)
    return where


@pytest.fixture
def ways(tmp_path):
    """Signs that start and end alike and differ on their way."""
    signs = [
        ("straight", "ase", [a_pose(1)]),
        ("below", "ase", [detour(1)]),
        ("above", "ins", [detour(1, -90)]),
        ("far below", "ins", [detour(1, 200)]),
        ("another", "ase", [a_pose(6)]),
    ]
    return read_by(MomentEncoder(), paths(tmp_path), signs)


def expected(pose, clips, encoder=None):
    """The score of each clip (a pose), asked as it is and mirrored, compared with everything."""
    encoder = encoder or MomentEncoder()
    asked = pose.usable().trimmed()
    queries = encoder.read_poses([asked, asked.mirrored()])
    there = encoder.read_poses(clips)
    scores = [
        (1 - encoder.token_share) * (there.vectors @ vector)
        + encoder.token_share * maxsim(tokens, there.tokens)
        for vector, tokens in zip(queries.vectors, queries.tokens, strict=True)
    ]
    return np.maximum(*(score - less for score, less in zip(scores, handicaps(asked), strict=True)))


def test_vectors_alone_cannot_tell_what_tokens_tell(ways):
    with opened(ways, MomentEncoder) as one:
        for pose, gloss in ((detour(1), "below"), (a_pose(1), "straight")):
            best = one.recognise(pose)[0]
            assert best.sign.gloss == gloss
            assert best.score + handicaps(pose.trimmed())[0] == pytest.approx(1, abs=2e-3)
        by_vectors = one.recognise(detour(1), score="dot")
        assert by_vectors[0].score == pytest.approx(by_vectors[3].score, abs=1e-4)


def test_scores_of_two_stages_are_those_of_comparing_everything(ways):
    with opened(ways, MomentEncoder) as one:
        found = one.recognise(detour(1, 120))
        poses = [one.pose(match.sign.clips[0].id) for match in found]
    assert len(found) == 5
    scores = [match.score for match in found]
    np.testing.assert_allclose(scores, expected(detour(1, 120), poses), atol=2e-3)
    assert scores == sorted(scores, reverse=True)


def test_a_mirrored_query_gets_the_same_answers(ways):
    with opened(ways, MomentEncoder) as one:
        plain, mirrored = (one.recognise(pose) for pose in (detour(1), detour(1).mirrored()))
    assert [match.sign for match in mirrored] == [match.sign for match in plain]
    scores = [match.score for match in plain]
    assert [match.score for match in mirrored] == pytest.approx(scores, abs=1e-6)
    assert [m.mirrored for m in mirrored] == [not m.mirrored for m in plain]


@pytest.mark.parametrize("hand", [landmarks.LEFT_HAND, landmarks.RIGHT_HAND])
def test_of_a_query_and_its_mirror_image_the_left_handed_one_gives_a_little_away(hand):
    other = landmarks.RIGHT_HAND if hand is landmarks.LEFT_HAND else landmarks.LEFT_HAND
    pose = a_pose(1, FRAMES)
    confidence = pose.confidence.copy()
    confidence[:, other] = 0
    one_handed = replace(pose, confidence=confidence)
    less = (LEFT, 0.0) if hand is landmarks.LEFT_HAND else (0.0, LEFT)
    assert handicaps(one_handed) == less
    assert handicaps(one_handed.mirrored()) == less[::-1]


def test_a_language_filter_reaches_the_second_stage(ways):
    with opened(ways, MomentEncoder) as one:
        found = one.recognise(detour(1), ["ins"])
        poses = [one.pose(match.sign.clips[0].id) for match in found]
    assert [match.sign.gloss for match in found] == ["far below", "above"]
    np.testing.assert_allclose(
        [match.score for match in found], expected(detour(1), poses), atol=2e-3
    )


def test_neighbours_are_ordered_by_the_tokens_of_the_signs_own_clips(ways):
    with opened(ways, MomentEncoder) as one:
        below = one.find("below", ["ase"])[0].sign
        assert [m.sign.gloss for m in one.neighbours(below.id)] == ["far below", "above"]
        near = one.neighbours(below.id, ["ase"])
        assert [m.sign.gloss for m in near] == ["straight", "another"]
        assert one.neighbours(below.id, score="dot")[0].score == pytest.approx(1, abs=1e-3)


def test_clips_of_a_sign_vote_with_the_scores_of_tokens(tmp_path):
    poses = [detour(1, 100), detour(1, 120), a_pose(6)]
    signs = [("bow", "ase", poses[:2]), ("other", "ase", poses[2:])]
    with opened(read_by(MomentEncoder(), paths(tmp_path), signs), MomentEncoder) as one:
        found = one.recognise(detour(1, 110))
    scores = expected(detour(1, 110), poses).tolist()
    assert [match.sign.gloss for match in found] == ["bow", "other"]
    assert found[0].score == pytest.approx(ranking.agreed(scores[:2]), abs=2e-3)
    assert found[1].score == pytest.approx(scores[2], abs=2e-3)


def test_text_is_compared_with_vectors_alone(ways, monkeypatch):
    monkeypatch.delattr(VectorIndex, "ordered")
    with opened(ways, MomentEncoder) as one:
        found = one.mean("greeting")
        query = MomentEncoder().raw_texts(["greeting"])[0]
        ids, _, unit = one.session.combined.vectors("moments")
        for match in found:
            own = unit[ids.tolist().index(match.sign.clips[0].id)]
            assert match.score == pytest.approx(float(own @ query), abs=1e-5)
    assert len(found) == 5


def test_a_model_without_tokens_answers_with_cosines_to_the_bit(tmp_path, monkeypatch):
    monkeypatch.delattr(VectorIndex, "ordered")
    with opened(with_starter(tmp_path), PositionEncoder) as one:
        found = one.recognise(a_pose(1))
        asked = a_pose(1).usable().trimmed()
        queries = PositionEncoder().raw_poses([asked, asked.mirrored()])
        ids, _, unit = one.session.combined.vectors("positions")
        length = np.linalg.norm(queries, axis=1, keepdims=True)
        scores = np.max([unit @ query for query in queries / length], axis=0).tolist()
        clips = dict(zip(ids.tolist(), scores, strict=True))
        votes = ranking.vote(clips, one.session.combined.sign_of_clips(ids.tolist()))
    assert {match.sign.id: match.score for match in found} == votes


def test_a_model_whose_tokens_decide_nothing_answers_with_cosines(ways, tmp_path):
    class Undecided(MomentEncoder):
        token_share = 0.0

    signs = [("straight", "ase", [a_pose(1)]), ("below", "ase", [detour(1)])]
    with opened(read_by(Undecided(), paths(tmp_path / "more"), signs), Undecided) as one:
        found = one.recognise(detour(1))
    assert found[0].score == pytest.approx(found[1].score, abs=1e-4)


# From one library to the index


def test_what_the_starter_lacks_is_read_into_the_users_library_tokens_and_all(tmp_path):
    where = with_starter(tmp_path)  # read by another model
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (4, 8))], MINE)
    with opened(where, MomentEncoder) as one:
        assert any("9 clips were not read" in sentence for sentence in one.check())
        assert result_of(one.reread()) == 9
        ids, _, vectors = one.session.combined.vectors("moments")
        tokens = one.session.combined.tokens("moments")
        again = MomentEncoder().read_poses([one.pose(int(clip)) for clip in ids])
        np.testing.assert_allclose(vectors, again.vectors, atol=1e-6)
        np.testing.assert_allclose(tokens, again.tokens, atol=2e-3)
        assert one.session.combined.tokens("positions") is None
        assert one.recognise(a_pose(4))[0].sign.gloss in ("bye", "cat")
        assert one.check() == []


def test_tokens_of_both_libraries_stand_beside_their_vectors(tmp_path):
    where = with_starter(tmp_path, model="moments")
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (4, 8))], MINE, model="moments")
    with opened(where, MomentEncoder) as one:
        ids, _, _ = one.session.combined.vectors("moments")
        again = MomentEncoder().read_poses([one.pose(int(clip)) for clip in ids])
        np.testing.assert_allclose(one.session.combined.tokens("moments"), again.tokens, atol=2e-2)
        assert {match.sign.gloss for match in one.recognise(a_pose(4))[:2]} == {"bye", "cat"}


def test_where_only_some_clips_have_tokens_vectors_decide(tmp_path):
    where = with_starter(tmp_path, model="moments")
    vector = MomentEncoder().raw_poses([a_pose(8)])[0]
    with Library.open(where.library, first_id=OWN_IDS) as library:
        library.add_clip(NewClip("cat", "bfi", "mine", "d"), a_pose(8), "moments", vector)
    with opened(where, MomentEncoder) as one:
        assert one.session.combined.tokens("moments") is None
        best = one.recognise(a_pose(8))[0]
        less = handicaps(a_pose(8).trimmed())[0]
        assert (best.sign.gloss, best.score) == ("cat", pytest.approx(1 - less, abs=1e-4))
        assert one.neighbours(best.sign.id)


def test_a_shelf_without_clips_has_no_tokens(tmp_path):
    with opened(paths(tmp_path), MomentEncoder) as one:
        assert one.session.combined.tokens("moments") is None
        assert one.recognise(a_pose(1)) == []


@pytest.mark.parametrize("what", ["damaged", "cut", "missing", "swapped"])
def test_tokens_of_the_index_are_made_again_when_they_are_not_as_written(ways, what):
    with opened(ways, MomentEncoder) as one:
        before = one.recognise(detour(1))
    path = ways.index / "moments" / "tokens.bin"
    whole = path.read_bytes()
    swapped = whole[-200:] + whole[200:-200] + whole[:200]
    match what:
        case "missing":
            path.unlink()
        case _:
            path.write_bytes({"damaged": b"x" + whole[1:], "cut": whole[:-9]}.get(what, swapped))
    with opened(ways, MomentEncoder) as one:
        assert one.recognise(detour(1)) == before
    assert path.read_bytes() == whole


def test_tokens_of_clips_added_since_are_in_the_index(ways):
    with opened(ways, MomentEncoder) as one:
        assert one.recognise(detour(1, 150))[0].score < 0.999
        pose = detour(1, 150)
        made = MomentEncoder().read_poses([pose])
        entry = NewClip("new", "ase", "mine", "d")
        one.session.combined.own.add_clip(entry, pose, "moments", made.vectors[0], made.tokens[0])
        best = one.recognise(pose)[0]
    assert (best.sign.gloss, best.score) == ("new", pytest.approx(1, abs=2e-3))


def test_how_alike_other_signs_are_is_told_by_the_score_that_orders(ways):
    with opened(ways, MomentEncoder) as one:
        combined = one.session.combined
        ids, _, _ = combined.vectors("moments")
        poses = [one.pose(int(clip)) for clip in ids]
        made = MomentEncoder().read_poses(poses)
        clip_search = ClipSearch(ways.index, combined, "moments", 0.5)
        best = np.sort(clip_search.best_of_others())
        clip_search.close()
    scores = [
        0.5 * (made.vectors @ vector) + 0.5 * maxsim(tokens, made.tokens)
        for vector, tokens in zip(made.vectors, made.tokens, strict=True)
    ]
    scores = np.array(scores) - 9 * np.eye(len(scores))
    np.testing.assert_allclose(best, np.sort(scores.max(axis=1)), atol=2e-3)
