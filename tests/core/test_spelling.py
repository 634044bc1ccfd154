"""The order of names whose folded words are the same."""

import pytest

from signdict.core.spelling import (
    CASE,
    OTHER,
    PUNCTUATION,
    UNMARKED,
    WRITTEN_OUT,
    Spelling,
    written_out,
)  # fmt: skip


@pytest.mark.parametrize(("typed", "name", "factor"), [
    ("schön", "schön", 1), ("scho\u0308n", "schön", 1), ("schön", "Schön", CASE),
    ("its", "it's", PUNCTUATION), ("C", "C++", PUNCTUATION), ("schon", "schön", UNMARKED),
    ("Müller", "Mueller", WRITTEN_OUT), ("Buße", "Busse", WRITTEN_OUT), ("résumé", "resume", OTHER),
    ("ışık", "IŞIK", CASE), ("ışık", "ISIK", OTHER), ("🤟", "🤟🏽", UNMARKED),
])  # fmt: skip
def test_a_name_counts_by_its_spelling(typed, name, factor):
    assert Spelling(typed).of(name, "") == factor


def test_the_language_of_a_name_decides_about_its_case():
    assert Spelling("SINIF").of("sınıf", "tr") == CASE
    assert Spelling("sinif").of("SINIF", "en") == CASE
    assert Spelling("sinif").of("SINIF", "tr") == UNMARKED


def test_longer_names_count_less_if_their_accents_differ():
    assert [Spelling("schö").of_longer(name) for name in ("Schönheit", "Schonung")] == [1, OTHER]
    assert Spelling("C++").of_longer("cat") == 0
    assert Spelling("house+").of_longer("HOUSE+GARDEN") == 1


def test_letters_are_written_out_as_in_the_language_of_the_text():
    assert [written_out("göz", code) for code in ("", "de", "de-CH", "tr")] == [
        "goez", "goez", "goez", "goz",
    ]  # fmt: skip
    assert [written_out("ål", code) for code in ("da", "de")] == ["aal", "al"]
