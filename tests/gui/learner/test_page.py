"""The page Sign without a dictionary."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from signdict.core.types import Match
from signdict.gui.learner.page import LearnerPage
from tests.gui.support.fake_dictionary import a_sign
from tests.support.fakes import a_pose


@pytest.fixture
def page(qtbot, tmp_path):
    page = LearnerPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    return page


def matches(*confidences):
    return [
        Match(
            rank,
            a_sign(rank, f"WORD{rank}", clips=2),
            confidence,
            confidence,
            fits=confidence >= 0.2,
        )
        for rank, confidence in enumerate(confidences, start=1)
    ]


def test_the_start_card_offers_three_tasks(page, qtbot):
    page.start.show_examples([a_pose(1), a_pose(2), a_pose(3)])
    buttons = page.start.findChildren(QPushButton)
    with qtbot.waitSignals([page.start.find_chosen, page.start.explore_chosen]):
        for button in buttons[1:]:
            button.click()
    assert page.results.stack.currentWidget() is page.start


def test_a_file_is_chosen_in_a_dialog(page, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["a/sign.mp4"], ""))
    with qtbot.waitSignal(page.opened.measured) as emitted:
        page.start.findChildren(QPushButton)[0].click()
    assert emitted.args == [Path("a/sign.mp4")]


def test_cancelling_the_file_dialog_opens_nothing(page, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    with qtbot.assertNotEmitted(page.opened.measured):
        page.query.choose_file()


def test_a_recording_is_shown_and_searched_for(page, qtbot):
    pose = a_pose()
    with qtbot.waitSignal(page.pose_given) as emitted:
        page.open_pose(pose)
    assert emitted.args == [pose]
    assert page.query.sentence == "Duration: 0.5 seconds."


def test_the_heading_distinguishes_close_matches(page):
    page.show_matches(matches(0.9, 0.1))
    assert page.results.heading.text() == "Possible matches"
    page.show_matches(matches(0.1, 0.05))
    assert page.results.heading.text().startswith("No close match.")


def test_without_a_match_a_notice_says_what_to_try(page):
    page.show_matches([])
    assert "search in all languages" in page.results.notice.text


def test_without_a_close_match_the_heading_says_what_to_try(page):
    page.show_matches(matches(0.1))
    assert "both hands in the picture" in page.results.heading.text()
    page.results.show_languages({"ase": 3})
    page.results.filter.choose(["ase"])
    page.show_matches(matches(0.1))
    assert "search in all languages" in page.results.heading.text()


def variants():
    """A gloss with two clips, another gloss, and a variant of the first with two clips."""
    house, tree, variant = (Match(n, a_sign(n, "HOUSE", clips=2), 0.9, 0.3) for n in (1, 2, 3))
    tree = replace(tree, sign=replace(tree.sign, gloss="TREE"))
    return [house, tree, replace(variant, sign=replace(variant.sign, variant="two hands"))]


def test_variants_of_a_gloss_share_a_tile_with_their_number_of_clips(page):
    page.show_matches(variants())
    house, tree = page.results.grid.tiles
    assert (house.match.sign.gloss, tree.match.sign.gloss) == ("HOUSE", "TREE")
    assert house.remarks.whole.startswith("4 clip")


def test_no_more_than_eight_glosses_are_shown(page):
    page.show_matches(matches(*[0.05] * 20))
    assert len(page.results.grid.tiles) == 8


def test_an_opened_result_shows_every_clip_of_every_variant(page, qtbot):
    page.show_matches(variants())
    page.results.grid.tiles[0].opened.emit(page.results.grid.tiles[0].match)
    detail = page.results.detail
    assert len(detail.clips.buttons) == 4
    page.results.set_pose(10, a_pose())
    assert detail.clips.buttons[0].view.seconds > 0
    assert detail.player.view.seconds > 0
    with qtbot.waitSignal(page.results.wanted) as emitted:
        detail.clips.buttons[3].click()
    assert emitted.args == [[31]]
    assert "two hands" in detail.language.text()
    page.results.set_pose(31, a_pose(frames=50))
    assert detail.player.view.seconds == 2


def test_a_single_clip_needs_no_strip_of_clips(page):
    page.show_matches(matches(0.9))
    page.results.open_sign(a_sign(1, "HOUSE"))
    assert page.results.detail.clips.isHidden()


def test_the_detail_view_reports_a_mirrored_match(page):
    page.show_matches(matches(0.9))
    page.results.open_match(matches(0.9)[0])
    assert page.results.detail._mirrored.isHidden()
    page.results.open_match(replace(matches(0.9)[0], mirrored=True))
    assert page.results.detail._mirrored.isVisible()


def test_a_result_explores_the_variant_that_is_shown(page, qtbot):
    page.show_matches(variants())
    page.results.open_match(page.results.grid.tiles[0].match)
    page.results.detail.clips.buttons[2].click()
    with qtbot.waitSignal(page.results.explored) as emitted:
        page.results.detail.similar.click()
    assert emitted.args[0].variant == "two hands"


def test_poses_that_are_known_are_not_requested_again(page, qtbot):
    page.show_matches(matches(0.9))
    page.results.set_pose(10, a_pose())
    with qtbot.assertNotEmitted(page.results.wanted):
        page.show_matches(matches(0.8))
    assert page.results.grid.tiles[0].view.seconds > 0


def test_the_filter_without_a_search_searches_nothing(page, qtbot):
    page.results.show_languages({"ase": 3, "ins": 1})
    with qtbot.assertNotEmitted(page.pose_given):
        page.results.filter.choose(["ase"])
