"""Signs found by gloss or translation, in any spelling and script."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signdict.library.library import Library, NewClip
from tests.support.fakes import a_pose

GLOSSES = (
    ("HELLO", "ase", ()),
    ("hello", "ins", ()),
    ("hello friend", "ase", ()),
    ("say hello", "ase", ()),
    ("shell", "ase", ()),
    ("thank you", "psp", ()),
    ("don't", "ase", ()),
    ("MERCI", "fsl", (("en", "thank you"), ("es", "gracias"))),
    ("谢谢", "csl", ()),
    ("नमस्ते", "ins", ()),
    ("🦄", "ase", ()),
    ("100%", "ase", ()),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("words") / "library.db") as library:
        for gloss, language, translations in GLOSSES:
            entry = NewClip(gloss, language, "s", gloss + language, translations=translations)
            library.add_clip(entry, a_pose(), "m", None)
        yield library


def glosses(library, text, **options):
    ids = [sign for sign, _ in library.find(text, **options)]
    signs = library.signs(ids)
    return [signs[sign].gloss for sign in ids]


@pytest.mark.parametrize(("text", "scores"), [
    ("hello", [1.0, 0.9999]), ("HELLO", [1.0, 0.9999]), (" hello! ", [0.999, 0.999]),
    ("héllo", [0.92, 0.92]),
])  # fmt: skip
def test_equal_words_come_first_in_every_language_and_the_exact_spelling_scores_1(
    library, text, scores
):
    matches = library.find(text)
    assert [score for _, score in matches[:2]] == scores
    assert {library.sign(number).sign_language for number, _ in matches[:2]} == {"ase", "ins"}


def test_a_typing_error_finds_the_same_sign_first(library):
    first = library.find("HELLO")[0][0]
    assert library.find("helo")[0][0] == first
    assert library.find("hwllo")[0][0] == first


def test_equal_words_come_before_beginnings_and_words_inside(library):
    assert glosses(library, "hello") == ["hello", "HELLO", "hello friend", "say hello"]
    assert glosses(library, "HELLO") == ["HELLO", "hello", "hello friend", "say hello"]


@pytest.mark.parametrize(
    ("text", "gloss"),
    [
        ("thankyou", "thank you"),
        ("thank-you", "thank you"),
        ("tha", "thank you"),
        ("you thank", "thank you"),
        ("dont", "don't"),
        ("gracias", "MERCI"),
        ("谢谢", "谢谢"),
        ("नमस्ते", "नमस्ते"),
        ("🦄", "🦄"),
        ("100", "100%"),
    ],
)
def test_words_are_found_in_any_spelling(library, text, gloss):
    assert glosses(library, text)[0] == gloss


def test_a_gloss_comes_before_a_translation(library):
    assert glosses(library, "thank you")[:2] == ["thank you", "MERCI"]


def test_a_search_can_be_limited_to_sign_languages(library):
    assert glosses(library, "hello", languages=["ins"]) == ["hello"]
    assert glosses(library, "helo", languages=["ins", "psp"]) == ["hello"]
    assert glosses(library, "hello", languages=["bfi"]) == []


def test_a_search_returns_at_most_its_limit(library):
    assert len(library.find("hello", limit=3)) == 3
    assert library.find("hello", limit=0) == []


@pytest.mark.parametrize(
    "text",
    ["", "   ", "zzqx", "x" * 10_000, "a " * 5_000, '"', "hello AND", "NEAR(", "\0", "\udc80",
     "words:*", "💩" * 50, "_", "%", "'; DROP TABLE signs; --"],
)  # fmt: skip
def test_hostile_text_raises_nothing(library, text):
    assert all(0 < score <= 1 for _, score in library.find(text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40), st.integers(1, 5))
def test_matches_of_any_text_are_in_the_order_of_their_scores(library, text, limit):
    matches = library.find(text, limit=limit)
    scores = [score for _, score in matches]
    assert scores == sorted(scores, reverse=True)
    assert len({number for number, _ in matches}) == len(matches) <= limit
    assert all(0 < score <= 1 for score in scores)


def test_removed_signs_are_not_found(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        library.add_clip(NewClip("hello", "ase", "s", "d"), a_pose(), "m", None)
        library.remove("s")
        assert library.find("hello") == library.find("helo") == []
        assert library.check() == []
