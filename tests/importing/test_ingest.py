import logging
import os
import signal
import subprocess
import sys
from itertools import islice

import numpy as np
import pytest

from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.importing import workers
from signdict.importing.entries import ClipEntry, ImportReport
from signdict.importing.ingest import add, reread
from signdict.library.library import Library, NewClip
from signdict.pose import landmarks
from signdict.pose.codec import unpack
from signdict.pose.posefile import write_pose
from signdict.tracking import extraction
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose
from tests.support.paths import ROOT
from tests.support.steps import drive, result_of

TRACKER = Paths.standard().tracker


def clips(folder, count, first=0):
    for number in range(first, first + count):
        write_pose(folder / f"sign {number}.pose", a_pose(number, 20))
    return [
        ClipEntry(
            folder / f"sign {n}.pose", f"sign {n}", "ase", "en", source="mine", licence="CC0-1.0"
        )
        for n in range(first, first + count)
    ]


def content(path):
    """What a library holds: glosses with their vectors and landmarks."""
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


def test_clips_are_added_with_their_source_and_only_once(tmp_path, library):
    entries = clips(tmp_path, 3)
    seen, report = drive(add(library, PositionEncoder(), entries, TRACKER, 2))
    assert report == ImportReport(3, 0)
    assert [p.done for p in seen] == [0, 1, 2]
    assert seen[-1].seconds_left is not None
    ((source, count),) = library.sources()
    assert (source.name, source.licence, count) == ("mine", "CC0-1.0", 3)
    assert result_of(add(library, PositionEncoder(), entries, TRACKER, 2)) == ImportReport(0, 3)
    more = [*entries, *clips(tmp_path, 1, first=3)]
    assert result_of(add(library, PositionEncoder(), more, TRACKER, 2)) == ImportReport(1, 3)


def test_vectors_are_made_of_what_is_stored(tmp_path, library):
    drive(add(library, PositionEncoder(), clips(tmp_path, 1), TRACKER, 1))
    ids, _, vectors = library.vectors("positions")
    again = PositionEncoder().embed_poses([library.pose(int(ids[0]))])
    np.testing.assert_array_equal(vectors, again)


def test_one_unreadable_file_is_one_line_of_the_report(tmp_path, library):
    entries = clips(tmp_path, 3)
    entries[1].path.write_bytes(b"no pose")
    entries.append(ClipEntry(tmp_path / "gone.mp4", "gone", "ase", source="mine"))
    _, report = drive(add(library, PositionEncoder(), entries, TRACKER, 1))
    assert (report.added, report.already) == (2, 0)
    assert sorted(s.path.name for s in report.skipped) == ["gone.mp4", "sign 1.pose"]
    assert all(s.reason.endswith(".") for s in report.skipped)


def test_the_rest_before_a_sign_is_cut_off_and_its_length_remembered():
    pose = a_pose(frames=40)
    hands = np.r_[landmarks.LEFT_HAND, landmarks.RIGHT_HAND]
    pose.points[:20, hands, 1] = 470  # below the picture's lower edge
    reading = workers._trimmed(pose, start=2.0)
    cut = unpack(reading.packed)
    assert (len(cut), reading.start) == (23, pytest.approx(2.0 + 17 / 25))
    assert reading.end == pytest.approx(2.0 + 40 / 25)


def test_a_part_of_a_clip_is_cut_out(tmp_path, library):
    (whole,) = clips(tmp_path, 1)
    part = ClipEntry(whole.path, "part", "ase", source="mine", start=0.2, end=0.6)
    drive(add(library, PositionEncoder(), [part], TRACKER, 1))
    ids, _, _ = library.vectors("positions")
    assert len(library.pose(int(ids[0]))) == 10


@pytest.mark.slow
def test_a_video_is_tracked_and_remembered(shared, library):
    video = shared / "data" / "videos" / "ins_meabhinav" / "hello.mp4"
    entry = ClipEntry(video, "hello", "ins", source="mine", start=3.0, end=3.6)
    _, report = drive(add(library, PositionEncoder(), [entry], TRACKER, 1))
    assert report == ImportReport(1, 0)
    (sign,) = library.all_signs()
    clip = sign.clips[0]
    assert clip.media == video.resolve()
    assert 3.0 <= clip.start < clip.end <= 3.64  # the film is played from where the pose begins
    assert clip.end - clip.start == pytest.approx(library.pose(clip.id).seconds, abs=0.05)


@pytest.mark.slow
def test_a_video_is_read_with_a_step_for_each_frame(shared):
    video = shared / "data" / "videos" / "psp_kamaynikasyon" / "Hello.mp4"
    steps = extraction.pose_steps(video, TRACKER, 0.2, 0.5)
    seen = list(islice(steps, 3))
    assert [p.what for p in seen] == ["Hello.mp4"] * 3
    steps.close()


