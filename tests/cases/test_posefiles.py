"""`.pose` files of other programs and of several people, through the command line.

The files are made from a sign of the starter dictionary, which must be found again.
"""

import struct
from dataclasses import replace

import numpy as np
import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.pose import landmarks
from signdict.pose.pose import Pose
from signdict.pose.posefile import read_pose, write_pose
from signdict.tracking.video import opencv
from tests.support.cli import printed, run
from tests.support.paths import SHARED
from tests.support.posefiles import parts, reduced, written

#: A sign of the starter dictionary with both hands and a face.
SIGN = 971
CASES = SHARED / "cases"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    """A folder of the user for all cases, so that the index is made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNDICT_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="module")
def sign(home):
    with open_dictionary() as dictionary:
        return dictionary.pose(dictionary.sign(SIGN).clips[0].id)


def first(path, *options):
    """Return the number of the first sign that a file is recognised as, and how sure that is."""
    found = printed("recognise", path, "--limit", "1", *options)[0]
    return found["id"], found["confidence"]


def sentence(*arguments):
    """Return what a command that must fail says."""
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    return done.stderr.strip()


def without_legs(pose):
    body, *others = parts(pose)
    legs = ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
    return [body.keep(lambda name: not name.endswith(legs)), *others]


def shoulders_and_hands(pose):
    body, _, left, right = parts(pose)
    return [body.keep(lambda name: name.endswith("SHOULDER")), left, right]


def without_joints(*ends):
    def made(pose):
        body, face, *hands = parts(pose)
        return [body, face, *(hand.keep(lambda name: not name.endswith(ends)) for hand in hands)]

    return made


def openpose(pose):
    """Return the components of OpenPose: 25 points of the body (here 9) and two hands."""
    sides = {"Shoulder": "SHOULDER", "Elbow": "ELBOW", "Wrist": "WRIST", "Hip": "HIP"}
    names = {
        f"{s[0]}{ours}": f"{s}_{name}" for s in ("LEFT", "RIGHT") for ours, name in sides.items()
    }
    body, _, left, right = parts(pose)
    body = body.keep(["NOSE", *names.values()].__contains__)
    back = {"NOSE": "Nose", **{name: ours for ours, name in names.items()}}
    joints = ["BASE", "T_STT", "T_BCMC", "T_MCP", "T_IP"]
    joints += [f"{f}_{j}" for f in "IMRP" for j in ("CMC", "MCP", "PIP", "DIP")]
    return [
        body.renamed("pose_keypoints_2d", [back[name] for name in body.names]),
        left.renamed("hand_left_keypoints_2d", joints),
        right.renamed("hand_right_keypoints_2d", joints),
    ]


def coco(pose):
    """Return the components of COCO WholeBody without its face."""
    body, _, left, right = parts(pose)
    body = body.keep(lambda name: name.endswith(("SHOULDER", "ELBOW", "WRIST", "HIP", "NOSE")))
    return [
        body.renamed("BODY", [name.lower() for name in body.names]),
        left.renamed("LEFT_HAND", [f"hand_{joint}" for joint in range(21)]),
        right.renamed("RIGHT_HAND", [f"hand_{joint}" for joint in range(21)]),
    ]


def openpose_135(pose):
    """Return the one component of OpenPose's skeleton of 135 points, whose hands have no wrist."""
    body, left, right = openpose(pose)
    fingers = [
        f"{finger}{bone}"
        for finger in ("Index", "Middle", "Ring", "Pinky")
        for bone in ("1Knuckles", "2PIP", "3DIP", "4FingerTip")
    ]
    fingers = ["Thumb1CMC", "Thumb2Knuckles", "Thumb3IP", "Thumb4FingerTip", *fingers]
    names, points, confidence = list(body.names), [body.points], [body.confidence]
    for letter, hand in (("L", left), ("R", right)):
        wrist = names.index(f"{letter}Wrist")
        points[0][:, wrist], confidence[0][:, wrist] = hand.points[:, 0], hand.confidence[:, 0]
        names += [letter + finger for finger in fingers]
        points.append(hand.points[:, 1:])
        confidence.append(hand.confidence[:, 1:])
    return [
        replace(
            body.renamed("BODY_135", names),
            points=np.concatenate(points, 1),
            confidence=np.concatenate(confidence, 1),
        )
    ]


