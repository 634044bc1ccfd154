"""Lists of signs for tests, a dictionary that contains their signs, and exports of them."""

import numpy as np

from signdict.core.types import Clip, Sign, Source
from signdict.lists import export
from signdict.lists.signlist import ListEntry, SignList
from tests.support.fakes import a_pose
from tests.support.steps import drive

SOURCE = Source("starter", "A starter", "CC0-1.0", "Its makers", "1", "https://example.org")
WORDS = (("hello", "ase"), ("نعم", "ase"), ("good morning", "psp"))


def a_list(name="Monday class", words=WORDS):
    return SignList(
        name, "k1", "For Monday", tuple(ListEntry(w, c, source=SOURCE) for w, c in words)
    )


class FakeLookup:
    """A dictionary with every sign of a list, except the glosses in `missing`."""

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


class FakeIllustrator:
    """Draws two small pictures of a sign, and a sheet with the number of signs."""

    def frames(self, pose):
        return [np.full((8, 8, 3), shade, np.uint8) for shade in (40, int(pose.points.max()) % 200)]

    def sheet(self, signs, items):
        for _ in items:
            yield b""
        yield f"sheet of {len(signs.entries)}".encode()


def exported(kind, path, signs=None, lookup=None, **options):
    """Export a list; return what was exported and all reports of progress."""
    steps = export.export(
        lookup or FakeLookup(), signs or a_list(), kind, path, FakeIllustrator(),
        export.ExportOptions(**options),
    )  # fmt: skip
    reports, result = drive(steps)
    return result, reports
