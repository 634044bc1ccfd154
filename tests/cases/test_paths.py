"""Names that are not UTF-8, missing files, and running imports, through the command line."""

import csv
import json
import os
import shutil
import sys
from datetime import datetime
from itertools import islice

import cv2
import numpy as np
import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.library.pair import OWN_IDS
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run, started
from tests.support.clip_lists import citizen, instance, suisse, wlasl_file
from tests.support.fakes import a_pose
from tests.support.libraries import with_starter
from tests.support.paths import ROOT
from tests.support.steps import changes

#: The names "café" and "müde" in Latin-1, and "кот" in the Cyrillic code page of Windows.
CAFE, MUEDE, CAT = (os.fsdecode(name) for name in (b"caf\xe9", b"m\xfcde", b"\xea\xee\xf2"))

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")


@pytest.fixture
def latin(tmp_path):
    """A folder with a Latin-1 name that contains two clips with such names, and a table."""
    folder = tmp_path / CAFE
    folder.mkdir()
    for seed, name in enumerate((CAFE, MUEDE), 20):
        write_pose(folder / f"{name}.pose", a_pose(seed, 20))
    write_pose(folder / "plain.pose", a_pose(30, 20))
    (folder / "list.csv").write_text("path,gloss,sign_language\nplain.pose,plain,ase\n")
    return folder


def glosses(source):
    """Return the glosses of a source, from the table of signs."""
    rows = csv.DictReader(run("export", "--csv").stdout.splitlines())
    return sorted(row["gloss"] for row in rows if row["source"] == source)


@on_linux
@pytest.mark.parametrize(
    "command",
    [
        ("recognise", "{}"),
        ("compare", "{}", "1"),
        ("embed", "pose", "{}"),
        ("export", "--recording", "{}", "--eaf", "{}.eaf"),
    ],
)
def test_a_file_is_read_as_one_with_another_name(home, latin, command):
    plain, strange = latin.parent / "copy.pose", latin / f"{CAFE}.pose"
    shutil.copy(strange, plain)
    expected, done = (run(*(part.format(path) for part in command)) for path in (plain, strange))
    assert done.exit_code == expected.exit_code < 2, done.output
    assert done.stdout == expected.stdout.replace(str(plain), f"{latin.parent}/café/café.pose")


@on_linux
def test_an_attempt_is_taught(home, latin):
    strange = latin / f"{CAFE}.pose"
    done = run("teach", strange, latin / f"{MUEDE}.pose", "--gloss", CAFE, "--language", "ase")
    assert (done.exit_code, done.stdout) == (0, "Taught café, sign 1000000, clips: 2.\n")


@on_linux
def test_one_file_is_added_with_the_gloss_in_its_name(home, latin):
    report = printed("add", latin / f"{MUEDE}.pose", "--language", "gsg", "--source", CAFE)
    assert (report["added"], report["skipped"]) == (1, [])
    assert glosses("café") == ["müde"]


@on_linux
def test_a_folder_is_added_and_listed(home, latin):
    shutil.copy(latin / "plain.pose", latin / f"{CAT}.pose")
    report = printed("add", latin, "--language", "ase")
    assert report["added"] == 3
    (skipped,) = [row for row in report["skipped"] if not row["path"].endswith("list.csv")]
    assert os.fsencode(skipped["path"]) == os.fsencode(latin / f"{CAT}.pose")
    assert skipped["reason"] == "Its name contains bytes that are not text; rename the file."
    assert glosses("café") == ["café", "müde", "plain"]
    (job,) = printed("imports", "list")
    assert os.fsencode(job["path"]) == os.fsencode(latin)
    assert run("imports", "list").stdout.splitlines()[1].endswith(f"{latin.parent}/café")
    (latin / f"{CAT}.pose").rename(latin / "cat.pose")
    assert printed("imports", "try-again", job["number"])["added"] == 1


@on_linux
def test_a_table_in_such_a_folder_is_added(home, latin):
    assert printed("add", latin / "list.csv")["added"] == 1
    assert glosses("list") == ["plain"]


