"""A list that names films on the web, in the real window: asked first, then fetched."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from signdict.core.paths import Paths
from signdict.gui.background import Background
from signdict.gui.maintainer.add_dialog import AddDialog
from signdict.gui.maintainer.films_choice import FilmsChoice
from signdict.gui.window.pages import LIBRARY
from signdict.gui.window.window import Window
from signdict.importing.manifest import FilmsOnWeb
from signdict.pose.posefile import write_pose
from tests.support.commons import API, Commons, File
from tests.support.dictionaries import opened
from tests.support.fakes import a_pose
from tests.support.libraries import with_starter
from tests.support.webserver import Answer, Web

HOST, OTHER = "https://films.example", "https://other.example"


@pytest.fixture
def web(monkeypatch):
    with Web() as hosts:
        hosts.serve_all(monkeypatch)
        yield hosts


@pytest.fixture
def paths(tmp_path) -> Paths:
    return with_starter(tmp_path)


@pytest.fixture
def page(qtbot, paths):
    """The page Library of a window in front of a real library."""
    window = Window(Background(lambda: opened(paths)), paths)
    qtbot.addWidget(window)
    window.painted.connect(window.start)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.go(LIBRARY)
    qtbot.waitUntil(lambda: len(window.pages.maintainer.cards) == 1)
    yield window.pages.maintainer
    window.close()


@pytest.fixture
def listed(tmp_path):
    """Write a list of four films at two hosts."""
    path = tmp_path / "list.csv"
    columns = ("path", "gloss", "sign_language", "size")
    write_pose(tmp_path / "made.pose", a_pose(0, 20))
    size = (tmp_path / "made.pose").stat().st_size
    rows = [(f"{HOST}/{n}.pose", f"sign {n}", "ase", size) for n in range(3)]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows, (f"{OTHER}/x.pose", "x", "ase", size)])
    return path


def report(page):
    return page.report.toPlainText()


def offered(page, path, qtbot):
    """Offer a list, and wait for what it says about films."""
    page.offer(path)
    qtbot.waitUntil(lambda: not page.dialog.films.isHidden())
    return page.dialog


def texts(card):
    return [label.text() for label in card.findChildren(QLabel)]


def test_what_a_list_says_about_films_is_shown_with_hosts_number_and_size(qtbot):
    choice = FilmsChoice()
    qtbot.addWidget(choice)
    choice.show_films(FilmsOnWeb())
    assert choice.isHidden()
    choice.show_films(FilmsOnWeb({"films.example": 1000, "other.example": 240}, 3_100_000_000))
    assert choice.about.text().startswith("This list names 1240 film")
    assert choice.about.text().endswith(
        " on the web. Hosts: films.example (1000), other.example (240). "
        "Size: about 3.1 GB. Nothing is fetched unless you select it."
    )
    choice.show_films(FilmsOnWeb({f"h{n}.example": 1 for n in range(6)}, 5_000_000, 2))
    assert "h3.example (1), …. Size: more than 5.0 MB." in choice.about.text()
    choice.show_films(FilmsOnWeb({"a.example": 1}, 0, 1))
    assert choice.about.text().startswith("This list names 1 film")
    assert "Their size is not known." in choice.about.text()


def test_the_boxes_are_reached_and_set_by_keyboard(qtbot, tmp_path):
    dialog = AddDialog(tmp_path / "list.csv")
    qtbot.addWidget(dialog)
    dialog.films.show_films(FilmsOnWeb({"films.example": 2}))
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    assert not dialog.addition.download
    assert not dialog.films.keep.isEnabled()
    with qtbot.waitSignal(dialog.preview_wanted) as asked:
        qtbot.keyClick(dialog.films.fetch, Qt.Key.Key_Space)
    assert asked.args[0].download
    qtbot.keyClick(dialog.films.keep, Qt.Key.Key_Space)
    assert (dialog.addition.download, dialog.addition.keep) == (True, True)
    dialog.films.fetch.click()
    assert (dialog.addition.download, dialog.addition.keep) == (False, False)


def test_without_the_box_nothing_is_fetched(page, web, listed, qtbot):
    dialog = offered(page, listed, qtbot)
    assert "names 4 film" in dialog.films.about.text()
    assert dialog.message.text() == "Clips to add: 0; glosses: 0 (). Skipped: 4."
    dialog.accept()
    qtbot.waitUntil(lambda: "Skipped: 4" in report(page))
    assert web.requests == []


def test_films_are_fetched_and_what_failed_is_listed_by_host(page, web, listed, paths, qtbot):
    for number in range(3):
        content = (listed.parent / "made.pose").read_bytes()
        web.pages[f"{HOST}/{number}.pose"] = Answer(content)
    dialog = offered(page, listed, qtbot)
    dialog.films.fetch.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("Clips to add: 4;"))
    dialog.films.keep.click()
    dialog.accept()
    qtbot.waitUntil(lambda: "Added: 3" in report(page), timeout=30_000)
    assert (
        "Films that were not fetched, by host:\n"
        "other.example: 1 · other.example has nothing at this address (404). Correct the address."
    ) in report(page)
    assert len([*paths.films.iterdir()]) == 3
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    page.imports[0].files_wanted.emit(page.imports[0].number)
    qtbot.waitUntil(lambda: page.imports[0].files.count() == 4)
    assert page.imports[0].files.item(0).text().startswith("skipped: x.pose · Not fetched: other")


def test_a_download_shows_how_much_has_come_and_can_be_stopped(page, web, listed, qtbot):
    made = (listed.parent / "made.pose").read_bytes()
    web.pages[f"{HOST}/0.pose"] = Answer(made, wait=1.0)
    dialog = offered(page, listed, qtbot)
    dialog.films.fetch.click()
    dialog.accept()
    qtbot.waitUntil(
        lambda: any("0.pose" in text for card in page.imports for text in texts(card)),
        timeout=30_000,
    )
    page.imports[0].buttons[0].click()
    qtbot.waitUntil(lambda: "Stopped." in report(page), timeout=30_000)
    qtbot.waitUntil(lambda: [card.running for card in page.imports] == [False], timeout=30_000)
    assert "4 waiting" in texts(page.imports[0])[1]


def test_a_dataset_with_a_public_list_is_fetched_from_get_dictionaries(page, web, listed, qtbot):
    content = (listed.parent / "made.pose").read_bytes()
    files = [
        File(f"LL-Q33302 (fsl)-Laura Jauvert-{gloss}.pose", content) for gloss in ("un", "eau")
    ]
    web.pages[API] = Commons({"Lingua Libre pronunciation-fsl": files})
    web.pages |= {file.address: Answer(file.content) for file in files}
    page.get_dictionaries("fsl")
    dialog = page.dictionaries
    qtbot.waitUntil(lambda: dialog.table.current is not None)
    dialog.table.select(lambda each: each.dataset.name == "lsf_commons")
    button = dialog.card.list_button
    qtbot.waitUntil(lambda: not button.isHidden())
    assert button.toolTip().startswith("Asks commons.wikimedia.org.")
    assert web.requests == []
    button.click()
    qtbot.waitUntil(lambda: hasattr(page, "dialog") and not page.dialog.films.isHidden())
    assert "upload.wikimedia.org (2)" in page.dialog.films.about.text()
    assert {request.host for request in web.requests} == {"commons.wikimedia.org"}
    page.dialog.films.fetch.click()
    page.dialog.accept()
    qtbot.waitUntil(lambda: "Added: 2" in report(page), timeout=30_000)


def test_a_list_that_cannot_be_had_is_reported(page, web, qtbot):
    page.get_dictionaries("fsl")
    qtbot.waitUntil(lambda: page.dictionaries.table.current is not None)
    page.dictionaries.table.select(lambda each: each.dataset.name == "lsf_commons")
    page.dictionaries.card.list_button.click()
    qtbot.waitUntil(lambda: "commons.wikimedia.org has nothing at this address" in report(page))
    assert page.window().tasks.isHidden()


def test_a_dataset_without_a_list_has_no_button_for_it(page, qtbot):
    page.get_dictionaries("ase")
    qtbot.waitUntil(lambda: page.dictionaries.table.current is not None)
    page.dictionaries.table.select(lambda each: each.dataset.name == "wlasl")
    qtbot.waitUntil(lambda: "WLASL" in page.dictionaries.card.title.text())
    assert page.dictionaries.card.list_button.isHidden()
