"""Filters results by facets of the signs, without a new query."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from signdict.gui.results import facet_words
from signdict.gui.results.facet_button import FacetButton

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.linguistics.phonology.features import FacetFilter, PhonologicalFeatures

_SPACE = 4
#: Width that the row needs in addition to its buttons, and a button in addition to its text, in
#: pixels.
_GAPS, _EDGES = 6 * _SPACE, 24


class FacetBar(QWidget):
    """Asks for the facets of the results' clips; shows the results with the chosen facets."""

    asked = Signal(list)  # clip ids whose facets are needed
    nothing_left = Signal()  # no result has the chosen facets

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: dict[int, PhonologicalFeatures] = {}
        self._waiting: set[int] = set()
        self._matches: list[Match] = []
        self._show: Callable[[list[Match]], None] = lambda _: None
        self._held = False  # the results wait until their facets are known
        self._own: PhonologicalFeatures | None = None
        self._own_wanted = False  # choose the facets of the attempt once all are known
        self._requested = False  # the missing facets have been asked for
        self.buttons = {
            facet: FacetButton(
                facet_words.name(facet),
                facet_words.choices(facet),
                pictures=facet == "handshape",
            )
            for facet in facet_words.FILTERS
        }
        self.own = QPushButton()
        self.own.clicked.connect(self.choose_own)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.clear_button = QPushButton(self.tr("Clear"))
        self.clear_button.setAccessibleName(self.tr("Clear filters"))
        self.clear_button.clicked.connect(self.clear)
        self.setAccessibleName(self.tr("Filter results"))
        self._arrange()
        self.hide_all()

    @property
    def chosen(self) -> dict[str, set[str]]:
        """The chosen values of each filtered facet."""
        return {name: button.chosen for name, button in self.buttons.items() if button.chosen}

    def show_all(self) -> None:
        """Show the bar, and its count and button next to the heading."""
        self.show()
        self.count.setVisible(bool(self.chosen))
        self.clear_button.setVisible(bool(self.chosen))

    def hide_all(self) -> None:
        """Hide the bar, its count and button; the choice stays."""
        self._held = False
        for part in (self, self.count, self.clear_button):
            part.hide()

    def filter(self, matches: "Sequence[Match]", show: "Callable[[list[Match]], None]") -> None:
        """Call `show` with the results that match, now and whenever the choice changes.

        If something is chosen, ask for the missing facets and wait for them. Otherwise ask once
        the pointer enters the bar: analysing all clips takes time that other tasks need, and most
        results are never filtered.
        """
        self._matches, self._show, self._own_wanted = list(matches), show, False
        clips = {clip.id for match in matches for clip in match.clips}
        self._known = {clip: facets for clip, facets in self._known.items() if clip in clips}
        self._waiting, self._requested = clips - self._known.keys(), False
        self._filter()

    def show_facets(
        self, clips: "Sequence[int]", known: "Mapping[int, PhonologicalFeatures]"
    ) -> None:
        """Store the facets of clips; those without visible hands have none."""
        self._known |= known
        self._waiting -= set(clips)
        if self._waiting:
            return
        if self._own_wanted:
            self.choose_own()
        elif self._held:
            self._filter()

    def missing(self, clips: "Sequence[int]") -> list[int]:
        """Return the clips whose facets the present results still need."""
        return [clip for clip in clips if clip in self._waiting]

    def show_own(self, facets: "PhonologicalFeatures | None") -> None:
        """Show the facets of the user's own attempt."""
        self._own = facets
        self._update_own()

    def _filter(self) -> None:
        chosen = self.chosen
        self._held = bool(chosen and self._waiting)
        if self._held:
            self._ask()
            return
        matches = _matching(self._matches, self._known, chosen) if chosen else self._matches
        text = self.tr("{count} of {all} match")
        self.count.setText(text.format(count=len(matches), all=len(self._matches)))
        if matches:
            self._show(matches)
        else:
            self.nothing_left.emit()

    def _ask(self) -> None:
        if self._waiting and not self._requested:
            self._requested = True
            self.asked.emit(sorted(self._waiting))

    def choose_own(self) -> None:
        """Choose the facets of the attempt one by one, each only if some result still matches."""
        self._own_wanted = bool(self._waiting)
        if self._own_wanted:
            self._ask()
        if self._own is None or self._waiting:
            return
        chosen: dict[str, set[str]] = {}
        for facet in facet_words.FILTERS:
            more = chosen | {facet: {getattr(self._own, facet)}}
            if facet_words.describe(self._own, facet) and _matching(
                self._matches, self._known, more
            ):
                chosen = more
        self._choose(chosen)

    def clear(self) -> None:
        """Remove all filters."""
        self._choose({})
        self.buttons["hands"].setFocus()

    def _choose(self, chosen: Mapping[str, set[str]]) -> None:
        for facet, button in self.buttons.items():
            button.choose(chosen.get(facet, set()))
        self._filter()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Ask for facets early, so that they are known when one is chosen."""
        super().enterEvent(event)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the button of the attempt if there is no room for its text."""
        super().resizeEvent(event)
        self._update_own()

    def _update_own(self) -> None:
        own = self._own
        self.own.setVisible(own is not None)
        if own is None:
            return
        words = (facet_words.describe(own, facet) for facet in facet_words.FILTERS)
        text = self.tr("You: {facets}").format(facets=" · ".join(filter(None, words)))
        room = self.width() - sum(button.sizeHint().width() for button in self.buttons.values())
        fits = self.own.fontMetrics().horizontalAdvance(text) + _EDGES <= room - _GAPS
        self.own.setText(text if fits else self.tr("Like mine"))
        self.own.setAccessibleName(text)
        self.own.setToolTip(self.tr("{text}. Show only similar signs.").format(text=text))

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACE)
        for button in self.buttons.values():
            row.addWidget(button)
            button.changed.connect(self._filter)
            button.clicked.connect(lambda _: self._ask())
        row.addWidget(self.own)
        row.addStretch()
        self._update_own()


def _matching(
    matches: "Sequence[Match]", known: "Mapping[int, PhonologicalFeatures]", chosen: "FacetFilter"
) -> "list[Match]":
    from signdict.linguistics.phonology.features import narrowed  # NumPy comes with it

    return narrowed(matches, known, chosen)
