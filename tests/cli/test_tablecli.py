"""`signdict table` as a person or a program uses it."""

import csv
import io
import json

import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.linguistics.phonology import cache
from signdict.linguistics.phonology.features import of
from signdict.linguistics.table import COLUMNS, TableView
from tests.support.cli import printed, run


@pytest.fixture
def place(home):
    """Where the first clip of BYE is signed, and how many signs are signed there."""
    with open_dictionary(home) as dictionary:
        items = dictionary.analysis.items()
        places = [of(dictionary.pose(item.clips[0])).place for item in items]
    return places[0], places.count(places[0])


def glosses(*arguments):
    return [row["gloss"] for row in printed("table", *arguments)]


def test_all_signs_are_listed_with_every_column(home):
    rows = printed("table")
    assert [row["gloss"] for row in rows][:3] == ["bye", "good morning", "hello"]
    assert len(rows) == 6
    assert set(rows[0]) == {"id", *COLUMNS}
    assert rows[0]["clips"] == 1
    assert rows[0]["hands"] in ("one", "two")


def test_words_languages_and_sources_narrow_it(home):
    assert glosses("hell") == ["hello"] * 3
    assert glosses("hell", "alt") == ["hello"]
    assert glosses("--language", "ins") == ["hello", "thank you"]
    assert glosses("--language", "ins", "--language", "psp", "morning") == ["good morning"]
    assert len(glosses("--source", "starter")) == 6
    assert run("table", "--source", "nothing").exit_code == 1


def test_it_is_sorted_by_any_column(home):
    assert glosses("--falling")[:2] == ["thank you", "hello"]
    assert glosses("--sort", "clips")[-1] == "hello"
    assert glosses("--sort", "sign_language", "--falling")[0] == "good morning"


def test_facets_narrow_it(home, place):
    rows = printed("table", "--facet", f"place={place[0]}")
    assert {row["place"] for row in rows} == {place[0]}
    assert len(rows) == place[1]
    assert run("table", "--facet", "place=moon").exit_code == 2


def test_only_signs_that_may_be_shown_are_looked_at(home, monkeypatch):
    seen = []
    monkeypatch.setattr(cache, "of", lambda pose: seen.append(pose) or of(pose))
    run("table", "--language", "psp")
    assert len(seen) == 1


def test_a_saved_view_is_shown_and_narrowed_further(home):
    with open_dictionary(home) as dictionary:
        dictionary.views.save(
            TableView("Greetings", "hello", {"sign_language": ("ase",)}, "gloss", True)
        )
    assert glosses("--view", "greetings") == ["hello", "hello"]
    assert glosses("--view", "greetings", "alternative") == ["hello"]
    assert len(glosses("--view", "Greetings", "--language", "ins")) == 1
    rows = printed("table", "--view", "Greetings", "--sort", "clips")
    assert [row["clips"] for row in rows] == [1, 2]
    wrong = run("table", "--view", "Goodbyes")
    assert wrong.exit_code == 2
    assert "Greetings" in wrong.stderr


def test_nothing_is_an_answer_with_a_code_of_its_own(home):
    ran = run("table", "zebra", "--csv")
    assert ran.exit_code == 1
    assert ran.stdout == ",".join(("id", *COLUMNS)) + "\n"
    assert "No sign" in ran.stderr


def test_it_is_written_as_a_file(home, tmp_path):
    assert run("table", "hello", "--out", tmp_path / "t.csv").exit_code == 0
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    assert [row["gloss"] for row in csv.DictReader(io.StringIO(text))] == ["hello"] * 3
    assert run("table", "--out", tmp_path / "t.json").exit_code == 0
    assert len(json.loads((tmp_path / "t.json").read_text("utf-8"))) == 6


def test_people_see_the_first_rows_and_how_many_more_there_are(home, monkeypatch):
    monkeypatch.setattr("signdict.cli.table._SHOWN", 2)
    lines = run("table").stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].split()[:3] == ["id", "gloss", "language"]  # no variant and no concept is there
    assert lines[-1] == "... and 4 more: --csv"
