"""The one rule for texts from outside: what is removed, what stays, and that it is stable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis.strategies import text

from signdict.core.cleaning import clean, clean_lines

#: What a file contains, and what is stored.
CLEANED = {
    "GR\0ÜN": "GRÜN",
    "\x1b[31mRED\x1b[0m \x1b]0;owned\x07": "RED",
    "\x1b]0;owned": "]0;owned",
    "BEL\x07L": "BELL",
    "\x9b31mC1": "31mC1",
    "RTL\u202eOLLEH": "RTLOLLEH",
    "\u2067abc\u2069\u200e": "abc",
    "zero\u200bwidth\u2060\ufeff": "zerowidth",
    "soft\xadhyphen": "softhyphen",
    "  two\u2028lines\r\nand\ttabs\x85\x0b ": "two lines and tabs",
    "a\u3000b\xa0c\u2800d\u3164e\x1ff": "a b c d e f",
    "lone \ud83d surrogate": "lone surrogate",
    "\uffff\ufdd0\U0010fffe": "",
    "\u200b": "",
    "\ufe0f\u200d": "",
    "\u115f\u1160": "",
    "hidden\U000e0041\U000e0042": "hidden",
    "e\u034f\u0301": "é",
    "LAT\u200dIN\u200c": "LATIN",
    "a \u200d b": "a b",
    "ب\u200c\u200c\u200cب": "ب\u200cب",
    "\u200cب\u200d": "ب",
    "A\u0308": "Ä",
}
#: What stays as it is: joiners between letters that they join, emoji, marks, formulas, private use.
KEPT = (
    "می\u200cرسد", "क्\u200dष", "👩\u200d👧", "❤️\u200d🔥", "👋🏽", "❤️", "\uf8ff",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "=1+1", "C++", "a-b_c/d\\e",
    "หมา", "ក្មេង", "שָׁלוֹם", "한글", "007", "\u0600\u0661", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("dirty", CLEANED)
def test_what_is_not_seen_is_removed(dirty):
    assert clean(dirty) == CLEANED[dirty]


@pytest.mark.parametrize("seen", KEPT)
def test_what_is_seen_stays(seen):
    assert clean(seen) == seen
    assert clean_lines(seen) == seen


@given(text())
def test_a_clean_text_is_not_changed_again(given_text):
    cleaned = clean(given_text)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in cleaned)
    lines = clean_lines(given_text)
    assert clean_lines(lines) == lines


def test_lines_of_notes_stay():
    assert clean_lines("a\r\nb\u2028c\td  e\x07\0") == "a\nb\nc\td  e"
    assert clean_lines("a\x00b\x7f\ud800\n\tc") == "ab\n\tc"
