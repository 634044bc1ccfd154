import pytest

from signdict.core.errors import LanguageError
from signdict.model.prompts import Prompts, published_signs


def test_the_published_prompt():
    assert Prompts().of(["house", ""], "ase") == ["<en> <ase> house", "<en> <ase> "]
    assert Prompts().of(["Haus"], "<GSG>", "EN") == ["<en> <gsg> Haus"]


def test_the_published_models_know_41_sign_languages():
    assert len(published_signs()) == 41
    assert {"rsl-by", "gss-cy", "ise", "bfi"} <= set(published_signs())
    assert "dse" not in published_signs()


@pytest.mark.parametrize(("wrong", "right"), [("lis", "ise"), ("bsl", "bfi"), ("dgs", "gsg")])
def test_a_confused_tag_raises_language_error_with_the_right_one(wrong, right):
    with pytest.raises(LanguageError, match=f"not trained with the tag {wrong}; .* is {right}"):
        Prompts().of(["house"], wrong)


@pytest.mark.parametrize("unknown", ["ngt", "dse", "psp", "nonsense", "", "<>"])
def test_an_unknown_sign_language_raises_language_error_with_the_known_ones(unknown):
    with pytest.raises(LanguageError, match="was not trained on") as error:
        Prompts().of(["house"], unknown)
    assert "ase" in error.value.hint


@pytest.mark.parametrize("spoken", ["de", "", "english"])
def test_an_unknown_spoken_language_raises_language_error(spoken):
    with pytest.raises(LanguageError, match="not trained on text") as error:
        Prompts().of(["Haus"], "gsg", spoken)
    assert error.value.hint == "It knows: en"


def test_another_template_needs_no_tags():
    letters = Prompts("Fingerspell the letter {text} in German Sign Language.", ("en",), ("gsg",))
    assert letters.of(["A"], "gsg") == ["Fingerspell the letter A in German Sign Language."]
