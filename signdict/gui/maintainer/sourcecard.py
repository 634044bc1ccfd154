"""A source on the page Library: its terms, whom to name, a switch, and a way to remove it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

if TYPE_CHECKING:
    from signdict.core.types import Source

#: Letters of a version that are shown: the name of a commit is longer than anyone reads.
_VERSION = 12


class SourceCard(QFrame):
    """A source: how many signs, on what terms, whom to name; a switch and a button to remove it."""

    switched = Signal(str, bool)  # the name of the source, and whether it is searched from now on

    def __init__(self, source: "Source", count: int, *, on: bool = True) -> None:
        super().__init__()
        self.setObjectName("card")
        name = source.title or source.name
        title = QLabel(name)
        title.setObjectName("title")
        facts = [self.tr("%n sign(s)", "", count), source.licence]
        facts.append(source.version[:_VERSION])
        facts.append("" if on else self.tr("not searched"))
        about = QLabel(" · ".join(fact for fact in facts if fact))
        credit = QLabel(source.attribution)
        credit.setObjectName("quiet")
        credit.setVisible(bool(source.attribution))
        self.switch = QCheckBox(self.tr("Search it"))
        self.switch.setAccessibleName(self.tr("Search {name}").format(name=name))
        self.switch.setChecked(on)
        self.switch.toggled.connect(lambda wanted: self.switched.emit(source.name, wanted))
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        words = QVBoxLayout()
        for label in (title, about, credit):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
