"""The similarity of languages on the page Explore: matrix, tree, concepts, files."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog, QLabel

from signdict.core.types import Progress
from signdict.gui.linguist.similarity_section import SimilaritySection
from signdict.gui.theme import style
from signdict.gui.theme.style import CONTRAST, DARK, LIGHT
from signdict.linguistics.similarity import LIKENESS, SPREAD
from tests.gui.support.fake_analysis import ROWS, SPREADS, a_similarity
from tests.gui.support.fake_dictionary import SmallDictionary
from tests.gui.support.windows import turn

#: Time limit in milliseconds; the first figure imports matplotlib.
PATIENCE = 30_000


@pytest.fixture
def section(qtbot):
    section = SimilaritySection()
    qtbot.addWidget(section)
    section.resize(1000, 600)
    section.show()
    section.show_similarity(a_similarity())
    return section


def turn_to_similarity(window):
    turn(window, "Similarity")
    return window.pages.linguist.similarity


def cell(section, first, second, role=Qt.ItemDataRole.DisplayRole):
    order = section.matrix.order
    return section.matrix.model().index(order.index(first), order.index(second)).data(role)


def concepts(section):
    return [spread.concept for spread in section.spreads.table.things]


def test_a_cell_shows_the_difference_and_the_number_of_shared_meanings(section):
    assert cell(section, "ase", "psp") == cell(section, "psp", "ase") == "+0.25\nn = 13"
    assert cell(section, "ase", "ase") == "n = 90"
    assert cell(section, "ins", "psp") == "-"


def test_a_cell_is_described_in_words_also_for_screen_readers(section, qtbot):
    order = section.matrix.order
    model = section.matrix.model()
    section.matrix.setCurrentIndex(model.index(order.index("ase"), order.index("ins")))
    text = section.cell.text()
    assert text == cell(section, "ase", "ins", Qt.ItemDataRole.AccessibleTextRole)
    for part in ("American Sign Language", "Indian Sign Language", "5 meanings", "+0.20", "2.0%"):
        assert part in text
    assert "too few" in cell(section, "ins", "psp", Qt.ItemDataRole.AccessibleTextRole)


def test_arrow_keys_move_between_cells(section, qtbot):
    section.matrix.setCurrentIndex(section.matrix.model().index(0, 0))
    before = section.cell.text()
    qtbot.keyClick(section.matrix, Qt.Key.Key_Down)
    assert section.matrix.currentIndex().row() == 1
    assert section.cell.text() != before


@pytest.mark.parametrize("used", [LIGHT, DARK, CONTRAST])
def test_numbers_are_readable_on_every_shade(used):
    grounds = [style.shade(share / 20, used) for share in range(-20, 21)]
    assert min(style.contrast(style.words_on(ground), ground) for ground in grounds) >= 4.5


def test_larger_numbers_have_stronger_shades_and_negative_ones_another_colour():
    ground = QColor(LIGHT.base)
    contrasts = [style.contrast(style.shade(share, LIGHT), ground) for share in (0.2, 0.6, 1.0)]
    assert contrasts == sorted(contrasts)
    assert style.shade(0.8, LIGHT) != style.shade(-0.8, LIGHT)


def test_black_on_white_has_a_contrast_of_21():
    assert style.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)


def test_the_tree_joins_the_nearest_languages_first_at_their_rows(section):
    order, matrix = section.matrix.order, section.matrix
    nearest, root = section.tree.branches()
    ends = {nearest[0].y(), nearest[3].y()}
    assert ends == {matrix.middle(order.index("ase")), matrix.middle(order.index("psp"))}
    assert root[1].x() < nearest[1].x() < section.tree.width()
    joined = {(point.x(), point.y()) for point in (root[0], root[3])}
    assert (nearest[1].x(), (nearest[1].y() + nearest[2].y()) / 2) in joined
    assert (section.tree.width(), matrix.middle(order.index("ins"))) in joined
    assert section.tree.describe().splitlines()[0].endswith("at 0.75")


def test_the_tree_is_painted(section):
    before = section.tree.grab().toImage()
    section.tree.show_similarity(a_similarity(rows=()))
    assert section.tree.grab().toImage() != before


def test_concepts_of_most_languages_come_first_in_either_order(section):
    assert concepts(section) == ["hello", "house", "tree"]
    section.spreads.order.setCurrentIndex(1)
    assert concepts(section) == ["hello", "tree", "house"]


def test_enter_or_a_button_opens_a_concept(section, qtbot):
    with qtbot.waitSignal(section.opened) as opened:
        qtbot.keyClick(section.spreads.table, Qt.Key.Key_Return)
    assert opened.args == [SPREADS[0]]
    qtbot.keyClick(section.spreads.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(section.opened) as opened:
        section.spreads.open.click()
    assert opened.args == [SPREADS[1]]


def test_a_caution_says_that_signers_and_cameras_count_as_well(section):
    text = " ".join(label.text() for label in section.findChildren(QLabel))
    assert "signers and cameras" in text


def test_without_shared_meanings_it_says_what_to_try(section):
    section.show_similarity(a_similarity((), ()))
    assert "No two languages share enough" in section.notice.text
    assert section.stack.currentWidget() is section.notice


def test_concepts_are_listed_even_if_no_languages_can_be_compared(section):
    section.show_similarity(a_similarity((), SPREADS[:1]))
    assert concepts(section) == ["hello"]
    assert not section.picture.isEnabled()
    section.show_similarity(a_similarity(ROWS, ()))
    assert section.picture.isEnabled()
    assert not section.spreads.save.isEnabled()


def test_a_comparison_shows_progress_and_can_be_started_again(section, qtbot):
    section.ask()
    section.show_progress(Progress(1, 3))
    assert (section.notice.bar.value(), section.notice.bar.maximum()) == (1, 3)
    with qtbot.waitSignal(section.stopped):
        section.notice.stop_button.click()
    section.show_stopped()
    with qtbot.waitSignal(section.asked):
        section.notice.act_button.click()


def test_a_linguist_opens_a_concept_and_explores_one_of_its_signs(window, qtbot):
    section = turn_to_similarity(window)
    qtbot.waitUntil(lambda: concepts(section) != [])
    qtbot.keyClick(section.spreads.table, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: SimilaritySection.concept.made(section) and len(section.concept.views) == 2
    )
    qtbot.waitUntil(lambda: section.concept.seconds > 0)
    qtbot.keyClick(section.concept, Qt.Key.Key_Escape)
    assert section.spreads.table.isVisible()
    section.concept.opened.emit(SmallDictionary().all[2])
    assert window.pages.linguist.tabs.currentIndex() == 0


def test_a_comparison_can_be_stopped(window, qtbot, dictionary):
    dictionary.endless = True
    section = turn_to_similarity(window)
    qtbot.waitUntil(lambda: section.notice.bar.value() == 2)
    section.notice.stop_button.click()
    assert "Stopped" in section.notice.text
    assert window.tasks.isHidden()


def test_a_change_of_the_library_compares_again(window, qtbot, dictionary):
    section = turn_to_similarity(window)
    qtbot.waitUntil(lambda: concepts(section) != [])
    before = dictionary.asked.count(("similarity",))
    window.pages.refresh()
    qtbot.waitUntil(lambda: dictionary.asked.count(("similarity",)) == before + 1)


def save(section, button, path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    button.click()
    qtbot.waitUntil(lambda: path.name in section.status.text(), timeout=PATIENCE)
    return path.read_text("utf-8-sig")


def test_tables_have_the_columns_of_the_command(window, qtbot, monkeypatch, tmp_path):
    section = turn_to_similarity(window)
    qtbot.waitUntil(lambda: concepts(section) != [])
    text = save(section, section.save, tmp_path / "similarity.csv", monkeypatch, qtbot)
    rows = list(csv.reader(text.splitlines()))
    assert tuple(rows[0]) == LIKENESS
    assert rows[2][:3] == ["ase", "psp", "13"]
    text = save(section, section.spreads.save, tmp_path / "spread.csv", monkeypatch, qtbot)
    rows = list(csv.reader(text.splitlines()))
    assert tuple(rows[0]) == SPREAD
    assert [row[0] for row in rows[1:]] == ["hello", "house", "tree"]


@pytest.mark.slow
def test_figures_are_those_of_the_command(window, qtbot, monkeypatch, tmp_path):
    from signdict.linguistics import figures

    section, similarity = turn_to_similarity(window), a_similarity()
    qtbot.waitUntil(lambda: concepts(section) != [])
    text = save(section, section.picture, tmp_path / "similarity.svg", monkeypatch, qtbot)
    assert text == figures.family(similarity.rows, similarity.order, similarity.tree)
    text = save(section, section.spreads.picture, tmp_path / "spread.svg", monkeypatch, qtbot)
    assert text == figures.spread_chart(similarity.spreads)
