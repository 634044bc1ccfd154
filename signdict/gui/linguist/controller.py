"""Between the Explore page and the dictionary: the list of signs and the neighbours of one.

Each section of the page has a controller of its own (`section_controllers.py`), made with it.
"""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from signdict.core.kinds import SignKind
from signdict.gui.background import Rank
from signdict.gui.linguist import section_controllers as sections
from signdict.gui.questions import Controller, Questions, as_notice
from signdict.gui.results.fetching import fetch_for, replacing
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.types import Match, Progress, Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.page import LinguistPage

#: Number of signs in the list from which one is chosen.
LISTED = 300

#: Number of neighbours shown for each language.
NEIGHBOURS = 4


class LinguistController(Controller):
    """Lists signs, and compares one with the signs of other languages."""

    def __init__(self, page: "LinguistPage", questions: Questions) -> None:
        super().__init__(page, questions)
        self._page = page
        self._signs, self._neighbours = questions.new(Rank.KEY), questions.new()
        self._poses = fetch_for(page.results, questions, page.set_pose)
        page.asked.connect(self._list)
        page.chosen.connect(self._compare)
        page.results.stopped.connect(self._neighbours.stop)
        page.saved.connect(self._save)
        page.map_made.connect(partial(sections.MapController, page, questions))
        page.table_made.connect(partial(sections.TableController, page, questions))
        page.pairs_made.connect(partial(sections.PairController, page, questions))
        page.similarity_made.connect(partial(sections.SimilarityController, page, questions))

    def _list(self, words: str) -> None:
        codes = self._page.results.filter.chosen
        self._signs.ask(partial(_listed, words=words, codes=codes), self._page.show_signs)

    def _compare(self, sign: "Sign", codes: Sequence[str]) -> None:
        results = self._page.results
        self._neighbours.run(
            self.tr("Comparing {name}").format(name=sign.gloss),
            partial(_neighbours, sign=sign, codes=codes, kind=results.kinds.kind),
            done=replacing(self._poses, self._page.show_neighbours),
            failed=as_notice(results.show_notice),
            progress=results.show_progress,
            stopped=lambda: results.show_notice(self.tr("Stopped.")),
        )

    def _save(self, path: Path, matches: "Sequence[Match]") -> None:
        """Write neighbours as a table, with the columns of the command."""
        from signdict.core.tables import Sheet
        from signdict.core.types import MATCH_COLUMNS

        def write() -> None:
            Sheet.of(MATCH_COLUMNS, [match.as_row() for match in matches]).write(path, safe=True)

        text = self.tr("Signs written to {name}: {n}").format(name=path.name, n=len(matches))
        self.save(write, text, self._page.say)


def _listed(dictionary: "Dictionary", words: str, codes: Sequence[str]) -> "list[Sign]":
    if not words:
        return dictionary.signs(codes, LISTED)
    matches = dictionary.find(words, codes, LISTED, patient=False)
    signs = [sign for match in matches for sign in match.signs]
    return [sign for sign in signs if not codes or sign.sign_language in codes][:LISTED]


def _neighbours(
    dictionary: "Dictionary", sign: "Sign", codes: Sequence[str], kind: SignKind | None
) -> "Generator[Progress, None, dict[str, list[Match]]]":
    from signdict.core.types import Progress

    compared = codes or sorted(set(dictionary.counts()) - {sign.sign_language})
    groups = {}
    for number, code in enumerate(compared):
        yield Progress(number, len(compared), name_of(code))
        groups[code] = dictionary.neighbours(sign.id, [code], NEIGHBOURS, kind=kind)
    return groups
