"""Miniatures of datasets: a few files that lie as a dataset publishes them, to be imported.

A film is written as a `.pose` file of the same name, which every recipe accepts in its place, so
that nothing is tracked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from signdict.importing.entries import ENDINGS
from signdict.pose import landmarks
from signdict.pose.posefile import write_pose
from tests.support.cli import printed
from tests.support.fakes import a_pose

PARTS = {
    "body": landmarks.BODY, "face": landmarks.FACE, "left_hand": landmarks.LEFT_HAND,
    "right_hand": landmarks.RIGHT_HAND,
}  # fmt: skip


@dataclass(frozen=True)
class Miniature:
    """Three signs of a dataset as it is published, with one known error, and what must be found.

    `files` has what is written to each path: the number of a film (of `a_pose`), text, bytes, or a
    function of the path. `signs` are the gloss, sign language and number of clips of each sign,
    `skipped` the end of each reason for which something is skipped, in order. `find` is a word
    that finds the sign of a gloss. `options` are those of `signdict add`; `path` is added in place
    of the whole folder. `recognised`: the folder is recognised without `--as`.
    """

    files: Mapping[str, object]
    signs: tuple[tuple[str, str, int], ...]
    skipped: tuple[str, ...] = ()
    find: tuple[str, str] = ("", "")
    options: tuple[str, ...] = ()
    path: str = ""
    recognised: bool = False


def written(folder: Path, files: Mapping[str, object]) -> Path:
    """Write files into a folder; return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, int):
            ending = next((e for e in ENDINGS if path.name.lower().endswith(e)), "")
            stem = path.name[: -len(ending)] if ending else path.name
            write_pose(path.with_name(f"{stem}.pose"), a_pose(content))
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content(path)
    return folder


def points(number: int, *parts: str, axes: str = "xyz") -> np.ndarray:
    """Return the landmarks of a film as shares of the picture: (frames, points, axes).

    `parts` are body, face (the 128 points of the contour), left_hand and right_hand; points of the
    face mesh that signdict does not use are zero if the part is `mesh`.
    """
    pose = a_pose(number)
    shares = pose.points / np.array([pose.width, pose.height, 1], np.float32)
    values = np.concatenate([shares, pose.confidence[..., None]], axis=-1)
    blocks = [_mesh(values) if part == "mesh" else values[:, PARTS[part]] for part in parts]
    return np.concatenate(blocks, axis=1)[..., ["xyzc".index(axis) for axis in axes]]


def _mesh(values: np.ndarray) -> np.ndarray:
    mesh = np.zeros((len(values), 468, values.shape[-1]), np.float32)
    mesh[:, list(landmarks.FACE_IDS)] = values[:, landmarks.FACE]
    return mesh


def npy(number: int, *parts: str, axes: str = "xyz"):
    """Return a function that writes the landmarks of a film as `.npy`."""
    return lambda path: np.save(path, points(number, *parts, axes=axes))


def openpose(number: int):
    """Return a function that writes a frame as OpenPose does, of the number in the file's name."""

    def write(path):
        pose = a_pose(number)
        frame = int("".join(filter(str.isdecimal, path.stem.split("_keypoints")[0][-12:])))
        body = np.zeros((25, 3))
        for at, name in ((0, "NOSE"), (2, "RIGHT_SHOULDER"), (5, "LEFT_SHOULDER")):
            mark = landmarks.BODY_NAMES.index(name)
            body[at] = [*pose.points[frame, mark, :2], 1]
        hands = [
            np.c_[pose.points[frame, part, :2], np.ones(21)]
            for part in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
        ]
        keys = ("pose_keypoints_2d", "hand_left_keypoints_2d", "hand_right_keypoints_2d")
        person = {k: np.ravel(v).tolist() for k, v in zip(keys, [body, *hands], strict=True)}
        path.write_text(json.dumps({"people": [person]}), encoding="utf-8")

    return write


def check(miniature: Miniature, name: str, folder: Path) -> None:
    """Import a miniature as a dataset through the command line, find a sign, and remove it."""
    from signdict.importing.datasets import dataset

    about, root = dataset(name), written(folder / "miniature", miniature.files)
    path = root / miniature.path
    chosen = () if miniature.recognised else ("--as", name)
    shown = printed("add", path, "--preview", *chosen, *miniature.options)
    assert (shown["dataset"], shown["recognised"]) == (about.name, miniature.recognised)

    added = printed("add", path, *chosen, *miniature.options)
    reasons = [each["reason"] for each in added["skipped"]]
    assert len(reasons) == len(miniature.skipped), reasons
    for reason, end in zip(reasons, miniature.skipped, strict=True):
        assert reason.endswith(end), reason
    assert added["added"] == sum(clips for *_, clips in miniature.signs), reasons
    signs = stored(about.title)
    assert signs == sorted(miniature.signs), signs

    word, gloss = miniature.find
    best = next(m for m in printed("find", word) if m["source"] == about.title)
    assert best["gloss"] == gloss, best
    licences = [each["licence"] for each in printed("sources") if each["name"] == about.title]
    assert licences == [about.licence if about.licence != "unknown" else ""]

    removed = printed("remove", about.title)
    assert removed == {"removed": len(miniature.signs)}
    assert stored(about.title) == []


def stored(source: str) -> list[tuple[str, str, int]]:
    """Return gloss, sign language and number of clips of the signs of a source, sorted."""
    from signdict.dictionary.dictionary import open_dictionary

    with open_dictionary() as dictionary:
        signs = [s for s in dictionary.signs(limit=500) if s.source.name == source]
    return sorted((sign.gloss, sign.sign_language, len(sign.clips)) for sign in signs)
