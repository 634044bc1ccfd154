"""Results, controls and dialogs are in view on a small screen, with the frame of the window.

The window is 1278 x 681 pixels: a screen of 1280 x 720, less a title bar of 38 pixels; and a screen
of 1366 x 768 less task bar and title bar is as high. In English and German, with large letters too.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea

from signdict.core.paths import Paths
from signdict.core.types import Match
from signdict.gui.background import Background
from signdict.gui.learner.attempt_tile import Attempt
from signdict.gui.learner.my_signs_dialog import MySignsDialog
from signdict.gui.learner.replay_dialog import ReplayDialog
from signdict.gui.learner.teach_dialog import TeachDialog
from signdict.gui.maintainer import dictionaries_dialog
from signdict.gui.maintainer.add_dialog import AddDialog
from signdict.gui.maintainer.dictionaries_dialog import DictionariesDialog
from signdict.gui.maintainer.pack_dialog import PackDialog
from signdict.gui.maintainer.relabel_dialog import RelabelDialog
from signdict.gui.widgets import form_dialog
from signdict.gui.window.pages import EXPLORE, FIND, SIGN
from signdict.gui.window.window import Window
from signdict.importing.published import listed
from tests.gui.support.fake_dictionary import SmallDictionary, a_sign
from tests.gui.support.sizes import cut, settled
from tests.gui.support.windows import made
from tests.support.fakes import a_pose

SIZE = (1278, 681)
LANGUAGES = ("en", "de")
LETTERS = pytest.mark.parametrize(
    "letters", [1.0, 1.5], ids=["usual", "large"], indirect=True, scope="module"
)


class Many(SmallDictionary):
    """Twelve signs, of two languages and with two clips each, for every question."""

    def _twelve(self, by, confidence):
        names = [(n, f"A GLOSS OF SIGN {n}", ("ase", "ins")[n % 2]) for n in range(1, 13)]
        signs = [a_sign(*name, clips=2) for name in names]
        return [Match(n, sign, 0.9, confidence, by) for n, sign in enumerate(signs, start=1)]

    def recognise(self, pose, languages=(), limit=8, score="cosine", kind=None):
        del pose, languages, limit, score, kind
        return [
            Match(m.rank, m.sign, 0.2, 0.1, "signing", fits=False)
            for m in self._twelve("signing", 0.1)
        ]

    def find(self, text, languages=(), limit=8, spoken=(), kind=None, *, patient=True):
        del text, languages, limit, spoken, kind, patient
        return self._twelve("meaning", None)

    def neighbours(self, sign_id, languages=(), limit=8, score="cosine", kind=None):
        del sign_id, limit, score, kind
        matches = self._twelve("likeness", None)
        return [m for m in matches if not languages or m.sign.sign_language in languages]


@pytest.fixture(params=LANGUAGES)
def language(request, speaking):
    speaking(request.param)
    return request.param


@pytest.fixture
def window(qtbot, tmp_path, letters, language):
    window = Window(Background(Many), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.resize(*SIZE)
    window.show()
    window.start()
    window.resize(*SIZE)  # the screen of the tests is smaller
    yield window
    window.close()


def area(widget, window):
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def in_view(widget, window):
    """Return whether all of a widget is inside the window and every scroll area around it."""
    parents, parent = [window], widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QScrollArea):
            parents.append(parent.viewport())
        parent = parent.parentWidget()
    rect = area(widget, window)
    return all(area(outer, window).contains(rect) for outer in parents)


@LETTERS
def test_eight_results_of_sign_and_find_are_in_view(window, qtbot):
    window.pages.learner.open_pose(a_pose())
    qtbot.waitUntil(lambda: made(window.pages.learner.results, "grid"))
    sign = window.pages.learner.results.grid
    qtbot.waitUntil(lambda: len(sign.tiles) == 8)
    settled()
    assert window.size().toTuple() == SIZE
    assert all(in_view(tile, window) for tile in sign.tiles)
    assert sign.verticalScrollBar().maximum() == 0
    window.go(FIND)
    page = window.pages.teacher
    page.search("insect that makes honey")
    qtbot.waitUntil(lambda: made(page.results, "grid") and len(page.results.grid.tiles) == 12)
    settled()
    assert page.results.heading.text() != ""
    assert not cut(page.results.heading)
    assert all(in_view(tile, window) for tile in page.results.grid.tiles[:8])
    assert page.field.width() > 300


@LETTERS
def test_the_controls_of_the_large_player_are_in_view_on_every_page(window, qtbot):
    pages = window.pages
    pages.learner.open_pose(a_pose())
    window.go(FIND)
    window.go(EXPLORE)
    pages.linguist.explore(SmallDictionary().all[5])
    for number, page in ((SIGN, pages.learner), (FIND, pages.teacher), (EXPLORE, pages.linguist)):
        part = "groups" if number == EXPLORE else "grid"
        qtbot.waitUntil(lambda page=page, part=part: made(page.results, part))
        window.go(number)
        page.results.open_match(Many().recognise(None)[0])
        settled()
        player = page.results.detail.player
        controls = player.findChildren(QAbstractButton)
        controls += [player.slider, player.speed]
        shown = [control for control in controls if control.isVisible()]
        assert len(shown) > 8
        assert [c.accessibleName() for c in shown if not in_view(c, window)] == []
        assert in_view(page.results.detail.source, window)


@LETTERS
def test_all_neighbours_are_in_view(window, qtbot):
    window.go(EXPLORE)
    window.pages.linguist.explore(SmallDictionary().all[5])
    results = window.pages.linguist.results
    qtbot.waitUntil(lambda: made(results, "groups") and results.groups.rows != [])
    settled()
    tiles = [tile for row in results.groups.rows for tile in row if tile.isVisible()]
    assert len(tiles) >= 3
    assert all(in_view(tile, window) for tile in tiles)


@LETTERS
def test_two_rows_of_a_concept_are_in_view(window, qtbot):
    window.go(FIND)
    page = window.pages.teacher
    qtbot.waitUntil(lambda: page.answered is not None)
    page.show_concept(Many().find("six")[:6])
    settled()
    buttons = [b for b in page.concept.findChildren(QAbstractButton) if b.isVisible()]
    assert len(buttons) > 6
    assert all(in_view(button, window) for button in buttons)


def dialogs():
    attempts = [Attempt(number, "file", a_pose()) for number in range(1, 4)]
    teach, add, relabel = TeachDialog(), AddDialog(Path("many")), RelabelDialog(["mine"])
    teach.show_attempts(attempts, attempts[:1])
    teach.show_problem("This sign cannot be saved. " * 6)
    add.lines.show()
    add.show_problem("This folder cannot be read. " * 6)
    relabel.show_plan([f"word {n} becomes sign {n}" for n in range(50)], [])
    published, unpublished = DictionariesDialog(), DictionariesDialog(["xki"])
    for dialog in (published, unpublished):
        dialog.show_datasets(listed([]))
    pack = PackDialog(Path("berne.signpack"))
    pack.show_problem("This pack cannot be added. " * 6)
    others = MySignsDialog(), ReplayDialog(attempts[0]), published, unpublished, pack
    return teach, add, relabel, *others


@LETTERS
def test_dialogs_fit_and_show_their_texts_and_buttons(qtbot, letters, language, monkeypatch):
    room = QRect(0, 0, *SIZE).size()
    monkeypatch.setattr(form_dialog, "room", lambda _: room)
    monkeypatch.setattr(dictionaries_dialog, "room", lambda _: room)
    for dialog in dialogs():
        qtbot.addWidget(dialog)
        dialog.show()
        settled()
        assert dialog.width() <= room.width()
        assert dialog.height() <= room.height()
        widgets = dialog.findChildren(QLabel) + dialog.findChildren(QAbstractButton)
        visible = [w for w in widgets if w.isVisible() and not isinstance(w.parent(), QLineEdit)]
        assert [w.text() for w in visible if cut(w) and not w.text().endswith("…")] == []
        last = max((w for w in visible if w.text()), key=lambda w: area(w, dialog).bottom())
        assert in_view(last, dialog)


def test_a_dialog_scrolls_on_a_screen_that_is_too_small(qtbot, qapp, monkeypatch):
    room = QRect(0, 0, 600, 300).size()
    monkeypatch.setattr(form_dialog, "room", lambda _: room)
    dialog = RelabelDialog(["mine"])
    qtbot.addWidget(dialog)
    dialog.show()
    settled()
    assert dialog.height() <= 300
    assert dialog.findChild(QScrollArea).verticalScrollBar().maximum() > 0
    buttons = [b for b in dialog.findChildren(QAbstractButton) if b.text() in ("Relabel", "Cancel")]
    assert len(buttons) == 2
    assert all(in_view(button, dialog) for button in buttons)
