"""What is a letter, and what a mark that may be omitted, in each script."""

import pytest

from signdict.core.text import fold, letter_count, marked, uncased


@pytest.mark.parametrize(("text", "folded"), [
    ("ม้า", "ม้า"), ("ເຂົ້າ", "ເຂົ້າ"), ("နွား", "နွား"), ("ឆ្កែ", "ឆ្កែ"), ("नमस्ते", "नमस्ते"),
    ("שָׁלוֹם", "שלום"), ("مُدَرِّسَة", "مدرسه"), ("ܫܠܳܡܳܐ", "ܫܠܡܐ"), ("مـــرحبا", "مرحبا"),
    ("й ё ї", "й е ї"), ("ά", "α"), ("アリ ﾊﾟﾝ", "あり ぱん"), ("手語翻譯", "手语翻译"),
    ("٣ ३", "3 3"),
    ("it´s it’s", "its its"), ("col·legi col.legi", "collegi collegi"), ("a\u00adb", "ab"),
    ("می‌خواهم", "مي خواهم"), ("क्ष\u200dमा", "क्षमा"), ('צה"ל', "צהל"), ("นํ้า", "น้\u0e4dา"),
])  # fmt: skip
def test_marks_stay_where_they_are_letters(text, folded):
    assert fold(text) == folded


def test_words_with_accents_keep_them():
    assert marked("É-Cole  STRASSE Straße") == "é cole strasse straße"
    assert (marked("IŞIK"), marked("IŞIK", dotless=True)) == ("işik", "ışık")


def test_uncased_text_keeps_signs_and_letters():
    assert [uncased(text) for text in ("C++", "Buße", "BUSSE", "ΟΔΟΣ", " a  B ")] == [
        "c++", "buße", "busse", "οδοσ", "a b",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), [("house", 5), ("ม้า", 2), ("학교", 2), ("နွား", 1)])
def test_marks_and_parts_of_a_syllable_are_no_letters_of_their_own(text, count):
    assert letter_count(fold(text)) == count
