"""Splits written into a manifest: nobody on both sides, and a random one called that."""

import csv

import pytest
from click.testing import CliRunner

from signdict.core.errors import ManifestError
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from training.data import splits
from training.data.manifest import stored
from training.data.splits import parted

COLUMNS = ("path", "gloss", "sign_language", "source", "signer", "note")


@pytest.fixture
def manifest(tmp_path):
    """Forty clips of eight signers, two of them in each of four sources; one signer unknown."""
    rows = [
        (f"poses/{n}.pose", f"sign {n % 5}", "ase", f"s{n % 8 // 2}", f"p{n % 8}", "a, b")
        for n in range(40)
    ]
    rows.append(("poses/40.pose", "sign 0", "ase", "", "", ""))
    write_pose(tmp_path / "poses" / "0.pose", a_pose(0))
    return a_table(tmp_path / "clips.csv", rows)


def a_table(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def split(manifest, out, *asked):
    """Run the command; return its rows by side, and what it said."""
    ran = CliRunner().invoke(splits.main, [str(manifest), str(out), *asked])
    assert ran.exit_code == 0, ran.output
    sides = {"train": [], "test": [], "neither": []}
    with out.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sides[row["split"]].append(row)
    return sides, ran


@pytest.mark.parametrize("by", ["signer", "source"])
@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_on_both_sides(manifest, tmp_path, by, seed):
    sides, ran = split(manifest, tmp_path / "out.csv", "--by", by, "--seed", str(seed))
    learned, tested = ({row[by] for row in sides[side]} for side in ("train", "test"))
    assert learned
    assert tested
    assert not learned & tested
    assert [row["path"] for row in sides["neither"]] == ["poses/40.pose"]
    assert {row["split_by"] for rows in sides.values() for row in rows} == {by}
    assert ran.stderr == ""


def test_whom_to_test_on_may_be_named(manifest, tmp_path):
    sides, _ = split(
        manifest, tmp_path / "out.csv", *["--by", "signer", "--test", "p3", "--test", "p4"]
    )
    assert {row["signer"] for row in sides["test"]} == {"p3", "p4"}
    assert {row["note"] for row in sides["test"]} == {"a, b"}


def test_a_random_split_is_called_that_and_warned_about(manifest, tmp_path):
    sides, ran = split(manifest, tmp_path / "out.csv", "--by", "random")
    assert "random" in ran.stderr
    assert "measures the same people twice" in ran.stderr
    assert "RANDOM" in ran.stdout
    assert {row["split_by"] for row in sides["train"] + sides["test"]} == {"random"}
    again, _ = split(manifest, tmp_path / "again.csv", "--by", "random")
    assert again == sides


def test_a_split_by_source_says_who_is_on_both_sides(tmp_path):
    rows = [(f"{n}.pose", "house", "ase", f"s{n % 2}", "Ada", "") for n in range(4)]
    manifest = a_table(tmp_path / "clips.csv", rows)
    _, ran = split(manifest, tmp_path / "out.csv", "--by", "source")
    assert "Warning: signers on both sides: Ada." in ran.stderr


def test_a_column_that_does_not_keep_signers_apart_is_told(manifest, tmp_path):
    split(manifest, tmp_path / "out.csv", "--by", "random")
    rows = splits.SplitTable.read(tmp_path / "out.csv")
    assert "SIGNERS ON BOTH SIDES: " in parted(rows, "column").told
    split(manifest, tmp_path / "out.csv", "--by", "signer")
    rows = splits.SplitTable.read(tmp_path / "out.csv")
    assert "BOTH SIDES" not in parted(rows, "column").told


def test_paths_are_told_from_the_new_place(manifest, tmp_path):
    split(manifest, tmp_path / "elsewhere" / "deep" / "out.csv", "--by", "signer")
    first = next(stored(tmp_path / "elsewhere" / "deep" / "out.csv"))
    assert len(first.clip().pose) == 12
    assert first.split in ("train", "test")


def test_a_manifest_may_be_split_anew(manifest, tmp_path):
    split(manifest, tmp_path / "out.csv", "--by", "random")
    before = (tmp_path / "out.csv").read_text()
    sides, _ = split(tmp_path / "out.csv", tmp_path / "out.csv", "--by", "signer")
    assert (tmp_path / "out.csv").read_text() != before
    assert {row["split_by"] for row in sides["test"]} == {"signer"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("--by signer --test Ada", "no signer named Ada"),
        ("--by random --test p1", "the split is random"),
    ],
)
def test_what_cannot_be_split_is_told(manifest, tmp_path, asked, told):
    ran = CliRunner().invoke(splits.main, [str(manifest), str(tmp_path / "o.csv"), *asked.split()])
    assert ran.exit_code == 2
    assert told in ran.stderr
    assert not (tmp_path / "o.csv").exists()


def test_a_manifest_without_signers_cannot_be_split_by_them(tmp_path):
    rows = [(f"{n}.pose", "house", "ase", "s", "", "") for n in range(4)]
    found = splits.SplitTable.read(a_table(tmp_path / "clips.csv", rows))
    with pytest.raises(ManifestError, match="fewer than two signers"):
        parted(found, "signer")
