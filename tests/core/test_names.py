"""Names whose bytes are not UTF-8: for people, for systems, and found again from a dialog."""

import os
import sys
from pathlib import Path

import pytest

from signdict.core.errors import SignDictError
from signdict.core.names import (
    decoded,
    encoded,
    found,
    is_readable,
    is_text,
    text_of,
    to_write,
    visible,
)

CAFE = os.fsdecode(b"caf\xe9")

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")


@pytest.mark.parametrize(
    ("name", "text", "readable"),
    [
        (b"house", "house", True),
        ("Grüße 家".encode(), "Grüße 家", True),
        (b"caf\xe9", "café", True),
        (b"\xe9t\xe9", "été", True),
        (b"gro\xdf und na\xefve", "groß und naïve", True),
        ("Grüße ".encode() + b"\xe9a", "Grüße éa", True),
        ("кот".encode("cp1251"), "êîò", False),
        ("γάτα".encode("iso-8859-7"), "ãÜôá", False),
        ("猫".encode("shift-jis"), "”L", False),
        (b"caf\x82", "caf‚", False),  # noqa: RUF001 - café of MS-DOS
        (b"\xe0", "à", False),  # also a letter of Cyrillic
        (b"a\x81", "a\ufffd", False),
    ],
)
@on_linux
def test_names_are_read_as_windows_1252(name, text, readable):
    path = os.fsdecode(name)
    assert (text_of(path), is_readable(path)) == (text, readable)
    assert is_text(text_of(path))


def test_other_surrogates_are_replaced():
    assert text_of("a\ud800b") == "a\ufffdb"
    assert not is_readable("a\ud800b")


@on_linux
@pytest.mark.parametrize("name", [b"caf\xe9.mp4", "Grüße".encode(), b"\xff\xfe"])
def test_a_path_is_encoded_and_decoded(name):
    path = Path("/videos") / os.fsdecode(name)
    value = encoded(path)
    assert os.fsencode(value) == b"/videos/" + name
    assert isinstance(value, str) == is_text(str(path))
    assert decoded(value) == path


@on_linux
def test_a_message_is_text():
    error = SignDictError(f"No such file: {CAFE}.", hint=f"Or {CAFE}?")
    assert str(error) == "No such file: café. Or café?"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Grüße\t家 👋🏽 بيت", "Grüße\t家 👋🏽 بيت"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("a\nb\rc\x00\x7f\x9b", r"a\nb\rc\x00\x7f\x9b"),
        ("a\u202ec\u2066d\u2028", r"a\u202ec\u2066d\u2028"),
        ("नमस्\u200dते می\u200cخواهم", "नमस्\u200dते می\u200cخواهم"),  # noqa: RUF001 - joiners
    ],
)
def test_characters_that_move_the_cursor_are_shown(text, shown):
    assert visible(text) == shown


@on_linux
def test_a_file_is_found_by_what_qt_returns_of_its_name(tmp_path):
    folder = tmp_path / CAFE
    folder.mkdir()
    file = folder / os.fsdecode(b"m\xfcde.mp4")
    file.touch()
    for name in ("caf\ufffd/m\ufffdde.mp4", "caf/mde.mp4", f"{CAFE}/{file.name}"):
        assert found(str(tmp_path / name)) == file
    assert to_write(str(tmp_path / "caf\ufffd" / "new.db")) == folder / "new.db"
    assert to_write(str(tmp_path / "caf")) == tmp_path / "caf"  # a new file, not the folder


@on_linux
def test_two_files_of_the_same_letters_are_not_confused(tmp_path):
    for name in (b"caf\xe9", b"caf\xe8"):
        (tmp_path / os.fsdecode(name)).touch()
    assert found(str(tmp_path / "caf\ufffd")) == tmp_path / "caf\ufffd"
    (tmp_path / "caf").touch()
    assert found(str(tmp_path / "caf")) == tmp_path / "caf"
    assert found(str(tmp_path / "gone" / "a.mp4")) == tmp_path / "gone" / "a.mp4"
