"""The commands that ask the dictionary, their output and their exit codes."""

import io
import json
import sys
from dataclasses import replace

import click
import numpy as np
import pytest

from signdict import __version__
from signdict.cli import output
from signdict.cli.options import STOPPED
from signdict.core.types import Progress, Sign, Source
from signdict.dictionary.dictionary import Dictionary
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import fill

FIELDS = [
    "rank", "id", "gloss", "variant", "kind", "sign_language", "languages", "spoken_language",
    "score", "confidence", "source", "sources", "clips", "media", "by", "fits", "mirrored", "alike",
]  # fmt: skip


@pytest.fixture
def sign(tmp_path):
    write_pose(tmp_path / "bye.pose", a_pose(4))
    return tmp_path / "bye.pose"


def test_find_prints_a_table_and_exits_with_0(home):
    done = run("find", "hello")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["gloss", "language", "confidence", "id", "source"]
    assert lines[1].split() == ["1", "hello", "ase", "100%", "1", "starter"]
    assert "hello [alternative]" in lines[2]
    assert len({line.index("starter") for line in lines[1:]}) == 1


def test_json_is_a_list_of_matches(home, sign):
    for matches in (printed("find", "hello"), printed("recognise", sign), printed("near", 1)):
        assert matches
        assert all(list(match) == FIELDS for match in matches)
        assert [match["rank"] for match in matches] == list(range(1, len(matches) + 1))


def test_several_words_need_no_quotes(home):
    assert printed("find", "good", "morning")[0]["gloss"] == "good morning"


def test_accents_and_typing_errors_find_the_same_sign_first(home):
    assert {printed("find", text)[0]["id"] for text in ("hello", "helo", "héllo")} == {1}


def test_recognise_reads_a_file(home, sign):
    assert printed("recognise", sign)[0]["gloss"] == "bye"


def test_a_mirrored_match_is_marked(home, tmp_path):
    write_pose(tmp_path / "plain.pose", a_pose(4))
    write_pose(tmp_path / "mirrored.pose", a_pose(4).mirrored())
    assert "mirrored" not in run("recognise", tmp_path / "plain.pose").stdout.splitlines()[1]
    done = run("recognise", tmp_path / "mirrored.pose")
    assert done.stdout.splitlines()[1].endswith("mirrored")


def test_start_and_end_select_a_part_of_a_file(home, tmp_path):
    first, second = a_pose(4), a_pose(6)
    points = np.concatenate([first.points, second.points])
    confidence = np.concatenate([first.confidence, second.confidence])
    write_pose(tmp_path / "both.pose", replace(first, points=points, confidence=confidence))
    half = len(first) / first.fps
    parts = {"bye": ["--end", half], "good morning": ["--start", half]}
    for gloss, part in parts.items():
        assert printed("recognise", tmp_path / "both.pose", *part)[0]["gloss"] == gloss


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (
            ["--start", 5, "--end", 3],
            "The part ends before it starts. Mark an end after the start.",
        ),
        (["--start", 60], "bye.pose ends before second 60. Mark a part within it."),
    ],
)
def test_an_empty_part_is_reported(home, sign, part, message):
    done = run("recognise", sign, *part)
    assert (done.exit_code, done.stderr) == (2, message + "\n")


def test_recognise_reports_if_no_match_is_close(home, sign, monkeypatch):
    assert run("recognise", sign).stderr == ""
    monkeypatch.setattr(PositionEncoder, "least", lambda self, size: 1.1)
    done = run("recognise", sign)
    assert (done.exit_code, done.stderr) == (0, "No close match.\n")


def test_several_people_are_reported(home, sign, monkeypatch):
    pose = replace(a_pose(4), people=2)
    monkeypatch.setattr("signdict.pose.posefile.read_pose", lambda *_: pose)
    done = run("recognise", sign)
    assert done.exit_code == 0
    assert done.stderr.startswith("Several people are in the picture;")


