"""The clips that ship: films and landmarks marked `ship = yes`, with their glosses and sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from signdict.core.errors import PoseError, SignDictError
from signdict.core.kinds import LETTER, WORD, SignKind
from signdict.core.types import AnyArray, BoolArray, Sign, Source
from signdict.importing.entries import Skipped
from signdict.importing.workers import MARGIN
from signdict.library.library import Library
from signdict.pose import landmarks
from signdict.pose.faults import hidden
from signdict.pose.pose import Pose
from signdict.pose.posefile import read_pose
from training.data import archives
from training.data.dataset import TableRow, read_table
from training.data.glosses import Gloss, Tables, Translations, number_takes
from training.data.selection import clip_name

TITLES = {
    "ase_studiogalt": "StudioGalt Sign Language Mocap Archive: American Sign Language",
    "ase_traduttore": "traduttore-model by traduttore: American Sign Language",
    "bzs_dayane": "libras-recognition-system by DayaneCordeiro: Brazilian Sign Language",
    "fingerspelling": "Fingerspelling lexicon of spoken-to-signed: manual alphabets",
    "fsl_elix": "Elix by Signes de Sens: French Sign Language",
    "fsl_jauvert": "Signs by Laura Jauvert: French Sign Language",
    "gsg_birkenpapier": "GSL-Detector by Birkenpapier: German Sign Language",
    "ins_include": "INCLUDE: Indian Sign Language",
    "ins_include_words": "INCLUDE, single words: Indian Sign Language",
    "ins_meabhinav": "Sign-Language-Detection by me-abhinav-1001: Indian Sign Language",
    "ins_meabhinav_landmarks": "Sign-Language-Detection by me-abhinav-1001, landmarks: Indian"
    " Sign Language",
    "mfs_msl150": "MSL-150 by armandobecerril: Mexican Sign Language",
    "psp_kamaynikasyon": "Kamaynikasyon by Cray11: Filipino Sign Language",
}
#: Seconds. A clip in which the hands are raised for less time does not show a whole sign.
SHORTEST = 0.2
#: Least share of the frames of a sign in which a hand is seen.
LEAST_SEEN = 0.5
#: Folded hands: how near to each other, and how low, in shoulder widths; and how far a hand moves
#: when they no longer rest. Signers of these sources rest like that; in other films, crossed hands
#: may belong to the sign.
FOLDING = ("fsl_elix",)
FOLDED, LOW, MOVED = 0.6, 0.7, 0.2
#: The frames of clips of archives that show more than one sign.
MENDED = Path(__file__).with_name("mended.csv")
#: Alphabets that are shown by the left hand, as by no other source: they are mirrored, so that
#: letters which are alike in several languages look alike.
LEFT_HANDED = (("fingerspelling", "ise"),)
#: Seconds, at most, of the end or the beginning of another sign, and of the rest next to it, at
#: least.
PASSING, PAUSE = 0.7, 0.3
#: Why a clip does not ship whose hands were lost (see `pose.faults`).
_NOT_SEEN = "The sign cannot be seen: its hands are lost in most frames."
#: Sources whose single letters are letters of a manual alphabet, not words.
_ALPHABETS = ("fingerspelling", "ins_meabhinav")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A clip that ships. `path` names its file in the list from which the ingest adds it.

    A clip that was taken over from the starter has the `digest` that it has there. It was trimmed
    before.
    """

    row: TableRow
    gloss: Gloss
    pose: Pose
    path: Path
    digest: str = ""

    @property
    def source(self) -> Source:
        """The source of the clip."""
        return source_of(self.row)

    @property
    def kind(self) -> SignKind:
        """The kind of the sign."""
        is_letter = len(self.gloss.gloss) == 1 or self.row["source"] == "fingerspelling"
        return LETTER if is_letter and self.source.name in _ALPHABETS else WORD


def film_rows(shared: Path) -> list[dict[str, str]]:
    """Return the rows of films that ship."""
    return [row for row in read_table(shared / "videos" / "index.csv") if row["ship"] == "yes"]


def archive_rows(shared: Path, selection: Path) -> list[dict[str, str]]:
    """Return the rows of archives that were selected, with the rate and timing chosen for them."""
    table = {clip_name(row): row for row in read_table(shared / "landmarks" / "index.csv")}
    chosen = [(table[clip_name(row)], row) for row in read_table(selection)]
    return [
        row | {"fps": choice["fps"], "timing": choice["timing"]}
        for row, choice in chosen
        if row["ship"] == "yes"
    ]


