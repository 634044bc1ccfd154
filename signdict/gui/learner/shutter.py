"""The record button: recordings start automatically, with Space, or after a countdown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from signdict.gui.theme import icons

if TYPE_CHECKING:
    from signdict.gui.learner.camera import Camera
    from signdict.tracking.recorder import RecorderEvent

#: Start modes, as stored in the settings.
AUTOMATIC, BY_KEY, COUNTDOWN = "by itself", "by key", "counted"
_MODE = "recording"
_SECONDS = 3


class Shutter(QWidget):
    """The button and the choice of a start mode, which is stored in `memory`."""

    so_far = Signal(object)  # the Pose of a recording that is not finished
    taken = Signal(object)  # the Pose of a finished recording
    dropped = Signal()  # the recording was discarded
    countdown = Signal(int)  # seconds until a recording starts; 0 if no countdown is running

    def __init__(self, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._camera: Camera | None = None
        self._live = self._manual = False
        self._count = 0
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self._on_tick)
        self.button = QPushButton(icons.icon("record"), "")
        self.button.setToolTip(self.tr("Space starts and ends a recording; Esc discards it"))
        self.button.clicked.connect(self.press)
        self.modes = QComboBox()
        self.modes.setAccessibleName(self.tr("How a recording starts"))
        self.modes.addItem(self.tr("Starts automatically"), AUTOMATIC)
        self.modes.addItem(self.tr("Starts with Space"), BY_KEY)
        self.modes.addItem(self.tr("Starts after a countdown"), COUNTDOWN)
        self.choose_mode(str(memory.value(_MODE, AUTOMATIC)))
        self.modes.currentIndexChanged.connect(self._on_mode)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.button)
        column.addWidget(self.modes)
        self._show_button()

    @property
    def live(self) -> bool:
        """Whether a recording is in progress."""
        return self._live

    @property
    def counting(self) -> bool:
        """Whether a countdown is running."""
        return self._count > 0

    @property
    def mode(self) -> str:
        """How a recording starts: AUTOMATIC, BY_KEY or COUNTDOWN."""
        return str(self.modes.currentData())

    @property
    def next_step(self) -> str:
        """A sentence that says what the user can do now."""
        if self._live and self._manual:
            return self.tr("Recording. Press Space to end, Esc to discard.")
        if self._live:
            return self.tr("Recording. Lower your hands to end.")
        if self.mode == AUTOMATIC:
            return self.tr("Sign when you are ready.")
        if self.mode == BY_KEY:
            return self.tr("Press Space to record.")
        return self.tr("Press Space to start the countdown.")

    def choose_mode(self, mode: str) -> None:
        """Choose how a recording starts."""
        self.modes.setCurrentIndex(max(0, self.modes.findData(mode)))

    def set_camera(self, camera: "Camera | None") -> None:
        """Record with this camera, or with none."""
        self._stop_countdown()
        self._finish()
        if self._camera:
            self._camera.noted.disconnect(self._on_noted)
        self._camera = camera
        if camera:
            camera.automatic = self.mode == AUTOMATIC
            camera.noted.connect(self._on_noted)

    def press(self) -> None:
        """Start or end a recording, or cancel the countdown."""
        if self._camera is None:
            return
        if self.counting:
            self._stop_countdown()
        elif self._live:
            self._camera.end()
        elif self.mode == COUNTDOWN:
            self._count = _SECONDS + 1
            self._on_tick()
            self.timer.start()
        else:
            self._begin(until_rest=False)

    def drop(self) -> bool:
        """Discard the recording or cancel the countdown; return whether there was either."""
        if self.counting:
            self._stop_countdown()
            return True
        if not self._live or self._camera is None:
            return False
        self._camera.drop()
        self._finish()
        self.dropped.emit()
        return True

    def _begin(self, *, until_rest: bool) -> None:
        if self._camera:
            self._camera.begin(until_rest=until_rest)
            self._live, self._manual = True, not until_rest
            self._show_button()

    def _finish(self) -> None:
        self._live = self._manual = False
        self._show_button()

    def _on_tick(self) -> None:
        self._count -= 1
        if self._count:
            self.countdown.emit(self._count)
            self._show_button()
            return
        self._stop_countdown()
        self._begin(until_rest=True)

    def _stop_countdown(self) -> None:
        self.timer.stop()
        self._count = 0
        self.countdown.emit(0)
        self._show_button()

    def _on_noted(self, event: "RecorderEvent") -> None:
        if event.kind == "began":
            self._live, self._manual = True, False
            self._show_button()
        elif not self._live:
            return  # it was discarded meanwhile
        elif event.kind == "so far":
            self.so_far.emit(event.pose)
        else:
            self._finish()
            if event.kind == "taken":
                self.taken.emit(event.pose)
            else:
                self.dropped.emit()

    def _on_mode(self) -> None:
        self._memory.setValue(_MODE, self.mode)
        self._stop_countdown()
        if self._camera:
            self._camera.automatic = self.mode == AUTOMATIC

    def _show_button(self) -> None:
        text = self.tr("Done") if self._live else self.tr("Record")
        self.button.setText(self.tr("Cancel the countdown") if self.counting else text)
