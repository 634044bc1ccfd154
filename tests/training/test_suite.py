"""The evaluation of any manifest: questions, splits, and errors."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from signdict.core.errors import ManifestError, WriteError
from signdict.model.prompts import Prompts
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.paths import ROOT
from training import command, tables
from training.data import export, splits
from training.data.dataset import LabelledClip
from training.evaluate import __main__, embeddings, retrieval, suite
from training.evaluate.embeddings import Fact, LabelledEmbeddings
from training.evaluate.fewshot import one_shot
from training.evaluate.suite import Case


class TextEncoder:
    """Embeds the text `c7` as the seventh unit vector."""

    prompts = Prompts(signs=("ase", "ins"))

    def raw_texts(self, prompts):
        rows = np.zeros((len(prompts), 12), np.float32)
        for row, prompt in zip(rows, prompts, strict=True):
            digits = "".join(letter for letter in prompt if letter.isdigit())
            row[int(digits) if digits else 10 + prompt.startswith("<en> <ins>")] = 1
        return rows

    def knows(self, text):
        return text != "c0"


def labelled(classes=4, each=6, noise=0.0, languages=("ase", "ins"), signers=3):
    """Embeddings equal to those of their texts, plus one for the language, plus noise."""
    rng = np.random.default_rng(0)
    facts, vectors = [], []
    for language in languages:
        for number in range(classes * each):
            facts.append(
                Fact(
                    f"c{number % classes}",
                    language,
                    source=f"from {language}",
                    signer=f"{language} {number // classes % signers}",
                    split="test" if number // classes % signers == 0 else "train",
                )
            )
            own = np.eye(12)[number % classes] + 0.5 * np.eye(12)[10 + (language == "ins")]
            vectors.append(own + noise * rng.normal(size=12))
    rows = np.array(vectors, np.float32)
    return LabelledEmbeddings(tuple(facts), rows, rows, {})


def case(clips, by=None, **settings):
    split = splits.split_by(clips, by) if by else splits.unsplit(clips)
    return Case(TextEncoder(), clips, split, draws=3, **settings)


def rows(table):
    return [dict(row) for row in table.rows]


def test_texts_and_poses_find_each_other():
    both, zero = suite.text_and_pose(case(labelled()))
    figures = {(row["direction"], row["clips of"]): row for row in rows(both)}
    assert set(figures) == {
        (direction, part)
        for direction in ("pose to text", "text to pose")
        for part in ("all", "ase", "ins")
    }
    assert figures["pose to text", "ase"]["r@1"] == 1
    assert figures["pose to text", "ase"]["answers"] == 4
    assert figures["pose to text", "all"]["answers"] == 8
    assert figures["text to pose", "ase"]["p@5"] == 1
    assert figures["text to pose", "ase"]["r@1"] == pytest.approx(4 / 24)
    assert [row["sign language"] for row in zero.rows] == [
        "ase", "ase, known words", "ins", "ins, known words",
    ]  # fmt: skip
    assert [row["classes"] for row in zero.rows] == [4, 3, 4, 3]


def test_text_retrieval_excludes_and_counts_clips_of_unknown_languages():
    clips = labelled(languages=("ase", "gsg"))
    both, _ = suite.text_and_pose(case(clips))
    assert both.rows[0]["queries"] == 24
    assert any("24 clips have languages" in note for note in both.notes)
    with pytest.raises(ManifestError, match="none of the languages"):
        suite.text_and_pose(case(labelled(languages=("gsg",))))


def test_figures_distinguish_seen_and_unseen_signers():
    clips = labelled()
    test = np.arange(len(clips)) % 2 == 0
    first_signer = clips.column("signer") == "ase 0"
    one_signer = replace(case(clips), split=splits.Split(~test & first_signer, test, ""))
    both, _ = suite.text_and_pose(one_signer)
    count = {row["clips of"]: row["queries"] for row in both.rows if row["direction"][0] == "p"}
    assert count["seen signers"] + count["unseen signers"] == count["all"] == test.sum()
    assert count["seen signers"] == (test & first_signer).sum()


def test_one_shot_search_uses_cosines_of_the_test_clips():
    clips = labelled(noise=0.4)
    (table,) = suite.search(case(clips))
    _, labels = clips.classes()
    vectors = embeddings.scaled(clips.vectors, "cosine")
    assert table.rows[0]["r@1"] == one_shot(vectors @ vectors.T, labels, 3)["r@1"]
    across = "another signer than the dictionary's"
    assert [row["clips of"] for row in table.rows] == ["all", "ase", "ins", across]


def test_queries_across_signers_ignore_signs_of_one_signer():
    labels, signers = np.array([0, 0, 1, 1]), np.array(["Ada", "Bo", "Ada", "Ada"])
    scores = np.eye(4, dtype=np.float32)
    scores[2, 3] = scores[3, 2] = 1  # only the sign with one signer is found
    assert one_shot(scores, labels, signers=signers)["r@1"] == 0
    assert one_shot(scores, labels)["r@1"] == 0.5
    (table,) = suite.search(case(labelled(signers=1)))
    assert [row["clips of"] for row in table.rows] == ["all", "ase", "ins"]


def test_search_needs_a_sign_with_two_clips():
    with pytest.raises(ManifestError, match="No sign has two clips"):
        suite.search(case(labelled(each=1)))


def test_few_shots_exclude_and_count_classes_with_too_few_clips():
    (table,) = suite.few_shots(case(labelled(), shots=(1, 5, 100)))
    assert {row["k"] for row in table.rows} == {1, 5}
    assert [row["queries"] for row in table.rows] == [40] * 3 + [8] * 3
    note = "k = 100: classes excluded because they have too few clips: 8."
    assert note in table.notes
    with pytest.raises(ManifestError, match="Fewer than two classes"):
        suite.few_shots(case(labelled(), shots=(100,)))


def test_a_probe_needs_a_split():
    with pytest.raises(ManifestError, match="needs training clips"):
        suite.linear_probe(case(labelled()))
    (table,) = suite.linear_probe(case(labelled(), "signer"))
    assert table.rows[0]["r@1"] == 1
    assert (table.rows[0]["shown"], table.rows[0]["queries"], table.rows[0]["classes"]) == (
        32,
        16,
        8,
    )


def test_languages_are_identified_with_a_warning():
    (table,) = suite.languages(case(labelled(), "column"))
    assert [row["method"] for row in table.rows] == ["bare prompts", "linear probe"]
    assert all(row["r@1"] == 1 for row in table.rows)
    assert any("who signs and where" in note for note in table.notes)
    with pytest.raises(ManifestError, match="one sign language"):
        suite.languages(case(labelled(languages=("ase",))))


def test_every_table_names_its_split():
    clips = labelled()
    for by in (*splits.WAYS, None):
        split = splits.split_by(clips, by) if by != "signer" and by else splits.unsplit(clips)
        for table in suite.evaluate(replace(case(clips), split=split), list(suite.TASKS)):
            assert any(note.startswith("Split: ") for note in table.notes)
            assert any("RANDOM" in note for note in table.notes) == (
                by in ("random", "signer", None)
            )


def test_an_impossible_question_is_a_note_and_without_any_possible_one_an_error():
    single = case(labelled(each=1, languages=("ase",)))
    results = suite.evaluate(single, ["text", "one-shot"])
    assert results[-1].title == "Not measured: one-shot"
    with pytest.raises(ManifestError, match="No sign has two clips"):
        suite.evaluate(single, ["one-shot", "probe"])


@pytest.mark.parametrize("by", ["signer", "source"])
def test_no_signer_or_source_is_on_both_sides_of_a_split(by):
    clips = labelled()
    split = splits.split_by(clips, by)
    names = clips.column(by)
    assert not set(names[split.train]) & set(names[split.test])
    assert (split.train | split.test).all()
    assert not split.overlaps
    assert split.description.startswith(f"by {by}; tested on ")


def test_the_signers_for_testing_may_be_named():
    clips = labelled()
    split = splits.split_by(clips, "signer", ["ase 1"])
    assert (split.test == (clips.column("signer") == "ase 1")).all()
    with pytest.raises(ManifestError, match="no signer named Ada"):
        splits.split_by(clips, "signer", ["Ada"])


def test_clips_of_unknown_signers_are_on_neither_side():
    clips = labelled()
    nameless = tuple(
        replace(fact, signer="") if number < 5 else fact for number, fact in enumerate(clips.facts)
    )
    split = splits.split_by(replace(clips, facts=nameless), "signer")
    assert not (split.train | split.test)[:5].any()
    assert "5 clips on neither side" in split.description


def test_a_split_with_an_empty_side_raises_manifest_error():
    clips = labelled(signers=1)
    with pytest.raises(ManifestError, match="fewer than two signers"):
        splits.split_by(labelled(signers=1, languages=("ase",)), "signer")
    with pytest.raises(ManifestError, match="no clip for training"):
        splits.split_by(clips, "column")


def test_the_description_of_a_random_split_says_so():
    split = splits.split_by(labelled(), "random")
    assert "RANDOM" in split.description
    assert 0 < split.test.sum() < split.train.sum()


def clip(seed, gloss, **fields):
    return LabelledClip(a_pose(seed), gloss, "ase", "en", "fake", **fields)


def test_unusable_clips_are_skipped_and_counted():
    empty = a_pose(1)
    empty.confidence[:] = 0
    clips = [clip(0, "a"), clip(1, "b"), clip(2, " "), replace(clip(3, "c"), pose=empty)]
    result = embeddings.read(PositionEncoder(), clips, mirror=True)
    assert len(result) == len(result.vectors) == len(result.mirrored) == 2
    assert result.skipped == {"without a gloss": 1, "without a person or a hand": 1}


def test_fewer_than_two_classes_raise_manifest_error():
    with pytest.raises(ManifestError, match="None of these clips"):
        embeddings.read(PositionEncoder(), [])
    with pytest.raises(ManifestError, match="All clips show a"):
        embeddings.read(PositionEncoder(), [clip(0, "a"), clip(1, "A")])


def test_glosses_that_differ_only_in_case_are_one_class():
    clips = embeddings.read(PositionEncoder(), [clip(0, "Bye"), clip(1, "bye"), clip(2, "hi")])
    classes, labels = clips.classes()
    assert classes == [("ase", "bye"), ("ase", "hi")]
    assert labels.tolist() == [0, 0, 1]
    known, texts, _ = retrieval.prompted(PositionEncoder(), clips)
    assert texts == ["<en> <ase> Bye", "<en> <ase> hi"]
    assert len(known) == 3


def test_tables_are_in_per_cent_and_escape_bars():
    table = tables.ReportTable(
        "T", {"a": "A", "r@1": "R@1", "n": "N"}, [{"a": "x|y", "r@1": 0.5, "n": 1234.5}], ("Why.",)
    )
    assert table.markdown().splitlines() == [
        "### T", "", "| A | R@1 | N |", "| --- | --- | --- |", "| x\\|y | 50.0 | 1,234.50 |", "",
        "Why.",
    ]  # fmt: skip


def test_a_small_share_is_not_shown_as_0():
    assert [tables.shown(share, "chance") for share in (0.0, 0.0004, 0.0005)] == [
        "0.0", "< 0.1", "0.1",
    ]  # fmt: skip


def test_results_that_cannot_be_written_raise_write_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="cannot be created"):
        tables.write(tmp_path / "file", {"table.md": ""})


def manifest(folder, clips):
    """Write clips as a manifest; return its path."""
    export.export([(item, item.split) for item in clips], folder)
    return folder / "manifest.csv"


def run(monkeypatch, path, *arguments):
    monkeypatch.setattr(command, "open_model", lambda model: PositionEncoder())
    return CliRunner().invoke(
        __main__.main, ["--manifest", str(path), "--draws", "2", *map(str, arguments)]
    )


def test_the_command_writes_every_table(monkeypatch, tmp_path):
    clips = [clip(seed, f"{seed % 3}", signer=f"{seed % 2}") for seed in range(12)]
    out = tmp_path / "new" / "out"
    ran = run(
        monkeypatch, manifest(tmp_path, clips), "--split", "signer", "--note", "Invented.",
        "--out", out, "--json",
    )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    results = json.loads(ran.output.splitlines()[-1])
    assert results == json.loads((out / "results.json").read_text())
    assert (out / "table.md").read_text().strip() in ran.output
    assert sorted(path.name for path in out.iterdir()) == ["results.json", "table.md"]
    assert "Linear probe" in results["tables"]
    assert all(table["notes"][-1] == "Invented." for table in results["tables"].values())


def test_a_random_split_prints_a_warning(monkeypatch, tmp_path):
    clips = [clip(seed, f"{seed % 2}") for seed in range(40)]
    ran = run(monkeypatch, manifest(tmp_path, clips), "--split", "random", "--task", "probe")
    assert ran.exit_code == 0, ran.output
    assert ran.stderr.startswith("Warning: the split is RANDOM")
    assert "Split: RANDOM" in ran.stdout


def test_a_manifest_of_one_sign_is_one_sentence(monkeypatch, tmp_path):
    ran = run(monkeypatch, manifest(tmp_path, [clip(0, "a"), clip(1, "a")]))
    assert ran.exit_code == 2
    assert ran.stderr.splitlines() == [
        "All clips show a, so there is nothing to distinguish. Add clips of other signs."
    ]


def test_unreadable_poses_are_skipped_and_counted(monkeypatch, tmp_path):
    path = manifest(tmp_path, [clip(seed, f"{seed % 2}") for seed in range(6)])
    (tmp_path / "fake" / "00002.pose").write_bytes(b"no pose at all")
    (tmp_path / "fake" / "00003.pose").unlink()
    ran = run(monkeypatch, path, "--task", "one-shot")
    assert ran.exit_code == 0, ran.output
    reason = "Excluded: 2 clips in rows that cannot be used, the first because: Line 4:"
    assert reason in ran.output
    assert "| all | 4 | 2 |" in ran.output


def test_a_missing_manifest_is_one_line(monkeypatch, tmp_path):
    ran = run(monkeypatch, tmp_path / "none.csv")
    assert ran.exit_code == 2
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith("No such file: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "signer"], "Add --manifest FILE."),
        (["--manifest", "clips.csv", "--test", "Ada"], "Add --split signer"),
        (["--shared", "nowhere"], "No data found at"),
    ],
)
def test_options_that_do_not_fit_are_reported_in_one_line(monkeypatch, arguments, message):
    monkeypatch.setattr(command, "open_model", lambda model: PositionEncoder())
    ran = CliRunner().invoke(__main__.main, arguments)
    assert ran.exit_code == 2
    assert ran.stderr.count("\n") == 1
    assert message in ran.stderr


def test_exported_clips_are_a_manifest(monkeypatch, tmp_path):
    clips = [clip(0, "a", signer="Ada"), replace(clip(1, "b"), sign_language="und-arabic")]
    assert export.export([(item, "train") for item in clips], tmp_path) == 1
    lines = (tmp_path / "manifest.csv").read_text().splitlines()
    assert lines[1:] == ["fake/00000.pose,a,ase,en,fake,Ada,,train,,train"]
    assert (tmp_path / "fake" / "00000.pose").is_file()
    with pytest.raises(ManifestError, match="no such clip"):
        export.export([], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("module", ["evaluate", "evaluate.analyse", "data.export"])
def test_the_commands_run_as_modules_and_print_help(module):
    ran = subprocess.run(
        [sys.executable, "-m", f"training.{module}", "--help"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert ran.stdout.startswith(f"Usage: python -m training.{module} [OPTIONS]")