def films(
    rows: Sequence[TableRow], folder: Path, present: Path | None
) -> Iterator[Shipped | Skipped]:
    """Yield the clips of films.

    Those without a `.pose` file in `folder` come from the `present` starter, if it has them.
    """
    tables, kept = Tables.read(), list[tuple[TableRow, Pose, str]]()
    taken = _Present(present, rows, tables)
    for row in rows:
        path = Path(row["file"]).with_suffix(".pose")
        if row["file"] in tables.excluded:
            yield _excluded(path, tables.excluded[row["file"]])
            continue
        try:
            if known := None if (folder / path).is_file() else taken.clip(row):
                kept.append((row, *known))
                continue
            pose = read_pose(folder / path)
            pose = one_sign(without_folded_hands(pose) if row["source"] in FOLDING else pose)
            check_whole_sign(pose)
        except SignDictError as error:
            yield Skipped(path, str(error))
            continue
        kept.append((row, pose, ""))
    names = film_glosses([row for row, *_ in kept], tables)
    for (row, pose, digest), gloss in zip(kept, names, strict=True):
        path = Path(row["file"]).with_suffix(".pose")
        if hidden(pose):  # only now, so that other recordings keep their numbers
            yield Skipped(path, _NOT_SEEN)
        else:
            yield Shipped(row, gloss, pose, path, digest)


def archived(rows: Sequence[TableRow], shared: Path) -> Iterator[Shipped | Skipped]:
    """Yield the clips of archives; several takes of a word have the same gloss."""
    tables, words = Tables.read(), Translations.read()
    mended = {row["clip"]: row for row in read_table(MENDED)}
    for row, pose in archives.poses(shared, rows):
        name = clip_name(row)
        path = Path(row["file"]).with_suffix("") / f"{row['clip']}.pose"
        if name in tables.excluded:
            yield _excluded(path, tables.excluded[name])
            continue
        if name in mended:
            pose = pose.cut(int(mended[name]["first"]), int(mended[name]["last"]))
        if (row["source"], row["sign_language"]) in LEFT_HANDED:
            pose = pose.mirrored()
        if hidden(pose):
            yield Skipped(path, _NOT_SEEN)
            continue
        gloss = words.gloss(row["source"], row["gloss"]) or tables.clean(row["gloss"], "")
        yield Shipped(row, gloss, pose, path)


def film_glosses(rows: Sequence[TableRow], tables: Tables) -> list[Gloss]:
    """Return the glosses of films in house style; recordings are numbered within their source."""
    words = Translations.read()
    glosses = [
        words.gloss(row["source"], row["gloss"]) or tables.clean(row["gloss"], row["variant"])
        for row in rows
    ]
    result = list(glosses)
    for source in {row["source"] for row in rows}:
        numbers = [number for number, row in enumerate(rows) if row["source"] == source]
        numbered = number_takes([glosses[number] for number in numbers])
        for number, gloss in zip(numbers, numbered, strict=True):
            result[number] = gloss
    return result


def one_sign(pose: Pose) -> Pose:
    """Return a film without the end of the sign before and the beginning of the next one.

    Those are cut off where the hands are raised near the edge of the film for a shorter time than
    `PASSING`, and then not for `PAUSE`, if the sign itself takes longer.
    """
    frames = np.flatnonzero(pose.raised())
    parts = np.split(frames, np.flatnonzero(np.diff(frames) > PAUSE * pose.fps) + 1)
    spans = [(int(part[0]), int(part[-1]) + 1) for part in parts if len(part)]
    first, last, edge = 0, len(pose), PAUSE * pose.fps

    def passes(span: tuple[int, int], start: int, stop: int) -> bool:
        return span[1] - span[0] <= min(PASSING * pose.fps, stop - start - 1)

    while (
        len(spans) > 1
        and spans[0][0] <= first + edge
        and passes(spans[0], spans[1][0], spans[-1][1])
    ):
        first = spans.pop(0)[1]
    while (
        len(spans) > 1
        and spans[-1][1] >= last - edge
        and passes(spans[-1], spans[0][0], spans[-2][1])
    ):
        last = spans.pop()[0]
    return pose.cut(first, last) if (first, last) != (0, len(pose)) else pose


