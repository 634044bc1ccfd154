"""Dictionaries of others in the real window: what exists, and packs, with a picture of every state.

    xvfb-run -a -s "-screen 0 1280x720x24" python -m tests.gui.support.session_dictionaries FOLDER

Lists datasets, adds a folder of one, packs a source, and adds the pack. The pictures are in FOLDER.
"""

from signdict.gui.window.pages import LIBRARY
from signdict.importing.published import PublishedDataset
from signdict.pose.posefile import write_pose
from tests.gui.support import scripted_window
from tests.support.fakes import a_pose


class Session(scripted_window.Session):
    """The page Library, where dictionaries come from."""

    def __init__(self) -> None:
        super().__init__(LIBRARY)
        self.page = self.window.pages.maintainer
        self.until(lambda: len(self.page.cards) > 0)

    def said(self, text: str) -> None:
        """Wait until the report contains a text."""
        self.until(lambda: text in self.page.report.toPlainText())


def look(session: Session) -> None:
    """List all datasets, filter them by words and by language, and find none."""
    page = session.page
    session.picture("library")
    page.get_button.click()
    dialog = page.dictionaries
    session.until(lambda: len(dialog.table.things) > 0)
    session.picture("all datasets")
    dialog.field.setText("swiss")
    session.until(lambda: len(dialog.table.things) == 1)
    session.picture("datasets by words")
    dialog.field.setText("nothing of the kind")
    session.until(lambda: "nothing of" in dialog.notice.text)
    session.picture("no dataset of these words")
    dialog.choose(["fsl"])
    session.picture("datasets of one language")
    dialog.choose([])
    dialog.table.select(lambda each: each.dataset.name == "lsa64")
    session.picture("a dataset")
    dialog.table.select(lambda each: each.dataset.name == "spread_the_sign")
    session.picture("a dataset of many languages")
    dialog.reject()
    page.dictionaries_requested.emit("xki")
    dialog = page.dictionaries
    session.until(lambda: "Kenyan" in dialog.notice.text)
    session.picture("a language without datasets")
    dialog.reject()


def add(session: Session) -> None:
    """Add a folder of a dataset, and see that it is here."""
    page, folder = session.page, session.folder / "all"
    folder.mkdir(exist_ok=True)
    for number in range(1, 6):
        write_pose(folder / f"00{number}_001_001.pose", a_pose(number))
    [lsa64] = [each.dataset for each in known(session) if each.dataset.name == "lsa64"]
    page.dictionaries.reject()
    page.offer(folder, lsa64)
    session.until(lambda: "Clips to add" in page.dialog.message.text())
    session.picture("a folder of a dataset")
    page.dialog.accept()
    session.said("Added: 5")
    known(session)
    page.dictionaries.table.select(lambda each: each.here > 0)
    session.picture("a dataset that is here")
    page.dictionaries.reject()


def known(session: Session) -> list[PublishedDataset]:
    """Open the dialog again, and return all datasets."""
    session.page.get_dictionaries()
    dialog = session.page.dictionaries
    session.until(lambda: len(dialog.table.things) > 0)
    return [*dialog.table.things]


def hand_on(session: Session) -> None:
    """Write a pack, show it, add it, and show one that is damaged and a source without licence."""
    page, pack = session.page, session.folder / "lsa64.signpack"
    page.pack_wanted.emit("LSA64", pack)
    session.said("Packed")
    session.picture("a pack was written")
    page.remove_wanted.emit("LSA64")
    session.said("Removed")
    page.offer(pack)
    session.until(lambda: page.dialog.bar.isHidden())
    session.picture("a pack to add")
    page.dialog.accept()
    session.said("Added: 5")
    session.picture("a pack was added")
    damaged = pack.with_name("damaged.signpack")
    damaged.write_bytes(pack.read_bytes()[:-300])
    page.offer(damaged)
    session.until(lambda: page.dialog.bar.isHidden())
    session.picture("a damaged pack")
    page.dialog.reject()
    folder = session.folder / "mine"
    folder.mkdir(exist_ok=True)
    write_pose(folder / "house.pose", a_pose(40))
    page.offer(folder)
    page.dialog.accept()
    session.said("Added: 1")
    session.until(
        lambda: any(card.pack.accessibleName() == "Pack mine to hand on" for card in page.cards)
    )
    next(card for card in page.cards if "mine" in card.pack.accessibleName()).pack.click()
    session.said("no licence")
    session.picture("a source without a licence")


if __name__ == "__main__":
    scripted_window.drive(Session(), look, add, hand_on)
