"""The recording that is open on the Sign page: searched for as a whole if short, else in parts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from signdict.core.names import text_of
from signdict.gui.learner.filmstrip import WHOLE, Span, timecode
from signdict.gui.learner.timeline import Timeline

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.gui.learner.query import Query
    from signdict.gui.results.results import ResultsView
    from signdict.pose.pose import Pose
    from signdict.tracking.video import Filmed, Shape

#: A recording with its pose, or with the error that occurred while reading it.
ReadResult: TypeAlias = "tuple[Filmed, Pose | SignDictError]"

#: Endings of tables and packs, which contain many signs.
_LISTS = (".csv", ".signpack")


class OpenRecording(QObject):
    """Requests that recordings are measured and read, and owns the timeline."""

    measured = Signal(object)  # a Filmed to be measured
    wanted = Signal(object, object)  # a Filmed to be read; (start, end) in seconds, or None for all
    others_wanted = Signal(list)  # further recordings to be read
    library_wanted = Signal(Path)  # a path to be added on the Library page

    def __init__(self, query: "Query", results: "ResultsView") -> None:
        super().__init__()
        self._query, self._results = query, results
        self._filmed: Filmed | None = None
        self._name = ""
        self.part: tuple[float, float] | None = None
        self.fps = 0.0  # of a sequence of images
        self._others: list[Filmed] = []
        self.timeline = Timeline()
        self.timeline.pictured.connect(query.show_picture)
        self.timeline.message.connect(query.say)
        self.timeline.part_chosen.connect(self._look_up)
        self.timeline.rate_chosen.connect(self._read_at)
        query.slot.addWidget(self.timeline)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first recording; the others are read after it."""
        from signdict.tracking.video import recordings

        first, *others = recordings(paths)
        self.open(first)
        self._others = others

    def open(self, filmed: "Filmed") -> None:
        """Open one recording."""
        from signdict.tracking.video import FPS, name_of

        self._others = []
        self.timeline.close_recording()
        self._filmed, self._name, self.part, self.fps = filmed, name_of(filmed), None, FPS
        self._query.show_file(self._name)
        if isinstance(filmed, Path) and filmed.suffix.lower() in _LISTS:
            self.offer_library(filmed)
            return
        self._show_busy()
        self.measured.emit(filmed)

    @property
    def name(self) -> str:
        """The name of the recording, with the start of the part that was searched for."""
        return f"{self._name} {timecode(self.part[0])}" if self.part else self._name

    def show_shape(self, shape: "Shape") -> None:
        """Show the timeline; read a short recording, and ask for a part of a long one."""
        if self._filmed is None:
            return
        self.timeline.open(self._filmed, self._name, Span(max(shape.frames, 1), shape.fps))
        if shape.seconds <= WHOLE:
            self.wanted.emit(self._filmed, None)
            return
        self.timeline.near.setFocus()
        self._results.show_notice(
            self.tr("Mark one sign in {name}.").format(name=self._name),
            self.tr(
                "Duration: {time}. Press I at the start of a sign and O at its end, then Enter. "
                "Only that part is read."
            ).format(time=timecode(shape.seconds, exact=False)),
        )

    def read_others(self) -> None:
        """Request the other recordings after the first one was read."""
        others, self._others = self._others, []
        if others:
            self.others_wanted.emit(others)

    def offer_library(self, path: Path) -> None:
        """Report that a path is not a single sign, and offer to add it to the library."""
        self._results.show_offer(
            self.tr("{name} is not a single sign.").format(name=text_of(path.name)),
            self.tr("Folders of videos, tables of clips and packs can be added to your library."),
            self.tr("Add to the library…"),
            lambda: self.library_wanted.emit(path),
        )

    def close(self) -> None:
        """Close the recording."""
        self._filmed, self._others = None, []
        self.timeline.close_recording()

    def _look_up(self, start: float, end: float) -> None:
        self.part = (start, end)
        self._show_busy()
        self.wanted.emit(self._filmed, self.part)

    def _read_at(self, fps: float) -> None:
        """Read a sequence of images at another frame rate."""
        self.fps, self.part = fps, None
        self._show_busy()
        self.measured.emit(self._filmed)

    def _show_busy(self) -> None:
        self._results.show_busy(
            self.tr("Reading {name}").format(name=self.name),
            self.tr("Detecting hands, face and body in every frame."),
        )
