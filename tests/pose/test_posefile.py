import struct

import numpy as np
import pytest
from numpy.testing import assert_allclose
from pose_format import Pose as File
from pose_format.numpy import NumPyPoseBody
from pose_format.pose_header import PoseHeader, PoseHeaderDimensions

from signdict.core.errors import PoseError, WriteError
from signdict.pose import landmarks
from signdict.pose.posefile import measure_pose, read_pose, write_pose
from tests.support.fakes import a_pose
from tests.support.posefiles import POSE, component, holistic


@pytest.mark.parametrize("version", [0.1, 0.2])
@pytest.mark.parametrize("world", [False, True])
@pytest.mark.parametrize("face", [468, 478])
@pytest.mark.parametrize("order", [1, -1])
def test_every_holistic_variant_is_read(tmp_path, face, world, version, order):
    path = holistic(tmp_path / "a.pose", face=face, world=world, version=version, order=order)
    read = read_pose(path)
    assert_allclose(read.points, POSE.points)
    assert (read.fps, read.width, read.height, len(read)) == (25, 640, 480, 5)


def test_what_was_written_is_read_again_exactly(tmp_path):
    write_pose(tmp_path / "new" / "ä 手.pose", POSE)
    read = read_pose(tmp_path / "new" / "ä 手.pose")
    assert (read.points == POSE.points).all()
    assert (read.confidence == POSE.confidence).all()
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["ä 手.pose"]


def test_a_file_without_face_is_read(tmp_path):
    read = read_pose(holistic(tmp_path / "a.pose", face=0))
    assert not read.seen[:, landmarks.FACE].any()
    assert read.seen[:, landmarks.BODY].all()


def test_of_several_people_the_one_seen_most_is_read(tmp_path):
    assert_allclose(read_pose(holistic(tmp_path / "a.pose", people=3)).points, POSE.points)


def test_people_seen_at_once_are_counted(tmp_path):
    path = holistic(tmp_path / "a.pose", people=3)
    assert read_pose(path).people == 1  # the others are there, but never seen
    file = File.read(path.read_bytes())
    file.body.data[2:, 0] = file.body.data[2:, 2]
    file.body.confidence[2:, 0] = 0.5
    with path.open("wb") as written:
        file.write(written)
    assert read_pose(path).people == 2


def test_a_missing_size_becomes_the_default(tmp_path):
    header = PoseHeader(
        0.2, PoseHeaderDimensions(0, 0, 0),
        [component("POSE_LANDMARKS", landmarks.BODY_NAMES),
         component("LEFT_HAND_LANDMARKS", landmarks.HAND_NAMES),
         component("RIGHT_HAND_LANDMARKS", landmarks.HAND_NAMES)],
    )  # fmt: skip
    chosen = [*range(33), *range(161, 203)]
    body = NumPyPoseBody(
        float("nan"), POSE.points[:, None, chosen], POSE.confidence[:, None, chosen]
    )
    with (tmp_path / "a.pose").open("wb") as file:
        File(header, body).write(file)
    read = read_pose(tmp_path / "a.pose")
    assert (read.width, read.height, read.fps) == (640, 480, 25)


def test_points_without_confidence_are_zero(tmp_path):
    confidence = POSE.confidence.copy()
    confidence[:, 50] = 0
    path = holistic(tmp_path / "a.pose", frames=type(POSE)(POSE.points, confidence, 25, 640, 480))
    assert not read_pose(path).points[:, 50].any()


def broken(path, kind):
    if kind == "missing":
        return path
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "text":
        path.write_text("this is no pose file at all, it is a poem")
    elif kind == "other":
        header = PoseHeader(0.2, PoseHeaderDimensions(9, 9, 0), [component("BODY_25", "abcdefgh")])
        with path.open("wb") as file:
            ones = np.ones((2, 1, 8, 3), np.float32)
            File(header, NumPyPoseBody(25, ones, ones[..., 0])).write(file)
    elif kind == "nan":
        lost = type(POSE)(np.full_like(POSE.points, np.nan), POSE.confidence, 25, 640, 480)
        holistic(path, frames=lost)
    else:
        holistic(path)
        content = bytearray(path.read_bytes())
        at = content.index(struct.pack("<fIH", 25.0, 5, 1))
        if kind == "cut off":
            content = content[:-100]
        elif kind == "cut in the head":
            content = content[:200]
        else:
            count = {"no frames": 0, "huge": 2**32 - 1, "nobody": 5}[kind]
            people = 0 if kind == "nobody" else 1
            content[at : at + 10] = struct.pack("<fIH", 25.0, count, people)
        path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("missing", "cannot be opened"),
        ("empty", "is empty"),
        ("text", "not a valid .pose file"),
        ("other", "unknown skeleton"),
        ("nan", "no valid coordinates"),
        ("cut off", "shorter than its header says"),
        ("cut in the head", "not a valid .pose file"),
        ("no frames", "no frames"),
        ("nobody", "contains no person"),
        ("huge", "shorter than its header says"),
    ],
)
def test_an_unreadable_file_raises_pose_error(tmp_path, kind, message):
    with pytest.raises(PoseError, match=message):
        read_pose(broken(tmp_path / "a.pose", kind))


def test_a_part_of_a_file_equals_the_same_cut_of_the_whole(tmp_path):
    pose = a_pose(frames=100)
    write_pose(tmp_path / "a.pose", pose)
    part = read_pose(tmp_path / "a.pose", 1.0, 2.6)
    assert np.array_equal(part.points, pose.cut(25, 65).points)
    assert np.array_equal(part.confidence, pose.cut(25, 65).confidence)
    assert len(read_pose(tmp_path / "a.pose", 3.0, 99)) == 25


def test_a_part_beyond_the_end_raises_pose_error(tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=100))
    with pytest.raises(PoseError, match="ends before second 4"):
        read_pose(tmp_path / "a.pose", 4.0)


def test_a_file_is_measured_without_being_read(tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=100))
    assert measure_pose(tmp_path / "a.pose") == (100, 25, 640, 480)


def test_a_file_that_cannot_be_written_raises_write_error_and_leaves_nothing(tmp_path):
    (tmp_path / "a.pose").mkdir()
    with pytest.raises(WriteError, match=r"a\.pose is a folder\."):
        write_pose(tmp_path / "a.pose", a_pose())
    assert [path.name for path in tmp_path.iterdir()] == ["a.pose"]
