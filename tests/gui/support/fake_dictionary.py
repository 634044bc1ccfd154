"""A dictionary of a few signs in memory, with the methods of the real one."""

from collections import Counter
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from signdict.core.errors import FolderError, LibraryError, PoseError
from signdict.core.types import Answer, Clip, Match, Progress, Sign, SignSummary, Source
from signdict.dictionary.backup import Restored
from signdict.dictionary.maintenance import Maintenance
from signdict.importing import published
from signdict.importing.entries import ClipEntry, ImportReport, Skipped
from signdict.importing.jobs import FileState
from signdict.importing.manifest import ImportPreview
from signdict.library.duplicates import DuplicateGroup
from signdict.library.editing import Label
from signdict.library.health import Health
from signdict.library.landmark_check import FaultyClip, LandmarkReport
from signdict.library.undo import Change
from signdict.linguistics.phonology.features import PhonologicalFeatures
from signdict.linguistics.table import FacetProgress, build_table
from signdict.linguistics.views import ViewStore
from signdict.lists.store import ListStore
from signdict.pose.comparison import nearest
from signdict.pose.faults import Fault
from signdict.tracking.video import Shape, name_of
from tests.gui.support.fake_analysis import SmallAtlas
from tests.support.fakes import a_pose

STARTER = Source("starter", "Starter dictionary", "CC0", "Ada and Bo", "1")
OWN = Source("own", "My signs")
ONE_HAND = PhonologicalFeatures("one", "right", "none", "face", "straight", "index")
TWO_HANDS = PhonologicalFeatures("two", "both", "mirrored", "chest", "circle", "flat")


def a_sign(number, gloss, language="ase", source=STARTER, clips=1):
    return Sign(
        number,
        gloss,
        language,
        source=source,
        clips=tuple(Clip(10 * number + k, number) for k in range(clips)),
    )


class SmallImports:
    """The imports that a test sets in `there`, until they are forgotten."""

    def __init__(self):
        self.there = []

    def all(self):
        return self.there

    def open(self, number):
        return nullcontext(SimpleNamespace(files=self._files))

    def _files(self, first, many, state=None):
        files = [
            FileState(1, Path("a.mp4"), "A", "added"),
            FileState(2, Path("c.mp4"), "C", "left out", "c.mp4 is empty."),
            FileState(3, Path("d.mp4"), "D", "waiting"),
        ]
        return [file for file in files if state in (None, file.state)]

    def forget(self, number):
        self.there = [job for job in self.there if job.number != number]


class SmallCare:
    """Maintenance; changes are recorded in `done`."""

    def __init__(self):
        self.off = frozenset()
        self.done = []

    def switch(self, source, *, on):
        self.off = self.off - {source} if on else self.off | {source}
        return True

    def undo(self, many=1):
        if not self.done:
            raise LibraryError("Nothing to undo.")
        return [Change(1, self.done.pop(), "2026-01-01T00:00")]

    def plan(self, request):
        if request.find == "(":
            raise LibraryError("( is no pattern.")
        return {1: Label("HI", "ase")} if request.find else {}

    def plan_from(self, table):
        if table.suffix != ".csv":
            raise LibraryError(f"{table.name} has no rows.", hint="Name the columns.")
        return {1: Label("HI", "ase", spoken_language="de")}, ["Line 3: There is no sign x."]

    def relabel(self, plan):
        self.done.append(f"Relabelled {len(plan)} signs.")
        return 0

    def duplicates(self):
        yield Progress(0, 2)
        return [DuplicateGroup((10, 20), same=True), DuplicateGroup((30, 40), same=True)]

    def owners(self, group):
        glosses = ("A", "A") if group.clips[0] == 10 else ("A", "B")
        return [a_sign(1, gloss) for gloss in glosses]

    of_one_gloss = Maintenance.of_one_gloss

    def merge(self, groups):
        return len(groups)

    def health(self):
        return Health(4, 5, "small", 0, "ready", True, "none", 0, sizes={"library": 2_000_000})

    def check_landmarks(self):
        yield Progress(0, 5)
        lost = FaultyClip(10, 1, "A", "ase", "own", (Fault("hand lost", "right", 0.45),))
        return LandmarkReport({"own": 2, "starter": 3}, (lost,), ())

    def repair(self):
        yield Progress(0, 1)
        return ["Rebuilt the index."]

    def back_up(self, target):
        yield Progress(0, 1)
        self.done.append(target.name)
        return 7

    def restore(self, file):
        yield Progress(0, 1)
        return Restored(4, 5, 1, Path("before.db"))


class SmallInventory:
    """The table of all signs. Signs with an even number are one-handed."""

    def __init__(self, dictionary):
        self._dictionary = dictionary

    def table(self):
        self._dictionary._perhaps_refuse()
        items = [
            SignSummary(one.id, one.gloss, "", one.sign_language, "en", "", one.source.name,
                 tuple(clip.id for clip in one.clips))
            for one in self._dictionary.all.values()
        ]  # fmt: skip
        return (yield from build_table(items, {"starter": "CC0"}))

    def compute_facets(self, items):
        seen = {item.id: (ONE_HAND if item.id % 2 == 0 else TWO_HANDS).as_json() for item in items}
        for number, (sign, facets) in enumerate(seen.items(), start=1):
            yield FacetProgress(number, len(seen), seen={sign: facets})
        return seen


