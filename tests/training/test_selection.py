"""Which landmark sequences ship, and how films and archives are mended."""

import csv

import numpy as np
import pytest

from signdict.pose import landmarks
from tests.support.fakes import a_pose
from training.data import archives, selection, shipped
from training.data.dataset import read_table

SCORES = np.array(
    [
        [1.0, 0.9, 0.7, 0.2],
        [0.9, 1.0, 0.8, 0.3],
        [0.7, 0.8, 1.0, 0.4],
        [0.2, 0.3, 0.4, 1.0],
    ]
)


@pytest.mark.parametrize(
    ("seen", "most", "takes"),
    [
        ([1, 1, 1, 1], 1, [1]),  # the medoid
        ([1, 1, 1, 1], 3, [1, 3, 2]),  # then the two that are least alike
        ([1, 1, 1, 0.5], 3, [1, 2, 0]),  # only takes in which the hands are seen throughout
        ([0.9, 0.3, 0.85, 0.1], 3, [2]),  # none is whole: the medoid of the best covered alone
        ([1], 3, [0]),
    ],
)
def test_the_medoid_and_the_least_alike_are_chosen(seen, most, takes):
    scores = SCORES[: len(seen), : len(seen)]
    assert selection.chosen(scores, seen, most) == takes


def hidden(pose, part, frames):
    """Return a pose in which a part is not seen in some frames."""
    pose.confidence[frames, part] = 0
    pose.points[frames, part] = 0
    return pose


def test_a_hand_that_most_takes_show_must_be_seen_throughout():
    whole = [a_pose(seed, frames=20) for seed in range(3)]
    lost = hidden(a_pose(4, frames=20), landmarks.LEFT_HAND, slice(0, 15))
    assert selection.coverage([*whole, lost]) == [1.0, 1.0, 1.0, 0.25]


def test_a_hand_that_most_takes_do_not_show_may_be_missing():
    one_handed = [
        hidden(a_pose(seed, frames=20), landmarks.LEFT_HAND, slice(None)) for seed in range(3)
    ]
    assert selection.coverage(one_handed) == [1.0] * 3


def test_a_take_much_shorter_than_the_others_is_not_whole():
    takes = [a_pose(seed, frames=20) for seed in range(3)]
    assert selection.coverage([*takes, a_pose(4, frames=8)])[-1] == 0


def moving(step, fps=25, frames=20):
    """Return a pose whose right hand moves by `step` shoulder widths in each frame."""
    pose = a_pose(frames=frames)
    left, right = landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER
    pose.points[:, [left, right]] = pose.points[0, [left, right]]
    width = np.linalg.norm(pose.points[0, left, :2] - pose.points[0, right, :2])
    for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        pose.points[:, hand] = pose.points[0, hand]
    pose.points[:, landmarks.RIGHT_HAND, 0] += (step * width * np.arange(frames))[:, None]
    return pose


def test_the_speed_of_a_wrist_is_in_shoulder_widths_per_second():
    assert selection.wrist_speed(moving(0.04)) == pytest.approx(1.0, rel=0.01)


@pytest.mark.parametrize(
    ("speeds", "rate"), [([1.0], 16), ([1.0, 2.0, 1.0], 16), ([0.1], 30), ([9.0], 8)]
)
def test_a_rate_makes_wrists_as_fast_as_wanted_within_what_webcams_record(speeds, rate):
    assert selection.rate(speeds, 0.66) == rate


def test_letters_of_webcams_are_not_chosen():
    letter, word = ({"source": "ase_traduttore", "gloss": gloss} for gloss in ("a", "hello"))
    assert not selection.is_selectable(letter)
    assert selection.is_selectable(word)
    assert selection.is_selectable({"source": "fingerspelling", "gloss": "A"})


def test_the_committed_selection_names_each_clip_once_with_a_rate():
    rows = read_table(selection.SELECTION)
    assert len({selection.clip_name(row) for row in rows}) == len(rows) > 700
    assert {row["timing"] for row in rows} == {"", "approximate"}
    assert all(8 <= float(row["fps"]) <= 30 for row in rows)
    takes = {}
    for row in rows:
        takes.setdefault((row["source"], row["gloss"]), []).append(row["why"])
    webcams = [why for (source, _), why in takes.items() if source not in selection.WHOLE]
    assert all(why == ["medoid", "unlike", "unlike"][: len(why)] for why in webcams)


