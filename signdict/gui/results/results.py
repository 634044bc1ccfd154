"""The results of a query: a grid or groups of tiles, one sign large, or a notice instead."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from signdict.gui.results.facet_bar import FacetBar
from signdict.gui.widgets.filters import KindFilter, LanguageFilter
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
        self.filter = LanguageFilter()
        self.filter.changed.connect(self.filtered)
        self.kinds = KindFilter()
        self.kinds.changed.connect(lambda _: self.filtered.emit(self.filter.chosen))
        self.facets = FacetBar()
        self.facets.nothing_left.connect(self._show_no_match)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.heading, 1)
        self.bar.addWidget(self.facets.count)
        self.bar.addWidget(self.facets.clear_button)
        self.bar.addWidget(self.filter)
        self.bar.addWidget(self.kinds)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start)
        self.stack.addWidget(self.notice)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.bar)
        column.addWidget(self.facets)
        column.addWidget(self.stack, 1)

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

    def show_languages(self, counts: Mapping[str, int]) -> None:
        """Offer these languages in the filter, with their number of signs."""
        self.filter.show_counts(counts)

    def show_kinds(self, counts: Mapping[str, int]) -> None:
        """Offer words and letters in the filter, with their number of signs, if there are both."""
        self.kinds.show_counts(counts)

    def show_notice(self, title: str, text: str = "") -> None:
        """Show a message in place of results."""
        self._show_heading("")
        self.notice.tell(title, text)
        self.stack.setCurrentWidget(self.notice)

    def show_offer(self, title: str, text: str, label: str, act: Callable[[], object]) -> None:
        """Show a message in place of results, with a button to act on it."""
        self._show_heading("")
        self.notice.offer(title, text, label, act)
        self.stack.setCurrentWidget(self.notice)

    def show_busy(self, title: str, text: str = "") -> None:
        """Show that results are being computed."""
        self._show_heading("")
        self.notice.wait(title, text)
        self.stack.setCurrentWidget(self.notice)

    def show_progress(self, progress: "Progress") -> None:
        """Show how much of the results is computed."""
        self.notice.show_progress(progress)

    def show_matches(
        self,
        matches: "Sequence[Match]",
        heading: str = "",
        *,
        sure: bool = True,
        arrange: "Callable[[Sequence[Match]], Sequence[Match]]" = list,
    ) -> None:
        """Show results; there is at least one. `sure` shows the confidence of each that has one.

        Facets filter `matches`; the remaining ones are shown as `arrange` returns them.
        """

        def show(filtered: "list[Match]") -> None:
            arranged = list(arrange(filtered))
            self._turn_to(self.grid, arranged, heading)
            self.grid.show_matches(arranged, sure=sure)

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
        self._show_heading(self.heading.text(), facets=True)
        self.stack.setCurrentWidget(self._tiles)
        self._tiles.focusNextChild()

    def _show_heading(self, heading: str, *, facets: bool = False) -> None:
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading) or self.bar.indexOf(self.heading) >= 0)
        self.filter.show()
        self.kinds.setVisible(self.kinds.offered)
        if facets:
            self.facets.show_all()
        else:
            self.facets.hide_all()

    def _hide_filters(self) -> None:
        self.filter.hide()
        self.kinds.hide()

    @property
    def _tiles(self) -> "Grid | GroupedGrid":
        return self.groups if self._grouped else self.grid

    def _turn_to(
        self, tiles: "Grid | GroupedGrid", matches: "Sequence[Match]", heading: str
    ) -> None:
        clips = {clip.id for match in matches for clip in match.clips}
        self._poses = {number: pose for number, pose in self._poses.items() if number in clips}
        self._grouped = ResultsView.groups.made(self) and tiles is self.groups
        self._show_heading(heading, facets=True)
        self.stack.setCurrentWidget(tiles)

    def _on_wanted(self, clips: list[int]) -> None:
        for clip in clips:
            if clip in self._poses:
                self._show_pose(clip, self._poses[clip])
        if missing := [clip for clip in clips if clip not in self._poses]:
            self.wanted.emit(missing)
