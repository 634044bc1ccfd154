"""Signs of one concept: with the same concept in a manifest, or with a common name."""

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


def glosses(matches):
    return [(match.sign.gloss, match.sign.sign_language) for match in matches]


def test_signs_with_a_common_name_are_one_concept(dictionary):
    assert glosses(dictionary.concept("house")) == [
        ("house", "ase"), ("casa", "bzs"), ("Haus", "gsg"), ("house", "ins"),
    ]  # fmt: skip


def test_the_sign_of_the_query_comes_first(dictionary):
    haus = dictionary.find("haus")[0].sign
    assert glosses(dictionary.concept(haus.id))[0] == ("Haus", "gsg")


def test_the_same_word_in_another_spoken_language_is_another_concept(dictionary):
    spanish = next(m.sign for m in dictionary.find("casa") if m.sign.sign_language == "ssp")
    assert glosses(dictionary.concept(spanish.id)) == [("casa", "ssp")]


def test_the_concept_of_a_manifest_decides(dictionary):
    assert glosses(dictionary.concept("gift")) == [("gift", "ase"), ("Geschenk", "gsg")]


def test_a_concept_is_found_by_its_name(dictionary):
    assert glosses(dictionary.concept("Present"))[0] == ("gift", "ase")


def test_a_sign_without_a_concept_is_matched_by_its_names(dictionary):
    assert glosses(dictionary.concept("poison")) == [("poison", "ase"), ("Gift", "gsg")]


def test_an_unknown_word_has_no_concept_and_an_unknown_id_raises(dictionary):
    assert dictionary.concept("zzz") == []
    with pytest.raises(LibraryError, match="There is no sign 7"):
        dictionary.concept(7)