@on_linux
@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("recognise", "no {}.mp4"), "No such file: no café.mp4. Check the spelling"),
        (("add", "no {}"), "No such file or folder: no café. Check the spelling."),
        (("restore", "no {}"), "No such file: no café. Check the spelling."),
        (("models", "add", "no {}"), "No such file or folder: no café. Check the spelling."),
        (("lists", "import", "no {}.json"), "no café.json cannot be opened."),
    ],
)
def test_a_missing_file_is_one_sentence(home, command, sentence):
    done = run(*(part.format(CAFE) for part in command))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


@on_linux
def test_a_file_that_is_not_a_video_is_one_sentence(home, tmp_path):
    (tmp_path / f"{CAFE}.mp4").write_bytes(b"no video" * 50)
    done = run("recognise", tmp_path / f"{CAFE}.mp4")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("café.mp4 is not a video that signdict can read.")


@on_linux
def test_texts_of_the_command_line_are_read_as_names_are(home):
    assert run("lists", "make", CAFE).stdout == "Made the list café.\n"
    assert [outline["name"] for outline in printed("lists")] == ["café"]


@on_linux
def test_everything_can_be_written_to_such_a_name(home, latin):
    printed("lists", "make", "mine")
    printed("lists", "add", "mine", 1)
    printed("teach", latin / "plain.pose", "--gloss", "x", "--language", "ase")
    for command in (
        ("backup", latin / f"{CAFE}.db"),
        ("restore", latin / f"{CAFE}.db"),
        ("lists", "export", "mine", "--as", "apkg", latin / f"{CAFE}.apkg"),
        ("lists", "export", "mine", "--as", "json", latin / f"{CAFE}.json"),
        ("lists", "import", latin / f"{CAFE}.json"),
        ("taught", "export", latin / f"{CAFE}.signs"),
        ("taught", "import", latin / f"{CAFE}.signs"),
        ("export", "1", "--pose", latin / f"{CAFE} poses"),
        ("export", "--ecv", latin / f"{CAFE}.ecv"),
        ("near", "1", "--out", latin / f"{CAFE}.csv"),
        ("embed", "pose", latin / "plain.pose", "--npz", latin / f"{CAFE}.npz"),
    ):
        done = run(*command)
        assert done.exit_code == 0, (command, done.output)


@on_linux
def test_the_data_folder_may_have_such_a_name(home, tmp_path, monkeypatch):
    strange = with_starter(tmp_path / CAFE)
    monkeypatch.setenv("SIGNDICT_HOME", str(strange.home))
    write_pose(tmp_path / "a.pose", a_pose(3, 20))
    assert printed("add", tmp_path / "a.pose", "--language", "ase")["added"] == 1
    assert printed("recognise", tmp_path / "a.pose")[0]["gloss"] in ("a", "hello")
    (job,) = printed("imports", "list")
    assert printed("imports", "try-again", job["number"])["already"] == 1
    assert printed("check")["found"] == []


@pytest.fixture
def tracked(home):
    """The home of the test with the real landmark model."""
    shutil.copy(ROOT / "resources" / "holistic_landmarker.task", home.tracker)
    return home


@on_linux
@pytest.mark.slow
def test_a_video_with_such_a_name_is_read(tracked, tmp_path):
    writer = cv2.VideoWriter(
        str(tmp_path / "grey.mp4"), cv2.VideoWriter_fourcc(*"mp4v"), 20, (64, 48)
    )
    for shade in range(0, 100, 25):
        writer.write(np.full((48, 64, 3), shade, np.uint8))
    writer.release()
    (tmp_path / "grey.mp4").rename(tmp_path / f"{CAFE}.mp4")
    done = run("recognise", tmp_path / f"{CAFE}.mp4")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Nobody was seen in this clip.")


@on_linux
@pytest.mark.slow
def test_the_address_of_a_video_with_such_a_name_is_stored(home, tmp_path, shared):
    video = tmp_path / f"{CAFE}.mp4"
    shutil.copy(shared / "cases" / "base_ins.mp4", video)
    added = started(home.home, "add", video, "--language", "ins", "--json", capture_output=True)
    assert json.loads(added.stdout)["added"] == 1, added.stderr
    (clip,) = printed("show", OWN_IDS)["clips"]
    assert os.fsencode(clip["media"]) == os.fsencode(video)


# Missing files


