"""How signers differ, measured on pairs of clips."""

import numpy as np
import pytest

from tests.support.fakes import a_pose
from training.augment import differences
from training.data.dataset import LabelledClip, to_arrays
from training.data.held_out import INCLUDE


@pytest.fixture(scope="module")
def clips():
    return to_arrays(
        [
            LabelledClip(a_pose(n, frames=30), f"sign{n // 4}", "ins", "en", INCLUDE, f"{n // 2}")
            for n in range(8)
        ]
    )


def test_equal_clips_do_not_differ(clips):
    batch = clips.hands, clips.present, clips.nose
    for values in differences.between(batch, batch).values():
        np.testing.assert_allclose(values, 0, atol=1e-3)


def test_a_larger_sign_elsewhere_differs_in_place_and_size_alone(clips):
    hands, present, nose = clips.hands, clips.present, clips.nose
    wrist = hands[:, :, :, :1]
    moved = (hands - wrist + 2 * wrist + np.array((0.3, 0, 0))) * present[..., None, None]
    found = differences.between((hands, present, nose), (moved, present, nose))
    np.testing.assert_allclose(found["width of the path, log ratio"], np.log(2), atol=0.02)
    np.testing.assert_allclose(found["handshape"], 0, atol=1e-3)
    np.testing.assert_allclose(found["orientation"], 0, atol=1e-3)
    assert (found["place, sideways"] > 0.05).any()


def test_pairs_are_of_one_gloss_and_of_the_same_or_of_different_sessions(clips):
    for same, count in ((True, 4), (False, 8)):
        first, second = differences.sessions(clips, same=same)
        assert len(first) == count
        assert (clips.labels[first] == clips.labels[second]).all()
        assert ((clips.signers[first] == clips.signers[second]) == same).all()


def test_the_table_has_a_row_for_each_measure():
    table = differences.tabulate({"a": {"place": np.arange(11.0)}, "b": {"place": np.zeros(11)}})
    assert table.splitlines()[-1] == "| place | 5.00, 9.00 | 0.00, 0.00 |"
