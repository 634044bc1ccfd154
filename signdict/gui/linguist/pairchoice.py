"""Which languages are compared, and which pairs of their signs are listed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from signdict.gui.linguist import pairwords
from signdict.gui.linguist.pairwords import MINIMAL
from signdict.gui.results import facet_words
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.linguistics import pairs
    from signdict.linguistics.pairs import MinimalPair

Listed: TypeAlias = "pairs.Pair | MinimalPair"


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
        for name, said in pairwords.kinds().items():
            self.kind.addItem(said, name)
        self.differs.addItem(self.tr("Any facet"), "")
        for name in pairwords.DIFFERING:
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

    def count(self, found: Mapping[bool, Sequence[Listed]]) -> None:
        """Say of each kind how many pairs there are, as far as minimal and other ones are known."""
        for place, (name, said) in enumerate(pairwords.kinds().items()):
            listed = found.get(name == MINIMAL)
            if listed is not None:
                own = [p for p in listed if name in (MINIMAL, getattr(p, "kind", ""))]
                counted = self.tr("{name}  ({count})")
                said = counted.format(name=said, count=len(own))
            self.kind.setItemText(place, said)

    def kept(self, found: Mapping[bool, Sequence[Listed]]) -> list[Listed]:
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
