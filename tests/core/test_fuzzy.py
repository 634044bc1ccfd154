from hypothesis import given
from hypothesis import strategies as st

from signdict.core.fuzzy import EXACT, answers, similarity
from signdict.core.text import fold, trigrams

TEXTS = st.text(max_size=30)


@given(TEXTS, TEXTS)
def test_similarity_is_symmetric_and_between_0_and_1(one, other):
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == similarity(other, one)


@given(TEXTS)
def test_a_text_has_similarity_1_to_itself(text):
    assert similarity(text, text) == (1 if trigrams(text) else 0)


@given(TEXTS, TEXTS)
def test_a_score_is_between_0_and_1_and_1_means_the_same_words(query, name):
    score = answers(query, name)
    assert 0 <= score <= EXACT
    assert (score == EXACT) == (fold(query) == fold(name) != "")


def test_equal_names_come_before_prefixes_before_words_before_similar_names():
    scores = [answers("hello", name) for name in ("Hello", "hello friend", "say hello", "hallo")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
    assert scores[-1] > 0


def test_a_different_word_does_not_match():
    assert answers("hello", "book") == 0
