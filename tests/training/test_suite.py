"""The evaluation of any manifest: what is asked, how clips are parted, and what is refused."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from signdict.core.errors import ManifestError
from signdict.model.prompts import Prompts
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.paths import ROOT
from training import command, tables
from training.data import export, splits
from training.data.dataset import LabelledClip
from training.evaluate import __main__, embeddings, retrieval, suite
from training.evaluate.embeddings import Fact, LabelledEmbeddings
from training.evaluate.suite import Case


class Named:
    """Reads a pose as it is told, and the text `c7` as the seventh unit vector."""

    prompts = Prompts(signs=("ase", "ins"))

    def raw_texts(self, prompts):
        rows = np.zeros((len(prompts), 12), np.float32)
        for row, prompt in zip(rows, prompts, strict=True):
            digits = "".join(letter for letter in prompt if letter.isdigit())
            row[int(digits) if digits else 10 + prompt.startswith("<en> <ins>")] = 1
        return rows

    def knows(self, text):
        return text != "c0"


def made(classes=4, each=6, noise=0.0, languages=("ase", "ins"), signers=3):
    """Readings whose vectors are those of their texts, with noise, and one for the language."""
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
    read = np.array(vectors, np.float32)
    return LabelledEmbeddings(tuple(facts), read, read, {})


def case(found, by=None, **what):
    split = splits.parted(found, by) if by else splits.whole(found)
    return Case(Named(), found, split, draws=3, **what)


def rows(table):
    return [dict(row) for row in table.rows]


def test_texts_and_poses_find_each_other():
    both, zero = suite.text_and_pose(case(made()))
    found = {(row["direction"], row["clips of"]): row for row in rows(both)}
    assert set(found) == {
        (direction, who)
        for direction in ("pose to text", "text to pose")
        for who in ("all", "ase", "ins")
    }
    assert found["pose to text", "ase"]["r@1"] == 1
    assert found["pose to text", "ase"]["answers"] == 4
    assert found["pose to text", "all"]["answers"] == 8
    assert found["text to pose", "ase"]["p@5"] == 1
    assert found["text to pose", "ase"]["r@1"] == pytest.approx(4 / 24)
    assert [row["sign language"] for row in zero.rows] == [
        "ase", "ase, known words", "ins", "ins, known words",
    ]  # fmt: skip
    assert [row["classes"] for row in zero.rows] == [4, 3, 4, 3]


def test_clips_of_unknown_languages_are_left_out_of_text_and_counted():
    found = made(languages=("ase", "gsg"))
    both, _ = suite.text_and_pose(case(found))
    assert both.rows[0]["queries"] == 24
    assert any("24 clips are of languages" in note for note in both.notes)
    with pytest.raises(ManifestError, match="none of the languages"):
        suite.text_and_pose(case(made(languages=("gsg",))))


def test_signers_are_seen_or_unseen():
    found = made()
    test = np.arange(len(found)) % 2 == 0
    only_one = replace(
        case(found), split=splits.Split(~test & (found.column("signer") == "ase 0"), test, "")
    )
    both, _ = suite.text_and_pose(only_one)
    count = {row["clips of"]: row["queries"] for row in both.rows if row["direction"][0] == "p"}
    assert count["seen signers"] + count["unseen signers"] == count["all"] == test.sum()
    assert count["seen signers"] == (test & (found.column("signer") == "ase 0")).sum()


def test_one_shot_search_is_that_of_the_plain_command():
    found = made(noise=0.4)
    (table,) = suite.search(case(found))
    _, labels = found.classes()
    vectors = embeddings.scaled(found.vectors, "cosine")
    assert table.rows[0]["r@1"] == __main__.one_shot(vectors @ vectors.T, labels, 3)["r@1"]
    apart = "another signer than the dictionary's"
    assert [row["clips of"] for row in table.rows] == ["all", "ase", "ins", apart]


def test_the_dictionary_may_have_to_be_another_signers():
    labels, signers = np.array([0, 0, 1, 1]), np.array(["Ada", "Bo", "Ada", "Ada"])
    scores = np.eye(4, dtype=np.float32)
    scores[2, 3] = scores[3, 2] = 1  # only the sign of one signer is found
    assert __main__.one_shot(scores, labels, signers=signers)["r@1"] == 0
    assert __main__.one_shot(scores, labels)["r@1"] == 0.5
    (table,) = suite.search(case(made(signers=1)))
    assert [row["clips of"] for row in table.rows] == ["all", "ase", "ins"]


def test_signs_of_a_single_clip_cannot_be_searched_for():
    with pytest.raises(ManifestError, match="No sign has two clips"):
        suite.search(case(made(each=1)))


def test_few_shots_tell_which_classes_have_too_few():
    (table,) = suite.few_shots(case(made(), shots=(1, 5, 100)))
    assert {row["k"] for row in table.rows} == {1, 5}
    assert [row["queries"] for row in table.rows] == [40] * 3 + [8] * 3
    assert any(note == "k = 100: classes with too few clips, left out: 8." for note in table.notes)
    with pytest.raises(ManifestError, match="Fewer than two classes"):
        suite.few_shots(case(made(), shots=(100,)))


def test_a_probe_needs_a_split():
    with pytest.raises(ManifestError, match="needs clips to learn from"):
        suite.linear(case(made()))
    (table,) = suite.linear(case(made(), "signer"))
    assert table.rows[0]["r@1"] == 1
    assert (table.rows[0]["shown"], table.rows[0]["queries"], table.rows[0]["classes"]) == (
        32,
        16,
        8,
    )


def test_languages_are_told_apart_and_warned_about():
    (table,) = suite.languages(case(made(), "column"))
    assert [row["method"] for row in table.rows] == ["bare prompts", "linear probe"]
    assert all(row["r@1"] == 1 for row in table.rows)
    assert any("who signs and where" in note for note in table.notes)
    with pytest.raises(ManifestError, match="one sign language"):
        suite.languages(case(made(languages=("ase",))))


def test_every_table_says_what_split_it_is_of():
    found = made()
    for by in (*splits.WAYS, None):
        split = splits.parted(found, by) if by != "signer" and by else splits.whole(found)
        for table in suite.evaluate(replace(case(found), split=split), list(suite.TASKS)):
            assert any(note.startswith("Split: ") for note in table.notes)
            assert any("RANDOM" in note for note in table.notes) == (
                by in ("random", "signer", None)
            )


def test_what_cannot_be_asked_is_a_note_unless_it_is_all():
    one = case(made(each=1, languages=("ase",)))
    found = suite.evaluate(one, ["text", "one-shot"])
    assert [table.title for table in found][-1] == "Not measured: one-shot"
    with pytest.raises(ManifestError, match="No sign has two clips"):
        suite.evaluate(one, ["one-shot", "probe"])


@pytest.mark.parametrize("by", ["signer", "source"])
def test_nobody_is_on_both_sides_of_a_split(by):
    found = made()
    split = splits.parted(found, by)
    names = found.column(by)
    assert not set(names[split.train]) & set(names[split.test])
    assert (split.train | split.test).all()
    assert not split.both
    assert split.told.startswith(f"by {by}; tested on ")


def test_signers_to_test_on_may_be_named():
    found = made()
    split = splits.parted(found, "signer", ["ase 1"])
    assert (split.test == (found.column("signer") == "ase 1")).all()
    with pytest.raises(ManifestError, match="no signer named Ada"):
        splits.parted(found, "signer", ["Ada"])


def test_clips_whose_signer_is_unknown_are_on_neither_side():
    found = made()
    nameless = tuple(
        replace(fact, signer="") if number < 5 else fact for number, fact in enumerate(found.facts)
    )
    split = splits.parted(replace(found, facts=nameless), "signer")
    assert not (split.train | split.test)[:5].any()
    assert "5 clips on neither side" in split.told


def test_splits_that_leave_a_side_empty_are_refused():
    found = made(signers=1)
    with pytest.raises(ManifestError, match="fewer than two signers"):
        splits.parted(made(signers=1, languages=("ase",)), "signer")
    with pytest.raises(ManifestError, match="no clip to learn from"):
        splits.parted(found, "column")


def test_a_random_split_is_called_that():
    split = splits.parted(made(), "random")
    assert "RANDOM" in split.told
    assert 0 < split.test.sum() < split.train.sum()


def clip(seed, gloss, **what):
    return LabelledClip(a_pose(seed), gloss, "ase", "en", "made", **what)


def test_clips_that_cannot_be_read_are_left_out_and_counted():
    bare = a_pose(1)
    bare.confidence[:] = 0
    clips = [clip(0, "a"), clip(1, "b"), clip(2, " "), replace(clip(3, "c"), pose=bare)]
    found = embeddings.read(PositionEncoder(), clips, mirror=True)
    assert len(found) == len(found.vectors) == len(found.mirrored) == 2
    assert found.left_out == {"without a gloss": 1, "without a person or a hand": 1}


def test_nothing_to_tell_apart_is_refused():
    with pytest.raises(ManifestError, match="Not one of these clips"):
        embeddings.read(PositionEncoder(), [])
    with pytest.raises(ManifestError, match="All clips show a"):
        embeddings.read(PositionEncoder(), [clip(0, "a"), clip(1, "A")])


def test_glosses_of_the_same_letters_are_one_class():
    found = embeddings.read(PositionEncoder(), [clip(0, "Bye"), clip(1, "bye"), clip(2, "hi")])
    classes, labels = found.classes()
    assert classes == [("ase", "bye"), ("ase", "hi")]
    assert labels.tolist() == [0, 0, 1]
    asked, texts, _ = retrieval._asked(PositionEncoder(), found)
    assert texts == ["<en> <ase> Bye", "<en> <ase> hi"]
    assert len(asked) == 3


def test_tables_are_in_per_cent_and_escape_bars():
    table = tables.ReportTable(
        "T", {"a": "A", "r@1": "R@1", "n": "N"}, [{"a": "x|y", "r@1": 0.5, "n": 1234.5}], ("Why.",)
    )
    assert table.markdown().splitlines() == [
        "### T", "", "| A | R@1 | N |", "| --- | --- | --- |", "| x\\|y | 50.0 | 1,234.50 |", "",
        "Why.",
    ]  # fmt: skip


def test_a_small_share_is_not_shown_as_none():
    assert [tables.shown(share, "chance") for share in (0.0, 0.0004, 0.0005)] == [
        "0.0", "< 0.1", "0.1",
    ]  # fmt: skip


def test_results_that_cannot_be_written_are_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(tables.ReportError, match="cannot be written"):
        tables.write(tmp_path / "file", {"table.md": ""})


def manifest(folder, clips):
    """Write clips as a manifest; return its path."""
    export.export([(one, one.split) for one in clips], folder)
    return folder / "manifest.csv"


def run(monkeypatch, path, *arguments):
    monkeypatch.setattr(command, "opened", lambda model: PositionEncoder())
    return CliRunner().invoke(
        __main__.main, ["--manifest", str(path), "--draws", "2", *map(str, arguments)]
    )


def test_the_command_writes_every_table(monkeypatch, tmp_path):
    clips = [clip(seed, f"{seed % 3}", signer=f"{seed % 2}") for seed in range(12)]
    out = tmp_path / "new" / "out"
    ran = run(
        monkeypatch, manifest(tmp_path, clips), "--split", "signer", "--note", "Made up.",
        "--out", out, "--json",
    )  # fmt: skip
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.output.splitlines()[-1])
    assert told == json.loads((out / "results.json").read_text())
    assert (out / "table.md").read_text().strip() in ran.output
    assert sorted(path.name for path in out.iterdir()) == ["results.json", "table.md"]
    assert "Linear probe" in told["tables"]
    assert all(table["notes"][-1] == "Made up." for table in told["tables"].values())


def test_a_random_split_is_warned_about(monkeypatch, tmp_path):
    clips = [clip(seed, f"{seed % 2}") for seed in range(40)]
    ran = run(monkeypatch, manifest(tmp_path, clips), "--split", "random", "--task", "probe")
    assert ran.exit_code == 0, ran.output
    assert ran.stderr.startswith("Warning: the split is RANDOM")
    assert "Split: RANDOM" in ran.stdout


def test_a_manifest_of_one_sign_is_one_sentence(monkeypatch, tmp_path):
    ran = run(monkeypatch, manifest(tmp_path, [clip(0, "a"), clip(1, "a")]))
    assert ran.exit_code == 2
    assert ran.stderr.splitlines() == [
        "All clips show a, so there is nothing to tell apart. Add clips of other signs."
    ]


def test_poses_that_cannot_be_read_are_left_out_and_counted(monkeypatch, tmp_path):
    path = manifest(tmp_path, [clip(seed, f"{seed % 2}") for seed in range(6)])
    (tmp_path / "made" / "00002.pose").write_bytes(b"no pose at all")
    (tmp_path / "made" / "00003.pose").unlink()
    ran = run(monkeypatch, path, "--task", "one-shot")
    assert ran.exit_code == 0, ran.output
    assert "Left out: 2 clips in rows that cannot be used, the first of them: Line 4:" in ran.output
    assert "| all | 4 | 2 |" in ran.output


def test_a_manifest_that_is_not_there_is_one_sentence(monkeypatch, tmp_path):
    ran = run(monkeypatch, tmp_path / "none.csv")
    assert ran.exit_code == 2
    assert ran.stderr.count("\n") == 1
    assert "none.csv cannot be opened" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--split", "signer"], "Name one with --manifest."),
        (["--manifest", "clips.csv", "--test", "Ada"], "Add --split signer"),
        (["--shared", "nowhere"], "There is no data at"),
    ],
)
def test_options_that_do_not_fit_are_one_sentence(monkeypatch, arguments, told):
    monkeypatch.setattr(command, "opened", lambda model: PositionEncoder())
    ran = CliRunner().invoke(__main__.main, arguments)
    assert ran.exit_code == 2
    assert ran.stderr.count("\n") == 1
    assert told in ran.stderr


def test_exported_clips_are_a_manifest(monkeypatch, tmp_path):
    clips = [clip(0, "a", signer="Ada"), replace(clip(1, "b"), sign_language="und-arabic")]
    assert export.export([(one, "train") for one in clips], tmp_path) == 1
    lines = (tmp_path / "manifest.csv").read_text().splitlines()
    assert lines[1:] == ["made/00000.pose,a,ase,en,made,Ada,,train,,train"]
    assert (tmp_path / "made" / "00000.pose").is_file()
    with pytest.raises(ManifestError, match="no such clip"):
        export.export([], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("module", ["evaluate", "evaluate.analyse", "data.export"])
def test_the_commands_run_as_modules_and_explain_themselves(module):
    ran = subprocess.run(
        [sys.executable, "-m", f"training.{module}", "--help"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert ran.stdout.startswith(f"Usage: python -m training.{module} [OPTIONS]")
