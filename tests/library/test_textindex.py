"""What a keystroke is answered from: names in memory, kept as the library changes."""

import pytest

from signdict.library import textindex
from signdict.library.library import Library, NewClip
from signdict.library.textindex import NameTable
from tests.support.fakes import a_pose


def rows(*words, spoken="en"):
    return [(n, 1, word, "ase", spoken, "") for n, word in enumerate(words, start=1)]


def candidates(names, asked, wide=100, chosen=None):
    return {names.texts[place] for place in names.candidates(asked, wide, chosen)}


@pytest.mark.parametrize(("asked", "found"), [
    ("house", "house"), ("hous", "house"), ("warm", "house warming"),
    ("hosue", "house"), ("huose", "house"), ("hause", "house"), ("houwse", "house"),
    ("hosu", "house"), ("teahc", "teacher"), ("running", "run"), ("teaching", "teacher"),
    ("thnak you", "thank you"), ("thankyou", "thank you"),
])  # fmt: skip
def test_slips_beginnings_and_endings_bring_the_word(asked, found):
    names = NameTable(rows("house", "house warming", "teacher", "run", "thank you", "zebra"))
    assert found in candidates(names, asked)
    assert "zebra" not in candidates(names, asked)


def test_of_very_many_only_the_shortest_are_looked_at():
    names = NameTable(rows(*("a" * n for n in range(1, 200))))
    assert candidates(names, "a", wide=3) == {"a", "aa", "aaa"}


def test_names_of_other_languages_make_no_room_for_themselves():
    names = NameTable([(n, 1, "h" * n, "ase" if n > 50 else "ins", "en", "") for n in range(1, 60)])
    found = candidates(names, "h", wide=2, chosen=names.chosen(["ase"], ()))
    assert found == {"h" * 51, "h" * 52}


def test_of_a_phrase_that_is_typed_only_the_word_that_changes_is_looked_up_anew(monkeypatch):
    looked, alike = [], NameTable._alike
    monkeypatch.setattr(
        NameTable, "_alike", lambda names, part: looked.append(part) or alike(names, part)
    )
    names = NameTable(rows("thank you", "house"))
    for typed in ("thnak", "thnak y", "thnak yo", "thnak you"):
        candidates(names, typed)
    assert looked == ["thnak", "y", "yo", "you"]
    assert candidates(names, "thnak you") == {"thank you"}


def test_no_names_answer_nothing():
    assert candidates(NameTable(()), "house") == set()


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        yield library


def add(library, gloss, **what):
    entry = NewClip(gloss, "ase", what.pop("source", "s"), gloss + str(what), **what)
    return library.add_clip(entry, a_pose(), "m", None)


def glosses(library, text, **how):
    found = [number for number, _ in library.find(text, **how)]
    signs = library.signs(found)
    return [signs[number].gloss for number in found]


def test_what_was_added_since_is_found_and_what_was_removed_is_not(library):
    add(library, "house")
    assert glosses(library, "hou") == ["house"]
    add(library, "hour", source="t")
    add(library, "hound", source="t")
    assert sorted(glosses(library, "hou")) == ["hound", "hour", "house"]
    library.remove("t")
    assert glosses(library, "hou") == ["house"]


def test_many_new_names_are_put_in_order_with_the_others(library, monkeypatch):
    monkeypatch.setattr(textindex, "_NEW", 1)
    for word in ("house", "hour", "hound", "hot"):
        add(library, word)
        assert word in glosses(library, word[:2])


def test_what_another_program_adds_is_found(library):
    add(library, "house")
    assert glosses(library, "ho") == ["house"]
    library._lock.free()
    with Library.open(library.path) as other:
        add(other, "hour")
    assert glosses(library, "ho") == ["hour", "house"]


def test_words_of_one_spoken_language_are_taken_alone(library):
    add(library, "gift", spoken_language="en", translations=(("de", "Geschenk"),))
    add(library, "Gift", spoken_language="de", translations=(("en", "poison"),))
    assert sorted(glosses(library, "gift")) == ["Gift", "gift"]
    assert glosses(library, "gift", spoken=["de"]) == ["Gift"]
    assert glosses(library, "poison", spoken=["en"]) == ["Gift"]
    assert glosses(library, "poison", spoken=["de"]) == []
    assert library.spoken() == {"de": 2, "en": 2}
