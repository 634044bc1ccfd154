"""Between the likeness of languages and the dictionary."""

from collections.abc import Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from signdict.gui.results.fetching import landmarks

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.linguist.similarity_section import SimilaritySection
    from signdict.gui.questions import Questions
    from signdict.linguistics.similarity import SimilarityTree, Spread


def connect(page: "LinguistPage", section: "SimilaritySection", questions: "Questions") -> None:
    """Compare languages; show the signs of a concept; save tables and figures."""

    def compare() -> None:
        questions.run(
            "similarity",
            QCoreApplication.translate("wiring", "Comparing languages"),
            _kinship,
            done=section.show_similarity,
            failed=lambda problem: section.show_problem(problem.message, problem.hint),
            progress=section.show_progress,
            stopped=stop,
        )

    def stop() -> None:
        questions.silence("similarity")
        section.show_stopped()

    def show(spread: "Spread") -> None:
        questions.silence("poses spread")
        questions.ask("spread", partial(_signs, spread=spread), section.show_concept)

    def save(path: Path, what: str, kinship: "SimilarityTree") -> None:
        said = QCoreApplication.translate("wiring", "Written to {name}").format(name=path.name)
        questions.ask(
            "similarity file",
            lambda _: _write(path, what, kinship),
            lambda _: section.say(said),
            lambda problem: section.say(str(problem)),
        )

    section.asked.connect(compare)
    section.stopped.connect(stop)
    section.opened.connect(show)
    section.saved.connect(save)
    section.explored.connect(page.explore)
    section.concept_made.connect(
        lambda view: landmarks(view.wanted, questions, "spread", view.set_pose)
    )


def _kinship(dictionary: "Dictionary") -> "Generator[Progress, None, SimilarityTree]":
    return dictionary.analysis.kinship()


def _signs(dictionary: "Dictionary", spread: "Spread") -> "list[Match]":
    """The signs whose spread was told, language by language."""
    from signdict.core.types import Match

    items = [
        item
        for code in spread.languages
        for item in dictionary.analysis.items([code])
        if item.meaning == spread.concept and item.clips
    ]
    return [
        Match(rank, dictionary.sign(item.id), 1.0, 1.0) for rank, item in enumerate(items, start=1)
    ]


def _write(path: Path, what: str, kinship: "SimilarityTree") -> None:
    """Write a table, or a figure where the file is one, as the command does."""
    from signdict.core import files
    from signdict.core.tables import Sheet
    from signdict.linguistics import figures
    from signdict.linguistics.similarity import LIKENESS, SPREAD, row_of, spread_of

    of_languages = what == "likeness"
    if path.suffix.lower() == ".svg":
        drawn = (
            figures.family(kinship.clip_search, kinship.order, kinship.tree)
            if of_languages
            else figures.spread_chart(kinship.spreads)
        )
        files.write_atomic(path, drawn.encode())
    elif of_languages:
        Sheet.of(LIKENESS, map(row_of, kinship.clip_search)).write(path)
    else:
        Sheet.of(SPREAD, map(spread_of, kinship.spreads)).write(path)
