"""Small manual alphabets: synthetic letters that do or do not look alike."""

from dataclasses import replace

import numpy as np

from signdict.core.types import Source
from signdict.library.library import Library, NewClip
from signdict.library.pair import OWN_IDS
from signdict.pose import landmarks
from tests.support.fakes import PositionEncoder
from tests.support.poses import a_signer, bent, turned

ALPHABETS = Source("alphabets", "Alphabets", "MIT", "Their makers")
_RIGHT = landmarks.RIGHT_HAND
_FRAMES = 12


def held(*fingers, at=(-0.5, -0.2), degrees=0, second=False, mirrored=False, seed=0):
    """Return a letter held still at a place in shoulder widths, with some fingers bent.

    The thumb is finger 0. The other hand rests, or has the same shape beside the first if `second`.
    A seed moves every point a little, as another signer would.
    """
    place = np.tile(np.asarray(at, float), (_FRAMES, 1))
    rest = (0.35, at[1]) if second else (0.6, 1.6)
    pose = a_signer(_FRAMES, left=np.tile(np.asarray(rest, float), (_FRAMES, 1)), right=place)
    for finger in fingers:
        pose = _curled(pose, finger)
    pose = turned(pose, _RIGHT, degrees)
    points = pose.points.copy()
    points[:, _RIGHT] += np.random.default_rng(seed).normal(0, 0.6, (1, 21, 3)) * (seed > 0)
    pose = replace(pose, points=points.astype(np.float32))
    return pose.mirrored() if mirrored else pose


def _curled(pose, finger):
    """Return the pose with the tip of one finger at the middle of the palm."""
    points = bent(pose, _RIGHT, finger).points.copy()
    tip, wrist = _RIGHT.start + 4 + 4 * finger, _RIGHT.start
    points[:, tip] = (points[:, tip] + points[:, wrist]) / 2
    return replace(pose, points=points)


FIST, OPEN = (1, 2, 3, 4), ()
#: Gloss, sign language and pose of each letter. A looks alike in five languages, T in two; the
#: Swedish ring is another letter, and one alphabet uses two hands.
LETTERS = (
    *(("A", code, held(*FIST, seed=n)) for n, code in enumerate(("ase", "asq", "gsg", "swl"))),
    ("A", "ise", held(*FIST, seed=9, mirrored=True)),
    ("a", "cse", held(*FIST, seed=5, second=True)),
    ("Å", "swl", held(*FIST, seed=6)),
    ("\N{CYRILLIC CAPITAL LETTER A}", "ukl", held(*FIST, seed=7)),
    ("T", "ase", held(*OPEN)), ("T", "asq", held(*OPEN, seed=3)),
    ("T", "gsg", held(*OPEN, degrees=170)),
)  # fmt: skip
#: The pose of the A that a person shows.
AN_A = held(*FIST, seed=20)


def add_letters(library: Library, letters=LETTERS, model=PositionEncoder.name) -> None:
    """Add letters to a library, with what the fake model makes of them."""
    library.put_source(ALPHABETS)
    for number, (gloss, code, pose) in enumerate(letters):
        entry = NewClip(gloss, code, ALPHABETS.name, f"letter {number}", kind="letter")
        library.add_clip(entry, pose, model, PositionEncoder().raw_poses([pose])[0])


def with_letters(paths) -> None:
    """Add `LETTERS`, and the word "a la carte", to the user's own library."""
    with Library.open(paths.library, first_id=OWN_IDS) as library:
        add_letters(library)
        pose = held(1, 4, at=(0.4, -0.6))
        word = NewClip("a la carte", "ase", ALPHABETS.name, "word")
        library.add_clip(word, pose, PositionEncoder.name, PositionEncoder().raw_poses([pose])[0])
