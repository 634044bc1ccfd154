"""Which glosses are found by what is typed, in every script, through the command line."""

import csv
import json

import pytest

from signdict.core import paths
from signdict.library import records
from signdict.library.library import Library, NewClip
from signdict.library.pair import OWN_IDS
from signdict.model.registry import Models
from tests.cases.text_pairs import FIRST, NOT, PAIRS
from tests.support.cli import printed, run
from tests.support.fakes import PositionEncoder
from tests.support.libraries import with_starter

ALL = [(script, *pair) for script, pairs in PAIRS.items() for pair in pairs]


def fill(path, glosses):
    """Write glosses with their spoken languages to a library, all in one source."""
    with Library.open(path, first_id=OWN_IDS) as library, library.changing() as db:
        for number, (gloss, spoken) in enumerate(glosses):
            records.add(db, NewClip(gloss, "ase", "mine", str(number), spoken_language=spoken))


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory):
    """A home with every gloss of the table."""
    where = with_starter(tmp_path_factory.mktemp("text"))
    fill(where.library, dict.fromkeys((gloss, spoken) for _, _, gloss, spoken, _ in ALL))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNDICT_HOME", str(where.home))
        patch.setattr(paths, "resources", lambda: where.resources)
        patch.setattr(Models, "open", lambda self, name=None: PositionEncoder())
        yield where


def found(text, *options):
    """Return the glosses that a search by words prints, in order."""
    matches = json.loads(run("find", text, "--limit", 40, "--json", *options).stdout)
    return [match["gloss"] for match in matches if match["by"] == "words"]


def test_there_are_150_pairs_in_25_scripts():
    assert len(ALL) >= 150
    assert len({script.partition(",")[0] for script in PAIRS}) >= 25


@pytest.mark.parametrize(("script", "typed", "gloss", "spoken", "expected"), ALL)
def test_pairs(dictionary, script, typed, gloss, spoken, expected):
    glosses = found(typed)
    if expected == NOT:
        assert gloss not in glosses
    elif expected == FIRST:
        assert glosses[:1] == [gloss]
    else:
        assert gloss in glosses


def test_words_of_one_source_that_differ_in_case_or_in_ss_are_two_signs(tmp_path, home):
    fill(home.library, [(gloss, "de") for gloss in ("Weg", "weg", "Buße", "Busse", "May", "may")])
    for typed, other in (("Weg", "weg"), ("Buße", "Busse"), ("May", "may")):
        assert found(typed)[:2] == [typed, other]
        assert found(other)[:2] == [other, typed]
    numbers = [match["id"] for match in printed("find", "weg")]
    assert [printed("show", number)["gloss"] for number in numbers] == ["weg", "Weg"]


def test_a_relabelled_word_in_another_case_stays_apart(tmp_path, home):
    fill(home.library, [("Weg", "de"), ("weg", "de")])
    table = tmp_path / "labels.csv"
    table.write_text("gloss,new_gloss\nweg,fort\n", encoding="utf-8")
    assert run("relabel", "--table", table).exit_code == 0
    assert (found("Weg"), found("fort")) == (["Weg"], ["fort"])


def test_a_list_keeps_the_word_that_was_added(home):
    fill(home.library, [("Weg", "de"), ("weg", "de"), ("Buße", "de"), ("Busse", "de")])
    chosen = [printed("find", word)[0]["id"] for word in ("weg", "Busse")]
    printed("lists", "make", "class")
    printed("lists", "add", "class", *chosen)
    assert printed("lists", "show", "class")["ids"] == chosen


@pytest.mark.parametrize(("words", "glosses"), [
    ("ม้า", ["ม้า"]), ("tuer", ["Tür"]), ("TÜR", ["Tür"]), ("c++", ["C++"]), ("🤟", ["🤟🏽"]),
    ("通訳", ["手話通訳"]), ("mourning", []),
])  # fmt: skip
def test_the_table_of_signs_is_filtered_by_the_same_words(home, words, glosses):
    fill(home.library, [(g, "") for g in ("ม้า", "มา", "Tür", "C++", "cup", "🤟🏽", "手話通訳")])
    table = json.loads(run("table", words, "--json").stdout)
    assert [row["gloss"] for row in table] == glosses


def test_concepts_are_compared_with_their_accents(home):
    fill(home.library, [("schon", "de"), ("schön", "de")])
    with Library.open(home.library, first_id=OWN_IDS) as library, library.changing() as db:
        records.add(db, NewClip("Schön", "gsg", "yours", "x", spoken_language="de"))
    concept = printed("concept", "schön")
    assert [(match["gloss"], match["sign_language"]) for match in concept] == [
        ("schön", "ase"), ("Schön", "gsg"),
    ]  # fmt: skip


def test_the_lists_of_shared_cases(shared, home):
    glosses = []
    for name in ("case.csv", "g.csv"):
        with (shared / "cases" / "find" / name).open(encoding="utf-8", newline="") as file:
            glosses += [row["gloss"] for row in csv.DictReader(file) if row["gloss"].strip()]
    fill(home.library, [(gloss, "") for gloss in dict.fromkeys(glosses)])
    for word in ("Weg", "weg", "Buße", "Busse", "May", "may"):
        assert found(word)[0] == word
    for typed, gloss in (
        ("schön", "Schön"), ("tuer", "Tür"), ("oel", "Öl"), ("C++", "C++"), ("ม้า", "ม้า"),
        ("通訳", "手話通訳"), ("翻译", "手话翻译"), ("ครับ", "สวัสดีครับ"), ("مرحبا", "مـــرحبا"),
        ("❤", "❤️"), ("🤟", "🤟🏽"), ("နွား", "နွား"), ("resume", "resume"), ("résumé", "résumé"),
    ):  # fmt: skip
        assert found(typed)[0] == gloss
    assert "มา" not in found("ม้า")