def without_folded_hands(pose: Pose) -> Pose:
    """Return a film without the frames at both ends in which the signer rests with folded hands.

    Hands are folded if the wrists are at most `FOLDED` shoulder widths from each other and at least
    `LOW` below the shoulders. They rest until one has moved by `MOVED` from where it was at first.
    """
    both = pose.seen[:, [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]].all(axis=1)
    if not both.any():
        return pose
    shoulders = pose.points[both][:, [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], :2]
    width = float(np.median(np.linalg.norm(shoulders[:, 0] - shoulders[:, 1], axis=1)))
    wrists = [landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.start]
    seen = pose.seen[:, wrists]
    places = (pose.points[:, wrists, :2] - np.median(shoulders, axis=(0, 1))) / max(width, 1.0)
    first = _folded(places, seen)
    last = len(pose) - _folded(places[::-1], seen[::-1])
    first, last = max(0, first - MARGIN), min(len(pose), last + MARGIN)
    return pose.cut(first, last) if first < last else pose


def _folded(places: AnyArray, seen: BoolArray) -> int:
    """Return for how many frames from the first one the hands rest, folded.

    `places` (frames, 2, xy) are those of the wrists from mid-shoulder, in shoulder widths.
    """
    whole = np.flatnonzero(seen.all(axis=1))
    if not len(whole) or whole[0] > MARGIN:
        return 0
    rest = places[whole[0]]
    apart = float(np.linalg.norm(rest[0] - rest[1]))
    if apart > FOLDED or rest[:, 1].min() < LOW:
        return 0
    moved = np.linalg.norm(places - rest, axis=2) > MOVED
    away = np.flatnonzero((moved & seen).any(axis=1))
    return int(away[0]) if len(away) else 0


def check_whole_sign(pose: Pose) -> None:
    """Raise PoseError if a clip does not show a whole sign."""
    raised = pose.usable().signing()
    if (raised.stop - raised.start) / pose.fps < SHORTEST:
        raise PoseError(f"The hands are raised for less than {SHORTEST} seconds.")
    signed = pose.trimmed()
    hands = [signed.seen[:, hand.start] for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)]
    if (hands[0] | hands[1]).mean() < LEAST_SEEN:
        raise PoseError("A hand is seen in less than half of the frames.")


def source_of(row: TableRow) -> Source:
    """Return the source of a clip, with licence, attribution and the commit of the copy.

    Films and landmarks of one source are two: the landmarks were made by other people.
    """
    name = row["source"]
    if "clip" in row and f"{name}_landmarks" in TITLES:
        name = f"{name}_landmarks"
    return Source(
        name=name,
        title=TITLES.get(name, name),
        licence=row["licence"],
        attribution=row["attribution"],
        version=row["source_commit"],
        url=f"https://github.com/{row['source_repo']}",
    )


class _Present:
    """The clips of the starter dictionary that ships now, by the rows of films."""

    def __init__(self, path: Path | None, rows: Sequence[TableRow], tables: Tables) -> None:
        self._clips: dict[tuple[str, Gloss], tuple[Pose, str]] = {}
        named = [row for row in rows if row["file"] not in tables.excluded]
        glosses = film_glosses(named, tables)
        self._keys = {
            row["file"]: (row["source"], gloss) for row, gloss in zip(named, glosses, strict=True)
        }
        if path is None or not path.is_file():
            return
        with Library.open(path, read_only=True) as library:
            digests = {clip: digest for clip, digest, _ in library.digests()}
            for sign in library.all_signs(limit=library.count()):
                self._add(library, sign, digests)

    def _add(self, library: Library, sign: Sign, digests: Mapping[int, str]) -> None:
        if len(sign.clips) == 1 and (pose := library.pose(sign.clips[0].id)):
            key = sign.source.name, Gloss(sign.gloss, sign.variant)
            self._clips[key] = pose, digests[sign.clips[0].id]

    def clip(self, row: TableRow) -> tuple[Pose, str] | None:
        """Return the pose and the digest of the clip of a film."""
        return self._clips.get(self._keys[row["file"]])


def _excluded(path: Path, reason: str) -> Skipped:
    return Skipped(path, f"Excluded by the reviewed list: {reason}.")
