"""Films that a list names on the web, in the real window, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m tests.gui.support.session_download FOLDER

The hosts are in this process. The pictures are in FOLDER, light and dark.
"""

import csv
from pathlib import Path

from PySide6.QtWidgets import QLabel

from signdict.fetching import client
from signdict.gui.window.pages import LIBRARY
from signdict.pose.posefile import write_pose
from tests.gui.support import scripted_window
from tests.support.fakes import a_pose
from tests.support.webserver import Answer, Web

HOSTS = ("films.example", "other.example")


class Session(scripted_window.Session):
    """The page Library with a list of films on the web."""

    def __init__(self, web: Web) -> None:
        super().__init__(LIBRARY)
        self.web, self.page = web, self.window.pages.maintainer
        self.until(lambda: len(self.page.cards) > 0)

    def offer(self, path: Path) -> None:
        """Offer a list, and wait for what it says about films."""
        self.page.report.clear()
        self.page.offer(path)
        self.until(lambda: not self.page.dialog.films.isHidden())


def write_list(session: Session) -> Path:
    """Write a list of 12 films at two hosts: one of them slow, one missing, one a web page."""
    folder = session.folder / "clips"
    write_pose(folder / "made.pose", a_pose(0, 30))
    content = (folder / "made.pose").read_bytes()
    rows = [("path", "gloss", "sign_language", "size")]
    for number in range(12):
        address = f"https://{HOSTS[number % 3 == 2]}/sign {number}.pose"
        answer = Answer(content, wait=0.3, pieces=12) if 0 < number < 9 else Answer(content)
        session.web.pages[address.replace(" ", "%20")] = answer
        rows.append((address, f"sign {number}", "ase", len(content)))
    del session.web.pages["https://films.example/sign%204.pose"]
    page = Answer(b"<html>", headers={"Content-Type": "text/html"})
    session.web.pages["https://other.example/sign%205.pose"] = page
    path = folder / "a list of films.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def fetch(session: Session) -> None:
    """Look at the list, fetch it, stop, resume, and see what failed."""
    page, path = session.page, write_list(session)
    session.offer(path)
    session.picture("dialog", page.dialog)
    page.dialog.films.fetch.click()
    session.until(lambda: page.dialog.message.text().startswith("Clips to add: 12"))
    session.picture("dialog, fetched", page.dialog)
    page.dialog.accept()
    session.until(lambda: any(card.running for card in page.imports))
    session.until(lambda: any("/s" in label.text() for label in page.findChildren(QLabel)))
    session.picture("under way")
    page.imports[0].buttons[0].click()
    session.until(lambda: any(not card.running for card in page.imports))
    session.picture("stopped")
    page.imports[0].buttons[1].click()
    session.until(lambda: "by host" in page.report.toPlainText())
    session.picture("failures")
    page.imports[0].files_wanted.emit(page.imports[0].number)
    session.until(lambda: page.imports[0].files.count() > 0)
    session.picture("failures in the list of files")


if __name__ == "__main__":
    with Web() as hosts:
        client.Client = hosts.client
        scripted_window.drive(Session(hosts), fetch)
