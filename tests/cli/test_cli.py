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
    "rank", "id", "gloss", "variant", "sign_language", "spoken_language", "score", "confidence",
    "source", "clips", "media", "by", "fits",
    "mirrored",
]  # fmt: skip


@pytest.fixture
def sign(tmp_path):
    write_pose(tmp_path / "bye.pose", a_pose(4))
    return tmp_path / "bye.pose"


def test_find_prints_a_table_and_ends_with_0(home):
    done = run("find", "hello")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["gloss", "language", "sure", "id", "source"]
    assert lines[1].split() == ["1", "hello", "ase", "100%", "1", "starter"]
    assert "hello [alternative]" in lines[2]
    assert len({line.index("starter") for line in lines[1:]}) == 1


def test_answers_for_programs_are_a_list_of_matches(home, sign):
    for answer in (printed("find", "hello"), printed("recognise", sign), printed("near", 1)):
        assert answer
        assert all(list(match) == FIELDS for match in answer)
        assert [match["rank"] for match in answer] == list(range(1, len(answer) + 1))


def test_several_words_need_no_quotes(home):
    assert printed("find", "good", "morning")[0]["gloss"] == "good morning"


def test_accents_and_typing_errors_find_the_same_sign_first(home):
    assert {printed("find", text)[0]["id"] for text in ("hello", "helo", "héllo")} == {1}


def test_recognise_reads_a_file(home, sign):
    assert printed("recognise", sign)[0]["gloss"] == "bye"


def test_what_matched_in_a_mirror_says_so(home, tmp_path):
    write_pose(tmp_path / "plain.pose", a_pose(4))
    write_pose(tmp_path / "mirrored.pose", a_pose(4).mirrored())
    assert "in a mirror" not in run("recognise", tmp_path / "plain.pose").stdout.splitlines()[1]
    done = run("recognise", tmp_path / "mirrored.pose")
    assert done.stdout.splitlines()[1].endswith("in a mirror")


def test_a_part_of_a_file_is_looked_up(home, tmp_path):
    one, two = a_pose(4), a_pose(6)
    points = np.concatenate([one.points, two.points])
    confidence = np.concatenate([one.confidence, two.confidence])
    write_pose(tmp_path / "both.pose", replace(one, points=points, confidence=confidence))
    half = len(one) / one.fps
    parts = {"bye": ["--end", half], "good morning": ["--start", half]}
    for gloss, part in parts.items():
        assert printed("recognise", tmp_path / "both.pose", *part)[0]["gloss"] == gloss


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (
            ["--start", 5, "--end", 3],
            "The part ends before it starts. Mark an end after the start.",
        ),
        (["--start", 60], "bye.pose ends before second 60. Mark a part within it."),
    ],
)
def test_a_part_that_is_none_is_told_in_a_sentence(home, sign, part, told):
    done = run("recognise", sign, *part)
    assert (done.exit_code, done.stderr) == (2, told + "\n")


def test_when_nothing_fits_well_it_is_said(home, sign, monkeypatch):
    assert run("recognise", sign).stderr == ""
    monkeypatch.setattr(PositionEncoder, "least", lambda self, size: 1.1)
    done = run("recognise", sign)
    assert (done.exit_code, done.stderr) == (0, "Nothing here fits well.\n")


def test_several_people_are_told(home, sign, monkeypatch):
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


