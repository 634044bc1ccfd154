"""Pairs of signs of two languages: chosen by languages and kind, listed, seen side by side."""

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
    from signdict.linguistics import pairs
    from signdict.linguistics.pairs import MinimalPair

ListedPair: TypeAlias = "pairs.Pair | MinimalPair"


class PairChoice(QWidget):
    """Two languages, a kind of pairs, and for minimal pairs the facet that differs."""

    languages_changed = Signal()
    kind_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second, self.kind, self.differs = (QComboBox() for _ in range(4))
        self.first.setAccessibleName(self.tr("First sign language"))
        self.second.setAccessibleName(self.tr("Second sign language"))
        self.second.setToolTip(self.tr("A language may be compared with itself"))
        self.kind.setAccessibleName(self.tr("Kind of pairs"))
        self.differs.setAccessibleName(self.tr("What differs"))
        for name, said in pair_card.kinds().items():
            self.kind.addItem(said, name)
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
        """Whether minimal pairs are wanted."""
        return str(self.kind.currentData()) == MINIMAL

    def show_languages(self, counts: Mapping[str, int]) -> None:
        """Offer these languages; keep those that were chosen, or choose the two largest."""
        largest = sorted(counts, key=lambda code: (-counts[code], code))
        for place, chooser in enumerate((self.first, self.second)):
            chosen = chooser.currentData()
            with QSignalBlocker(chooser):
                chooser.clear()
                for code in sorted(counts, key=name_of):
                    said = self.tr("{name}  ({count})")
                    chooser.addItem(said.format(name=name_of(code), count=counts[code]), code)
                usual = largest[min(place, len(largest) - 1)] if largest else None
                chooser.setCurrentIndex(chooser.findData(chosen if chosen in counts else usual))
        self.enable(there=bool(counts))

    def enable(self, *, there: bool) -> None:
        """Let languages and kinds be chosen where there are any."""
        for chooser in self._choosers:
            chooser.setEnabled(there)

    def count(self, found: Mapping[bool, Sequence[ListedPair]]) -> None:
        """Say of each kind how many pairs there are, as far as minimal and other ones are known."""
        for place, (name, said) in enumerate(pair_card.kinds().items()):
            listed = found.get(name == MINIMAL)
            if listed is not None:
                own = [p for p in listed if name in (MINIMAL, getattr(p, "kind", ""))]
                counted = self.tr("{name}  ({count})")
                said = counted.format(name=said, count=len(own))
            self.kind.setItemText(place, said)

    def kept(self, found: Mapping[bool, Sequence[ListedPair]]) -> list[ListedPair]:
        """Those pairs that are chosen."""
        kind, differs = self.kind.currentData(), self.differs.currentData()
        if self.minimal:
            return [p for p in found[True] if differs in ("", getattr(p, "differs", ""))]
        return [p for p in found[False] if getattr(p, "kind", "") == kind]

    @property
    def _choosers(self) -> tuple[QComboBox, ...]:
        return self.first, self.second, self.kind, self.differs

    def _on_kind(self) -> None:
        self.differs.setVisible(self.minimal)
        self.kind_changed.emit()


