"""Which takes of a letter show one form."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from signdict.core.text import marked
from signdict.pose.letterform import LetterForm
from signdict.pose.pose import Pose
from tests.support.alphabets import FIST, held
from tests.support.fakes import a_pose


def form(*fingers, **how):
    return LetterForm.of(held(*fingers, **how))


@pytest.mark.parametrize(
    "other",
    [
        form(*FIST, seed=1), form(*FIST, at=(-0.2, 0.2)), form(*FIST, degrees=15),
        form(*FIST, mirrored=True, seed=2),
    ],
    ids=["another signer", "another place", "turned a little", "the other hand"],
)  # fmt: skip
def test_one_form(other):
    assert form(*FIST).is_like(other)
    assert other.is_like(form(*FIST))


@pytest.mark.parametrize(
    "other",
    [form(), form(*FIST, degrees=120), form(*FIST, second=True)],
    ids=["an open hand", "turned", "two hands"],
)
def test_another_form(other):
    assert not form(*FIST).is_like(other)
    assert not other.is_like(form(*FIST))


def test_a_letter_that_moves_is_another_form():
    pose = held(*FIST)
    points = pose.points.copy()
    points[:, :, 0] += 0
    path = np.linspace(-1.5, 1.5, len(pose)) * 100
    points[:, slice(182, 203), 0] += path[:, None].astype(np.float32)
    moving = LetterForm.of(replace(pose, points=points))
    assert not form(*FIST).is_like(moving)


def test_a_pose_without_a_hand_has_no_form():
    pose = a_pose(1)
    confidence = pose.confidence.copy()
    confidence[:, 161:] = 0
    assert LetterForm.of(replace(pose, confidence=confidence).checked()) is None


def test_forms_of_real_alphabets(shared):
    """The letters that one hand spells alike in most alphabets, and one that differs."""
    with (shared / "data/landmarks/index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] == "fingerspelling"]
    with np.load(shared / "data/landmarks/fingerspelling.npz") as archive:
        points, seen, offsets = (archive[name] for name in ("points", "seen", "offsets"))
    forms = {}
    for row in rows:
        letter = marked(row["gloss"])
        if letter in ("l", "v", "t"):
            clip = slice(*offsets[int(row["clip"]) :][:2])
            width = float(row["width"])
            place = points[clip].astype(np.float32) / 16384 * width
            pose = Pose(
                place, seen[clip].astype(np.float32), 25.0, int(width), int(width)
            ).checked()
            forms.setdefault(letter, {})[row["sign_language"]] = LetterForm.of(pose)
    like = {
        letter: sorted(code for code, other in known.items() if known["asq"].is_like(other))
        for letter, known in forms.items()
    }
    assert len(like["l"]) == 16
    assert set(forms["v"]) - set(like["v"]) == {"swl", "tsm"}
    assert like["t"] == ["ase", "asq", "gsg", "ise", "mfs", "psr", "sgg", "swl"]
