"""Whether left-handed and mirrored clips find the same sign as the original.

    python -m benchmarks.mirrored

Draws clips with a seed, of all sources in turn, whose sign is in the starter dictionary: landmarks
and videos marked train or evaluate, of sources that the starter does not contain, so that no clip
finds itself. Each is a query as it is, mirrored (the frames of a video are mirrored and tracked
again; of landmarks the points) and left-handed (arms and hands change sides, body and face do not).
Counts how often the same sign is first. The last line is one JSON object.
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
from signdict.core.text import uncased
from signdict.core.types import Frame, Match
from signdict.dictionary.dictionary import Dictionary, open_dictionary
from signdict.pose import landmarks
from signdict.pose.pose import Pose
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.video import Video
from training.data import dataset
from training.data.glosses import Tables

#: Landmarks that do not change sides in a left-handed clip.
_STILL = np.array(
    [
        *range(landmarks.BODY.start, landmarks.RIGHT_SHOULDER + 1),
        *range(landmarks.FACE.start, landmarks.FACE.stop),
    ]
)
WAYS = ("mirrored", "left-handed")


@dataclass(frozen=True, slots=True)
class QueryClip:
    """A clip with its source and gloss; `track` returns its pose, mirrored or not."""

    source: str
    gloss: str
    sign_language: str
    track: Callable[[bool], Pose]


def main() -> None:
    """Print a line per clip and a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--clips", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_dictionary(Paths.standard(Path(folder) / "home")) as dictionary,
    ):
        chosen = drawn([*candidates(dictionary, options.shared)], options.clips, options.seed)
        same, other, right = dict.fromkeys(WAYS, 0), dict.fromkeys(WAYS, 0), 0
        print("| source | sign | original | mirrored | left-handed |\n| - | - | - | - | - |")
        for clip in chosen:
            matches = best(dictionary, clip)
            plain = matches.pop("plain")
            right += base_gloss(plain.sign.gloss) == base_gloss(clip.gloss)
            for way, first in matches.items():
                same[way] += identity(first) == identity(plain)
                other[way] += first.mirrored != plain.mirrored
            cells = [
                f"{m.sign.gloss}{' (mirror)' * m.mirrored}" for m in (plain, *matches.values())
            ]
            print(f"| {clip.source} | {clip.gloss} | {' | '.join(cells)} |", flush=True)
    figures = {f"same_{way.replace('-', '_')}": same[way] for way in WAYS}
    figures |= {f"other_side_{way.replace('-', '_')}": other[way] for way in WAYS}
    print(json.dumps({"n": len(chosen)} | figures | {"right_as_it_is": right}))


def candidates(dictionary: Dictionary, shared: Path) -> Iterator[QueryClip]:
    """Yield the clips whose sign is in the dictionary and whose source is not."""
    tables = Tables.read()
    sources = {source.name for source, _ in dictionary.sources()}
    signs = {(base_gloss(s.gloss), s.sign_language) for s in dictionary.signs(limit=10**6)}

    def fits(gloss: str, code: str, source: str) -> bool:
        return source not in sources and (base_gloss(gloss), code) in signs

    for use in ("evaluate", "train"):
        for clip in dataset.landmark_clips(shared, use):
            gloss = tables.clean(clip.gloss, "").gloss
            if fits(gloss, clip.sign_language, clip.source) and usable(clip.pose):
                yield QueryClip(clip.source, gloss, clip.sign_language, from_pose(clip.pose))
    for row in dataset.read_table(shared / "videos" / "index.csv"):
        gloss = tables.clean(row["gloss"], row["variant"]).gloss
        if fits(gloss, row["sign_language"], row["source"]):
            track = from_video(shared / row["file"])
            yield QueryClip(row["source"], gloss, row["sign_language"], track)


def usable(pose: Pose) -> bool:
    """Return whether a pose can be a query; in some clips of WLASL no hand was found."""
    try:
        pose.usable()
    except PoseError:
        return False
    return True


def from_pose(pose: Pose) -> Callable[[bool], Pose]:
    """Return a function that returns the landmarks, mirrored or not."""
    return lambda mirrored: pose.mirrored() if mirrored else pose


def from_video(path: Path) -> Callable[[bool], Pose]:
    """Return a function that tracks a video, with its frames mirrored or not."""

    def track(mirrored: bool) -> Pose:  # noqa: FBT001
        with Video(path) as video, Tracker(Paths.standard().tracker) as tracker:
            shape = video.shape
            frames = (
                Frame(np.ascontiguousarray(f.image[:, ::-1]), f.seconds) if mirrored else f
                for f in video.frames()
            )
            tracked = list(tracker.follow(frames))
        return Pose.of(tracked, shape.fps, shape.width, shape.height)

    return track


def left_handed(pose: Pose) -> Pose:
    """Return the sign with the other hand: arms and hands are mirrored about the body."""
    other = pose.mirrored()
    sides = (landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER)
    visible = (pose.confidence[:, sides] > 0).all(axis=1)
    middle = pose.points[:, sides, 0].mean(axis=1)
    shift = np.where(visible, 2 * middle - pose.width, 0).astype(np.float32)
    points, confidence = other.points.copy(), other.confidence.copy()
    points[..., 0] += shift[:, None] * (confidence > 0)
    points[:, _STILL], confidence[:, _STILL] = pose.points[:, _STILL], pose.confidence[:, _STILL]
    return replace(other, points=points, confidence=confidence)


def drawn(clips: list[QueryClip], count: int, seed: int) -> list[QueryClip]:
    """Return `count` clips of all sources in turn, no sign of a source twice."""
    draw = np.random.default_rng(seed)
    queues: dict[str, dict[str, QueryClip]] = {}
    for place in draw.permutation(len(clips)):
        clip = clips[place]
        queues.setdefault(clip.source, {}).setdefault(clip.gloss, clip)
    order = [list(queues[name].values()) for name in sorted(queues)]
    longest = max(map(len, order), default=0)
    return [queue[i] for i in range(longest) for queue in order if i < len(queue)][:count]


def best(dictionary: Dictionary, clip: QueryClip) -> dict[str, Match]:
    """Return the first match of each version of a clip."""
    plain, mirrored = clip.track(False), clip.track(True)
    poses = {"plain": plain, "mirrored": mirrored, "left-handed": left_handed(plain)}
    return {way: dictionary.recognise(pose, limit=1)[0] for way, pose in poses.items()}


def base_gloss(gloss: str) -> str:
    """Return a gloss without its sense in parentheses, in lower case."""
    return uncased(gloss.split("(")[0])


def identity(match: Match) -> tuple[str, str]:
    """Return what makes two matches the same sign: gloss and language."""
    return uncased(match.sign.gloss), match.sign.sign_language


if __name__ == "__main__":
    main()
