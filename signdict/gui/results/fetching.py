"""Between the bar of facets and the dictionary: facets of clips, and of the person's attempt."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from signdict.core.errors import SignDictError

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.gui.questions import Questions
    from signdict.gui.results.facet_bar import FacetBar
    from signdict.gui.results.results import ResultsView
    from signdict.linguistics.phonology.features import PhonologicalFeatures
    from signdict.pose.comparison import AttemptComparison
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

    try:
        return of(pose)
    except SignDictError:  # the answer says what is missing
        return None


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
