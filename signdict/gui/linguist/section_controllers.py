"""Between the sections of the Explore page and the dictionary: map, table, pairs, similarity."""

from collections.abc import Callable, Collection, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from signdict.gui.background import permanent_objects
from signdict.gui.questions import Controller, Questions, as_notice, as_text
from signdict.gui.results.fetching import fetch_poses

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.core.types import IntArray, Match, Progress, SignSummary
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.map_section import MapSection
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.linguist.pair_card import ComparedSigns
    from signdict.gui.linguist.pair_section import PairSection
    from signdict.gui.linguist.similarity_section import SimilaritySection
    from signdict.gui.linguist.table_section import TableSection
    from signdict.gui.results.concept_view import ConceptView
    from signdict.linguistics.pairs import MinimalPair, Pair
    from signdict.linguistics.sign_map import SignMap
    from signdict.linguistics.similarity import SimilarityTree, Spread
    from signdict.linguistics.table import FacetsBySign, SignTable, TableView
    from signdict.linguistics.views import ViewStore
    from signdict.pose.pose import Pose


class SectionController(Controller):
    """A controller of one section: computes what it shows, explores signs, saves files."""

    def __init__(self, page: "LinguistPage", questions: Questions, section: QWidget) -> None:
        super().__init__(section, questions)
        self._page = page
        self._answer, self._sign = questions.new(), questions.new()
        self._pose = questions.new()

    def explore(self, number: int) -> None:
        """Show the neighbours of a sign."""
        self._sign.ask(lambda dictionary: dictionary.sign(number), self._page.explore)

    def play(self, show: "Callable[[int, Pose], object]", clips: list[int]) -> None:
        """Fetch the landmarks of the last of these clips: one sign plays at a time."""
        clip = clips[-1]
        self._pose.ask(lambda dictionary: dictionary.pose(clip), partial(show, clip))


class MapController(SectionController):
    """Lays out all signs; plays, explores and saves the selected ones."""

    def __init__(self, page: "LinguistPage", questions: Questions, section: "MapSection") -> None:
        super().__init__(page, questions, section)
        self._section = section
        section.asked.connect(self._lay_out)
        section.stopped.connect(self._answer.stop)
        section.wanted.connect(partial(self.play, section.set_pose))
        section.saved.connect(self._save_table)
        section.drawn.connect(self._save_figure)
        section.explored.connect(self.explore)

    def _lay_out(self) -> None:
        self._answer.run(
            self.tr("Laying out all signs"),
            _sign_map,
            done=self._section.show_map,
            failed=as_notice(self._section.show_notice),
            progress=self._section.show_progress,
            stopped=self._show_stopped,
        )

    def _show_stopped(self) -> None:
        self._section.show_notice(self.tr("Stopped."), self.tr("Open the map again to restart."))

    def _save_table(self, path: Path, numbers: list[int]) -> None:
        text = self.tr("Signs written to {name}: {n}")
        self.files.also(
            partial(_write_signs, path=path, numbers=set(numbers)),
            lambda count: self._say(text.format(name=path.name, n=count)),
            as_text(self._say),
        )

    def _save_figure(self, path: Path, scene: "SignMap", key: str, rows: Sequence[int]) -> None:
        text = self.tr("Written to {name}").format(name=path.name)
        self.save(partial(draw_map, path, scene, key, rows), text, self._say)

    def _say(self, text: str) -> None:
        self._section.say(text)


