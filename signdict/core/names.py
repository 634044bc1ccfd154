"""File names whose bytes are not UTF-8, and text that is safe to show.

Linux allows any bytes in file names; disks and archives of older systems have names in Latin-1.
Python keeps such bytes as surrogates (PEP 383), so that the file can be opened. Libraries in C++,
SQLite, UTF-8 files and labels reject surrogates; this module has the form for each of them.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

#: The bytes that are not UTF-8, as Python stores them, and all other lone surrogates.
_BYTES, _SURROGATES = re.compile("[\udc80-\udcff]+"), re.compile("[\ud800-\udfff]")
#: The most such bytes in a row that are accented letters of one word; more are another script.
_MOST_ACCENTS = 2
#: Characters that move the cursor, start a new line, or reverse what follows on the line: control
#: characters, line separators, and Unicode's bidirectional embeddings, overrides and isolates.
MOVING = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def is_text(name: str) -> bool:
    """Return whether a name is text that can be encoded as UTF-8."""
    return not _SURROGATES.search(name)


def text_of(name: str) -> str:
    """Return a name as text: bytes that are not UTF-8 are read as Windows-1252, as in Latin-1."""
    if is_text(name):
        return name
    return _SURROGATES.sub("\ufffd", _BYTES.sub(lambda part: _read(part[0]), name))


def is_readable(name: str) -> bool:
    """Return whether `text_of` most likely reads a name correctly.

    Text: yes. Bytes that are not UTF-8: yes, if they are single accented letters between plain
    ones. Cyrillic, Greek or Japanese names in old encodings have several such bytes in a row.
    """
    runs = [part[0] for part in _BYTES.finditer(name)]
    if _SURROGATES.search(_BYTES.sub("", name)):
        return False
    return not runs or (
        any(letter.isascii() and letter.isalpha() for letter in name)
        and all(len(run) <= _MOST_ACCENTS and _read(run).isalpha() for run in runs)
    )


def encoded(path: Path) -> str | bytes:
    """Return a path as text, or as bytes if it is not text: for OpenCV, and to store it in SQLite.

    OpenCV crashes if it gets surrogates, and SQLite rejects them.
    """
    name = os.fsencode(path)
    with suppress(UnicodeDecodeError):
        if name.decode() == str(path):
            return str(path)
    return name


def decoded(value: str | bytes) -> Path:
    """Return the path that `encoded` returned."""
    return Path(os.fsdecode(value))


def found(name: str) -> Path:
    """Return the path of a file or folder that a dialog names, also if its name is not text.

    Qt drops the bytes of a name that are not UTF-8, or replaces them by U+FFFD. Then this is the
    only such file whose other letters are the same.
    """
    path = Path(name)
    if path.parent == path or os.path.lexists(path):
        return path
    folder = found(str(path.parent))
    try:
        names = [other.name for other in folder.iterdir() if not is_text(other.name)]
    except OSError:
        return path
    same = [other for other in names if _plain(other) == _plain(path.name)]
    return folder / (same[0] if len(same) == 1 else path.name)


def to_write(name: str) -> Path:
    """Return the path of a file that a dialog names to be written; only its folder must exist."""
    return found(str(Path(name).parent)) / Path(name).name


def visible(text: str) -> str:
    r"""Return a text for one line of a terminal: control characters appear as escapes (\x1b).

    A terminal would execute them: they change colours and titles, or hide what is before them.
    """
    return MOVING.sub(_escape, text_of(text))


def _plain(name: str) -> str:
    return _SURROGATES.sub("", name).replace("\ufffd", "")


def _read(run: str) -> str:
    content = bytes(ord(letter) - 0xDC00 for letter in run)
    return content.decode("windows-1252", "replace")


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def unquoted(address: str) -> str:
    """Return an address with its escapes decoded as in file names: "%20" is a space."""
    try:
        content = address.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate, which no file name has
        return address
    return os.fsdecode(re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), content))
