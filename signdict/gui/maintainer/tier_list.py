"""The tiers of ELAN files, to choose those whose annotations are added."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTreeWidget, QTreeWidgetItem, QWidget

if TYPE_CHECKING:
    from signdict.importing.entries import TierChoice

_NAME, _KIND, _COUNT, _SIGNER, _HAND, _REASON = range(6)
#: Rows in view without scrolling, the space around the text of a row, and the smallest width.
_ROWS, _SPACE, _WIDTH = 6, 8, 700


class TierList(QTreeWidget):
    """One row for each tier, with a check box."""

    chosen = Signal()  # the user checked or unchecked a tier

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_choice = False
        heads = (
            self.tr("Tier"), self.tr("Type"), self.tr("Annotations"), self.tr("Signer"),
            self.tr("Hand"), self.tr("Reason"),
        )  # fmt: skip
        self.setHeaderLabels(heads)
        self.setAccessibleName(self.tr("Tiers"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_WIDTH)
        header = self.header()
        header.setStretchLastSection(True)
        for column in range(len(heads) - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self.itemChanged.connect(self._on_change)
        self._fit()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the checked tiers, each once; none as long as the user chose nothing."""
        return tuple(dict.fromkeys(self._checked())) if self._own_choice else ()

    @property
    def nothing_chosen(self) -> bool:
        """Whether there are tiers, and none is checked."""
        return self.topLevelItemCount() > 0 and not self._checked()

    def show_tiers(self, tiers: "Sequence[TierChoice]") -> None:
        """List the tiers, those with annotations first; the user's own choice stays as it is."""
        rows = sorted(tiers, key=lambda tier: (not tier.taken, not tier.annotations))
        if self._own_choice and {tier.name for tier in tiers} == set(self._all()):
            return
        with QSignalBlocker(self):
            self.clear()
            self._own_choice = False
            for tier in rows:
                texts = [
                    tier.name, tier.kind, str(tier.annotations), tier.signer, self._hand(tier.hand),
                    tier.reason,
                ]  # fmt: skip
                row = QTreeWidgetItem(self, texts)
                for column, text in enumerate(texts):
                    row.setToolTip(column, text)
                row.setSizeHint(column, QSize(0, self._row_height))
                row.setTextAlignment(
                    _COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
                state = Qt.CheckState.Checked if tier.taken else Qt.CheckState.Unchecked
                row.setCheckState(_NAME, state)
                row.setDisabled(not tier.annotations)
        self._fit()

    def _hand(self, hand: str) -> str:
        names = {
            "right": self.tr("right"), "left": self.tr("left"), "both": self.tr("both"),
            "dominant": self.tr("dominant"), "non-dominant": self.tr("non-dominant"),
        }  # fmt: skip
        return names.get(hand, hand)

    def _fit(self) -> None:
        """Make columns as wide as their texts, within limits, and the list as high as its rows."""
        widest = {_NAME: 230, _KIND: 100, _COUNT: 110, _SIGNER: 90, _HAND: 90}
        for column in (_SIGNER, _HAND):
            texts = [row.text(column) for row in self._rows()]
            self.setColumnHidden(column, not any(texts))
        for column, limit in widest.items():
            if not self.isColumnHidden(column):
                self.resizeColumnToContents(column)
                self.setColumnWidth(column, min(self.columnWidth(column), limit))
        shown = min(max(self.topLevelItemCount(), 2), _ROWS)
        height = self.header().sizeHint().height() + shown * self._row_height
        self.setFixedHeight(height + 2 * self.frameWidth())

    @property
    def _row_height(self) -> int:
        return self.fontMetrics().height() + _SPACE

    def _rows(self) -> list[QTreeWidgetItem]:
        rows = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [row for row in rows if row is not None]

    def _all(self) -> list[str]:
        return [row.text(_NAME) for row in self._rows()]

    def _checked(self) -> list[str]:
        return [
            row.text(_NAME)
            for row in self._rows()
            if row.checkState(_NAME) is Qt.CheckState.Checked
        ]

    def _on_change(self, row: QTreeWidgetItem, column: int) -> None:
        del row
        if column == _NAME:
            self._own_choice = True
            self.chosen.emit()
