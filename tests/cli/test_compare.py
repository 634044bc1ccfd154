"""The command `compare`."""

import pytest

from signdict.cli.compare import in_words
from signdict.pose.comparison import Difference, DifferenceKind
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose
from tests.support.poses import a_signer

KINDS = DifferenceKind.__args__


@pytest.fixture
def attempt(tmp_path):
    write_pose(tmp_path / "mine.pose", a_pose(1))
    return tmp_path / "mine.pose"


def test_a_clip_of_the_sign_has_no_differences(home, attempt):
    done = run("compare", attempt, 1)
    assert (done.exit_code, done.stdout) == (0, "No notable differences.\n")


def test_the_most_similar_clip_is_compared(home, tmp_path):
    write_pose(tmp_path / "second.pose", a_pose(2))
    value = printed("compare", tmp_path / "second.pose", 1)
    first, second = (clip["id"] for clip in printed("show", 1)["clips"])
    assert (value["gloss"], value["clip"], value["mirrored"]) == ("hello", second, False)
    assert value["clip"] != first


def test_differences_are_listed_with_times_and_amounts_largest_first(home, tmp_path):
    write_pose(tmp_path / "other.pose", a_signer())
    done = run("compare", tmp_path / "other.pose", 1, "--plain")
    assert done.exit_code == 0
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["difference", "yours", "sign", "by"]
    worst = printed("compare", tmp_path / "other.pose", 1, "--plain")["worst"]
    for difference, row in zip(worst, rows, strict=True):
        assert difference["hand"] in row or difference["hand"] == "both"
        assert f"{difference['clip_seconds']:.2f} s" in row


def test_the_clip_is_mirrored_if_that_matches_better_unless_forbidden(home, tmp_path):
    write_pose(tmp_path / "mirror.pose", a_pose(1).mirrored())
    done = run("compare", tmp_path / "mirror.pose", 1)
    assert done.stdout.endswith("hello was mirrored for the comparison.\n")
    assert not printed("compare", tmp_path / "mirror.pose", 1, "--plain")["mirrored"]


def test_a_missing_sign_is_reported(home, attempt):
    done = run("compare", attempt, 99)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "There is no sign 99" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_difference_has_a_phrase(kind):
    hand = "both" if kind in ("later", "earlier") else "left"
    finger = "thumb" if kind == "shape" else ""
    difference = Difference(hand, kind, 1.0, 1.0, 0, 0, 1, finger)
    phrase = in_words(difference, throughout=False)
    assert phrase.startswith("here ")
    assert "both" not in phrase
    assert "thumb finger" not in phrase
    assert in_words(difference, throughout=True).endswith(" throughout")
    assert difference.unit or kind in ("missing", "extra")
