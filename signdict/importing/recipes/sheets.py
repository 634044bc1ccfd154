"""Reads the first sheet of an Excel file (`.xlsx`): texts and numbers, as they are stored.

The format is Office Open XML (ECMA-376, part 1): a ZIP archive of XML, in which cells name texts by
their number in a table of their own.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from signdict.core.errors import ManifestError

#: Bytes of the largest part after it is decompressed, and the columns of the widest sheet.
_LARGEST, _WIDEST = 1 << 28, 1000
_SHEET: Final = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_STRINGS: Final = "xl/sharedStrings.xml"


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with its number.

    Raise ManifestError if the file is not such a file, or has no sheet; OSError if it cannot be
    opened.
    """
    from defusedxml.common import DefusedXmlException

    try:
        with zipfile.ZipFile(path) as archive:
            sheets = sorted(filter(_SHEET.fullmatch, archive.namelist()), key=_number)
            texts = _texts(archive) if _STRINGS in archive.namelist() else []
            yield from _cells(archive, sheets[0], texts)
    except (
        zipfile.BadZipFile, ParseError, DefusedXmlException, IndexError, ValueError,
        NotImplementedError, RuntimeError, zlib.error,
    ) as error:  # fmt: skip
        raise ManifestError(
            f"{path.name} cannot be read as a spreadsheet.",
            hint='Save it as "CSV UTF-8" under the same name.',
        ) from error


def _number(name: str) -> int:
    return int("".join(filter(str.isdecimal, name)))


def _elements(archive: zipfile.ZipFile, name: str, wanted: str) -> Iterator[Any]:
    """Yield the elements of a part with a tag, one after the other."""
    from defusedxml.ElementTree import iterparse

    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"{name} is too long")
    with archive.open(name) as file:
        for _, element in iterparse(file, forbid_dtd=True):
            if element.tag.rpartition("}")[2] == wanted:
                yield element
                element.clear()


def _texts(archive: zipfile.ZipFile) -> list[str]:
    return [_text(element) for element in _elements(archive, _STRINGS, "si")]


def _text(element: Any) -> str:
    """Return the text of an element, without the readings of Japanese words."""
    return "".join(
        each.text or ""
        for child in element
        for each in ([child] if child.tag.endswith("}t") else child.iterfind("{*}t"))
        if not child.tag.endswith("}rPh")
    )


def _cells(
    archive: zipfile.ZipFile, sheet: str, texts: list[str]
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in _elements(archive, sheet, "row"):
        number = int(row.get("r", number + 1))
        cells: list[str] = []
        for cell in row:
            column = _column(cell.get("r", ""), len(cells))
            cells += [""] * (column - len(cells)) + [_value(cell, texts)]
        yield number, cells


def _column(place: str, following: int) -> int:
    """Return the column of a cell such as `AB12`, from 0."""
    letters = "".join(filter(str.isalpha, place)).upper()
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    column = column - 1 if letters else following
    if not following <= column < _WIDEST:
        raise ValueError(f"{place} is not a cell")
    return column


def _value(cell: Any, texts: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
    if kind == "s":
        return texts[int(value)]
    if kind == "inlineStr":
        return "".join(_text(each) for each in cell.iterfind("{*}is"))
    return value[:-2] if kind == "n" and value.endswith(".0") else value
