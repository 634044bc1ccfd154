"""The dialog "Get dictionaries": published datasets by language, and how to get each."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.maintainer.dataset_card import DatasetCard, access_of, number_of, size_of
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import MenuFilter, name_of
from signdict.gui.widgets.layout import VerticalScroll
from signdict.gui.widgets.notice import Notice
from signdict.gui.widgets.screen import room
from signdict.gui.widgets.search_field import SearchField
from signdict.gui.widgets.tables import TextColumn, WordTable
from signdict.importing.published import FEW, PublishedDataset, matching

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError

#: Size of the dialog, and the least height of the table, in pixels.
_SIZE, _TABLE = QSize(1080, 720), 120


class DatasetFilter(MenuFilter):
    """Chooses sign languages, by their codes; counts are datasets, and may be 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(self.tr("Choose the languages whose datasets are shown"))

    def name(self, code: str) -> str:
        """Return the name of a sign language."""
        return name_of(code)

    def all_text(self) -> str:
        """Return the text for all languages."""
        return self.tr("All languages")

    def several_text(self, count: int) -> str:
        """Return the text for several languages."""
        return self.tr("%n language(s)", "", count)

    def accessible_text(self, text: str) -> str:
        """Return the accessible name."""
        return self.tr("Sign languages: {text}").format(text=text)