class SmallDictionary:
    """Answers at once, records queries in `asked`, and raises `problem` if a test sets it."""

    def __init__(self):
        words = (("HELLO", "ase"), ("HELLO", "ins"), ("HOUSE", "ase"), ("HOUSE", "psp"))
        self.all = {n: a_sign(n, w, code) for n, (w, code) in enumerate(words, start=1)}
        self.all[5] = a_sign(5, "TREE", "ase", OWN, clips=2)
        self.imports, self.maintenance = SmallImports(), SmallCare()
        self.asked = []
        self.problem = None
        self.endless = False  # comparing languages never finishes
        self.closed = False
        self._folder = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True
        if self._folder:
            self._folder.cleanup()

    @cached_property
    def lists(self):
        return ListStore(self._home() / "lists.db")

    @cached_property
    def views(self):
        return ViewStore(self._home() / "views.json")

    def _home(self):
        self._folder = self._folder or TemporaryDirectory()
        return Path(self._folder.name)

    def recognise(self, pose, languages=(), limit=8, score="cosine", kind=None):
        self.asked.append(("recognise", tuple(languages)))
        self._perhaps_refuse()
        return self._matches(self.all.values(), languages, limit)

    def answer(self, pose, languages=(), limit=8, kind=None, score="cosine", *, together=False):
        """The best sign of another language fits better if the sign is in `better`.

        Of several attempts only the last is used if `differing` and not `together`.
        """
        matches = self.recognise(pose, languages, limit)
        others = [sign for sign in self.better if languages and sign.sign_language not in languages]
        best = next(iter(self._matches(others, (), 1)), None)
        count = len(pose) if isinstance(pose, list) else 1
        used = range(count)[-1:] if self.differing and not together else range(count)
        return Answer(matches, best, tuple(used))

    better = ()
    differing = False

    def elsewhere(self, text, languages, matches, spoken=(), kind=None):
        same = {s.sign_language for s in self.all.values() if s.gloss == text.upper()}
        return sorted(same - {*languages}) if languages and not matches else []

    def warm(self):
        self.asked.append(("warm",))
        yield from ()

    @property
    def sign_table(self):
        return SmallInventory(self)

    def spoken(self):
        return {}

    def concept(self, sign):
        gloss = self.all[sign].gloss
        return self._matches([s for s in self.all.values() if s.gloss == gloss], (), 9)

    def listed(self, signs):
        known = {(sign.gloss, sign.sign_language): sign for sign in self.all.values()}
        return [known.get((entry.gloss, entry.sign_language)) for entry in signs.entries]

    names = ()  # glosses that the model has not read yet

    def preparation(self, text, matches):
        return self._learn if self.names else None

    def _learn(self):
        while self.names:
            yield Progress(0, len(self.names))
            self.names = self.names[1:]

    def find(self, text, languages=(), limit=8, spoken=(), kind=None, *, patient=True):
        self.asked.append(("find", text, tuple(languages)))
        self._perhaps_refuse()
        found = [s for s in self.all.values() if s.gloss.startswith(text.upper())]
        return self._matches(found, languages, limit)

    def neighbours(self, sign_id, languages=(), limit=8, score="cosine", kind=None):
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
        """Signs with an even number are one-handed."""
        self.asked.append(("facets", tuple(clip_ids)))
        return {clip: ONE_HAND if clip // 10 % 2 == 0 else TWO_HANDS for clip in clip_ids}

    def measure(self, filmed, fps=25.0):
        """A file whose name starts with "long" lasts three hours; a folder raises FolderError."""
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

    def add(self, path, **named):
        self.asked.append(("add", path.name, named["sign_language"]))
        for done in range(3):
            yield Progress(done, 3, f"{done}.mp4", 3.0 - done)
        self._perhaps_refuse()
        return ImportReport(2, 1, (Skipped(path / "c.mp4", "c.mp4 is empty."),))

    def preview(self, path, **named):
        yield Progress(0, 0, path.name)
        if path.suffix == ".json":
            raise LibraryError("list.json is not WLASL's JSON.")
        first = ClipEntry(path / "a.mp4", "a", named["sign_language"] or "ase")
        left_out = Skipped(path / "c.mp4", "It has no gloss.")
        return ImportPreview("folder", first, 1, 1, 1, {"ase": 1}, (first,), (left_out,))

    def go_on(self, number):
        yield Progress(0, 1, "d.mp4")
        self.imports.forget(number)
        return ImportReport(1, 2)

    try_again = go_on

    def remove(self, source):
        if source == "starter":
            raise LibraryError("The starter dictionary cannot be removed.")
        removed = [n for n, sign in self.all.items() if sign.source.name == source]
        for number in removed:
            del self.all[number]
        return len(removed)

    def sources(self):
        counts = Counter(sign.source for sign in self.all.values())
        return [(source, count) for source, count in counts.items()]

    def published(self):
        return published.listed(self.sources())

    def counts(self, kind=None):
        signs = (sign for sign in self.all.values() if kind in (None, sign.kind))
        return dict(Counter(sign.sign_language for sign in signs))

    def first(self, languages=(), limit=8, kind=None):
        self._perhaps_refuse()
        return self._matches(self.all.values(), languages, limit)

    def signs(self, languages=(), limit=200, offset=0):
        self._perhaps_refuse()
        return [m.sign for m in self._matches(self.all.values(), languages, limit)]

    @property
    def analysis(self):
        return SmallAtlas(self)

    def check(self):
        return []

    def _perhaps_refuse(self):
        if self.problem:
            raise self.problem

    def _matches(self, signs, languages, limit):
        selected = [s for s in signs if not languages or s.sign_language in languages]
        return [
            Match(rank, sign, 1 - rank / 10, 1 - rank / 10)
            for rank, sign in enumerate(selected[:limit], start=1)
        ]


def a_file(folder, name="sign.mp4"):
    path = Path(folder) / name
    path.write_bytes(b"0")
    return path
