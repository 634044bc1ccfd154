"""Between the bar of facets and the dictionary: facets of clips, and of the person's attempt."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from signdict.core.errors import SignDictError
from signdict.gui.results import fetching as narrowing

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.gui.questions import Questions
    from signdict.gui.results.facet_bar import FacetBar
    from signdict.gui.results.results import ResultsView
    from signdict.linguistics.phonology.features import PhonologicalFeatures
    from signdict.pose.comparison import AttemptComparison
    from signdict.pose.pose import Pose
if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from signdict.core.types import Match
    from signdict.gui.questions import Questions
    from signdict.gui.results.results import ResultsView
    from signdict.pose.pose import Pose

#: Clips that are looked at in one turn: other questions wait no longer than for these.
_TOGETHER = 8


def fetch(bar: "FacetBar", questions: "Questions", page: str) -> None:
    """Give the bar of a page the facets that it asks for, a few clips at a time."""

    def ask(clips: list[int]) -> None:
        first, rest = clips[:_TOGETHER], clips[_TOGETHER:]

        def tell(known: "dict[int, PhonologicalFeatures]") -> None:
            bar.show_facets(first, known)
            if rest:
                ask(rest)

        questions.ask(f"facets {page}", lambda dictionary: dictionary.facets(first), tell)

    bar.asked.connect(ask)


def look(bar: "FacetBar", questions: "Questions", pose: "Pose | list[Pose]") -> None:
    """Look at what was signed, and tell the bar; of several attempts at the first."""
    one = pose[0] if isinstance(pose, list) else pose
    questions.ask("own facets", lambda _: _seen(one), bar.show_own)


def _seen(pose: "Pose") -> "PhonologicalFeatures | None":
    from signdict.linguistics.phonology.features import of

    usable = pose.usable_or_none()
    return of(usable) if usable else None  # the answer says what is missing


def comparing(
    results: "ResultsView", questions: "Questions", attempt: "Callable[[], Pose | None]"
) -> None:
    """What do I do differently? `attempt` tells what the person signed last."""

    def compare(match: "Match") -> None:
        pose, sign, view = attempt(), match.sign, results.comparison
        if pose is None:
            view.show_none(sign)
            return

        def show(beside: "AttemptComparison") -> None:
            view.show_comparison(sign, pose, beside)

        def refuse(problem: "SignDictError") -> None:
            view.show_problem(sign, problem.message, problem.hint)

        view.show_waiting(sign)
        mirrored = match.mirrored if match.by == "signing" else None
        questions.ask(
            "compare attempt",
            lambda dictionary: dictionary.compare(pose, sign, mirrored=mirrored),
            show,
            refuse,
        )

    results.compared.connect(compare)


#: How many signs a page of words or of browsing shows; the first eight need no scrolling.
MANY = 12


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


def show_failure(results: "ResultsView", problem: SignDictError) -> None:
    """Show why there is no answer in place of the results."""
    results.show_notice(problem.message, problem.hint)
