"""Videos tracked again, where another tracker found the landmarks of their clips."""

import os
import time
from contextlib import closing
from pathlib import Path

from signdict.core.errors import PoseError
from signdict.core.types import Progress, Steps
from signdict.importing.entries import Entry
from signdict.importing.ingest import Embedder
from signdict.importing.workers import Readers, Reading
from signdict.library import health, records
from signdict.library.library import Library
from signdict.pose.codec import unpack


def retrack(library: Library, encoder: Embedder, tracker: Path, now: str) -> Steps[int]:
    """Read again every clip whose landmarks another tracker than `now` found; return how many.

    A clip that cannot be read keeps what it has. One clip is one transaction.
    """
    clips = library.asked(lambda db: health.outdated(db, now))
    if not clips:
        return 0
    read, began = 0, time.monotonic()
    workers = min(os.cpu_count() or 1, len(clips))
    with closing(Readers(tracker, workers)) as readers:
        entries = [Entry(path, "", "", start=start, end=end) for _, path, start, end in clips]
        asked = [readers.ask(entry) for entry in entries[: 2 * workers]]
        for done, ((clip, path, _, _), entry) in enumerate(zip(clips, entries, strict=True)):
            left = (time.monotonic() - began) / done * (len(clips) - done) if done else None
            yield Progress(done, len(clips), path.name, left)
            outcome = readers.answer(entry, asked[done])
            if len(asked) < len(entries):
                asked.append(readers.ask(entries[len(asked)]))
            read += _replaced(library, encoder, clip, outcome)
    return read


def _replaced(library: Library, encoder: Embedder, clip: int, outcome: Reading | str) -> bool:
    if isinstance(outcome, str):
        return False
    try:
        made = encoder.read_poses([unpack(outcome.packed)])
    except PoseError:
        return False
    with library.changing() as db:
        db.execute("UPDATE poses SET packed = ? WHERE clip = ?", [outcome.packed, clip])
        db.execute("DELETE FROM vectors WHERE clip = ?", [clip])
        records.put_vectors(db, encoder.name, [clip], made)
        records.put_tracker(db, clip, outcome.tracker)
        db.execute(
            'UPDATE clips SET start = ?, "end" = ? WHERE id = ?',
            [outcome.start, outcome.end, clip],
        )
    return True
