"""The results of a query: a grid or groups of tiles, one sign large, or a notice instead."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from signdict.gui.results.facet_bar import FacetBar
from signdict.gui.widgets.filters import KindFilter, LanguageFilter
from signdict.gui.widgets.language_strip import LanguageStrip
from signdict.gui.widgets.lazy import lazy
from signdict.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress, Sign
    from signdict.gui.results.compare import CompareView
    from signdict.gui.results.detail import Detail
    from signdict.gui.results.grid import Grid, GroupedGrid
    from signdict.pose.pose import Pose


class ResultsView(QWidget):
    """The results that three pages share; grid, player and comparison are created when needed."""

    wanted = Signal(list)  # clip ids whose landmarks are to be shown
    filtered = Signal(list)  # codes of sign languages; `kinds` may have changed instead
    explored = Signal(object)  # a sign whose neighbours to show
    compared = Signal(object)  # a match to compare with the attempt
    stopped = Signal()
    dictionaries_requested = Signal(str)  # the code of a language without signs

    def __init__(self, start: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.notice.stopped.connect(self.stopped)
        self._start = start or QWidget()
        self._poses: dict[int, Pose] = {}
        self._grouped = False
        self._compared_in_detail = False
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self._make_filters()
        self.facets = FacetBar()
        self.facets.nothing_left.connect(self._show_no_match)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.heading, 1)
        self.bar.addWidget(self.facets.count)
        self.bar.addWidget(self.facets.clear_button)
        self.bar.addWidget(self.filter.everything)
        self.bar.addWidget(self.filter)
        self.bar.addWidget(self.kinds)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start)
        self.stack.addWidget(self.notice)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.bar)
        column.addWidget(self.strip)
        column.addWidget(self.facets)
        column.addWidget(self.stack, 1)

    def _make_filters(self) -> None:
        self.filter, self.kinds, self.strip = LanguageFilter(), KindFilter(), LanguageStrip()
        self.filter.changed.connect(self._on_filtered)
        self.kinds.changed.connect(lambda _: self.filtered.emit(self.filter.chosen))
        self.strip.requested.connect(self.dictionaries_requested)
        self.strip.all_wanted.connect(lambda: self.filter.choose([]))

    @lazy
    def grid(self) -> "Grid":
        """The results as tiles."""
        from signdict.gui.results.grid import Grid

        grid = Grid()
        grid.wanted.connect(self._on_wanted)
        grid.opened.connect(self.open_match)
        grid.compared.connect(self.compare_match)
        self.stack.addWidget(grid)
        return grid

    @lazy
    def groups(self) -> "GroupedGrid":
        """The results as tiles under headings."""
        from signdict.gui.results.grid import GroupedGrid

        groups = GroupedGrid()
        groups.wanted.connect(self._on_wanted)
        groups.opened.connect(self.open_match)
        groups.compared.connect(self.compare_match)
        self.stack.addWidget(groups)
        return groups

    @lazy
    def detail(self) -> "Detail":
        """One sign, large."""
        from signdict.gui.results.detail import Detail

        detail = Detail()
        detail.closed.connect(self.close_sign)
        detail.explored.connect(self.explored)
        detail.compared.connect(self.compare_match)
        detail.wanted.connect(self._on_wanted)
        self.stack.addWidget(detail)
        return detail

    @lazy
    def comparison(self) -> "CompareView":
        """An attempt compared with a sign."""
        from signdict.gui.results.compare import CompareView

        view = CompareView()
        view.closed.connect(self.close_comparison)
        self.stack.addWidget(view)
        return view

    def move_heading(self) -> None:
        """Show the heading below the bar, which a page needs for a search field."""
        self.bar.removeWidget(self.heading)
        self._column.insertWidget(1, self.heading)

    def show_languages(
        self, counts: Mapping[str, int], letters: Mapping[str, int] | None = None
    ) -> None:
        """Offer these languages in the filter, with their numbers of signs and of letters."""
        self.filter.show_counts(counts, letters)
        self._update_strip()

    def show_kinds(self, counts: Mapping[str, int]) -> None:
        """Offer words and letters in the filter, with their number of signs, if there are both."""
        self.kinds.show_counts(counts)

    def show_notice(self, title: str, text: str = "") -> None:
        """Show a message in place of results."""
        self.notice.tell(title, text)
        self._turn_to_notice()

    def show_offer(self, title: str, text: str, label: str, act: Callable[[], object]) -> None:
        """Show a message in place of results, with a button to act on it."""
        self.notice.offer(title, text, label, act)
        self._turn_to_notice()

    def show_none(self, title: str, text: str = "") -> None:
        """Show that there are no results; if only some languages are searched, offer the others."""
        if not self.filter.chosen:
            self.show_notice(title, text)
            return
        label, everything = self.tr("Search all languages"), partial(self.filter.choose, [])
        if self.filter.hopeless:
            lacking, code = self.filter.lacking()
            ask = partial(self.dictionaries_requested.emit, code)
            self.notice.offer(
                lacking, "", self.tr("Get dictionaries"), ask,
                other=(label, everything), focused=False,
            )  # fmt: skip
        else:
            self.notice.offer(title, text, label, everything, focused=False)
        self._turn_to_notice()

    def show_busy(self, title: str, text: str = "") -> None:
        """Show that results are being computed."""
        self.notice.wait(title, text)
        self._turn_to_notice()

    def _turn_to_notice(self) -> None:
        self.stack.setCurrentWidget(self.notice)
        self.strip.show_better("")
        self._show_heading("")

    def ask(self, question: QWidget) -> None:
        """Show a question in place of results, until it is closed or results arrive."""
        self.stack.addWidget(question)
        self.stack.setCurrentWidget(question)
        self._hide_filters()

    def close_question(self, question: QWidget) -> None:
        """Show what was there before the question, if it is still in view."""
        asked = self.stack.currentWidget() is question
        self.stack.removeWidget(question)
        question.deleteLater()
        if asked:
            self.stack.setCurrentWidget(self._start)
            self._show_heading("")

    def show_progress(self, progress: "Progress") -> None:
        """Show how much of the results is computed."""
        self.notice.show_progress(progress)

    def show_matches(
        self,
        matches: "Sequence[Match]",
        heading: str = "",
        *,
        sure: bool = True,
        better: str = "",
        arrange: "Callable[[Sequence[Match]], Sequence[Match]]" = list,
    ) -> None:
        """Show results; there is at least one. `sure` shows the confidence of each that has one.

        `better` says that another language fits better, with a button that searches all.

        Facets filter `matches`; the remaining ones are shown as `arrange` returns them.
        """

        def show(filtered: "list[Match]") -> None:
            arranged = list(arrange(filtered))
            self._turn_to(self.grid, arranged, heading)
            self.grid.show_matches(arranged, sure=sure)

        self.strip.show_better(better)
        self.facets.filter(matches, show)

    def show_groups(self, groups: "Sequence[tuple[str, Sequence[Match]]]", heading: str) -> None:
        """Show results under headings; there is at least one."""

        def show(filtered: "list[Match]") -> None:
            remaining = (
                (name, [match for match in matches if match in filtered])
                for name, matches in groups
            )
            self._turn_to(self.groups, filtered, heading)
            self.groups.show_groups([group for group in remaining if group[1]])

        self.strip.show_better("")
        self.facets.filter([match for _, matches in groups for match in matches], show)

    def _show_no_match(self) -> None:
        """Show that no result matches the chosen facets."""
        self.show_offer(
            self.tr("No signs match."),
            self.tr("Remove one of the filters above, or show all signs."),
            self.tr("Show all"),
            self.facets.clear,
        )
        self.facets.show_all()

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Show the landmarks of a clip."""
        self._poses[clip_id] = pose
        self._show_pose(clip_id, pose)

    def _show_pose(self, clip_id: int, pose: "Pose") -> None:
        self._tiles.set_pose(clip_id, pose)
        if self._shows_detail:
            self.detail.set_pose(clip_id, pose)

    @property
    def shows_groups(self) -> bool:
        """Whether results under headings are shown."""
        return ResultsView.groups.made(self) and self.stack.currentWidget() is self.groups

    @property
    def shows_all(self) -> bool:
        """Whether all results are in view, or a notice in their place."""
        current = self.stack.currentWidget()
        return current is self.notice or (ResultsView.grid.made(self) and current is self.grid)

    @property
    def _shows_detail(self) -> bool:
        return ResultsView.detail.made(self) and self.stack.currentWidget() is self.detail

    @property
    def large(self) -> "Sign | None":
        """The sign shown large; None while results or a notice are shown."""
        return self.detail.sign if self._shows_detail else None

    def open_sign(self, sign: "Sign") -> None:
        """Show one sign large."""
        from signdict.core.types import Match

        self.open_match(Match(1, sign, 1.0, 1.0))

    def open_match(self, match: "Match") -> None:
        """Show one result large, with all its clips."""
        clips = match.sign.clips
        pose = self._poses.get(clips[0].id) if clips else None
        self.heading.hide()
        self._hide_filters()
        self.facets.hide_all()
        self.stack.setCurrentWidget(self.detail)
        self.detail.show_match(match, pose)

    def compare_match(self, match: "Match") -> None:
        """Compare one result with the attempt."""
        self._compared_in_detail = self._shows_detail
        self.heading.hide()
        self._hide_filters()
        self.stack.setCurrentWidget(self.comparison)
        self.compared.emit(match)

    def close_comparison(self) -> None:
        """Return to the view from which the comparison was opened."""
        if not self._compared_in_detail:
            self.close_sign()
        else:
            self.stack.setCurrentWidget(self.detail)
            self.detail.compare.setFocus()

    def close_sign(self) -> None:
        """Return to the results."""
        self.stack.setCurrentWidget(self._tiles)
        self._show_heading(self.heading.text(), facets=True)
        self._tiles.focusNextChild()

    def _show_heading(self, heading: str, *, facets: bool = False) -> None:
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading) or self.bar.indexOf(self.heading) >= 0)
        self.filter.reveal(on=True)
        self.kinds.setVisible(self.kinds.offered)
        self._update_strip()
        if facets:
            self.facets.show_all()
        else:
            self.facets.hide_all()

    def _hide_filters(self) -> None:
        self.filter.reveal(on=False)
        self.kinds.hide()
        self.strip.hide()

    def _on_filtered(self, codes: list[str]) -> None:
        self._update_strip()
        self.filtered.emit(codes)

    def _update_strip(self) -> None:
        """Say what the chosen languages lack, unless the message in place of results does."""
        text, code = self.filter.lacking()
        if self.notice.text == text and self.stack.currentWidget() is self.notice:
            text = ""
        self.strip.show_lacking(text, code)

    @property
    def _tiles(self) -> "Grid | GroupedGrid":
        return self.groups if self._grouped else self.grid

    def _turn_to(
        self, tiles: "Grid | GroupedGrid", matches: "Sequence[Match]", heading: str
    ) -> None:
        clips = {clip.id for match in matches for clip in match.clips}
        self._poses = {number: pose for number, pose in self._poses.items() if number in clips}
        self._grouped = ResultsView.groups.made(self) and tiles is self.groups
        self.stack.setCurrentWidget(tiles)
        self._show_heading(heading, facets=True)

    def _on_wanted(self, clips: list[int]) -> None:
        for clip in clips:
            if clip in self._poses:
                self._show_pose(clip, self._poses[clip])
        if missing := [clip for clip in clips if clip not in self._poses]:
            self.wanted.emit(missing)