class TableController(SectionController):
    """Lists all signs and computes their facets; plays, explores and saves; keeps views."""

    def __init__(self, page: "LinguistPage", questions: Questions, section: "TableSection") -> None:
        super().__init__(page, questions, section)
        self._section = section
        self._facets, self._views = questions.new(), questions.new()
        self._changes = questions.new()
        section.asked.connect(self._list)
        section.stopped.connect(self._answer.stop)
        section.facets_asked.connect(self._compute_facets)
        section.wanted.connect(partial(self.play, section.set_pose))
        section.saved.connect(self._save)
        section.explored.connect(self.explore)
        section.view_saved.connect(
            lambda view, replace: self._change_views(
                lambda views: views.save(view, overwrite=replace), view.name
            )
        )
        section.view_renamed.connect(
            lambda name, new: self._change_views(lambda views: views.rename(name, new), new)
        )
        section.view_deleted.connect(
            lambda name: self._change_views(lambda views: views.remove(name))
        )

    def _list(self) -> None:
        self._facets.cancel()
        self._views.ask(lambda dictionary: dictionary.views.all(), self._section.show_views)
        self._answer.run(
            self.tr("Listing all signs"),
            _sign_table,
            done=self._section.show_table,
            failed=as_notice(self._section.show_problem),
            progress=self._section.show_progress,
            stopped=lambda: self._section.show_problem(self.tr("Stopped.")),
        )

    def _compute_facets(self, waiting: "Sequence[SignSummary]") -> None:
        self._facets.run(
            self.tr("Computing facets"),
            partial(_facets, waiting=waiting),
            done=lambda _: self._section.finish_facets(),
            failed=self._show_facet_problem,
            progress=lambda progress: self._section.show_facets(getattr(progress, "seen", {})),
            stopped=self._section.finish_facets,
        )

    def _show_facet_problem(self, problem: "SignDictError") -> None:
        self._section.finish_facets()
        self._section.say(str(problem))

    def _save(self, path: Path, table: "SignTable", rows: "IntArray") -> None:
        text = self.tr("Signs written to {name}: {n}").format(name=path.name, n=len(rows))
        self.save(lambda: table.sheet(rows).write(path, safe=True), text, self._section.say)

    def _change_views(
        self, change: "Callable[[ViewStore], Sequence[TableView]]", shown: str = ""
    ) -> None:
        """Change the saved views; the one named `shown` is the one in the table."""
        self._changes.also(
            lambda dictionary: change(dictionary.views),
            lambda views: self._section.show_views(views, " ".join(shown.split())),
            as_text(self._section.say),
        )


class PairController(SectionController):
    """Compares two languages sign by sign; plays, explores and saves pairs."""

    def __init__(self, page: "LinguistPage", questions: Questions, section: "PairSection") -> None:
        super().__init__(page, questions, section)
        self._section, self._languages = section, questions.new()
        section.counted.connect(self._count_languages)
        section.asked.connect(self._compare)
        section.stopped.connect(self._stop)
        section.card.wanted.connect(self._play)
        section.saved.connect(self._save)
        section.explored.connect(self.explore)

    def _count_languages(self) -> None:
        self._languages.ask(lambda d: d.counts(), self._section.show_languages)

    def _compare(self, first: str, second: str, minimal: bool) -> None:  # noqa: FBT001 - a slot
        self._answer.run(
            self.tr("Comparing sign by sign"),
            partial(_pairs, first=first, second=second, minimal=minimal),
            done=partial(self._section.show_pairs, minimal=minimal),
            failed=as_notice(self._section.show_problem),
            progress=self._section.show_progress,
            stopped=self._stop,
        )

    def _stop(self) -> None:
        self._languages.cancel()
        self._answer.cancel()
        self._section.show_stopped()

    def _play(self, first: int, second: int) -> None:
        card = self._section.card
        self._pose.ask(
            partial(_compared, first=first, second=second),
            card.show_both,
            as_notice(card.show_problem),
        )

    def _save(self, path: Path, pairs: "Sequence[Pair | MinimalPair]", minimal: bool) -> None:  # noqa: FBT001 - a slot
        text = self.tr("Pairs written to {name}: {n}").format(name=path.name, n=len(pairs))
        write = partial(_write_pairs, path, pairs, minimal=minimal)
        self.save(write, text, self._section.say)


class SimilarityController(SectionController):
    """Compares languages as a whole; shows the signs of a concept; saves tables and figures."""

    def __init__(
        self, page: "LinguistPage", questions: Questions, section: "SimilaritySection"
    ) -> None:
        super().__init__(page, questions, section)
        self._section, self._concept = section, questions.new()
        section.asked.connect(self._compare)
        section.stopped.connect(self._answer.stop)
        section.opened.connect(self._show_concept)
        section.saved.connect(self._save)
        section.explored.connect(page.explore)
        section.concept_made.connect(self._connect_concept)

    def _compare(self) -> None:
        self._answer.run(
            self.tr("Comparing languages"),
            _similarity,
            done=self._section.show_similarity,
            failed=as_notice(self._section.show_problem),
            progress=self._section.show_progress,
            stopped=self._section.show_stopped,
        )

    def _connect_concept(self, view: "ConceptView") -> None:
        self._pose = fetch_poses(view.wanted, self.questions, view.set_pose)

    def _show_concept(self, spread: "Spread") -> None:
        self._pose.cancel()
        self._concept.ask(partial(_signs_of, spread=spread), self._section.show_concept)

    def _save(self, path: Path, kind: str, similarity: "SimilarityTree") -> None:
        text = self.tr("Written to {name}").format(name=path.name)
        write = partial(_write_similarity, path, kind, similarity)
        self.save(write, text, self._section.say)


