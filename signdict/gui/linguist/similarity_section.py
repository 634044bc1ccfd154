"""The similarity of languages on the Explore page: matrix, tree, and concepts by spread."""

from collections.abc import Sequence
from functools import partial
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
from signdict.gui.widgets.lazy import lazy
from signdict.gui.widgets.notice import Notice
from signdict.gui.widgets.tables import TextColumn, WordTable

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress
    from signdict.gui.results.concept_view import ConceptView
    from signdict.linguistics.similarity import SimilarityTree, Spread


class SimilaritySection(QWidget):
    """Asks for a comparison of all languages and for the signs of a concept; shows both."""

    asked = Signal()
    stopped = Signal()
    opened = Signal(object)  # a Spread whose signs to show
    explored = Signal(object)  # a sign
    saved = Signal(Path, str, object)  # a file, "likeness" or "spread", a SimilarityTree
    concept_made = Signal(object)  # the view of a concept, the first time that it is shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True  # the library has changed since languages were compared
        self._similarity: SimilarityTree | None = None
        self.notice = Notice()
        self.notice.stopped.connect(self.stopped)
        self.matrix = SimilarityMatrix()
        self.tree = SimilarityTreeView(self.matrix)
        self.spreads = SpreadList()
        self.spreads.opened.connect(self.opened)
        self.spreads.saved.connect(partial(self._on_save, "spread"))
        self.cell, self.status = QLabel(), QLabel()
        self.matrix.described.connect(self.cell.setText)
        self.picture = QPushButton(self.tr("Save figure as SVG…"))
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.picture.clicked.connect(lambda: self._on_save("likeness", ".svg"))
        self.save.clicked.connect(lambda: self._on_save("likeness", ".csv"))
        self._arrange()

    @lazy
    def concept(self) -> "ConceptView":
        """The signs of one concept, side by side."""
        from signdict.gui.results.concept_view import ConceptView

        view = ConceptView(self.tr("What looks like this?"))
        view.closed.connect(self.close_concept)
        view.opened.connect(self.explored)
        self.stack.addWidget(view)
        self.concept_made.emit(view)
        return view

    def showEvent(self, event: QShowEvent) -> None:
        """Compare when first shown, and again after the library has changed."""
        super().showEvent(event)
        if self.stale:
            self.ask()

    def refresh(self) -> None:
        """Compare again after a change of the library, now or when next shown."""
        self.stale = True
        if self.isVisible():
            self.ask()

    def ask(self) -> None:
        """Ask for a comparison of all languages."""
        self.stale = False
        self.notice.wait(self.tr("Comparing languages"))
        self.stack.setCurrentWidget(self.notice)
        self.asked.emit()

    def show_progress(self, progress: "Progress") -> None:
        """Show how much is compared."""
        self.notice.show_progress(progress)

    def show_problem(self, message: str, hint: str) -> None:
        """Show why the languages cannot be compared."""
        self.notice.tell(message, hint)
        self.stack.setCurrentWidget(self.notice)

    def show_stopped(self) -> None:
        """Show that the comparison was stopped, and offer to start it again."""
        self.notice.offer(self.tr("Stopped."), "", self.tr("Compare"), self.ask)
        self.stack.setCurrentWidget(self.notice)

    def show_similarity(self, similarity: "SimilarityTree") -> None:
        """Show the similarity of languages, or why they cannot be compared."""
        if not similarity.rows and not similarity.spreads:
            self.show_problem(
                self.tr("No two languages share enough meanings."),
                self.tr(
                    "Signs with the same concept, or else the same gloss, count as having the same "
                    "meaning. Add signs of another language on the Library page."
                ),
            )
            return
        self._similarity = similarity
        self.matrix.show_similarity(similarity)
        self.tree.show_similarity(similarity)
        for button in (self.picture, self.save):
            button.setEnabled(bool(similarity.rows))
        self.spreads.show_spreads(similarity.spreads)
        self.say("")
        self.stack.setCurrentWidget(self._shown)

    def show_concept(self, matches: "Sequence[Match]") -> None:
        """Show the signs of a concept side by side."""
        if matches:
            self.stack.setCurrentWidget(self.concept)
            self.concept.show_concept(matches)

    def close_concept(self) -> None:
        """Return to the list of concepts."""
        self.stack.setCurrentWidget(self._shown)
        self.spreads.table.setFocus()

    def say(self, text: str) -> None:
        """Show a message below both parts."""
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def _on_save(self, kind: str, suffix: str) -> None:
        title = self.tr("Save figure") if suffix == ".svg" else self.tr("Save table")
        name = "similarity" if kind == "likeness" else "spread"
        path = save_dialog.file_for(self, title, name + suffix)
        if path and self._similarity:
            self.saved.emit(path, kind, self._similarity)

    def _languages(self) -> QVBoxLayout:
        """Return the left part: tree and matrix, the current cell in words, save buttons."""
        title = QLabel(self.tr("Similarity of languages"))
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
        caution = QLabel(
            self.tr(
                "Each number shows how much more similar signs of two languages are if they have "
                "the same meaning. Caution: if each language has its own signers and cameras, "
                "their differences count as well."
            )
        )
        for label in (caution, self.status):
            label.setObjectName("quiet")
            label.setWordWrap(True)
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(caution)
        column.addLayout(parts, 1)
        column.addWidget(self.status)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 8, 0, 0)
        outside.addWidget(self.stack)