FEWER_POINTS = {
    "178 points of sign.mt": reduced,
    "no legs": without_legs,
    "no face": lambda pose: [part for part in parts(pose) if part.name != "FACE_LANDMARKS"],
    "shoulders and hands": shoulders_and_hands,
    "other order": lambda pose: parts(pose)[::-1],
    "names in lower case": lambda pose: [part.renamed(part.name.lower()) for part in parts(pose)],
    "no last joints": without_joints("DIP"),
    "no finger tips": without_joints("TIP"),
    "no little finger": without_joints("PINKY_MCP", "PINKY_PIP", "PINKY_DIP", "PINKY_TIP"),
    "no wrist of the hands": without_joints("WRIST"),
}


@pytest.mark.parametrize("version", [0.0, 0.1, 0.2])
def test_the_sign_is_found_in_every_version(tmp_path, sign, version):
    path = written(tmp_path / "a.pose", [parts(sign)], sign.fps, version=version)
    assert first(path) == (SIGN, pytest.approx(0.99, abs=0.01))
    read = read_pose(path)
    assert (len(read), read.fps) == (len(sign), 25)
    assert np.array_equal(read.points, sign.points)


@pytest.mark.parametrize("kind", FEWER_POINTS)
def test_the_sign_is_found_with_fewer_points(tmp_path, sign, kind):
    path = written(tmp_path / "a.pose", [FEWER_POINTS[kind](sign)], sign.fps)
    number, confidence = first(path)
    assert number == SIGN
    assert confidence > 0.8


@pytest.mark.parametrize("skeleton", [openpose, openpose_135, coco])
def test_the_sign_is_found_with_the_skeleton_of_another_program(tmp_path, sign, skeleton):
    path = written(tmp_path / "a.pose", [skeleton(sign)], sign.fps, form="XYC")
    assert SIGN in [match["id"] for match in printed("recognise", path, "--limit", "3")]


def test_missing_points_are_not_seen(tmp_path, sign):
    read = read_pose(written(tmp_path / "a.pose", [reduced(sign)], sign.fps))
    shown = [
        name
        for name, seen in zip(landmarks.BODY_NAMES, read.seen.any(axis=0), strict=False)
        if seen
    ]
    assert shown == list(reduced(sign)[0].names)
    assert np.array_equal(read.points[:, 33:], sign.points[:, 33:])


def no_shoulders(pose):
    return parts(pose)[1:]


def one_shoulder(pose):
    body, *others = parts(pose)
    return [body.keep(lambda name: name != "LEFT_SHOULDER"), *others]


def no_hands(pose):
    return parts(pose)[:2]


def only_wrists(pose):
    body, face, *hands = parts(pose)
    return [body, face, *(hand.keep(lambda name: name == "WRIST") for hand in hands)]


def only_face(pose):
    return parts(pose)[1:2]


def unknown(pose):
    return [part.renamed(f"thing {number}") for number, part in enumerate(parts(pose))]


NEEDED = "A sign needs both shoulders and at least one hand. Export them too."


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (no_shoulders, f"a.pose contains no shoulders. {NEEDED}"),
        (one_shoulder, f"a.pose contains no left shoulder. {NEEDED}"),
        (no_hands, f"a.pose contains no hands. {NEEDED}"),
        (only_wrists, f"a.pose contains no hands. {NEEDED}"),
        (only_face, f"a.pose contains no shoulders and no hands. {NEEDED}"),
        (
            unknown,
            "a.pose contains an unknown skeleton (thing 0, thing 1, thing 2, thing 3). signdict "
            "reads .pose files of MediaPipe Holistic, OpenPose, AlphaPose and COCO WholeBody.",
        ),
    ],
)
def test_a_file_without_shoulders_or_hands_is_rejected_by_name(tmp_path, sign, kind, said):
    path = written(tmp_path / "a.pose", [kind(sign)], sign.fps)
    assert sentence("recognise", path) == said


