"""Splits that are written into a manifest."""

import csv

import pytest
from click.testing import CliRunner

from signdict.core.errors import ManifestError
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from training.data import splits
from training.data.manifest import stored_clips
from training.data.splits import split_by

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


def split(manifest, out, *options):
    """Run the command; return the written rows by side, and the result of the command."""
    ran = CliRunner().invoke(splits.main, [str(manifest), str(out), *options])
    assert ran.exit_code == 0, ran.output
    sides = {"train": [], "valid": [], "test": [], "neither": []}
    with out.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sides[row["split"]].append(row)
    return sides, ran


@pytest.mark.parametrize("by", ["signer", "source"])
@pytest.mark.parametrize("seed", range(4))
def test_no_signer_or_source_is_on_both_sides(manifest, tmp_path, by, seed):
    sides, ran = split(manifest, tmp_path / "out.csv", "--by", by, "--seed", str(seed))
    train, test = ({row[by] for row in sides[side]} for side in ("train", "test"))
    assert train
    assert test
    assert not train & test
    assert [row["path"] for row in sides["neither"]] == ["poses/40.pose"]
    assert {row["split_by"] for rows in sides.values() for row in rows} == {by}
    assert ran.stderr == ""


def test_the_signers_for_testing_may_be_named(manifest, tmp_path):
    sides, _ = split(
        manifest, tmp_path / "out.csv", *["--by", "signer", "--test", "p3", "--test", "p4"]
    )
    assert {row["signer"] for row in sides["test"]} == {"p3", "p4"}
    assert {row["note"] for row in sides["test"]} == {"a, b"}


@pytest.mark.parametrize("by", ["signer", "source", "random"])
def test_a_share_of_the_training_clips_is_for_validation(manifest, tmp_path, by):
    before, _ = split(manifest, tmp_path / "before.csv", "--by", by)
    sides, ran = split(manifest, tmp_path / "out.csv", "--by", by, "--valid-share", "0.2")
    assert sides["test"] == before["test"]
    assert sides["train"]
    assert 0 < len(sides["valid"]) <= len(before["train"]) / 2
    if by != "random":
        assert not {row[by] for row in sides["valid"]} & {row[by] for row in sides["train"]}
    assert len(sides["train"] + sides["valid"]) == len(before["train"])
    assert f"of the training clips, {len(sides['valid'])} are for validation" in ran.stdout


def test_the_signers_for_validation_may_be_named(manifest, tmp_path):
    options = ("--by", "signer", "--test", "p3", "--valid", "p1", "--valid", "p2")
    sides, _ = split(manifest, tmp_path / "out.csv", *options)
    assert {row["signer"] for row in sides["valid"]} == {"p1", "p2"}
    assert {row["signer"] for row in sides["test"]} == {"p3"}


def test_a_random_split_is_marked_and_prints_a_warning(manifest, tmp_path):
    sides, ran = split(manifest, tmp_path / "out.csv", "--by", "random")
    assert "random" in ran.stderr
    assert "measures the same people twice" in ran.stderr
    assert "RANDOM" in ran.stdout
    assert {row["split_by"] for row in sides["train"] + sides["test"]} == {"random"}
    again, _ = split(manifest, tmp_path / "again.csv", "--by", "random")
    assert again == sides


def test_a_split_by_source_warns_about_signers_on_both_sides(tmp_path):
    rows = [(f"{n}.pose", "house", "ase", f"s{n % 2}", "Ada", "") for n in range(4)]
    manifest = a_table(tmp_path / "clips.csv", rows)
    _, ran = split(manifest, tmp_path / "out.csv", "--by", "source")
    assert "Warning: signers on both sides: Ada." in ran.stderr


def test_the_description_of_a_column_counts_signers_on_both_sides(manifest, tmp_path):
    split(manifest, tmp_path / "out.csv", "--by", "random")
    rows = splits.SplitTable.read(tmp_path / "out.csv")
    assert "SIGNERS ON BOTH SIDES: " in split_by(rows, "column").description
    split(manifest, tmp_path / "out.csv", "--by", "signer")
    rows = splits.SplitTable.read(tmp_path / "out.csv")
    assert "BOTH SIDES" not in split_by(rows, "column").description


def test_paths_are_relative_to_the_new_table(manifest, tmp_path):
    split(manifest, tmp_path / "elsewhere" / "deep" / "out.csv", "--by", "signer")
    first = next(stored_clips(tmp_path / "elsewhere" / "deep" / "out.csv"))
    assert len(first.clip().pose) == 12
    assert first.split in ("train", "test")


def test_a_manifest_may_be_split_again(manifest, tmp_path):
    split(manifest, tmp_path / "out.csv", "--by", "random")
    before = (tmp_path / "out.csv").read_text()
    sides, _ = split(tmp_path / "out.csv", tmp_path / "out.csv", "--by", "signer")
    assert (tmp_path / "out.csv").read_text() != before
    assert {row["split_by"] for row in sides["test"]} == {"signer"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--by signer --test Ada", "no signer named Ada"),
        ("--by random --test p1", "the split is random"),
        ("--by random --valid p1", "--valid names signers or sources"),
        ("--by signer --test p1 --valid p1", "p1 cannot be for testing and for validation"),
        ("--by signer --test p1 --valid Ada", "no signer named Ada"),
        ("--by source --test s0 --valid s1 --valid s2 --valid s3", "no clip for training"),
        ("--by random --valid-share 0.0001", "no clip for validation"),
    ],
)
def test_an_impossible_split_is_one_sentence(manifest, tmp_path, options, message):
    out = tmp_path / "o.csv"
    ran = CliRunner().invoke(splits.main, [str(manifest), str(out), *options.split()])
    assert ran.exit_code == 2
    assert message in ran.stderr
    assert not out.exists()


def test_a_manifest_without_signers_cannot_be_split_by_signer(tmp_path):
    rows = [(f"{n}.pose", "house", "ase", "s", "", "") for n in range(4)]
    table = splits.SplitTable.read(a_table(tmp_path / "clips.csv", rows))
    with pytest.raises(ManifestError, match="fewer than two signers"):
        split_by(table, "signer")
