"""Tell the person what happened and what to do, above the page, until they close it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from signdict.core.errors import SignDictError


class Banner(QFrame):
    """One message at a time; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._copy = QPushButton(self.tr("Copy the report"))
        self._copy.clicked.connect(self._copy_report)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.addWidget(self._text, 1)
        row.addWidget(self._copy)
        row.addWidget(close)
        self._report = ""
        self.hide()

    @property
    def text(self) -> str:
        """What is shown at the moment."""
        return "" if self.isHidden() else self._text.text()

    def show_problem(self, problem: SignDictError) -> None:
        """Show something expected: what happened, then what to do about it."""
        self.show_text(problem.message, problem.hint)

    def show_bug(self, report: str) -> None:
        """Apologise for something unexpected, and offer the report for copying."""
        self.show_text(
            self.tr("Something unexpected happened, and we are sorry."),
            self.tr("Your dictionary is as it was. The report helps whoever mends it."),
            report,
        )

    def show_crash(self, report: str) -> None:
        """Apologise for an end that nobody asked for, and offer the report for copying."""
        self.show_text(
            self.tr("signdict ended unexpectedly last time, and we are sorry."),
            self.tr("The report helps whoever mends it."),
            report,
        )

    def show_text(self, message: str, hint: str = "", report: str = "") -> None:
        """Show a message, with a button that copies `report` where there is one."""
        self._report = report
        self._copy.setVisible(bool(report))
        self._copy.setText(self.tr("Copy the report"))
        self._text.setText(f"{message} {hint}".strip())
        self.setAccessibleName(self._text.text())
        self.show()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(self.tr("Copied"))
