"""Everything about one published dataset, and the ways to get and add it."""

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.theme import icons
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.layout import VerticalScroll
from signdict.importing.datasets import Dataset
from signdict.importing.published import FEW, PublishedDataset

#: Least number of lines of the text that are in view.
_LINES = 6


class DatasetCard(QFrame):
    """The terms of a dataset, how to get it, and buttons: its page, add a folder, copy the command.

    The web browser opens a page only when its button is clicked. So does signdict ask for a list.
    """

    folder_wanted = Signal(object)  # a Dataset; a folder of it is to be added
    list_wanted = Signal(object)  # a Dataset whose list of films is to be fetched

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._dataset: Dataset | None = None
        self._command = ""
        self.title, self.text = QLabel(), QLabel()
        self.title.setObjectName("gloss")
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.page_button = QPushButton(self.tr("Open its web page"))
        self.page_button.clicked.connect(self._open_page)
        self.folder_button = QPushButton(icons.icon("add"), self.tr("Add a folder of it…"))
        self.folder_button.clicked.connect(lambda: self.folder_wanted.emit(self._dataset))
        self.list_button = QPushButton(self.tr("Get the list of its films…"))
        self.list_button.clicked.connect(lambda: self.list_wanted.emit(self._dataset))
        self.copy_button = QPushButton(self.tr("Copy the command"))
        self.copy_button.clicked.connect(self._copy)
        for button in (
            self.page_button, self.folder_button, self.list_button, self.copy_button,
        ):  # fmt: skip
            button.setAutoDefault(False)
        self._arrange()

    def show_dataset(self, each: PublishedDataset | None) -> None:
        """Show a dataset, or nothing."""
        self.setEnabled(each is not None)
        if each is None:
            return
        own = self._dataset = each.dataset
        self.title.setText(own.title)
        self.text.setText("\n".join(self._lines(each)))
        self.page_button.setToolTip(own.home)
        self.page_button.setAccessibleName(f"{self.page_button.text()}: {own.title}")
        self.page_button.setEnabled(bool(own.home))
        self.folder_button.setAccessibleName(f"{self.folder_button.text()}: {own.title}")
        self.list_button.setVisible(bool(each.list_host))
        self.list_button.setAccessibleName(f"{self.list_button.text()}: {own.title}")
        text = self.tr("Asks {host}. You decide then whether the films are fetched.")
        self.list_button.setToolTip(text.format(host=each.list_host))
        self._command = each.command
        self.copy_button.setVisible(bool(each.command))
        self.copy_button.setText(self.tr("Copy the command"))
        self.setAccessibleName(f"{own.title}. {self.text.text()}")

    def _lines(self, each: PublishedDataset) -> list[str]:
        own = each.dataset
        numbers = [
            self.tr("%n sign(s)", "", own.signs) if own.signs else "",
            self.tr("%n signer(s)", "", own.signers) if own.signers else "",
            self.tr("%n clip(s)", "", own.clips) if own.clips else "",
            size_of(own.size),
        ]
        names = ", ".join(map(name_of, own.sign_languages))
        many = len(own.sign_languages) > FEW  # they would push the terms out of view
        languages = self.tr("%n language(s)", "", len(own.sign_languages)) if many else names
        licence = own.licence or self.tr("unknown")
        lines = [
            " · ".join(part for part in (languages, *numbers) if part),
            self.tr("Licence: {licence}").format(licence=licence),
            f"{access_of(own)}: {own.how}" if own.how else access_of(own),
            own.note,
        ]
        if each.here:
            sources = ", ".join(source.label for source, _ in each.sources)
            text = self.tr("Already here: %n sign(s), source {names}.", "", each.here)
            lines.append(text.format(names=sources))
        if not own.has_layout:
            lines.append(
                self.tr("Its files follow no fixed pattern: the name of a file becomes the gloss.")
            )
        if each.command:
            lines.append(self.tr("Command: {command}").format(command=each.command))
        lines += [names] if many else []
        return [line for line in lines if line]

    def _open_page(self) -> None:
        if self._dataset:
            QDesktopServices.openUrl(QUrl(self._dataset.home))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._command)
        self.copy_button.setText(self.tr("Copied"))

    def _arrange(self) -> None:
        texts = QWidget()
        inside = QVBoxLayout(texts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.title)
        inside.addWidget(self.text)
        inside.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for button in (
            self.page_button, self.folder_button, self.list_button, self.copy_button,
        ):  # fmt: skip
            ways.addWidget(button)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        scroll = VerticalScroll(texts)
        scroll.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        for widget in (scroll.viewport(), texts):  # the card is seen through them
            widget.setAutoFillBackground(False)
        column.addWidget(scroll, 1)
        column.addLayout(ways)


def number_of(count: int | None) -> str:
    """Return a number in the language of the window; empty if it is not known."""
    return "" if count is None else QLocale().toString(count)


def size_of(count: int | None) -> str:
    """Return a number of bytes for people; empty if it is not known."""
    if not count:
        return ""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def access_of(dataset: Dataset) -> str:
    """Return what it takes to get a dataset."""
    texts = {
        "open": QCoreApplication.translate("DatasetCard", "Open access"),
        "request": QCoreApplication.translate("DatasetCard", "By request"),
        "purchase": QCoreApplication.translate("DatasetCard", "By purchase"),
    }
    return texts[dataset.access]
