"""Do left-handers and mirrored files find the same sign as everybody else?

`python -m benchmarks.mirrored` draws clips by seed, of all sources in turn, whose sign the starter
dictionary has by another recording: landmarks and videos marked train or evaluate, of sources that
the starter holds nothing of, so that no clip ever finds itself. Each is asked as it is, mirrored (a
video's pictures are turned round and tracked anew; of landmarks the points) and left-handed (arms
and hands change sides, body and face stay). Counted is where the same sign comes first.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.core.types import Frame, Match
from signdict.dictionary.dictionary import Dictionary, open_dictionary
from signdict.pose import landmarks
from signdict.pose.pose import Pose
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.video import Video
from training.data import dataset
from training.data.glosses import Tables

#: What stays where it is when somebody signs with the other hand.
_STILL = np.array(
    [
        *range(landmarks.BODY.start, landmarks.RIGHT_SHOULDER + 1),
        *range(landmarks.FACE.start, landmarks.FACE.stop),
    ]
)
WAYS = ("mirrored", "left-handed")


@dataclass(frozen=True, slots=True)
class Asked:
    """A clip: whose it is, what it means, and how it is seen as it is and in a mirror."""

    source: str
    gloss: str
    sign_language: str
    seen: Callable[[bool], Pose]


def main() -> None:
    """Print a line a clip and, last, one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--clips", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_dictionary(Paths.standard(Path(folder) / "home")) as dictionary,
    ):
        chosen = drawn([*candidates(dictionary, asked.shared)], asked.clips, asked.seed)
        same, told, right = dict.fromkeys(WAYS, 0), dict.fromkeys(WAYS, 0), 0
        print("| source | sign | first, as it is | mirrored | left-handed |\n| - | - | - | - | - |")
        for clip in chosen:
            answers = ask(dictionary, clip)
            plain = answers.pop("plain")
            right += known(plain.sign.gloss) == known(clip.gloss)
            for way, first in answers.items():
                same[way] += identity(first) == identity(plain)
                told[way] += first.mirrored != plain.mirrored
            cells = [
                f"{m.sign.gloss}{' (mirror)' * m.mirrored}" for m in (plain, *answers.values())
            ]
            print(f"| {clip.source} | {clip.gloss} | {' | '.join(cells)} |", flush=True)
    figures = {f"same_{way.replace('-', '_')}": same[way] for way in WAYS}
    figures |= {f"other_side_{way.replace('-', '_')}": told[way] for way in WAYS}
    print(json.dumps({"n": len(chosen)} | figures | {"right_as_it_is": right}))


def candidates(dictionary: Dictionary, shared: Path) -> Iterator[Asked]:
    """Every clip that may ask: its sign is in the dictionary, its source is not."""
    tables = Tables.read()
    there = {source.name for source, _ in dictionary.sources()}
    signs = {(known(s.gloss), s.sign_language) for s in dictionary.signs(limit=10**6)}

    def wanted(gloss: str, code: str, source: str) -> bool:
        return source not in there and (known(gloss), code) in signs

    for use in ("evaluate", "train"):
        for clip in dataset.landmark_clips(shared, use):
            gloss = tables.clean(clip.gloss, "").gloss
            if wanted(gloss, clip.sign_language, clip.source) and usable(clip.pose):
                yield Asked(clip.source, gloss, clip.sign_language, turned(clip.pose))
    for row in dataset.read_table(shared / "videos" / "index.csv"):
        gloss = tables.clean(row["gloss"], row["variant"]).gloss
        if wanted(gloss, row["sign_language"], row["source"]):
            seen = filmed(shared / row["file"])
            yield Asked(row["source"], gloss, row["sign_language"], seen)


def usable(pose: Pose) -> bool:
    """Whether the clip can be asked about: in some of WLASL's no hand is found."""
    try:
        pose.usable()
    except PoseError:
        return False
    return True


def turned(pose: Pose) -> Callable[[bool], Pose]:
    """Landmarks as they are and in a mirror."""
    return lambda mirrored: pose.mirrored() if mirrored else pose


def filmed(path: Path) -> Callable[[bool], Pose]:
    """A video as it is tracked, its pictures as they are or turned round."""

    def seen(mirrored: bool) -> Pose:  # noqa: FBT001
        with Video(path) as video, Tracker(Paths.standard().tracker) as tracker:
            shape = video.shape
            frames = (
                Frame(np.ascontiguousarray(f.image[:, ::-1]), f.seconds) if mirrored else f
                for f in video.frames()
            )
            found = list(tracker.follow(frames))
        return Pose.of(found, shape.fps, shape.width, shape.height)

    return seen


def left_handed(pose: Pose) -> Pose:
    """The same sign with the other hand: mirrored about the body, which itself stays."""
    other = pose.mirrored()
    sides = (landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER)
    seen = (pose.confidence[:, sides] > 0).all(axis=1)
    middle = pose.points[:, sides, 0].mean(axis=1)
    shift = np.where(seen, 2 * middle - pose.width, 0).astype(np.float32)
    points, confidence = other.points.copy(), other.confidence.copy()
    points[..., 0] += shift[:, None] * (confidence > 0)
    points[:, _STILL], confidence[:, _STILL] = pose.points[:, _STILL], pose.confidence[:, _STILL]
    return replace(other, points=points, confidence=confidence)


def drawn(clips: list[Asked], count: int, seed: int) -> list[Asked]:
    """So many that can be asked about, of all sources in turn, no sign of a source twice."""
    draw = np.random.default_rng(seed)
    queues: dict[str, dict[str, Asked]] = {}
    for place in draw.permutation(len(clips)):
        clip = clips[place]
        queues.setdefault(clip.source, {}).setdefault(clip.gloss, clip)
    order = [list(queues[name].values()) for name in sorted(queues)]
    longest = max(map(len, order), default=0)
    return [queue[i] for i in range(longest) for queue in order if i < len(queue)][:count]


def ask(dictionary: Dictionary, clip: Asked) -> dict[str, Match]:
    """The first answer to each version of a clip."""
    plain, mirrored = clip.seen(False), clip.seen(True)
    poses = {"plain": plain, "mirrored": mirrored, "left-handed": left_handed(plain)}
    return {way: dictionary.recognise(pose, limit=1)[0] for way, pose in poses.items()}


def known(gloss: str) -> str:
    """A gloss without its sense."""
    return gloss.split("(")[0].strip().casefold()


def identity(match: Match) -> tuple[str, str]:
    """What counts as the same sign: gloss and language."""
    return match.sign.gloss.casefold(), match.sign.sign_language


if __name__ == "__main__":
    main()
