"""Clips become rows of a library, also after an import was stopped or killed."""

import os
import signal
import subprocess
import sys
from collections import deque
from concurrent.futures import Future
from itertools import islice

import numpy as np
import pytest

from signdict.core.errors import PoseError
from signdict.importing import ingest
from signdict.importing.entries import ClipEntry, ImportReport
from signdict.importing.ingest import TOGETHER, add, reread
from signdict.importing.workers import ExtractionPool, extract
from signdict.library.library import Library, NewClip
from signdict.pose.posefile import write_pose
from signdict.tracking import extraction
from tests.support.clips import TRACKER, clips
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose
from tests.support.paths import ROOT
from tests.support.steps import changes, drive, result_of


def content(path):
    """Return the glosses of a library with their vectors and landmarks."""
    with Library.open(path, read_only=True) as library:
        ids, _, vectors = library.vectors("positions")
        owners = library.sign_of_clips([int(i) for i in ids])
        signs = library.signs(list(owners.values()))
        return {
            signs[owners[int(i)]].gloss: (v.tobytes(), library.pose(int(i)).points.tobytes())
            for i, v in zip(ids, vectors, strict=True)
        }


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


def test_clips_are_added_once_and_with_their_source(tmp_path, library):
    entries = clips(tmp_path, 3)
    reports, report = drive(add(library, PositionEncoder(), entries, TRACKER, 2))
    assert report == ImportReport(3, 0)
    assert [p.done for p in reports] == [0, 1, 2]
    assert reports[-1].seconds_left is not None
    ((source, count),) = library.sources()
    assert (source.name, source.licence, count) == ("mine", "CC0-1.0", 3)
    assert result_of(add(library, PositionEncoder(), entries, TRACKER, 2)) == ImportReport(0, 3)
    more = [*entries, *clips(tmp_path, 1, first=3)]
    assert result_of(add(library, PositionEncoder(), more, TRACKER, 2)) == ImportReport(1, 3)


def test_vectors_are_computed_from_the_stored_pose(tmp_path, library):
    drive(add(library, PositionEncoder(), clips(tmp_path, 1), TRACKER, 1))
    ids, _, vectors = library.vectors("positions")
    again = PositionEncoder().embed_poses([library.pose(int(ids[0]))])
    np.testing.assert_array_equal(vectors, again)


def test_an_unreadable_file_is_one_line_of_the_report(tmp_path, library):
    entries = clips(tmp_path, 3)
    entries[1].path.write_bytes(b"no pose")
    entries.append(ClipEntry(tmp_path / "gone.mp4", "gone", "ase", source="mine"))
    _, report = drive(add(library, PositionEncoder(), entries, TRACKER, 1))
    assert (report.added, report.already) == (2, 0)
    assert sorted(s.path.name for s in report.skipped) == ["gone.mp4", "sign 1.pose"]
    assert all(s.reason.endswith(".") for s in report.skipped)


def test_a_part_of_a_clip_is_cut_out(tmp_path, library):
    (whole,) = clips(tmp_path, 1)
    part = ClipEntry(whole.path, "part", "ase", source="mine", start=0.2, end=0.6)
    drive(add(library, PositionEncoder(), [part], TRACKER, 1))
    ids, _, _ = library.vectors("positions")
    assert len(library.pose(int(ids[0]))) == 10


@pytest.mark.slow
def test_a_video_is_tracked_and_its_span_stored(shared, library):
    video = shared / "data" / "videos" / "ins_meabhinav" / "hello.mp4"
    entry = ClipEntry(video, "hello", "ins", source="mine", start=3.0, end=3.6)
    _, report = drive(add(library, PositionEncoder(), [entry], TRACKER, 1))
    assert report == ImportReport(1, 0)
    (sign,) = library.all_signs()
    clip = sign.clips[0]
    assert clip.media == video.resolve()
    assert 3.0 <= clip.start < clip.end <= 3.64  # the video is played from where the pose starts
    assert clip.end - clip.start == pytest.approx(library.pose(clip.id).seconds, abs=0.05)


@pytest.mark.slow
def test_a_video_yields_a_step_for_each_frame(shared):
    video = shared / "data" / "videos" / "psp_kamaynikasyon" / "Hello.mp4"
    steps = extraction.pose_steps(video, TRACKER, 0.2, 0.5)
    reports = list(islice(steps, 3))
    assert [p.what for p in reports] == ["Hello.mp4"] * 3
    steps.close()


