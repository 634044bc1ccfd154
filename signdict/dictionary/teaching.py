"""Signs that the user teaches: one to three attempts become a sign of the user's library.

They are stored as landmarks, without video, in a source of their own, and the next query finds
them. Nothing is written before the user asks for it, and each method writes all or nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from signdict.core.errors import LibraryError, PoseError
from signdict.core.text import uncased
from signdict.core.types import Embeddings, Progress, Sign, Steps
from signdict.library import editing, signsfile
from signdict.library.combined import CombinedLibrary
from signdict.library.editing import MAX_ATTEMPTS, TAUGHT_SOURCE, Label
from signdict.library.relabel import label_of
from signdict.model.interface import PoseEncoder
from signdict.pose.codec import pack, unpack
from signdict.pose.pose import Pose, usable_poses

#: The maximum length of a sign, in seconds.
LONGEST: Final = 60.0
#: The rest that is stored before and after the signing, in seconds.
MARGIN: Final = 0.12


@dataclass(frozen=True, slots=True)
class ImportedSigns:
    """The number of clips of a file of signs that are new, and that exist already."""

    added: int
    already: int


class Teaching:
    """Adds, changes and exports the signs of one user.

    Each method raises a SignDictError if it fails; then nothing is changed.
    """

    def __init__(self, combined: CombinedLibrary, encoder: Callable[[], PoseEncoder]) -> None:
        """`encoder` is called when the model in use is needed."""
        self._combined = combined
        self._encoder = encoder

    def signs(self) -> list[Sign]:
        """Return every taught sign in alphabetical order."""
        own = self._combined.mine
        signs = own.all_signs((), own.count(), 0) if own else []
        return [sign for sign in signs if sign.source.name == TAUGHT_SOURCE.name]

    def with_gloss(self, gloss: str, sign_language: str, limit: int = 20) -> list[Sign]:
        """Return the signs of the whole dictionary with exactly this gloss in this language."""
        scores = self._combined.find(gloss, [sign_language], limit)
        folded = uncased(gloss)
        signs = self._combined.signs(sorted(scores)).values()
        return [sign for sign in signs if uncased(sign.gloss) == folded]

    def suggest(self, text: str, sign_language: str, limit: int = 8) -> list[str]:
        """Return glosses that complete a text, best first."""
        scores = self._combined.find(text, [sign_language], limit)
        signs = self._combined.signs(list(scores))
        ids = sorted((i for i in scores if i in signs), key=lambda i: (-scores[i], signs[i].gloss))
        return list(dict.fromkeys(signs[sign_id].gloss for sign_id in ids))

    def teach(self, poses: Sequence[Pose], label: Label, *, apart: bool = False) -> Steps[Sign]:
        """Add a sign from one to three attempts.

        If a sign of this label was taught before, they become further clips of it; with `apart`
        they become another sign of the same gloss.
        """
        label = label.checked()
        if not 1 <= len(poses) <= MAX_ATTEMPTS:
            raise PoseError(
                f"A sign is taught with 1 to {MAX_ATTEMPTS} attempts, not {len(poses)}.",
                hint="Choose the best of them; more can be added later.",
            )
        clips = yield from self._embed([_prepared(pose) for pose in poses], label.gloss)
        with self._combined.own.changing() as connection:
            if apart:
                label = editing.apart(connection, TAUGHT_SOURCE.name, label)
            sign_id, _ = editing.put(connection, TAUGHT_SOURCE, label, self._encoder().name, clips)
        return self._combined.sign(sign_id)

    def relabel(self, sign_id: int, label: Label) -> Sign:
        """Give a taught sign another gloss, language or concept."""
        self._own(sign_id)
        label = label.checked()
        with self._combined.own.changing() as connection:
            new_id = editing.relabel(connection, TAUGHT_SOURCE.name, sign_id, label)
        return self._combined.sign(new_id)

    def forget(self, sign_id: int, clip_id: int | None = None) -> None:
        """Remove a taught sign, or one clip of it, and wipe its landmarks from the file."""
        sign = self._own(sign_id)
        if clip_id is not None and clip_id not in {clip.id for clip in sign.clips}:
            raise LibraryError(f"{sign.gloss} has no clip {clip_id}.", hint="See signdict show.")
        with self._combined.own.changing() as connection:
            editing.remove(connection, TAUGHT_SOURCE.name, sign_id, clip_id)

    def export(self, path: Path, ids: Sequence[int] = ()) -> Steps[int]:
        """Write taught signs, by default all, to one file; return their number."""
        signs = [self._own(sign_id) for sign_id in ids] if ids else self.signs()
        if not signs:
            raise LibraryError("No sign was taught yet.", hint="Teach one, then export it.")
        if not path.suffix:
            path = path.with_suffix(signsfile.ENDING)
        with signsfile.written(path) as file:
            for done, sign in enumerate(signs):
                yield Progress(done, len(signs), sign.gloss)
                file.put(label_of(sign), [self._combined.pose(clip.id) for clip in sign.clips])
        return len(signs)

    def import_file(self, path: Path) -> Steps[ImportedSigns]:
        """Add the signs of a file that `export` wrote: all of them, or none if one is invalid."""
        with signsfile.opened(path) as file:
            total = sum(len(entry.poses) for entry in file.entries)
            signs: list[tuple[Label, list[tuple[bytes, Embeddings]]]] = []
            for entry in file.entries:
                poses = [_prepared(file.pose(name), margin=None) for name in entry.poses]
                done = sum(len(clips) for _, clips in signs)
                clips = yield from self._embed(poses, entry.label.gloss, done, total)
                signs.append((entry.label, clips))
        added, model = 0, self._encoder().name
        with self._combined.own.changing() as connection:
            for label, clips in signs:
                added += editing.put(connection, TAUGHT_SOURCE, label, model, clips)[1]
        return ImportedSigns(added, total - added)

    def _embed(
        self, poses: Sequence[Pose], what: str, done: int = 0, total: int = 0
    ) -> Steps[list[tuple[bytes, Embeddings]]]:
        """Embed poses as they will be stored, one per step."""
        clips = []
        for number, pose in enumerate(poses):
            yield Progress(done + number, total or len(poses), what)
            packed = pack(pose)
            stored = unpack(packed)  # to embed it again later gives the same result
            clips.append((packed, self._encoder().read_poses(usable_poses([stored]))))
        return clips

    def _own(self, sign_id: int) -> Sign:
        sign = self._combined.sign(sign_id)
        if sign.source.name != TAUGHT_SOURCE.name:
            raise LibraryError(
                f"{sign.gloss} ({sign_id}) was not taught here and cannot be changed.",
                hint="See the taught signs: signdict taught list",
            )
        return sign


def _prepared(pose: Pose, margin: float | None = MARGIN) -> Pose:
    """Return the signing part of a pose with a margin in seconds, or all of it for None."""
    [pose] = usable_poses([pose])
    pose = replace(pose, fps=float(np.float32(pose.fps)))  # as a `.pose` file stores it
    if margin is not None:
        pose = pose.trimmed(round(margin * pose.fps))
    if pose.seconds > LONGEST:
        raise PoseError(
            f"This is {pose.seconds:.0f} seconds long; a sign has at most {LONGEST:.0f}.",
            hint="Mark the part that shows the sign.",
        )
    return pose
