"""Between the Sign page and the dictionary: recordings, attempts and the signs they may be."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from signdict.core.errors import FolderError, SignDictError
from signdict.gui import background
from signdict.gui.background import Rank
from signdict.gui.questions import Controller, Questions, as_notice
from signdict.gui.results.fetching import describe_attempt, fetch_for, replacing

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.learner.recording import ReadResult
    from signdict.pose.pose import Pose
    from signdict.tracking.video import Filmed

#: Number of signs that are looked up; variants of a gloss are then shown as one.
CANDIDATES = 32


class LearnerController(Controller):
    """Reads recordings, and looks up what was signed in them or in front of the camera."""

    def __init__(self, page: "LearnerPage", questions: Questions) -> None:
        super().__init__(page, questions)
        self._page = page
        self._recognition, self._others = questions.new(), questions.new()
        self._facets, self._examples = questions.new(), questions.new(Rank.LATER)
        self._loading = questions.new()
        self._poses = fetch_for(page.results, questions, page.results.set_pose)
        page.opened.measured.connect(self._measure)
        page.opened.wanted.connect(self._read)
        page.opened.others_wanted.connect(self._read_others)
        page.attempts.save_wanted.connect(self._save)
        page.pose_given.connect(self._recognise)
        page.pose_so_far.connect(self._recognise_so_far)
        page.results.stopped.connect(self._stop)
        page.examples_wanted.connect(self._fetch_examples)
        page.camera_on.connect(self._load)

    def _measure(self, filmed: "Filmed") -> None:
        from signdict.tracking.video import name_of

        fps = self._page.opened.fps
        self._others.cancel()
        self._recognition.run(
            self.tr("Opening {name}").format(name=name_of(filmed)),
            lambda dictionary: dictionary.measure(filmed, fps),
            done=self._page.opened.show_shape,
            failed=partial(self._show_unreadable, filmed),
            stopped=self._page.show_stopped,
        )

    def _read(self, filmed: "Filmed", part: tuple[float, float] | None) -> None:
        (start, end), fps = part or (None, None), self._page.opened.fps
        self._recognition.run(
            self.tr("Reading {name}").format(name=self._page.opened.name),
            lambda dictionary: dictionary.read(filmed, start, end, fps),
            done=self._recognise_file,
            failed=partial(self._show_unreadable, filmed),
            progress=self._page.show_progress,
            stopped=self._page.show_stopped,
        )

    def _recognise_file(self, pose: "Pose") -> None:
        self._page.open_file_pose(pose)
        self._page.opened.read_others()

    def _show_unreadable(self, filmed: "Filmed", problem: SignDictError) -> None:
        if isinstance(problem, FolderError) and isinstance(filmed, Path):
            self._page.opened.offer_library(filmed)
        else:
            self._page.show_problem(problem.message, problem.hint)
        self._page.opened.read_others()

    def _read_others(self, others: "Sequence[Filmed]") -> None:
        too_long = self.tr(
            "{name} is longer than {n} seconds. Open it separately and select a part."
        )
        self._others.run(
            self.tr("Reading {n} more").format(n=len(others)),
            partial(_read_all, others=others, too_long=too_long),
            done=self._page.show_others,
        )

    def _recognise(self, pose: "Pose | list[Pose]") -> None:
        page = self._page
        describe_attempt(page.results.facets, self._facets, pose)
        codes, kind = page.results.filter.chosen, page.results.kinds.kind
        together = page.once_more.together
        self._recognition.ask(
            lambda dictionary: dictionary.answer(pose, codes, CANDIDATES, kind, together=together),
            replacing(self._poses, lambda found: page.show_matches(*found)),
            as_notice(page.show_problem),
        )

    def _recognise_so_far(self, pose: "Pose") -> None:
        """Look up a sign that is still being signed."""
        page = self._page
        codes, kind = page.results.filter.chosen, page.results.kinds.kind
        self._recognition.ask(
            lambda dictionary: dictionary.answer(pose, codes, CANDIDATES, kind),
            replacing(self._poses, lambda found: page.show_so_far(pose, *found)),
            as_notice(partial(page.show_no_answer_so_far, pose)),
        )

    def _stop(self) -> None:
        self._recognition.cancel()
        self._page.show_stopped()

    def _save(self, pose: "Pose", path: Path) -> None:
        from signdict.pose.posefile import write_pose

        text = self.tr("Saved as {name}.").format(name=path.name)
        self.save(partial(write_pose, path, pose), text, self._page.query.say)

    def _fetch_examples(self) -> None:
        self._examples.ask(_examples, self._page.start.show_examples)

    def _load(self) -> None:
        """Load everything that a recording is compared with, while the user signs."""
        self._loading.prepare(_loaded)


def _read_all(
    dictionary: "Dictionary", others: "Sequence[Filmed]", too_long: str
) -> "Generator[Progress, None, list[ReadResult]]":
    """Read recordings one after the other; a problem takes the place of a pose."""
    from signdict.gui.learner.filmstrip import WHOLE
    from signdict.tracking.video import name_of

    results: list[ReadResult] = []
    for filmed in others:
        try:
            shape = yield from dictionary.measure(filmed)
            if shape.seconds > WHOLE:
                raise SignDictError(too_long.format(name=name_of(filmed), n=f"{WHOLE:g}"))
            results.append((filmed, (yield from dictionary.read(filmed))))
        except SignDictError as problem:
            results.append((filmed, problem))
    return results


def _examples(dictionary: "Dictionary") -> "list[Pose]":
    """Return the landmarks of up to three common signs, or of the first three in the library."""
    words = ("hello", "house", "friend")
    signs = [m.sign for word in words for m in dictionary.find(word, (), 1, patient=False)]
    signs = signs or dictionary.signs((), 3)
    return [dictionary.pose(sign.clips[0].id) for sign in signs if sign.clips]


def _loaded(dictionary: "Dictionary") -> "Generator[Progress, None, None]":
    with background.permanent_objects():
        yield from dictionary.warm()
