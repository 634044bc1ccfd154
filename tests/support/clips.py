"""Clips to import: `.pose` files of a fake person."""

from signdict.core.paths import Paths
from signdict.importing.entries import ClipEntry
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose

TRACKER = Paths.standard().tracker


def clips(folder, count, first=0):
    """Write `.pose` files and return their entries."""
    numbers = range(first, first + count)
    for number in numbers:
        write_pose(folder / f"sign {number}.pose", a_pose(number, 20))
    return [
        ClipEntry(
            folder / f"sign {n}.pose", f"sign {n}", "ase", "en", source="mine", licence="CC0-1.0"
        )
        for n in numbers
    ]