@pytest.mark.parametrize(
    ("stored", "believed"),
    [(240, 240), (241, 25), (1000, 25), (0, 25), (0.5, 25), (1, 1), (29.97, 29.97), (-30, 25)],
)
def test_frame_rates_of_pose_files_are_believed_up_to_240(tmp_path, sign, stored, believed):
    read = read_pose(written(tmp_path / "a.pose", [parts(sign)], stored))
    assert read.fps == pytest.approx(believed)


def still(pose, x):
    """Return a second person, elsewhere in the picture, who keeps both hands raised and still."""
    frame = int(pose.confidence.sum(axis=1).argmax())
    shown = pose.points[frame] + np.asarray((x, 0, 0), np.float32)
    return replace(
        pose,
        points=np.repeat(shown[None], len(pose), 0),
        confidence=np.ones_like(pose.confidence),
    )


def walking(pose, x):
    """Return somebody who walks through the picture without moving the hands."""
    person = still(pose, x)
    steps = np.linspace(0, 200, len(pose), dtype=np.float32)[:, None]
    points = person.points.copy()
    points[..., 0] += steps
    return replace(person, points=points)


def trembling(pose, x):
    """Return somebody far away, whose landmarks tremble."""
    person = still(pose, x)
    noise = np.random.default_rng(3).normal(0, 1.5, person.points.shape).astype(np.float32)
    return replace(person, points=person.points * np.float32(0.3) + noise)


@pytest.mark.parametrize("onlooker", [still, walking, trembling])
@pytest.mark.parametrize("place", [0, 1])
def test_who_moves_the_hands_signs(tmp_path, sign, onlooker, place):
    people = [parts(sign)]
    people.insert(place, parts(onlooker(sign, 700)))
    path = written(tmp_path / "a.pose", people, sign.fps)
    read = read_pose(path)
    assert np.array_equal(read.points, sign.points)
    assert read.people == 2


def test_of_three_people_the_one_who_signs_is_recognised(tmp_path, sign):
    people = [parts(still(sign, 700)), parts(sign), parts(still(sign, -600))]
    done = run("recognise", written(tmp_path / "a.pose", people, sign.fps), "--limit", "1")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].split()[-2:] == [str(SIGN), "ase_studiogalt"]
    assert "Several people are in the picture" in done.stderr


def test_people_who_change_their_rows_are_followed(tmp_path, sign):
    other = still(sign, 700)
    swapped = np.arange(len(sign)) % 3 == 1
    rows = []
    for a, b in ((sign, other), (other, sign)):
        points = np.where(swapped[:, None, None], b.points, a.points)
        confidence = np.where(swapped[:, None], b.confidence, a.confidence)
        rows.append(parts(replace(sign, points=points, confidence=confidence)))
    assert np.array_equal(
        read_pose(written(tmp_path / "a.pose", rows, sign.fps)).points, sign.points
    )
    assert first(tmp_path / "a.pose")[0] == SIGN


@pytest.mark.parametrize("version", [0.0, 0.1, 0.2])
def test_hands_stored_as_zeros_with_confidence_are_not_seen(tmp_path, sign, version):
    onlooker = still(sign, 700)
    onlooker.points[:, landmarks.LEFT_HAND.start :] = 0
    path = written(tmp_path / "a.pose", [parts(onlooker), parts(sign)], version=version)
    assert np.array_equal(read_pose(path).points, sign.points)
    path = written(tmp_path / "b.pose", [parts(onlooker)], version=version)
    assert sentence("recognise", path).startswith("No hand was seen in this clip.")


def shares(pose):
    return pose.points / np.asarray((pose.width, pose.height, 1), np.float32)


