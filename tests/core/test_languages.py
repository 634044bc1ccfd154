"""Codes are checked, and a wrong one is answered with the right one."""

import pytest

from signdict.core.errors import LanguageError
from signdict.core.languages import language, languages, nearest

#: The 41 tags of the published SignCLIP models.
SIGNCLIP = (
    "swl lls dsl ise bfi gsg asq csq ssp lsl rsl eso tsm svk rsl-by psr aed cse csl icl ukl bqn "
    "ase pso fsl asf gss pks fse jsl gss-cy rms bzs csg ins mfs jos nzs ils csf ysl"
)


def test_every_signclip_tag_is_listed_and_marked():
    assert {one.code for one in languages().values() if one.signclip} == set(SIGNCLIP.split())


def test_more_than_150_sign_languages_are_listed():
    assert len(languages()) > 150


def test_every_language_has_a_name_and_a_country():
    for one in languages().values():
        assert one.name
        assert one.country
        assert one.code == one.code.strip().lower()


def test_codes_have_three_letters_except_two_signclip_tags():
    assert {code for code in languages() if len(code) != 3} == {"rsl-by", "gss-cy"}


@pytest.mark.parametrize("typed", ["ase", "ASE", " ase "])
def test_a_code_is_found_in_upper_and_lower_case(typed):
    assert language(typed).name == "American Sign Language"


@pytest.mark.parametrize(
    ("typed", "right"),
    {
        "asl": "ase", "bsl": "bfi", "dgs": "gsg", "lsf": "fsl", "lis": "ise", "ngt": "dse",
        "lsq": "fcs", "libras": "bzs", "auslan": "asf", "dsgs": "sgg", "ksl": "kvk", "tsl": "tss",
        "lse": "ssp", "ögs": "asq", "lgp": "psr", "pjm": "pso", "lsm": "mfs", "sasl": "sfs",
        "Italian": "ise", "german sign language": "gsg", "DEUTSCHE GEBÄRDENSPRACHE": "gsg",
        "France": "fsl", "lsf_ch": "ssr", "Amercan": "ase", "Brasilian Sign Language": "bzs",
        "asee": "ase",
    }.items(),
)  # fmt: skip
def test_a_wrong_code_raises_language_error_with_the_right_one(typed, right):
    with pytest.raises(LanguageError, match=f" is {right}[.,]") as error:
        language(typed)
    assert str(error.value).startswith(f"{typed} is not a sign-language code; ")


def test_the_message_for_a_common_mistake():
    with pytest.raises(LanguageError) as error:
        language("lis")
    assert str(error.value) == "lis is not a sign-language code; Italian Sign Language is ise."


def test_an_ambiguous_abbreviation_lists_its_languages():
    assert {one.code for one in nearest("isl")} >= {"ins", "icl"}
    with pytest.raises(LanguageError, match="Indian Sign Language is ins"):
        language("isl")


@pytest.mark.parametrize("typed", ["", "qqqqqqqq"])
def test_an_unknown_word_raises_language_error_with_a_hint(typed):
    with pytest.raises(LanguageError, match="signdict languages"):
        language(typed)


def test_no_abbreviation_is_a_code():
    for one in languages().values():
        for word in one.abbreviations:
            assert word == word.casefold()
            assert word not in languages(), f"{word}, given for {one.code}, is never reached"
