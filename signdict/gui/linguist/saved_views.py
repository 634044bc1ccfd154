"""Views of the table under names: a button with a menu to choose, save, rename and delete them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QWidget

if TYPE_CHECKING:
    from signdict.linguistics.table import TableView


class ViewsButton(QPushButton):
    """Bears the name of the view that was chosen, for as long as it is the one that is shown."""

    chosen = Signal(object)  # a view
    kept = Signal(str, bool)  # a name, whether it is that of the view to be put in its place
    renamed = Signal(str, str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: Sequence[TableView] = ()
        self._name = ""  # of the view that was chosen or saved last
        self.setAccessibleDescription(self.tr("Search, filters, order and columns under a name"))
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._fill()
        self._tell(shown=False)

    def show_views(self, views: "Sequence[TableView]", name: str = "") -> None:
        """Offer these; `name` is that of the one that is shown from now on."""
        self._views = views
        self._name = name or self._name
        self._name = self._name if self._known else ""
        self._fill()
        self._tell(shown=bool(name))

    def compare(self, view: "TableView") -> None:
        """See whether what is shown is still the view that was chosen."""
        self._tell(shown=any(self._same(one, view) for one in self._views))

    @property
    def _known(self) -> bool:
        return any(view.name == self._name for view in self._views)

    def _same(self, one: "TableView", view: "TableView") -> bool:
        told = [(v.words, dict(v.chosen), v.column, v.falling, {*v.hidden}) for v in (one, view)]
        return one.name == self._name and told[0] == told[1]

    def _tell(self, *, shown: bool) -> None:
        text = self._name if shown and self._name else self.tr("Views")
        width = 12 * self.fontMetrics().averageCharWidth()
        brief = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        self.setText(brief.replace("&", "&&"))
        self.setAccessibleName(self.tr("Saved views: {name}").format(name=text))
        self.setToolTip(text if brief != text else self.tr("Saved views of the table"))
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
        self.save_action = self._menu.addAction(self.tr("Save view…"), self._keep)
        self.rename_action = self._menu.addAction(self.tr("Rename view…"), self._rename)
        self.delete_action = self._menu.addAction(
            self.tr("Delete view"), lambda: self.removed.emit(self._name)
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

    def _keep(self) -> None:
        name, there = QInputDialog.getText(
            self, self.tr("Save view"), self.tr("Name of the view"), text=self._name
        )
        if there:
            self.kept.emit(name, name == self._name)

    def _rename(self) -> None:
        name, there = QInputDialog.getText(
            self, self.tr("Rename view"), self.tr("Name of the view"), text=self._name
        )
        if there:
            self.renamed.emit(self._name, name)
