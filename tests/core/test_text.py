import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.core.text import fold, trigrams

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
def test_folding_removes_case_accents_and_punctuation(text, folded):
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_trigrams_mark_the_ends_of_words():
    assert trigrams("A bee") == {"_a_", "_be", "bee", "ee_"}
    assert trigrams("?") == frozenset()