def test_stopping_leaves_whole_clips_and_going_on_ends_the_same(tmp_path, library):
    entries = clips(tmp_path, 6)
    steps = add(library, PositionEncoder(), entries, TRACKER, 2)
    list(islice(steps, 3))  # two clips committed and the third announced
    steps.close()
    assert library.count() == 2
    assert result_of(add(library, PositionEncoder(), entries, TRACKER, 2)) == ImportReport(4, 2)


class Other(PositionEncoder):
    name = "other"


def test_another_model_reads_again_what_it_has_not_read(tmp_path, library):
    drive(add(library, PositionEncoder(), clips(tmp_path, 3), TRACKER, 1))
    assert result_of(reread(library, Other())) == 3
    assert result_of(reread(library, Other())) == 0
    assert len(library.vectors("other")[0]) == len(library.vectors("positions")[0]) == 3


def tokens_of(library):
    """The stored tokens, and those that the model would make of the stored poses now."""
    ids, _, _ = library.vectors("moments")
    again = MomentEncoder().read_poses([library.pose(int(clip)) for clip in ids])
    return library.tokens("moments"), again.tokens


def test_a_clip_that_is_added_has_the_tokens_of_what_is_stored(tmp_path, library):
    drive(add(library, MomentEncoder(), clips(tmp_path, 2), TRACKER, 1))
    stored, again = tokens_of(library)
    assert stored.shape == (2, 5, 6)
    np.testing.assert_allclose(stored, again, atol=2e-3)


def test_a_model_with_tokens_reads_again_what_it_has_not_read(tmp_path, library):
    drive(add(library, PositionEncoder(), clips(tmp_path, 3), TRACKER, 1))
    assert result_of(reread(library, MomentEncoder())) == 3
    np.testing.assert_allclose(*tokens_of(library), atol=2e-3)
    assert library.tokens("positions") is None


class Fastidious(MomentEncoder):
    """Reads no clip of 14 frames, and none beside such a one."""

    def read_poses(self, poses):
        if any(len(pose) == 14 for pose in poses):
            raise PoseError("Fourteen frames.")
        return super().read_poses(poses)


def test_a_clip_that_cannot_be_read_again_costs_no_other_and_mixes_up_none(tmp_path, library):
    for number, frames in enumerate((20, 14, 17, 14, 12)):
        entry = NewClip(f"sign {number}", "ase", "mine", f"d{number}")
        library.add_clip(entry, a_pose(number, frames), "other", None)
    assert result_of(reread(library, Fastidious())) == 3
    assert len(library.without_vector("moments")) == 2
    np.testing.assert_allclose(*tokens_of(library), atol=2e-3)
    assert result_of(reread(library, Fastidious())) == 0


def crash(entry, _):
    if entry.gloss == "sign 1":
        os._exit(7)
    return workers._trimmed(a_pose(), 0.0)


def test_a_reader_that_goes_down_costs_its_clip_and_no_more(tmp_path, library, monkeypatch):
    monkeypatch.setattr(workers, "_read", crash)
    _, report = drive(add(library, PositionEncoder(), clips(tmp_path, 4), TRACKER, 1))
    assert report.added == 3
    ((skipped, reason),) = [(s.path.name, s.reason) for s in report.skipped]
    assert skipped == "sign 1.pose"
    assert "brought its reader down" in reason


def test_reading_in_a_worker_gives_a_reading_or_a_sentence(tmp_path, monkeypatch):
    (entry,) = clips(tmp_path, 1)
    assert isinstance(workers._read(entry, TRACKER), workers.ExtractionResult)
    monkeypatch.setattr(workers, "pack", lambda _: 1 / 0)
    monkeypatch.setattr(logging.getLogger("signdict.importing.workers"), "disabled", True)
    assert "cannot be read" in workers._read(entry, TRACKER)


_ADDING = """
import sys
from pathlib import Path
from signdict.importing.ingest import add
from signdict.library.library import Library
from tests.support.fakes import PositionEncoder
from tests.importing.test_ingest import TRACKER, ClipEntry
if __name__ == "__main__":
    folder, path = map(Path, sys.argv[1:])
    files = sorted(folder.glob("*.pose"))
    entries = [ClipEntry(p, p.stem, "ase", "en", source="mine") for p in files]
    with Library.open(path) as library:
        for step in add(library, PositionEncoder(), entries, TRACKER, 2):
            print(step.done, flush=True)
"""


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_an_import_killed_five_times_ends_like_one_that_was_not(tmp_path):
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
        process.stdout.read()  # ends only when the readers, who share it, have ended too
        process.stdout.close()
    for name in ("killed.db", "whole.db"):
        subprocess.run(
            [*command, str(tmp_path / name)], check=True, env=environment, capture_output=True
        )
    assert len(content(tmp_path / "whole.db")) == 12
    assert content(tmp_path / "killed.db") == content(tmp_path / "whole.db")
