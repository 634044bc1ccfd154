"""Small real values worked out by hand, and stand-ins at the seams that need a model."""

from collections.abc import Sequence

import numpy as np

from signdict.core.types import Embeddings
from signdict.core.vectors import unit
from signdict.model.prompts import Prompts
from signdict.pose import landmarks
from signdict.pose.pose import Pose


def a_pose(seed: int = 0, frames: int = 12, fps: float = 25.0) -> Pose:
    """A person in a 640 x 480 picture who moves both hands along paths drawn from `seed`."""
    draw = np.random.default_rng(seed)
    points = np.zeros((frames, landmarks.COUNT, 3), np.float32)
    points[:, landmarks.BODY, :2] = (320, 200)
    points[:, landmarks.FACE, :2] = draw.uniform((280, 80), (360, 160), (128, 2))
    points[:, landmarks.LEFT_SHOULDER, :2] = (380, 200)
    points[:, landmarks.RIGHT_SHOULDER, :2] = (260, 200)
    points[:, landmarks.NOSE, :2] = (320, 120)
    time = np.linspace(0, 1, frames)[:, None]
    for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        start, end = draw.uniform((220, 120), (420, 300), (2, 2))
        path = start + (end - start) * time
        shape = draw.uniform(-30, 30, (21, 3)) * (1, 1, 0.001)
        shape[0] = 0
        points[:, hand] = shape
        points[:, hand, :2] += path[:, None]
    for wrist, hand in (
        (landmarks.LEFT_WRIST, landmarks.LEFT_HAND),
        (landmarks.RIGHT_WRIST, landmarks.RIGHT_HAND),
    ):
        points[:, wrist] = points[:, hand.start]
    confidence = np.ones(points.shape[:2], np.float32)
    return Pose(points, confidence, fps, 640, 480)


class PositionEncoder:
    """Embeds a pose as where its hands are: enough to tell poses apart, and worked out by hand."""

    name = "positions"
    prompts = Prompts(signs=("ase", "ins"))
    dimensions = 12
    token_share = 0.0

    def raw_poses(self, poses: Sequence[Pose]) -> np.ndarray:
        rows = []
        for pose in poses:
            points = pose.usable().normalised().points
            wrists = points[:, [landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.start]]
            row = np.concatenate([wrists[0].ravel(), wrists[-1].ravel()])
            rows.append(row / np.linalg.norm(row))
        return np.asarray(rows, np.float32)

    embed_poses = raw_poses

    def read_poses(self, poses: Sequence[Pose]) -> Embeddings:
        return Embeddings(self.raw_poses(poses))

    def raw_texts(self, prompts: Sequence[str]) -> np.ndarray:
        """Every text is read as the pose that is drawn from its number of letters."""
        return self.raw_poses([a_pose(len(prompt.split("> ")[-1])) for prompt in prompts])

    def knows(self, text: str) -> bool:
        return text == "greeting"

    def least(self, size: int) -> float:
        assert size >= 0
        return 0.2

    def confidences(self, scores: np.ndarray, size: int) -> np.ndarray:
        assert size >= 0
        return np.clip(scores, 0, 1)


class MomentEncoder(PositionEncoder):
    """Its vector knows where the hands start and end, its tokens where they are on the way."""

    name = "moments"
    token_share = 0.5
    moments = 5

    def read_poses(self, poses: Sequence[Pose]) -> Embeddings:
        return Embeddings(self.raw_poses(poses), np.stack([self._tokens(pose) for pose in poses]))

    def _tokens(self, pose: Pose) -> np.ndarray:
        """(5, 6): both wrists at five moments."""
        points = pose.usable().normalised().points
        wrists = points[:, [landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.start]]
        shown = wrists[np.linspace(0, len(wrists) - 1, self.moments).round().astype(int)]
        return unit(shown.reshape(self.moments, -1))


#: What each text is about, as numbers; what is not here means nothing.
ABOUT = {
    "hello": (1, 0, 0), "greeting": (1, 0.1, 0), "window": (0.9, 0, 0.3), "bye": (-1, 0, 0),
    "farewell": (-1, 0.2, 0), "thank you": (0, 1, 0), "gratitude": (0.1, 1, 0),
    "good morning": (0.8, 0.5, 0), "merci": (0, 1, 0), "close the window": (0, 0, 1),
}  # fmt: skip


class Knowing(PositionEncoder):
    """Reads texts as `ABOUT` tells, and counts them."""

    prompts = Prompts(signs=("ase", "ins"), meaning=True)

    def __init__(self, **more):
        self.read, self._about = [], ABOUT | more

    def raw_texts(self, prompts):
        self.read += prompts
        rows = [self._about.get(prompt, (0, 0, 1e-3)) for prompt in prompts]
        return np.array(rows, np.float32).reshape(len(prompts), 3)

    def knows(self, text):
        return text in self._about

    def spells(self, text):
        return text in self._about
