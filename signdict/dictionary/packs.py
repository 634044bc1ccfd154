"""Writes a source as a `.signpack` file, and adds the signs of one."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from signdict.core.errors import LibraryError, ManifestError, PoseError
from signdict.core.kinds import WORD
from signdict.core.types import Embeddings, FloatArray, Progress, Sign, Source, Steps
from signdict.core.vectors import unit
from signdict.importing.entries import ClipEntry, ImportReport
from signdict.importing.manifest import SHOWN, ImportPreview
from signdict.library import records, signpack
from signdict.library.combined import CombinedLibrary
from signdict.library.editing import TAUGHT_SOURCE
from signdict.library.library import Library, NewClip
from signdict.library.signpack import PackedClip, PackedSign, SignPack
from signdict.model.interface import PoseEncoder
from signdict.pose.codec import frame_count, unpack
from signdict.pose.pose import UsablePose, usable_poses

#: Clips that are stored together, and clips whose vectors are computed again to check a pack.
_TOGETHER, _CHECKED = 32, 8
#: Frames of the longest clip, so that a few bytes cannot fill the memory.
MAX_FRAMES = 20_000
#: Two vectors of one clip by one model have at least this cosine: processors round differently.
_SAME = 0.999


class Packs:
    """Hands sources on as files.

    Every method raises a SignDictError if it fails; then nothing was changed.
    """

    def __init__(self, combined: CombinedLibrary, encoder: Callable[[], PoseEncoder]) -> None:
        self._combined, self._encoder = combined, encoder

    def write(self, name: str, target: Path) -> Steps[int]:
        """Write a source with its signs to a file, and return the number of signs."""
        library, source = self._home(name)
        if not source.licence:
            raise LibraryError(
                f"{name} has no licence, so nobody may use a pack of it.",
                hint=f'State it first: signdict sources describe "{name}" --licence TEXT',
            )
        signs = library.query(records.of_source, name)
        if not signs:
            raise LibraryError(f"{name} has no signs.", hint="Add some, then pack it.")
        packed = _PackedSource(library, signs)
        model = self._encoder().name
        with signpack.written(target, source) as file:
            yield from file.put_poses(packed.poses())
            if made := packed.embeddings(model):
                file.put_embeddings(model, made)
            file.finish(packed.signs())
        return len(signs)

    def preview(self, path: Path, **named: object) -> Steps[ImportPreview]:
        """Return what `add` would add from a pack, after checking all of it but the landmarks."""
        _check_unnamed(path, named)
        with signpack.opened(path) as file:
            yield from file.check()
            signs, source = file.signs(), self._checked(file.source)
        languages: Counter[str] = Counter()
        for sign in signs:
            languages[sign.sign_language] += len(sign.clips)
        entries = (_entry(path, source, sign) for sign in signs for _ in sign.clips)
        return ImportPreview(
            "pack of signs", ClipEntry(path, "", "", source=source.name, licence=source.licence),
            ready=languages.total(), glosses=len({sign.gloss for sign in signs}),
            languages=dict(languages.most_common()), first=tuple(islice(entries, SHOWN)),
        )  # fmt: skip

    def add(self, path: Path, **named: object) -> Steps[ImportReport]:
        """Add the signs of a pack, after checking all of it.

        `named` are values for clips that have none; those of a pack have all, so these must be
        empty. Clips that either library has already are not added. You can stop at any step; what
        was added before stays, and adding the pack again adds the rest.
        """
        _check_unnamed(path, named)
        self._combined.own.reserve()
        with signpack.opened(path) as file:
            yield from file.check()
            signs, source = file.signs(), self._checked(file.source)
            clips = [clip for sign in signs for clip in sign.clips]
            trusted = yield from self._check_clips(file, clips)
            own = self._combined.own
            own.put_source(source)
            present = self._present(own)
            added = yield from self._store(file, signs, source, trusted, own, present)
        self._combined.refresh()
        return ImportReport(added, len(clips) - added)

    def _home(self, name: str) -> tuple[Library, Source]:
        """Return the library of a source, the user's own first, and its terms."""
        for library in reversed(self._combined.libraries):
            for source, _ in library.sources():
                if source.name == name:
                    if name == TAUGHT_SOURCE.name:
                        raise LibraryError(
                            "Signs that you taught are shared as a file of signs.",
                            hint="Write one: signdict taught export FILE.signs",
                        )
                    return library, source
        raise LibraryError(
            f"There is no source named {name}.", hint="List the names: signdict sources"
        )

    def _checked(self, source: Source) -> Source:
        if source.name == TAUGHT_SOURCE.name:
            raise ManifestError(
                f"A pack cannot have the source name {source.name}, which is that of your signs.",
                hint="Ask its author for a pack with another name.",
            )
        return source

    def _check_clips(self, file: SignPack, clips: Sequence[PackedClip]) -> Steps[bool]:
        """Read the landmarks of every clip; return whether the vectors of the pack can be used.

        They can if the model in use made them, and makes the same of some clips.
        """
        encoder = self._encoder()
        chosen = {round(n) for n in np.linspace(0, len(clips) - 1, _CHECKED)}
        stored = file.embeddings() if file.model == encoder.name else None
        same, number = stored is not None, 0
        for number, pose in enumerate(_poses(file, clips)):
            yield Progress(number, 2 * len(clips), file.name)
            made = next(stored, None) if stored else None
            if same and number in chosen:
                same = made is not None and _agree(encoder.read_poses([pose]), made)
        return same and stored is not None and next(stored, None) is None

    def _store(
        self, file: SignPack, signs: Sequence[PackedSign], source: Source, trusted: bool,  # noqa: FBT001
        own: Library, present: set[str],
    ) -> Steps[int]:  # fmt: skip
        """Store the clips that are new in batches, each whole; return their number."""
        encoder, added, done = self._encoder(), 0, 0
        pairs = [(sign, clip) for sign in signs for clip in sign.clips]
        stored = file.embeddings() if trusted else iter(())
        rows = zip(pairs, file.poses([clip for _, clip in pairs]), strict=True)
        while batch := list(islice(rows, _TOGETHER)):
            yield Progress(len(pairs) + done, 2 * len(pairs), file.name)
            done += len(batch)
            made = list(islice(stored, len(batch))) if trusted else _read(encoder, batch)
            with own.changing() as db:
                for ((sign, clip), packed), embedding in zip(batch, made, strict=True):
                    if clip.digest in present:
                        continue
                    new = _new_clip(sign, clip, source)
                    added += records.add_clip(db, new, packed, encoder.name, embedding)[1]
        return added

    def _present(self, own: Library) -> set[str]:
        libraries = {id(library): library for library in (*self._combined.libraries, own)}
        return {digest for each in libraries.values() for _, digest, _ in each.digests()}


