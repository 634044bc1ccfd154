"""The choice of the dataset as which a folder is read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

#: How many characters the box is wide at least; titles may be longer.
_WIDTH = 24


class DatasetBox(QComboBox):
    """A list of datasets to choose from, after "recognise automatically" and "no dataset"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from signdict.importing.datasets import datasets  # the window starts without it
        from signdict.importing.recipes.recognition import PLAIN

        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_WIDTH)
        self.addItem(self.tr("Recognise automatically"), "")
        self.addItem(self.tr("No dataset: the file names are the glosses"), PLAIN)
        for dataset in datasets():
            if dataset.has_layout:
                codes = ", ".join(dataset.sign_languages)
                self.addItem(f"{dataset.title} ({codes})" if codes else dataset.title, dataset.name)
        if completer := self.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def choose(self, name: str) -> None:
        """Choose a dataset by its name, or "folder"."""
        self.setCurrentIndex(max(self.findData(name), 0))

    @property
    def recipe(self) -> str:
        """The name of the chosen dataset, the path of a recipe, "folder", or empty."""
        text = self.currentText().strip()
        row = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(row)) if row >= 0 else text
