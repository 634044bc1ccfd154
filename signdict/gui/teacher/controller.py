"""Between the Find page and the dictionary: words, concepts, lists and their exports."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from signdict.core.errors import SignDictError
from signdict.core.kinds import SignKind
from signdict.gui.background import Rank
from signdict.gui.questions import Controller, Questions, as_notice
from signdict.gui.results.fetching import MANY, fetch_for, fetch_poses, replacing

if TYPE_CHECKING:
    from signdict.core.types import Match, Sign, Steps
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.questions import Question
    from signdict.gui.teacher.page import TeacherPage
    from signdict.lists.export import Exported
    from signdict.lists.signlist import Outline, SignList

    #: The signs for some words, work that would find more by meaning, if any, and the codes of
    #: languages that were not searched but have the words.
    Found = tuple[list[Match], Callable[[], Steps[None]] | None, list[str]]

#: What the panel shows: all lists, the open one, and its signs, None for those not in the library.
Shown = tuple["list[Outline]", "SignList | None", "list[Sign | None]"]


class TeacherController(Controller):
    """Looks up words and concepts, and connects the lists."""

    def __init__(self, page: "TeacherPage", questions: Questions) -> None:
        super().__init__(page, questions)
        self._page = page
        self._matches, self._concept = questions.new(Rank.KEY), questions.new()
        self._spoken = questions.new()
        self.learning = questions.new()  # the model is opened, and reads the glosses new to it
        self._searching = False  # no gloss contains the words, and the model is not open yet
        page.results.stopped.connect(self.learning.stop)
        self._poses = fetch_for(page.results, questions, page.results.set_pose)
        fetch_poses(page.concept.wanted, questions, page.concept.set_pose)
        page.asked.connect(self._find)
        page.concept_wanted.connect(self._compare)
        page.spoken_wanted.connect(self._count_spoken)
        ListController(page, questions)

    def _find(self, words: str, codes: Sequence[str]) -> None:
        self._matches.ask(
            partial(
                _matches,
                words=words,
                codes=codes,
                spoken=self._page.spoken,
                kind=self._page.results.kinds.kind,
            ),
            replacing(self._poses, self._show),
            as_notice(self._page.results.show_notice),
        )

    def _show(self, found: "Found") -> None:
        matches, more, others = found
        if not matches and self._page.results.filter.hopeless:
            more = None  # the meaning would find nothing either
        self._searching = not matches and more is not None
        if self._searching:
            self._page.show_searching()
        else:
            self._page.show_matches(matches, others)
        if more is not None and not self.learning.running:
            self.learning.run(
                self.tr("Reading the names of signs"),
                lambda _: more(),
                done=lambda _: self._page.ask(),
                failed=self._show_problem,
                stopped=self._stop_searching,
            )

    def _stop_searching(self) -> None:
        if self._searching:
            self._page.show_matches([])

    def _show_problem(self, problem: SignDictError) -> None:
        """Show why there is no search by meaning; what was found by words stays in view."""
        if self._searching:
            self._page.results.show_notice(problem.message, problem.hint)
        else:
            self.questions.problem.emit(problem)

    def _compare(self, sign: "Sign") -> None:
        self._concept.ask(lambda d: d.concept(sign.id), self._page.show_concept)

    def _count_spoken(self) -> None:
        self._spoken.ask(lambda dictionary: dictionary.spoken(), self._page.show_spoken)


class ListController(Controller):
    """Changes lists one after the other, and shows each change with what it did."""

    def __init__(self, page: "TeacherPage", questions: Questions) -> None:
        super().__init__(page, questions)
        self._page, self._panel = page, page.lists
        self._changes = questions.new()
        self._exports: defaultdict[Path, Question] = defaultdict(questions.new)
        panel = self._panel
        panel.chosen.connect(lambda name: self._act(lambda _: name))
        panel.made.connect(lambda name: self._act(lambda d: d.lists.make(name)))
        panel.renamed.connect(
            lambda name, new: self._change(name, "rename", lambda signs: signs.renamed(new))
        )
        panel.duplicated.connect(lambda name: self._act(lambda d: d.lists.duplicate(name)))
        panel.removed.connect(lambda name: self._act(partial(_removed, name=name)))
        panel.undone.connect(self._undo)
        panel.moved.connect(self._move)
        panel.noted.connect(
            lambda name, row, text: self._change(name, "note", lambda s: s.noted(row, text))
        )
        panel.dropped.connect(
            lambda name, row: self._change(name, "drop", lambda signs: signs.without(row))
        )
        panel.imported.connect(lambda path: self._act(partial(_imported, path=path)))
        panel.exported.connect(self._export)
        page.added.connect(self._add)
        page.lists_wanted.connect(lambda: self._act(lambda _: ""))
        page.lists_wanted.emit()

    def _act(
        self,
        act: "Callable[[Dictionary], SignList | str | None]",
        text: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Change or open a list. `act` returns the list to show, or its name."""

        def show(shown: Shown) -> None:
            self._panel.show_lists(*shown, text=text)
            then()

        work = partial(_shown, act=act, name=self._panel.name)
        self._changes.also(work, show, self._panel.show_problem)

    def _change(self, name: str, kind: str, change: "Callable[[SignList], SignList]") -> None:
        self._act(lambda dictionary: dictionary.lists.change(name, change, kind))

    def _add(self, sign: "Sign") -> None:
        self._act(
            partial(_added, sign=sign, name=self._panel.name, new=self._page.new_list),
            self.tr("Added {gloss}.").format(gloss=sign.gloss),
            lambda: self._panel.mark(self._panel.entries.count() - 1),
        )

    def _move(self, name: str, row: int, to: int) -> None:
        self._act(
            lambda d: d.lists.change(name, lambda signs: signs.moved(row, to), "move"),
            then=lambda: self._panel.mark(to),
        )

    def _undo(self) -> None:
        nothing = self.tr("Nothing to undo.")
        self._act(partial(_undone, nothing=nothing), self.tr("Undone."))

    def _export(self, name: str, kind: str, path: Path, films: bool) -> None:  # noqa: FBT001 - a slot
        from signdict.gui.drawing.artist import Artist

        artist = Artist()
        self._exports[path].run(
            self.tr("Exporting {name}").format(name=name),
            lambda dictionary: _exported(dictionary, (name, kind, path, films), artist),
            done=self._panel.show_exported,
            failed=self._panel.show_problem,
            stopped=lambda: self._panel.show_text(self.tr("Stopped. Nothing was exported.")),
        )