class SpreadList(QWidget):
    """Concepts that languages share, by spread; reports the one opened, and how to save them."""

    opened = Signal(object)  # a Spread
    saved = Signal(str)  # a suffix, ".svg" or ".csv"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spreads: Sequence[Spread] = ()
        self.table = WordTable(self.tr("Concepts that languages share"))
        self.order = QComboBox()
        self.order.setAccessibleName(self.tr("Order of concepts"))
        self.order.setToolTip(
            self.tr(
                "Concepts shared by more languages come first, because spread grows with the "
                "number of languages"
            )
        )
        self.order.addItem(self.tr("Most similar first"), False)
        self.order.addItem(self.tr("Least similar first"), True)
        self.open = QPushButton(self.tr("Show signs"))
        self.open.setToolTip(self.tr("Show the signs of this concept side by side (Return)"))
        self.picture = QPushButton(self.tr("Save figure as SVG…"))
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.order.currentIndexChanged.connect(lambda _: self._list())
        self.table.opened.connect(lambda spread, _: self.opened.emit(spread))
        self.open.clicked.connect(self._on_open)
        self.picture.clicked.connect(lambda: self.saved.emit(".svg"))
        self.save.clicked.connect(lambda: self.saved.emit(".csv"))
        self._arrange()

    def show_spreads(self, spreads: "Sequence[Spread]") -> None:
        """List these concepts."""
        self._spreads = spreads
        for part in (self.order, self.open, self.picture, self.save):
            part.setEnabled(bool(spreads))
        self._list()

    def _list(self) -> None:
        least = bool(self.order.currentData())
        ordered = sorted(
            self._spreads,
            key=lambda spread: (-len(spread.languages), spread.score * (-1 if least else 1)),
        )
        columns = (
            TextColumn(self.tr("Concept"), lambda spread: str(spread.concept), wide=True),
            TextColumn(
                self.tr("Languages"),
                lambda spread: " ".join(spread.languages),
                self._language_names(),
                rank=lambda spread: (len(spread.languages), spread.languages),
            ),
            TextColumn(
                self.tr("Spread"),
                lambda spread: f"{spread.score:.2f}",
                self.tr(
                    "Sum over dimensions of the deviation between languages; low means similar"
                ),
                rank=lambda spread: spread.score,
            ),
            TextColumn(
                self.tr("By chance"),
                lambda spread: f"{spread.chance:.1%}",
                self.tr("Share of random groups of signs of these languages that are as similar"),
                rank=lambda spread: spread.chance,
            ),
        )
        self.table.show_things(ordered, columns)

    def _language_names(self) -> str:
        codes = sorted({code for spread in self._spreads for code in spread.languages})
        text = self.tr("{code}: {name}")
        return "\n".join(text.format(code=code, name=name_of(code)) for code in codes)

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
