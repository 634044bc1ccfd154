"""The strip that asks for a sign once more, and shows which attempts the answer uses."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from signdict.core.paths import ATTEMPTS
from signdict.gui.theme import icons
from signdict.gui.widgets.layout import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from signdict.gui.learner.attempt_tile import Attempt
    from signdict.gui.learner.query import Query
    from signdict.gui.results.results import ResultsView


class OnceMore(QFrame):
    """Asks for another attempt after an unsure answer; the next recording is joined to it.

    It asks only after a new attempt, at most twice for one sign, and not while it is hidden because
    the user does something else with the results. Files are joined only if they were chosen with
    its button.
    """

    search_wanted = Signal(list)  # the attempts to search for, with `together`

    def __init__(
        self, query: "Query", results: "ResultsView", parent: "QWidget | None" = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._query, self._results = query, results
        results.stack.currentChanged.connect(lambda _: self.refresh())
        self.together = False  # whether attempts that clearly differ are used
        self._searched: list[Attempt] = []
        self._used: list[Attempt] = []  # those that the answer is for
        self._before: list[Attempt] = []  # those of the answer before the last attempt was joined
        self._new = False  # whether the last search was for a new attempt
        self._asks = self._narrowed = self._expects_file = False
        self.chips: list[QToolButton] = []  # each removes an attempt from the answer
        self._text = QLabel(wordWrap=True)
        self.record = self._button("record", self._record)
        # Its text would not fit on small screens.
        self.file = self._button("open", self._open_file, name=self.tr("Open another file…"))
        self.anyway = self._button("average", self.toggle_together)
        self.new_sign = self._button("sign", self.decline, self.tr("New sign (N)"))
        self.new_sign.setToolTip(self.tr("Do not combine the next recording with these (N)"))
        self._chips = QHBoxLayout()
        self._chips.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._text, 1)
        top.addLayout(self._chips)
        top.addWidget(self.file)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 4, 4)
        column.setSpacing(4)
        column.addLayout(top)
        self._row = FlowLayout(self.record, self.anyway, self.new_sign)
        column.addWidget(self._row)
        self.refresh()

    @property
    def text(self) -> str:
        """The line in view, or an empty text."""
        return "" if self.isHidden() else self._text.text()

    @property
    def asking(self) -> bool:
        """Whether the next recording is joined to the attempts of the answer."""
        return self._asks and not self._elsewhere

    def joined(self, attempt: "Attempt") -> "list[Attempt]":
        """Return the attempts to search for after a new one: with those before, if it asked."""
        joins = self.asking and (attempt.kind == "camera" or self._expects_file)
        self._before = list(self._used) if joins else []
        self._reset(new=True)
        return [*self._before, attempt]

    def turn_to_file(self) -> None:
        """Search for something else when a file is opened, except with the button of the strip."""
        if not self._expects_file:
            self.leave()

    def leave(self) -> None:
        """Stop asking: the user searches for something else."""
        self._before = []
        self._reset(new=False)

    def show_answer(
        self, searched: "Sequence[Attempt]", used: Sequence[int], *, unsure: bool
    ) -> None:
        """Show which attempts an answer uses; ask for another one if it is unsure."""
        self._searched, self._before = list(searched), []
        self._used = [attempt for n, attempt in enumerate(searched) if n in used]
        every = len(self._used) == len(self._searched) and not self.together
        self._asks = unsure and self._new and every and 0 < len(self._used) < ATTEMPTS
        self.refresh()

    def show_failed(self) -> None:
        """Ask again for an attempt that could not be searched for."""
        if self._before:
            self._used, self._searched, self._asks = self._before, list(self._before), True
            self.refresh()

    def pause(self, *, on: bool) -> None:
        """Hide the strip while the user narrows the results."""
        self._narrowed = on
        self.refresh()

    def decline(self) -> None:
        """Stop asking; the next recording is a new sign."""
        if self._asks:
            self._asks = self._new = False
            self.refresh()

    def toggle_together(self) -> None:
        """Search for all attempts although they clearly differ, or undo that."""
        if not self.anyway.isHidden() and not self.isHidden():
            self.together = not self.together
            self.search_wanted.emit(list(self._searched))

    def keep(self, attempts: "Sequence[Attempt]") -> None:
        """Search again without the attempts that are not among these, if the answer uses some."""
        left = [attempt for attempt in self._used if attempt in attempts]
        if left and left != self._used:
            self.leave()
            self.search_wanted.emit(left)

    @property
    def _elsewhere(self) -> bool:
        """Whether the user narrows the results, compares one, or looks at one."""
        return self._narrowed or not self._results.shows_all

    def _record(self) -> None:
        """Start or end a recording, or turn the camera on."""
        if self._query.filming:
            self._query.press()
        else:
            self._query.camera.switch_on()

    def _open_file(self) -> None:
        """Let the user choose a file that shows the sign once more."""
        self._expects_file = True
        self._expects_file = self._query.choose_file()

    def _reset(self, *, new: bool) -> None:
        self._searched, self._used, self._new = [], [], new
        self._asks = self._expects_file = self.together = False
        self.refresh()

    def refresh(self) -> None:
        """Show the state, which depends on the camera and on what the results show."""
        text = self._sentence()
        self._text.setText(text)
        self.setAccessibleName(text)
        self.record.setVisible(self._asks)
        self.record.setText(
            self.tr("Record again (Space)") if self._query.filming else self.tr("Use the camera")
        )
        self.file.setVisible(self._asks and not self._query.filming)
        self.new_sign.setVisible(self._asks)
        differ = self.together or len(self._used) < len(self._searched)
        self.anyway.setVisible(differ)
        both = self.tr("Use both anyway (B)")
        every = both if len(self._searched) < ATTEMPTS else self.tr("Use all anyway (B)")
        self.anyway.setText(self.tr("Undo (B)") if self.together else every)
        self._row.setVisible(self._asks or differ)
        self._show_chips()
        self.setVisible(bool(text) and not self._elsewhere)

    def _sentence(self) -> str:
        """Return what the strip says; nothing for a sure answer to a single attempt."""
        used, left = self._used, [each for each in self._searched if each not in self._used]
        if self._asks and len(used) == 1:
            return self.tr(
                "Not sure yet. Sign it once more, and the answer will use both attempts."
            )
        if self._asks:
            return self.tr(
                "Still not sure. Sign it once more, and the answer will use all three attempts."
            )
        if len(left) == 1:
            text = self.tr("Attempt {left} clearly differs from attempt {used} and was not used.")
        elif left:
            text = self.tr("Attempts {left} clearly differ from attempt {used} and were not used.")
        elif len(used) > 1 and self.together:
            text = self.tr("The answer uses attempts {used}, which clearly differ.")
        elif len(used) > 1:
            text = self.tr("The answer uses attempts {used}.")
        else:
            return ""
        return text.format(left=_numbers(left), used=_numbers(used))

    def _show_chips(self) -> None:
        """Show one button for each attempt, if the answer uses several."""
        for chip in self.chips:
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(each) for each in self._used] if len(self._used) > 1 else []
        for chip in self.chips:
            self._chips.addWidget(chip)

    def _chip(self, attempt: "Attempt") -> QToolButton:
        chip = QToolButton()
        name = self.tr("Remove attempt {number} from the answer").format(number=attempt.number)
        chip.setText(str(attempt.number))
        chip.setIcon(icons.icon("close"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setAccessibleName(name)
        chip.setToolTip(name)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(lambda: self.keep([each for each in self._used if each != attempt]))
        return chip

    @staticmethod
    def _button(
        icon: str, act: Callable[[], object], text: str = "", name: str = ""
    ) -> QPushButton:
        """Return a button with a text, or with a name that its tool tip shows."""
        button = QPushButton(icons.icon(icon), text)
        button.clicked.connect(lambda: act())
        if name:
            button.setAccessibleName(name)
            button.setToolTip(name)
        return button


def _numbers(attempts: "Sequence[Attempt]") -> str:
    """Return the numbers of attempts, as `1 + 2`."""
    return " + ".join(str(attempt.number) for attempt in attempts)