def _sign_map(dictionary: "Dictionary") -> "Generator[Progress, None, SignMap]":
    return dictionary.analysis.sign_map()


def _write_signs(dictionary: "Dictionary", path: Path, numbers: Collection[int]) -> int:
    """Write these signs as a table, and return how many there were."""
    from signdict.core.tables import Sheet
    from signdict.core.types import SUMMARY_COLUMNS

    rows = [item.as_json() for item in dictionary.analysis.items() if item.id in numbers]
    Sheet.of(SUMMARY_COLUMNS, rows).write(path, safe=True)
    return len(rows)


def draw_map(path: Path, scene: "SignMap", key: str, rows: Sequence[int]) -> None:
    """Write the signs of these rows as a figure, the same as the command draws."""
    from signdict.core import files
    from signdict.linguistics import figures

    groups = scene.groups[key]
    names = [groups.names[groups.member[row]] or "others" for row in rows]
    title = key.removeprefix("sign_")
    files.write_atomic(path, figures.language_map(scene.places[rows], names, title=title).encode())


def _sign_table(dictionary: "Dictionary") -> "Generator[Progress, None, SignTable]":
    with permanent_objects():  # one for each sign, as long as the page is open
        return (yield from dictionary.sign_table.table())


def _facets(
    dictionary: "Dictionary", waiting: "Sequence[SignSummary]"
) -> "Generator[Progress, None, FacetsBySign]":
    return dictionary.sign_table.compute_facets(waiting)


def _pairs(
    dictionary: "Dictionary", first: str, second: str, *, minimal: bool
) -> "Generator[Progress, None, list[Pair] | list[MinimalPair]]":
    analysis = dictionary.analysis
    return analysis.minimal_pairs(first, second) if minimal else analysis.pairs(first, second)


def _compared(dictionary: "Dictionary", first: int, second: int) -> "ComparedSigns":
    """Compare the first clip of one sign with the most similar clip of the other."""
    from signdict.gui.linguist.pair_card import ComparedSigns
    from signdict.linguistics.pairs import described

    signs = dictionary.sign(first), dictionary.sign(second)
    clips = [sign.clips[0].id for sign in signs]
    pose = dictionary.pose(clips[0])
    comparison = dictionary.compare(pose, signs[1])
    facets = dictionary.facets(clips)
    descriptions = [described(facets[c].as_json()) if c in facets else {} for c in clips]
    return ComparedSigns(*signs, pose, comparison, (descriptions[0], descriptions[1]))


def _write_pairs(path: Path, pairs: "Sequence[Pair | MinimalPair]", *, minimal: bool) -> None:
    from signdict.core.tables import Sheet
    from signdict.linguistics.pairs import MINIMAL_COLUMNS, PAIR_COLUMNS

    columns = MINIMAL_COLUMNS if minimal else PAIR_COLUMNS
    Sheet.of(columns, [pair.as_json() for pair in pairs]).write(path, safe=True)


def _similarity(dictionary: "Dictionary") -> "Generator[Progress, None, SimilarityTree]":
    return dictionary.analysis.similarity()


def _signs_of(dictionary: "Dictionary", spread: "Spread") -> "list[Match]":
    """Return the signs whose spread was computed, language by language."""
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


def _write_similarity(path: Path, kind: str, similarity: "SimilarityTree") -> None:
    """Write a table, or a figure if the name ends in .svg, as the command does."""
    from signdict.core import files
    from signdict.core.tables import Sheet
    from signdict.linguistics import figures
    from signdict.linguistics.similarity import LIKENESS, SPREAD, row_of, spread_of

    of_languages = kind == "likeness"
    if path.suffix.lower() == ".svg":
        figure = (
            figures.family(similarity.rows, similarity.order, similarity.tree)
            if of_languages
            else figures.spread_chart(similarity.spreads)
        )
        files.write_atomic(path, figure.encode())
    elif of_languages:
        Sheet.of(LIKENESS, map(row_of, similarity.rows)).write(path, safe=True)
    else:
        Sheet.of(SPREAD, map(spread_of, similarity.spreads)).write(path, safe=True)
