"""A learner at work in the real window, with a picture of every state of an unsure answer.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.support.session_learner FOLDER

The attempts are signs of the starter dictionary with much noise, so that no answer is sure.
"""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt

from signdict.core.paths import Paths, resources
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui.window.pages import SIGN
from signdict.pose.pose import Pose
from tests.gui.support import scripted_window

_NOISE, _LITTLE = 18.0, 10.0  # pixels


class Session(scripted_window.Session):
    """The page Sign at work."""

    def __init__(self) -> None:
        super().__init__(SIGN)
        self.page = self.window.pages.learner
        with open_dictionary(Paths(self.folder / "poses", resources())) as dictionary:
            signs = [dictionary.find(word, ["ase"], 1)[0].sign for word in ("hello", "book")]
            self.hello, self.book = (dictionary.pose(sign.clips[0].id) for sign in signs)

    def sign(self, pose: Pose, seed: int, noise: float = _NOISE) -> None:
        """Sign with noise, in pixels, and wait for the answer."""
        noises = np.random.default_rng(seed).normal(0, noise, pose.points.shape)
        shown = pose.confidence[..., None] > 0
        points = np.where(shown, pose.points + noises, 0).astype(np.float32)
        answers: list[None] = []
        self.page.settled.connect(lambda: answers.append(None))
        self.page.open_pose(replace(pose, points=points))
        self.until(lambda: answers != [])

    def ask(self) -> None:
        """Sign three times what is never clear, and remove one of the attempts."""
        strip = self.page.once_more
        self.sign(self.hello, 1)
        self.picture("not-sure")
        self.sign(self.hello, 2)
        self.picture("still-not-sure")
        self.sign(self.hello, 3)
        self.picture("three-attempts")
        if strip.chips:
            strip.chips[0].click()
            self.until(lambda: len(strip.chips) == 2)
            self.picture("one-removed")

    def differ(self) -> None:
        """Answer the question with another sign, use both, and undo that."""
        strip = self.page.once_more
        self.sign(self.hello, 4, _LITTLE)
        self.sign(self.book, 5, 0)
        self.picture("differs")
        self.key(Qt.Key.Key_B, widget=self.page)
        self.until(lambda: strip.text.startswith("The answer uses"))
        self.picture("both-anyway")
        self.key(Qt.Key.Key_B, widget=self.page)
        self.until(lambda: not strip.text.startswith("The answer uses"))
        self.sign(self.hello, 6)
        self.key(Qt.Key.Key_N, widget=self.page)
        self.picture("new-sign")


if __name__ == "__main__":
    scripted_window.drive(Session(), Session.ask, Session.differ)
