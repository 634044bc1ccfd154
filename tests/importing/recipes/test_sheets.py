"""Sheets of Excel's files, as programs write them, and files that are none."""

import zipfile

import pytest

from signdict.core.errors import ManifestError
from signdict.importing.recipes import sheets

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = (
    f"<sst {SPACE}><si><t>SignID</t></si><si><r><t>ho</t></r><r><t>use</t></r></si>"
    "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si></sst>"
)
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Word</t></is></c></row>'
    '<row r="3"><c r="A3"><v>7</v></c><c r="B3"><v>7.0</v></c><c r="C3" t="s"><v>1</v></c></row>'
    '<row r="4"><c r="C4" t="s"><v>2</v></c><c r="D4" t="str"><f>1+1</f><v>x</v></c></row>'
)


def book(path, sheet=ROWS, strings=STRINGS, head=""):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet2.xml", "<x/>")
        data = f"{head}<worksheet {SPACE}><sheetData>{sheet}</sheetData></worksheet>"
        archive.writestr("xl/worksheets/sheet1.xml", data)
        archive.writestr("xl/sharedStrings.xml", strings)
    return path


def test_texts_and_numbers_of_the_first_sheet_are_read(tmp_path):
    assert [*sheets.rows(book(tmp_path / "a.xlsx"))] == [
        (1, ["SignID", "", "Word"]),
        (3, ["7", "7", "house"]),
        (4, ["", "", "東京", "x"]),
    ]


@pytest.mark.parametrize(
    ("sheet", "head"),
    [
        ('<row><c r="A1" t="s"><v>99</v></c></row>', ""),
        ('<row><c r="ZZZZ1"><v>1</v></c></row>', ""),
        ("<row>", ""),
        (ROWS, '<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
    ],
)
def test_a_sheet_that_is_wrong_is_an_error(tmp_path, sheet, head):
    with pytest.raises(ManifestError, match="cannot be read as a spreadsheet"):
        [*sheets.rows(book(tmp_path / "a.xlsx", sheet, head=head))]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"id,word\n"])
def test_a_file_that_is_no_archive_is_an_error(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(ManifestError, match=r"a\.xlsx cannot be read as a spreadsheet"):
        [*sheets.rows(tmp_path / "a.xlsx")]
