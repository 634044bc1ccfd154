"""Between the map and the dictionary."""

from collections.abc import Collection, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from signdict.gui.results.fetching import fetching, fresh, show_failure
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.map_section import MapSection
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.questions import Questions
    from signdict.linguistics.sign_map import SignMap
if TYPE_CHECKING:
    from signdict.core.types import Match, Progress, Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.questions import Questions


def connect(page: "LinguistPage", section: "MapSection", questions: "Questions") -> None:
    """Lay signs out; play, explore and save those that are meant."""

    def lay_out() -> None:
        questions.run(
            "map",
            QCoreApplication.translate("wiring", "Laying out all signs"),
            _landscape,
            done=section.show_map,
            failed=lambda problem: section.show_notice(problem.message, problem.hint),
            progress=section.show_progress,
            stopped=stop,
        )

    def stop() -> None:
        questions.silence("map")
        section.show_notice(
            QCoreApplication.translate("wiring", "Stopped."),
            QCoreApplication.translate("wiring", "Come back to the map to begin again."),
        )

    def play(clips: list[int]) -> None:
        for clip in clips:
            questions.ask(
                "map pose",
                lambda dictionary, clip=clip: dictionary.pose(clip),  # type: ignore[misc]
                partial(section.set_pose, clip),
            )

    def save(path: Path, numbers: list[int]) -> None:
        questions.ask(
            "map file",
            partial(_written, path=path, numbers=set(numbers)),
            lambda count: section.say(
                QCoreApplication.translate("wiring", "Signs written to {name}: {n}").format(
                    name=path.name, n=count
                )
            ),
        )

    def draw(path: Path, scene: "SignMap", key: str, rows: Sequence[int]) -> None:
        said = QCoreApplication.translate("wiring", "Written to {name}").format(name=path.name)
        questions.ask(
            "map file",
            lambda _: _drawn(path, scene, key, rows),
            lambda _: section.say(said),
        )

    section.asked.connect(lay_out)
    section.stopped.connect(stop)
    section.wanted.connect(play)
    section.saved.connect(save)
    section.drawn.connect(draw)
    section.explored.connect(
        lambda number: questions.ask("sign", lambda d: d.sign(number), page.explore)
    )


def _landscape(dictionary: "Dictionary") -> "Generator[Progress, None, SignMap]":
    return dictionary.analysis.landscape()


def _written(dictionary: "Dictionary", path: Path, numbers: Collection[int]) -> int:
    from signdict.core.tables import Sheet
    from signdict.core.types import SUMMARY_COLUMNS

    rows = [item.as_json() for item in dictionary.analysis.items() if item.id in numbers]
    Sheet.of(SUMMARY_COLUMNS, rows).write(path)
    return len(rows)


def _drawn(path: Path, scene: "SignMap", key: str, rows: Sequence[int]) -> None:
    """The signs of these rows as a figure, the same as the command draws."""
    from signdict.core import files
    from signdict.linguistics import figures

    groups = scene.groups[key]
    names = [groups.names[groups.member[row]] or "others" for row in rows]
    title = key.removeprefix("sign_")
    files.write_atomic(path, figures.language_map(scene.places[rows], names, title=title).encode())


#: How many signs are listed for choosing one.
LISTED = 300


#: How many neighbours of each language are shown.
EACH = 4


def linguist(page: "LinguistPage", questions: "Questions") -> None:
    """What looks like this?"""

    def compare(sign: "Sign", codes: Sequence[str]) -> None:
        questions.run(
            "compare",
            QCoreApplication.translate("wiring", "Comparing {name}").format(name=sign.gloss),
            partial(_neighbours, sign=sign, codes=codes),
            done=fresh(questions, "linguist", page.show_neighbours),
            failed=partial(show_failure, page.results),
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
