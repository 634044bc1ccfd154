"""The recording that is open on the page Sign: looked up whole where it is short, else by parts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from signdict.gui.learner.filmstrip import WHOLE, Span, clock
from signdict.gui.learner.timeline import Timeline

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.gui.learner.query import Query
    from signdict.gui.results.results import ResultsView
    from signdict.pose.pose import Pose
    from signdict.tracking.video import Filmed, Shape

#: A recording with its landmarks, or with the reason why there are none.
ReadResult: TypeAlias = "tuple[Filmed, Pose | SignDictError]"


class OpenRecording(QObject):
    """Says what is to be measured or read; shows the timeline and how far reading is."""

    measured = Signal(object)  # a Filmed of which nothing is known yet
    wanted = Signal(object, object)  # a Filmed, and its seconds (start, end); None for all of it
    others_wanted = Signal(list)  # further recordings, to be read after the first
    library_wanted = Signal(Path)  # what was opened here belongs on the page Library

    def __init__(self, query: "Query", results: "ResultsView") -> None:
        super().__init__()
        self._query, self._results = query, results
        self._filmed: Filmed | None = None
        self._name = ""
        self.part: tuple[float, float] | None = None
        self.fps = 0.0  # of pictures
        self._others: list[Filmed] = []
        self.timeline = Timeline()
        self.timeline.pictured.connect(query.show_picture)
        self.timeline.told.connect(query.say)
        self.timeline.part_chosen.connect(self._look_up)
        self.timeline.rate_chosen.connect(self._read_at)
        query.slot.addWidget(self.timeline)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first recording there is, and keep the others for when it is read."""
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
        if isinstance(filmed, Path) and filmed.suffix.lower() == ".csv":
            self.offer_library(filmed)
            return
        self._show_busy()
        self.measured.emit(filmed)

    @property
    def name(self) -> str:
        """What the recording is called, with the start of its part."""
        return f"{self._name} {clock(self.part[0])}" if self.part else self._name

    def show_shape(self, shape: "Shape") -> None:
        """Show the timeline; look a short recording up at once, and ask for a part of others."""
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
                "It lasts {time}. Go to where a sign begins and press I, to where it ends and "
                "press O, then Enter. Only that part is looked at."
            ).format(time=clock(shape.seconds, exact=False)),
        )

    def read_others(self) -> None:
        """Have the other recordings read, now that the first one is."""
        others, self._others = self._others, []
        if others:
            self.others_wanted.emit(others)

    def offer_library(self, path: Path) -> None:
        """Say that this is not a sign to be looked up, and where it can go."""
        self._results.show_offer(
            self.tr("{name} is not one sign.").format(name=path.name),
            self.tr("Folders of videos and tables of clips are added to your library."),
            self.tr("Add it to the library…"),
            lambda: self.library_wanted.emit(path),
        )

    def close(self) -> None:
        """Let the recording go."""
        self._filmed, self._others = None, []
        self.timeline.close_recording()

    def _look_up(self, start: float, end: float) -> None:
        self.part = (start, end)
        self._show_busy()
        self.wanted.emit(self._filmed, self.part)

    def _read_at(self, fps: float) -> None:
        """Read pictures once more, at another rate."""
        self.fps, self.part = fps, None
        self._show_busy()
        self.measured.emit(self._filmed)

    def _show_busy(self) -> None:
        self._results.show_busy(
            self.tr("Looking at {name}").format(name=self.name),
            self.tr("Finding hands, face and body, picture by picture."),
        )