def test_language_and_limit_are_respected(home, sign):
    for command in (["find", "hello"], ["recognise", sign], ["near", 5]):
        assert len(printed(*command, "--limit", 1)) == 1
        codes = {m["sign_language"] for m in printed(*command, "--language", "ase")}
        assert codes == {"ase"}
    both = printed("find", "hello", "--language", "ase", "--language", "ins")
    assert {match["sign_language"] for match in both} == {"ase", "ins"}


def test_no_match_exits_with_1_and_is_reported_on_stderr(home):
    done = run("find", "zzzz", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (1, [])
    assert done.stderr == "No signs match zzzz.\n"
    assert run("find", "zzzz").stdout == ""
    assert run("near", 1, "--language", "bfi").exit_code == 1


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["find", "hello", "--language", "lis"], "lis is not a sign-language code; Italian"),
        (["near", "99"], "There is no sign 99"),
        (["show", "99"], "There is no sign 99"),
        (["recognise", "nothing.mp4"], "No such file: nothing.mp4"),
        (["recognise", "nothing.pose"], "nothing.pose"),
        (["add", "nowhere", "--language", "ase"], "No such file or folder: nowhere"),
        (["remove", "nobody"], "There is no source named nobody"),
        (["remove", "starter"], "belongs to the starter"),
    ],
)
def test_an_error_is_reported_in_one_sentence_and_exits_with_2(home, command, message):
    done = run(*command)
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command", [["find"], ["near", "x"], ["find", "x", "--limit", "0"], ["no"]]
)
def test_wrong_arguments_exit_with_2(home, command):
    assert run(*command).exit_code == 2


def test_show_prints_source_licence_and_attribution(home):
    text = run("show", 1).stdout
    for part in ("hello", "ase", "A starter (starter)", "CC0-1.0", "Its makers", "1a2b3c"):
        assert part in text
    assert "concept" not in text  # empty fields are omitted
    value = printed("show", 1)
    assert value["source"]["licence"] == "CC0-1.0"
    assert [clip["media"] for clip in value["clips"]] == [None, None]


def test_clips_are_added_listed_and_removed(home, tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    write_pose(folder / "red_house.pose", a_pose(11))
    (folder / "broken.pose").write_bytes(b"")
    done = run("add", folder, "--language", "ase", "--source", "mine", "--licence", "my own")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Clips added: 1; already stored: 0.\nSkipped: 1\n  ")
    (folder / "broken.pose").unlink()
    done = run("add", folder, "--language", "ase", "--source", "mine")
    assert done.stdout == "Clips added: 0; already stored: 1.\n"
    again = printed("add", folder, "--language", "ase", "--source", "mine")
    assert again == {"added": 0, "already": 1, "left_out": 0, "skipped": []}
    assert printed("find", "red house")[0]["id"] >= OWN_IDS
    assert [(s["name"], s["signs"]) for s in printed("sources")] == [("starter", 6), ("mine", 1)]
    assert printed("remove", "mine") == {"removed": 1}
    assert run("find", "red house").exit_code == 1
    assert "my own" not in run("sources").stdout


def test_another_instance_prevents_adding_but_not_searching(home, sign):
    with Library.open(home.library, first_id=OWN_IDS) as other:
        fill(other, [("cat", "bfi", "", (8,))], Source("mine"))
        assert printed("find", "cat")[0]["gloss"] == "cat"
        done = run("add", sign, "--language", "ase")
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
        assert "in use by another signdict" in done.stderr
    assert run("add", sign, "--language", "ase").exit_code == 0


def test_an_import_without_usable_clips_exits_with_1(home, tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    (folder / "broken.pose").write_bytes(b"")
    assert run("add", folder, "--language", "ase").exit_code == 1


def test_languages_lists_all_languages_the_largest_first(home):
    every = printed("languages")
    assert len(every) >= 44
    assert [(language["code"], language["signs"]) for language in every[:3]] == [
        ("ase", 3),
        ("ins", 2),
        ("psp", 1),
    ]
    lines = run("languages").stdout.splitlines()
    assert lines[1].split()[:2] == ["ase", "3"]


def test_check_exits_with_0_without_problems_and_with_1_otherwise(home):
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, "No problems found.\n")
    home.tracker.unlink()
    done = run("check", "--json")
    assert (done.exit_code, len(json.loads(done.stdout)["found"])) == (1, 1)


def test_reread_prints_the_number_of_clips(home):
    with Library.open(home.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], Source("mine"), model="another")
    assert run("reread").stdout == "Clips read: 1.\n"
    assert printed("reread") == {"read": 0}


