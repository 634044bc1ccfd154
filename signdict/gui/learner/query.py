"""The left column of the Sign page: the recording or the camera image, and how to get one."""

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

from signdict.core.names import found
from signdict.gui.theme import icons
from signdict.gui.theme.style import tones
from signdict.gui.widgets.layout import FlowLayout
from signdict.gui.widgets.lazy import lazy

if TYPE_CHECKING:
    from signdict.gui.learner.camera_panel import CameraPanel
    from signdict.gui.player.sign_view import SignView
    from signdict.pose.pose import Pose

_WIDTH = 312
_RADIUS = 8.0  # of the corners, in pixels


class Query(QWidget):
    """Shows what is searched for, with a message below. Camera settings are stored in `memory`."""

    files_given = Signal(list)  # paths
    camera_made = Signal(object)  # the CameraPanel, made when it is first used

    def __init__(self, tracker: Path, memory: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._tracker, self._memory, self._tips_wanted = tracker, memory, True
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(120)
        self._stack.setMaximumHeight(_WIDTH)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._prompt = QLabel(self.tr("Drop a video of a sign here"))
        self._prompt.setObjectName("dropzone")
        self._prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._prompt.setWordWrap(True)
        self._prompt.setFrameShape(QFrame.Shape.StyledPanel)
        self._stack.addWidget(self._prompt)
        self.slot, self.foot = QVBoxLayout(), QVBoxLayout()  # below the image; at the bottom
        self._message = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        self.open_button = QPushButton(icons.icon("open"), self.tr("Open a file…"))
        self.open_button.clicked.connect(self.choose_file)
        self.camera_button = QPushButton(icons.icon("camera"), self.tr("Use the camera"))
        self.camera_button.clicked.connect(self._on_camera_clicked)
        self._controls = QVBoxLayout()
        self._arrange()

    @property
    def sentence(self) -> str:
        """The message below the image."""
        return self._message.text()

    @property
    def filming(self) -> bool:
        """Whether the camera is in use."""
        return Query.camera.made(self) and self.camera.on

    @lazy
    def camera(self) -> "CameraPanel":
        """The camera controls; the viewfinder takes the place of the recording."""
        from signdict.gui.learner.camera_panel import CameraPanel

        camera = CameraPanel(self._tracker, self._memory)
        self._stack.addWidget(camera.viewfinder)
        self._controls.addWidget(camera)
        camera.message.connect(self.say)
        camera.switched.connect(lambda: self._on_switched(camera))
        self.camera_made.emit(camera)
        return camera

    @lazy
    def _sign_view(self) -> "SignView":
        from signdict.gui.player.sign_view import SignView

        view = SignView(alone=True)
        view.setAccessibleName(self.tr("What was signed"))
        self._stack.addWidget(view)
        return view

    @lazy
    def _preview(self) -> "StillPreview":
        view = StillPreview()
        self._stack.addWidget(view)
        return view

    def choose_file(self) -> bool:
        """Let the user choose videos, poses, or the images of one recording.

        Return whether something was chosen.
        """
        kinds, every = self.tr("Videos, poses and pictures"), self.tr("All files")
        patterns = (
            "*.mp4 *.webm *.mov *.avi *.mkv *.m4v *.mpg *.mpeg *.wmv *.flv *.ogv *.3gp *.ts *.mts"
            " *.m2ts *.gif *.apng *.webp *.avif *.pose *.png *.jpg *.jpeg"
        )
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Open a video of a sign"),
            "",
            f"{kinds} ({patterns});;{every} (*)",
        )
        if names:
            self.files_given.emit([found(name) for name in names])
        return bool(names)

    def show_file(self, name: str) -> None:
        """Show the name of the file that is being read."""
        self.stop_camera()
        self._stack.setCurrentWidget(self._prompt)
        self._prompt.setText(name)
        self.say("")

    def show_picture(self, picture: QImage) -> None:
        """Show a frame of the open recording, unless the camera is on."""
        if not self.filming:
            self._preview.show_picture(picture)
            self._stack.setCurrentWidget(self._preview)

    def show_pose(self, pose: "Pose") -> None:
        """Play a pose, unless the camera is on."""
        if self.filming:
            return
        self._stack.setCurrentWidget(self._sign_view)
        self._sign_view.show_pose(pose)
        message = self.tr("Duration: {seconds} seconds.").format(seconds=f"{pose.seconds:.1f}")
        if pose.people > 1:
            warning = self.tr(
                "{message} Several people are in the picture; the result may follow the wrong one. "
                "Use a video of one person."
            )
            message = warning.format(message=message)
        self.say(message)

    def say(self, message: str) -> None:
        """Show a message below the image."""
        self._message.setText(message)
        self._message.setAccessibleName(message)

    def press(self) -> None:
        """Start or end a recording."""
        if self.filming:
            self.camera.shutter.press()

    def drop(self) -> bool:
        """Discard the recording; return whether there was one."""
        return self.filming and self.camera.shutter.drop()

    def stop_camera(self) -> None:
        """Free the camera, if it is in use."""
        if self._camera_wanted:
            self.camera.switch_off()

    def close_camera(self) -> None:
        """Free the camera, and wait until it is free."""
        if Query.camera.made(self):
            self.camera.close_camera()

    def show_tips(self, *, wanted: bool) -> None:
        """Show or hide the tips for a good recording; they are never shown with the camera."""
        self._tips_wanted = wanted
        self._update_tips()

    def _update_tips(self) -> None:
        self._tips.setVisible(self._tips_wanted and not self._camera_wanted)

    @property
    def _camera_wanted(self) -> bool:
        return Query.camera.made(self) and self.camera.wanted

    def _on_camera_clicked(self) -> None:
        if self.camera.wanted:
            self.camera.switch_off()
        else:
            self.camera.switch_on()

    def _on_switched(self, camera: "CameraPanel") -> None:
        self._stack.setCurrentWidget(camera.viewfinder if camera.on else self._prompt)
        self.camera_button.setText(
            self.tr("Turn the camera off") if camera.wanted else self.tr("Use the camera")
        )
        self._update_tips()

    def _arrange(self) -> None:
        self._tips = QLabel(
            self.tr(
                "For best results, show one person from the hips up, facing the camera in good "
                "light, signing one sign. Nothing leaves this computer."
            )
        )
        self._tips.setObjectName("quiet")
        self._tips.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 8)  # takes space before the stretch at the bottom
        column.addLayout(self.slot)
        column.addWidget(self._message)
        column.addLayout(self._controls)
        column.addWidget(FlowLayout(self.open_button, self.camera_button))
        column.addWidget(self._tips)
        column.addLayout(self.foot)
        column.addStretch(1)


class StillPreview(QWidget):
    """Shows one frame of a recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Frame at the current position"))
        self._picture = QImage()

    def show_picture(self, picture: QImage) -> None:
        """Show an image."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image, as large as possible, on a rounded background."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.fillPath(outline, QColor(tones().ground))
        painter.setClipPath(outline)
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(target, self._picture)
        painter.end()
