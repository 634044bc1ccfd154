"""Words inside texts of scripts that are written without blanks."""

import pytest

from signdict.core.segments import inner_words


@pytest.mark.parametrize(("text", "words"), [
    ("สวัสดีครับ", ("ครับ",)), ("หมา", ()), ("手話通訳", ("话通訳", "通訳", "訳")), ("すいか", ()),
    ("サッカー選手", ("选手", "手")), ("house", ()), ("дом", ()), ("नमस्ते", ()),
])  # fmt: skip
def test_words_inside_a_text_begin_where_the_dictionary_of_icu_says(text, words):
    assert inner_words(text) == tuple(map(str, words))


def test_every_syllable_of_korean_may_begin_a_word_but_the_last():
    assert len(inner_words("수화통역")) == 2
