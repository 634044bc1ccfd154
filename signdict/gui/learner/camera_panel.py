"""The camera of the learner's page: which one, what it shows, what is wrong, and a way on."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from signdict.core.errors import SignDictError
from signdict.gui.learner.camera import Lookout, listing
from signdict.gui.learner.shutter import Shutter
from signdict.gui.learner.viewfinder import Viewfinder
from signdict.gui.player.frame_clock import frame_clock
from signdict.gui.theme.reduced_motion import hold
from signdict.tracking.framing import Sight

if TYPE_CHECKING:
    from signdict.gui.learner.camera import Camera, CameraView
    from signdict.tracking.camera import CameraName


class Advice(QObject):
    """Words for what a camera sees."""

    def sentence(self, sight: Sight, ready: str) -> str:
        """Say what is seen; `ready` is what to do where nothing stands in the way."""
        match sight:
            case Sight.BOTH_HANDS:
                return self.tr("Both hands are seen. {ready}").format(ready=ready)
            case Sight.ONE_HAND:
                return self.tr("One hand is seen. {ready}").format(ready=ready)
            case Sight.NO_HAND:
                return self.tr("No hand is in view. {ready}").format(ready=ready)
        return self._place(sight) or self._picture(sight)

    def _place(self, sight: Sight) -> str:
        match sight:
            case Sight.NOBODY:
                return self.tr("Nobody is in view. Stand inside the outline.")
            case Sight.NEAR:
                return self.tr("You are very near. Move back until you fit the outline.")
            case Sight.FAR:
                return self.tr("You are far away. Come closer until you fill the outline.")
            case Sight.OUT:
                return self.tr("Part of you is outside the picture. Move into the outline.")
            case Sight.CROWD:
                return self.tr("More than one person is in view. Stand alone.")
        return ""

    def _picture(self, sight: Sight) -> str:
        match sight:
            case Sight.BLACK:
                return self.tr(
                    "The picture is black. Open the camera's lid, or choose another camera."
                )
            case Sight.DARK:
                return self.tr("It is too dark. Turn on a light, in front of you.")
            case Sight.UPSIDE_DOWN:
                return self.tr("The picture is upside down. Turn it.")
            case _:
                return self.tr(
                    "Only few pictures a second arrive, and movements are lost. "
                    "More light helps; so does closing other programs."
                )


_CAMERA, _TURNED = "camera", "turned"


class CameraPanel(QWidget):
    """Controls that stand below the viewfinder. `memory` keeps what was chosen."""

    told = Signal(str)
    switched = Signal()  # a camera on or off

    def __init__(self, tracker: Path, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tracker, self._memory = tracker, memory
        self._advice = Advice()
        self._camera: Camera | None = None
        self._last: Camera | None = None
        self._name: CameraName | None = None
        self._known: tuple[CameraName, ...] = ()
        self._wanted = self._lost = self._worked = False
        self._said = ""
        self.viewfinder = Viewfinder()
        self.viewfinder.seen.connect(self._on_seen)
        self.lookout = Lookout(listing)
        self.lookout.changed.connect(self.show_cameras)
        self.shutter = Shutter(memory)
        self.shutter.counted.connect(self._on_counted)
        self._remedy: Callable[[], object] = self.try_again
        self.remedy = QPushButton()
        self.remedy.clicked.connect(lambda: self._remedy())
        self.names = QComboBox()
        self.names.setAccessibleName(self.tr("Camera"))
        self.names.activated.connect(lambda place: self.film(self.names.itemData(place)))
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
        """Whether a camera is wanted, though there may be none."""
        return self._wanted

    def switch_on(self) -> None:
        """Look for cameras, use one, and look out for others that are plugged in."""
        self._wanted, self._lost, self._known = True, False, ()
        self._say(self.tr("Looking for cameras."))
        self.lookout.start()
        self.switched.emit()

    def switch_off(self) -> None:
        """Free the camera, and look out for none."""
        self._wanted = False
        self.lookout.stop()
        self._release()
        self._offer(None)
        self._say("")
        self.switched.emit()

    def close_camera(self) -> None:
        """Free the camera and wait until it is."""
        self.lookout.wait()
        self.switch_off()
        if self._last:
            self._last.wait()

    def show_cameras(self, cameras: "tuple[CameraName, ...]") -> None:
        """Offer these. Use one if none is in use; where one was lost, only one that is new."""
        fresh = [camera for camera in cameras if camera not in self._known]
        self._known = cameras
        self.names.clear()
        for camera in cameras:
            self.names.addItem(camera.name, camera)
        if self._wanted and not self.on and (fresh or not self._lost):
            self._use_one_of(fresh or list(cameras))
        if self._name in cameras:
            self.names.setCurrentIndex(cameras.index(self._name))
        self.names.setVisible(self._wanted and len(cameras) > 1)

    def film(self, camera: "CameraName") -> None:
        """Begin to show what this camera sees."""
        from signdict.gui.learner.camera import camera_of

        self._name = camera
        self._memory.setValue(_CAMERA, camera.name)
        self.use(camera_of(camera, self._tracker))

    def use(self, camera: "Camera") -> None:
        """Begin to show what a camera sees."""
        self._release()
        self._wanted, self._lost, self._worked, self._camera = True, False, False, camera
        camera.turned = bool(self._name) and str(self._name) == self._memory.value(_TURNED)
        camera.stopped.connect(self._on_stopped)
        self.shutter.serve(camera)
        self.viewfinder.follow(camera.latest)
        self._offer(None)
        self._say(self.tr("The camera is starting."))
        self.shutter.show()
        self.switched.emit()
        self.shutter.button.setFocus()
        frame_clock().give_way(True)
        camera.start(self._last)

    def try_again(self) -> None:
        """Use the camera that was lost or taken once more, or another if it is gone."""
        self._lost = False
        if self._name and self._name in self._known:
            self.film(self._name)
        else:
            self.show_cameras(self._known)

    def turn(self) -> None:
        """Turn a picture that stands on its head, and remember that of this camera."""
        if self._camera:
            self._camera.turned = not self._camera.turned
            self._memory.setValue(_TURNED, str(self._name) if self._camera.turned else "")

    def _use_one_of(self, cameras: "list[CameraName]") -> None:
        """Use the one that was used last, or the first."""
        if not cameras:
            self._say(self.tr("No camera was found. Plug one in, or open a file instead."))
            return
        before = self._memory.value(_CAMERA)
        self.film(next((camera for camera in cameras if camera.name == before), cameras[0]))

    def _release(self) -> None:
        self.shutter.serve(None)
        self.shutter.hide()
        if self._camera is None:
            return
        camera, self._camera = self._camera, None
        camera.stopped.disconnect(self._on_stopped)
        camera.stop()
        frame_clock().give_way(False)
        hold(False)
        self._last = camera  # lives until the next one has waited for it
        self.viewfinder.rest()

    def _on_seen(self, view: "CameraView") -> None:
        self._worked = True
        hold(view.recording)
        if view.sight is None or self.shutter.counting:
            return
        self._say(self._advice.sentence(view.sight, self.shutter.ready))
        self._offer(view.sight)

    def _on_counted(self, left: int) -> None:
        self.viewfinder.show_count(str(left) if left else "")
        if left:
            self._say(self.tr("Recording begins in {n}.").format(n=left))

    def _on_stopped(self, failure: Exception | None) -> None:
        self._lost = True
        if self._worked and failure:  # it may be back before the next look
            self._known = tuple(camera for camera in self._known if camera != self._name)
            self.lookout.tell_again()
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
            return self.tr("The camera had to be switched off.")
        return self.tr("The camera sends no more pictures.")

    def _offer(self, sight: Sight | None) -> None:
        """Show a button where one helps."""
        self.remedy.setVisible(sight is Sight.UPSIDE_DOWN)
        if sight is Sight.UPSIDE_DOWN:
            self._remedy = self.turn
            self.remedy.setText(self.tr("Turn the picture"))

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self.told.emit(sentence)
