"""Between pages and dictionary: the one place that knows both."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from signdict.core.errors import FolderError, SignDictError
from signdict.gui import background
from signdict.gui.results import fetching as narrowing
from signdict.gui.results.fetching import fetching, fresh

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.learner.recording import ReadResult
    from signdict.gui.questions import Questions
    from signdict.pose.pose import Pose
    from signdict.tracking.video import Filmed


def files(page: "LearnerPage", questions: "Questions", compare: "Callable[[Pose], object]") -> None:
    """What does this recording show?"""
    from signdict.tracking.video import name_of

    def fail(filmed: "Filmed", problem: SignDictError) -> None:
        if isinstance(problem, FolderError) and isinstance(filmed, Path):
            page.opened.offer_library(filmed)
        else:
            page.show_problem(problem.message, problem.hint)
        page.opened.read_others()

    def measure(filmed: "Filmed") -> None:
        fps = page.opened.fps
        questions.silence("others")
        questions.run(
            "recognise",
            QCoreApplication.translate("opening", "Opening {name}").format(name=name_of(filmed)),
            lambda dictionary: dictionary.measure(filmed, fps),
            done=page.opened.show_shape,
            failed=partial(fail, filmed),
            stopped=page.show_stopped,
        )

    def read(filmed: "Filmed", part: tuple[float, float] | None) -> None:
        (start, end), fps = part or (None, None), page.opened.fps
        questions.run(
            "recognise",
            QCoreApplication.translate("opening", "Looking at {name}").format(
                name=page.opened.name
            ),
            lambda dictionary: dictionary.read(filmed, start, end, fps),
            done=seen,
            failed=partial(fail, filmed),
            progress=page.show_progress,
            stopped=page.show_stopped,
        )

    def seen(pose: "Pose") -> None:
        page.show_pose(pose)
        compare(pose)
        page.opened.read_others()

    def read_others(others: "Sequence[Filmed]") -> None:
        questions.run(
            "others",
            QCoreApplication.translate("opening", "Reading {n} more").format(n=len(others)),
            partial(_read_all, others=others),
            done=page.show_others,
        )

    page.opened.measured.connect(measure)
    page.opened.wanted.connect(read)
    page.opened.others_wanted.connect(read_others)
    page.attempts.save_wanted.connect(partial(_save_attempt, page, questions))


def _save_attempt(page: "LearnerPage", questions: "Questions", pose: "Pose", path: Path) -> None:
    from signdict.pose.posefile import write_pose

    questions.ask(
        f"save {path}",
        lambda _: write_pose(path, pose),
        lambda _: page.query.say(
            QCoreApplication.translate("opening", "Saved as {name}.").format(name=path.name)
        ),
        lambda problem: page.query.say(str(problem)),
    )


def _read_all(
    dictionary: "Dictionary", others: "Sequence[Filmed]"
) -> "Generator[Progress, None, list[ReadResult]]":
    """Read one after the other; what is too long or cannot be read is told, not looked up."""
    from signdict.gui.learner.filmstrip import WHOLE
    from signdict.tracking.video import name_of

    told = QCoreApplication.translate(
        "opening", "{name} lasts longer than {n} seconds. Open it alone and mark a part."
    )
    found: list[ReadResult] = []
    for filmed in others:
        try:
            shape = yield from dictionary.measure(filmed)
            if shape.seconds > WHOLE:
                raise SignDictError(told.format(name=name_of(filmed), n=f"{WHOLE:g}"))
            found.append((filmed, (yield from dictionary.read(filmed))))
        except SignDictError as problem:
            found.append((filmed, problem))
    return found


#: How many signs a page of meanings chooses from; variants of a gloss are shown as one.
MEANT = 32


def learner(page: "LearnerPage", questions: "Questions") -> None:
    """What does this mean?"""

    def compare(pose: "Pose | list[Pose]") -> None:
        codes = page.results.filter.chosen
        narrowing.look(page.results.facets, questions, pose)
        questions.ask(
            "recognise",
            lambda dictionary: dictionary.recognise(pose, codes, MEANT),
            fresh(questions, "learner", page.show_matches),
            lambda problem: page.show_problem(problem.message, problem.hint),
        )

    def follow(pose: "Pose") -> None:
        codes = page.results.filter.chosen
        questions.ask(
            "recognise",
            lambda dictionary: dictionary.recognise(pose, codes, MEANT),
            fresh(questions, "learner", lambda matches: page.show_so_far(pose, matches)),
            lambda problem: page.show_no_answer_so_far(pose, problem.message, problem.hint),
        )

    def stop() -> None:
        questions.silence("recognise")
        page.show_stopped()

    files(page, questions, compare)
    page.pose_given.connect(compare)
    page.examples_wanted.connect(
        lambda: questions.ask("examples", _examples, page.start.show_examples)
    )
    page.results.stopped.connect(stop)
    page.pose_so_far.connect(follow)
    page.camera_on.connect(lambda: questions.ask("warm", _warmed, lambda _: None))
    fetching(page.results, questions, "learner", page.results.set_pose)


def _examples(dictionary: "Dictionary") -> "list[Pose]":
    """Landmarks of up to three signs that people greet with, or the first there are."""
    signs = [m.sign for word in ("hello", "house", "friend") for m in dictionary.find(word, (), 1)]
    signs = signs or dictionary.signs((), 3)
    return [dictionary.pose(sign.clips[0].id) for sign in signs if sign.clips]


def _warmed(dictionary: "Dictionary") -> None:
    """Have all that a recording is compared with at hand before there is one."""
    with background.lasting():
        dictionary.warm()