def _matches(
    dictionary: "Dictionary", words: str, codes: Sequence[str], spoken: Sequence[str],
    kind: SignKind | None,
) -> "Found":  # fmt: skip
    """Return the signs for words, or the first signs if there are none.

    Words are compared at once; if the model is not open yet, `Found` says how to find more.
    """
    if words:
        matches = dictionary.find(words, codes, MANY, spoken, kind, patient=False)
        others = dictionary.elsewhere(words, codes, matches, spoken, kind)
        return matches, dictionary.preparation(words, matches), others
    return dictionary.first(codes, MANY, kind), None, []


def _shown(
    dictionary: "Dictionary", act: "Callable[[Dictionary], SignList | str | None]", name: str
) -> Shown:
    """Change something, then return what to show: the list that `act` returns, or else the one
    named `name`, or else the first."""
    changed = act(dictionary)
    outlines = dictionary.lists.outlines()
    wanted = changed if isinstance(changed, str) else changed.name if changed else name
    names = [outline.name for outline in outlines]
    shown = next((n for n in (wanted, name) if n in names), names[0] if names else "")
    if not shown:
        return outlines, None, []
    signs = dictionary.lists.open(shown)
    return outlines, signs, dictionary.listed(signs)


def _added(dictionary: "Dictionary", sign: "Sign", name: str, new: str) -> "SignList":
    """Add a sign to a list; without lists, to one named `new`."""
    from signdict.lists.signlist import ListEntry

    name = name or dictionary.lists.make(new).name
    return dictionary.lists.change(name, lambda signs: signs.added(ListEntry.of(sign)), "add")


def _removed(dictionary: "Dictionary", name: str) -> None:
    dictionary.lists.remove(name)


def _undone(dictionary: "Dictionary", nothing: str) -> str:
    """Undo the last change, and return the name of its list.

    Raise SignDictError with the text `nothing` if no change can be undone.
    """
    undone = dictionary.lists.undo()
    if undone is None:
        raise SignDictError(nothing)
    return undone[1]


def _imported(dictionary: "Dictionary", path: Path) -> "SignList":
    from signdict.lists import signlist

    return dictionary.lists.keep(signlist.read(path))


def _exported(
    dictionary: "Dictionary", request: tuple[str, str, Path, bool], artist: object
) -> "Steps[Exported]":
    from signdict.lists import export

    name, kind, path, films = request
    signs = dictionary.lists.open(name)
    return (
        yield from export.export(
            dictionary,
            signs,
            kind,
            path,
            artist,  # type: ignore[arg-type]
            export.ExportOptions(films, safe=True),
        )
    )