def shoulder_widths(pose):
    return np.where(pose.seen[..., None], pose.normalised().points, 0)


def metres(pose):
    place = pose.points * np.asarray((1, 1, pose.width), np.float32)
    return (place - np.asarray((pose.width / 2, pose.height, 0), np.float32)) / 400


def depth_in_pixels(pose):
    return pose.points * np.asarray((1, 1, pose.width), np.float32)


def depth_elsewhere(pose):
    return pose.points + np.asarray((0, 0, 625), np.float32)


def origin_in_the_middle(pose):
    return pose.points - np.asarray((pose.width / 2, pose.height / 2, 0), np.float32)


UNITS = {
    function.__name__: function
    for function in (
        shares, shoulder_widths, metres, depth_in_pixels, depth_elsewhere, origin_in_the_middle,
    )
}  # fmt: skip


@pytest.mark.parametrize("size", [(640, 480), (0, 0)])
@pytest.mark.parametrize("unit", UNITS)
def test_coordinates_of_every_unit_and_origin_give_the_same_sign(tmp_path, sign, unit, size):
    given = replace(sign, points=UNITS[unit](sign) * sign.seen[..., None])
    size = (sign.width, sign.height) if size[0] > 1 else size
    assert first(written(tmp_path / "a.pose", [parts(given)], sign.fps, size))[0] == SIGN


def test_a_picture_of_one_pixel_is_a_missing_size(tmp_path, sign):
    one, none = (
        read_pose(written(tmp_path / f"{size}.pose", [parts(sign)], sign.fps, (size, size)))
        for size in (1, 0)
    )
    assert (one.width, one.height) == (none.width, none.height)
    assert np.array_equal(one.points, none.points)


@pytest.mark.parametrize("kind", [*FEWER_POINTS, "openpose", "flipped", *UNITS])
def test_what_was_read_from_another_program_is_written_and_read_again_exactly(tmp_path, sign, kind):
    if kind in FEWER_POINTS:
        given = FEWER_POINTS[kind](sign)
    elif kind == "openpose":
        given = openpose(sign)
    elif kind == "flipped":
        given = parts(replace(sign, points=sign.points * np.asarray((-1, 1, 1), np.float32)))
    else:
        given = parts(replace(sign, points=UNITS[kind](sign) * sign.seen[..., None]))
    size = (0, 0) if kind in UNITS else (sign.width, sign.height)
    read = read_pose(written(tmp_path / "a.pose", [given], sign.fps, size))
    write_pose(tmp_path / "b.pose", read)
    again = read_pose(tmp_path / "b.pose")
    assert np.array_equal(again.points, read.points)
    assert np.array_equal(again.confidence, read.confidence)
    assert (again.fps, again.width, again.height) == (read.fps, read.width, read.height)


@pytest.mark.parametrize("faults", ["nan", "infinite", "huge", "negative confidence"])
def test_unusable_points_are_not_seen(tmp_path, sign, faults):
    points, confidence = sign.points.copy(), sign.confidence.copy()
    if faults == "negative confidence":
        confidence[::7, 40:50] = -1
    else:
        points[::7, 40:50] = {"nan": np.nan, "infinite": np.inf, "huge": 1e30}[faults]
    given = replace(sign, points=points, confidence=confidence)
    path = written(tmp_path / "a.pose", [parts(given)], sign.fps)
    read = read_pose(path)
    assert not read.seen[::7, 40:50].any()
    assert np.isfinite(read.points).all()
    assert first(path)[0] == SIGN


def test_joints_that_are_lost_in_some_frames_are_interpolated(tmp_path, sign):
    confidence = sign.confidence.copy()
    confidence[::3, landmarks.RIGHT_HAND.start + 7 : landmarks.RIGHT_HAND.start + 9] = 0
    given = replace(sign, confidence=confidence).checked()
    path = written(tmp_path / "a.pose", [parts(given)], sign.fps)
    read, hand = read_pose(path), landmarks.RIGHT_HAND
    assert (read.seen[:, hand].all(axis=1) == sign.seen[:, hand].all(axis=1)).all()
    assert np.abs(read.points - sign.points)[..., :2].max() < 0.1 * sign.width
    assert first(path)[0] == SIGN


