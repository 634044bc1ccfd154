"""Clips whose landmarks have faults: what `check` lists, and what stays as it was recorded."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from signdict.pose import landmarks
from signdict.pose.codec import pack, unpack
from signdict.pose.posefile import read_pose, write_pose
from tests.support.cli import printed, run
from tests.support.poses import a_signer, lost

ADVICE = (
    "A hand that is lost for up to 5 frames is drawn in dashes. Where it is lost for longer, add"
    " another film of the sign, with both hands in the picture and enough light."
)
BOTH = slice(landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.stop)


def a_sign(side=0.4):
    """Return a signer who holds both hands before the chest for 60 frames."""
    way = np.tile((side, 0.3), (60, 1))
    return a_signer(60, left=way, right=way * (-1, 1))


def turning(pose):
    """Return the pose with a right palm that turns over in every second frame."""
    points = pose.points.copy()
    hand = points[::2, landmarks.RIGHT_HAND, 0]
    points[::2, landmarks.RIGHT_HAND, 0] = 2 * hand[:, :1] - hand
    return replace(pose, points=points)


CLIPS = {
    "whole": a_sign(),
    "lost": lost(a_sign(0.45), landmarks.RIGHT_HAND, slice(15, 42)),
    "nowhere": lost(a_sign(0.5), BOTH, slice(15, 39)),
    "turning": turning(a_sign(0.55)),
}


@pytest.fixture
def added(home, tmp_path):
    """Return a function that adds clips as the source `mine`, one sign each."""

    def add(clips):
        folder = tmp_path / "clips"
        folder.mkdir()
        for name, pose in clips.items():
            write_pose(folder / f"{name}.pose", pose)
        arguments = ("--language", "bfi", "--source", "mine")
        assert printed("add", folder, *arguments)["added"] == len(clips)
        return folder

    return add


def test_a_sound_library_has_nothing_to_list(home, added):
    added({"whole": CLIPS["whole"]})
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, "No problems found.\n")
    value = printed("check")
    assert (value["found"], value["landmarks"]["clips"]) == ([], [])
    assert value["landmarks"]["sources"] == [
        {"source": "mine", "clips": 1, "faulty": 0, "faults": {}},
        {"source": "starter", "clips": 7, "faulty": 0, "faults": {}},
    ]


def test_clips_with_faults_are_counted_and_listed_and_are_no_damage(home, added):
    added(CLIPS)
    done = run("check")
    assert done.exit_code == 0
    first, blank, head, columns, counts, *clips, advice = done.stdout.splitlines()
    assert (first, blank, advice) == ("No problems found.", "", ADVICE)
    assert head == ("Clips whose landmarks have faults: 3 of 11. Their signs are found less often.")
    assert columns.split("  ") == [
        "", "source", "clips", "faults", "hand lost", "no hands", "palms turn",
    ]  # fmt: skip
    assert counts.split() == ["mine", "4", "3", "2", "1", "1"]
    assert sorted(line.split(", clip ")[0] for line in clips) == [
        "  lost (bfi, mine)", "  nowhere (bfi, mine)", "  turning (bfi, mine)",
    ]  # fmt: skip
    assert sorted(line.split(": ")[1] for line in clips) == [
        "no hand is found in 40% of the sign; the left hand is lost in 40% of the sign; the right"
        " hand is lost in 40% of the sign",
        "the right hand is lost in 45% of the sign",
        "the right palm turns over 1000 times in 1,000 frames",
    ]


def test_json_has_every_clip_with_its_faults(home, added):
    added({f"lost {n}": lost(a_sign(0.4 + n / 100), landmarks.RIGHT_HAND, slice(15, 42))
           for n in range(22)})  # fmt: skip
    text = run("check").stdout
    assert text.count(", clip ") == 20
    assert "  and 2 more; all of them: signdict check --json" in text
    value = printed("check")["landmarks"]
    assert value["sources"][0] == {
        "source": "mine", "clips": 22, "faulty": 22, "faults": {"hand lost": 22},
    }  # fmt: skip
    assert len(value["clips"]) == 22
    clip = value["clips"][0]
    assert (clip["gloss"].split()[0], clip["sign_language"], clip["source"]) == (
        "lost", "bfi", "mine",
    )  # fmt: skip
    assert clip["faults"] == [{"kind": "hand lost", "hand": "right", "amount": 0.45}]


def test_quick_does_not_read_the_landmarks(home, added):
    added(CLIPS)
    done = run("check", "--quick")
    assert (done.exit_code, done.stdout) == (0, "No problems found.\n")
    assert printed("check", "--quick") == {"found": [], "landmarks": None}


def test_sizes_and_repair_list_them_too(home, added):
    added({"lost": CLIPS["lost"]})
    for option in ("--sizes", "--repair"):
        value = printed("check", option)
        assert [clip["gloss"] for clip in value["landmarks"]["clips"]] == ["lost"]
    assert "lost (bfi, mine), clip " in run("check", "--repair").stdout


def test_a_source_that_is_off_is_not_listed(home, added):
    added(CLIPS)
    run("sources", "off", "mine")
    value = printed("check")["landmarks"]
    assert [row["source"] for row in value["sources"]] == ["starter"]
    assert value["clips"] == []


def test_damaged_landmarks_are_damage(home, added):
    added({"lost": CLIPS["lost"], "whole": CLIPS["whole"]})
    with closing(sqlite3.connect(home.library)) as db, db:
        (clip,) = db.execute(
            "SELECT clips.id FROM clips JOIN signs ON signs.id = sign WHERE gloss = 'whole'"
        ).fetchone()
        db.execute("UPDATE poses SET packed = substr(packed, 1, 90) WHERE clip = ?", [clip])
    done = run("check")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == (
        f"The landmarks of clip {clip} (whole, mine) are damaged. Import its video again, or"
        " restore the library from a backup."
    )
    assert "lost (bfi, mine), clip " in done.stdout
    assert json.loads(run("check", "--json").stdout)["found"] == done.stdout.splitlines()[:1]


def test_an_exported_pose_keeps_its_gaps(home, added, tmp_path):
    gap = slice(20, 24)
    short = lost(a_sign(0.45), landmarks.RIGHT_HAND, gap)
    added({"gap": short})
    assert printed("check")["landmarks"]["clips"] == []
    number = printed("find", "gap")[0]["id"]
    assert run("export", number, "--pose", tmp_path / "out").exit_code == 0
    (file,) = (tmp_path / "out").iterdir()
    exported = read_pose(file)
    assert (exported.seen == unpack(pack(short)).seen).all()
    assert not exported.seen[gap, landmarks.RIGHT_HAND].any()
