"""Between the page Find and the dictionary: words, concepts, lists and what is made of them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from signdict.core.errors import SignDictError
from signdict.gui.results.fetching import MANY, fetching, fresh, landmarks

if TYPE_CHECKING:
    from signdict.core.types import Match, Sign, Steps
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.questions import Questions
    from signdict.gui.teacher.page import TeacherPage
    from signdict.lists.export import Exported
    from signdict.lists.signlist import Outline, SignList

#: The kind of the work by which names of signs are learned.
LEARNING = "learn names"
#: What the panel shows: all lists, one of them, its signs as far as they are here.
Shown = tuple["list[Outline]", "SignList | None", "list[Sign | None]"]


def teacher(page: "TeacherPage", questions: "Questions") -> None:
    """How is this signed?"""

    def ask(words: str, codes: Sequence[str]) -> None:
        questions.silence("poses teacher")  # of the older answer: the newer one comes first
        questions.ask(
            "find",
            partial(_found, words=words, codes=codes, spoken=page.spoken),
            fresh(questions, "teacher", show),
            lambda problem: page.results.show_notice(problem.message, problem.hint),
        )

    def show(matches: "Sequence[Match]") -> None:
        page.show_matches(matches)
        if not matches or any(match.by == "meaning" for match in matches):
            questions.ask("unlearned", lambda d: d.unlearned(), partial(_learn, page, questions))

    def compare(sign: "Sign") -> None:
        questions.ask("concept", lambda d: d.concept(sign.id), page.show_concept)

    page.asked.connect(ask)
    page.concept_wanted.connect(compare)
    page.spoken_wanted.connect(
        lambda: questions.ask("spoken", lambda d: d.spoken(), page.show_spoken)
    )
    fetching(page.results, questions, "teacher", page.results.set_pose)
    landmarks(page.concept.wanted, questions, "concept", page.concept.set_pose)
    _lists(page, questions)


def _learn(page: "TeacherPage", questions: "Questions", unlearned: int) -> None:
    """Have the model read the names of signs that are new to it; then ask once more."""
    if not unlearned or questions.running(LEARNING):
        return
    questions.run(
        LEARNING,
        QCoreApplication.translate("classroom", "Reading what signs are called"),
        lambda dictionary: dictionary.learn(),
        done=lambda _: page.ask(),
    )


def _lists(page: "TeacherPage", questions: "Questions") -> None:
    """Lists are changed one after the other; each change is shown with what came of it."""
    panel = page.lists

    def act(
        change: "Callable[[Dictionary], SignList | str | None]",
        text: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        def show(shown: Shown) -> None:
            panel.show_lists(*shown, text=text)
            then()

        questions.also(
            "lists", partial(_state, change=change, name=panel.name), show, panel.show_problem
        )

    def change(name: str, what: str, alter: "Callable[[SignList], SignList]") -> None:
        act(lambda dictionary: dictionary.lists.change(name, alter, what))

    def add(sign: "Sign") -> None:
        text = QCoreApplication.translate("classroom", "Added {gloss}.")
        act(
            partial(_added, sign=sign, name=panel.name, new=page.new_list),
            text.format(gloss=sign.gloss),
            lambda: panel.mark(panel.entries.count() - 1),
        )

    def move(name: str, place: int, to: int) -> None:
        act(
            lambda d: d.lists.change(name, lambda signs: signs.moved(place, to), "move"),
            then=lambda: panel.mark(to),
        )

    def undo() -> None:
        act(_undone, QCoreApplication.translate("classroom", "Taken back."))

    panel.chosen.connect(lambda name: act(lambda _: name))
    panel.made.connect(lambda name: act(lambda d: d.lists.make(name)))
    panel.renamed.connect(lambda name, new: change(name, "rename", lambda s: s.renamed(new)))
    panel.duplicated.connect(lambda name: act(lambda d: d.lists.duplicate(name)))
    panel.removed.connect(lambda name: act(lambda d: _removed(d, name)))
    panel.undone.connect(undo)
    panel.moved.connect(move)
    panel.noted.connect(
        lambda name, place, text: change(name, "note", lambda s: s.noted(place, text))
    )
    panel.dropped.connect(lambda name, place: change(name, "drop", lambda s: s.without(place)))
    panel.imported.connect(lambda path: act(partial(_imported, path=path)))
    panel.exported.connect(partial(_export, page, questions))
    page.added.connect(add)
    page.lists_wanted.connect(lambda: act(lambda _: ""))
    page.lists_wanted.emit()


def _export(
    page: "TeacherPage",
    questions: "Questions",
    name: str,
    kind: str,
    path: Path,
    films: bool,  # noqa: FBT001 - a signal
) -> None:
    from signdict.gui.drawing.artist import Artist

    artist = Artist()
    questions.run(
        f"export {path}",
        QCoreApplication.translate("classroom", "Exporting {name}").format(name=name),
        lambda dictionary: _exported(dictionary, (name, kind, path, films), artist),
        done=page.lists.show_exported,
        failed=page.lists.show_problem,
        stopped=lambda: page.lists.show_text(
            QCoreApplication.translate("classroom", "Stopped. Nothing was written.")
        ),
    )


def _exported(
    dictionary: "Dictionary", what: tuple[str, str, Path, bool], artist: object
) -> "Steps[Exported]":
    from signdict.lists import export

    name, kind, path, films = what
    signs = dictionary.lists.open(name)
    return (
        yield from export.export(dictionary, signs, kind, path, artist, films=films)  # type: ignore[arg-type]
    )


def _found(
    dictionary: "Dictionary", words: str, codes: Sequence[str], spoken: Sequence[str]
) -> "list[Match]":
    if words:
        return dictionary.find(words, codes, MANY, spoken, patient=False)
    from signdict.core.types import Match

    signs = dictionary.signs(codes, MANY)
    return [Match(rank, sign, 0.0, 0.0) for rank, sign in enumerate(signs, start=1)]


def _state(
    dictionary: "Dictionary",
    change: "Callable[[Dictionary], SignList | str | None]",
    name: str,
) -> Shown:
    """Change something, then tell what the panel is to show: the list that was changed, else the
    one that is shown already, else the first."""
    told = change(dictionary)
    outlines = dictionary.lists.outlines()
    wanted = told if isinstance(told, str) else told.name if told else name
    names = [one.name for one in outlines]
    shown = next((n for n in (wanted, name) if n in names), names[0] if names else "")
    if not shown:
        return outlines, None, []
    signs = dictionary.lists.open(shown)
    return outlines, signs, dictionary.listed(signs)


def _added(dictionary: "Dictionary", sign: "Sign", name: str, new: str) -> "SignList":
    from signdict.lists.signlist import ListEntry

    name = name or dictionary.lists.make(new).name
    return dictionary.lists.change(name, lambda signs: signs.added(ListEntry.of(sign)), "add")


def _removed(dictionary: "Dictionary", name: str) -> None:
    dictionary.lists.remove(name)


def _undone(dictionary: "Dictionary") -> str:
    told = dictionary.lists.undo()
    if told is None:
        raise SignDictError(
            QCoreApplication.translate("classroom", "There is nothing to take back.")
        )
    return told[1]


def _imported(dictionary: "Dictionary", path: Path) -> "SignList":
    from signdict.lists import signlist

    return dictionary.lists.keep(signlist.read(path))
