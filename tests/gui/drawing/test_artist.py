"""Frames of a GIF and pages of a PDF, really drawn."""

import numpy as np
import pytest
from PySide6.QtCore import QByteArray

from signdict.gui.drawing.artist import Artist
from signdict.lists import animation
from signdict.lists.export import ExportEntry
from signdict.lists.signlist import ListEntry, SignList
from tests.support.fakes import a_pose
from tests.support.signlists import a_list


@pytest.fixture
def artist(qapp):
    return Artist()


def pages(pdf):
    return QByteArray(pdf).count(b"/Type /Page\n")


def items(signs, pose):
    return (ExportEntry(n, entry, pose) for n, entry in enumerate(signs.entries, start=1))


def test_frames_cover_the_duration_of_the_sign_and_move(artist):
    pose = a_pose(1, frames=50)
    frames = artist.frames(pose)
    assert len(frames) == int(pose.trimmed(4).seconds * animation.FPS)
    assert {frame.shape for frame in frames} == {(animation.SIDE, animation.SIDE, 3)}
    assert not np.array_equal(frames[0], frames[-1])


def test_the_shortest_clip_has_two_frames(artist):
    assert len(artist.frames(a_pose(1, frames=1))) == 2


def test_a_short_list_fits_one_page(artist):
    *steps, pdf = artist.sheet(a_list(), items(a_list(), a_pose(1)))
    assert steps == [b""] * 3
    assert (pdf[:5], pages(pdf)) == (b"%PDF-", 1)


def test_a_long_list_takes_more_pages(artist):
    entries = tuple(ListEntry(f"sign {n}", "ase", note="palm down\n" * n) for n in range(12))
    signs = SignList("Long", note="all of it", entries=entries)
    *_, pdf = artist.sheet(signs, items(signs, a_pose(1)))
    assert pages(pdf) > 2


def test_signs_without_a_pose_need_little_room(artist):
    signs = SignList("Elsewhere", entries=tuple(ListEntry(f"s{n}", "ase") for n in range(8)))
    *_, pdf = artist.sheet(signs, items(signs, None))
    assert pages(pdf) == 1


def test_an_unfinished_sheet_closes_its_painter(artist):
    steps = artist.sheet(a_list(), items(a_list(), a_pose(1)))
    next(steps)
    steps.close()
