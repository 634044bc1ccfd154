"""Buttons that filter by language, source or kind, with a menu and the number of signs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from signdict.core import language_names
from signdict.core.kinds import KINDS, LETTER, WORD, SignKind, kind_of

#: The number of sign languages that are named for one result.
_NAMED = 4


def name_of(code: str) -> str:
    """Return the name of a sign language in the language of the window, or its code."""
    return language_names.name_in(code, QLocale.languageToCode(QLocale().language()))


def short_name(code: str) -> str:
    """Return the name of a sign language without the words that most of them end in."""
    return name_of(code).removesuffix(" Sign Language").removesuffix(" Gebärdensprache")


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
        self._chosen: list[str] = []
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
        return [*self._chosen]

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Offer these values, each with its number of signs; keep the choice."""
        before = self._chosen
        self._chosen = sorted((code for code in before if code in counts), key=self.name)
        self._offer(counts)
        self._name_button()
        if set(self._chosen) != set(before):
            self.changed.emit(self.chosen)

    def choose(self, codes: Sequence[str]) -> None:
        """Choose these values only."""
        chosen = sorted((code for code in codes if code in self._actions), key=self.name)
        if chosen != self._chosen:
            self._chosen = chosen
            for code, action in self._actions.items():
                action.blockSignals(True)
                action.setChecked(code in chosen)
                action.blockSignals(False)
            self._announce()

    def _offer(self, counts: Mapping[str, int]) -> None:
        """Fill the menu."""
        self._menu.clear()
        everything = self._menu.addAction(self.all_text())
        everything.triggered.connect(lambda: self.choose([]))
        self._menu.addSeparator()
        self._actions = {}
        for code in sorted(counts, key=self.name):
            action = self._menu.addAction(self.label(code, counts[code]))
            action.setCheckable(True)
            action.setChecked(code in self._chosen)
            action.toggled.connect(self._on_toggled)
            self._actions[code] = action

    def label(self, code: str, count: int) -> str:
        """Return the text of a value in the menu."""
        return self.tr("{name}  ({count})").format(name=self.name(code), count=count)

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
        self._chosen = [code for code, action in self._actions.items() if action.isChecked()]
        self._announce()

    def _announce(self) -> None:
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
    """Chooses sign languages, by their codes; at first those that the user has chosen as own.

    `everything` is a button that changes between all languages and those of the user with one
    click. A page places it next to the filter; it is hidden with it, and if nothing would change.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._own: list[str] = []
        self._counts: Mapping[str, int] = {}
        self._letters: Mapping[str, int] = {}
        self._shown = True
        self.everything = QPushButton()
        super().__init__(parent)
        self.everything.setParent(self)  # until a layout takes it, so that it is no window
        self.setAccessibleDescription(self.tr("Choose which sign languages to search"))
        self.everything.clicked.connect(self.change_all)

    @property
    def hopeless(self) -> bool:
        """Whether languages are chosen, and none of them has signs."""
        return bool(self._chosen) and self._empty == self._chosen

    def lacking(self) -> tuple[str, str]:
        """Return what the chosen languages lack, in a sentence, and the code of the first of them.

        Both are empty if every language has words, and while the signs are not counted.
        """
        only = [code for code in self._chosen if code not in self._empty and self._spelled(code)]
        wanted = self._empty or only
        if not wanted:
            return "", ""
        names = ", ".join(map(self.name, wanted))
        text = (
            self.tr("There are no signs of {names} in your dictionaries yet.")
            if self._empty
            else self.tr("Of {names} there are only letters in your dictionaries.")
        )
        return text.format(names=names), wanted[0]

    @property
    def _empty(self) -> list[str]:
        return [code for code in self._chosen if self._counts and not self._counts.get(code)]

    def _spelled(self, code: str) -> bool:
        """Return whether all signs of a language are letters."""
        return 0 < self._counts.get(code, 0) <= self._letters.get(code, 0)

    def set_own(self, codes: Sequence[str]) -> None:
        """Filter by the languages that the user has chosen as own; if there are none, by none."""
        self._own, before = [*codes], self._chosen
        self._chosen = sorted(codes, key=self.name)
        self.show_counts(self._counts)
        if self._chosen != before:
            self.changed.emit(self.chosen)

    def show_counts(
        self, counts: Mapping[str, int], letters: Mapping[str, int] | None = None
    ) -> None:
        """Offer these languages, each with its number of signs, and those of the user.

        `letters` are the numbers of those signs that are letters; None keeps the numbers.
        """
        self._counts = counts
        self._letters = self._letters if letters is None else letters
        super().show_counts({**dict.fromkeys(self._own, 0), **counts})

    def reveal(self, *, on: bool) -> None:
        """Show or hide the filter and its button for all languages."""
        self.setVisible(on)
        self._shown = on
        self._update_everything()

    def change_all(self) -> None:
        """Show all languages, or those of the user if all are shown."""
        self.choose([] if self._chosen else self._own)

    def label(self, code: str, count: int) -> str:
        """Return the text of a language in the menu."""
        if not count and self._counts:
            return self.tr("{name}  (no signs yet)").format(name=self.name(code))
        return super().label(code, count)

    def _name_button(self) -> None:
        super()._name_button()
        self._update_everything()

    def _update_everything(self) -> None:
        button = self.everything
        button.setText(self.tr("All languages") if self._chosen else self.tr("My languages"))
        tip = (
            self.tr("Search in all sign languages (Ctrl+Shift+A)")
            if self._chosen
            else self.tr("All sign languages are on. Search in yours only (Ctrl+Shift+A)")
        )
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setVisible(self._shown and bool(self._chosen or self._own))

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
        """Offer both kinds if letters are counted, with their numbers of signs; keep the choice."""
        self.offered = LETTER in counts
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