def test_the_library_option_may_precede_or_follow_the_command(home, tmp_path):
    other = tmp_path / "other"
    with Library.open(other / "library.db", first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], Source("mine"))
    assert printed("find", "cat", "--library", other)
    done = run("--library", other, "find", "cat")
    assert done.exit_code == 0
    assert run("find", "cat", "--language", "bfi").exit_code == 1


def test_without_a_command_the_window_opens(home, monkeypatch):
    from signdict.gui import app

    opened = []
    monkeypatch.setattr(app, "run", lambda paths: opened.append(paths) or 3)
    assert run().exit_code == 3
    assert opened[0].home == home.home


def test_ctrl_c_prints_a_sentence(home, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Dictionary, "find", stopped)
    done = run("find", "hello")
    assert done.exit_code == STOPPED
    assert done.stderr == "\nStopped. What was done so far is kept.\n"


def test_version_and_help_with_examples_are_printed():
    assert __version__ in run("--version").stdout
    for command in ("recognise", "find", "near", "add"):
        assert f"signdict {command} " in run(command, "--help").stdout


def test_pipes_get_utf8(monkeypatch):
    for name in ("stdout", "stderr"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        monkeypatch.setattr(sys, name, stream)
    output.use_utf8()
    click.echo("héllo 手", nl=False)
    assert sys.stdout.buffer.getvalue() == "héllo 手".encode()


def test_a_terminal_replaces_letters_that_it_cannot_show(monkeypatch):
    class Terminal(io.TextIOWrapper):
        def isatty(self):
            return True

    stream = Terminal(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", None)
    output.use_utf8()
    click.echo("手", nl=False)
    assert stream.buffer.getvalue() == b"?"


def test_progress_is_shown_only_on_a_terminal_and_erased_at_the_end(monkeypatch):
    def steps():
        yield Progress(1, 2, "a.mp4", 200)
        return "done"

    pipe, terminal = io.StringIO(), io.StringIO()
    terminal.isatty = lambda: True
    for stream in (pipe, terminal):
        monkeypatch.setattr(sys, "stderr", stream)
        assert output.follow(steps()) == "done"
    assert pipe.getvalue() == ""
    assert "1 of 2, about 3 min left: a.mp4" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(3, 0), "3"),
        (Progress(3, 9), "3 of 9"),
        (Progress(3, 9, "a", 89), "3 of 9, about 89 s left: a"),
        (Progress(3, 9, "a", 90), "3 of 9, about 2 min left: a"),
    ],
)
def test_progress_is_one_line(progress, line):
    assert output.progress_line(progress) == line


def test_a_stream_that_is_not_a_file_is_not_changed(monkeypatch):
    stream = io.StringIO()
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, stream)
    output.use_utf8()
    click.echo("手", nl=False)
    assert stream.getvalue() == "手"


def test_details_of_a_sign_contain_its_video():
    from pathlib import Path

    from signdict.core.types import Clip

    result = output.details(Sign(1, "hello", "ase", clips=(Clip(2, 1, Path("a.mp4")),)))
    assert "clip           2  a.mp4" in result.lines
    assert json.loads(json.dumps(result.value))["clips"][0]["media"] == "a.mp4"


@pytest.mark.parametrize(
    "command", [(), ("recognise",), ("models", "add"), ("embed", "text"), ("lists", "export")]
)
def test_examples_are_on_lines_of_their_own(command):
    text = run(*command, "--help").stdout
    assert "\\b" not in text
    lines = [line.strip() for line in text.splitlines()]
    assert any(line.startswith("Example") and line.endswith(":") for line in lines)
    assert any(line.startswith("signdict ") for line in lines)
