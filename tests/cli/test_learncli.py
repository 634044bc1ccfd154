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


def test_an_attempt_that_is_the_sign_differs_in_nothing(home, attempt):
    done = run("compare", attempt, 1)
    assert (done.exit_code, done.stdout) == (0, "Nothing differs that is worth telling.\n")


def test_the_clip_that_is_most_like_the_attempt_is_taken(home, tmp_path):
    write_pose(tmp_path / "second.pose", a_pose(2))
    value = printed("compare", tmp_path / "second.pose", 1)
    first, second = (clip["id"] for clip in printed("show", 1)["clips"])
    assert (value["gloss"], value["clip"], value["mirrored"]) == ("hello", second, False)
    assert value["clip"] != first


def test_what_differs_is_told_in_words_worst_first_with_where_and_how_much(home, tmp_path):
    write_pose(tmp_path / "other.pose", a_signer())
    done = run("compare", tmp_path / "other.pose", 1, "--plain")
    assert done.exit_code == 0
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["what", "differs", "yours", "sign", "by"]
    worst = printed("compare", tmp_path / "other.pose", 1, "--plain")["worst"]
    for one, row in zip(worst, rows, strict=True):
        assert one["hand"] in row or one["hand"] == "both"
        assert f"{one['clip_seconds']:.2f} s" in row


def test_a_mirror_is_used_where_it_fits_better_and_can_be_forbidden(home, tmp_path):
    write_pose(tmp_path / "mirror.pose", a_pose(1).mirrored())
    done = run("compare", tmp_path / "mirror.pose", 1)
    assert done.stdout.endswith("hello was looked at in a mirror.\n")
    assert not printed("compare", tmp_path / "mirror.pose", 1, "--plain")["mirrored"]


def test_a_sign_that_is_not_there_is_told_in_a_sentence(home, attempt):
    done = run("compare", attempt, 99)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "There is no sign 99" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_every_difference_has_words(kind):
    hand = "both" if kind in ("later", "earlier") else "left"
    finger = "thumb" if kind == "shape" else ""
    one = Difference(hand, kind, 1.0, 1.0, 0, 0, 1, finger)
    words = in_words(one, throughout=False)
    assert words.startswith("here ")
    assert "both" not in words
    assert "thumb finger" not in words
    assert in_words(one, throughout=True).endswith(" all along")
    assert one.unit or kind in ("missing", "extra")
