"""Frame tokens against numbers worked out by hand."""

import numpy as np
from numpy.testing import assert_allclose

from signdict.core.vectors import maxsim, unit

_X, _Y = (1.0, 0.0), (0.0, 1.0)


def _clip(*tokens: tuple[float, float]) -> np.ndarray:
    return np.array(tokens, np.float32)


def test_each_token_finds_its_best_partner_both_ways() -> None:
    # Forth: X finds X (1), Y finds at most 0; back: both X find X.
    assert_allclose(maxsim(_clip(_X, _Y), _clip(_X, _X)[None]), [(0.5 + 1) / 2])
    assert_allclose(maxsim(_clip(_X, _Y), _clip(_Y, _X)[None]), [1])


def test_cosines_are_squared_and_negative_ones_are_none() -> None:
    half = (0.6, 0.8)
    assert_allclose(maxsim(_clip(_X), _clip(half)[None]), [0.36])
    assert_allclose(maxsim(_clip(_X), _clip((-0.6, 0.8))[None]), [0])


def test_tokens_of_any_length_become_directions() -> None:
    assert_allclose(unit(_clip((3.0, 4.0), (0.0, 0.0))), [(0.6, 0.8), (0, 0)])


def test_many_clips_are_compared_one_by_one() -> None:
    clips = unit(np.random.default_rng(0).normal(size=(5, 4, 3)))
    asked = clips[2]
    found = maxsim(asked, clips)
    assert found.argmax() == 2
    assert_allclose(found[2], 1, rtol=1e-6)
    assert_allclose(found, [maxsim(asked, clip[None])[0] for clip in clips], rtol=1e-6)
    assert_allclose(found, [maxsim(clip, asked[None])[0] for clip in clips], rtol=1e-5)


def test_some_of_many_clips_are_compared() -> None:
    clips = unit(np.random.default_rng(0).normal(size=(300, 4, 3)))
    rows = np.array([7, 250, 3])
    assert_allclose(maxsim(clips[0], clips, rows), maxsim(clips[0], clips)[rows], rtol=1e-5)


def test_tokens_of_nothing_are_like_nothing() -> None:
    assert_allclose(maxsim(np.zeros((2, 2), np.float32), _clip(_X, _Y)[None]), [0])
