"""The kinds of signs in words, and a box to choose one."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QWidget

from signdict.core.kinds import SignKind


def names() -> dict[SignKind, str]:
    """Return the name of each kind, for one sign."""
    return {
        "word": QCoreApplication.translate("kinds", "Word"),
        "letter": QCoreApplication.translate("kinds", "Letter of an alphabet"),
    }


class KindBox(QComboBox):
    """A kind to choose, or `unchanged`, which is the first choice where it is named."""

    def __init__(self, unchanged: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if unchanged:
            self.addItem(unchanged, "")
        for kind, name in names().items():
            self.addItem(name, kind)

    def choose(self, kind: SignKind) -> None:
        """Choose a kind."""
        self.setCurrentIndex(self.findData(kind))
