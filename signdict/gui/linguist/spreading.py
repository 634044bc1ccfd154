"""Concepts by how alike the languages sign them, each to be opened."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.flow import Flow
from signdict.gui.widgets.wordtable import Column, WordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from signdict.linguistics.similarity import Spread


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
            Column(self.tr("Concept"), lambda s: str(s.concept), wide=True),
            Column(
                self.tr("Languages"),
                lambda s: " ".join(s.languages),
                self._names(),
                rank=lambda s: (len(s.languages), s.languages),
            ),
            Column(
                self.tr("Spread"),
                lambda s: f"{s.score:.2f}",
                self.tr("Sum over dimensions of the deviation over languages; low: alike"),
                rank=lambda s: s.score,
            ),
            Column(
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
        column.addWidget(Flow(self.picture, self.save))
