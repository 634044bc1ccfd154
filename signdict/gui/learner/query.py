"""What is asked about: a file or a recording, as a moving skeleton, or the camera's picture."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.theme import icons
from signdict.gui.theme.style import tones
from signdict.gui.widgets.layout import FlowLayout

if TYPE_CHECKING:
    from signdict.gui.learner.camera import Camera
    from signdict.gui.learner.camera_panel import CameraPanel
    from signdict.gui.player.sign_view import SignView
    from signdict.pose.pose import Pose

_WIDTH = 312


class Query(QWidget):
    """The left side of the learner's page. `memory` keeps what was chosen for the camera."""

    files_given = Signal(list)  # paths
    pose_taken = Signal(object)  # the Pose that was recorded
    pose_growing = Signal(object)  # the Pose that is being recorded, so far
    pose_dropped = Signal()  # what was being recorded is forgotten
    camera_switched = Signal()

    def __init__(self, tracker: Path, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._tracker, self._memory, self._begun = tracker, memory, False
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(160)
        self._stack.setMaximumHeight(_WIDTH)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._prompt = QLabel(self.tr("Drop a video of a sign here"))
        self._prompt.setObjectName("dropzone")
        self._prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._prompt.setWordWrap(True)
        self._prompt.setFrameShape(QFrame.Shape.StyledPanel)
        self._stack.addWidget(self._prompt)
        self.slot, self.foot = QVBoxLayout(), QVBoxLayout()  # below the picture, below all
        self._sentence = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        self.open_button = QPushButton(icons.icon("open"), self.tr("Open a file…"))
        self.open_button.clicked.connect(self.choose_file)
        self.camera_button = QPushButton(icons.icon("camera"), self.tr("Use the camera"))
        self.camera_button.clicked.connect(self._on_camera_clicked)
        self._controls = QVBoxLayout()
        self._arrange()

    @property
    def sentence(self) -> str:
        """What is said below the picture."""
        return self._sentence.text()

    @property
    def filming(self) -> bool:
        """Whether the camera is in use."""
        return "camera" in self.__dict__ and self.camera.on

    @cached_property
    def _sign_view(self) -> "SignView":
        from signdict.gui.player.sign_view import SignView

        view = SignView(alone=True)
        view.setAccessibleName(self.tr("What was signed"))
        self._stack.addWidget(view)
        return view

    @cached_property
    def camera(self) -> "CameraPanel":
        """The camera, with its picture in the place of a file's."""
        from signdict.gui.learner.camera_panel import CameraPanel

        camera = CameraPanel(self._tracker, self._memory)
        self._stack.addWidget(camera.viewfinder)
        self._controls.addWidget(camera)
        camera.told.connect(self.say)
        camera.switched.connect(self._on_switched)
        camera.shutter.growing.connect(self.pose_growing)
        camera.shutter.taken.connect(self.pose_taken)
        camera.shutter.dropped.connect(self.pose_dropped)
        return camera

    @cached_property
    def _preview(self) -> "StillPreview":

        view = StillPreview()
        self._stack.addWidget(view)
        return view

    def choose_file(self) -> None:
        """Let the person choose files: videos, poses, or the pictures of one recording."""
        kinds, every = self.tr("Videos, poses and pictures"), self.tr("All files")
        endings = "*.mp4 *.webm *.mov *.avi *.mkv *.m4v *.pose *.png *.jpg *.jpeg"
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Open a video of a sign"),
            "",
            f"{kinds} ({endings});;{every} (*)",
        )
        if names:
            self.files_given.emit([Path(name) for name in names])

    def show_file(self, name: str) -> None:
        """Say which file is looked at."""
        self.stop_camera()
        self._stack.setCurrentWidget(self._prompt)
        self._prompt.setText(name)
        self.say("")

    def show_picture(self, picture: QImage) -> None:
        """Show a picture of the recording that is open."""
        if not self.filming:
            self._preview.show_picture(picture)
            self._stack.setCurrentWidget(self._preview)

    def show_pose(self, pose: "Pose") -> None:
        """Show what was seen, moving; while the camera is on, its picture stays."""
        if self.filming:
            return
        self._stack.setCurrentWidget(self._sign_view)
        self._sign_view.show_pose(pose)
        told = self.tr("What was seen: {seconds} seconds.").format(seconds=f"{pose.seconds:.1f}")
        if pose.people > 1:
            crowd = self.tr(
                "{told} Several people are in the picture; the answer may follow the wrong one. "
                "Use a video of one person."
            )
            told = crowd.format(told=told)
        self.say(told)

    def say(self, sentence: str) -> None:
        """Tell something below the picture."""
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)

    def press(self) -> None:
        """Begin to record, or end."""
        if self.filming:
            self.camera.shutter.press()

    def drop(self) -> bool:
        """Forget what is being recorded; return whether there was anything."""
        return self.filming and self.camera.shutter.drop()

    def use(self, camera: "Camera") -> None:
        """Show what this camera sees."""
        self.camera.use(camera)

    def stop_camera(self) -> None:
        """Free the camera, if it is in use."""
        if "camera" in self.__dict__ and self.camera.wanted:
            self.camera.switch_off()

    def close_camera(self) -> None:
        """Free the camera and wait until it is."""
        if "camera" in self.__dict__:
            self.camera.close_camera()

    def _on_camera_clicked(self) -> None:
        if self.camera.wanted:
            self.camera.switch_off()
        else:
            self.camera.switch_on()

    def _on_switched(self) -> None:
        camera = self.camera
        self._stack.setCurrentWidget(camera.viewfinder if camera.on else self._prompt)
        self.camera_button.setText(
            self.tr("Switch the camera off") if camera.wanted else self.tr("Use the camera")
        )
        self._show_tips()
        self.camera_switched.emit()

    def tell_less(self, *, less: bool) -> None:
        """Leave the tips out, for those who have begun."""
        self._begun = less
        self._show_tips()

    def _show_tips(self) -> None:
        wanted = "camera" in self.__dict__ and self.camera.wanted
        self._tips.setVisible(not wanted and not self._begun)

    def _arrange(self) -> None:
        self._tips = QLabel(
            self.tr(
                "Best is one person, from the hips up, facing the camera, in good light, "
                "signing one sign. Nothing leaves this computer."
            )
        )
        self._tips.setObjectName("quiet")
        self._tips.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 8)  # before the empty space below all
        column.addLayout(self.slot)
        column.addWidget(self._sentence)
        column.addLayout(self._controls)
        column.addWidget(FlowLayout(self.open_button, self.camera_button))
        column.addWidget(self._tips)
        column.addLayout(self.foot)
        column.addStretch(1)


_ROUND = 8.0


class StillPreview(QWidget):
    """Shows the picture it was given last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Picture at the place in the recording"))
        self._picture = QImage()

    def show_picture(self, picture: QImage) -> None:
        """Show this picture."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture on an even ground."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), _ROUND, _ROUND)
        painter.fillPath(ground, QColor(tones().ground))
        painter.setClipPath(ground)
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(target, self._picture)
        painter.end()
