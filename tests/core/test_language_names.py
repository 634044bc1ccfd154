"""Sign languages are found by any of their names, and proposed by place."""

import pytest

from signdict.core.language_names import matching, name_in, own_name, proposed
from signdict.core.languages import languages


def codes(text, preferred=()):
    return [entry.code for entry in matching(text, preferred)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DGS", "gsg"), ("dgs", "gsg"), ("gsg", "gsg"), ("German", "gsg"),
        ("deutsche gebardensprache", "gsg"), ("Deutschland", "gsg"), ("germany", "gsg"),
        ("osterreich", "asq"), ("Französische Gebärdensprache", "fsl"),
        ("langue des signes fr", "fsl"),
        ("LIBRAS", "bzs"), ("auslan", "asf"), ("日本手話", "jsl"), ("kenia", "xki"),
        ("lugha kenya", "xki"), ("USA", "ase"), ("England", "bfi"), ("amercan", "ase"),
    ],
)  # fmt: skip
def test_a_language_is_found_first_by(text, code):
    assert codes(text)[0] == code


def test_every_language_of_a_country_is_found():
    assert codes("schweiz") == ["ssr", "sgg", "slf"]


def test_an_abbreviation_that_several_have_finds_them_all_and_those_with_signs_first():
    assert codes("ISL", ["ins"])[:4] == ["ins", "icl", "isg", "isr"]


def test_a_text_that_means_no_language_finds_none():
    assert codes("klingonisch") == codes("zzz") == []


@pytest.mark.parametrize(("text", "code"), [("gremany", "gsg"), ("portugese", "psr")])
def test_a_typing_error_does_not_matter(text, code):
    assert codes(text)[0] == code


def test_no_text_finds_all():
    assert len(codes("  ")) == len(languages())


@pytest.mark.parametrize(
    ("place", "first"),
    [
        (("de", "Germany"), "gsg"), (("de", "Switzerland"), "sgg"), (("fr", "Switzerland"), "ssr"),
        (("it", "Switzerland"), "slf"), (("fr", "France"), "fsl"), (("en", "United States"), "ase"),
        (("en", "Canada"), "ase"), (("fr", "Canada"), "fcs"), (("de", "Austria"), "asq"),
        (("sv", "Finland"), "fss"), (("he", "Israel"), "isr"), (("en", "Kenya"), "xki"),
        (("zh", "Hong Kong SAR China"), "hks"), (("en", "Trinidad & Tobago"), "lst"),
        (("pt", "Brazil"), "bzs"), (("es", "Spain"), "ssp"),
    ],
)  # fmt: skip
def test_the_language_of_a_place_is_proposed(place, first):
    assert proposed([place])[0].code == first


def test_nothing_is_proposed_for_an_unknown_place():
    assert proposed([("C", "Default"), ("de", "Luxembourg")]) == []


def test_proposals_of_several_places_are_in_their_order_and_each_once():
    places = [("de", "Germany"), ("en", "United States"), ("en", "Germany")]
    assert [entry.code for entry in proposed(places)] == ["gsg", "ase"]


def test_names_are_in_the_spoken_language_or_else_in_english():
    assert name_in("gsg", "de") == "Deutsche Gebärdensprache"
    assert name_in("gsg", "fr") == name_in("gsg") == "German Sign Language"
    assert name_in("xyz", "de") == "xyz"
    assert own_name("gsg") == "Deutsche Gebärdensprache"
    assert own_name("xyz") == ""


def test_every_language_has_a_german_name_of_its_own():
    names = [name_in(code, "de") for code in languages()]
    assert len({*names}) == len(names)
    assert all("Gebärden" in name for name in names)
