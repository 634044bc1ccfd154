"""Where in a long recording somebody signs: its spans, as the camera would have found them."""

from signdict.pose.pose import Landmarks, Pose
from signdict.pose.segmentation import Segmenter, Turn


def spans(pose: Pose) -> list[tuple[float, float]]:
    """Return the seconds at which signs begin and end, in their order."""
    segmenter, found = Segmenter(), []

    def note(turn: Turn | None) -> None:
        if turn is Turn.ENDED and (frames := segmenter.frames):
            found.append((frames[0].seconds, frames[-1].seconds))

    for number, (points, confidence) in enumerate(zip(pose.points, pose.confidence, strict=True)):
        note(segmenter.feed(Landmarks(points, confidence, number / pose.fps), pose.height))
    note(segmenter.finish())
    return found
