"""Reads and writes `.signpack` files: a whole source to hand on, with its terms but no pictures.

A pack is a ZIP archive without folders:

- `pack.json`: the version, the source with its licence and attribution, the model, the numbers of
  signs and clips, and the SHA-256 of every other member,
- `signs.json`: each sign with its label, its translations and its clips,
- `poses.bin`: the landmarks of all clips, packed as in a library, one after another,
- `vectors.bin` and `tokens.bin`: what the model made of each clip; absent if not all were read.

Nothing is unpacked to disk, and nothing larger than the limits below is read.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np

from signdict.core import files
from signdict.core.cleaning import limited
from signdict.core.errors import ManifestError, SignDictError
from signdict.core.kinds import SignKind, kind_of
from signdict.core.languages import language
from signdict.core.types import Embeddings, Progress, Source, Steps
from signdict.library import archive
from signdict.library.archive import Archive

ENDING: Final = ".signpack"
VERSION: Final = 1
_HEADER, _SIGNS, _POSES = "pack.json", "signs.json", "poses.bin"
_VECTORS, _TOKENS = "vectors.bin", "tokens.bin"
#: Limits of a pack: signs, clips, translations of a sign; bytes of the header, of the list of
#: signs, and of one pose; numbers of a vector and of the tokens of a clip; letters of a digest.
MAX_SIGNS, MAX_CLIPS, MAX_TRANSLATIONS = 200_000, 1_000_000, 200
HEADER_BYTES, LIST_BYTES, POSE_BYTES, NUMBERS = 1_000_000, 400_000_000, 8_000_000, 65_536
_DIGEST = 128
_TERMS = tuple(field.name for field in fields(Source))
_LABEL = ("gloss", "variant", "concept")


def is_pack(path: Path) -> bool:
    """Return whether a file is a pack by its ending."""
    return path.suffix.lower() == ENDING


def with_ending(path: Path) -> Path:
    """Return the name of a new pack, with the ending of packs."""
    return path if is_pack(path) else path.with_name(path.name + ENDING)


@dataclass(frozen=True, slots=True)
class PackedClip:
    """A clip of a pack: its digest, its signer, and the bytes of its packed pose."""

    digest: str
    signer: str
    size: int


@dataclass(frozen=True, slots=True)
class PackedSign:
    """A sign of a pack. `translations` are (spoken language, text)."""

    gloss: str
    sign_language: str
    spoken_language: str
    variant: str
    concept: str
    kind: SignKind
    translations: tuple[tuple[str, str], ...]
    clips: tuple[PackedClip, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """What a model made of the clips: its name, and the shapes of a vector and of the tokens."""

    model: str
    vector: int
    tokens: tuple[int, int] | None


class SignPack:
    """A pack open for reading. Every method raises ManifestError if the pack cannot be used."""

    def __init__(self, content: Archive) -> None:
        self._archive = content
        header = content.json(_HEADER, HEADER_BYTES)
        if header.get("signpack") != VERSION:
            raise ManifestError(
                f"{content.name} was made by another version of signdict.",
                hint="Update signdict, or ask for a pack of version 1.",
            )
        self.source = self._source(header.get("source"))
        self._digests = self._checksums(header.get("files"))
        self._made = self._read_made(header.get("model"))

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._archive.name

    @property
    def model(self) -> str:
        """The name of the model whose vectors it contains; empty if it contains none."""
        return self._made.model if self._made else ""

    @property
    def dimensions(self) -> int:
        """The length of a vector, 0 if there are none."""
        return self._made.vector if self._made else 0

    def check(self) -> Steps[None]:
        """Compare every member with its checksum, in steps."""
        for member in sorted(self._digests):
            digest = yield from self._archive.sha256(member)
            if digest != self._digests[member]:
                raise self._archive.unusable(f"its {member!r} is damaged")

    def signs(self) -> tuple[PackedSign, ...]:
        """Return the signs, after checking each."""
        rows = self._archive.json(_SIGNS, LIST_BYTES).get("signs")
        if not isinstance(rows, list) or not 0 < len(rows) <= MAX_SIGNS:
            raise self._archive.unusable(f"it should list from 1 to {MAX_SIGNS:,} signs")
        signs = tuple(self._sign(row, number) for number, row in enumerate(rows, start=1))
        labels = {(sign.gloss, sign.sign_language, sign.variant) for sign in signs}
        if len(labels) < len(signs):
            raise self._archive.unusable("it lists a sign twice")
        if sum(len(sign.clips) for sign in signs) > MAX_CLIPS:
            raise self._archive.unusable(f"it lists more than {MAX_CLIPS:,} clips")
        return signs

    def poses(self, clips: Sequence[PackedClip]) -> Iterator[bytes]:
        """Yield the packed poses of `clips`, which are all clips in the order of the signs."""
        with self._archive.reading(_POSES) as file:
            for clip in clips:
                packed = file.read(clip.size)
                if len(packed) != clip.size:
                    raise self._archive.unusable("its landmarks end too early")
                yield packed
            if file.read(1):
                raise self._archive.unusable("it has more landmarks than clips")

    def embeddings(self) -> Iterator[Embeddings]:
        """Yield what the model made of each clip, one row each, in the order of the signs."""
        if self._made is None:
            return
        width, shape = self._made.vector, self._made.tokens
        vectors = self._rows(_VECTORS, 4 * width)
        if shape is None:
            for row in vectors:
                yield Embeddings(np.frombuffer(row, "<f4")[None].astype(np.float32))
            return
        tokens = self._rows(_TOKENS, 2 * shape[0] * shape[1])
        for row, cube in zip(vectors, tokens, strict=True):
            yield Embeddings(
                np.frombuffer(row, "<f4")[None].astype(np.float32),
                np.frombuffer(cube, "<f2").reshape(1, *shape).astype(np.float32),
            )

    def _rows(self, member: str, size: int) -> Iterator[bytes]:
        with self._archive.reading(member) as file:
            while row := file.read(size):
                if len(row) != size:
                    raise self._archive.unusable(f"its {member!r} ends too early")
                yield row

    def _source(self, row: object) -> Source:
        if not isinstance(row, dict):
            raise self._archive.unusable("it does not name its source")
        try:
            terms = {name: limited(name, self._text(row, name)) for name in _TERMS}
        except SignDictError as problem:
            raise self._archive.unusable(f"its source: {problem.message}") from problem
        if not terms["name"]:
            raise self._archive.unusable("its source has no name")
        return Source(**terms)

    def _checksums(self, row: object) -> dict[str, str]:
        known = {_SIGNS, _POSES, _VECTORS, _TOKENS}
        if not isinstance(row, dict) or not {_SIGNS, _POSES} <= set(row) <= known:
            raise self._archive.unusable("it has no list of its parts with their checksums")
        for member, digest in row.items():
            if member not in self._archive.members:
                raise self._archive.unusable(f"it does not contain {member!r}")
            if not isinstance(digest, str):
                raise self._archive.unusable(f"{member!r} has no checksum")
        if unlisted := self._archive.members - set(row) - {_HEADER}:
            raise self._archive.unusable(f"it contains {min(unlisted)!r}, which no pack has")
        return row

    def _read_made(self, row: object) -> _Made | None:
        if _VECTORS not in self._digests:
            return None
        if not isinstance(row, dict):
            raise self._archive.unusable("it has vectors but names no model")
        name, vector, tokens = self._text(row, "name"), row.get("vector"), row.get("tokens")
        shape = tokens if isinstance(tokens, list) else [1, 1]
        numbers = [vector, *shape]
        valid = len(shape) == 2 and all(type(n) is int and 0 < n <= NUMBERS for n in numbers)
        if not name or not valid or (_TOKENS in self._digests) != isinstance(tokens, list):
            raise self._archive.unusable("the shape of its vectors is invalid")
        return _Made(name, int(str(vector)), (shape[0], shape[1]) if tokens else None)

    def _sign(self, row: object, number: int) -> PackedSign:
        if not isinstance(row, dict):
            raise self._archive.unusable(f"sign {number} is not a JSON object")
        try:
            label = {name: limited(name, self._text(row, name)) for name in _LABEL}
            spoken = limited("spoken language", self._text(row, "spoken_language"))
            code = language(self._text(row, "sign_language")).code
            translations = self._translations(row.get("translations", []))
            kind = kind_of(self._text(row, "kind"))
        except SignDictError as problem:
            raise self._archive.unusable(f"sign {number}: {problem.message}") from problem
        if not label["gloss"]:
            raise self._archive.unusable(f"sign {number} has no gloss")
        clips = row.get("clips")
        if not isinstance(clips, list) or not clips:
            raise self._archive.unusable(f"sign {number} has no list of clips")
        return PackedSign(
            sign_language=code, spoken_language=spoken, kind=kind,
            translations=translations, clips=tuple(self._clip(clip, number) for clip in clips),
            **label,
        )  # fmt: skip

    def _translations(self, rows: object) -> tuple[tuple[str, str], ...]:
        if not isinstance(rows, list) or len(rows) > MAX_TRANSLATIONS:
            raise self._archive.unusable("it has a list of translations that is none")
        if not all(isinstance(row, list) and len(row) == 2 for row in rows):
            raise self._archive.unusable("a translation is not a language and a text")
        pairs = [(str(spoken), limited("translation", str(text))) for spoken, text in rows]
        return tuple((limited("spoken language", spoken), text) for spoken, text in pairs if text)

    def _clip(self, row: object, number: int) -> PackedClip:
        if not isinstance(row, dict):
            raise self._archive.unusable(f"a clip of sign {number} is not a JSON object")
        digest, size = self._text(row, "digest"), row.get("size")
        if not 0 < len(digest) <= _DIGEST or not digest.isprintable():
            raise self._archive.unusable(f"a clip of sign {number} has no valid digest")
        if type(size) is not int or not 0 < size <= POSE_BYTES:
            raise self._archive.unusable(f"a clip of sign {number} has no valid size")
        return PackedClip(digest, limited("signer", self._text(row, "signer")), size)

    def _text(self, row: dict[str, Any], name: str) -> str:
        text = row.get(name, "")
        if not isinstance(text, str):
            raise self._archive.unusable(f"the value of {name} is not a text")
        return text


@contextmanager
def opened(path: Path) -> Iterator[SignPack]:
    """Open a pack for reading. Raise ManifestError if it cannot be used."""
    with archive.opened(path, "a pack of signs", ENDING) as content:
        yield SignPack(content)


class SignPackWriter:
    """A pack that is being written: first all poses, then all vectors, then the signs."""

    def __init__(self, content: zipfile.ZipFile, source: Source) -> None:
        self._zip, self._source = content, source
        self._digests: dict[str, str] = {}
        self._made: dict[str, object] = {}

    def put_poses(self, poses: Iterator[bytes]) -> Steps[None]:
        """Write the packed poses of all clips, a step for each."""
        yield from self._put(_POSES, poses)

    def put_embeddings(self, model: str, made: Embeddings) -> None:
        """Write the unscaled vectors (n, D) and tokens (n, K, d) of all clips."""
        self._made = {"name": model, "vector": made.vectors.shape[1]}
        vectors = (row.astype("<f4").tobytes() for row in made.vectors)
        for _ in self._put(_VECTORS, vectors):
            pass
        if made.tokens is not None:
            self._made["tokens"] = list(made.tokens.shape[1:])
            for _ in self._put(_TOKENS, (row.astype("<f2").tobytes() for row in made.tokens)):
                pass

    def finish(self, signs: Sequence[PackedSign]) -> None:
        """Write the signs and the header."""
        listed = {"signs": [asdict(sign) for sign in signs]}
        content = json.dumps(listed, ensure_ascii=False).encode()
        self._digests[_SIGNS] = hashlib.sha256(content).hexdigest()
        archive.store(self._zip, _SIGNS, content)
        header = {
            "signpack": VERSION, "source": asdict(self._source), "signs": len(signs),
            "clips": sum(len(sign.clips) for sign in signs), "model": self._made,
            "files": self._digests,
        }  # fmt: skip
        archive.store(self._zip, _HEADER, json.dumps(header, ensure_ascii=False, indent=1).encode())

    def _put(self, member: str, parts: Iterator[bytes]) -> Steps[None]:
        digest = hashlib.sha256()
        with self._zip.open(zipfile.ZipInfo(member), "w", force_zip64=True) as file:
            for number, part in enumerate(parts):
                digest.update(part)
                file.write(part)
                yield Progress(number, 0, self._source.name)
        self._digests[member] = digest.hexdigest()


@contextmanager
def written(path: Path, source: Source) -> Iterator[SignPackWriter]:
    """Write a pack. An older file is replaced when the new one is complete.

    Raise WriteError if it cannot be written.
    """
    with files.atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as content:
        yield SignPackWriter(content, source)
