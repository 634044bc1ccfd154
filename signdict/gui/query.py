"""What is asked about: a file or a recording, as a moving skeleton, or the camera's picture."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from signdict.gui import icons

if TYPE_CHECKING:
    from signdict.gui.camera import Camera
    from signdict.gui.view import SignView
    from signdict.gui.viewfinder import Viewfinder
    from signdict.pose import Pose
    from signdict.video import CameraName

_WIDTH = 312


class Query(QWidget):
    """The left side of the learner's page."""

    file_given = Signal(Path)
    pose_taken = Signal(object)  # the Pose that was recorded
    cameras_wanted = Signal()

    def __init__(self, tracker: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._tracker = tracker
        self._camera: Camera | None = None
        self._last: Camera | None = None
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(240)
        self._stack.setMaximumHeight(_WIDTH)
        self._prompt = QLabel(self.tr("Drop a video of a sign here"))
        self._prompt.setObjectName("dropzone")
        self._prompt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._prompt.setWordWrap(True)
        self._prompt.setFrameShape(QFrame.Shape.StyledPanel)
        self._stack.addWidget(self._prompt)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.open_button = QPushButton(icons.icon("open"), self.tr("Open a file…"))
        self.open_button.clicked.connect(self.choose_file)
        self.camera_button = QPushButton(icons.icon("camera"), self.tr("Use the camera"))
        self.camera_button.clicked.connect(self._on_camera_clicked)
        self.record_button = QPushButton(icons.icon("record"), self.tr("Record"))
        self.record_button.setCheckable(True)
        self.record_button.setToolTip(self.tr("Begin and end with Space"))
        self.record_button.toggled.connect(self._on_record)
        self._names = QComboBox()
        self._names.setAccessibleName(self.tr("Camera"))
        self._names.activated.connect(self._on_chosen)
        self._arrange()
        self._show_controls()

    @property
    def sentence(self) -> str:
        """What is said below the picture."""
        return self._sentence.text()

    @property
    def filming(self) -> bool:
        """Whether the camera is in use."""
        return self._camera is not None

    @cached_property
    def _sign_view(self) -> "SignView":
        from signdict.gui.view import SignView

        view = SignView(alone=True)
        view.setAccessibleName(self.tr("What was signed"))
        self._stack.addWidget(view)
        return view

    @cached_property
    def viewfinder(self) -> "Viewfinder":
        """The camera's picture."""
        from signdict.gui.viewfinder import Viewfinder

        view = Viewfinder()
        view.told.connect(self._sentence.setText)
        self._stack.addWidget(view)
        return view

    def choose_file(self) -> None:
        """Let the person choose a file."""
        kinds, every = self.tr("Videos and poses"), self.tr("All files")
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a video of a sign"),
            "",
            f"{kinds} (*.mp4 *.webm *.mov *.avi *.mkv *.m4v *.pose);;{every} (*)",
        )
        if name:
            self.file_given.emit(Path(name))

    def show_file(self, path: Path) -> None:
        """Say which file is looked at."""
        self.stop_camera()
        self._stack.setCurrentWidget(self._prompt)
        self._prompt.setText(path.name)
        self._sentence.setText("")

    def show_pose(self, pose: "Pose") -> None:
        """Show what was seen, moving."""
        self._stack.setCurrentWidget(self._sign_view)
        self._sign_view.show_pose(pose)
        self._sentence.setText(
            self.tr("What was seen: {seconds} seconds.").format(seconds=f"{pose.seconds:.1f}")
        )

    def show_cameras(self, cameras: "Sequence[CameraName]") -> None:
        """Offer these cameras, and use the first; without any, say what else can be done."""
        self._names.clear()
        for camera in cameras:
            self._names.addItem(camera.name, camera)
        if cameras:
            self._film(cameras[0])
        else:
            self.say(self.tr("No camera was found. Open a file instead."))

    def say(self, sentence: str) -> None:
        """Tell something below the picture."""
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)

    def stop_camera(self) -> None:
        """Free the camera, if it is in use."""
        if self._camera is None:
            return
        camera, self._camera = self._camera, None
        camera.stopped.disconnect()
        camera.taken.disconnect()
        camera.stop()
        self._last = camera  # lives until the next one has waited for it
        self.record_button.setChecked(False)
        self._stack.setCurrentWidget(self._prompt)
        self.say("")
        self._show_controls()

    def close_camera(self) -> None:
        """Free the camera and wait until it is."""
        self.stop_camera()
        if self._last:
            self._last.wait()

    def use(self, camera: "Camera") -> None:
        """Begin to show what this camera sees."""
        self.stop_camera()
        self._camera = camera
        camera.taken.connect(self._on_taken)
        camera.stopped.connect(self._on_stopped)
        self.viewfinder.follow(camera.latest)
        self._stack.setCurrentWidget(self.viewfinder)
        self.say(self.tr("The camera is starting."))
        self._show_controls()
        self.record_button.setFocus()
        camera.start(self._last)

    def _film(self, camera: "CameraName") -> None:
        from signdict.gui.camera import camera_of

        self.use(camera_of(camera, self._tracker))

    def _on_chosen(self, place: int) -> None:
        self._film(self._names.itemData(place))

    def _on_camera_clicked(self) -> None:
        if self.filming:
            self.stop_camera()
        else:
            self.say(self.tr("Looking for cameras."))
            self.cameras_wanted.emit()

    def _on_record(self, on: bool) -> None:  # noqa: FBT001 - Qt's own
        self.record_button.setText(self.tr("Done") if on else self.tr("Record"))
        if self._camera:
            self._camera.record(on=on)
            self._stack.setCurrentWidget(self.viewfinder)

    def _on_taken(self, pose: "Pose") -> None:
        self.record_button.setChecked(False)
        self.pose_taken.emit(pose)

    def _on_stopped(self, failure: Exception | None) -> None:
        self.stop_camera()
        self.say(str(failure) if failure else self.tr("The camera sends no more pictures."))

    def _show_controls(self) -> None:
        on = self.filming
        self.record_button.setVisible(on)
        self._names.setVisible(on and self._names.count() > 1)
        self.camera_button.setText(
            self.tr("Switch the camera off") if on else self.tr("Use the camera")
        )

    def _arrange(self) -> None:
        tips = QLabel(
            self.tr(
                "Best is one person, from the hips up, facing the camera, in good light, "
                "signing one sign. Nothing leaves this computer."
            )
        )
        tips.setObjectName("quiet")
        tips.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        column.addWidget(self._sentence)
        column.addWidget(self._names)
        column.addWidget(self.record_button)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(self.camera_button)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(tips)
        column.addStretch(1)
