"""Names in memory: which of them match a query, and how they follow the library."""

import pytest

from signdict.library import nametable, records, textindex
from signdict.library.library import Library, NewClip
from signdict.library.nametable import NameTable
from tests.support.fakes import a_pose


def rows(*words, spoken="en"):
    return [(n, 1, word, "ase", spoken, "", "word") for n, word in enumerate(words, start=1)]


def candidates(names, query, limit=100, chosen=None):
    return {names.texts[text] for text in names.candidates(query, limit, chosen)}


@pytest.mark.parametrize(("query", "match"), [
    ("house", "house"), ("hous", "house"), ("warm", "house warming"),
    ("hosue", "house"), ("huose", "house"), ("hause", "house"), ("houwse", "house"),
    ("hosu", "house"), ("teahc", "teacher"), ("running", "run"), ("teaching", "teacher"),
    ("thnak you", "thank you"), ("thankyou", "thank you"),
])  # fmt: skip
def test_typing_errors_beginnings_and_endings_find_the_word(query, match):
    names = NameTable(rows("house", "house warming", "teacher", "run", "thank you", "zebra"))
    assert match in candidates(names, query)
    assert "zebra" not in candidates(names, query)


def test_only_the_shortest_of_many_names_are_candidates():
    names = NameTable(rows(*("a" * n for n in range(1, 200))))
    assert candidates(names, "a", limit=3) == {"a", "aa", "aaa"}


def test_names_of_other_languages_are_not_candidates():
    names = NameTable(
        [(n, 1, "h" * n, "ase" if n > 50 else "ins", "en", "", "word") for n in range(1, 60)]
    )
    matches = candidates(names, "h", limit=2, chosen=names.chosen(["ase"], ()))
    assert matches == {"h" * 51, "h" * 52}


def test_only_the_word_of_a_phrase_that_changes_is_compared(monkeypatch):
    compared, extract = [], nametable.process.extract

    def recorded(part, *values, **options):
        compared.append(part)
        return extract(part, *values, **options)

    monkeypatch.setattr(nametable.process, "extract", recorded)
    names = NameTable(rows("thank you", "house"))
    for typed in ("thnak", "thnak y", "thnak your", "thnak yours"):
        candidates(names, typed)
    assert list(dict.fromkeys(compared)) == ["thnak", "your", "yours"]
    assert sum(part == "thnak" for part in compared) == compared.count("yours")
    assert candidates(names, "thnak you") == {"thank you"}


def test_an_empty_table_has_no_candidates():
    assert candidates(NameTable(()), "house") == set()


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        yield library


def add(library, gloss, **what):
    entry = NewClip(gloss, "ase", what.pop("source", "s"), gloss + str(what), **what)
    return library.add_clip(entry, a_pose(), "m", None)


def glosses(library, text, **how):
    ids = [sign for sign, _ in library.find(text, **how)]
    signs = library.signs(ids)
    return [signs[sign].gloss for sign in ids]


def test_added_signs_are_found_and_removed_signs_are_not(library):
    add(library, "house")
    assert glosses(library, "hou") == ["house"]
    add(library, "hour", source="t")
    add(library, "hound", source="t")
    assert sorted(glosses(library, "hou")) == ["hound", "hour", "house"]
    library.remove("t")
    assert glosses(library, "hou") == ["house"]


def test_many_new_names_are_sorted_with_the_others(library, monkeypatch):
    monkeypatch.setattr(textindex, "_NEW", 1)
    for word in ("house", "hour", "hound", "hot"):
        add(library, word)
        assert word in glosses(library, word[:2])


def test_signs_that_another_process_adds_are_found(library):
    add(library, "house")
    library.close()
    with Library.open(library.path) as reader, Library.open(library.path) as writer:
        assert glosses(reader, "ho") == ["house"]
        add(writer, "hour")
        assert glosses(reader, "ho") == ["hour", "house"]


def test_a_search_can_be_limited_to_one_spoken_language(library):
    add(library, "gift", spoken_language="en", translations=(("de", "Geschenk"),))
    add(library, "Gift", spoken_language="de", translations=(("en", "poison"),))
    assert sorted(glosses(library, "gift")) == ["Gift", "gift"]
    assert glosses(library, "gift", spoken=["de"]) == ["Gift"]
    assert glosses(library, "poison", spoken=["en"]) == ["Gift"]
    assert glosses(library, "poison", spoken=["de"]) == []
    assert library.query(records.by_spoken_language) == [("de", 2), ("en", 2)]