def with_rest(*parts):
    """Return a pose whose hands are raised in some frames: pairs of a number and whether."""
    frames = sum(count for count, _ in parts)
    pose, at = a_pose(frames=frames), 0
    for count, is_raised in parts:
        if not is_raised:
            pose.points[at : at + count, landmarks.LEFT_HAND.start :, 1] += 900
        at += count
    return pose


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ([(10, False), (30, True), (10, False)], 50),  # one sign, with rest
        ([(5, True), (10, False), (30, True)], 40),  # the end of another one before it
        ([(30, True), (10, False), (5, True)], 40),  # the beginning of another one
        ([(5, True), (10, False), (30, True), (10, False), (5, True)], 50),
        ([(30, True), (10, False), (30, True)], 70),  # two parts of one sign
        ([(5, True), (4, False), (30, True)], 39),  # a short pause
        ([(10, False), (5, True), (10, False), (30, True)], 55),  # not at the edge
    ],
)
def test_a_film_is_cut_to_one_sign(parts, left):
    assert len(shipped.one_sign(with_rest(*parts))) == left


@pytest.fixture
def data(tmp_path):
    """Two letters of an archive, the second of an alphabet that is shown by the left hand."""
    poses = [a_pose(1), a_pose(2)]
    points = np.concatenate([pose.points / (500, 500, 1) for pose in poses])
    (tmp_path / "landmarks").mkdir()
    np.savez(
        tmp_path / "landmarks" / "a.npz",
        points=np.clip(np.rint(points * 16384), -32767, 32767).astype(np.int16),
        seen=np.concatenate([pose.seen for pose in poses]),
        offsets=np.array([0, 12, 24]),
    )
    rows = [
        {
            "file": "landmarks/a.npz", "clip": str(number), "gloss": "B", "spoken_language": "it",
            "sign_language": code, "fps": "25", "licence": "MIT", "source": "fingerspelling",
            "source_repo": "r/s", "source_commit": "1", "ship": "yes", "width": "500",
            "height": "500", "attribution": "Its makers", "signer": "",
        }
        for number, code in enumerate(("ase", "ise"))
    ]  # fmt: skip
    with (tmp_path / "landmarks" / "index.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path


def test_the_alphabet_of_the_left_hand_is_mirrored(data):
    table = data / "selection.csv"
    table.write_text(
        "file,clip,fps,timing\nlandmarks/a.npz,0,20,approximate\nlandmarks/a.npz,1,20,\n", "utf-8"
    )
    rows = shipped.archive_rows(data, table)
    plain, mirrored = shipped.archived(rows, data)
    (_, first), (_, second) = archives.poses(data, rows)
    assert (plain.pose.points == first.points).all()
    assert (mirrored.pose.points == second.mirrored().points).all()
    assert (plain.row["timing"], plain.pose.fps, plain.kind) == ("approximate", 20, "letter")
    assert (plain.pose.width, plain.pose.height) == (500, 500)


def test_an_archived_clip_whose_sign_cannot_be_seen_does_not_ship(data):
    with np.load(data / "landmarks" / "a.npz") as archive:
        parts = dict(archive)
    parts["seen"][3:12, landmarks.LEFT_HAND.start :] = False  # most of the first clip
    np.savez(data / "landmarks" / "a.npz", **parts)
    table = data / "selection.csv"
    table.write_text(
        "file,clip,fps,timing\nlandmarks/a.npz,0,20,\nlandmarks/a.npz,1,20,\n", "utf-8"
    )
    skipped, shown = shipped.archived(shipped.archive_rows(data, table), data)
    assert skipped.reason == "The sign cannot be seen: its hands are lost in most frames."
    assert shown.row["clip"] == "1"


def folded(*parts, apart=0.3):
    """Return a pose whose hands are folded in some frames: pairs of a number and whether."""
    pose, at = with_rest((sum(count for count, _ in parts), True)), 0
    for side, wrist in ((-1, landmarks.LEFT_HAND), (1, landmarks.RIGHT_HAND)):
        at = 0
        for count, is_folded in parts:
            frames = slice(at, at + count)
            place = (320 + side * apart * 60, 310) if is_folded else (320 + side * 80, 220)
            shift = place - pose.points[frames, wrist.start, :2]
            pose.points[frames, wrist, :2] += shift[:, None]
            at += count
    return pose


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ([(20, True), (30, False), (20, True)], 36),  # three frames of rest at both ends
        ([(30, False), (20, True)], 33),
        ([(20, True), (30, False)], 33),
        ([(30, False)], 30),
        ([(10, False), (20, True), (10, False)], 40),  # folded within the sign
    ],
)
def test_rest_with_folded_hands_is_cut_off(parts, left):
    assert len(shipped.without_folded_hands(folded(*parts))) == left


def test_hands_far_from_each_other_are_not_folded():
    apart = folded((20, True), (30, False), apart=0.8)
    assert len(shipped.without_folded_hands(apart)) == 50
