"""Between a page's results and the dictionary: an attempt beside a sign."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.core.types import Match
    from signdict.gui.questions import Questions
    from signdict.gui.results.results import Results
    from signdict.pose.comparison import Beside
    from signdict.pose.pose import Pose


def comparing(
    results: "Results", questions: "Questions", attempt: "Callable[[], Pose | None]"
) -> None:
    """What do I do differently? `attempt` tells what the person signed last."""

    def compare(match: "Match") -> None:
        pose, sign, view = attempt(), match.sign, results.comparison
        if pose is None:
            view.show_none(sign)
            return

        def show(beside: "Beside") -> None:
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