def test_nothing_found_ends_with_1_and_says_so_beside_the_answer(home):
    done = run("find", "zzzz", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (1, [])
    assert done.stderr == "No sign was found for zzzz.\n"
    assert run("find", "zzzz").stdout == ""
    assert run("near", 1, "--language", "bfi").exit_code == 1


@pytest.mark.parametrize(
    ("command", "told"),
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
def test_a_mistake_is_told_in_a_sentence_and_ends_with_2(home, command, told):
    done = run(*command)
    assert done.exit_code == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command", [["find"], ["near", "x"], ["find", "x", "--limit", "0"], ["no"]]
)
def test_a_command_that_cannot_be_understood_ends_with_2(home, command):
    assert run(*command).exit_code == 2


def test_show_tells_source_licence_and_attribution(home):
    told = run("show", 1).stdout
    for part in ("hello", "ase", "A starter (starter)", "CC0-1.0", "Its makers", "1a2b3c"):
        assert part in told
    assert "concept" not in told  # what is not known is not listed
    one = printed("show", 1)
    assert one["source"]["licence"] == "CC0-1.0"
    assert [clip["media"] for clip in one["clips"]] == [None, None]


def test_clips_are_added_listed_and_removed(home, tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    write_pose(folder / "red_house.pose", a_pose(11))
    (folder / "broken.pose").write_bytes(b"")
    done = run("add", folder, "--language", "ase", "--source", "mine", "--licence", "my own")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Clips added: 1; there already: 0.\nLeft out: 1\n  ")
    (folder / "broken.pose").unlink()
    done = run("add", folder, "--language", "ase", "--source", "mine")
    assert done.stdout == "Clips added: 0; there already: 1.\n"
    again = printed("add", folder, "--language", "ase", "--source", "mine")
    assert again == {"added": 0, "already": 1, "left_out": 0, "skipped": []}
    assert printed("find", "red house")[0]["id"] >= OWN_IDS
    assert [(s["name"], s["signs"]) for s in printed("sources")] == [("starter", 6), ("mine", 1)]
    assert printed("remove", "mine") == {"removed": 1}
    assert run("find", "red house").exit_code == 1
    assert "my own" not in run("sources").stdout


def test_while_another_instance_writes_one_can_ask_and_is_told_why_one_cannot_add(home, sign):
    with Library.open(home.library, first_id=OWN_IDS) as other:
        fill(other, [("cat", "bfi", "", (8,))], Source("mine"))
        assert printed("find", "cat")[0]["gloss"] == "cat"
        done = run("add", sign, "--language", "ase")
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
        assert "in use by another signdict" in done.stderr
    assert run("add", sign, "--language", "ase").exit_code == 0


def test_an_import_of_which_nothing_can_be_used_ends_with_1(home, tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    (folder / "broken.pose").write_bytes(b"")
    assert run("add", folder, "--language", "ase").exit_code == 1


def test_languages_lists_every_language_and_those_with_signs_first(home):
    every = printed("languages")
    assert len(every) >= 44
    assert [(one["code"], one["signs"]) for one in every[:3]] == [
        ("ase", 3),
        ("ins", 2),
        ("psp", 1),
    ]
    lines = run("languages").stdout.splitlines()
    assert lines[1].split()[:2] == ["ase", "3"]


def test_check_ends_with_0_when_all_is_sound_and_with_1_when_not(home):
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, "All is sound.\n")
    home.tracker.unlink()
    done = run("check", "--json")
    assert (done.exit_code, len(json.loads(done.stdout))) == (1, 1)


def test_reread_tells_how_many_clips_were_read(home):
    with Library.open(home.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], Source("mine"), model="another")
    assert run("reread").stdout == "Clips read: 1.\n"
    assert printed("reread") == {"read": 0}


def test_another_library_can_be_named_before_or_after_the_command(home, tmp_path):
    other = tmp_path / "other"
    with Library.open(other / "library.db", first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], Source("mine"))
    assert printed("find", "cat", "--library", other)
    done = run("--library", other, "find", "cat")
    assert done.exit_code == 0
    assert run("find", "cat", "--language", "bfi").exit_code == 1


def test_no_command_opens_the_window(home, monkeypatch):
    from signdict.gui import app

    opened = []
    monkeypatch.setattr(app, "run", lambda places: opened.append(places) or 3)
    assert run().exit_code == 3
    assert opened[0].home == home.home


def test_ctrl_c_ends_with_a_sentence(home, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Dictionary, "find", stopped)
    done = run("find", "hello")
    assert done.exit_code == STOPPED
    assert done.stderr == "\nStopped. What was done so far is kept.\n"


def test_the_version_and_a_help_with_an_example_for_each_question_are_told():
    assert __version__ in run("--version").stdout
    for command in ("recognise", "find", "near", "add"):
        assert f"signdict {command} " in run(command, "--help").stdout


def test_letters_beyond_ascii_reach_a_pipe_as_they_are(monkeypatch):
    for name in ("stdout", "stderr"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        monkeypatch.setattr(sys, name, stream)
    output.speak_utf8()
    click.echo("héllo 手", nl=False)
    assert sys.stdout.buffer.getvalue() == "héllo 手".encode()


def test_letters_that_a_terminal_lacks_are_replaced(monkeypatch):
    class Terminal(io.TextIOWrapper):
        def isatty(self):
            return True

    stream = Terminal(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", None)
    output.speak_utf8()
    click.echo("手", nl=False)
    assert stream.buffer.getvalue() == b"?"


def test_progress_is_shown_on_a_terminal_alone_and_wiped_at_the_end(monkeypatch):
    def steps():
        yield Progress(1, 2, "a.mp4", 200)
        return "done"

    quiet, shown = io.StringIO(), io.StringIO()
    shown.isatty = lambda: True
    for stream in (quiet, shown):
        monkeypatch.setattr(sys, "stderr", stream)
        assert output.follow(steps()) == "done"
    assert quiet.getvalue() == ""
    assert "1 of 2, about 3 min left: a.mp4" in shown.getvalue()
    assert shown.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(3, 0), "3"),
        (Progress(3, 9), "3 of 9"),
        (Progress(3, 9, "a", 89), "3 of 9, about 89 s left: a"),
        (Progress(3, 9, "a", 90), "3 of 9, about 2 min left: a"),
    ],
)
def test_progress_in_words(progress, words):
    assert output.in_words(progress) == words


def test_a_stream_that_is_no_file_is_left_alone(monkeypatch):
    stream = io.StringIO()
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, stream)
    output.speak_utf8()
    click.echo("手", nl=False)
    assert stream.getvalue() == "手"


def test_details_of_a_sign_name_its_video():
    from pathlib import Path

    from signdict.core.types import Clip

    one = Sign(1, "hello", "ase", clips=(Clip(2, 1, Path("a.mp4")),))
    told = output.details(one)
    assert "clip           2  a.mp4" in told.lines
    assert json.loads(json.dumps(told.value))["clips"][0]["media"] == "a.mp4"


@pytest.mark.parametrize("command", [(), ("recognise",), ("models", "add"), ("embed", "text")])
def test_examples_stand_on_their_own_lines(command):
    told = run(*command, "--help").stdout
    assert "\\b" not in told
    lines = [line.strip() for line in told.splitlines()]
    assert any(line.startswith("Example") and line.endswith(":") for line in lines)
    assert any(line.startswith("signdict ") for line in lines)
