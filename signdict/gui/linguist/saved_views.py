"""Saved views of the table: a button whose menu opens, saves, renames and deletes them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QWidget

if TYPE_CHECKING:
    from signdict.linguistics.table import TableView

#: A longer name of a view is elided, in average letters.
_LETTERS = 12


class ViewsButton(QPushButton):
    """Shows the name of the chosen view while the table still shows that view."""

    chosen = Signal(object)  # a view
    saved = Signal(str, bool)  # a name, whether the view with that name is replaced
    renamed = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: Sequence[TableView] = ()
        self._name = ""  # of the view that was chosen or saved last
        self.setAccessibleDescription(self.tr("Filters, order and columns saved under a name"))
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._fill()
        self._update_text(shown=False)

    def show_views(self, views: "Sequence[TableView]", name: str = "") -> None:
        """Offer these views; `name` is that of the current one."""
        self._views = views
        self._name = name or self._name
        if not any(view.name == self._name for view in views):
            self._name = ""
        self._fill()
        self._update_text(shown=bool(name))

    def compare(self, view: "TableView") -> None:
        """Check whether what the table shows is still the chosen view."""
        content = _content(view)
        self._update_text(
            shown=any(
                saved.name == self._name and _content(saved) == content for saved in self._views
            )
        )

    def _update_text(self, *, shown: bool) -> None:
        text = self._name if shown and self._name else self.tr("Views")
        width = _LETTERS * self.fontMetrics().averageCharWidth()
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        self.setText(elided.replace("&", "&&"))
        self.setAccessibleName(self.tr("Saved views: {name}").format(name=text))
        self.setToolTip(text if elided != text else self.tr("Saved views of the table"))
        for action in self._names.actions():
            action.setChecked(shown and action.data() == self._name)

    def _fill(self) -> None:
        self._menu.clear()
        self._names = QActionGroup(self._menu)
        for view in self._views:
            action = self._menu.addAction(view.name.replace("&", "&&"))
            action.setData(view.name)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, view=view: self._choose(view))
            self._names.addAction(action)
        self._menu.addSeparator()
        self.save_action = self._menu.addAction(self.tr("Save view…"), self._save)
        self.rename_action = self._menu.addAction(self.tr("Rename view…"), self._rename)
        self.delete_action = self._menu.addAction(
            self.tr("Delete view"), lambda: self.deleted.emit(self._name)
        )
        if self._name:
            text = self.tr("Delete view {name}").format(name=self._name.replace("&", "&&"))
            self.delete_action.setText(text)
        for action in (self.rename_action, self.delete_action):
            action.setEnabled(bool(self._name))

    def _choose(self, view: "TableView") -> None:
        self._name = view.name
        self._fill()
        self.chosen.emit(view)

    def _save(self) -> None:
        name, confirmed = QInputDialog.getText(
            self, self.tr("Save view"), self.tr("Name of the view"), text=self._name
        )
        if confirmed:
            self.saved.emit(name, name == self._name)

    def _rename(self) -> None:
        name, confirmed = QInputDialog.getText(
            self, self.tr("Rename view"), self.tr("Name of the view"), text=self._name
        )
        if confirmed:
            self.renamed.emit(self._name, name)


def _content(view: "TableView") -> tuple[object, ...]:
    """Return everything that a view shows, without its name."""
    return view.words, dict(view.chosen), view.column, view.falling, {*view.hidden}
