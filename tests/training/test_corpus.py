"""Manifests and shards: their clips, the reasons of skipped clips, and reading on demand."""

import csv
import io
import json
import tarfile

import numpy as np
import pytest
from click.testing import CliRunner

from signdict.core.errors import ManifestError, PoseError
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from training.data import shards
from training.data.manifest import clips, readable, stored_clips

COLUMNS = ("path", "gloss", "sign_language", "signer", "concept", "split")


def a_manifest(folder, rows):
    """Write poses and the table that lists them."""
    with (folder / "clips.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    for number, row in enumerate(rows):
        if "gone" not in row[0]:
            write_pose(folder / row[0], a_pose(number))
    return folder / "clips.csv"


@pytest.fixture
def manifest(tmp_path):
    rows = [
        (f"{n}.pose", f"sign {n % 2}", "ase", f"p{n}", "", "train" if n else "Test")
        for n in range(4)
    ]
    return a_manifest(tmp_path, rows)


@pytest.fixture
def packed(manifest, tmp_path):
    assert shards.pack(manifest, tmp_path / "shards", 3) == 2
    return tmp_path / "shards" / "clips-*.tar"


def test_shards_contain_the_clips_of_the_table(manifest, packed):
    listed, packed_clips = list(clips(manifest)), list(clips(packed))
    assert len(listed) == 4
    for clip, other in zip(listed, packed_clips, strict=True):
        np.testing.assert_array_equal(clip.pose.points, other.pose.points)
        assert (clip.gloss, clip.signer, clip.split) == (other.gloss, other.signer, other.split)
    assert listed[0].split == "test"


def test_poses_are_read_on_demand(manifest, tmp_path):
    listed = list(stored_clips(manifest))
    (tmp_path / "2.pose").unlink()
    assert listed[1].clip().gloss == "sign 1"
    with pytest.raises(PoseError, match=r"2\.pose cannot be opened"):
        listed[2].clip()


def test_unusable_clips_are_skipped_with_a_reason(tmp_path):
    bare = a_pose(9)
    bare.confidence[:] = 0
    rows = [("0.pose", "house", "ase"), ("gone.pose", "tree", "ase"), ("1.pose", "", "ase")]
    rows += [("2.pose", "cat", "nonsense"), ("3.pose", "nobody", "ase")]
    manifest = a_manifest(tmp_path, [(*row, "", "", "") for row in rows])
    write_pose(tmp_path / "3.pose", bare)
    skipped = []
    assert [clip.gloss for clip in readable(manifest, skipped)] == ["house"]
    reasons = " ".join(entry.reason for entry in skipped)
    assert len(skipped) == 4
    for part in ("cannot be opened", "gloss is empty", "nonsense", "Nobody"):
        assert part in reasons


def test_a_manifest_without_usable_clips_raises_manifest_error(tmp_path):
    manifest = a_manifest(tmp_path, [("gone.pose", "house", "ase", "", "", "")])
    with pytest.raises(ManifestError, match="No clip"):
        readable(manifest, [])


def test_missing_shards_raise_manifest_error(tmp_path):
    with pytest.raises(ManifestError, match="No such shard"):
        list(stored_clips(tmp_path / "none-*.tar"))


@pytest.mark.parametrize("content", [b"no tar file" * 100, b"x" * 700])
def test_a_damaged_shard_raises_manifest_error(tmp_path, content):
    (tmp_path / "a.tar").write_bytes(content)
    with pytest.raises(ManifestError, match="damaged"):
        list(stored_clips(tmp_path / "a.tar"))


def test_a_truncated_shard_raises_manifest_error(packed):
    first = sorted(packed.parent.glob("*.tar"))[0]
    first.write_bytes(first.read_bytes()[: first.stat().st_size // 2])
    with pytest.raises(ManifestError, match="damaged"):
        list(stored_clips(packed))


@pytest.mark.parametrize("facts", [b"[1]", b"no json"])
def test_damaged_metadata_raise_manifest_error(tmp_path, facts):
    a_shard(tmp_path / "a.tar", facts)
    with pytest.raises(ManifestError, match="damaged"):
        list(stored_clips(tmp_path / "a.tar"))


def test_a_sample_without_a_language_is_skipped(tmp_path):
    a_shard(tmp_path / "a.tar", json.dumps({"gloss": "house"}).encode())
    skipped = []
    assert list(stored_clips(tmp_path / "a.tar", skipped)) == []
    assert "sign-language code" in skipped[0].reason


def a_shard(path, facts, pose=b"", folder=""):
    """A shard of one sample."""
    with tarfile.open(path, "w") as shard:
        add(shard, f"{folder}0.json", facts)
        add(shard, f"{folder}0.pose", pose)


def add(shard, name, content):
    header = tarfile.TarInfo(name)
    header.size = len(content)
    shard.addfile(header, io.BytesIO(content))


def test_the_command_packs_a_table_or_reports_a_missing_clip(manifest, tmp_path):
    done = CliRunner().invoke(shards.main, [str(manifest), str(tmp_path / "out"), "--each", "2"])
    assert (done.exit_code, done.output) == (0, "2 shards\n")
    (tmp_path / "3.pose").unlink()
    done = CliRunner().invoke(shards.main, [str(manifest), str(tmp_path / "other")])
    assert done.exit_code == 2
    assert "3.pose cannot be opened" in done.output
    assert list((tmp_path / "other").iterdir()) == []


def test_braces_require_every_shard_of_their_range(packed):
    folder = packed.parent
    assert len(list(stored_clips(folder / "clips-{00000..00001}.tar"))) == 4
    assert len(list(stored_clips(folder / "clips-{00001..00001}.tar"))) == 1
    with pytest.raises(ManifestError, match=r"No such shard: .*clips-00002\.tar"):
        list(stored_clips(folder / "clips-{00000..00002}.tar"))


@pytest.mark.parametrize("folder", ["./", "a/b/", "./v1.2/"])
def test_samples_may_be_in_folders_of_a_shard(manifest, tmp_path, folder):
    facts = json.dumps({"gloss": "house", "sign_language": "ase", "licence": "CC0"}).encode()
    pose = (tmp_path / "0.pose").read_bytes()
    a_shard(tmp_path / "a.tar", facts, pose, folder)
    (clip,) = stored_clips(tmp_path / "a.tar")
    assert (clip.gloss, clip.licence) == ("house", "CC0")
    np.testing.assert_array_equal(clip.clip().pose.points, a_pose(0).points)


@pytest.mark.parametrize("half", ["json", "pose"])
def test_half_a_sample_is_skipped_with_a_reason(tmp_path, half):
    write_pose(tmp_path / "0.pose", a_pose(0))
    facts = json.dumps({"gloss": "house", "sign_language": "ase"}).encode()
    parts = {"json": facts, "pose": (tmp_path / "0.pose").read_bytes()}
    with tarfile.open(tmp_path / "a.tar", "w") as shard:
        add(shard, f"7.{half}", parts[half])
    skipped = []
    assert list(clips(tmp_path / "a.tar", skipped)) == []
    (entry,) = skipped
    assert entry.reason.startswith("Sample 7: ")