@pytest.mark.parametrize(
    ("name", "missing"),
    [("69241", "raw_videos/69241.mp4"), ("a/b.webm", "raw_videos/a/b.webm")],
)
def test_a_missing_video_of_wlasl_is_named_as_a_file(home, tmp_path, name, missing):
    (tmp_path / "raw_videos").mkdir()
    file = wlasl_file(tmp_path, [{"gloss": "book", "instances": [instance(name)]}])
    (skipped,) = printed_anyway("add", file)["skipped"]
    assert skipped["path"] == str(tmp_path / missing)
    assert f"No such file: {missing}." in skipped["reason"]


def test_a_missing_clip_of_other_lists_is_named_as_a_file(home, tmp_path):
    (tmp_path / "videos").mkdir()
    for table in (
        citizen(tmp_path, ("P1", "7", "BOOK", "")),
        suisse(tmp_path, ("7", "Haus", "ch-de", "de", "")),
    ):
        (skipped,) = printed_anyway("add", table)["skipped"]
        assert "No such file: videos/7.mp4." in skipped["reason"]


def printed_anyway(*arguments):
    """Return what a command prints with --json, whatever its exit code."""
    return json.loads(run(*arguments, "--json").stdout)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (".", ". is not the folder of a model: it has no config.json. Give a published SignCLIP"),
        ("gone", "No such file or folder: gone. Check the spelling."),
        ("gone.pt", "No such file or folder: gone.pt. Check the spelling."),
    ],
)
def test_models_add_says_what_is_missing(home, tmp_path, monkeypatch, given, sentence):
    monkeypatch.chdir(tmp_path)
    done = run("models", "add", given)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)


def test_a_missing_table_is_reported_as_missing(home, tmp_path):
    assert run("relabel", "--table", tmp_path / "no.csv").stderr == (
        f"No such file: {tmp_path / 'no.csv'}. Check the spelling.\n"
    )
    assert run("relabel", "--table", tmp_path).stderr == (
        f"{tmp_path} is a folder. Give the name of a file.\n"
    )


# Imports that run


@pytest.fixture
def running(home, tmp_path):
    """An import of six clips of two sources that has read three of them."""
    lines = ["path,gloss,sign_language,source"]
    for number in range(6):
        write_pose(tmp_path / f"{number}.pose", a_pose(40 + number, 20))
        lines.append(f"{number}.pose,g{number},ase,{'ab'[number % 2]}")
    (tmp_path / "list.csv").write_text("\n".join(lines))
    with open_dictionary(home) as dictionary:
        steps = dictionary.add(tmp_path / "list.csv")
        list(islice(changes(steps), 5))  # the listing, and the start of four clips
        yield tmp_path / "list.csv"
        steps.close()


def test_the_list_of_imports_is_right_while_one_runs(running):
    (job,) = printed("imports", "list")
    assert (job["added"], job["waiting"], job["source"]) == (3, 3, "a, b")
    assert {"a", "b"} < {source["name"] for source in printed("sources")}


def test_a_second_import_of_the_same_list_leaves_the_running_one(running):
    done = run("add", running)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "in use by another signdict" in done.stderr
    (job,) = printed("imports", "list")
    assert (job["number"], job["added"], job["waiting"]) == (1, 3, 3)


def test_times_are_those_of_this_computer(running, monkeypatch):
    (job,) = printed("imports", "list")
    began = datetime.fromisoformat(job["began"]).astimezone()
    assert f"{began:%Y-%m-%d %H:%M}" in run("imports", "list").stdout


# Answers of several sources


def test_an_answer_of_two_sources_names_both(home, tmp_path):
    write_pose(tmp_path / "hello.pose", a_pose(1))
    assert (
        run("add", tmp_path / "hello.pose", "--language", "ase", "--source", "mine").exit_code == 0
    )
    for command in (("find", "hello"), ("recognise", tmp_path / "hello.pose"), ("near", 5)):
        (match,) = [
            match
            for match in printed(*command, "--language", "ase")
            if (match["gloss"], match["variant"]) == ("hello", "")
        ]
        assert sorted(match["sources"]) == ["mine", "starter"]
        assert match["source"] == match["sources"][0]
        lines = run(*command, "--language", "ase").stdout.splitlines()
        assert any(line.endswith(", ".join(match["sources"])) for line in lines)
    rows = list(csv.DictReader(run("near", 5, "--csv").stdout.splitlines()))
    assert {"starter, mine", "mine, starter"} & {row["source"] for row in rows}
