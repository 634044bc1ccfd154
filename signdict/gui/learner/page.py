"""The Sign page: search for a sign with a file or the camera, and teach new signs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from signdict.core.errors import SignDictError
from signdict.gui.learner.attempts import Attempts
from signdict.gui.learner.once_more import OnceMore
from signdict.gui.learner.query import Query
from signdict.gui.learner.recording import OpenRecording
from signdict.gui.learner.start_card import StartCard
from signdict.gui.results.results import ResultsView
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.layout import ScrollColumn

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress, Sign
    from signdict.gui.learner.attempt_tile import Attempt, AttemptKind
    from signdict.gui.learner.camera_panel import CameraPanel
    from signdict.gui.learner.my_signs_dialog import MySignsDialog
    from signdict.gui.learner.recording import ReadResult
    from signdict.pose.pose import Pose

#: Results that fit the window without scrolling; later ones are rarely correct.
SHOWN = 8


class LearnerPage(QWidget):
    """Emits the poses to search for, and shows the matching signs.

    The dialogs for taught signs are opened here and connected to the dictionary by a controller.
    """

    pose_given = Signal(object)  # a Pose to search for, or a list of poses to combine
    pose_so_far = Signal(object)  # a Pose of a recording that is not finished
    camera_on = Signal()  # searches will follow soon
    settled = Signal()  # the answer to the last search is shown and final
    examples_wanted = Signal()
    teach_opened = Signal(object)  # a TeachDialog
    my_signs_opened = Signal(object)  # a MySignsDialog

    def __init__(
        self, tracker: Path, memory: QSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._searched: list[Attempt] = []  # the attempts of the last search
        self._unfinished: Pose | None = None  # the last pose of an unfinished recording
        self._early_matches: Sequence[Match] | None = None  # of that pose
        self._early_elsewhere: Match | None = None  # of another language, if it fits better
        self.start = StartCard()
        self.results = ResultsView(self.start)
        self.results.filtered.connect(self._search_again)
        self.query = Query(tracker, memory or QSettings())
        self.query.camera_made.connect(self._connect_camera)
        self.opened = OpenRecording(self.query, self.results)
        self.once_more = OnceMore(self.query, self.results)
        self.once_more.search_wanted.connect(self._search)
        self.query.files_given.connect(self.opened.open_paths)
        for opened in (self.opened.measured, self.opened.wanted):
            opened.connect(lambda *_: self._mark([]))
        self.opened.measured.connect(lambda _: self.once_more.turn_to_file())
        self.attempts = self._make_attempts()
        self.teach_button = self._make_teach_button()
        self.query.foot.addWidget(self.teach_button)
        self.start.open_chosen.connect(self.query.choose_file)
        self.setFocusProxy(self.query.open_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(0)
        row.addWidget(ScrollColumn(self.query, 16))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.once_more)
        column.addWidget(self.results, 1)
        row.addLayout(column, 1)

    @property
    def attempt(self) -> "Pose | None":
        """The pose of the selected attempt, or of the current one."""
        selected = self.attempts.selected
        return selected[0].pose if selected else None

    def open_pose(self, pose: "Pose") -> None:
        """Search for a recording of the camera."""
        self._unfinished = None
        self.opened.close()
        self._search(self.once_more.joined(self.attempts.add(pose, "camera")))

    def show_so_far(
        self,
        pose: "Pose",
        matches: "Sequence[Match]",
        elsewhere: "Match | None" = None,
        used: Sequence[int] = (0,),
    ) -> None:
        """Show the matches of a pose that was not finished when it was searched for."""
        if pose is self._pose:
            self.show_matches(matches, elsewhere, used)
        elif pose is self._unfinished:
            self._early_matches, self._early_elsewhere = matches, elsewhere
            if matches:
                self._show(matches, self.tr("Possible matches so far"))

    def show_no_answer_so_far(self, pose: "Pose", message: str, hint: str) -> None:
        """Report a failed search, unless the pose is unfinished and will be searched for again."""
        if pose is self._pose:
            self.show_problem(message, hint)
        elif pose is self._unfinished:
            self._unfinished = None  # the finished recording starts a new search

    def show_progress(self, progress: "Progress") -> None:
        """Show how much of the file has been read."""
        self.results.show_progress(progress)

    def open_file_pose(self, pose: "Pose") -> None:
        """Add the pose of a file to the attempts, and search for it."""
        kind: AttemptKind = "part" if self.opened.part else "file"
        self._search(self.once_more.joined(self.attempts.add(pose, kind, self.opened.name)))

    def show_others(self, results: "Sequence[ReadResult]") -> None:
        """Add further files to the attempts, and report those that could not be read."""
        from signdict.tracking.video import name_of

        for filmed, pose in results:
            if not isinstance(pose, SignDictError):
                self.attempts.add(pose, "file", name_of(filmed))
        problems = [str(problem) for _, problem in results if isinstance(problem, SignDictError)]
        if problems:
            self.query.say(" ".join(problems))

    def show_matches(
        self,
        matches: "Sequence[Match]",
        elsewhere: "Match | None" = None,
        used: Sequence[int] = (0,),
    ) -> None:
        """Show the matching signs, best first, one tile per gloss.

        `elsewhere` is the best match of a language that was not searched, if it fits better. `used`
        are the places of the attempts that the matches are for.
        """
        self._show_used(matches, used)
        if not matches:
            self.results.show_none(
                self.tr("No close match."),
                self.tr("Sign a little more slowly, or search in all languages."),
            )
        else:
            self._show(matches, self._heading(matches), self._better(elsewhere))
        self.settled.emit()

    def show_taught(self, sign: "Sign") -> None:
        """Report that a sign was taught, and search again, which finds it."""
        self.once_more.leave()
        self._search_again()
        self.query.say(self.tr("Saved {gloss}. Searches now find it.").format(gloss=sign.gloss))

    def show_problem(self, message: str, hint: str) -> None:
        """Report why there is no answer."""
        self.results.show_notice(message, hint)
        self.once_more.show_failed()
        self.settled.emit()

    def show_stopped(self) -> None:
        """Report that reading or searching was stopped."""
        self.results.show_notice(
            self.tr("Stopped."), self.tr("Open another file, or use the camera.")
        )
        self.once_more.show_failed()

    def leave(self) -> None:
        """Free the camera when another page is shown."""
        self.query.stop_camera()

    def close_camera(self) -> None:
        """Close file and camera, and wait until the camera is free."""
        self.opened.close()
        self.query.close_camera()

    def teach(self) -> None:
        """Open the dialog that teaches the attempts or, without any, the list of taught signs."""
        self.once_more.decline()
        if self.attempts.all:
            self._open_teach_dialog()
        else:
            self.open_my_signs()

    def open_my_signs(self) -> "MySignsDialog":
        """Open the list of taught signs."""
        from signdict.gui.learner.my_signs_dialog import MySignsDialog

        dialog = MySignsDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.my_signs_opened.emit(dialog)
        dialog.open()
        return dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record with Space and discard with Esc, unless the focused widget uses the key."""
        if event.key() == Qt.Key.Key_Space and self.query.filming:
            self.query.press()
        elif event.key() != Qt.Key.Key_Escape or not self.query.drop():
            super().keyPressEvent(event)

    def _connect_camera(self, camera: "CameraPanel") -> None:
        camera.switched.connect(self._on_switched)
        camera.shutter.so_far.connect(self._on_so_far)
        camera.shutter.taken.connect(self._on_taken)
        camera.shutter.dropped.connect(self._on_dropped)

    def _on_switched(self) -> None:
        self.once_more.refresh()
        if self.query.filming:
            self.opened.close()
            self.camera_on.emit()

    def _on_so_far(self, pose: "Pose") -> None:
        self._unfinished, self._early_matches = pose, None
        self.pose_so_far.emit(pose)

    def _on_taken(self, pose: "Pose") -> None:
        """Search for a recording, unless the last search was for the same pose."""
        unfinished, self._unfinished = self._unfinished, None
        if pose is not unfinished or self.once_more.asking:
            self.open_pose(pose)
            return
        self._mark(self.once_more.joined(self.attempts.add(pose, "camera")))
        self.query.show_pose(pose)
        if self._early_matches:
            self._show_used(self._early_matches, [0])
            self.results.heading.setText(self._heading(self._early_matches))
            self.results.strip.show_better(self._better(self._early_elsewhere))
            self.settled.emit()
        elif self._early_matches is not None:
            self.show_matches(self._early_matches, self._early_elsewhere)

    def _on_dropped(self) -> None:
        """Repeat the search that was shown before the recording."""
        self._unfinished = self._early_matches = None
        if self._searched:
            self._emit_poses()

    def _search_chosen(self, attempts: "list[Attempt]") -> None:
        """Search for attempts that the user chose among those that there are."""
        self.once_more.leave()
        self._search(attempts)

    def _show_used(self, matches: "Sequence[Match]", used: Sequence[int]) -> None:
        """Mark the attempts that an answer uses; ask for another one if it is unsure."""
        from signdict.search.ranking import unsure

        searched = self._searched
        if len(used) < len(searched):
            self.attempts.mark([searched[place] for place in used])
            self.query.say("")
            self.query.show_pose(searched[used[-1]].pose)
        self.once_more.show_answer(searched, used, unsure=bool(matches) and unsure(matches))

    @property
    def _pose(self) -> "Pose | None":
        """The pose of the last search, if it was for a single one."""
        return self._searched[0].pose if len(self._searched) == 1 else None

    def _search_again(self) -> None:
        if self._searched:
            self._search(self._searched)

    def _search(self, attempts: "list[Attempt]") -> None:
        """Search for an attempt, or for several combined, with the current filters."""
        self._show_attempts(attempts)
        self._emit_poses()

    def _emit_poses(self) -> None:
        poses = [attempt.pose for attempt in self._searched]
        self.pose_given.emit(poses[0] if len(poses) == 1 else poses)

    def _show_attempts(self, attempts: "list[Attempt]") -> None:
        """Mark the attempts that are searched for, and play the first."""
        self._mark(attempts)
        self.opened.timeline.stop_preview()
        self.query.show_pose(attempts[0].pose)
        if len(attempts) > 1:
            numbers = " + ".join(str(attempt.number) for attempt in attempts)
            self.query.say(self.tr("Attempts {numbers} combined.").format(numbers=numbers))
        self.results.show_busy(self.tr("Searching"))

    def _mark(self, attempts: "list[Attempt]") -> None:
        self._searched = attempts
        self.attempts.mark(attempts)

    def _show(self, matches: "Sequence[Match]", heading: str, better: str = "") -> None:
        from signdict.search.ranking import by_gloss

        def arrange(kept: "Sequence[Match]") -> "Sequence[Match]":
            self.once_more.pause(on=bool(self.results.facets.chosen))
            return by_gloss(kept, SHOWN)

        self.results.show_matches(matches, heading, better=better, arrange=arrange)

    def _better(self, elsewhere: "Match | None") -> str:
        """Return a line about a sign of another language that fits better, or an empty text."""
        if elsewhere is None:
            return ""
        sign, text = elsewhere.sign, self.tr("Fits better in {language}: “{gloss}”.")
        return text.format(language=name_of(sign.sign_language), gloss=sign.gloss)

    def _heading(self, matches: "Sequence[Match]") -> str:
        if any(match.fits for match in matches):
            return self.tr("Possible matches")
        problem = self.tr("No close match. These signs are the most similar.")
        slower = self.tr("Sign a little more slowly, with both hands in the picture.")
        wider = self.tr("Sign a little more slowly, or search in all languages.")
        return f"{problem} {wider if self.results.filter.chosen else slower}"

    def _make_attempts(self) -> Attempts:
        attempts = Attempts()
        attempts.opened.connect(lambda attempt: self._search_chosen([attempt]))
        attempts.combined.connect(self._search_chosen)
        attempts.replayed.connect(self._replay)
        attempts.message.connect(self.query.say)
        attempts.changed.connect(lambda: self.query.show_tips(wanted=not attempts.tiles))
        attempts.changed.connect(lambda: self.once_more.keep(attempts.all))
        self.query.foot.addWidget(attempts)
        return attempts

    def _replay(self, attempt: "Attempt") -> None:
        from signdict.gui.learner.replay_dialog import ReplayDialog

        ReplayDialog(attempt, self).open()

    def _make_teach_button(self) -> QPushButton:
        button = QPushButton()
        button.clicked.connect(self.teach)

        def update() -> None:
            teaches = bool(self.attempts.all)
            button.setIcon(icons.icon("add" if teaches else "library"))
            button.setText(self.tr("Teach this sign…") if teaches else self.tr("My signs…"))
            tips = (
                self.tr("Show the signs you taught (T)"),
                self.tr("Save attempts as your own sign (T)"),
            )
            button.setToolTip(tips[teaches])

        self.attempts.changed.connect(update)
        update()
        shortcuts.key(self, "T", self.teach)
        shortcuts.key(self, "N", self.once_more.decline)
        shortcuts.key(self, "B", self.once_more.toggle_together)
        return button

    def _open_teach_dialog(self) -> None:
        from signdict.gui.learner.teach_dialog import TeachDialog

        attempts = self.attempts
        dialog = TeachDialog(self._language, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show_attempts(attempts.all, attempts.selected or attempts.all[-1:])
        dialog.my_signs_wanted.connect(self.open_my_signs)
        self.teach_opened.emit(dialog)
        dialog.open()

    @property
    def _language(self) -> str:
        """The first language of the filter, or the language of the best match."""
        results = self.results
        if codes := results.filter.chosen:
            return codes[0]
        tiles = results.grid.tiles if ResultsView.grid.made(results) else []
        return tiles[0].match.sign.sign_language if tiles else "ase"
