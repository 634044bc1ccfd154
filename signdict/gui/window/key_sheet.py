"""The sheet of keys and gestures."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

#: Keys that do the same, as Qt writes them in English, and what they do.
KeyRow = tuple[tuple[str, ...], str]


class KeySheet(QDialog):
    """Lists what can be done without a pointer, and what can be dropped where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and gestures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (key, what) in enumerate([*map(_named, self.rows()), *self._gestures()]):
            name, told = QLabel(key), QLabel(what)
            name.setObjectName("key")
            told.setWordWrap(True)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(inside)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.addWidget(scroll, 1)
        column.addSpacing(8)
        column.addWidget(buttons)
        self._fit(scroll, inside)

    def rows(self) -> tuple[KeyRow, ...]:
        """Every key that does something."""
        return (
            (("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"), self.tr("Sign, Find, Explore, Library")),
            (("Ctrl+F",), self.tr("Type a word to find")),
            (("Ctrl+O",), self.tr("Open a video or pose of a sign")),
            (("Tab", "Shift+Tab"), self.tr("Go to the next part, or to the one before")),
            (("Left", "Right", "Up", "Down"), self.tr("Go from result to result")),
            (("Return", "Space"), self.tr("Show the result large; press the button")),
            (("Esc",), self.tr("Back to the results")),
            (("Space",), self.tr("Play or pause the large sign; record, with the camera on")),
            ((",", "."), self.tr("One frame back, one frame on")),
            (("M",), self.tr("Mirror the large sign")),
            (("S",), self.tr("The large sign as it is, then slowly, in turn")),
            (("[", "]", "Backspace"), self.tr("A part begins here, ends here; all again")),
            (("F",), self.tr("The large sign fills the screen")),
            (("K",), self.tr("Skeleton over the video, or none")),
            (("Left", "Right"), self.tr("Timeline: one picture back, one on")),
            (("Shift+Left", "Shift+Right"), self.tr("Timeline: one second back, one on")),
            (("I", "O"), self.tr("Timeline: the part starts here, ends here")),
            (("Return",), self.tr("Timeline: look up the part; attempts: go back to this one")),
            (("Space", "A"), self.tr("Attempts: choose; ask about two as one")),
            (("R", "Ctrl+S", "Del"), self.tr("Attempts: watch closely, save, delete")),
            (("T",), self.tr("Teach it: save attempts as a sign of your own")),
            (("L",), self.tr("Find: add the chosen result to a list")),
            (("A",), self.tr("Find: the chosen result in all sign languages")),
            (("Ctrl+L", "Ctrl+Z"), self.tr("Find: lists; take the last change of a list back")),
            (("Alt+Up", "Alt+Down"), self.tr("List: move the sign up, down")),
            (("F2", "Del"), self.tr("List: write a note, take the sign out")),
            (("C",), self.tr("Compare the chosen result with what you signed")),
            (("Return", "Shift+Return"), self.tr("Pairs: what looks like the first, the second")),
            (("Space", ",", ".", "Ctrl+M"), self.tr("Pairs: play, one frame back, on, mirror")),
            (("1", "2", "3", "4"), self.tr("Comparing: go to what differs most")),
            (("L",), self.tr("Comparing: again and again, or once")),
            (("Alt+Up", "Alt+Down"), self.tr("Tables: sort by this column, rising or falling")),
            (("Return",), self.tr("All signs: what looks like this one")),
            (("F1", "?"), self.tr("This sheet")),
        )

    def _gestures(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Drop a file"), self.tr("See what its sign means")),
            (self.tr("Drop several"), self.tr("Each is an attempt; pictures are one recording")),
            (self.tr("Drop on Library"), self.tr("Add a folder or a table")),
        )

    def _fit(self, scroll: QScrollArea, inside: QWidget) -> None:
        """As large as all lines, unless the screen is smaller."""
        bar = self.style().pixelMetric(self.style().PixelMetric.PM_ScrollBarExtent)
        wanted = inside.sizeHint() + self.sizeHint() - scroll.sizeHint()
        wanted.setWidth(max(wanted.width(), inside.sizeHint().width()) + bar + 48)
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))


def _named(row: KeyRow) -> tuple[str, str]:
    keys, what = row
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(key).toString(native) for key in keys), what