def test_a_stopped_import_leaves_complete_clips_and_can_be_resumed(tmp_path, library):
    entries = clips(tmp_path, 6)
    steps = add(library, PositionEncoder(), entries, TRACKER, 2)
    list(islice(changes(steps), 3))  # two clips are stored, and the third is announced
    steps.close()
    assert library.count() == 2
    assert result_of(add(library, PositionEncoder(), entries, TRACKER, 2)) == ImportReport(4, 2)


class OtherEncoder(PositionEncoder):
    name = "other"


def test_another_model_reads_the_clips_that_it_has_not_read(tmp_path, library):
    drive(add(library, PositionEncoder(), clips(tmp_path, 3), TRACKER, 1))
    assert result_of(reread(library, OtherEncoder())) == 3
    assert result_of(reread(library, OtherEncoder())) == 0
    assert len(library.vectors("other")[0]) == len(library.vectors("positions")[0]) == 3


def tokens_of(library):
    """Return the stored tokens, and those that the model makes of the stored poses now."""
    ids, _, _ = library.vectors("moments")
    again = MomentEncoder().read_poses([library.pose(int(clip)) for clip in ids])
    return library.tokens("moments"), again.tokens


def test_an_added_clip_has_the_tokens_of_its_stored_pose(tmp_path, library):
    drive(add(library, MomentEncoder(), clips(tmp_path, 2), TRACKER, 1))
    stored, again = tokens_of(library)
    assert stored.shape == (2, 5, 6)
    np.testing.assert_allclose(stored, again, atol=2e-3)


def test_a_model_with_tokens_reads_the_clips_that_it_has_not_read(tmp_path, library):
    drive(add(library, PositionEncoder(), clips(tmp_path, 3), TRACKER, 1))
    assert result_of(reread(library, MomentEncoder())) == 3
    np.testing.assert_allclose(*tokens_of(library), atol=2e-3)
    assert library.tokens("positions") is None


class PickyEncoder(MomentEncoder):
    """Reads no clip of 14 frames, and no batch that contains one."""

    def read_poses(self, poses):
        if any(len(pose) == 14 for pose in poses):
            raise PoseError("Fourteen frames.")
        return super().read_poses(poses)


def test_a_clip_that_cannot_be_read_does_not_affect_the_others(tmp_path, library):
    for number, frames in enumerate((20, 14, 17, 14, 12)):
        entry = NewClip(f"sign {number}", "ase", "mine", f"d{number}")
        library.add_clip(entry, a_pose(number, frames), "other", None)
    assert result_of(reread(library, PickyEncoder())) == 3
    assert len(library.without_vector("moments")) == 2
    np.testing.assert_allclose(*tokens_of(library), atol=2e-3)
    assert result_of(reread(library, PickyEncoder())) == 0


class CountingEncoder(PickyEncoder):
    """Records the sizes of its batches."""

    def __init__(self):
        super().__init__()
        self.sizes = []

    def read_poses(self, poses):
        self.sizes.append(len(poses))
        return super().read_poses(poses)


class ListedAtOnce(ExtractionPool):
    """Reads every clip when it is asked to, in this process."""

    def __init__(self, tracker, count):
        self.count, self._tracker = count, tracker

    def submit(self, entry):
        future = Future()
        future.set_result(extract(entry, self._tracker))
        return future

    def close(self):
        pass


@pytest.fixture
def at_once(monkeypatch):
    """Read clips at once, so that each batch is as large as it may be."""
    monkeypatch.setattr(ingest, "ExtractionPool", ListedAtOnce)
    monkeypatch.setattr(ingest, "PATIENCE", 60)


@pytest.mark.usefixtures("at_once")
def test_clips_that_have_been_read_are_embedded_together(tmp_path, library):
    encoder = CountingEncoder()
    entries = clips(tmp_path, TOGETHER + 2)
    reports, report = drive(add(library, encoder, entries, TRACKER, 2))
    assert report == ImportReport(TOGETHER + 2, 0)
    assert encoder.sizes == [TOGETHER, 2]
    assert [p.done for p in reports] == [*range(TOGETHER + 2)]
    np.testing.assert_allclose(*tokens_of(library), atol=2e-3)


class Behind(ListedAtOnce):
    """Reads one more clip each time that an import asks whether the next one is read."""

    def __init__(self, tracker, count):
        super().__init__(tracker, count)
        self._submitted = deque()

    def submit(self, entry):
        self._submitted.append((Future(), entry))
        return self._submitted[-1][0]

    def ready(self, future, seconds=0.0):
        if not future.done() and self._submitted[0][1].has_landmarks:
            waiting, entry = self._submitted.popleft()
            waiting.set_result(extract(entry, self._tracker))
            return False
        return future.done()


