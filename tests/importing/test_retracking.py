"""Clips of another tracker are tracked again, one after the other."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from signdict.core.paths import Paths
from signdict.importing import workers
from signdict.importing.ingest import retrack
from signdict.library import records
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library, NewClip
from signdict.pose.codec import pack, unpack
from signdict.tracking.mediapipe_tracker import made_by
from tests.support.dictionaries import opened
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import with_starter
from tests.support.steps import changes, drive, result_of

TRACKER = Paths.standard().tracker


def tracked(entry, _):
    """Return what the new tracker finds: other landmarks of the same seconds."""
    if entry.path.stem == "damaged":
        return "damaged.mp4 cannot be read."
    start, end = entry.start or 0.0, entry.end or 1.0
    pose = a_pose(100 + int(entry.path.stem), frames=round(25 * (end - start)))
    return replace(workers.trimmed(pose, start), tracker="new")


@pytest.fixture(autouse=True)
def new_tracker(monkeypatch):
    monkeypatch.setattr(workers, "extract", tracked)


def a_clip(library, folder, name, tracker="old", seed=1):
    """Add a clip of a video, with landmarks from a tracker."""
    media = folder / f"{name}.mp4"
    media.write_bytes(name.encode())
    entry = NewClip(
        f"word {name}", "ase", "mine", f"digest {name}", media=media, start=1.0, end=2.0,
        tracker=tracker,
    )  # fmt: skip
    made = PositionEncoder().read_poses([a_pose(seed)])
    return library.add_clip(entry, a_pose(seed), "positions", made.vectors[0])


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        yield library


def retracked(library, encoder=None):
    return retrack(library, encoder or PositionEncoder(), TRACKER, "new")


def is_old(library, clip):
    """Return whether a clip still has the landmarks that it was added with."""
    return np.array_equal(library.pose(clip).points, unpack(pack(a_pose(1))).points)


def trackers(library):
    return library.query(records.clips_by_tracker)


def test_only_clips_of_another_tracker_are_tracked_again(tmp_path, library):
    one, two, kept = (
        a_clip(library, tmp_path, n, t) for n, t in (("1", "old"), ("2", "older"), ("3", "new"))
    )
    before = library.generation
    steps, count = drive(retracked(library))
    assert (count, [step.what for step in steps]) == (2, ["1.mp4", "2.mp4"])
    assert [(step.done, step.total) for step in steps] == [(0, 2), (1, 2)]
    assert trackers(library) == {"new": 3}
    assert is_old(library, kept)
    assert library.generation > before  # so that no existing index matches
    ids, _, vectors = library.vectors("positions")
    for clip in (one, two):
        made = PositionEncoder().raw_poses([library.pose(clip)])[0]
        assert np.allclose(vectors[list(ids).index(clip)], made, atol=1e-6)
        assert not np.allclose(made, PositionEncoder().raw_poses([a_pose(1)])[0])
    assert drive(retracked(library)) == ([], 0)


def test_only_the_part_of_a_clip_is_read_and_its_span_stored(tmp_path, library):
    clip = a_clip(library, tmp_path, "1")
    drive(retracked(library))
    (sign,) = library.all_signs()
    shown = sign.clips[0]
    assert 1.0 <= shown.start < shown.end <= 2.0
    assert shown.end - shown.start == pytest.approx(library.pose(clip).seconds, abs=0.05)


def test_vectors_of_other_models_are_removed_with_the_old_landmarks(tmp_path, library):
    clip = a_clip(library, tmp_path, "1")
    library.put_vectors("other", [clip], PositionEncoder().read_poses([a_pose(1)]))
    drive(retracked(library))
    assert library.without_vector("other") == [clip]


def test_a_missing_or_damaged_video_leaves_its_clip_unchanged(tmp_path, library):
    a_clip(library, tmp_path, "1")
    gone, damaged = a_clip(library, tmp_path, "gone"), a_clip(library, tmp_path, "damaged")
    (tmp_path / "gone.mp4").unlink()
    assert result_of(retracked(library)) == 1
    assert trackers(library) == {"new": 1, "old": 2}
    for clip in (gone, damaged):
        assert is_old(library, clip)
    assert library.without_vector("positions") == []


def test_the_old_landmarks_stay_if_the_model_cannot_read_the_new_ones(tmp_path, library):
    from signdict.core.errors import PoseError

    class FailingEncoder(PositionEncoder):
        def read_poses(self, poses):
            raise PoseError("This cannot be read.")

    clip = a_clip(library, tmp_path, "1")
    assert result_of(retracked(library, FailingEncoder())) == 0
    assert is_old(library, clip)
    assert trackers(library) == {"old": 1}


def test_a_stopped_retracking_resumes_with_the_remaining_clips(tmp_path, library):
    for name in "12345":
        a_clip(library, tmp_path, name)
    steps = retracked(library)
    assert [step.done for step in islice(changes(steps), 3)] == [0, 1, 2]
    steps.close()
    assert trackers(library) == {"new": 2, "old": 3}
    assert library.check() == []
    steps, count = drive(retracked(library))
    assert (count, steps[0].total) == (3, 3)
    assert trackers(library) == {"new": 5}


def test_a_repair_retracks_clips_and_replaces_all_computed_from_the_old_ones(tmp_path, monkeypatch):
    from signdict.tracking import mediapipe_tracker

    monkeypatch.setattr(mediapipe_tracker, "made_by", lambda _: "new")
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as own:
        clip = a_clip(own, tmp_path, "1")
    with opened(where) as one:
        assert one.maintenance.health().retrackable == 1
        assert one.recognise(a_pose(101, frames=25))[0].sign.gloss != "word 1"
        before = one.facets([clip])
        monkeypatch.setattr(
            "signdict.linguistics.phonology.cache.of", lambda pose: None
        )  # what it sees now
        done = result_of(one.maintenance.repair())
        assert "Clips tracked again: 1." in done
        assert one.maintenance.health().retrackable == 0
        assert one.recognise(a_pose(101, frames=25))[0].sign.gloss == "word 1"
        assert before
        assert one.facets([clip]) == {}


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_real_video_is_tracked_again(shared, tmp_path, library, monkeypatch):
    from signdict.importing.entries import ClipEntry
    from signdict.importing.ingest import add

    monkeypatch.undo()
    video = shared / "data" / "videos" / "ins_meabhinav" / "hello.mp4"
    entry = ClipEntry(video, "hello", "ins", source="mine", start=3.0, end=3.6)
    drive(add(library, PositionEncoder(), [entry], TRACKER, 1))
    now = made_by(TRACKER)
    assert trackers(library) == {now: 1}
    (clip,) = library.clip_ids()
    pose = library.pose(clip)
    with library.changing() as db:
        wrong = replace(pose, points=pose.points + np.float32(5))
        records.replace_pose(db, clip, pack(wrong), (3.0, 3.6), "another tracker")
    assert result_of(retrack(library, PositionEncoder(), TRACKER, now)) == 1
    assert trackers(library) == {now: 1}
    found = library.pose(clip)
    assert abs(len(found) - len(pose)) <= 8  # the rest before and after the sign is cut again
    with closing(sqlite3.connect(library.path)) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
