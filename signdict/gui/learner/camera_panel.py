"""The camera controls of the Sign page: which camera, what it sees, and what to do about it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from signdict.core.errors import SignDictError
from signdict.gui.learner.camera import CameraWatcher, list_cameras
from signdict.gui.learner.shutter import Shutter
from signdict.gui.learner.viewfinder import Viewfinder
from signdict.gui.player.frame_clock import frame_clock
from signdict.gui.theme.reduced_motion import hold
from signdict.tracking.framing import Sight

if TYPE_CHECKING:
    from signdict.gui.learner.camera import Camera, CameraView
    from signdict.tracking.camera import CameraName

#: Settings: the name of the camera used last, and of the one whose image is rotated.
_CAMERA, _ROTATED = "camera", "turned"


class CameraPanel(QWidget):
    """The controls below the viewfinder. Choices are stored in `memory`."""

    message = Signal(str)
    switched = Signal()  # a camera was turned on or off

    def __init__(self, tracker: Path, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tracker, self._memory = tracker, memory
        self._camera: Camera | None = None
        self._previous: Camera | None = None
        self._name: CameraName | None = None
        self._known: tuple[CameraName, ...] = ()
        self._wanted = self._lost = self._worked = False
        self._sentence = ""
        self.viewfinder = Viewfinder()
        self.viewfinder.shown.connect(self._on_shown)
        self.watcher = CameraWatcher(list_cameras)
        self.watcher.changed.connect(self.show_cameras)
        self.shutter = Shutter(memory)
        self.shutter.countdown.connect(self._on_countdown)
        self._remedy: Callable[[], object] = self.try_again
        self.remedy = QPushButton()
        self.remedy.clicked.connect(lambda: self._remedy())
        self.names = QComboBox()
        self.names.setAccessibleName(self.tr("Camera"))
        self.names.activated.connect(lambda index: self.film(self.names.itemData(index)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.remedy, self.shutter, self.names):
            widget.hide()
            column.addWidget(widget)

    @property
    def on(self) -> bool:
        """Whether a camera is in use."""
        return self._camera is not None

    @property
    def wanted(self) -> bool:
        """Whether the user turned the camera on, even if none is available."""
        return self._wanted

    def switch_on(self) -> None:
        """Use a camera now or as soon as one is plugged in."""
        self._wanted, self._lost, self._known = True, False, ()
        self._say(self.tr("Looking for cameras."))
        self.watcher.start()
        self.switched.emit()

    def switch_off(self) -> None:
        """Free the camera, and stop watching for others."""
        self._wanted = False
        self.watcher.stop()
        self._release()
        self._show_remedy(None)
        self._say("")
        self.switched.emit()

    def close_camera(self) -> None:
        """Free the camera, and wait until it is free."""
        self.watcher.wait()
        self.switch_off()
        if self._previous:
            self._previous.wait()

    def show_cameras(self, cameras: "tuple[CameraName, ...]") -> None:
        """List the cameras, and use one if none is in use; after a loss, only a new one."""
        new = [camera for camera in cameras if camera not in self._known]
        self._known = cameras
        self.names.clear()
        for camera in cameras:
            self.names.addItem(camera.name, camera)
        if self._wanted and not self.on and (new or not self._lost):
            self._use_one_of(new or list(cameras))
        if self._name in cameras:
            self.names.setCurrentIndex(cameras.index(self._name))
        self.names.setVisible(self._wanted and len(cameras) > 1)

    def film(self, camera: "CameraName") -> None:
        """Use the camera with this name."""
        from signdict.gui.learner.camera import camera_of

        self._name = camera
        self._memory.setValue(_CAMERA, camera.name)
        self.use(camera_of(camera, self._tracker))

    def use(self, camera: "Camera") -> None:
        """Start a camera, and show what it sees."""
        self._release()
        self._wanted, self._lost, self._worked, self._camera = True, False, False, camera
        camera.rotated = bool(self._name) and str(self._name) == self._memory.value(_ROTATED)
        camera.stopped.connect(self._on_stopped)
        self.shutter.set_camera(camera)
        self.viewfinder.follow(camera.latest)
        self._show_remedy(None)
        self._say(self.tr("The camera is starting."))
        self.shutter.show()
        self.switched.emit()
        self.shutter.button.setFocus()
        frame_clock().give_way(True)
        camera.start(self._previous)

    def try_again(self) -> None:
        """Use the lost camera again, or another one if it no longer exists."""
        self._lost = False
        if self._name and self._name in self._known:
            self.film(self._name)
        else:
            self.show_cameras(self._known)

    def rotate(self) -> None:
        """Rotate an image that is upside down, and remember that for this camera."""
        if self._camera:
            self._camera.rotated = not self._camera.rotated
            self._memory.setValue(_ROTATED, str(self._name) if self._camera.rotated else "")

    def _use_one_of(self, cameras: "list[CameraName]") -> None:
        """Use the camera that was used last, or the first one."""
        if not cameras:
            self._say(self.tr("No camera found. Plug one in, or open a file instead."))
            return
        last = self._memory.value(_CAMERA)
        self.film(next((camera for camera in cameras if camera.name == last), cameras[0]))

    def _release(self) -> None:
        self.shutter.set_camera(None)
        self.shutter.hide()
        if self._camera is None:
            return
        camera, self._camera = self._camera, None
        camera.stopped.disconnect(self._on_stopped)
        camera.stop()
        frame_clock().give_way(False)
        hold(False)
        self._previous = camera  # kept until the next camera has waited for it
        self.viewfinder.clear()

    def _on_shown(self, view: "CameraView") -> None:
        self._worked = True
        hold(view.recording)
        if view.sight is None or self.shutter.counting:
            return
        self._say(self._advice(view.sight))
        self._show_remedy(view.sight)

    def _on_countdown(self, seconds: int) -> None:
        self.viewfinder.show_count(str(seconds) if seconds else "")
        if seconds:
            self._say(self.tr("Recording starts in {n}.").format(n=seconds))

    def _on_stopped(self, failure: Exception | None) -> None:
        self._lost = True
        if self._worked and failure:  # it may be plugged in again before the next listing
            self._known = tuple(camera for camera in self._known if camera != self._name)
            self.watcher.report_again()
        self._release()
        self._remedy = self.try_again
        self.remedy.setText(self.tr("Try again"))
        self.remedy.show()
        self._say(self._reason(failure))
        self.switched.emit()
        self.remedy.setFocus()
        if failure and not isinstance(failure, SignDictError):
            sys.excepthook(type(failure), failure, failure.__traceback__)

    def _reason(self, failure: Exception | None) -> str:
        if isinstance(failure, SignDictError):
            return str(failure)
        if failure:
            return self.tr("The camera was turned off because of an error.")
        return self.tr("The camera stopped sending pictures.")

    def _advice(self, sight: Sight) -> str:
        """Return what the camera sees and what to do."""
        ready = self.shutter.next_step
        match sight:
            case Sight.BOTH_HANDS:
                return self.tr("Both hands are visible. {ready}").format(ready=ready)
            case Sight.ONE_HAND:
                return self.tr("One hand is visible. {ready}").format(ready=ready)
            case Sight.NO_HAND:
                return self.tr("No hand is visible. {ready}").format(ready=ready)
        return self._advice_on_position(sight) or self._advice_on_image(sight)

    def _advice_on_position(self, sight: Sight) -> str:
        match sight:
            case Sight.NOBODY:
                return self.tr("Nobody is in view. Step inside the outline.")
            case Sight.NEAR:
                return self.tr("You are too close. Move back until you fit the outline.")
            case Sight.FAR:
                return self.tr("You are too far away. Come closer until you fill the outline.")
            case Sight.OUT:
                return self.tr("Part of you is outside the picture. Move into the outline.")
            case Sight.CROWD:
                return self.tr("More than one person is in view. Sign alone.")
        return ""

    def _advice_on_image(self, sight: Sight) -> str:
        match sight:
            case Sight.BLACK:
                return self.tr(
                    "The picture is black. Open the cover of the camera, or choose another camera."
                )
            case Sight.DARK:
                return self.tr("It is too dark. Turn on a light in front of you.")
            case Sight.UPSIDE_DOWN:
                return self.tr("The picture is upside down. Rotate it.")
            case _:
                return self.tr(
                    "The camera sends too few frames per second, and movements are lost. "
                    "Add light, or close other programs."
                )

    def _show_remedy(self, sight: Sight | None) -> None:
        """Show a button if one helps."""
        self.remedy.setVisible(sight is Sight.UPSIDE_DOWN)
        if sight is Sight.UPSIDE_DOWN:
            self._remedy = self.rotate
            self.remedy.setText(self.tr("Rotate the picture"))

    def _say(self, sentence: str) -> None:
        if sentence != self._sentence:
            self._sentence = sentence
            self.message.emit(sentence)