class _PackedSource:
    """The signs of a source as a pack stores them."""

    def __init__(self, library: Library, signs: Sequence[Sign]) -> None:
        self._library, self._signs = library, signs
        self._clips = [clip.id for sign in signs for clip in sign.clips]
        self._sizes: dict[int, int] = {}

    def poses(self) -> Iterator[bytes]:
        """Yield the packed pose of each clip."""
        for clip in self._clips:
            packed = self._library.query(records.packed_pose, clip)
            if packed is None:
                raise LibraryError(
                    f"Clip {clip} has no landmarks.", hint="Repair the library: signdict check"
                )
            self._sizes[clip] = len(packed)
            yield packed

    def embeddings(self, model: str) -> Embeddings | None:
        """Return the unscaled vectors and the tokens of all clips; None if not all were read."""
        ids, _, vectors = self._library.vectors(model)
        row_of = {int(clip): row for row, clip in enumerate(ids)}
        if not all(clip in row_of for clip in self._clips):
            return None
        rows = [row_of[clip] for clip in self._clips]
        lengths, tokens = self._library.lengths(model), self._library.tokens(model)
        scale: FloatArray = np.array([lengths[clip] for clip in self._clips], np.float32)
        cube = None if tokens is None else tokens[rows].astype(np.float32)
        return Embeddings(vectors[rows] * scale[:, None], cube)

    def signs(self) -> list[PackedSign]:
        """Return the signs; call this after `poses`."""
        ids = [sign.id for sign in self._signs]
        texts: dict[int, list[tuple[str, str]]] = {}
        for sign, spoken, text in self._library.query(records.translations, ids):
            texts.setdefault(sign, []).append((spoken, text))
        digests = self._library.query(records.digests_of, self._clips)
        return [
            PackedSign(
                sign.gloss, sign.sign_language, sign.spoken_language, sign.variant, sign.concept,
                sign.kind, tuple(texts.get(sign.id, ())),
                tuple(PackedClip(digests[clip.id], clip.signer, self._sizes[clip.id])
                      for clip in sign.clips),
            )
            for sign in self._signs
        ]  # fmt: skip


def _check_unnamed(path: Path, named: Mapping[str, object]) -> None:
    if any(value for name, value in named.items() if (name, value) != ("kind", WORD)):
        raise ManifestError(
            f"{path.name} has its own languages, source, licence and attribution.",
            hint="Add it without options.",
        )


def _poses(file: SignPack, clips: Sequence[PackedClip]) -> Iterator[UsablePose]:
    """Yield the pose of each clip. Raise ManifestError if one cannot be used."""
    for number, packed in enumerate(file.poses(clips), start=1):
        try:
            if not 0 < frame_count(packed) <= MAX_FRAMES:
                raise PoseError("It has no frames, or too many.")
            [pose] = usable_poses([unpack(packed)])
        except PoseError as problem:
            raise ManifestError(
                f"{file.name} cannot be used: the landmarks of clip {number} are damaged.",
                hint="Ask for a new copy of the file.",
            ) from problem
        yield pose


def _agree(made: Embeddings, stored: Embeddings) -> bool:
    """Return whether a model made the same of a clip as a pack says."""
    return _close(made.vectors, stored.vectors) and _close(made.tokens, stored.tokens)


def _close(made: FloatArray | None, stored: FloatArray | None) -> bool:
    if made is None or stored is None:
        return made is stored
    if made.shape != stored.shape or not np.isfinite(stored).all():
        return False
    rows, others = (unit(array.reshape(-1, array.shape[-1])) for array in (made, stored))
    return bool((np.einsum("nd,nd->n", rows, others) > _SAME).all())


def _read(
    encoder: PoseEncoder, batch: Sequence[tuple[tuple[PackedSign, PackedClip], bytes]]
) -> list[Embeddings]:
    made = encoder.read_poses(usable_poses([unpack(packed) for _, packed in batch]))
    tokens = made.tokens
    return [
        Embeddings(made.vectors[[row]], None if tokens is None else tokens[[row]])
        for row in range(len(batch))
    ]


def _new_clip(sign: PackedSign, clip: PackedClip, source: Source) -> NewClip:
    return NewClip(
        sign.gloss, sign.sign_language, source.name, clip.digest,
        spoken_language=sign.spoken_language, variant=sign.variant, concept=sign.concept,
        signer=clip.signer, translations=sign.translations, kind=sign.kind,
    )  # fmt: skip


def _entry(path: Path, source: Source, sign: PackedSign) -> ClipEntry:
    return ClipEntry(
        path, sign.gloss, sign.sign_language, sign.spoken_language, sign.variant, sign.concept,
        source=source.name, licence=source.licence, attribution=source.attribution, kind=sign.kind,
    )  # fmt: skip
