"""Clips into a library, step by step: worker processes read, the calling thread commits.

One clip is one transaction, and clips are committed in the order of the list. So work may stop at
any moment, and started again it ends with the same library as if it had never stopped.
"""

import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from signdict.errors import PoseError, SignDictError
from signdict.library import Library, NewClip
from signdict.manifest import Entry, Skipped, digest
from signdict.packing import unpack
from signdict.pose import Pose
from signdict.readers import Readers, Reading
from signdict.signs import Progress, Readings, Source, Steps

#: Clips that are embedded and committed together when a model reads a library again.
BATCH = 32


class Embedder(Protocol):
    """What ingest needs of an encoder."""

    @property
    def name(self) -> str:
        """Which model read a clip."""
        ...

    def read_poses(self, poses: Sequence[Pose]) -> Readings:
        """Return what the model makes of poses. Raise PoseError if one cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a list of clips."""

    added: int
    already: int
    skipped: tuple[Skipped, ...] = ()


def add(
    library: Library,
    encoder: Embedder,
    entries: Sequence[Entry],
    tracker: Path,
    workers: int | None = None,
) -> Steps[Report]:
    """Add the clips that the library does not have yet.

    A file that cannot be read is a Skipped in the report. Raise LibraryError if the library
    cannot be written: what was added before stays.
    """
    skipped: list[Skipped] = []
    fresh: list[tuple[Entry, str]] = []
    for number, entry in enumerate(entries):
        yield Progress(number, len(entries), f"Looking at {entry.path.name}")
        try:
            content = digest(entry)
        except SignDictError as reason:
            skipped.append(Skipped(entry.path, str(reason)))
            continue
        if not library.has(content):
            fresh.append((entry, content))
    already = len(entries) - len(fresh) - len(skipped)
    added = 0
    began = time.monotonic()
    for number, (entry, content, outcome) in enumerate(_read_all(fresh, tracker, workers)):
        left = (time.monotonic() - began) / number * (len(fresh) - number) if number else None
        yield Progress(number, len(fresh), entry.path.name, left)
        try:
            _commit(library, encoder, entry, content, outcome)
        except PoseError as reason:
            skipped.append(Skipped(entry.path, str(reason)))
        else:
            added += 1
    return Report(added, already, tuple(skipped))


def reread(
    library: Library, encoder: Embedder, into: Library | None = None, what: str = "Reading again"
) -> Steps[int]:
    """Have a model read the clips that it has not read, in batches; return how many.

    What it makes of them is stored in the library itself, or, where that cannot be written, `into`
    another. Each batch is committed before the next step. A clip that it cannot read is left out.
    """
    name, kept = encoder.name, {clip: digest for clip, digest, _ in library.digests()}
    there = into.read_elsewhere(name) if into else set()
    missing = [clip for clip in library.without_vector(name) if kept[clip] not in there]
    read, began = 0, time.monotonic()
    for at in range(0, len(missing), BATCH):
        left = (time.monotonic() - began) / at * (len(missing) - at) if at else None
        yield Progress(at, len(missing), what, left)
        for clips, made in _read(library, encoder, missing[at : at + BATCH]):
            read += len(clips)
            if into:
                into.put_readings(name, [kept[clip] for clip in clips], made)
            else:
                library.put_vectors(name, clips, made)
    return read


def _read(
    library: Library, encoder: Embedder, clips: Sequence[int]
) -> list[tuple[list[int], Readings]]:
    """A few clips and what the model makes of them: together, or one by one without those that
    it cannot read."""
    poses = {clip: library.pose(clip) for clip in clips}
    known = {clip: pose for clip, pose in poses.items() if pose is not None}
    if not known:
        return []
    try:
        return [(list(known), encoder.read_poses(list(known.values())))]
    except PoseError:
        if len(clips) == 1:
            return []
        return [part for clip in clips for part in _read(library, encoder, [clip])]


def _commit(
    library: Library, encoder: Embedder, entry: Entry, content: str, outcome: Reading | str
) -> None:
    """Write one clip, or raise PoseError with the reason why it cannot be read."""
    if isinstance(outcome, str):
        raise PoseError(outcome)
    pose = unpack(outcome.packed)  # read from what is stored, so reading again gives the same
    made = encoder.read_poses([pose])
    library.put_source(
        Source(
            entry.source,
            licence=entry.licence,
            attribution=entry.attribution,
            version=entry.version,
            url=entry.url,
        )
    )
    film = None if entry.path.suffix.lower() == ".pose" else entry.path.resolve()
    clip = NewClip(
        entry.gloss, entry.sign_language, entry.source, content,
        spoken_language=entry.spoken_language, variant=entry.variant, concept=entry.concept,
        signer=entry.signer, media=film,
        start=outcome.start if film else entry.start, end=outcome.end if film else entry.end,
    )  # fmt: skip
    tokens = None if made.tokens is None else made.tokens[0]
    library.add_clip(clip, pose, encoder.name, made.vectors[0], tokens)


def _read_all(
    fresh: Sequence[tuple[Entry, str]], tracker: Path, workers: int | None
) -> Iterator[tuple[Entry, str, Reading | str]]:
    """Yield each entry with its packed pose, or the reason why there is none, in order."""
    if not fresh:
        return
    readers = Readers(tracker, min(workers or os.cpu_count() or 1, len(fresh)))
    waiting: deque[tuple[Entry, str, Future[Reading | str]]] = deque()
    coming = iter(fresh)
    try:
        for entry, content in coming:
            waiting.append((entry, content, readers.ask(entry)))
            if len(waiting) > 2 * readers.count:
                entry, content, future = waiting.popleft()
                yield entry, content, readers.answer(entry, future)
        while waiting:
            entry, content, future = waiting.popleft()
            yield entry, content, readers.answer(entry, future)
    finally:
        readers.close()
