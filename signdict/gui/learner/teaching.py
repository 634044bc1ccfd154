"""Between the dialogs of the Sign page and the dictionary: signs that the user teaches."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from signdict.core.names import text_of
from signdict.gui.questions import Controller, Questions, as_text
from signdict.library.editing import Label

if TYPE_CHECKING:
    from signdict.core.types import Sign
    from signdict.dictionary.teaching import ImportedSigns
    from signdict.gui.learner.my_signs_dialog import MySignsDialog
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.learner.teach_dialog import TeachDialog
    from signdict.pose.pose import Pose


class TeachingController(Controller):
    """Teaches, lists, edits, exports and imports signs. `changed` is called after each change."""

    def __init__(
        self, page: "LearnerPage", questions: Questions, changed: Callable[[], object]
    ) -> None:
        super().__init__(page, questions)
        self._page, self._changed = page, changed
        self._same_gloss, self._signs = questions.new(), questions.new()
        self._lesson, self._transfer = questions.new(), questions.new()
        self._list: MySignsDialog | None = None
        page.teach_opened.connect(self._connect_lesson)
        page.my_signs_opened.connect(self._connect_list)

    def _connect_lesson(self, dialog: "TeachDialog") -> None:
        """Serve a dialog in which a sign is taught or edited."""
        dialog.typed.connect(partial(self._suggest, dialog))
        dialog.given.connect(partial(self._teach, dialog))
        dialog.renamed.connect(partial(self._rename, dialog))
        dialog.finished.connect(lambda _: self._same_gloss.cancel())

    def _connect_list(self, dialog: "MySignsDialog") -> None:
        """Serve a dialog that lists the signs that were taught."""
        self._list = dialog
        dialog.edit_wanted.connect(self._edit)
        dialog.remove_wanted.connect(self._remove)
        dialog.export_wanted.connect(self._export)
        dialog.import_wanted.connect(self._import)
        dialog.finished.connect(lambda _: self._close_list())
        self._refresh_list()

    def _close_list(self) -> None:
        self._list = None
        self._signs.cancel()

    def _refresh_list(self) -> None:
        if self._list is not None:
            self._signs.ask(lambda d: d.teaching.signs(), self._list.show_signs)

    def _suggest(self, dialog: "TeachDialog", gloss: str, code: str) -> None:
        self._same_gloss.ask(
            lambda d: (d.teaching.suggest(gloss, code), d.teaching.with_gloss(gloss, code)),
            lambda answers: dialog.show_known(*answers),
        )

    def _teach(
        self,
        dialog: "TeachDialog",
        poses: "Sequence[Pose]",
        label: Label,
        apart: bool,  # noqa: FBT001 - a slot
    ) -> None:
        def show(sign: "Sign") -> None:
            dialog.accept()
            self._page.show_taught(sign)
            self._changed()

        self._lesson.run(
            self.tr("Teaching {gloss}").format(gloss=label.gloss),
            lambda dictionary: dictionary.teaching.teach(poses, label, apart=apart),
            done=show,
            failed=as_text(dialog.show_problem),
            stopped=lambda: dialog.show_problem(self.tr("Stopped. Nothing was saved.")),
        )

    def _edit(self, sign: "Sign") -> None:
        from signdict.gui.learner.teach_dialog import TeachDialog

        dialog = TeachDialog(sign.sign_language, self._list)
        dialog.edit(sign)
        self._connect_lesson(dialog)
        dialog.open()

    def _rename(self, dialog: "TeachDialog", sign_id: int, label: Label) -> None:
        def show(sign: "Sign") -> None:
            dialog.accept()
            self._report(self.tr("The sign is now called {gloss}.").format(gloss=sign.gloss))

        self._signs.ask(
            lambda dictionary: dictionary.teaching.relabel(sign_id, label),
            show,
            as_text(dialog.show_problem),
        )

    def _remove(self, sign: "Sign") -> None:
        text = self.tr("{gloss} was removed.").format(gloss=sign.gloss)
        self._signs.ask(
            lambda dictionary: dictionary.teaching.forget(sign.id),
            lambda _: self._report(text),
            as_text(self._report),
        )

    def _export(self, path: Path) -> None:
        text = self.tr("Exported {n} signs.")
        self._transfer.run(
            self.tr("Exporting to {name}").format(name=text_of(path.name)),
            lambda dictionary: dictionary.teaching.export(path),
            done=lambda count: self._report(text.format(n=count)),
            failed=as_text(self._report),
        )

    def _import(self, path: Path) -> None:
        def show(brought: "ImportedSigns") -> None:
            text = self.tr("Imported {new} clips; {old} were already in the library.")
            self._report(text.format(new=brought.added, old=brought.already))

        self._transfer.run(
            self.tr("Importing {name}").format(name=text_of(path.name)),
            lambda dictionary: dictionary.teaching.import_file(path),
            done=show,
            failed=as_text(self._report),
        )

    def _report(self, text: str) -> None:
        """Say what a change did, where the signs are listed, and list them again."""
        if self._list is not None:
            self._list.say(text)
            self._refresh_list()
        else:
            self._page.query.say(text)
        self._changed()
