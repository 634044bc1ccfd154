"""A dictionary with a user's own library next to the starter, and what the library contains."""

from pathlib import Path

from signdict.core.paths import Paths
from signdict.core.types import Source
from signdict.dictionary.dictionary import Dictionary
from signdict.library.library import Library, NewClip
from signdict.library.pair import OWN_IDS
from tests.support.fakes import PositionEncoder
from tests.support.libraries import fill, rows, with_starter

MINE = Source("mine", licence="my own")
#: Gloss, sign language, variant, and the seeds of its clips.
SIGNS = [
    ("hello", "ase", "", (7,)), ("cat", "bfi", "", (4, 8)), ("cats", "bfi", "", (9,)),
    ("קטה", "bfi", "", (10,)),
]  # fmt: skip


def with_own_library(folder: Path) -> Paths:
    """Create a starter and a library with `SIGNS` in a folder."""
    where = with_starter(folder)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, SIGNS, MINE)
    return where


def own_library(dictionary: Dictionary) -> Library:
    """Return the user's library of a dictionary."""
    return dictionary.session.combined.own


def content(dictionary: Dictionary):
    """Return every row of the user's library except the copies that undo needs."""
    library = own_library(dictionary)
    tables = ("sources", "signs", "clips", "poses", "vectors", "translations")
    return [rows(library, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]


def sources_of(dictionary: Dictionary, word: str) -> list[str]:
    """Return the source of each match of a word."""
    return [match.sign.source.name for match in dictionary.find(word)]


def put(dictionary, gloss, pose, digest, language="bfi", source="mine"):
    """Add a clip of a sign to the user's own library, and return its id."""
    made = PositionEncoder().read_poses([pose]).vectors[0]
    entry = NewClip(gloss, language, source, digest)
    return own_library(dictionary).add_clip(entry, pose, "positions", made)
