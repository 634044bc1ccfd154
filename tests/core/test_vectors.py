"""Similarity by frame tokens against numbers computed by hand."""

import numpy as np
from numpy.testing import assert_allclose

from signdict.core.vectors import maxsim, unit

_X, _Y = (1.0, 0.0), (0.0, 1.0)


def _clip(*tokens: tuple[float, float]) -> np.ndarray:
    return np.array(tokens, np.float32)


def test_each_token_is_matched_in_both_directions() -> None:
    # Forward: X matches X (1), Y at most 0; backward: both X match X.
    assert_allclose(maxsim(_clip(_X, _Y), _clip(_X, _X)[None]), [(0.5 + 1) / 2])
    assert_allclose(maxsim(_clip(_X, _Y), _clip(_Y, _X)[None]), [1])


def test_cosines_are_squared_and_negative_ones_count_as_0() -> None:
    half = (0.6, 0.8)
    assert_allclose(maxsim(_clip(_X), _clip(half)[None]), [0.36])
    assert_allclose(maxsim(_clip(_X), _clip((-0.6, 0.8))[None]), [0])


def test_vectors_of_any_length_are_scaled_to_1() -> None:
    assert_allclose(unit(_clip((3.0, 4.0), (0.0, 0.0))), [(0.6, 0.8), (0, 0)])


def test_many_clips_are_compared_separately() -> None:
    clips = unit(np.random.default_rng(0).normal(size=(5, 4, 3)))
    query = clips[2]
    similarities = maxsim(query, clips)
    assert similarities.argmax() == 2
    assert_allclose(similarities[2], 1, rtol=1e-6)
    assert_allclose(similarities, [maxsim(query, clip[None])[0] for clip in clips], rtol=1e-6)
    assert_allclose(similarities, [maxsim(clip, query[None])[0] for clip in clips], rtol=1e-5)


def test_selected_clips_are_compared() -> None:
    clips = unit(np.random.default_rng(0).normal(size=(300, 4, 3)))
    rows = np.array([7, 250, 3])
    assert_allclose(maxsim(clips[0], clips, rows), maxsim(clips[0], clips)[rows], rtol=1e-5)


def test_zero_tokens_have_similarity_0() -> None:
    assert_allclose(maxsim(np.zeros((2, 2), np.float32), _clip(_X, _Y)[None]), [0])
