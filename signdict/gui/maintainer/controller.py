"""Between the page Library and the dictionary: imports, sources, labels, health, backups."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.core.types import Progress
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.maintainer.add_dialog import Addition
    from signdict.gui.maintainer.page import MaintainerPage
    from signdict.gui.questions import Questions
    from signdict.importing.entries import ImportReport
    from signdict.importing.jobs import FileState
    from signdict.library.relabel import RelabelPlan

#: Files of an import that are listed, the ones left out first.
_FILES = 500


def maintainer(
    page: "MaintainerPage", questions: "Questions", changed: Callable[[], object]
) -> None:
    """Learn these videos; forget those; look after what is there."""
    keeper = _Keeper(page, questions, changed)
    page.add_wanted.connect(keeper.add)
    page.preview_wanted.connect(keeper.preview)
    page.paused.connect(keeper.pause)
    page.continued.connect(keeper.go_on)
    page.tried_again.connect(keeper.try_again)
    page.forgotten.connect(keeper.forget)
    page.files_wanted.connect(keeper.files)
    page.remove_wanted.connect(keeper.remove)
    page.switched.connect(keeper.switch)
    page.undo_wanted.connect(keeper.undo)
    page.plan_wanted.connect(keeper.plan)
    page.relabel_wanted.connect(keeper.relabel)
    page.duplicates_wanted.connect(keeper.duplicates)
    page.check_wanted.connect(keeper.check)
    page.repair_wanted.connect(keeper.repair)
    page.backup_wanted.connect(keeper.back_up)
    page.restore_wanted.connect(keeper.restore)
    page.refresh_wanted.connect(keeper.refresh)


class _Keeper(QObject):
    """Puts what the page wants to the dictionary, and tells the page what came of it."""

    def __init__(
        self, page: "MaintainerPage", questions: "Questions", changed: Callable[[], object]
    ) -> None:
        super().__init__(page)
        self._page, self._questions, self._changed = page, questions, changed
        self._running: set[Path] = set()  # what the imports read that are under way

    def add(self, what: "Addition") -> None:
        said = QCoreApplication.translate("wiring", "Adding {name}")
        self._import(
            what.path, said.format(name=what.path.name),
            lambda d: d.add(
                what.path, sign_language=what.sign_language, source=what.source,
                licence=what.licence, attribution=what.attribution,
            ),
        )  # fmt: skip

    def preview(self, what: "Addition") -> None:
        self._questions.run(
            "preview",
            QCoreApplication.translate("wiring", "Looking at {name}").format(name=what.path.name),
            lambda d: d.preview(what.path, sign_language=what.sign_language, source=what.source),
            done=self._page.dialog.show_preview,
            failed=lambda problem: self._page.dialog.show_problem(str(problem)),
        )

    def pause(self, number: int) -> None:
        self._questions.stop(f"import {self._page.path_of(number)}")

    def go_on(self, number: int) -> None:
        said = QCoreApplication.translate("wiring", "Going on")
        self._import(self._page.path_of(number), said, lambda d: d.go_on(number))

    def try_again(self, number: int) -> None:
        said = QCoreApplication.translate("wiring", "Trying again")
        self._import(self._page.path_of(number), said, lambda d: d.try_again(number))

    def forget(self, number: int) -> None:
        self._questions.ask("forget", lambda d: d.imports.forget(number), self._done)

    def files(self, number: int) -> None:
        def files(dictionary: "Dictionary") -> "list[FileState]":
            with dictionary.imports.open(number) as one:
                first = one.files(0, _FILES, "left out")
                others = [file for file in one.files(0, _FILES) if file.state != "left out"]
                return (first + others)[:_FILES]

        self._questions.ask("files", files, lambda found: self._page.show_files(number, found))

    def remove(self, name: str) -> None:
        said = QCoreApplication.translate("wiring", "Signs removed with {name}: {n}.")
        self._questions.ask(
            "remove", lambda d: d.remove(name), lambda n: self._done(said.format(n=n, name=name))
        )

    def switch(self, name: str, on: bool) -> None:  # noqa: FBT001 - a signal's
        self._questions.ask("switch", lambda d: d.maintenance.switch(name, on=on), self._done)

    def undo(self) -> None:
        said = QCoreApplication.translate("wiring", "Taken back: {what}")
        self._questions.ask(
            "undo",
            lambda d: d.maintenance.undo(),
            lambda found: self._done(said.format(what=found[0].said)),
            lambda problem: self._page.show_text(problem.message),
        )

    def plan(self, asked: dict[str, Any]) -> None:
        form = self._page.relabelling
        self._questions.ask(
            "plan", lambda d: _lines(d, asked), lambda found: form.show_plan(*found),
            lambda problem: form.show_problem(str(problem)),
        )  # fmt: skip

    def relabel(self, asked: dict[str, Any]) -> None:
        def relabel(dictionary: "Dictionary") -> tuple[int, list[str]]:
            plan, wrong = _planned(dictionary, asked)
            dictionary.maintenance.relabel(plan)
            return len(plan), wrong

        said = QCoreApplication.translate("wiring", "Signs relabelled: {n}.")
        self._questions.ask(
            "relabel", relabel,
            lambda done: self._done("\n".join([said.format(n=done[0]), *done[1]])), self._told,
        )  # fmt: skip

    def duplicates(self) -> None:
        def merged(dictionary: "Dictionary") -> "Generator[Progress, None, int]":
            care = dictionary.maintenance
            groups = yield from care.duplicates()
            alike = [
                group for group in groups
                if len({sign.gloss.casefold() for sign in care.owners(group)}) == 1
            ]  # fmt: skip
            return care.merge(alike)

        said = QCoreApplication.translate("wiring", "Clips that were there twice and went: {n}.")
        name = QCoreApplication.translate("wiring", "Looking for clips that are there twice")
        self._long("duplicates", name, merged, said)

    def check(self) -> None:
        self._questions.ask(
            "check",
            lambda d: (d.check(), d.maintenance.health()),
            lambda found: self._page.show_check(*found),
        )

    def repair(self) -> None:
        said = QCoreApplication.translate("wiring", "Repaired: {n}")
        name = QCoreApplication.translate("wiring", "Repairing")
        self._long("repair", name, lambda d: d.maintenance.repair(), said)

    def back_up(self, file: Path) -> None:
        said = QCoreApplication.translate("wiring", "The backup is written; bytes: {n}.")
        self._long(
            "backup", QCoreApplication.translate("wiring", "Backing up"),
            lambda d: d.maintenance.back_up(file), said,
        )  # fmt: skip

    def restore(self, file: Path) -> None:
        said = QCoreApplication.translate(
            "wiring", "The backup is back. What was there before is in: {n}"
        )
        self._long(
            "restore", QCoreApplication.translate("wiring", "Restoring"),
            lambda d: d.maintenance.restore(file), said, self._page.restored.emit,
        )  # fmt: skip

    def refresh(self) -> None:
        self._questions.ask(
            "sources",
            lambda d: (d.sources(), d.maintenance.off),
            lambda found: self._page.show_sources(*found),
        )
        self._refresh_imports()

    def _refresh_imports(self) -> None:
        self._questions.ask(
            "imports",
            lambda d: d.imports.all(),
            lambda found: self._page.show_imports(found, self._running),
        )

    def _import(self, path: Path, name: str, work: Callable[..., Any]) -> None:
        text = QCoreApplication.translate(
            "wiring", "Stopped. What was added so far stays; “Go on” reads the rest."
        )

        self._running.discard(path)  # if it is asked for once more, it is listed anew

        def progress(step: "Progress") -> None:
            if step.total and path not in self._running:  # it was listed, and reads now
                self._running.add(path)
                self._refresh_imports()
            self._page.show_progress(path, step)

        def done(report: "ImportReport") -> None:
            self._running.discard(path)
            self._page.show_report(report)
            self._changed()

        def failed(problem: "SignDictError") -> None:
            self._running.discard(path)
            self._told(problem)

        def stopped() -> None:
            self._running.discard(path)
            self._done(text)
            # by the answer to this the import has noted what it did: it is counted anew
            self._questions.ask("settled", lambda _: None, lambda _: self._refresh_imports())

        self._questions.run(
            f"import {path}", name, work, done=done, failed=failed, progress=progress,
            stopped=stopped,
        )  # fmt: skip

    def _long(
        self,
        kind: str,
        name: str,
        work: Callable[..., Any],
        said: str,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        def done(what: object) -> None:
            then()
            self._done(said.format(n=" ".join(what) if isinstance(what, list) else what))

        self._questions.run(kind, name, work, done=done, failed=self._told)

    def _told(self, problem: "SignDictError") -> None:
        self._done(str(problem))

    def _done(self, text: object = None) -> None:
        if isinstance(text, str):
            self._page.show_text(text)
        self._changed()


def _planned(dictionary: "Dictionary", asked: dict[str, Any]) -> "tuple[RelabelPlan, list[str]]":
    """The new labels that a form asks for, and what is wrong with which line of its table."""
    from signdict.library.relabel import RelabelRequest

    table = asked.get("table")
    if table:
        return dictionary.maintenance.plan_from(table)
    what = {name: value for name, value in asked.items() if name != "table"}
    return dictionary.maintenance.plan(RelabelRequest(**what)), []


def _lines(dictionary: "Dictionary", asked: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What a change of labels would do, a line for each sign, and what is wrong in its table."""
    plan, wrong = _planned(dictionary, asked)
    lines = []
    for number, label in plan.items():
        sign = dictionary.sign(number)
        codes = [label.sign_language]
        codes += [label.spoken_language] if label.spoken_language != sign.spoken_language else []
        lines.append(f"{sign.gloss} → {label.gloss} ({', '.join(codes)})")
    return lines, wrong
