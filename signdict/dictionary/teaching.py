"""Signs that a person teaches: one to three attempts become a sign of their own library.

They are kept as landmarks, without any picture, in a source of their own, and are found from the
next question on. Nothing is written before the person asks for it, and then all of it or nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from signdict.core.errors import LibraryError, PoseError
from signdict.core.types import Embeddings, Progress, Sign, Steps
from signdict.library import editing, signsfile
from signdict.library.combined import CombinedLibrary
from signdict.library.editing import MAX_ATTEMPTS, TAUGHT_SOURCE, Label
from signdict.model.interface import PoseEncoder
from signdict.pose.codec import pack, unpack
from signdict.pose.pose import Pose

#: A sign lasts no longer than this, in seconds.
LONGEST: Final = 60.0
#: Rest that is kept before and after the signing, in seconds.
MARGIN: Final = 0.12


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file of signs: clips that are new, and clips that were there already."""

    added: int
    already: int


class Teaching:
    """The signs of one person. Every verb raises a SignDictError, in a sentence, if it cannot be
    done; then nothing was changed."""

    def __init__(self, combined: CombinedLibrary, encoder: Callable[[], PoseEncoder]) -> None:
        self._combined = combined
        self._encoder = encoder

    def signs(self) -> list[Sign]:
        """Every sign that was taught, in the order of the alphabet."""
        own = self._combined.mine
        everything = own.all_signs((), own.count(), 0) if own else []
        return [sign for sign in everything if sign.source.name == TAUGHT_SOURCE.name]

    def named(self, gloss: str, sign_language: str, limit: int = 20) -> list[Sign]:
        """Signs of the whole dictionary that have this very gloss in this language."""
        found = self._combined.find(gloss, [sign_language], limit)
        called = gloss.strip().casefold()
        signs = self._combined.signs(sorted(found)).values()
        return [sign for sign in signs if sign.gloss.casefold() == called]

    def suggest(self, text: str, sign_language: str, limit: int = 8) -> list[str]:
        """Glosses of the dictionary that somebody who types `text` may mean, best first."""
        found = self._combined.find(text, [sign_language], limit)
        signs = self._combined.signs(list(found))
        order = sorted((n for n in found if n in signs), key=lambda n: (-found[n], signs[n].gloss))
        return list(dict.fromkeys(signs[number].gloss for number in order))

    def teach(self, poses: Sequence[Pose], label: Label, *, apart: bool = False) -> Steps[Sign]:
        """Learn a sign from one to three attempts.

        Where it was taught before, they become further clips of it; `apart` makes another sign
        of the same gloss.
        """
        label = label.checked()
        if not 1 <= len(poses) <= MAX_ATTEMPTS:
            raise PoseError(
                f"A sign is taught with 1 to {MAX_ATTEMPTS} attempts, not {len(poses)}.",
                hint="Choose the best of them; more can be added later.",
            )
        read = yield from self._read([_fit(pose) for pose in poses], label.gloss)
        with self._combined.own.changing() as connection:
            if apart:
                label = editing.apart(connection, TAUGHT_SOURCE.name, label)
            number, _ = editing.put(connection, TAUGHT_SOURCE, label, self._encoder().name, read)
        return self._combined.sign(number)

    def relabel(self, sign_id: int, label: Label) -> Sign:
        """Give a taught sign another gloss, language or concept."""
        self._own(sign_id)
        label = label.checked()
        with self._combined.own.changing() as connection:
            kept = editing.relabel(connection, TAUGHT_SOURCE.name, sign_id, label)
        return self._combined.sign(kept)

    def forget(self, sign_id: int, clip_id: int | None = None) -> None:
        """Remove a taught sign, or one clip of it; what is removed is wiped from the file."""
        sign = self._own(sign_id)
        if clip_id is not None and clip_id not in {clip.id for clip in sign.clips}:
            raise LibraryError(f"{sign.gloss} has no clip {clip_id}.", hint="See signdict show.")
        with self._combined.own.changing() as connection:
            editing.remove(connection, TAUGHT_SOURCE.name, sign_id, clip_id)

    def export(self, path: Path, ids: Sequence[int] = ()) -> Steps[int]:
        """Write taught signs, all or some, into one file; return how many."""
        signs = [self._own(number) for number in ids] if ids else self.signs()
        if not signs:
            raise LibraryError("No sign was taught yet.", hint="Teach one, then export it.")
        if not path.suffix:
            path = path.with_suffix(signsfile.ENDING)
        with signsfile.written(path) as file:
            for number, sign in enumerate(signs):
                yield Progress(number, len(signs), sign.gloss)
                file.put(label_of(sign), [self._combined.pose(clip.id) for clip in sign.clips])
        return len(signs)

    def bring(self, path: Path) -> Steps[Brought]:
        """Learn the signs of a file that `export` wrote; all of them or, if one is bad, none."""
        with signsfile.opened(path) as file:
            count = sum(len(entry.poses) for entry in file.entries)
            learned: list[tuple[Label, list[tuple[bytes, Embeddings]]]] = []
            for entry in file.entries:
                poses = [_fit(file.pose(name), rest=None) for name in entry.poses]
                done = sum(len(read) for _, read in learned)
                read = yield from self._read(poses, entry.label.gloss, done, count)
                learned.append((entry.label, read))
        new = 0
        with self._combined.own.changing() as connection:
            for label, read in learned:
                new += editing.put(connection, TAUGHT_SOURCE, label, self._encoder().name, read)[1]
        return Brought(new, count - new)

    def _read(
        self, poses: Sequence[Pose], what: str, done: int = 0, total: int = 0
    ) -> Steps[list[tuple[bytes, Embeddings]]]:
        """Have the model read poses, one a step, as they will be stored."""
        read = []
        for number, pose in enumerate(poses):
            yield Progress(done + number, total or len(poses), what)
            packed = pack(pose)
            stored = unpack(packed)  # so that reading again gives the same
            read.append((packed, self._encoder().read_poses([stored])))
        return read

    def _own(self, sign_id: int) -> Sign:
        sign = self._combined.sign(sign_id)
        if sign.source.name != TAUGHT_SOURCE.name:
            raise LibraryError(
                f"{sign.gloss} ({sign_id}) was not taught here, and stays as it is.",
                hint="See those that were: signdict taught list",
            )
        return sign


def label_of(sign: Sign) -> Label:
    """What was said of a sign."""
    return Label(sign.gloss, sign.sign_language, sign.concept, sign.spoken_language, sign.variant)


def _fit(pose: Pose, rest: float | None = MARGIN) -> Pose:
    """The signing part of a pose, with some seconds of rest, or all of it where it is None."""
    pose = pose.usable()
    pose = replace(pose, fps=float(np.float32(pose.fps)))  # as a `.pose` file keeps it
    if rest is not None:
        pose = pose.trimmed(round(rest * pose.fps))
    if pose.seconds > LONGEST:
        raise PoseError(
            f"This is {pose.seconds:.0f} seconds long; a sign lasts at most {LONGEST:.0f}.",
            hint="Mark the part that shows the sign.",
        )
    return pose
