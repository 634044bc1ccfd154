"""The commands about taught signs."""

import pytest

from signdict.library.combined import OWN_IDS
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose


@pytest.fixture
def files(tmp_path):
    """Four attempts."""
    paths = [tmp_path / f"attempt{seed}.pose" for seed in range(20, 24)]
    for seed, path in enumerate(paths, start=20):
        write_pose(path, a_pose(seed, frames=30))
    return paths


def test_a_sign_is_taught_found_edited_and_removed(home, files):
    done = run("teach", *files[:2], "--gloss", "see you", "--language", "ase")
    assert (done.exit_code, done.stdout) == (0, f"Taught see you, sign {OWN_IDS}, clips: 2.\n")
    assert printed("recognise", files[0])[0]["gloss"] == "see you"
    assert printed("find", "see you")[0]["source"] == "taught"
    assert run("taught", "list").stdout.splitlines()[1].split() == [
        str(OWN_IDS), "see", "you", "ase", "2",
    ]  # fmt: skip
    done = run("taught", "edit", OWN_IDS, "--gloss", "goodbye", "--concept", "parting")
    assert done.stdout == f"Sign {OWN_IDS} is now goodbye, ase.\n"
    (sign,) = printed("taught", "list")
    assert (sign["gloss"], sign["concept"], sign["sign_language"]) == ("goodbye", "parting", "ase")
    clip = sign["clips"][0]
    assert run("taught", "remove", OWN_IDS, "--clip", clip).stdout == (
        f"Removed clip {clip} of goodbye.\n"
    )
    assert run("taught", "remove", OWN_IDS).stdout == "Removed goodbye.\n"
    done = run("taught", "list")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "No taught signs yet.\n")


def test_the_same_gloss_adds_a_clip_or_with_another_a_sign(home, files):
    teach = ["--gloss", "wave", "--language", "ase"]
    first = printed("teach", files[0], *teach)
    assert printed("teach", files[1], *teach)["id"] == first["id"]
    other = printed("teach", files[2], *teach, "--another")
    assert (other["variant"], len(other["clips"])) == ("2", 1)


def test_signs_are_exported_and_imported(home, files, tmp_path):
    printed("teach", files[0], "--gloss", "wave", "--language", "ase")
    path = tmp_path / "mine.signs"
    assert run("taught", "export", path).stdout == "Exported 1 signs.\n"
    other = ["--library", tmp_path / "other"]
    assert printed("taught", "import", path, *other) == {"added": 1, "already": 0}
    assert printed("taught", "import", path, *other) == {"added": 0, "already": 1}
    assert printed("find", "wave", *other)[0]["source"] == "taught"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["teach", "{}/nothing.pose", "--gloss", "a", "--language", "ase"], "cannot be opened"),
        (["teach", "{}/attempt20.pose", "--gloss", "a", "--language", "asl"], "ase"),
        (["teach", "{}/attempt20.pose", "--gloss", "", "--language", "ase"], "gloss is empty"),
        (["teach", *["{}/attempt20.pose"] * 4, "--gloss", "a", "--language", "ase"], "1 to 3"),
        (["taught", "edit", "1", "--gloss", "x"], "was not taught here"),
        (["taught", "remove", "99"], "There is no sign 99"),
        (["taught", "export", "{}/mine.signs"], "No sign was taught yet"),
        (["taught", "import", "{}/attempt20.pose"], "is not a file of signs"),
        (["taught", "import", "{}/nothing.signs"], "cannot be opened"),
    ],
)
def test_an_error_is_reported_in_one_sentence_and_changes_nothing(home, files, command, message):
    done = run(*(part.format(files[0].parent) for part in command))
    assert done.exit_code == 2
    assert message in done.stderr
    assert (len(done.stderr.splitlines()), done.stdout) == (1, "")
    assert not home.library.exists()


@pytest.mark.parametrize("command", [["teach"], ["taught"], ["taught", "export"]])
def test_the_help_has_an_example(command):
    assert f"  signdict {' '.join(command)} " in run(*command, "--help").stdout
