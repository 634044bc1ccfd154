"""A dictionary of a few signs in memory, with the verbs of the real one."""

from collections import Counter
from pathlib import Path

from signdict.alignment import nearest
from signdict.entries import Report, Skipped
from signdict.errors import FolderError, LibraryError, PoseError
from signdict.facets import Facets
from signdict.filmed import name_of
from signdict.signs import Clip, Match, Progress, Sign, Source
from signdict.video import Shape
from tests.fakes import a_pose

STARTER = Source("starter", "Starter dictionary", "CC0", "Ada and Bo", "1")
OWN = Source("own", "My signs")
ONE_HAND = Facets("one", "right", "none", "face", "straight", "index")
TWO_HANDS = Facets("two", "both", "mirrored", "chest", "circle", "flat")


def a_sign(number, gloss, language="ase", source=STARTER, clips=1):
    return Sign(
        number,
        gloss,
        language,
        source=source,
        clips=tuple(Clip(10 * number + k, number) for k in range(clips)),
    )


class SmallDictionary:
    """Answers at once, remembers what it was asked, and says no where a test wants it to."""

    def __init__(self):
        words = (("HELLO", "ase"), ("HELLO", "ins"), ("HOUSE", "ase"), ("HOUSE", "psp"))
        self.all = {n: a_sign(n, w, code) for n, (w, code) in enumerate(words, start=1)}
        self.all[5] = a_sign(5, "TREE", "ase", OWN, clips=2)
        self.asked = []
        self.problem = None
        self.closed = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

    def recognise(self, pose, languages=(), limit=8):
        self.asked.append(("recognise", tuple(languages)))
        self._perhaps_refuse()
        return self._matches(self.all.values(), languages, limit)

    def warm(self):
        self.asked.append(("warm",))

    def find(self, text, languages=(), limit=8):
        self.asked.append(("find", text, tuple(languages)))
        self._perhaps_refuse()
        found = [s for s in self.all.values() if s.gloss.startswith(text.upper())]
        return self._matches(found, languages, limit)

    def neighbours(self, sign_id, languages=(), limit=8):
        self.asked.append(("neighbours", sign_id, tuple(languages)))
        self._perhaps_refuse()
        return self._matches(self.all.values(), languages, limit)

    def compare(self, attempt, sign, *, mirrored=None):
        self.asked.append(("compare", sign.gloss, mirrored))
        self._perhaps_refuse()
        clips = [(clip.id, a_pose(clip.id, frames=30)) for clip in sign.clips]
        return nearest(attempt, clips, mirrored=mirrored)

    def sign(self, sign_id):
        return self.all[sign_id]

    def pose(self, clip_id):
        return a_pose(clip_id)

    def facets(self, clip_ids):
        """Signs with an even number are made with one hand."""
        self.asked.append(("facets", tuple(clip_ids)))
        return {clip: ONE_HAND if clip // 10 % 2 == 0 else TWO_HANDS for clip in clip_ids}

    def measure(self, filmed, fps=25.0):
        """A name that begins with long is a lecture; a folder is none of the recordings."""
        self.asked.append(("measure", filmed, fps))
        yield from ()
        if isinstance(filmed, Path) and filmed.is_dir():
            raise FolderError(f"{filmed.name} is a folder.")
        return Shape(640, 480, 25.0, 3 * 3600 * 25 if name_of(filmed).startswith("long") else 50)

    def read(self, filmed, start=None, end=None, fps=25.0):
        self.asked.append(("read", filmed, start, end))
        self.rate = fps
        yield Progress(1, 4, name_of(filmed), 2.0)
        if name_of(filmed).endswith(".txt"):
            raise PoseError("Nobody was seen in this clip.", hint="Use another.")
        yield Progress(3, 4, name_of(filmed), 90.0)
        return a_pose(1)

    def add(self, path, **what):
        self.asked.append(("add", path.name, what["sign_language"]))
        for done in range(3):
            yield Progress(done, 3, f"{done}.mp4", 3.0 - done)
        self._perhaps_refuse()
        return Report(2, 1, (Skipped(path / "c.mp4", "c.mp4 is empty."),))

    def remove(self, source):
        if source == "starter":
            raise LibraryError("The starter dictionary cannot be removed.")
        gone = [n for n, sign in self.all.items() if sign.source.name == source]
        for number in gone:
            del self.all[number]
        return len(gone)

    def sources(self):
        counts = Counter(sign.source for sign in self.all.values())
        return [(source, count) for source, count in counts.items()]

    def counts(self):
        return dict(Counter(sign.sign_language for sign in self.all.values()))

    def signs(self, languages=(), limit=200, offset=0):
        self._perhaps_refuse()
        return [m.sign for m in self._matches(self.all.values(), languages, limit)]

    def check(self):
        return []

    def _perhaps_refuse(self):
        if self.problem:
            raise self.problem

    def _matches(self, signs, languages, limit):
        there = [s for s in signs if not languages or s.sign_language in languages]
        return [
            Match(rank, sign, 1 - rank / 10, 1 - rank / 10)
            for rank, sign in enumerate(there[:limit], start=1)
        ]


def a_file(folder, name="sign.mp4"):
    path = Path(folder) / name
    path.write_bytes(b"0")
    return path