class DictionariesDialog(QDialog):
    """Lists datasets, filtered by words and languages, and shows how to get the selected one.

    `codes` are the sign languages that are chosen at first; none means all.
    """

    #: A folder is to be added: of a Dataset, or of a sign language that no dataset has.
    folder_wanted = Signal(object, str)
    list_wanted = Signal(object)  # a Dataset whose list of films is to be fetched

    def __init__(self, codes: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Get dictionaries"))
        self._codes, self._known = [*codes], list[PublishedDataset]()
        self.field, self.filter = SearchField(), DatasetFilter()
        self.field.setPlaceholderText(self.tr("Language, country or name of a dataset"))
        self.field.setAccessibleName(self.tr("Search the datasets"))
        self.field.setAccessibleDescription(self.tr("Down goes to the table."))
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.table = WordTable(self.tr("Datasets"))
        self.table.setMinimumHeight(_TABLE)
        self.notice, self.card = Notice(), DatasetCard()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self.notice.wait(self.tr("Reading the list of datasets"))
        self._show_notice()
        self.field.setFocus()
        self.resize(_SIZE.boundedTo(room(self.screen())))

    def show_datasets(self, known: Sequence[PublishedDataset]) -> None:
        """List the datasets; keep what is typed, chosen and selected."""
        before = self.table.current
        self._known = sorted(known, key=_place)
        counts = Counter(code for each in known for code in each.dataset.sign_languages)
        offered = {**dict.fromkeys(self._codes, 0), **counts}
        self.filter.blockSignals(True)
        self.filter.show_counts(offered)
        self.filter.choose(self._codes)
        self.filter.blockSignals(False)
        self._show()
        if before:
            self.table.select(lambda each: each.dataset.name == before.dataset.name)

    def show_problem(self, problem: "SignDictError") -> None:
        """Show why the datasets cannot be listed."""
        self.notice.tell(problem.message, problem.hint)
        self._show_notice()

    def choose(self, codes: Sequence[str]) -> None:
        """Show the datasets of these sign languages only; none means all."""
        self._codes = [*codes]
        self.field.replace("")
        self.show_datasets(self._known)

    def _on_filtered(self, codes: Sequence[str]) -> None:
        self._codes = [*codes]
        self._show()

    def _show(self) -> None:
        """Show the datasets that match, or what to do if none does."""
        words = self.field.words()
        things = matching(self._known, words, self._codes, name_of)
        if things:
            self.table.show_things(things, self._columns())
            text = self.tr("%n dataset(s)", "", len(things))
            self.count.setText(text)
            for part in (self._intro, self.count, self.card):
                part.show()
            self._stack.setCurrentWidget(self.table)
            return
        if words:
            self.notice.offer(
                self.tr("No dataset matches “{words}”.").format(words=words),
                self.tr("Search for a sign language, a country or the name of a dataset."),
                self.tr("Show all datasets"), self._show_all, focused=False,
            )  # fmt: skip
        else:
            names = ", ".join(map(name_of, self._codes))
            self.notice.offer(
                self.tr("No dataset of {names} is known.").format(names=names),
                self.tr(
                    "Add videos that you have, or a pack that a school or an association gave "
                    "you. You can also teach signs on the page Sign."
                ),
                self.tr("Add a folder…"),
                partial(self.folder_wanted.emit, None, self._codes[0]),
                other=(self.tr("Show all datasets"), self._show_all), focused=False,
            )  # fmt: skip
        self._show_notice()

    def _show_notice(self) -> None:
        for part in (self._intro, self.count, self.card):  # the message needs their room
            part.hide()
        self._stack.setCurrentWidget(self._message)

    def _show_all(self) -> None:
        self.choose([])
        self.field.setFocus()

    def _columns(self) -> list[TextColumn]:
        return [
            TextColumn(self.tr("Sign language"), self._languages, wide=True),
            TextColumn(self.tr("Dataset"), lambda each: each.dataset.title, wide=True),
            TextColumn(self.tr("Licence"), lambda each: each.dataset.licence, wide=True),
            TextColumn(
                self.tr("Access"), lambda each: access_of(each.dataset),
                self.tr("What it takes to get the dataset"), left=True,
            ),
            TextColumn(
                self.tr("Signs"), lambda each: number_of(each.dataset.signs),
                self.tr("Number of signs, as published"), rank=lambda each: each.dataset.signs or 0,
            ),
            TextColumn(
                self.tr("Size"), lambda each: size_of(each.dataset.size),
                self.tr("Size of the download, if it is published"),
                rank=lambda each: each.dataset.size or 0,
            ),
            TextColumn(
                self.tr("Here"), lambda each: number_of(each.here or None),
                self.tr("Number of its signs in your dictionaries"), rank=lambda each: each.here,
            ),
        ]  # fmt: skip

    def _languages(self, each: PublishedDataset) -> str:
        """Return the languages of a dataset: the chosen ones, or else all if they are few."""
        codes = each.dataset.sign_languages
        shown = [code for code in codes if code in self._codes]
        if not shown and len(codes) > FEW:
            return self.tr("%n language(s)", "", len(codes))
        names = ", ".join(map(name_of, shown or codes))
        more = len(codes) - len(shown or codes)
        return self.tr("{names} and %n more", "", more).format(names=names) if more else names

    def _connect(self) -> None:
        self.field.asked.connect(self._show)
        self.filter.changed.connect(self._on_filtered)
        self.table.pointed.connect(self.card.show_dataset)
        self.table.opened.connect(lambda *_: self.card.page_button.setFocus())
        shortcuts.key(self.field, "Down", self.table.setFocus)
        self.notice.stopped.connect(self.reject)
        self.card.folder_wanted.connect(lambda dataset: self.folder_wanted.emit(dataset, ""))
        self.card.list_wanted.connect(self.list_wanted)

    def _arrange(self) -> None:
        self._intro = QLabel(
            self.tr(
                "Dictionaries that others have published. Get the files from their page, then add "
                "the folder. Nothing is fetched before you ask for it."
            ),
            wordWrap=True,
        )
        self._intro.setObjectName("quiet")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.filter)
        row.addWidget(self.count)
        self._message = VerticalScroll(self.notice)
        for widget in (self.table, self._message):
            self._stack.addWidget(widget)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._intro)
        column.addLayout(row)
        column.addWidget(self._stack, 2)
        column.addWidget(self.card, 1)
        column.addWidget(buttons)


def _place(each: PublishedDataset) -> tuple[bool, str, str]:
    """Return the place of a dataset: by the name of its language; those of many languages last."""
    codes = each.dataset.sign_languages
    first = name_of(codes[0]).casefold() if codes else ""
    return len(codes) > FEW, first, each.dataset.title.casefold()
