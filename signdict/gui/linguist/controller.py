"""Between the map and the dictionary."""

from collections.abc import Collection, Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.linguist.map_section import MapSection
    from signdict.gui.linguist.page import LinguistPage
    from signdict.gui.questions import Questions
    from signdict.linguistics.sign_map import SignMap


def connect(page: "LinguistPage", section: "MapSection", questions: "Questions") -> None:
    """Lay signs out; play, explore and save those that are meant."""

    def lay_out() -> None:
        questions.run(
            "map",
            QCoreApplication.translate("wiring", "Laying out all signs"),
            _landscape,
            done=section.show_landscape,
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
            lambda count: section.told.setText(
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
            lambda _: section.told.setText(said),
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
    return dictionary.atlas.landscape()


def _written(dictionary: "Dictionary", path: Path, numbers: Collection[int]) -> int:
    from signdict.core.tables import Sheet
    from signdict.core.types import SUMMARY_COLUMNS

    rows = [item.as_json() for item in dictionary.atlas.items() if item.id in numbers]
    Sheet.of(SUMMARY_COLUMNS, rows).write(path)
    return len(rows)


def _drawn(path: Path, scene: "SignMap", key: str, rows: Sequence[int]) -> None:
    """The signs of these rows as a figure, the same as the command draws."""
    from signdict.core import files
    from signdict.linguistics import figures

    groups = scene.groups[key]
    names = [groups.names[groups.member[row]] or "others" for row in rows]
    title = key.removeprefix("sign_")
    files.put(path, figures.language_map(scene.places[rows], names, title=title).encode())
