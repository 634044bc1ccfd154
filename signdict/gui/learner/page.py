"""Page: show a sign, by a file or the camera, and see what it means."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from signdict.core.errors import SignDictError
from signdict.gui.learner.attempts import Attempts
from signdict.gui.learner.query import Query
from signdict.gui.learner.recording import OpenRecording
from signdict.gui.learner.start_card import StartCard
from signdict.gui.learner.teach_dialog import TeachDialog
from signdict.gui.results.results import ResultsView
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.layout import ScrollColumn

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress, Sign
    from signdict.gui.learner.attempt_tile import Attempt, AttemptKind
    from signdict.gui.learner.my_signs_dialog import MySignsDialog
    from signdict.gui.learner.recording import ReadResult
    from signdict.pose.pose import Pose
    from signdict.tracking.video import Filmed


class Lessons(QObject):
    """Opens the dialogs; whoever knows the dictionary connects them."""

    lesson_opened = Signal(object)  # a TeachDialog
    signs_opened = Signal(object)  # a MySigns

    def __init__(self, page: "LearnerPage") -> None:
        super().__init__(page)
        self._page = page
        self.button = QPushButton()
        self.button.clicked.connect(self.open)
        page.attempts.changed.connect(self._name)
        self._name()
        shortcuts.key(page, "T", self.open)

    def open(self) -> None:
        """Teach the attempts that are chosen; without any, show what was taught before."""
        if self._page.attempts.all:
            self._open_lesson()
        else:
            self.open_signs()

    def _name(self) -> None:
        """Call the button what it does."""
        some = bool(self._page.attempts.all)
        self.button.setIcon(icons.icon("add" if some else "library"))
        self.button.setText(self.tr("Teach it…") if some else self.tr("My signs…"))
        teach, show = (
            self.tr("Save attempts as a sign of your own (T)"),
            self.tr("The signs that you taught (T)"),
        )
        self.button.setToolTip(teach if some else show)

    def open_signs(self) -> "MySignsDialog":
        """Show the signs that were taught."""
        from signdict.gui.learner.my_signs_dialog import MySignsDialog

        dialog = MySignsDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.signs_opened.emit(dialog)
        dialog.open()
        return dialog

    def _open_lesson(self) -> "TeachDialog":
        from signdict.gui.learner.teach_dialog import TeachDialog

        attempts = self._page.attempts
        dialog = TeachDialog(self._language, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show_attempts(attempts.all, attempts.chosen or attempts.all[-1:])
        dialog.mine_wanted.connect(self.open_signs)
        self.lesson_opened.emit(dialog)
        dialog.open()
        return dialog

    @property
    def _language(self) -> str:
        """The language that is looked in, or that of the best answer."""
        results = self._page.results
        if chosen := results.filter.chosen:
            return chosen[0]
        grid = results.__dict__.get("grid")
        return grid.tiles[0].match.sign.sign_language if grid and grid.tiles else "ase"


#: So many results are seen without scrolling; further ones are seldom right.
SHOWN = 8


class LearnerPage(QWidget):
    """Says which file or recording is asked about; shows the signs that it may be."""

    pose_given = Signal(object)  # a Pose, from the camera or asked about again; a list: as one
    pose_so_far = Signal(object)  # a Pose that is still being signed
    camera_on = Signal()  # questions will come soon
    settled = Signal()  # the answer to what was given is there, and will not change by itself
    examples_wanted = Signal()

    def __init__(
        self, tracker: Path, memory: QSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._asked: list[Attempt] = []
        self._growing: Pose | None = None
        self._so_far: Sequence[Match] | None = None
        self.start = StartCard()
        self.results = ResultsView(self.start)
        self.results.filtered.connect(self._ask_again)
        self.query = Query(tracker, memory or QSettings())
        self.query.pose_growing.connect(self.follow_pose)
        self.query.pose_taken.connect(self.take_pose)
        self.query.pose_dropped.connect(self._drop_pose)
        self.query.camera_switched.connect(self._on_camera)
        self.opened = OpenRecording(self.query, self.results)
        self.query.files_given.connect(self.opened.open_paths)
        for begun in (self.opened.measured, self.opened.wanted):
            begun.connect(lambda *_: self._mark([]))
        self.attempts = self._make_attempts()
        self.lessons = Lessons(self)
        self.query.foot.addWidget(self.lessons.button)
        self.start.open_chosen.connect(self.query.choose_file)
        self.setFocusProxy(self.query.open_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(0)
        row.addWidget(ScrollColumn(self.query, 16))
        column = QVBoxLayout()
        column.addWidget(self.results)
        row.addLayout(column, 1)

    @property
    def attempt(self) -> "Pose | None":
        """What was signed last, or is chosen among the attempts."""
        poses = self.attempts.poses()
        return poses[0] if poses else None

    def open_file(self, filmed: "Filmed") -> None:
        """Ask about a video, a `.pose` file or pictures."""
        self.opened.open(filmed)

    def open_pose(self, pose: "Pose") -> None:
        """Ask about landmarks that are there already: what the camera saw."""
        self._growing = None
        self.opened.close()
        self._ask([self.attempts.add(pose, "camera")])

    def follow_pose(self, pose: "Pose") -> None:
        """Ask about what was signed so far."""
        self._growing, self._so_far = pose, None
        self.pose_so_far.emit(pose)

    def take_pose(self, pose: "Pose") -> None:
        """Ask about what was recorded, unless it was asked about as it came to its end."""
        asked, self._growing = self._growing, None
        if pose is not asked:
            self.open_pose(pose)
            return
        self._mark([self.attempts.add(pose, "camera")])
        self.query.show_pose(pose)
        if self._so_far:
            self.results.heading.setText(self._heading(self._so_far))
            self.settled.emit()
        elif self._so_far is not None:
            self.show_matches(self._so_far)

    def show_so_far(self, pose: "Pose", matches: "Sequence[Match]") -> None:
        """Show what it may be, of a sign that is still under way; or that was when it was asked."""
        if pose is self._pose:
            self.show_matches(matches)
        elif pose is self._growing:
            self._so_far = matches
            if matches:
                self._show(matches, self.tr("So far, it may be one of these"))

    def show_no_answer_so_far(self, pose: "Pose", message: str, hint: str) -> None:
        """What is signed so far says nothing yet; what is over may have to be signed again."""
        if pose is self._pose:
            self.show_problem(message, hint)
        elif pose is self._growing:
            self._growing = None  # asked about once more when it is over, with what is said then

    def show_progress(self, progress: "Progress") -> None:
        """Show how far the file was looked at."""
        self.results.show_progress(progress)

    def show_pose(self, pose: "Pose") -> None:
        """Show what was seen in the file, and keep it as an attempt."""
        kind: AttemptKind = "part" if self.opened.part else "file"
        self._play([self.attempts.add(pose, kind, self.opened.name)])

    def show_others(self, found: "Sequence[ReadResult]") -> None:
        """Keep what was read in further files, and say what could not be."""
        from signdict.tracking.video import name_of

        for filmed, pose in found:
            if not isinstance(pose, SignDictError):
                self.attempts.add(pose, "file", name_of(filmed))
        problems = [str(problem) for _, problem in found if isinstance(problem, SignDictError)]
        if problems:
            self.query.say(" ".join(problems))

    def show_matches(self, matches: "Sequence[Match]") -> None:
        """Show the signs that it may be, best first, one tile a gloss; say so if none fits well."""
        if not matches:
            self.results.show_notice(
                self.tr("Nothing here fits."),
                self.tr("Try again a little slower, or look in all languages."),
            )
        else:
            self._show(matches, self._heading(matches))
        self.settled.emit()

    def _show(self, matches: "Sequence[Match]", heading: str) -> None:
        from signdict.search.ranking import by_gloss

        self.results.show_matches(matches, heading, arrange=lambda kept: by_gloss(kept, SHOWN))

    def _heading(self, matches: "Sequence[Match]") -> str:
        if any(match.fits for match in matches):
            return self.tr("It may be one of these")
        what = self.tr("Nothing here fits well. These come nearest.")
        slower = self.tr("Try again a little slower, with both hands in the picture.")
        wider = self.tr("Try again a little slower, or look in all languages.")
        return f"{what} {wider if self.results.filter.chosen else slower}"

    def show_taught(self, sign: "Sign") -> None:
        """Say that a sign was taught, and look the attempt up again, which finds it."""
        self._ask_again()
        self.query.say(self.tr("{gloss} is taught, and is found.").format(gloss=sign.gloss))

    def show_problem(self, message: str, hint: str) -> None:
        """Say why there is no answer."""
        self.results.show_notice(message, hint)
        self.settled.emit()

    def show_stopped(self) -> None:
        """Say that looking was stopped."""
        self.results.show_notice(
            self.tr("Stopped."), self.tr("Open another file, or use the camera.")
        )

    def leave(self) -> None:
        """Let the camera go: nobody is looking."""
        self.query.stop_camera()

    def close_camera(self) -> None:
        """Let camera and file go, and wait until the camera is free."""
        self.opened.close()
        self.query.close_camera()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space records, Esc drops, wherever the focus is and nothing else wants the key."""
        if event.key() == Qt.Key.Key_Space and self.query.filming:
            self.query.press()
        elif event.key() != Qt.Key.Key_Escape or not self.query.drop():
            super().keyPressEvent(event)

    def _on_camera(self) -> None:
        if self.query.filming:
            self.opened.close()
            self.camera_on.emit()

    def _drop_pose(self) -> None:
        """Go back to what was there before, as far as it is known."""
        self._growing = self._so_far = None
        if self._asked:
            self._give()

    @property
    def _pose(self) -> "Pose | None":
        """The one pose that was asked about."""
        return self._asked[0].pose if len(self._asked) == 1 else None

    def _ask_again(self) -> None:
        if self._asked:
            self._ask(self._asked)

    def _ask(self, attempts: "list[Attempt]") -> None:
        """Ask about an attempt, or about several as one, with the filters of now."""
        self._play(attempts)
        self._give()

    def _give(self) -> None:
        poses = [attempt.pose for attempt in self._asked]
        self.pose_given.emit(poses[0] if len(poses) == 1 else poses)

    def _play(self, attempts: "list[Attempt]") -> None:
        """Show which attempts the answers will belong to, the first of them moving."""
        self._mark(attempts)
        self.opened.timeline.rest()
        self.query.show_pose(attempts[0].pose)
        if len(attempts) > 1:
            numbers = " + ".join(str(attempt.number) for attempt in attempts)
            self.query.say(self.tr("Attempts {numbers} as one.").format(numbers=numbers))
        self.results.show_busy(self.tr("Comparing"))

    def _mark(self, attempts: "list[Attempt]") -> None:
        self._asked = attempts
        self.attempts.mark(attempts)

    def _make_attempts(self) -> Attempts:
        attempts = Attempts()
        attempts.opened.connect(lambda attempt: self._ask([attempt]))
        attempts.averaged.connect(self._ask)
        attempts.replayed.connect(self._replay)
        attempts.told.connect(self.query.say)
        attempts.changed.connect(lambda: self.query.tell_less(less=bool(attempts.tiles)))
        self.query.foot.addWidget(attempts)
        return attempts

    def _replay(self, attempt: "Attempt") -> None:
        from signdict.gui.learner.replay_dialog import ReplayDialog

        ReplayDialog(attempt, self).open()
