"""Pairs of signs of two languages on the Explore page: the choice, the list, the current pair."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.linguist import pair_card
from signdict.gui.linguist.pair_card import MINIMAL, PairCard
from signdict.gui.results import facet_words
from signdict.gui.widgets import save_dialog
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.layout import VerticalScroll
from signdict.gui.widgets.notice import Notice
from signdict.gui.widgets.tables import TextColumn, WordTable

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.linguistics.pairs import MinimalPair, Pair

ListedPair: TypeAlias = "Pair | MinimalPair"


class PairSection(QWidget):
    """Asks for the pairs of two languages; lists them and shows the current one."""

    counted = Signal()  # ask for the languages and their number of signs
    asked = Signal(str, str, bool)  # two languages, whether minimal pairs are wanted
    stopped = Signal()
    explored = Signal(int)  # the id of a sign
    saved = Signal(Path, object, bool)  # a file, pairs, whether minimal ones

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True  # the library has changed since languages were compared
        self._pairs: dict[bool, Sequence[ListedPair]] = {}  # by whether they are minimal
        self.choice = PairChoice()
        self.notice = Notice()
        self.notice.stopped.connect(self.stopped)
        self.table = WordTable(self.tr("Pairs of signs"))
        self.card = PairCard(self.table)
        self.count, self.status = QLabel(), QLabel()
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("Save the listed pairs as a table"))
        self._connect()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Compare when first shown, and again after the library has changed."""
        super().showEvent(event)
        if self.stale:
            self.ask()

    def set_own(self, codes: Sequence[str]) -> None:
        """Compare the languages of the user from now on, as far as they have signs."""
        self.choice.prefer(codes)
        self.refresh()

    def refresh(self) -> None:
        """Compare again after a change of the library, now or when next shown."""
        self.stale = True
        if self.isVisible():
            self.ask()

    def ask(self) -> None:
        """Ask for the languages of the library, then compare two of them."""
        self.stale = False
        self.choice.enable(on=False)
        self._wait()
        self.counted.emit()

    def show_languages(self, counts: Mapping[str, int]) -> None:
        """Offer these languages; compare the chosen ones, or else two that are likely."""
        self._pairs.clear()
        self.choice.show_languages(counts)
        if counts:
            self.compare()
        else:
            self._show_message(
                self.tr("The dictionary has no signs."), self.tr("Add signs on the Library page.")
            )

    def compare(self) -> None:
        """Ask for the pairs of both languages."""
        self.choice.show_counts(self._pairs)
        self._wait()
        self.asked.emit(*self.choice.languages, self.choice.minimal)

    def show_progress(self, progress: "Progress") -> None:
        """Show how much is compared."""
        self.notice.show_progress(progress)

    def show_problem(self, message: str, hint: str) -> None:
        """Show why the languages cannot be compared."""
        self._show_message(message, hint)

    def show_stopped(self) -> None:
        """Show that the comparison was stopped, and offer to start it again."""
        self.notice.offer(self.tr("Stopped."), "", self.tr("Compare"), self.ask)
        self._turn_to(self.notice)

    def show_pairs(self, pairs: Sequence[ListedPair], *, minimal: bool) -> None:
        """List pairs, if they are still of the chosen kind."""
        self._pairs[minimal] = pairs
        self.choice.show_counts(self._pairs)
        if minimal == self.choice.minimal:
            self._list()

    def say(self, text: str) -> None:
        """Show a message next to the buttons."""
        self.status.setText(text)

    def _on_kind(self) -> None:
        if self.choice.minimal in self._pairs:
            self._list()
        else:
            self.compare()

    def _on_languages(self) -> None:
        self._pairs.clear()
        self.compare()

    def _list(self) -> None:
        """List the pairs of the chosen kind; if there are none, say what to try."""
        pairs = self.choice.chosen(self._pairs)
        self.table.show_things(pairs, self._columns())
        self.count.setText(self.tr("%n pair(s)", "", len(pairs)))
        self.say("")
        if pairs:
            self._turn_to(self._shown)
        else:
            self._show_message(
                self.tr("No pairs of this kind."),
                self.tr("Choose another kind of pairs, or other languages."),
            )

    def _columns(self) -> list[TextColumn]:
        first, second = self.choice.languages
        names = (name_of(first), name_of(second))
        if first == second:
            names = (self.tr("First sign"), self.tr("Second sign"))
        columns = [
            TextColumn(names[0], lambda pair: str(pair.first.name), wide=True),
            TextColumn(names[1], lambda pair: str(pair.second.name), wide=True),
        ]
        columns.append(
            TextColumn(
                self.tr("Similarity"),
                lambda pair: f"{pair.score:.2f}",
                self.tr("Similarity according to the model; 1 means identical"),
                rank=lambda pair: pair.score,
            )
        )
        if self.choice.minimal:
            columns.insert(2, self._difference_column())
        elif self.choice.kind.currentData() != "meaning":
            columns.append(
                TextColumn(
                    self.tr("Confidence"),
                    lambda pair: f"{pair.sure:.0%}",
                    self.tr("How likely one sign is to be taken for the other"),
                    rank=lambda pair: pair.sure,
                )
            )
        return columns

    def _difference_column(self) -> TextColumn:
        """Return the column of differences; its title is the chosen facet, if there is one."""
        if name := str(self.choice.differs.currentData()):
            return TextColumn(
                facet_words.name(name),
                lambda pair: pair_card.describe_values(pair.differs, pair.values),
                wide=True,
            )
        return TextColumn(
            self.tr("Difference"),
            lambda pair: pair_card.describe_difference(pair.differs, pair.values),
            wide=True,
        )

    def _wait(self) -> None:
        self.notice.wait(
            self.tr("Comparing sign by sign"),
            self.tr("This takes a while for large languages. You can use other pages meanwhile."),
        )
        self._turn_to(self.notice)

    def _show_message(self, title: str, text: str) -> None:
        self.notice.tell(title, text)
        self._turn_to(self.notice)

    def _turn_to(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)
        self.save.setEnabled(part is self._shown)
        if part is not self._shown:
            self.count.setText("")
            self.say("")

    def _on_pointed(self, pair: "ListedPair | None") -> None:
        if pair is not None:
            self.card.show_pair(pair)

    def _on_save(self) -> None:
        codes = dict.fromkeys(self.choice.languages)
        kind = self.choice.kind.currentData()
        proposed = "-".join(("pairs", kind, *codes)) + ".csv"
        path = save_dialog.file_for(self, self.tr("Save pairs"), proposed)
        if path:
            self.saved.emit(path, self.table.things, self.choice.minimal)

    def _connect(self) -> None:
        self.choice.languages_changed.connect(self._on_languages)
        self.choice.kind_changed.connect(self._on_kind)
        self.table.pointed.connect(self._on_pointed)
        self.table.opened.connect(
            lambda pair, other: self.explored.emit((pair.second if other else pair.first).id)
        )
        self.card.explored.connect(self.explored)
        self.save.clicked.connect(self._on_save)

    def _arrange(self) -> None:
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.table, 7)
        row.addWidget(VerticalScroll(self.card), 6)  # scrolls if the card is too high
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        self.status.setObjectName("quiet")
        self.status.setWordWrap(True)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.save)
        below.addWidget(self.count)
        below.addWidget(self.status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.choice)
        column.addWidget(self.stack, 1)
        column.addLayout(below)


