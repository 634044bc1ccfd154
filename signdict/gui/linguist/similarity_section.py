"""How alike languages are: matrix and tree, and concepts by how alike they are signed."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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

from signdict.gui.linguist.similarity_charts import SimilarityMatrix, SimilarityTreeView
from signdict.gui.widgets import save_dialog
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.layout import FlowLayout
from signdict.gui.widgets.notice import Notice
from signdict.gui.widgets.tables import TextColumn, WordTable

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress
    from signdict.gui.results.concept_view import ConceptView
    from signdict.linguistics.similarity import SimilarityTree, Spread


class SpreadList(QWidget):
    """Says which concept is opened, and that the list is wanted as a file."""

    opened = Signal(object)  # a Spread
    saved = Signal(str)  # an ending

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spreads: Sequence[Spread] = ()
        self.table = WordTable(self.tr("Concepts that languages share"))
        self.order = QComboBox()
        self.order.setAccessibleName(self.tr("Order of concepts"))
        self.order.setToolTip(
            self.tr("Concepts of most languages come first: a spread grows with their number")
        )
        self.order.addItem(self.tr("Most alike first"), False)
        self.order.addItem(self.tr("Least alike first"), True)
        self.open = QPushButton(self.tr("Show its signs"))
        self.open.setToolTip(self.tr("The signs of the concept, side by side (Return)"))
        self.picture = QPushButton(self.tr("Save figure as SVG…"))
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.order.currentIndexChanged.connect(lambda _: self._list())
        self.table.opened.connect(lambda spread, _: self.opened.emit(spread))
        self.open.clicked.connect(self._on_open)
        self.picture.clicked.connect(lambda: self.saved.emit(".svg"))
        self.save.clicked.connect(lambda: self.saved.emit(".csv"))
        self._arrange()

    def show_spreads(self, spreads: "Sequence[Spread]") -> None:
        """List these."""
        self._spreads = spreads
        for part in (self.order, self.open, self.picture, self.save):
            part.setEnabled(bool(spreads))
        self._list()

    def _list(self) -> None:
        least = bool(self.order.currentData())
        kept = sorted(
            self._spreads, key=lambda s: (-len(s.languages), -s.score if least else s.score)
        )
        columns = (
            TextColumn(self.tr("Concept"), lambda s: str(s.concept), wide=True),
            TextColumn(
                self.tr("Languages"),
                lambda s: " ".join(s.languages),
                self._names(),
                rank=lambda s: (len(s.languages), s.languages),
            ),
            TextColumn(
                self.tr("Spread"),
                lambda s: f"{s.score:.2f}",
                self.tr("Sum over dimensions of the deviation over languages; low: alike"),
                rank=lambda s: s.score,
            ),
            TextColumn(
                self.tr("By chance"),
                lambda s: f"{s.chance:.1%}",
                self.tr("How often signs of these languages, drawn by chance, are as alike"),
                rank=lambda s: s.chance,
            ),
        )
        self.table.show_things(kept, columns)

    def _names(self) -> str:
        codes = sorted({code for spread in self._spreads for code in spread.languages})
        said = self.tr("{code}: {name}")
        return "\n".join(said.format(code=code, name=name_of(code)) for code in codes)

    def _on_open(self) -> None:
        if self.table.current is not None:
            self.opened.emit(self.table.current)

    def _arrange(self) -> None:
        title = QLabel(self.tr("Concepts by spread"))
        title.setObjectName("title")
        title.setWordWrap(True)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.order)
        above.addStretch(1)
        above.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(FlowLayout(self.picture, self.save))


class SimilaritySection(QWidget):
    """Says that languages are to be compared, and which concept is wanted; shows both."""

    asked = Signal()
    stopped = Signal()
    opened = Signal(object)  # a Spread: which signs are these?
    explored = Signal(object)  # a sign
    saved = Signal(Path, str, object)  # a file, "likeness" or "spread", a Kinship
    conceived = Signal(object)  # a view for a concept, which was just made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True  # the library has changed since languages were compared
        self._kinship: SimilarityTree | None = None
        self.notice = Notice()
        self.notice.stopped.connect(self.stopped)
        self.matrix = SimilarityMatrix()
        self.tree = SimilarityTreeView(self.matrix)
        self.spreads = SpreadList()
        self.spreads.opened.connect(self.opened)
        self.spreads.saved.connect(partial(self._on_save, "spread"))
        self.cell, self.said = QLabel(), QLabel()
        self.matrix.told.connect(self.cell.setText)
        self.picture = QPushButton(self.tr("Save figure as SVG…"))
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.picture.clicked.connect(lambda: self._on_save("likeness", ".svg"))
        self.save.clicked.connect(lambda: self._on_save("likeness", ".csv"))
        self._arrange()

    @cached_property
    def concept(self) -> "ConceptView":
        """The signs of one concept, side by side."""
        from signdict.gui.results.concept_view import ConceptView

        view = ConceptView(self.tr("What looks like this?"))
        view.closed.connect(self.close_concept)
        view.opened.connect(self.explored)
        self.stack.addWidget(view)
        self.conceived.emit(view)
        return view

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
        """Ask how alike the languages are."""
        self.stale = False
        self.notice.wait(self.tr("Comparing languages"))
        self.stack.setCurrentWidget(self.notice)
        self.asked.emit()

    def show_progress(self, progress: "Progress") -> None:
        """Say how far the comparison is."""
        self.notice.show_progress(progress)

    def show_problem(self, message: str, hint: str) -> None:
        """Say why there is nothing to show."""
        self.notice.tell(message, hint)
        self.stack.setCurrentWidget(self.notice)

    def show_stopped(self) -> None:
        """Say that nobody compares any more, and offer to begin again."""
        self.notice.offer(self.tr("Stopped."), "", self.tr("Compare"), self.ask)
        self.stack.setCurrentWidget(self.notice)

    def show_kinship(self, kinship: "SimilarityTree") -> None:
        """Show how alike the languages are, or say why that cannot be told."""
        if not kinship.rows and not kinship.spreads:
            self.show_problem(
                self.tr("No two languages share enough meanings."),
                self.tr(
                    "Signs count as the same meaning by their concept, or else by their gloss. "
                    "Add signs of another language on the page Library."
                ),
            )
            return
        self._kinship = kinship
        self.matrix.show_kinship(kinship)
        self.tree.show_kinship(kinship)
        for button in (self.picture, self.save):
            button.setEnabled(bool(kinship.rows))
        self.spreads.show_spreads(kinship.spreads)
        self.say("")
        self.stack.setCurrentWidget(self._shown)

    def show_concept(self, matches: "Sequence[Match]") -> None:
        """Show the signs of a concept side by side."""
        if matches:
            self.stack.setCurrentWidget(self.concept)
            self.concept.show_concept(matches)

    def close_concept(self) -> None:
        """Go back to the list of concepts."""
        self.stack.setCurrentWidget(self._shown)
        self.spreads.table.setFocus()

    def say(self, text: str) -> None:
        """Say something below both parts."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _on_save(self, what: str, ending: str) -> None:
        title = self.tr("Save figure") if ending == ".svg" else self.tr("Save table")
        name = "similarity" if what == "likeness" else "spread"
        path = save_dialog.file_for(self, title, name + ending)
        if path and self._kinship:
            self.saved.emit(path, what, self._kinship)

    def _languages(self) -> QVBoxLayout:
        """Tree and matrix, what the cell that is meant tells, and how to save both."""
        title = QLabel(self.tr("Likeness of languages"))
        title.setObjectName("title")
        self.cell.setWordWrap(True)
        self.cell.setTextFormat(Qt.TextFormat.PlainText)
        figure = QHBoxLayout()
        figure.setSpacing(0)
        figure.addWidget(self.tree)
        figure.addWidget(self.matrix, 1)
        figure.addStretch()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(title)
        left.addLayout(figure, 1)
        left.addWidget(self.cell)
        left.addWidget(FlowLayout(self.picture, self.save))
        left.addStretch()
        return left

    def _arrange(self) -> None:
        parts = QHBoxLayout()
        parts.setSpacing(24)
        parts.addLayout(self._languages(), 3)
        parts.addWidget(self.spreads, 2)
        beware = QLabel(
            self.tr(
                "A number tells how much more alike two languages sign one meaning than two. "
                "Beware: as far as each language has its own signers and cameras, these are "
                "compared as well."
            )
        )
        for label in (beware, self.said):
            label.setObjectName("quiet")
            label.setWordWrap(True)
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(beware)
        column.addLayout(parts, 1)
        column.addWidget(self.said)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 8, 0, 0)
        outside.addWidget(self.stack)
