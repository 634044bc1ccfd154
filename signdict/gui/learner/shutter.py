"""How a recording begins and ends: by itself, with Space, or after a countdown that is seen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from signdict.gui.theme import icons

if TYPE_CHECKING:
    from signdict.gui.learner.camera import Camera
    from signdict.tracking.recorder import RecorderEvent

BY_ITSELF, BY_KEY, COUNTED = "by itself", "by key", "counted"
_WAY = "recording"
_COUNT_FROM = 3


class Shutter(QWidget):
    """The button, and the choice of a way, which `memory` keeps."""

    growing = Signal(object)  # the Pose so far
    taken = Signal(object)  # the Pose that was recorded
    dropped = Signal()  # what was being recorded is forgotten
    counted = Signal(int)  # seconds until it begins; 0 when nothing is counted any more

    def __init__(self, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._camera: Camera | None = None
        self._live = self._by_key = False
        self._count = 0
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self._on_tick)
        self.button = QPushButton(icons.icon("record"), "")
        self.button.setToolTip(self.tr("Space begins and ends; Esc drops"))
        self.button.clicked.connect(self.press)
        self.ways = QComboBox()
        self.ways.setAccessibleName(self.tr("How a recording begins"))
        self.ways.addItem(self.tr("Begins by itself"), BY_ITSELF)
        self.ways.addItem(self.tr("Begins with Space"), BY_KEY)
        self.ways.addItem(self.tr("Begins after a countdown"), COUNTED)
        self.choose_way(str(memory.value(_WAY, BY_ITSELF)))
        self.ways.currentIndexChanged.connect(self._on_way)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.button)
        column.addWidget(self.ways)
        self._show_button()

    @property
    def live(self) -> bool:
        """Whether something is being recorded."""
        return self._live

    @property
    def counting(self) -> bool:
        """Whether a recording begins soon."""
        return self._count > 0

    @property
    def way(self) -> str:
        """How a recording begins."""
        return str(self.ways.currentData())

    @property
    def ready(self) -> str:
        """What the person may do now."""
        if self._live and self._by_key:
            return self.tr("Recording. Press Space to end, Esc to drop it.")
        if self._live:
            return self.tr("Recording. Rest your hands to end.")
        if self.way == BY_ITSELF:
            return self.tr("Sign when you are ready.")
        if self.way == BY_KEY:
            return self.tr("Press Space to record.")
        return self.tr("Press Space to count down.")

    def choose_way(self, way: str) -> None:
        """Choose how a recording begins."""
        self.ways.setCurrentIndex(max(0, self.ways.findData(way)))

    def serve(self, camera: "Camera | None") -> None:
        """Record with this camera, or with none."""
        self._stop_counting()
        self._end()
        if self._camera:
            self._camera.noted.disconnect(self._on_noted)
        self._camera = camera
        if camera:
            camera.by_itself = self.way == BY_ITSELF
            camera.noted.connect(self._on_noted)

    def press(self) -> None:
        """Begin to record, or end, or stop counting down."""
        if self._camera is None:
            return
        if self.counting:
            self._stop_counting()
        elif self._live:
            self._camera.end()
        elif self.way == COUNTED:
            self._count = _COUNT_FROM + 1
            self._on_tick()
            self.timer.start()
        else:
            self._begin(until_rest=False)

    def drop(self) -> bool:
        """Forget what is being recorded, or stop counting; return whether there was anything."""
        if self.counting:
            self._stop_counting()
            return True
        if not self._live or self._camera is None:
            return False
        self._camera.drop()
        self._end()
        self.dropped.emit()
        return True

    def _begin(self, *, until_rest: bool) -> None:
        if self._camera:
            self._camera.begin(until_rest=until_rest)
            self._live, self._by_key = True, not until_rest
            self._show_button()

    def _end(self) -> None:
        self._live = self._by_key = False
        self._show_button()

    def _on_tick(self) -> None:
        self._count -= 1
        if self._count:
            self.counted.emit(self._count)
            self._show_button()
            return
        self._stop_counting()
        self._begin(until_rest=True)

    def _stop_counting(self) -> None:
        self.timer.stop()
        self._count = 0
        self.counted.emit(0)
        self._show_button()

    def _on_noted(self, note: "RecorderEvent") -> None:
        if note.kind == "began":
            self._live, self._by_key = True, False
            self._show_button()
        elif not self._live:
            return  # it was dropped meanwhile
        elif note.kind == "so far":
            self.growing.emit(note.pose)
        else:
            self._end()
            if note.kind == "taken":
                self.taken.emit(note.pose)
            else:
                self.dropped.emit()

    def _on_way(self) -> None:
        self._memory.setValue(_WAY, self.way)
        self._stop_counting()
        if self._camera:
            self._camera.by_itself = self.way == BY_ITSELF

    def _show_button(self) -> None:
        going = self.tr("Done") if self._live else self.tr("Record")
        self.button.setText(self.tr("Stop counting") if self.counting else going)
