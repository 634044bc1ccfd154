"""Signs of one concept: named by a manifest, or called the same."""

import pytest

from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.dictionary.dictionary import Dictionary
from signdict.library.combined import OWN_IDS, CombinedLibrary
from signdict.library.library import Library, NewClip
from tests.support.fakes import PositionEncoder, a_pose

SIGNS = (
    # gloss, sign language, spoken, concept, translations
    ("house", "ase", "en", "", ()),
    ("Haus", "gsg", "de", "", (("en", "House"),)),
    ("casa", "bzs", "pt", "", (("en", "house"),)),
    ("casa", "ssp", "es", "", ()),
    ("house", "ins", "", "", ()),
    ("gift", "ase", "en", "present", ()),
    ("Gift", "gsg", "de", "poison", (("en", "poison"),)),
    ("Geschenk", "gsg", "de", "PRESENT", ()),
    ("poison", "ase", "en", "", ()),
)


@pytest.fixture
def dictionary(tmp_path):
    paths = Paths(tmp_path, tmp_path)
    with Library.open(paths.library, first_id=OWN_IDS) as library:
        for gloss, language, spoken, concept, translations in SIGNS:
            entry = NewClip(gloss, language, "s", gloss + language, spoken, concept=concept,
                            translations=translations)  # fmt: skip
            library.add_clip(entry, a_pose(), "m", None)
    with Dictionary(paths, CombinedLibrary.open(paths), lambda name: PositionEncoder()) as opened:
        yield opened


def said(matches):
    return [(match.sign.gloss, match.sign.sign_language) for match in matches]


def test_signs_called_the_same_in_any_language_stand_together(dictionary):
    assert said(dictionary.concept("house")) == [
        ("house", "ase"), ("casa", "bzs"), ("Haus", "gsg"), ("house", "ins"),
    ]  # fmt: skip


def test_the_sign_that_was_asked_for_comes_first(dictionary):
    haus = dictionary.find("haus")[0].sign
    assert said(dictionary.concept(haus.id))[0] == ("Haus", "gsg")


def test_a_word_of_another_spoken_language_is_another_word(dictionary):
    spanish = next(m.sign for m in dictionary.find("casa") if m.sign.sign_language == "ssp")
    assert said(dictionary.concept(spanish.id)) == [("casa", "ssp")]


def test_what_a_manifest_says_decides(dictionary):
    assert said(dictionary.concept("gift")) == [("gift", "ase"), ("Geschenk", "gsg")]


def test_a_concept_that_nothing_is_called_is_found_by_its_name(dictionary):
    assert said(dictionary.concept("Present"))[0] == ("gift", "ase")


def test_a_sign_without_a_concept_goes_by_what_it_is_called(dictionary):
    assert said(dictionary.concept("poison")) == [("poison", "ase"), ("Gift", "gsg")]


def test_nothing_is_found_for_no_word_and_no_number(dictionary):
    assert dictionary.concept("zzz") == []
    with pytest.raises(LibraryError, match="There is no sign 7"):
        dictionary.concept(7)
