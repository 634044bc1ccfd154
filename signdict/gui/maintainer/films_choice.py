"""What a list says about films on the web, and whether they are fetched and kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from signdict.importing.manifest import FilmsOnWeb

#: Hosts that are named.
_HOSTS = 4


class FilmsChoice(QWidget):
    """How many films there are, where, and how large; and two check boxes. Hidden without films."""

    chosen = Signal()  # the user decided whether films are fetched

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.fetch = QCheckBox(self.tr("Fetch these films from the web"))
        self.keep = QCheckBox(self.tr("Keep the films on this computer"))
        self.keep.setToolTip(
            self.tr("Otherwise each film is deleted when its landmarks are stored.")
        )
        self.keep.setEnabled(False)
        self.fetch.toggled.connect(self.keep.setEnabled)
        self.fetch.toggled.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.about, self.fetch, self.keep):
            column.addWidget(widget)
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether the films are to be fetched."""
        return not self.isHidden() and self.fetch.isChecked()

    @property
    def kept(self) -> bool:
        """Whether the films that are fetched stay on this computer."""
        return self.wanted and self.keep.isChecked()

    def show_films(self, films: "FilmsOnWeb") -> None:
        """Show how many films a list names, and where they are."""
        self.setVisible(films.count > 0)
        if not films.count:
            return
        named = [f"{host} ({count})" for host, count in films.hosts.items()][:_HOSTS]
        named += ["…"] if len(films.hosts) > _HOSTS else []
        texts = [
            self.tr("This list names %n film(s) on the web.", "", films.count),
            self.tr("Hosts: {names}.").format(names=", ".join(named)),
            self._size(films),
            self.tr("Nothing is fetched unless you select it."),
        ]
        self.about.setText(" ".join(texts))

    def _size(self, films: "FilmsOnWeb") -> str:
        if not films.bytes:
            return self.tr("Their size is not known.")
        size = QLocale().formattedDataSize(films.bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        if films.unknown:
            return self.tr("Size: more than {size}.").format(size=size)
        return self.tr("Size: about {size}.").format(size=size)