class PairChoice(QWidget):
    """Two languages, a kind of pairs, and for minimal pairs the facet that differs."""

    languages_changed = Signal()
    kind_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferred: list[str] = []
        self.first, self.second, self.kind, self.differs = (QComboBox() for _ in range(4))
        self.first.setAccessibleName(self.tr("First sign language"))
        self.second.setAccessibleName(self.tr("Second sign language"))
        self.second.setToolTip(self.tr("You can also compare a language with itself"))
        self.kind.setAccessibleName(self.tr("Kind of pairs"))
        self.differs.setAccessibleName(self.tr("Facet that differs"))
        for name, title in pair_card.kinds().items():
            self.kind.addItem(title, name)
        self.differs.addItem(self.tr("Any facet"), "")
        for name in pair_card.DIFFERING:
            self.differs.addItem(facet_words.name(name), name)
        self.differs.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for chooser in self._choosers:
            chooser.setMinimumContentsLength(8)
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(chooser)
        row.addStretch(1)
        for chooser in (self.first, self.second):
            chooser.currentIndexChanged.connect(lambda _: self.languages_changed.emit())
        self.kind.currentIndexChanged.connect(lambda _: self._on_kind())
        self.differs.currentIndexChanged.connect(lambda _: self.kind_changed.emit())

    @property
    def languages(self) -> tuple[str, str]:
        """The codes of both languages."""
        return str(self.first.currentData()), str(self.second.currentData())

    @property
    def minimal(self) -> bool:
        """Whether minimal pairs are chosen."""
        return str(self.kind.currentData()) == MINIMAL

    def prefer(self, codes: Sequence[str]) -> None:
        """Choose these languages, those of the user, when languages are offered next."""
        self._preferred = [*codes]
        for chooser in (self.first, self.second):
            with QSignalBlocker(chooser):
                chooser.clear()

    def show_languages(self, counts: Mapping[str, int]) -> None:
        """Offer these languages; keep the chosen ones, or else those of the user, or the largest.

        The user's are taken in the order of their size, and completed by the largest of all.
        """
        preferred = self._preferred
        largest = sorted(counts, key=lambda code: (code not in preferred, -counts[code], code))
        for position, chooser in enumerate((self.first, self.second)):
            chosen = chooser.currentData()
            with QSignalBlocker(chooser):
                chooser.clear()
                for code in sorted(counts, key=name_of):
                    text = self.tr("{name}  ({count})")
                    chooser.addItem(text.format(name=name_of(code), count=counts[code]), code)
                default = largest[min(position, len(largest) - 1)] if largest else None
                chooser.setCurrentIndex(chooser.findData(chosen if chosen in counts else default))
        self.enable(on=bool(counts))

    def enable(self, *, on: bool) -> None:
        """Enable or disable all choices."""
        for chooser in self._choosers:
            chooser.setEnabled(on)

    def show_counts(self, pairs: Mapping[bool, Sequence[ListedPair]]) -> None:
        """Show the number of pairs of each kind; `pairs` holds those known, by minimal or not."""
        for position, (name, title) in enumerate(pair_card.kinds().items()):
            text, known = title, pairs.get(name == MINIMAL)
            if known is not None:
                count = sum(name in (MINIMAL, getattr(pair, "kind", "")) for pair in known)
                text = self.tr("{name}  ({count})").format(name=title, count=count)
            self.kind.setItemText(position, text)

    def chosen(self, pairs: Mapping[bool, Sequence[ListedPair]]) -> list[ListedPair]:
        """Return the pairs of the chosen kind and facet."""
        kind, differs = self.kind.currentData(), self.differs.currentData()
        if self.minimal:
            return [pair for pair in pairs[True] if differs in ("", getattr(pair, "differs", ""))]
        return [pair for pair in pairs[False] if getattr(pair, "kind", "") == kind]

    @property
    def _choosers(self) -> tuple[QComboBox, ...]:
        return self.first, self.second, self.kind, self.differs

    def _on_kind(self) -> None:
        self.differs.setVisible(self.minimal)
        self.kind_changed.emit()
