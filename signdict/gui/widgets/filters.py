"""Buttons that filter by language, source or kind, with a menu and the number of signs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from signdict.core.kinds import KINDS, LETTER, WORD, SignKind, kind_of
from signdict.core.languages import languages

#: The number of sign languages that are named for one result.
_NAMED = 4


def name_of(code: str) -> str:
    """Return the English name of a sign language, or its code if the name is unknown."""
    known = languages().get(code)
    return known.name if known else code


def short_name(code: str) -> str:
    """Return the name of a sign language without the words that most of them end in."""
    return name_of(code).removesuffix(" Sign Language")


def some_names(codes: Sequence[str]) -> str:
    """Return the name of a sign language, or the short names of several, at most four."""
    if len(codes) == 1:
        return name_of(codes[0])
    names = [short_name(code) for code in codes]
    if len(names) <= _NAMED:
        return ", ".join(names)
    text = QCoreApplication.translate("filters", "{names} and {n} more")
    return text.format(names=", ".join(names[: _NAMED - 1]), n=len(names) - _NAMED + 1)


class MenuFilter(QPushButton):
    """A button with a menu of values. If none is chosen, all are meant."""

    changed = Signal(list)  # codes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._menu.installEventFilter(self)  # stays open, so that several can be chosen
        self.setMenu(self._menu)
        self._actions: dict[str, QAction] = {}
        self._name_button()

    def name(self, code: str) -> str:
        """Return the name of a value."""
        return code

    def all_text(self) -> str:
        """Return the text of the button if none is chosen."""
        raise NotImplementedError

    def several_text(self, count: int) -> str:
        """Return the text of the button if several are chosen."""
        raise NotImplementedError

    def accessible_text(self, text: str) -> str:
        """Return the accessible name of the button."""
        raise NotImplementedError

    @property
    def chosen(self) -> list[str]:
        """Codes of the chosen values; empty for all."""
        return [code for code, action in self._actions.items() if action.isChecked()]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Offer these values, each with its number of signs; keep the choice."""
        chosen = set(self.chosen)
        self._menu.clear()
        everything = self._menu.addAction(self.all_text())
        everything.triggered.connect(lambda: self.choose([]))
        self._menu.addSeparator()
        self._actions = {}
        for code in sorted(counts, key=self.name):
            action = self._menu.addAction(
                self.tr("{name}  ({count})").format(name=self.name(code), count=counts[code])
            )
            action.setCheckable(True)
            action.setChecked(code in chosen)
            action.toggled.connect(self._on_toggled)
            self._actions[code] = action
        self._name_button()
        if chosen - set(self._actions):
            self.changed.emit(self.chosen)

    def choose(self, codes: Sequence[str]) -> None:
        """Choose these values only."""
        if list(codes) == self.chosen:
            return
        for code, action in self._actions.items():
            action.blockSignals(True)
            action.setChecked(code in codes)
            action.blockSignals(False)
        self._on_toggled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with a click or Space without closing the menu."""
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
            text = self.all_text()
        elif len(chosen) == 1:
            text = self.name(chosen[0])
        else:
            text = self.several_text(len(chosen))
        self.setText(text)
        self.setAccessibleName(self.accessible_text(text))


class LanguageFilter(MenuFilter):
    """Chooses sign languages, by their codes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(self.tr("Choose which sign languages to search"))

    def name(self, code: str) -> str:
        """Return the name of a sign language."""
        return name_of(code)

    def all_text(self) -> str:
        """Return the text for all languages."""
        return self.tr("All languages")

    def several_text(self, count: int) -> str:
        """Return the text for several languages."""
        return self.tr("%n language(s)", "", count)

    def accessible_text(self, text: str) -> str:
        """Return the accessible name."""
        return self.tr("Sign languages: {text}").format(text=text)


class SourceFilter(MenuFilter):
    """Chooses sources, by their names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(self.tr("Choose the sources whose signs are shown"))

    def all_text(self) -> str:
        """Return the text for all sources."""
        return self.tr("All sources")

    def several_text(self, count: int) -> str:
        """Return the text for several sources."""
        return self.tr("%n source(s)", "", count)

    def accessible_text(self, text: str) -> str:
        """Return the accessible name."""
        return self.tr("Sources: {text}").format(text=text)


class KindFilter(MenuFilter):
    """Chooses words or letters; hidden while there are only words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offered = False
        self.setAccessibleDescription(self.tr("Choose words, or letters of manual alphabets"))
        self.hide()

    @property
    def kind(self) -> SignKind | None:
        """The kind that is chosen; None for both."""
        chosen = self.chosen
        return kind_of(chosen[0]) if len(chosen) == 1 else None

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Offer the kinds that there are, each with its number of signs; keep the choice."""
        self.offered = counts.get(LETTER, 0) > 0
        super().show_counts({kind: counts.get(kind, 0) for kind in KINDS} if self.offered else {})
        self.setVisible(self.offered)

    def name(self, code: str) -> str:
        """Return the name of a kind."""
        return {WORD: self.tr("Words"), LETTER: self.tr("Letters")}[kind_of(code)]

    def all_text(self) -> str:
        """Return the text for both kinds."""
        return self.tr("Words and letters")

    def several_text(self, count: int) -> str:
        """Return the text for both kinds."""
        del count
        return self.all_text()

    def accessible_text(self, text: str) -> str:
        """Return the accessible name."""
        return self.tr("Kinds: {text}").format(text=text)
