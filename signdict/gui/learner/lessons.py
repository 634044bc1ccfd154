"""From the page Sign to what is taught: the button, the key T, and both dialogs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton

from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts

if TYPE_CHECKING:
    from signdict.gui.learner.my_signs_dialog import MySigns
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.learner.teach_dialog import TeachDialog


class Lessons(QObject):
    """Opens the dialogs; whoever knows the dictionary connects them."""

    lesson_opened = Signal(object)  # a TeachDialog
    signs_opened = Signal(object)  # a MySigns

    def __init__(self, page: "LearnerPage") -> None:
        super().__init__(page)
        self._page = page
        self.button = QPushButton()
        self.button.clicked.connect(self.open)
        page.attempts.changed.connect(self._name)
        self._name()
        shortcuts.key(page, "T", self.open)

    def open(self) -> None:
        """Teach the attempts that are chosen; without any, show what was taught before."""
        if self._page.attempts.all:
            self._open_lesson()
        else:
            self.open_signs()

    def _name(self) -> None:
        """Call the button what it does."""
        some = bool(self._page.attempts.all)
        self.button.setIcon(icons.icon("add" if some else "library"))
        self.button.setText(self.tr("Teach it…") if some else self.tr("My signs…"))
        teach, show = (
            self.tr("Save attempts as a sign of your own (T)"),
            self.tr("The signs that you taught (T)"),
        )
        self.button.setToolTip(teach if some else show)

    def open_signs(self) -> "MySigns":
        """Show the signs that were taught."""
        from signdict.gui.learner.my_signs_dialog import MySigns

        dialog = MySigns(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.signs_opened.emit(dialog)
        dialog.open()
        return dialog

    def _open_lesson(self) -> "TeachDialog":
        from signdict.gui.learner.teach_dialog import TeachDialog

        attempts = self._page.attempts
        dialog = TeachDialog(self._language, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show_attempts(attempts.all, attempts.chosen or attempts.all[-1:])
        dialog.mine_wanted.connect(self.open_signs)
        self.lesson_opened.emit(dialog)
        dialog.open()
        return dialog

    @property
    def _language(self) -> str:
        """The language that is looked in, or that of the best answer."""
        results = self._page.results
        if chosen := results.filter.chosen:
            return chosen[0]
        grid = results.__dict__.get("grid")
        return grid.tiles[0].match.sign.sign_language if grid and grid.tiles else "ase"
