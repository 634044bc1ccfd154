"""Lists of signs for tests, and a dictionary that they are looked up in."""

import numpy as np

from signdict.core.types import Clip, Sign, Source
from signdict.lists.signlist import ListEntry, SignList
from tests.support.fakes import a_pose

SOURCE = Source("starter", "A starter", "CC0-1.0", "Its makers", "1", "https://example.org")
WORDS = (("hello", "ase"), ("نعم", "ase"), ("good morning", "psp"))


def a_list(name="Monday class", words=WORDS):
    return SignList(
        name, "k1", "For Monday", tuple(ListEntry(w, c, source=SOURCE) for w, c in words)
    )


class Looked:
    """Every sign of a list is here, but those of `missing`."""

    def __init__(self, missing=(), media=None):
        self.missing, self.media = missing, media

    def listed(self, signs):
        return [
            None if entry.gloss in self.missing
            else Sign(n, entry.gloss, entry.sign_language, clips=(Clip(n, n, self.media),))
            for n, entry in enumerate(signs.entries, start=1)
        ]  # fmt: skip

    def pose(self, clip_id):
        return a_pose(clip_id)


class Sketcher:
    """Draws two small pictures of a sign, and sheets that say how many there were."""

    def frames(self, pose):
        return [np.full((8, 8, 3), shade, np.uint8) for shade in (40, int(pose.points.max()) % 200)]

    def sheet(self, signs, items):
        for _ in items:
            yield b""
        yield f"sheet of {len(signs.entries)}".encode()
