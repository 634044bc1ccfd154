"""Plans of pseudo-signs: what the classes of a family have in common."""

from dataclasses import fields

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from tests.support.fakes import a_pose
from training.augment import augment, plans, pseudosigns
from training.augment.hands import PostureBank
from training.data.dataset import LabelledClip, to_arrays

GRID = ((0, 1), (0, 2), (1, 3), (2, 3))  # classes of a hard family that differ in one property


@pytest.fixture(scope="module")
def clips():
    rows = [LabelledClip(a_pose(9 + n), f"{n}", "ase", "en", "fake") for n in range(4)]
    return to_arrays(rows)


@pytest.fixture(params=["synthetic hands", "real hands"])
def bank(request, clips):
    if request.param == "real hands":
        return PostureBank.from_clips(clips, np.random.default_rng(0))
    return None


def start(plan):
    return plan.place[:, :2] + plan.place[:, 2:3] * plans.NOSE[:2]


def differing(plan, a, b):
    """What two classes differ in; the repetition is the last column of a path."""
    found = {field.name for field in fields(plan)}
    found = {
        name for name in found if not np.array_equal(getattr(plan, name)[a], getattr(plan, name)[b])
    }
    if "path" in found and np.array_equal(plan.path[a, :8], plan.path[b, :8]):
        found = found - {"path"} | {"repetition"}
    return found


def test_a_class_of_a_hard_family_has_two_others_that_differ_in_one_property(bank):
    plan = plans.draw_families(np.random.default_rng(1), 400, bank, 1.0)
    seen = set()
    for family in range(0, 400, 4):
        for a, b in GRID:
            found = differing(plan, family + a, family + b)
            assert found in ({"place"}, {"path"}, {"repetition"})
            seen |= found
    assert seen == {"place", "path", "repetition"}


def test_what_a_hard_family_differs_in_can_be_seen(bank):
    plan = plans.draw_families(np.random.default_rng(2), 400, bank, 1.0)
    assert (plan.path[:, 7] > 0.19).all()
    places = start(plan)
    for family in range(0, 400, 4):
        for a, b in GRID:
            a, b = family + a, family + b
            found = differing(plan, a, b)
            if found == {"place"}:
                assert np.linalg.norm(places[a] - places[b]) > 0.34
                assert not plan.base[a, 7]  # else both would be at the other hand
            elif found == {"path"}:
                assert plan.path[a, 0] != plan.path[b, 0]
            else:
                assert plan.path[a, 0] in (plans.CIRCLE, plans.SHAKE)
                assert {plan.path[a, 8], plan.path[b, 8]} == {1, 3}


def test_the_share_of_hard_families_leaves_the_others_as_they_were(bank):
    usual = plans.draw_families(np.random.default_rng(3), 42, bank)
    some = plans.draw_families(np.random.default_rng(3), 42, bank, 0.5)
    for field in fields(plans.SignPlan):
        assert_array_equal(getattr(some, field.name)[20:], getattr(usual, field.name)[20:])
    for family in range(0, 20, 4):
        for a, b in GRID:
            assert len(differing(some, family + a, family + b)) == 1


def test_hard_pseudo_signs_have_the_handshapes_of_their_family():
    hands, present, nose, labels = pseudosigns.batch(np.random.default_rng(4), 40, 2, None, 1.0)
    assert_array_equal(labels, np.repeat(np.arange(40), 2))
    assert np.isfinite(hands).all()
    assert present.any(axis=(1, 2)).all()
    assert np.isfinite(nose).all()


def test_hard_groups_of_recombined_clips_differ_in_place_or_in_repetition(clips):
    rng = np.random.default_rng(5)
    batch = clips.hands, clips.present, clips.nose
    hands, present, _ = augment.recombine(rng, batch, 60, 1.0)
    wrist = hands[:, :, :, 0, :2]
    elsewhere = repeated = 0
    for group in range(0, 240, 4):
        both = present[group] & present[group + 1]
        step = (wrist[group + 1] - wrist[group])[both]
        if np.ptp(step, axis=0).max() < 1e-4:
            assert 0.34 < np.linalg.norm(step[0]) < 0.71
            elsewhere += 1
        else:
            repeated += 1
    assert elsewhere > 10
    assert repeated > 10


def test_a_repeated_path_passes_forth_back_and_forth():
    batch = tuple(
        np.copy(part) for part in (_line(), np.ones((1, 32, 2), bool), np.zeros((1, 32, 3)))
    )
    hands, _, _ = augment.recombine(np.random.default_rng(6), batch, 40, 1.0)
    turns = (np.diff(np.sign(np.diff(hands[1::4, :, 1, 0, 0], axis=1)), axis=1) != 0).sum(axis=1)
    assert set(turns) == {0, 2}


def _line():
    """One clip whose hands move evenly to the side by a shoulder width."""
    hands = np.random.default_rng(0).normal(0, 0.1, (1, 1, 2, 21, 3)).astype(np.float32)
    hands = np.repeat(hands, 32, axis=1)
    hands[..., 0] += np.linspace(0, 1, 32, dtype=np.float32)[:, None, None]
    return hands
