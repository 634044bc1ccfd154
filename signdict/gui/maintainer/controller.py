"""Between the Library page and the dictionary: imports, sources, labels, health, backups."""

from collections import defaultdict
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from signdict.core.names import text_of
from signdict.gui.questions import Controller, Question, Questions, as_text
from signdict.library import signpack

if TYPE_CHECKING:
    from signdict.core.errors import SignDictError
    from signdict.core.types import Progress
    from signdict.dictionary.backup import Restored
    from signdict.dictionary.dictionary import Dictionary
    from signdict.gui.maintainer.add_dialog import Addition
    from signdict.gui.maintainer.page import MaintainerPage
    from signdict.importing.datasets import Dataset
    from signdict.importing.entries import Download, ImportReport
    from signdict.importing.jobs import FileState
    from signdict.library.health import Health
    from signdict.library.relabel import RelabelPlan

#: Number of files of an import that are listed, skipped ones first.
_FILES = 500


def _listed_as(addition: "Addition") -> dict[str, Any]:
    """Return the values of an addition on which its list of clips depends."""
    return {
        "sign_language": addition.sign_language, "source": addition.source,
        "tiers": addition.tiers, "recipe": addition.recipe, "weak": addition.weak,
    }  # fmt: skip


class MaintainerController(Controller):
    """Lists sources, and changes and checks the library. `changed` is called after each change."""

    def __init__(
        self, page: "MaintainerPage", questions: Questions, changed: Callable[[], object]
    ) -> None:
        super().__init__(page, questions)
        self._page, self._changed = page, changed
        self._sources, self._checks, self._plans = questions.new(), questions.new(), questions.new()
        self._datasets = questions.new()
        #: Changes of the library. One never cancels another.
        self._changes = questions.new()
        self._work: defaultdict[str, Question] = defaultdict(questions.new)  # by its kind
        self._imports = ImportController(page, questions, changed)
        page.remove_wanted.connect(self._remove)
        page.switched.connect(self._switch)
        page.undo_wanted.connect(self._undo)
        page.plan_wanted.connect(self._plan)
        page.relabel_wanted.connect(self._relabel)
        page.duplicates_wanted.connect(self._merge_duplicates)
        page.check_wanted.connect(self._check)
        page.repair_wanted.connect(self._repair)
        page.backup_wanted.connect(self._back_up)
        page.restore_wanted.connect(self._restore)
        page.list_wanted.connect(self._get_list)
        page.refresh_wanted.connect(self._refresh)
        page.datasets_wanted.connect(self._list_datasets)
        page.pack_wanted.connect(self._pack)

    def _refresh(self) -> None:
        self._sources.ask(
            lambda d: (d.sources(), d.maintenance.off),
            lambda answer: self._page.show_sources(*answer),
        )
        self._imports.refresh()

    def _list_datasets(self) -> None:
        dialog = self._page.dictionaries
        self._datasets.ask(lambda d: d.published(), dialog.show_datasets, dialog.show_problem)

    def _pack(self, name: str, file: Path) -> None:
        text = self.tr("Packed {name} with {n} signs: {file}")
        self._run(
            f"pack {name}", self.tr("Packing {name}").format(name=name),
            lambda d: d.packs.write(name, file),
            lambda n: text.format(n=n, name=name, file=text_of(str(file))),
        )  # fmt: skip

    def _remove(self, name: str) -> None:
        text = self.tr("Removed {name}. Signs removed: {n}.")
        self._changes.also(
            lambda d: d.remove(name), lambda n: self._report(text.format(n=n, name=name))
        )

    def _switch(self, name: str, on: bool) -> None:  # noqa: FBT001 - a slot
        self._changes.also(lambda d: d.maintenance.switch(name, on=on), lambda _: self._changed())

    def _undo(self) -> None:
        text = self.tr("Undone: {change}")
        self._changes.also(
            lambda d: d.maintenance.undo(),
            lambda changes: self._report(text.format(change=changes[0].said)),
            lambda problem: self._page.show_text(problem.message),
        )

    def _plan(self, request: dict[str, Any]) -> None:
        form = self._page.relabelling
        self._plans.ask(
            partial(_described_plan, request=request),
            lambda answer: form.show_plan(*answer),
            as_text(form.show_problem),
        )

    def _relabel(self, request: dict[str, Any]) -> None:
        def relabel(dictionary: "Dictionary") -> tuple[int, list[str]]:
            plan, problems = _planned(dictionary, request)
            dictionary.maintenance.relabel(plan)
            return len(plan), problems

        def show(answer: tuple[int, list[str]]) -> None:
            count, problems = answer
            self._report("\n".join([text.format(n=count), *problems]))

        text = self.tr("Signs relabelled: {n}.")
        self._changes.also(relabel, show, as_text(self._report))

    def _check(self) -> None:
        """Report the state of the library at once, and again with the landmarks of its clips."""

        def show(answer: "tuple[list[str], Health]") -> None:
            self._page.show_check(*answer)
            problems, health = answer
            self._work["check"].run(
                self.tr("Checking landmarks"),
                lambda d: d.maintenance.check_landmarks(),
                done=lambda found: self._page.show_check(
                    [*problems, *found.problems()], health, found
                ),
                failed=as_text(self._page.show_text),
            )

        self._checks.ask(lambda d: (d.check(), d.maintenance.health()), show)

    def _get_list(self, dataset: "Dataset") -> None:
        """Fetch the list of a dataset, then ask which of its films to add."""
        name = self.tr("Fetching the list of {name}").format(name=dataset.title)
        self._work["list"].run(
            name, lambda d: d.list_films(dataset.name),
            done=lambda answer: self._page.offer(answer[0]),
            failed=as_text(self._page.show_text),
        )  # fmt: skip

    def _merge_duplicates(self) -> None:
        text = self.tr("Duplicate clips removed: {n}.")
        name = self.tr("Looking for duplicate clips")
        self._run("duplicates", name, _merged, lambda n: text.format(n=n))

    def _repair(self) -> None:
        text = self.tr("Repaired: {n}")
        self._run(
            "repair", self.tr("Repairing"), lambda d: d.maintenance.repair(),
            lambda done: text.format(n=" ".join(done)),
        )  # fmt: skip

    def _back_up(self, file: Path) -> None:
        text = self.tr("Backup saved. Bytes: {n}.")
        self._run(
            "backup", self.tr("Backing up"), lambda d: d.maintenance.back_up(file),
            lambda n: text.format(n=n),
        )  # fmt: skip

    def _restore(self, file: Path) -> None:
        text = self.tr("Backup restored. Signs: {signs}, clips: {clips}.")
        saved = self.tr("The previous library was saved as {file}")

        def describe(done: "Restored") -> str:
            parts = [text.format(signs=done.signs, clips=done.clips)]
            parts += [saved.format(file=done.before)] if done.before else []
            return " ".join(parts)

        self._run(
            "restore", self.tr("Restoring"), lambda d: d.maintenance.restore(file), describe,
            self._page.restored.emit,
        )  # fmt: skip

    def _run(
        self,
        kind: str,
        name: str,
        work: Callable[..., Any],
        describe: Callable[[Any], str],
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Start long work, and report its result as the sentence that `describe` returns."""

        def show(result: object) -> None:
            then()
            self._report(describe(result))

        self._work[kind].run(name, work, done=show, failed=as_text(self._report))

    def _report(self, text: str) -> None:
        """Say what a change did, and have every page show the library as it is now."""
        self._page.show_text(text)
        self._changed()


class ImportController(Controller):
    """Starts, pauses and resumes imports, one for each folder or table."""

    def __init__(
        self, page: "MaintainerPage", questions: Questions, changed: Callable[[], object]
    ) -> None:
        super().__init__(page, questions)
        self._page, self._changed = page, changed
        self._preview, self._list, self._files = questions.new(), questions.new(), questions.new()
        self._changes, self._settled = questions.new(), questions.new()
        self._imports: defaultdict[Path, Question] = defaultdict(questions.new)
        self._running: set[Path] = set()  # what is being read
        page.add_wanted.connect(self._add)
        page.preview_wanted.connect(self._show_preview)
        page.paused.connect(self._pause)
        page.continued.connect(self._resume)
        page.tried_again.connect(self._retry)
        page.forgotten.connect(self._forget)
        page.files_wanted.connect(self._list_files)

    def refresh(self) -> None:
        """List the imports as they are now."""
        self._list.ask(
            lambda dictionary: dictionary.imports.all(),
            lambda summaries: self._page.show_imports(summaries, self._running),
        )

    def _add(self, addition: "Addition") -> None:
        path = addition.path
        self._start(
            path, self.tr("Adding {name}").format(name=text_of(path.name)),
            lambda d: d.add(
                path, licence=addition.licence, attribution=addition.attribution,
                download=_download(d, addition), **_listed_as(addition),
            ),
        )  # fmt: skip

    def _show_preview(self, addition: "Addition") -> None:
        path, dialog = addition.path, self._page.dialog
        self._preview.run(
            self.tr("Reading {name}").format(name=text_of(path.name)),
            lambda d: d.preview(path, download=_download(d, addition), **_listed_as(addition)),
            done=dialog.show_preview,
            failed=as_text(dialog.show_problem),
        )

    def _pause(self, number: int) -> None:
        self._imports[self._page.path_of(number)].stop()

    def _resume(self, number: int) -> None:
        path = self._page.path_of(number)
        text = self.tr("Resuming {name}").format(name=text_of(path.name))
        self._start(path, text, lambda dictionary: dictionary.go_on(number))

    def _retry(self, number: int) -> None:
        path = self._page.path_of(number)
        text = self.tr("Retrying {name}").format(name=text_of(path.name))
        self._start(path, text, lambda dictionary: dictionary.try_again(number))

    def _forget(self, number: int) -> None:
        self._changes.also(lambda d: d.imports.forget(number), lambda _: self._changed())

    def _list_files(self, number: int) -> None:
        self._files.ask(
            partial(_import_files, number=number),
            lambda files: self._page.show_files(number, files),
        )

    def _start(self, path: Path, name: str, work: Callable[..., Any]) -> None:
        stopped_text = self.tr(
            "Stopped. Clips added so far are kept. Select “Resume” to read the rest."
        )
        if signpack.is_pack(path):
            stopped_text = self.tr(
                "Stopped. Signs added so far are kept. Add the pack again to add the rest."
            )
        self._running.discard(path)  # it is listed as waiting until it reads

        def show_progress(progress: "Progress") -> None:
            if progress.total and path not in self._running:  # it was listed, and reads now
                self._running.add(path)
                self.refresh()
            self._page.show_progress(path, progress)

        def show(report: "ImportReport") -> None:
            self._running.discard(path)
            self._page.show_report(report)
            self._changed()

        def fail(problem: "SignDictError") -> None:
            self._running.discard(path)
            self._page.show_text(str(problem))
            self._changed()

        def stop() -> None:
            self._running.discard(path)
            self._page.show_text(stopped_text)
            self._changed()
            # when this is answered, the import has stored its state: list it again
            self._settled.ask(lambda _: None, lambda _: self.refresh())

        self._imports[path].run(
            name, work, done=show, failed=fail, progress=show_progress, stopped=stop
        )


def _merged(dictionary: "Dictionary") -> "Generator[Progress, None, int]":
    """Merge the duplicate clips of signs with the same gloss, and return how many were removed."""
    groups = yield from dictionary.maintenance.duplicates()
    return dictionary.maintenance.merge(dictionary.maintenance.of_one_gloss(groups))


def _download(dictionary: "Dictionary", addition: "Addition") -> "Download | None":
    """Return where films stay that are fetched; None if none is."""
    from signdict.importing.entries import Download

    if not addition.download:
        return None
    return Download(str(dictionary.session.paths.films) if addition.keep else "")


def _import_files(dictionary: "Dictionary", number: int) -> "list[FileState]":
    """Return the first files of an import, skipped ones first."""
    with dictionary.imports.open(number) as job:
        skipped = job.files(0, _FILES, "left out")
        others = [file for file in job.files(0, _FILES) if file.state != "left out"]
        return (skipped + others)[:_FILES]


def _planned(dictionary: "Dictionary", request: dict[str, Any]) -> "tuple[RelabelPlan, list[str]]":
    """Return the new labels that a form requests, and the problems with lines of its table."""
    from signdict.library.relabel import RelabelRequest

    if table := request.get("table"):
        return dictionary.maintenance.plan_from(table)
    fields = {name: value for name, value in request.items() if name != "table"}
    return dictionary.maintenance.plan(RelabelRequest(**fields)), []


def _described_plan(
    dictionary: "Dictionary", request: dict[str, Any]
) -> tuple[list[str], list[str]]:
    """Return a line for each sign that would change, and the problems with lines of the table."""
    from signdict.gui.widgets import kinds

    plan, problems = _planned(dictionary, request)
    lines = []
    for number, label in plan.items():
        sign = dictionary.sign(number)
        codes = [label.sign_language]
        codes += [label.spoken_language] if label.spoken_language != sign.spoken_language else []
        codes += [kinds.names()[label.kind]] if label.kind != sign.kind else []
        lines.append(f"{sign.gloss} → {label.gloss} ({', '.join(codes)})")
    return lines, problems