def test_hands_with_exchanged_names_are_exchanged_back(tmp_path, sign):
    body, face, left, right = parts(sign)
    given = [body, face, left.renamed(right.name), right.renamed(left.name)]
    read = read_pose(written(tmp_path / "a.pose", [given], sign.fps))
    assert np.array_equal(read.points, sign.points)


def test_a_file_mirrored_without_its_names_is_read_as_its_mirror_image(tmp_path, sign):
    flipped = replace(sign, points=sign.points * np.asarray((-1, 1, 1), np.float32))
    path = written(tmp_path / "a.pose", [parts(flipped)], sign.fps)
    found = printed("recognise", path, "--limit", "1")[0]
    assert (found["id"], found["mirrored"]) == (SIGN, not is_mirrored(tmp_path, sign))


def is_mirrored(folder, sign: Pose):
    path = written(folder / "as it is.pose", [parts(sign)], sign.fps)
    return printed("recognise", path, "--limit", "1")[0]["mirrored"]


BROKEN = {
    "empty": (b"", "a.pose is empty. Copy or create it again."),
    "text": (b"no pose at all" * 9, "a.pose is not a valid .pose file. Copy or create it again."),
}
SHORT = (
    "a.pose is shorter than its header says. It may have been cut off while it was copied. Copy or "
    "create it again."
)


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_pose_file_is_rejected_in_one_sentence(tmp_path, kind):
    content, said = BROKEN[kind]
    (tmp_path / "a.pose").write_bytes(content)
    assert sentence("recognise", tmp_path / "a.pose") == said


@pytest.mark.parametrize("version", [0.0, 0.1, 0.2])
@pytest.mark.parametrize("lost", [1, 5000])
def test_a_file_that_was_cut_off_is_rejected_in_every_version(tmp_path, sign, version, lost):
    path = written(tmp_path / "a.pose", [parts(sign)], sign.fps, version=version)
    path.write_bytes(path.read_bytes()[:-lost])
    assert sentence("recognise", path) == SHORT


def with_counts(path, sign, frames, people):
    """Change the counts in the header of a v0.2 file."""
    content = bytearray(path.read_bytes())
    at = content.index(struct.pack("<fIH", sign.fps, len(sign), 1))
    content[at : at + 10] = struct.pack("<fIH", sign.fps, frames, people)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("frames", "people", "said"),
    [
        (0, 1, "a.pose has no frames. Choose another file."),
        (2**32 - 1, 1, SHORT),
        (2**32 - 1, 65535, SHORT),
        (2**32 - 1, 0, "a.pose contains no person. Choose another file."),
    ],
)
def test_counts_that_cannot_be_are_rejected_before_memory_is_used(
    tmp_path, sign, frames, people, said
):
    path = written(tmp_path / "a.pose", [parts(sign)], sign.fps)
    assert sentence("recognise", with_counts(path, sign, frames, people)) == said


def test_a_version_that_does_not_exist_yet_is_named(tmp_path, sign):
    path = written(tmp_path / "a.pose", [parts(sign)], sign.fps)
    path.write_bytes(struct.pack("<f", 0.3) + path.read_bytes()[4:])
    assert sentence("recognise", path) == (
        "a.pose is a .pose file of version 0.3, which signdict cannot read. Save it as version 0.2."
    )


def test_a_part_of_version_0_is_that_of_version_2(tmp_path, sign):
    old = written(tmp_path / "0.pose", [parts(sign)], sign.fps, version=0.0)
    new = written(tmp_path / "2.pose", [parts(sign)], sign.fps)
    assert np.array_equal(read_pose(old, 0.4, 1.2).points, read_pose(new, 0.4, 1.2).points)
    assert len(read_pose(old, 0.4, 1.2)) == 20


