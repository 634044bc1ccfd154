"""Several attempts at one sign are one query."""

import numpy as np
import pytest

from signdict.core.errors import PoseError
from signdict.core.types import Embeddings
from signdict.dictionary.averaging import agreeing, averaged, similarity
from signdict.dictionary.dictionary import Dictionary
from signdict.library.combined import CombinedLibrary
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose
from tests.support.libraries import moved, with_starter


def embeddings(*directions, tokens=None):
    return Embeddings(np.asarray(directions, np.float32), tokens)


@pytest.fixture(params=[PositionEncoder, MomentEncoder], ids=["vectors", "tokens"])
def dictionary(request, tmp_path):
    where = with_starter(tmp_path, model=request.param.name)
    with Dictionary(where, CombinedLibrary.open(where), lambda name: request.param()) as dictionary:
        yield dictionary


@pytest.mark.parametrize("score", ["cosine", "dot"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_pose_averaged_with_itself_has_the_same_matches(dictionary, score, count):
    plain = dictionary.recognise(a_pose(4), score=score)
    again = dictionary.recognise([a_pose(4)] * count, score=score)
    assert [m.sign.id for m in again] == [m.sign.id for m in plain]
    assert [m.score for m in again] == pytest.approx([m.score for m in plain], abs=1e-5)


def test_an_attempt_and_its_mirror_image_count_as_the_same_attempt(dictionary):
    plain = dictionary.recognise(a_pose(4))
    both = dictionary.recognise([a_pose(4), a_pose(4).mirrored()])
    assert [m.score for m in both] == pytest.approx([m.score for m in plain], abs=1e-4)


def test_two_attempts_find_the_sign_between_them(dictionary):
    attempts = [moved(4, by=25), moved(4, by=-25)]
    alone = max(dictionary.recognise(attempt)[0].score for attempt in attempts)
    best = dictionary.recognise(attempts)[0]
    assert best.sign.gloss == "bye"
    assert best.score >= alone - 1e-4


def test_each_attempt_counts_the_same_whatever_its_length():
    mean = averaged([embeddings((3, 0), (3, 0)), embeddings((0, 1), (0, 1))])
    assert np.allclose(mean.vectors, np.sqrt([[2, 2], [2, 2]]))  # in the middle, of length 2


def test_the_tokens_of_all_attempts_are_concatenated():
    one, two = np.zeros((2, 4, 3), np.float32), np.ones((2, 4, 3), np.float32)
    mean = averaged(
        [embeddings((1, 0), (1, 0), tokens=one), embeddings((1, 0), (1, 0), tokens=two)]
    )
    assert mean.tokens.shape == (2, 8, 3)
    assert mean.tokens[0].sum() == 12


def test_no_attempt_raises_pose_error():
    with pytest.raises(PoseError, match="nothing to look up"):
        averaged([])


def flat(*places):
    """Two attempts agree if they are at most 1 apart."""
    attempts = [embeddings((place, 0), (place, 0)) for place in places]
    near = lambda one, other: abs(one.vectors[0, 0] - other.vectors[0, 0]) <= 1  # noqa: E731
    return agreeing(attempts, near)


def test_attempts_that_agree_with_the_last_or_with_each_other_are_used():
    assert flat(5) == (0,)
    assert flat(5, 5) == (0, 1)
    assert flat(5, 1) == (1,)
    assert flat(5, 1, 5) == (0, 2)
    assert flat(3, 1, 2) == (0, 1, 2)
    assert flat(1, 1, 9) == (2,)
    assert flat() == ()


def test_similarity_is_that_of_the_nearer_side():
    one, mirrored = embeddings((3, 0), (0, 1)), embeddings((0, 2), (5, 0))
    assert similarity(one, mirrored, 0.0) == pytest.approx(1)
    tokens = np.eye(3, dtype=np.float32)[None].repeat(2, axis=0)
    same = embeddings((1, 0), (1, 0), tokens=tokens)
    other = embeddings((0, 1), (0, 1), tokens=tokens)
    assert similarity(same, other, 0.8) == pytest.approx(0.8)
    assert similarity(same, other, 0.0) == pytest.approx(0)


class Strict(PositionEncoder):
    """Is sure of nothing but the same pose."""

    name = "strict"

    def confidences(self, scores, size):
        del size
        return (scores > 0.999).astype(float)


def test_an_attempt_that_clearly_differs_is_used_only_on_request(tmp_path):
    where = with_starter(tmp_path, model="strict")
    with Dictionary(where, CombinedLibrary.open(where), lambda _: Strict()) as dictionary:
        alone = dictionary.answer(a_pose(4))
        assert dictionary.answer([a_pose(4), a_pose(4).mirrored()]).used == (0, 1)
        differing = [a_pose(9), a_pose(4)]
        assert dictionary.answer(differing) == alone._replace(used=(1,))
        assert dictionary.answer(differing, together=True).used == (0, 1)
        assert dictionary.answer(differing, score="dot").used == (1,)
        with pytest.raises(PoseError, match="There are 4 attempts; one search uses up to 3"):
            dictionary.answer([a_pose(4)] * 4)
