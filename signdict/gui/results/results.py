"""What a question brings: results, one of them large, or a notice in their place."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from signdict.gui.results.facet_bar import FacetBar
from signdict.gui.widgets.filters import LanguageFilter
from signdict.gui.widgets.lazy import lazy
from signdict.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress, Sign
    from signdict.gui.results.compare import CompareView
    from signdict.gui.results.detail import Detail
    from signdict.gui.results.grid import Grid, GroupedGrid
    from signdict.pose.pose import Pose


class ResultsView(QWidget):
    """The part that all three questions share. Grid and player are made when first needed."""

    wanted = Signal(list)  # clip ids whose landmarks are to be shown
    filtered = Signal(list)  # codes of sign languages
    explored = Signal(object)  # a sign: what looks like it?
    compared = Signal(object)  # a match: what differs from what was signed?
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
        self.filter = LanguageFilter()
        self.filter.changed.connect(self.filtered)
        self.facets = FacetBar()
        self.facets.emptied.connect(self._show_none)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.heading, 1)
        self.bar.addWidget(self.facets.count)
        self.bar.addWidget(self.facets.clear_button)
        self.bar.addWidget(self.filter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._start)
        self.stack.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.bar)
        column.addWidget(self.facets)
        column.addWidget(self.stack, 1)

    @lazy
    def grid(self) -> "Grid":
        """The tiles."""
        from signdict.gui.results.grid import Grid

        grid = Grid()
        grid.wanted.connect(self._on_wanted)
        grid.opened.connect(self.open_match)
        grid.compared.connect(self.compare_match)
        self.stack.addWidget(grid)
        return grid

    @lazy
    def groups(self) -> "GroupedGrid":
        """The tiles, under headings."""
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
        """What was signed beside a sign."""
        from signdict.gui.results.compare import CompareView

        view = CompareView()
        view.closed.connect(self.close_comparison)
        self.stack.addWidget(view)
        return view

    def show_languages(self, counts: Mapping[str, int]) -> None:
        """Offer these languages in the filter."""
        self.filter.show_counts(counts)

    def show_notice(self, title: str, text: str = "") -> None:
        """Say something in place of results."""
        self._head("")
        self.notice.tell(title, text)
        self.stack.setCurrentWidget(self.notice)

    def show_offer(self, title: str, text: str, label: str, act: Callable[[], object]) -> None:
        """Say something in place of results, with a button to act on it."""
        self._head("")
        self.notice.offer(title, text, label, act)
        self.stack.setCurrentWidget(self.notice)

    def show_busy(self, title: str, text: str = "") -> None:
        """Say that an answer is on its way."""
        self._head("")
        self.notice.wait(title, text)
        self.stack.setCurrentWidget(self.notice)

    def show_progress(self, progress: "Progress") -> None:
        """Say how far the answer is."""
        self.notice.show_progress(progress)

    def show_matches(
        self,
        matches: "Sequence[Match]",
        heading: str = "",
        *,
        sure: bool = True,
        arrange: "Callable[[Sequence[Match]], Sequence[Match]]" = list,
    ) -> None:
        """Show results; there is at least one. `sure`: say how sure each of them is.

        Facets narrow `matches`; what is left is shown as `arrange` puts it.
        """

        def show(kept: "list[Match]") -> None:
            arranged = list(arrange(kept))
            self._turn_to(self.grid, arranged, heading)
            self.grid.show_matches(arranged, sure=sure)

        self.facets.narrow(matches, show)

    def show_groups(self, groups: "Sequence[tuple[str, Sequence[Match]]]", heading: str) -> None:
        """Show results under headings; there is at least one."""

        def show(kept: "list[Match]") -> None:
            left = ((name, [m for m in matches if m in kept]) for name, matches in groups)
            self._turn_to(self.groups, kept, heading)
            self.groups.show_groups([group for group in left if group[1]])

        self.facets.narrow([match for _, matches in groups for match in matches], show)

    def _show_none(self) -> None:
        """Say that facets leave nothing of the answer."""
        self.show_offer(
            self.tr("None of the signs found looks like that."),
            self.tr("Take back one of the choices above, or show all signs."),
            self.tr("Show all"),
            self.facets.clear,
        )
        self.facets.bring()

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Show the landmarks of a clip that was wanted."""
        self._poses[clip_id] = pose
        self._give(clip_id, pose)

    def _give(self, clip_id: int, pose: "Pose") -> None:
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
        """The sign that is shown large; None if results or a notice are shown."""
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
        self.filter.hide()
        self.facets.put_away()
        self.stack.setCurrentWidget(self.detail)
        self.detail.show_match(match, pose)

    def compare_match(self, match: "Match") -> None:
        """Put what was signed beside one result."""
        self._compared_in_detail = self._shows_detail
        self.heading.hide()
        self.filter.hide()
        self.stack.setCurrentWidget(self.comparison)
        self.compared.emit(match)

    def close_comparison(self) -> None:
        """Go back to where the comparison was asked for."""
        if not self._compared_in_detail:
            self.close_sign()
        else:
            self.stack.setCurrentWidget(self.detail)
            self.detail.compare.setFocus()

    def close_sign(self) -> None:
        """Go back to the results."""
        self._head(self.heading.text(), narrowed=True)
        self.stack.setCurrentWidget(self._tiles)
        self._tiles.focusNextChild()

    def _head(self, heading: str, *, narrowed: bool = False) -> None:
        self.heading.setText(heading)
        self.heading.show()
        self.filter.show()
        if narrowed:
            self.facets.bring()
        else:
            self.facets.put_away()

    @property
    def _tiles(self) -> "Grid | GroupedGrid":
        return self.groups if self._grouped else self.grid

    def _turn_to(
        self, tiles: "Grid | GroupedGrid", matches: "Sequence[Match]", heading: str
    ) -> None:
        clips = {clip.id for match in matches for clip in match.clips}
        self._poses = {number: pose for number, pose in self._poses.items() if number in clips}
        self._grouped = ResultsView.groups.made(self) and tiles is self.groups
        self._head(heading, narrowed=True)
        self.stack.setCurrentWidget(tiles)

    def _on_wanted(self, clips: list[int]) -> None:
        for clip in clips:
            if clip in self._poses:
                self._give(clip, self._poses[clip])
        if missing := [clip for clip in clips if clip not in self._poses]:
            self.wanted.emit(missing)
