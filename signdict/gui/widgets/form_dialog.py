"""A dialog that fits the screen: what does not fit is scrolled, and the buttons stay in view."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from signdict.gui.widgets.layout import VerticalScroll
from signdict.gui.widgets.screen import room


class FormDialog(QDialog):
    """A column of fields with buttons below. It grows with its contents, up to the screen.

    A subclass arranges the column, its buttons last, and then calls `scroll_form`.
    """

    _scroll: VerticalScroll | None = None

    def scroll_form(self, usual: QSize) -> None:
        """Let everything above the buttons scroll, and open at a size or at that of the contents.

        Without this, a layout makes a dialog larger than a small screen.
        """
        column = self.layout()
        if not isinstance(column, QVBoxLayout):
            return
        last = column.itemAt(column.count() - 1)
        buttons = last.widget() if last else None
        if buttons is None:
            return
        column.removeWidget(buttons)
        form = QWidget()
        form.setLayout(column)  # takes it from the dialog
        outer = QVBoxLayout(self)
        outer.setContentsMargins(column.contentsMargins())
        outer.setSpacing(column.spacing())
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = VerticalScroll(form)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(buttons)
        self.resize(usual.boundedTo(room(self.screen())))
        self.grow()

    def grow(self) -> None:
        """Grow if the contents need more room and the screen has it."""
        outer, scroll = self.layout(), self._scroll
        if outer is None or scroll is None or (form := scroll.widget()) is None:
            return
        space = room(self.screen())
        outer.activate()
        width = min(max(self.width(), outer.totalMinimumSize().width()), space.width())
        margins = outer.contentsMargins()
        inner = width - margins.left() - margins.right() - scroll.verticalScrollBar().width()
        column = form.layout()
        needed = (
            column.totalHeightForWidth(inner)
            if column is not None and column.hasHeightForWidth()
            else form.sizeHint().height()
        )
        rest = outer.totalMinimumSize().height() - scroll.minimumSizeHint().height()
        height = min(max(self.height(), needed + rest), space.height())
        if (width, height) != (self.width(), self.height()):
            self.resize(width, height)

    def event(self, event: QEvent) -> bool:
        """Grow when the contents change."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.grow()
        return handled
