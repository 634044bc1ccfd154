"""A library of the application as readings: its clips with the vectors a model made of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from signdict.core.errors import LibraryError
from signdict.core.types import Sign
from signdict.library.library import Library
from training.data.dataset import Clip
from training.evaluate.embeddings import Fact, Reader, Readings, read

_ALL = 10**9


def read_library(place: Path, encoder: Reader, stored: str = "") -> Readings:
    """Read a library, a file or the folder that holds `library.db`.

    `stored` names the model whose stored vectors are used, where every clip has one; or else the
    encoder reads the stored poses. Raise LibraryError if there is no library.
    """
    path = place / "library.db" if place.is_dir() else place
    if not path.is_file():
        raise LibraryError(
            f"There is no library at {place}.", hint="Name a folder that holds library.db."
        )
    with Library.open(path, read_only=True) as library:
        signs = {sign.id: sign for sign in library.all_signs(limit=_ALL)}
        if not signs:
            raise LibraryError(f"The library {path} is empty.", hint="Add signs to it first.")
        if stored and not library.without_vector(stored):
            return _stored(library, signs, stored)
        return read(encoder, _clips(library, signs))


def _stored(library: Library, signs: dict[int, Sign], model: str) -> Readings:
    """The vectors that are there, with the lengths that they had."""
    ids, _, unit = library.vectors(model)
    lengths = library.lengths(model)
    owner = library.sign_of_clips([int(clip) for clip in ids])
    signer = {clip.id: clip.signer for sign in signs.values() for clip in sign.clips}
    facts = [
        replace(_fact(signs[owner[int(clip)]]), signer=signer[int(clip)] or "") for clip in ids
    ]
    own = unit * np.array([[lengths[int(clip)]] for clip in ids], np.float32)
    return Readings(tuple(facts), own, np.zeros((0, unit.shape[1]), np.float32), {})


def _clips(library: Library, signs: dict[int, Sign]) -> Iterator[Clip]:
    for sign in signs.values():
        fact = _fact(sign)
        for clip in sign.clips:
            pose = library.pose(clip.id)
            if pose is not None:
                yield Clip(
                    pose, fact.gloss, fact.sign_language, fact.spoken_language, fact.source,
                    signer=clip.signer or "", concept=fact.concept,
                )  # fmt: skip


def _fact(sign: Sign) -> Fact:
    return Fact(
        sign.gloss,
        sign.sign_language,
        sign.spoken_language or "en",
        sign.source.name,
        concept=sign.concept,
    )
