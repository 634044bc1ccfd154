"""Between the pairs of two languages and the dictionary."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.linguist.pair_card import ComparedSigns
    from signdict.gui.linguist.pair_section import PairSection
    from signdict.gui.questions import Questions
    from signdict.linguistics.pairs import MinimalPair, Pair


def connect(page: "LinguistPage", section: "PairSection", questions: "Questions") -> None:
    """Compare languages; play, explore and save pairs."""

    def compare(first: str, second: str, minimal: bool) -> None:  # noqa: FBT001 - a slot
        questions.run(
            "pairs",
            QCoreApplication.translate("wiring", "Comparing sign by sign"),
            partial(_pairs, first=first, second=second, minimal=minimal),
            done=partial(section.show_pairs, minimal=minimal),
            failed=lambda problem: section.show_problem(problem.message, problem.hint),
            progress=section.show_progress,
            stopped=stop,
        )

    def stop() -> None:
        questions.silence("pair languages")
        questions.silence("pairs")
        section.show_stopped()

    def play(first: int, second: int) -> None:
        questions.ask(
            "pair poses",
            partial(_both, first=first, second=second),
            section.card.show_both,
            lambda problem: section.card.show_problem(problem.message, problem.hint),
        )

    def save(path: Path, found: "Sequence[Pair | MinimalPair]", minimal: bool) -> None:  # noqa: FBT001 - a slot
        said = QCoreApplication.translate("wiring", "Pairs written to {name}: {n}")
        questions.ask(
            "pair file",
            lambda _: _write(path, found, minimal=minimal),
            lambda _: section.say(said.format(name=path.name, n=len(found))),
            lambda problem: section.say(str(problem)),
        )

    section.counted.connect(
        lambda: questions.ask("pair languages", lambda d: d.counts(), section.show_languages)
    )
    section.asked.connect(compare)
    section.stopped.connect(stop)
    section.card.wanted.connect(play)
    section.saved.connect(save)
    section.explored.connect(
        lambda number: questions.ask("sign", lambda d: d.sign(number), page.explore)
    )


def _pairs(
    dictionary: "Dictionary", first: str, second: str, *, minimal: bool
) -> "Generator[Progress, None, list[Pair] | list[MinimalPair]]":
    atlas = dictionary.analysis
    return atlas.minimal_pairs(first, second) if minimal else atlas.pairs(first, second)


def _both(dictionary: "Dictionary", first: int, second: int) -> "ComparedSigns":
    """Two signs in step: the first clip of one, and the clip of the other that is most like it."""
    from signdict.gui.linguist.pair_card import ComparedSigns
    from signdict.linguistics.pairs import described

    one, other = dictionary.sign(first), dictionary.sign(second)
    clips = [sign.clips[0].id for sign in (one, other)]
    pose = dictionary.pose(clips[0])
    beside = dictionary.compare(pose, other)
    known = dictionary.facets(clips)
    told = [described(known[clip].as_json()) if clip in known else {} for clip in clips]
    return ComparedSigns(one, other, pose, beside, (told[0], told[1]))


def _write(path: Path, found: "Sequence[Pair | MinimalPair]", *, minimal: bool) -> None:
    from signdict.core.tables import Sheet
    from signdict.linguistics.pairs import MINIMAL_COLUMNS, PAIR_COLUMNS

    columns = MINIMAL_COLUMNS if minimal else PAIR_COLUMNS
    Sheet.of(columns, [pair.as_json() for pair in found]).write(path)