def test_pose_files_of_other_programs_are_added_found_and_exported(tmp_path, sign, monkeypatch):
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path / "home"))
    made = tmp_path / "made"
    made.mkdir()
    written(made / "first.pose", [reduced(sign)], sign.fps)
    written(made / "second.pose", [openpose(sign)], sign.fps, form="XYC", version=0.0)
    written(made / "third.pose", [parts(sign)[:2]], sign.fps)
    done = run("add", made, "--language", "ase", "--source", "made")
    assert done.exit_code == 0, done.output
    assert "third.pose contains no hands" in done.output
    own = [printed("find", gloss)[0]["id"] for gloss in ("first", "second")]
    assert first(made / "first.pose")[0] == own[0]
    assert run("export", *own, "--pose", tmp_path / "out").exit_code == 0
    for name, source in (("first-ase", "first"), ("second-ase", "second")):
        (path,) = (tmp_path / "out").glob(f"{name}-*.pose")
        shown, given = read_pose(path), read_pose(made / f"{source}.pose")
        kept = np.r_[0 : landmarks.LEGS.start, landmarks.LEGS.stop : landmarks.COUNT]
        assert (shown.seen[:, kept] == given.seen[:, kept]).all()
        assert np.abs(shown.points - given.points)[:, kept, :2].max() < 2
    assert printed("facets", own[0])


REAL = (
    "P00_base.pose", "P02_hide_legs_removed.pose", "P02_reduce_holistic_178.pose",
    "P03_two_people_onlooker_still.pose", "P04_fps240.pose", "P04_fps300.pose",
    "P04_fps1000.pose", "P08_no_face.pose", "P08_one_hand.pose",
)  # fmt: skip


@pytest.mark.skipif(
    not CASES.is_dir(), reason="there is no folder shared/cases next to the checkout"
)
class TestRealFiles:
    @pytest.mark.parametrize("name", REAL)
    def test_hello_is_found(self, name):
        (match,) = printed("recognise", CASES / name, "--limit", "1")
        assert (match["gloss"], match["sign_language"]) == ("hello", "ins")
        assert match["confidence"] > 0.9

    @pytest.mark.parametrize(
        ("name", "said"), [("body_only", "no hands"), ("hands_only", "no shoulders")]
    )
    def test_the_missing_part_is_named(self, name, said):
        name = f"P08_{name}.pose"
        assert sentence("recognise", CASES / name) == f"{name} contains {said}. {NEEDED}"

    @pytest.mark.parametrize(
        ("name", "frames", "fps"),
        [
            ("P02_mediapipe_178_real.pose", 170, 24),
            ("P12_openpose_v0.0.pose", 93, 24),
            ("lexicon/sgg/kleine.pose", 68, 25),
            ("lexicon/sgg/pizza.pose", 53, 24),
        ],
    )
    def test_files_of_sign_mt_and_openpose_are_read(self, name, frames, fps):
        read = read_pose(CASES / "real" / name)
        assert (len(read), read.fps) == (frames, fps)
        assert len(printed("recognise", CASES / "real" / name, "--limit", "5")) == 5

    def test_in_a_video_who_moves_the_hands_signs(self, tmp_path):
        """The landmarker alone follows the onlooker, who is nearer and looks at the camera."""
        onlooker = opencv().VideoCapture(str(CASES.parent / "data/videos/fsl_elix/achat.webm"))
        signer = opencv().VideoCapture(str(CASES / "base_ins.mp4"))
        still = onlooker.read()[1][:, 80:560]
        path, code = str(tmp_path / "two.mp4"), opencv().VideoWriter_fourcc(*"mp4v")
        video = opencv().VideoWriter(path, code, 12.5, (still.shape[1] + 640, 480))
        while signer.grab() and (frame := signer.read())[0]:  # every second frame
            video.write(np.hstack([still, frame[1]]))
        video.release()
        done = run("recognise", path, "--limit", "1")
        assert done.stdout.splitlines()[1].split()[1] == "hello"
        assert "Several people are in the picture" in done.stderr
