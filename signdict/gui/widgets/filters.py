"""Choose sign languages, or sources: a button with a menu of those there are, with numbers."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from signdict.core.languages import languages


def name_of(code: str) -> str:
    """The English name of a sign language, or its code if it has none here."""
    known = languages().get(code)
    return known.name if known else code


class MenuFilter(QPushButton):
    """None chosen means all. Says so whenever the choice changes."""

    changed = Signal(list)  # codes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._menu.installEventFilter(self)  # stays open, so that several can be chosen
        self.setMenu(self._menu)
        self._actions: dict[str, QAction] = {}
        self._name_button()

    def name(self, code: str) -> str:
        """What one of those that are there is called."""
        return code

    def all_of_them(self) -> str:
        """What is said where none is chosen."""
        raise NotImplementedError

    def some_of_them(self, count: int) -> str:
        """What is said where several are."""
        raise NotImplementedError

    def announced(self, text: str) -> str:
        """What a screen reader tells of the button."""
        raise NotImplementedError

    @property
    def chosen(self) -> list[str]:
        """Codes of those that are chosen; empty for all."""
        return [code for code, action in self._actions.items() if action.isChecked()]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Offer these, each with its number of signs; keep what was chosen."""
        before = set(self.chosen)
        self._menu.clear()
        everything = self._menu.addAction(self.all_of_them())
        everything.triggered.connect(lambda: self.choose([]))
        self._menu.addSeparator()
        self._actions = {}
        for code in sorted(counts, key=self.name):
            action = self._menu.addAction(
                self.tr("{name}  ({count})").format(name=self.name(code), count=counts[code])
            )
            action.setCheckable(True)
            action.setChecked(code in before)
            action.toggled.connect(self._on_toggled)
            self._actions[code] = action
        self._name_button()
        if before - set(self._actions):
            self.changed.emit(self.chosen)

    def choose(self, codes: Sequence[str]) -> None:
        """Choose these and no others."""
        if list(codes) == self.chosen:
            return
        for code, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(code in codes)
            action.blockSignals(False)
        self._on_toggled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a click or Space choose without closing the menu."""
        action = self._menu.activeAction() if watched is self._menu else None
        if action is None or not action.isCheckable():
            return super().eventFilter(watched, event)
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if (space and event.type() == QEvent.Type.KeyPress) or (
            event.type() == QEvent.Type.MouseButtonRelease
        ):
            action.trigger()
            return True
        return super().eventFilter(watched, event)

    def _on_toggled(self) -> None:
        self._name_button()
        self.changed.emit(self.chosen)

    def _name_button(self) -> None:
        chosen = self.chosen
        if not chosen:
            text = self.all_of_them()
        elif len(chosen) == 1:
            text = self.name(chosen[0])
        else:
            text = self.some_of_them(len(chosen))
        self.setText(text)
        self.setAccessibleName(self.announced(text))


class LanguageFilter(MenuFilter):
    """Chooses sign languages, by their codes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(self.tr("Choose which sign languages to search"))

    def name(self, code: str) -> str:
        """The name of a language."""
        return name_of(code)

    def all_of_them(self) -> str:
        """Every language."""
        return self.tr("All languages")

    def some_of_them(self, count: int) -> str:
        """How many languages."""
        return self.tr("%n language(s)", "", count)

    def announced(self, text: str) -> str:
        """Which languages."""
        return self.tr("Sign languages: {text}").format(text=text)


class SourceFilter(MenuFilter):
    """Chooses sources, by their names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(self.tr("Choose of which sources to see signs"))

    def all_of_them(self) -> str:
        """Every source."""
        return self.tr("All sources")

    def some_of_them(self, count: int) -> str:
        """How many sources."""
        return self.tr("%n source(s)", "", count)

    def announced(self, text: str) -> str:
        """Which sources."""
        return self.tr("Sources: {text}").format(text=text)
