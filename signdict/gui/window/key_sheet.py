"""The dialog of keyboard shortcuts and gestures."""

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

#: Keys that do the same, in Qt's portable notation, and what they do.
KeyRow = tuple[tuple[str, ...], str]


class KeySheet(QDialog):
    """Lists all keyboard shortcuts, and what can be dropped where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts and gestures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = QWidget()
        grid = QGridLayout(content)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (keys, action) in enumerate([*map(_named, self.rows()), *self._gestures()]):
            name, description = QLabel(keys), QLabel(action)
            name.setObjectName("key")
            description.setWordWrap(True)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(description, row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(content)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.addWidget(scroll, 1)
        column.addSpacing(8)
        column.addWidget(buttons)
        self._fit(scroll, content)

    def rows(self) -> tuple[KeyRow, ...]:
        """Return every key and what it does."""
        return (
            (("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"), self.tr("Sign, Find, Explore, Library")),
            (("Ctrl+F",), self.tr("Search for a word")),
            (("Ctrl+O",), self.tr("Open a video or pose file")),
            (("Ctrl+Shift+A",), self.tr("Search all sign languages, or again only yours")),
            (("Tab", "Shift+Tab"), self.tr("Go to the next or previous control")),
            (("Left", "Right", "Up", "Down"), self.tr("Move between results")),
            (("Return", "Space"), self.tr("Show the result large; press a button")),
            (("Esc",), self.tr("Return to the results")),
            (("Space",), self.tr("Play or pause the large sign; record if the camera is on")),
            ((",", "."), self.tr("One frame back or forward")),
            (("M",), self.tr("Mirror the large sign")),
            (("S",), self.tr("Switch between normal and slow speed")),
            (("[", "]", "Backspace"), self.tr("Start or end the loop here; play everything")),
            (("F",), self.tr("Show the large sign in full screen")),
            (("K",), self.tr("Show or hide the skeleton over the video")),
            (("Left", "Right"), self.tr("Timeline: one frame back or forward")),
            (("Shift+Left", "Shift+Right"), self.tr("Timeline: one second back or forward")),
            (("I", "O"), self.tr("Timeline: start or end the part here")),
            (("Return",), self.tr("Timeline: look up the part; attempts: return to this one")),
            (("Space", "A"), self.tr("Attempts: select; look up two or three as one")),
            (
                ("N", "B"),
                self.tr("Sign: sign something new; use attempts together although they differ"),
            ),
            (("R", "Ctrl+S", "Del"), self.tr("Attempts: replay, save, delete")),
            (("T",), self.tr("Save attempts as a sign of your own")),
            (("L",), self.tr("Find: add the selected result to a list")),
            (("A",), self.tr("Find: show the selected result in all sign languages")),
            (("Ctrl+L", "Ctrl+Z"), self.tr("Find: show the lists; undo the last change of a list")),
            (("Alt+Up", "Alt+Down"), self.tr("List: move the sign up or down")),
            (("F2", "Del"), self.tr("List: write a note, remove the sign")),
            (("C",), self.tr("Compare the selected result with your attempt")),
            (
                ("Return", "Shift+Return"),
                self.tr("Pairs: show neighbours of the first or second sign"),
            ),
            (
                ("Space", ",", ".", "Ctrl+M"),
                self.tr("Pairs: play, one frame back, one forward, mirror"),
            ),
            (("1", "2", "3", "4"), self.tr("Comparison: go to the largest differences")),
            (("L",), self.tr("Comparison: loop or play once")),
            (
                ("Alt+Up", "Alt+Down"),
                self.tr("Tables: sort by this column, ascending or descending"),
            ),
            (("Return",), self.tr("All signs: show the neighbours of this sign")),
            (("F1", "?"), self.tr("Show this list")),
        )

    def _gestures(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Drop a file"), self.tr("Look up its sign")),
            (
                self.tr("Drop several files"),
                self.tr("Each file is one attempt; numbered pictures are one recording"),
            ),
            (self.tr("Drop on the Library page"), self.tr("Add a folder, a table or a pack")),
        )

    def _fit(self, scroll: QScrollArea, content: QWidget) -> None:
        """Make the dialog large enough for all lines, unless the screen is smaller."""
        bar = self.style().pixelMetric(self.style().PixelMetric.PM_ScrollBarExtent)
        size = content.sizeHint() + self.sizeHint() - scroll.sizeHint()
        size.setWidth(max(size.width(), content.sizeHint().width()) + bar + 48)
        self.resize(size.boundedTo(self.screen().availableSize() * 0.9))


def _named(row: KeyRow) -> tuple[str, str]:
    keys, action = row
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(QKeySequence(key).toString(native) for key in keys), action
