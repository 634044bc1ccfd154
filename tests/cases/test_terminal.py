"""Output that cannot be written, control characters, progress, and windows without a display."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from signdict.library.library import Library, NewClip
from signdict.library.pair import OWN_IDS
from tests.support.cli import run, started
from tests.support.fakes import PositionEncoder, a_pose

FULL = Path("/dev/full")
on_posix = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
FULL_DISK = (
    "The disk is full, so the result was not printed. "
    "Free some space. Changes that the command made are kept.\n"
)


@on_posix
@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("languages",), ("sources", "--json"), ("export", "--csv"), ("find", "--help")]
)
def test_a_full_disk_behind_the_output_is_one_sentence(tmp_path, command):
    with FULL.open("wb") as full:
        done = started(tmp_path, *command, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (2, FULL_DISK)


@on_posix
@pytest.mark.slow
@pytest.mark.parametrize("command", [("sources", "--json"), ("export", "--csv"), ("--help",)])
def test_a_closed_pipe_ends_quietly(tmp_path, command):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = started(tmp_path, *command, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (128 + 13, "")


@on_posix
@pytest.mark.slow
def test_output_that_is_closed_or_only_read_is_one_sentence(tmp_path):
    with Path(os.devnull).open("rb") as unwritable:
        done = started(tmp_path, "languages", stdout=unwritable, stderr=subprocess.PIPE)
    reason = os.strerror(errno.EBADF)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(f"The result cannot be printed ({reason}).")
    closed = subprocess.run(
        ["sh", "-c", 'exec "$0" -m signdict languages >&-', sys.executable],
        env={**os.environ, "SIGNDICT_HOME": str(tmp_path)},
        stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    assert (closed.returncode, closed.stderr) == (2, done.stderr)


@on_posix
@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "code"), [(("sources",), 0), (("recognise", "no.mp4"), 2), (("nonsense",), 2)]
)
def test_errors_that_cannot_be_written_leave_result_and_exit_code(tmp_path, command, code):
    with FULL.open("wb") as full:
        done = started(tmp_path, *command, stdout=subprocess.PIPE, stderr=full)
    assert done.returncode == code
    assert bool(done.stdout) == (code == 0)


def test_a_file_that_fails_is_no_problem_of_the_output(home, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, "a bug")

    monkeypatch.setattr("signdict.dictionary.dictionary.open_dictionary", fail)
    done = run("sources")
    assert isinstance(done.exception, OSError)
    assert done.exception.errno == errno.EIO


# Control characters

#: Colours, a title, a C1 control sequence, and letters that follow in reverse.
EVIL = "a\x1b[31mb\x1b]0;title\x07\x9b2Jc\u202ed\x7f"
SHOWN = r"a\x1b[31mb\x1b]0;title\x07\x9b2Jc\u202ed\x7f"


def spoil(file):
    """Create a library, as an older version wrote it, with a gloss of control characters."""
    with Library.open(file, first_id=OWN_IDS) as library:
        vector = PositionEncoder().read_poses([a_pose(9)]).vectors[0]
        clip = NewClip("good", "ase", "mine", "digest")
        library.add_clip(clip, a_pose(9), PositionEncoder.name, vector)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE signs SET gloss = ?", [EVIL])


@pytest.fixture
def evil(home):
    """The home of the test with such a library."""
    spoil(home.library)
    return home


def controls(text):
    """Return the characters of a text that move a terminal's cursor, without line breaks."""
    return {c for c in text if not c.isprintable() and c != "\n"}


def test_control_characters_are_shown_as_escapes(evil):
    for command in (("export", OWN_IDS), ("show", OWN_IDS), ("concept", OWN_IDS)):
        done, as_json = run(*command), run(*command, "--json")
        assert SHOWN in done.stdout
        assert not controls(done.stdout + as_json.stdout)
        value = json.loads(as_json.stdout)
        assert (value[0] if isinstance(value, list) else value)["gloss"] == EVIL


def test_csv_is_not_changed_in_a_pipe(evil):
    assert EVIL in run("export", "--csv").stdout


def test_messages_and_remarks_show_escapes(evil, tmp_path):
    for command in (("find", EVIL), ("recognise", tmp_path / EVIL), ("lists", "show", EVIL)):
        done = run(*command)
        assert done.stderr or done.stdout
        assert not controls(done.stdout + done.stderr)


@on_posix
@pytest.mark.slow
def test_csv_on_a_terminal_shows_escapes(tmp_path):
    spoil(tmp_path / "library.db")
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "signdict", "export", str(OWN_IDS), "--csv"], stdout=theirs,
        env={**os.environ, "SIGNDICT_HOME": str(tmp_path)},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:  # Linux reports the end of a terminal like this
            pass
    os.close(ours)
    assert process.returncode == 0
    assert SHOWN in shown.decode()
    assert not controls(shown.decode().replace("\r\n", "\n"))


# Windows without a display


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (
            (),
            {},
            "The window cannot open: no display was found. Start signdict in a desktop session",
        ),
        (("--library", "x"), {}, "The window cannot open: no display was found. Start signdict"),
        (
            (),
            {"DISPLAY": ":987"},
            "The window cannot open: the display :987 cannot be reached. Start",
        ),
        (
            (),
            {"QT_QPA_PLATFORM": "nonsense"},
            'The window cannot open: Qt has no platform plug-in "nonsense". Correct or remove',
        ),
        (
            (),
            {"QT_QPA_PLATFORM": "linuxfb:fb=/none"},
            "The window cannot open: no display was found.",
        ),
    ],
)
def test_a_window_that_cannot_open_is_one_sentence(tmp_path, arguments, environment, sentence):
    done = started(
        tmp_path, *arguments, env=environment,
        without={"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} - environment.keys(),
        capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="xcb is the plug-in of Linux")
@pytest.mark.slow
def test_a_plugin_that_cannot_load_is_one_sentence(tmp_path):
    (tmp_path / "libxcb-cursor.so.0").touch()  # found first, and no library
    done = started(
        tmp_path, env={"QT_QPA_PLATFORM": "xcb", "LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(
        'The window cannot open: Qt cannot load its platform plug-in "xcb". Install the '
    )
    assert done.stderr.count("\n") == 1
