"""Every exported CSV has the same rows, columns and texts in pandas."""

import csv
import io

import pytest

from signdict.core.tables import Sheet
from signdict.core.types import MATCH_COLUMNS as MATCHES
from signdict.core.types import SUMMARY_COLUMNS as ITEM
from signdict.core.types import Source
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library
from signdict.linguistics import pairs
from signdict.linguistics.pairs import MINIMAL_COLUMNS
from signdict.linguistics.similarity import LIKENESS, SPREAD
from signdict.lists import export
from tests.support.cli import run
from tests.support.libraries import fill
from tests.support.signlists import a_list, exported

pandas = pytest.importorskip("pandas")

#: Texts that programs for tables often change.
TEXTS = (
    "007", "1e5", "-0", "+49", "1,5", "2026-01-02", "NA", "null", "None", "nan", "True", "inf",
    "שלום", "مرحبا بك", "\u202babc\u202c", "👋🏽", "👩\u200d👧", "e\u0301", "ß", "字",
    'say "hi"', '"', '""', "'", "a,b", "a;b", "a\tb", "a\nb", "a\r\nb", "a\rb", "\n", "=1+1",
    "@x", "#no comment", "\\", "\ufeffmark", "very long " * 500,
)  # fmt: skip
SHEETS = {
    "export": ITEM, "matches": MATCHES,
    "minimal pairs": MINIMAL_COLUMNS, "pairs": pairs.PAIR_COLUMNS,
    "similarity": LIKENESS, "spread": SPREAD, "map": (*ITEM, "x", "y"),
}  # fmt: skip


def read(source):
    """Read a CSV as `docs/formats.md` says, with every cell as text."""
    return pandas.read_csv(source, dtype=str, keep_default_na=False)


def same(table, columns, rows):
    assert tuple(table.columns) == tuple(columns)
    assert table.to_numpy().tolist() == [list(row) for row in rows]


@pytest.mark.parametrize("name", SHEETS)
def test_a_table_is_the_same_in_pandas(tmp_path, name):
    columns = SHEETS[name]
    rows = [[TEXTS[(r + c) % len(TEXTS)] for c in range(len(columns))] for r in range(len(TEXTS))]
    sheet = Sheet.of(columns, [dict(zip(columns, row, strict=True)) for row in rows])
    sheet.write(tmp_path / "a.csv")
    same(read(tmp_path / "a.csv"), columns, rows)
    same(read(io.StringIO(sheet.text())), columns, rows)
    plain = pandas.read_csv(tmp_path / "a.csv")
    assert (tuple(plain.columns), len(plain)) == (tuple(columns), len(rows))


def test_numbers_in_a_table_are_numbers_in_pandas(tmp_path):
    rows = [{"id": 10**15 + 1, "score": 0.1 + 0.2, "other": None}]
    Sheet.of(("id", "score", "other"), rows).write(tmp_path / "a.csv")
    (row,) = pandas.read_csv(tmp_path / "a.csv").to_dict("records")
    assert (row["id"], row["score"]) == (10**15 + 1, pytest.approx(0.3))


def test_a_list_is_the_same_in_pandas(tmp_path):
    glosses = [text for text in TEXTS if text.strip()]
    signs = a_list(words=[(gloss, "ase") for gloss in glosses])
    for place, text in enumerate(TEXTS[: len(glosses)]):
        signs = signs.noted(place, text[:900])
    exported("csv", tmp_path / "a.csv", signs)
    table = read(tmp_path / "a.csv")
    assert list(table.gloss) == [entry.gloss for entry in signs.entries]
    assert list(table.note) == [entry.note for entry in signs.entries]
    assert list(table.place) == [str(n) for n in range(1, len(glosses) + 1)]
    assert table.columns[0] == "place"
    assert set(table.attribution) == {"Its makers"}


@pytest.fixture
def mine(home):
    """Create a library of such glosses in two languages."""
    glosses = [" ".join(text.split()) for text in TEXTS if text.strip()]
    signs = [(g, code, "", (seed,)) for seed, g in enumerate(glosses) for code in ("bfi", "gsg")]
    with Library.open(home.library, first_id=OWN_IDS) as library:
        fill(library, signs, Source("007", attribution='A, "B"\nund 字'))
    return set(glosses)


@pytest.mark.parametrize(
    ("command", "column"),
    [
        (("export",), "gloss"),
        (("near", str(OWN_IDS)), "gloss"),
        (("pairs", "bfi", "gsg"), "first_gloss"),
        (("similarity",), None),
        (("minimal-pairs", "bfi"), None),
    ],
)
def test_the_csv_of_a_command_is_the_same_in_pandas(mine, tmp_path, command, column):
    out = tmp_path / "out.csv"
    run(*command, "--out", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    plain = [*csv.reader(io.StringIO(out.read_text("utf-8-sig"), newline=""))]
    same(read(out), plain[0], plain[1:])
    printed = run(*command, "--csv").stdout
    same(read(io.StringIO(printed)), plain[0], plain[1:])
    if column:
        assert mine & set(read(out)[column])


def test_the_table_of_an_exported_folder_is_that_of_the_list(tmp_path):
    done, _ = exported("folder", tmp_path / "out")
    assert list(read(done.path / "list.csv").gloss) == [e.gloss for e in a_list().entries]
    assert export.table(a_list()).text() == (done.path / "list.csv").read_bytes().decode(
        "utf-8-sig"
    )