def test_an_import_waits_for_a_full_batch_of_landmarks(tmp_path, library, monkeypatch):
    monkeypatch.setattr(ingest, "ExtractionPool", Behind)
    encoder = CountingEncoder()
    reports, report = drive(add(library, encoder, clips(tmp_path, TOGETHER + 2), TRACKER, 2))
    assert report == ImportReport(TOGETHER + 2, 0)
    assert encoder.sizes == [TOGETHER, 2]
    assert [p.done for p in reports] == [*range(TOGETHER + 2)]


def test_clips_before_a_video_do_not_wait_for_it(tmp_path, library, monkeypatch):
    monkeypatch.setattr(ingest, "ExtractionPool", Behind)
    (tmp_path / "film.mp4").write_bytes(b"never read")
    film = ClipEntry(tmp_path / "film.mp4", "film", "ase", source="mine")
    encoder = CountingEncoder()
    steps = add(library, encoder, [*clips(tmp_path, 2), film], TRACKER, 2)
    names = [report.what for report in islice(steps, 12)]
    steps.close()
    assert list(dict.fromkeys(names)) == ["sign 0.pose", "sign 1.pose", "film.mp4"]
    assert (encoder.sizes, library.count()) == ([2], 2)


@pytest.mark.usefixtures("at_once")
def test_a_clip_that_the_model_cannot_use_is_left_out_of_its_batch(tmp_path, library):
    entries = clips(tmp_path, 4)
    write_pose(entries[1].path, a_pose(1, 14))
    entries[2].path.write_bytes(b"no pose")
    _, report = drive(add(library, CountingEncoder(), entries, TRACKER, 2))
    assert (report.added, report.already) == (2, 0)
    reasons = {skipped.path.name: skipped.reason for skipped in report.skipped}
    assert list(reasons) == ["sign 1.pose", "sign 2.pose"]
    assert reasons["sign 1.pose"] == "Fourteen frames."
    assert reasons["sign 2.pose"].startswith("sign 2.pose is not a valid .pose file.")
    np.testing.assert_allclose(*tokens_of(library), atol=2e-3)


@pytest.mark.usefixtures("at_once")
def test_a_clip_that_is_listed_twice_in_a_batch_is_stored_once(tmp_path, library):
    entries = clips(tmp_path, 2)
    report = result_of(add(library, CountingEncoder(), [*entries, entries[0]], TRACKER, 2))
    assert report == ImportReport(2, 1)


def test_steps_do_not_wait_until_a_clip_is_read(tmp_path, library, monkeypatch):
    never = Future()
    monkeypatch.setattr(ListedAtOnce, "submit", lambda *_: never)
    monkeypatch.setattr(ingest, "ExtractionPool", ListedAtOnce)
    steps = add(library, CountingEncoder(), clips(tmp_path, 2), TRACKER, 2)
    reports = list(islice(steps, 3))
    assert [(p.done, p.total, p.what) for p in reports] == [(0, 2, "sign 0.pose")] * 3
    steps.close()


_ADDING = """
import sys
from pathlib import Path
from signdict.importing.ingest import add
from signdict.library.library import Library
from tests.support.fakes import PositionEncoder
from signdict.importing.entries import ClipEntry
from tests.support.clips import TRACKER
from tests.support.steps import changes
if __name__ == "__main__":
    folder, path = map(Path, sys.argv[1:])
    files = sorted(folder.glob("*.pose"))
    entries = [ClipEntry(p, p.stem, "ase", "en", source="mine") for p in files]
    with Library.open(path) as library:
        for step in changes(add(library, PositionEncoder(), entries, TRACKER, 2)):
            print(step.done, flush=True)
"""


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_an_import_killed_five_times_ends_like_an_uninterrupted_one(tmp_path):
    folder, script = tmp_path / "clips", tmp_path / "adding.py"
    clips(folder, 12)
    script.write_text(_ADDING)
    draw = np.random.default_rng(0)
    command = [sys.executable, str(script), str(folder)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for _ in range(5):
        process = subprocess.Popen(
            [*command, str(tmp_path / "killed.db")], stdout=subprocess.PIPE, env=environment
        )
        for _ in islice(process.stdout, int(draw.integers(1, 4))):
            pass
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.read()  # ends when the workers, which share it, have ended too
        process.stdout.close()
    for name in ("killed.db", "whole.db"):
        subprocess.run(
            [*command, str(tmp_path / name)], check=True, env=environment, capture_output=True
        )
    assert len(content(tmp_path / "whole.db")) == 12
    assert content(tmp_path / "killed.db") == content(tmp_path / "whole.db")
