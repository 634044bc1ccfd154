"""Letters that look alike in several languages: their tile, their clips, and the filter by kind."""

import pytest

from signdict.core.types import Clip, Match, Sign, Source
from signdict.gui.results.concept_view import ConceptView
from signdict.gui.results.detail import Detail
from signdict.gui.results.results import ResultsView
from signdict.gui.results.tile import Tile
from signdict.gui.widgets.filters import KindFilter
from tests.support.fakes import a_pose

CODES = ("ase", "asq", "cse", "gsg", "ise", "swl")


def letter(number, code):
    source = Source(f"of {code}", attribution=f"Makers of {code}")
    return Sign(number, "A", code, source=source, clips=(Clip(number, number),), kind="letter")


def an_a(codes=CODES):
    first, *others = (letter(number, code) for number, code in enumerate(codes, start=1))
    return Match(1, first, 1.0, 1.0, alike=tuple(others))


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (CODES[:1], "American Sign Language"),
        (CODES[:2], "American, Austrian"),
        (CODES[:4], "American, Austrian, Czech, German"),
        (CODES, "American, Austrian, Czech and 3 more"),
    ],
)
def test_a_tile_names_up_to_four_languages(qtbot, codes, text):
    tile = Tile(an_a(codes))
    qtbot.addWidget(tile)
    assert tile.where.whole == text
    assert tile.accessibleName().startswith(f"A, {text}")


def test_the_detail_shows_each_language_with_its_source(qtbot):
    detail = Detail()
    qtbot.addWidget(detail)
    detail.show_match(an_a(CODES[:3]), a_pose(1))
    assert [button.text() for button in detail.clips.buttons] == ["American", "Austrian", "Czech"]
    assert detail.language.text() == "American Sign Language. The same in: Austrian, Czech"
    assert detail.source.text() == "of ase · Makers of ase"
    with qtbot.waitSignal(detail.wanted, check_params_cb=lambda clips: clips == [2]):
        detail.clips.buttons[1].click()
    assert detail.language.text() == "Austrian Sign Language. The same in: American, Czech"
    assert detail.source.text() == "of asq · Makers of asq"
    assert detail.sign.sign_language == "asq"
    with qtbot.waitSignal(detail.explored, check_params_cb=lambda sign: sign.id == 2):
        detail.similar.click()


def test_a_concept_counts_the_languages_of_all_letters(qtbot):
    view = ConceptView()
    qtbot.addWidget(view)
    view.show_concept([an_a(), Match(2, letter(9, "tsm"), 1.0, 1.0)])
    assert view.title.text() == "A (signs: 7, languages: 7)"
    assert list(view.views) == [1, 9]


def test_the_filter_by_kind_is_offered_only_if_there_are_letters(qtbot):
    results = ResultsView()
    qtbot.addWidget(results)
    results.show()
    assert results.kinds.isHidden()
    results.show_kinds({"word": 3})
    assert results.kinds.isHidden()
    results.show_kinds({"word": 3, "letter": 2})
    assert not results.kinds.isHidden()
    assert results.kinds.text() == "Words and letters"
    with qtbot.waitSignal(results.filtered):
        results.kinds.choose(["letter"])
    assert (results.kinds.kind, results.kinds.text()) == ("letter", "Letters")
    results.open_match(an_a())
    assert results.kinds.isHidden()
    results.close_sign()
    assert not results.kinds.isHidden()


def test_a_kind_that_is_gone_is_no_longer_chosen(qtbot):
    kinds = KindFilter()
    qtbot.addWidget(kinds)
    kinds.show_counts({"word": 3, "letter": 2})
    kinds.choose(["letter"])
    kinds.choose(["letter", "word"])
    assert kinds.kind is None
    kinds.choose(["letter"])
    with qtbot.waitSignal(kinds.changed):
        kinds.show_counts({"word": 3})
    assert kinds.kind is None
