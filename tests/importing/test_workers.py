"""Worker processes that read clips: what they cut, report and survive."""

import logging
import os

import numpy as np
import pytest

from signdict.importing import ingest, workers
from signdict.importing.ingest import add
from signdict.library import library as library_module
from signdict.library.library import Library
from signdict.pose import landmarks
from signdict.pose.codec import pack, unpack
from tests.support.clips import TRACKER, clips
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.inline_pool import InlinePool
from tests.support.libraries import rows
from tests.support.steps import result_of


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        yield library


def test_the_rest_before_a_sign_is_cut_off_and_its_length_stored():
    pose = a_pose(frames=40)
    hands = np.r_[landmarks.LEFT_HAND, landmarks.RIGHT_HAND]
    pose.points[:20, hands, 1] = 470  # below the lower edge of the picture
    result = workers.trimmed(pose, start=2.0)
    assert len(unpack(result.packed)) == 23
    assert result.start == pytest.approx(2.0 + 17 / 25)
    assert result.end == pytest.approx(2.0 + 40 / 25)


def crash(entry, _):
    if entry.gloss == "sign 1":
        os._exit(7)
    return workers.trimmed(a_pose(), 0.0)


def test_a_worker_that_crashes_loses_only_its_clip(tmp_path, library, monkeypatch):
    monkeypatch.setattr(workers, "extract", crash)
    report = result_of(add(library, PositionEncoder(), clips(tmp_path, 4), TRACKER, 1))
    assert report.added == 3
    ((skipped, reason),) = [(s.path.name, s.reason) for s in report.skipped]
    assert skipped == "sign 1.pose"
    assert "made the program that reads clips crash" in reason


def test_a_worker_returns_a_pose_or_a_sentence(tmp_path, monkeypatch):
    (entry,) = clips(tmp_path, 1)
    assert isinstance(workers.extract(entry, TRACKER), workers.ExtractionResult)
    monkeypatch.setattr(workers, "pack", lambda _: 1 / 0)
    monkeypatch.setattr(logging.getLogger("signdict.importing.workers"), "disabled", True)
    assert "cannot be read" in workers.extract(entry, TRACKER)


def test_each_imported_clip_is_packed_once_and_stored_as_it_was_packed(
    tmp_path, library, monkeypatch
):
    packed = []

    def count(pose):
        packed.append(pack(pose))
        return packed[-1]

    monkeypatch.setattr(ingest, "ExtractionPool", InlinePool)
    for module in (workers, library_module):
        monkeypatch.setattr(module, "pack", count)
    result_of(add(library, PositionEncoder(), clips(tmp_path, 3), TRACKER))
    assert rows(library, "SELECT packed FROM poses ORDER BY clip") == [(data,) for data in packed]
    assert len(packed) == 3
