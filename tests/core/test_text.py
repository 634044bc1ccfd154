import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.core.text import EXACT, answers, clip_search, fold, trigrams

TEXTS = st.text(max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Héllo", "hello"),
        ("  thank-you,  Friend! ", "thank you friend"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("Łódź", "lodz"),
        ("😀", ""),
        ("谢谢", "谢谢"),
    ],
)
def test_folding_forgets_case_accents_and_punctuation(text, folded):
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_between_0_and_1(one, other):
    assert 0 <= clip_search(one, other) <= 1
    assert clip_search(one, other) == clip_search(other, one)


@given(TEXTS)
def test_a_text_is_like_itself(text):
    assert clip_search(text, text) == (1 if trigrams(text) else 0)


@given(TEXTS, TEXTS)
def test_an_answer_is_between_0_and_1_and_1_means_the_same_words(asked, name):
    score = answers(asked, name)
    assert 0 <= score <= EXACT
    assert (score == EXACT) == (fold(asked) == fold(name) != "")


def test_same_word_before_beginning_before_word_inside_before_likeness():
    scores = [answers("hello", name) for name in ("Hello", "hello friend", "say hello", "hallo")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    assert scores[-1] > 0


def test_another_word_is_no_answer():
    assert answers("hello", "book") == 0
