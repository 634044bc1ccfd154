"""Between the page Sign and the dictionary: signs that a person teaches."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from signdict.library.editing import Label

if TYPE_CHECKING:
    from signdict.core.types import Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.dictionary.teaching import ImportedSigns
    from signdict.gui.learner.my_signs_dialog import MySignsDialog
    from signdict.gui.learner.page import LearnerPage
    from signdict.gui.learner.teach_dialog import TeachDialog
    from signdict.gui.questions import Questions
    from signdict.pose.pose import Pose


def teaching(page: "LearnerPage", questions: "Questions", changed: Callable[[], object]) -> None:
    """This is how it is signed. `changed` is called when the library was."""
    lessons = _Lessons(page, questions, changed)
    page.lessons.lesson_opened.connect(lessons.follow)
    page.lessons.signs_opened.connect(lessons.follow_signs)


class _Lessons(QObject):
    """Asks what the dialogs want to know, and has done what they say."""

    def __init__(
        self, page: "LearnerPage", questions: "Questions", changed: Callable[[], object]
    ) -> None:
        super().__init__(page)  # lives as long as the page
        self._page, self._questions, self._changed = page, questions, changed
        self._listed: MySignsDialog | None = None

    def follow(self, dialog: "TeachDialog") -> None:
        """Answer a dialog in which a sign is taught or edited."""
        dialog.typed.connect(partial(self._look, dialog))
        dialog.given.connect(partial(self._teach, dialog))
        dialog.renamed.connect(partial(self._rename, dialog))
        dialog.finished.connect(lambda _: self._questions.silence("same gloss"))

    def follow_signs(self, dialog: "MySignsDialog") -> None:
        """Answer a dialog that lists what was taught."""
        self._listed = dialog
        dialog.edit_wanted.connect(self._edit)
        dialog.remove_wanted.connect(self._remove)
        dialog.export_wanted.connect(self._export)
        dialog.import_wanted.connect(self._bring)
        dialog.finished.connect(lambda _: self._leave())
        self._list()

    def _leave(self) -> None:
        self._listed = None
        self._questions.silence("taught")

    def _look(self, dialog: "TeachDialog", gloss: str, code: str) -> None:
        self._questions.ask(
            "same gloss",
            lambda dictionary: (
                dictionary.teaching.suggest(gloss, code),
                dictionary.teaching.with_gloss(gloss, code),
            ),
            lambda found: dialog.show_known(*found),
        )

    def _teach(
        self,
        dialog: "TeachDialog",
        poses: "Sequence[Pose]",
        label: Label,
        apart: bool,  # noqa: FBT001
    ) -> None:
        def done(sign: "Sign") -> None:
            dialog.accept()
            self._page.show_taught(sign)
            self._changed()

        self._questions.run(
            "teach",
            QCoreApplication.translate("teaching", "Teaching {gloss}").format(gloss=label.gloss),
            lambda dictionary: dictionary.teaching.teach(poses, label, apart=apart),
            done=done,
            failed=lambda problem: dialog.show_problem(str(problem)),
            stopped=lambda: dialog.show_problem(
                QCoreApplication.translate("teaching", "Stopped. Nothing was kept.")
            ),
        )

    def _edit(self, sign: "Sign") -> None:
        from signdict.gui.learner.teach_dialog import TeachDialog

        dialog = TeachDialog(sign.sign_language, self._listed)
        dialog.edit(sign)
        self.follow(dialog)
        dialog.open()

    def _rename(self, dialog: "TeachDialog", sign_id: int, label: Label) -> None:
        def done(sign: "Sign") -> None:
            dialog.accept()
            self._say(
                QCoreApplication.translate("teaching", "It is called {gloss} now.").format(
                    gloss=sign.gloss
                )
            )

        self._questions.ask(
            "taught",
            lambda dictionary: dictionary.teaching.relabel(sign_id, label),
            done,
            lambda problem: dialog.show_problem(str(problem)),
        )

    def _remove(self, sign: "Sign") -> None:
        self._questions.ask(
            "taught",
            lambda dictionary: dictionary.teaching.forget(sign.id),
            lambda _: self._say(
                QCoreApplication.translate("teaching", "{gloss} was removed.").format(
                    gloss=sign.gloss
                )
            ),
            lambda problem: self._say(str(problem)),
        )

    def _export(self, path: Path) -> None:
        self._questions.run(
            "export signs",
            QCoreApplication.translate("teaching", "Exporting to {name}").format(name=path.name),
            lambda dictionary: dictionary.teaching.export(path),
            done=lambda count: self._say(
                QCoreApplication.translate("teaching", "Exported {n} signs.").format(n=count)
            ),
            failed=lambda problem: self._say(str(problem)),
        )

    def _bring(self, path: Path) -> None:
        def done(brought: "ImportedSigns") -> None:
            told = QCoreApplication.translate(
                "teaching", "{new} clips are new, {old} were there already."
            )
            self._say(told.format(new=brought.added, old=brought.already))

        self._questions.run(
            "import signs",
            QCoreApplication.translate("teaching", "Importing {name}").format(name=path.name),
            lambda dictionary: dictionary.teaching.import_file(path),
            done=done,
            failed=lambda problem: self._say(str(problem)),
        )

    def _say(self, sentence: str) -> None:
        """Tell what came of it, where the signs are listed, and show them as they are now."""
        if self._listed is not None:
            self._listed.say(sentence)
            self._list()
        else:
            self._page.query.say(sentence)
        self._changed()

    def _list(self) -> None:
        def signs(dictionary: "Dictionary") -> "list[Sign]":
            return dictionary.teaching.signs()

        if self._listed is not None:
            self._questions.ask("taught", signs, self._listed.show_signs)