class PairSection(QWidget):
    """Says which languages are to be compared and how; shows the pairs when they come."""

    counted = Signal()  # which languages are there?
    asked = Signal(str, str, bool)  # two languages, whether minimal pairs are wanted
    stopped = Signal()
    explored = Signal(int)  # the number of a sign
    saved = Signal(Path, object, bool)  # a file, pairs, whether minimal ones

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True  # the library has changed since languages were compared
        self._found: dict[bool, Sequence[ListedPair]] = {}
        self.choice = PairChoice()
        self.notice = Notice()
        self.notice.stopped.connect(self.stopped)
        self.table = WordTable(self.tr("Pairs of signs"))
        self.card = PairCard(self.table)
        self.count, self.said = QLabel(), QLabel()
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("Save the pairs that are listed as a table"))
        self._connect()
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Compare when this is first looked at, and after the library has changed."""
        super().showEvent(event)
        if self.stale:
            self.ask()

    def refresh(self) -> None:
        """The library has changed: compare again, as soon as somebody looks."""
        self.stale = True
        if self.isVisible():
            self.ask()

    def ask(self) -> None:
        """Ask which languages there are, and compare two of them."""
        self.stale = False
        self.choice.enable(there=False)
        self._wait()
        self.counted.emit()

    def show_languages(self, counts: Mapping[str, int]) -> None:
        """Offer these languages, and compare those that were chosen or the two largest."""
        self._found.clear()
        self.choice.show_languages(counts)
        if counts:
            self.compare()
        else:
            self._tell(
                self.tr("There is no sign to compare."), self.tr("Add signs on the page Library.")
            )

    def compare(self) -> None:
        """Ask for the pairs of both languages."""
        self.choice.count(self._found)
        self._wait()
        self.asked.emit(*self.choice.languages, self.choice.minimal)

    def show_progress(self, progress: "Progress") -> None:
        """Say how far the comparison is."""
        self.notice.show_progress(progress)

    def show_problem(self, message: str, hint: str) -> None:
        """Say why there is nothing to show."""
        self._tell(message, hint)

    def show_stopped(self) -> None:
        """Say that nobody compares any more, and offer to begin again."""
        self.notice.offer(self.tr("Stopped."), "", self.tr("Compare"), self.ask)
        self._turn_to(self.notice)

    def show_pairs(self, found: Sequence[ListedPair], *, minimal: bool) -> None:
        """List pairs, if they are still of the kind that is chosen."""
        self._found[minimal] = found
        self.choice.count(self._found)
        if minimal == self.choice.minimal:
            self._list()

    def say(self, text: str) -> None:
        """Say something beside the buttons."""
        self.said.setText(text)

    def _on_kind(self) -> None:
        if self.choice.minimal in self._found:
            self._list()
        else:
            self.compare()

    def _on_languages(self) -> None:
        self._found.clear()
        self.compare()

    def _list(self) -> None:
        """Show the pairs that are chosen, or say that there are none and what to try."""
        kept = self.choice.kept(self._found)
        self.table.show_things(kept, self._columns())
        self.count.setText(self.tr("%n pair(s)", "", len(kept)))
        self.say("")
        if kept:
            self._turn_to(self._shown)
        else:
            self._tell(
                self.tr("There is no such pair."),
                self.tr("Choose another kind of pairs, or other languages."),
            )

    def _columns(self) -> list[TextColumn]:
        one, other = self.choice.languages
        names = (name_of(one), name_of(other))
        if one == other:
            names = (self.tr("First sign"), self.tr("Second sign"))
        columns = [
            TextColumn(names[0], lambda pair: str(pair.first.name), wide=True),
            TextColumn(names[1], lambda pair: str(pair.second.name), wide=True),
        ]
        alike = self.tr("How alike the model finds them; 1 is the same")
        columns.append(
            TextColumn(
                self.tr("Alike"),
                lambda pair: f"{pair.score:.2f}",
                alike,
                rank=lambda pair: pair.score,
            )
        )
        if self.choice.minimal:
            columns.insert(2, self._differing())
        elif self.choice.kind.currentData() != "meaning":
            sure = self.tr("How surely one would be taken for the other, either way")
            columns.append(
                TextColumn(
                    self.tr("Sure"),
                    lambda pair: f"{pair.sure:.0%}",
                    sure,
                    rank=lambda pair: pair.sure,
                )
            )
        return columns

    def _differing(self) -> TextColumn:
        """What differs; where only one facet may, the heading says which."""
        if name := str(self.choice.differs.currentData()):
            return TextColumn(
                facet_words.name(name),
                lambda pair: pair_card.both(pair.differs, pair.values),
                wide=True,
            )
        return TextColumn(
            self.tr("What differs"),
            lambda pair: pair_card.difference(pair.differs, pair.values),
            wide=True,
        )

    def _wait(self) -> None:
        self.notice.wait(
            self.tr("Comparing sign by sign"),
            self.tr("Large languages take a while. You may go to other pages meanwhile."),
        )
        self._turn_to(self.notice)

    def _tell(self, title: str, text: str) -> None:
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

    def _body(self) -> QWidget:
        """The list, and beside it the pair that is meant, scrolled where it is too high."""
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.table, 7)
        row.addWidget(VerticalScroll(self.card), 6)
        return body

    def _arrange(self) -> None:
        self._shown = self._body()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        self.said.setObjectName("quiet")
        self.said.setWordWrap(True)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.save)
        below.addWidget(self.count)
        below.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.choice)
        column.addWidget(self.stack, 1)
        column.addLayout(below)
