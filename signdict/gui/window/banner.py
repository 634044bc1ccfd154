"""Messages above the page: what happened and what to do. They stay until they are closed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from signdict.core.errors import SignDictError


class Banner(QFrame):
    """Shows one message at a time; hidden without a message."""

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
        """The message in view, or an empty text."""
        return "" if self.isHidden() else self._text.text()

    def show_problem(self, problem: SignDictError) -> None:
        """Show an expected failure: what happened, then what to do."""
        self.show_text(problem.message, problem.hint)

    def show_bug(self, report: str) -> None:
        """Apologise for a bug, and offer to copy the report."""
        self.show_text(
            self.tr("Sorry, something unexpected happened."),
            self.tr("Your dictionary has not changed. Please send the report to the developers."),
            report,
        )

    def show_crash(self, report: str) -> None:
        """Apologise for a crash, and offer to copy the report."""
        self.show_text(
            self.tr("Sorry, signdict closed unexpectedly last time."),
            self.tr("Please send the report to the developers."),
            report,
        )

    def show_text(self, message: str, hint: str = "", report: str = "") -> None:
        """Show a message; if there is a report, with a button that copies it."""
        self._report = report
        self._copy.setVisible(bool(report))
        self._copy.setText(self.tr("Copy the report"))
        self._text.setText(f"{message} {hint}".strip())
        self.setAccessibleName(self._text.text())
        self.show()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(self.tr("Copied"))
