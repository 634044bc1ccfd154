"""Fetch for any page what its results need: landmarks, facets, comparisons with an attempt."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from signdict.gui.background import Rank

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from signdict.core.errors import SignDictError
    from signdict.core.types import Match
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.questions import Question, Questions
    from signdict.gui.results.facet_bar import FacetBar
    from signdict.gui.results.results import ResultsView
    from signdict.linguistics.phonology.features import PhonologicalFeatures
    from signdict.pose.comparison import AttemptComparison
    from signdict.pose.pose import Pose

#: Number of signs that a page shows for words, or for browsing; eight fit without scrolling.
MANY = 12

#: Number of clips whose facets are computed at a time: other questions wait for no more than these.
_TOGETHER = 4


def fetch_for(
    results: "ResultsView", questions: "Questions", show: "Callable[[int, Pose], object]"
) -> "Question":
    """Fetch the landmarks and facets that results ask for; `show` receives the landmarks.

    Return the question for landmarks: cancel it when newer results replace these.
    """
    fetch_facets(results.facets, questions.new(Rank.LATER))
    return fetch_poses(results.wanted, questions, show)


def fetch_poses(
    wanted: "SignalInstance", questions: "Questions", show: "Callable[[int, Pose], object]"
) -> "Question":
    """Fetch the landmarks of the clips that `wanted` names, and return the question for them.

    Each clip is a question of its own, after all that is asked meanwhile.
    """
    question = questions.new(Rank.LATER)

    def fetch(clips: Sequence[int]) -> None:
        for clip in clips:
            question.also(partial(_pose, clip=clip), partial(show, clip))

    wanted.connect(fetch)
    return question


def _pose(dictionary: "Dictionary", clip: int) -> "Pose":
    return dictionary.pose(clip)


def replacing(poses: "Question", show: Callable[..., object]) -> Callable[..., None]:
    """Return a callback that shows new results and cancels the landmarks of those before."""

    def show_new(answer: object) -> None:
        poses.cancel()
        show(answer)

    return show_new


def fetch_facets(bar: "FacetBar", question: "Question") -> None:
    """Fetch the facets that a bar asks for, a few clips at a time."""

    def fetch(clips: list[int]) -> None:
        first, others = clips[:_TOGETHER], clips[_TOGETHER:]

        def show(known: "dict[int, PhonologicalFeatures]") -> None:
            bar.show_facets(first, known)
            if wanted := bar.missing(others):  # other results may be in view by now
                fetch(wanted)

        question.ask(lambda dictionary: dictionary.facets(first), show)

    bar.asked.connect(fetch)


def describe_attempt(bar: "FacetBar", question: "Question", pose: "Pose | list[Pose]") -> None:
    """Show the facets of an attempt in a bar; of several attempts, those of the first."""
    first = pose[0] if isinstance(pose, list) else pose
    question.ask(lambda _: _facets(first), bar.show_own)


def _facets(pose: "Pose") -> "PhonologicalFeatures | None":
    from signdict.linguistics.phonology.features import of

    usable = pose.usable_or_none()
    return of(usable) if usable else None  # the answer says what is missing


def compare_with_attempt(
    results: "ResultsView", questions: "Questions", attempt: "Callable[[], Pose | None]"
) -> None:
    """Compare a result with the attempt when the user asks for it. `attempt` returns the last
    one, or None."""
    question = questions.new()

    def compare(match: "Match") -> None:
        pose, sign, view = attempt(), match.sign, results.comparison
        if pose is None:
            view.show_none(sign)
            return

        def show(comparison: "AttemptComparison") -> None:
            view.show_comparison(sign, pose, comparison)

        def show_problem(problem: "SignDictError") -> None:
            view.show_problem(sign, problem.message, problem.hint)

        view.show_waiting(sign)
        mirrored = match.mirrored if match.by == "signing" else None
        question.ask(lambda d: d.compare(pose, sign, mirrored=mirrored), show, show_problem)

    results.compared.connect(compare)
