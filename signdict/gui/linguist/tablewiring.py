"""Between the table of all signs and the dictionary."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.core.types import Progress, SignSummary
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.linguist.table_section import TableSection
    from signdict.gui.questions import Questions
    from signdict.linguistics.table import FacetsBySign, Rows, SignTable, TableView
    from signdict.linguistics.views import ViewStore


def connect(page: "LinguistPage", section: "TableSection", questions: "Questions") -> None:
    """List signs and look at them; play, explore and save those that are meant; keep views."""
    _list(section, questions)
    _keep(section, questions)

    def play(clips: list[int]) -> None:
        for clip in clips:
            questions.ask(
                "table pose",
                lambda dictionary, clip=clip: dictionary.pose(clip),  # type: ignore[misc]
                partial(section.set_pose, clip),
            )

    def save(path: Path, listing: "SignTable", rows: "Rows") -> None:
        told = QCoreApplication.translate("wiring", "Signs written to {name}: {n}")
        questions.ask(
            "table file",
            lambda _: listing.sheet(rows).write(path),
            lambda _: section.say(told.format(name=path.name, n=len(rows))),
            lambda problem: section.say(str(problem)),
        )

    section.wanted.connect(play)
    section.saved.connect(save)
    section.explored.connect(
        lambda number: questions.ask("sign", lambda d: d.sign(number), page.explore)
    )


def _list(section: "TableSection", questions: "Questions") -> None:
    """List all signs at once, then look at those of which no facets are known."""

    def ask() -> None:
        questions.silence("table look")
        questions.ask("views", lambda dictionary: dictionary.views.all(), section.show_views)
        questions.run(
            "table",
            QCoreApplication.translate("wiring", "Listing all signs"),
            _listing,
            done=section.show_table,
            failed=refuse,
            progress=section.show_progress,
            stopped=stop,
        )

    def refuse(problem: "SignDictError") -> None:
        section.show_problem(problem.message, problem.hint)

    def stop() -> None:
        questions.silence("table")
        section.show_problem(QCoreApplication.translate("wiring", "Stopped."))

    def give_up(problem: "SignDictError") -> None:
        section.finish_facets()
        section.say(str(problem))

    def look(waiting: "Sequence[SignSummary]") -> None:
        questions.run(
            "table look",
            QCoreApplication.translate("wiring", "Looking at signs"),
            partial(_look, waiting=waiting),
            done=lambda _: section.finish_facets(),
            failed=give_up,
            progress=see,
            stopped=section.finish_facets,
        )

    def see(progress: "Progress") -> None:
        section.show_facets(getattr(progress, "seen", {}))

    section.asked.connect(ask)
    section.stopped.connect(stop)
    section.facets_asked.connect(look)


def _keep(section: "TableSection", questions: "Questions") -> None:
    """Keep, rename and remove views."""

    def change(act: "Callable[[ViewStore], Sequence[TableView]]", name: str = "") -> None:
        questions.also(
            "views change",
            lambda dictionary: act(dictionary.views),
            lambda views: section.show_views(views, " ".join(name.split())),
            lambda problem: section.say(str(problem)),
        )

    section.view_saved.connect(
        lambda view, anew: change(lambda views: views.keep(view, anew=anew), view.name)
    )
    section.view_renamed.connect(
        lambda name, new: change(lambda views: views.rename(name, new), new)
    )
    section.view_deleted.connect(lambda name: change(lambda views: views.remove(name)))


def _listing(dictionary: "Dictionary") -> "Generator[Progress, None, SignTable]":
    return dictionary.sign_table.listing()


def _look(
    dictionary: "Dictionary", waiting: "Sequence[SignSummary]"
) -> "Generator[Progress, None, FacetsBySign]":
    return dictionary.sign_table.look(waiting)
