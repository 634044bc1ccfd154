"""Between pages and dictionary: the one place that knows both."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from signdict.core.errors import FolderError, SignDictError
from signdict.gui import background
from signdict.gui.results import fetching as narrowing
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from signdict.core.types import Match, Progress, Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.learner.recording import ReadResult
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.questions import Questions
    from signdict.gui.results.results import ResultsView
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


#: How many signs a page of words or of browsing shows; the first eight need no scrolling.
MANY = 12
#: How many signs a page of meanings chooses from; variants of a gloss are shown as one.
MEANT = 32
#: How many signs are listed for choosing one.
LISTED = 300
#: How many neighbours of each language are shown.
EACH = 4


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


def linguist(page: "LinguistPage", questions: "Questions") -> None:
    """What looks like this?"""

    def compare(sign: "Sign", codes: Sequence[str]) -> None:
        questions.run(
            "compare",
            QCoreApplication.translate("wiring", "Comparing {name}").format(name=sign.gloss),
            partial(_neighbours, sign=sign, codes=codes),
            done=fresh(questions, "linguist", page.show_neighbours),
            failed=partial(_told, page.results),
            progress=page.results.show_progress,
            stopped=stop,
        )

    def stop() -> None:
        questions.silence("compare")
        page.results.show_notice(QCoreApplication.translate("wiring", "Stopped."))

    page.asked.connect(
        lambda words: questions.ask("list", partial(_listed, words=words), page.show_signs)
    )
    page.chosen.connect(compare)
    page.results.stopped.connect(stop)
    page.saved.connect(partial(_save, page, questions))
    fetching(page.results, questions, "linguist", page.set_pose)


def _save(
    page: "LinguistPage", questions: "Questions", path: Path, matches: "Sequence[Match]"
) -> None:
    """Write neighbours as a table, with the columns that the command has."""
    from signdict.core.tables import Sheet
    from signdict.core.types import MATCH_COLUMNS

    said = QCoreApplication.translate("wiring", "Signs written to {name}: {n}")
    questions.ask(
        "near file",
        lambda _: Sheet.of(MATCH_COLUMNS, [match.as_json() for match in matches]).write(path),
        lambda _: page.say(said.format(name=path.name, n=len(matches))),
        lambda problem: page.say(str(problem)),
    )


def fresh(questions: "Questions", page: str, show: Callable[..., object]) -> Callable[..., None]:
    """Show new results; landmarks for older ones are no longer wanted."""

    def shown(answer: object) -> None:
        questions.silence(f"poses {page}")
        show(answer)

    return shown


def fetching(
    results: "ResultsView", questions: "Questions", page: str, give: "Callable[[int, Pose], object]"
) -> None:
    """Fetch the landmarks and facets that results want."""
    landmarks(results.wanted, questions, page, give)
    narrowing.fetch(results.facets, questions, page)


def landmarks(
    wanted: "SignalInstance",
    questions: "Questions",
    page: str,
    give: "Callable[[int, Pose], object]",
) -> None:
    """Fetch the landmarks of clips that are wanted, each once the one before it is there: what is
    asked meanwhile does not wait for all of them."""

    def fetch(clips: Sequence[int]) -> None:
        if not clips:
            return
        clip, *others = clips

        def show(pose: "Pose") -> None:
            give(clip, pose)
            fetch(others)

        def tell(problem: SignDictError) -> None:
            questions.problem.emit(problem)
            fetch(others)

        questions.also(f"poses {page}", lambda dictionary: dictionary.pose(clip), show, tell)

    wanted.connect(fetch)


def _told(results: "ResultsView", problem: SignDictError) -> None:
    results.show_notice(problem.message, problem.hint)


def _listed(dictionary: "Dictionary", words: str) -> "list[Sign]":
    if not words:
        return dictionary.signs((), LISTED)
    return [match.sign for match in dictionary.find(words, (), LISTED)]


def _neighbours(
    dictionary: "Dictionary", sign: "Sign", codes: Sequence[str]
) -> "Generator[Progress, None, dict[str, list[Match]]]":
    from signdict.core.types import Progress

    wanted = codes or sorted(set(dictionary.counts()) - {sign.sign_language})
    groups = {}
    for number, code in enumerate(wanted):
        yield Progress(number, len(wanted), name_of(code))
        groups[code] = dictionary.neighbours(sign.id, [code], EACH)
    return groups


def _examples(dictionary: "Dictionary") -> "list[Pose]":
    """Landmarks of up to three signs that people greet with, or the first there are."""
    signs = [m.sign for word in ("hello", "house", "friend") for m in dictionary.find(word, (), 1)]
    signs = signs or dictionary.signs((), 3)
    return [dictionary.pose(sign.clips[0].id) for sign in signs if sign.clips]


def _warmed(dictionary: "Dictionary") -> None:
    """Have all that a recording is compared with at hand before there is one."""
    with background.lasting():
        dictionary.warm()
