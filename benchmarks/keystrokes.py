"""Time from a keystroke to the paint that shows the matches, with 100,000 signs.

    python -m benchmarks.keystrokes

Makes a library of signs in 44 languages in a temporary folder. Glosses are words from the bundled
model's vocabulary; one in three has a translation with accents. Then types words letter by letter
into the page Find: with accents, in capitals, with typing errors, from the middle of a phrase, and
words that no gloss contains, which are searched by meaning. The main figures are for the time
after the model has read all glosses (the first search by meaning starts this);
`keystroke_ms_p95_reading` is for the time while it reads them. The last line is one JSON object.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from signdict.core.languages import languages
from signdict.core.paths import Paths, resources
from signdict.core.types import Match
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui.app import application, share_processor
from signdict.gui.background import Background
from signdict.gui.questions import Questions
from signdict.gui.teacher.controller import TeacherController
from signdict.gui.teacher.page import TeacherPage
from signdict.gui.widgets.task_strip import TaskStrip
from signdict.library import records
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library
from signdict.library.records import NewClip

SIGNS, CODES, SEED = 100_000, 44, 1
#: Milliseconds to wait for an answer before the benchmark fails.
PATIENCE = 600_000
#: Makes a translation with accents from a gloss.
_ACCENTS = str.maketrans("aeouc", "äéöüç")
TYPED = (
    "house", "grandmother", "thank you", "computer", "mountain", "TEACHER", "Weather",
    "gründmöther", "élephant", "languäge", "hosue", "tecaher", "moutnain", "freind", "happyness",
    "children", "running", "insect that makes honey", "physician", "what one writes on in class",
    "automobile", "zzyzx",
)  # fmt: skip
#: Typed while the models are loaded; the last word is searched by meaning.
_FIRST = ("house", "hosue", "physician")


@dataclass(frozen=True, slots=True)
class Word:
    """A gloss and its translation, if it has one."""

    gloss: str
    translation: str


def words(random: np.random.Generator, count: int) -> Iterator[Word]:
    """Yield words of the bundled model's vocabulary, common ones often, and pairs of words."""
    lines = (Paths.standard().model / "vocab.txt").read_text(encoding="utf-8").split("\n")
    known = [word for word in lines if word.isalpha() and len(word) > 2]
    first = np.minimum(random.pareto(0.7, count) * 300, len(known) - 1).astype(int)
    second = random.integers(len(known), size=count)
    for number in range(count):
        gloss = known[first[number]]
        if number % 3 == 0:
            gloss = f"{gloss} {known[second[number]]}"
        yield Word(gloss, gloss.translate(_ACCENTS) + "e" if number % 3 == 1 else "")


def fill(path: Path, count: int, packed: bytes = b"") -> None:
    """Make a library of `count` signs; each has a clip with the same packed pose, or with none."""
    random = np.random.default_rng(SEED)
    codes = list(languages())[:CODES]
    share = 1 / np.arange(2, CODES + 2)
    chosen = random.choice(CODES, count, p=share / share.sum())
    with Library.open(path, first_id=OWN_IDS) as library, library.changing() as db:
        for number, word in enumerate(words(random, count)):
            translations = (("de", word.translation),) if word.translation else ()
            entry = NewClip(
                word.gloss,
                codes[chosen[number]],
                "benchmark",
                str(number),
                spoken_language="en",
                variant=f"{number:x}" if number % 2 else "",
                translations=translations,
            )
            if packed:
                records.add_clip(db, entry, packed)
            else:
                records.add(db, entry)


class Typist:
    """Types into the page Find, connected to a dictionary, and waits for its matches."""

    def __init__(self, paths: Paths) -> None:
        self._background = Background(partial(open_dictionary, paths))
        self._tasks = TaskStrip()
        self._questions = Questions(self._background, self._tasks)
        self.page = TeacherPage()
        self._shown, self._loop = 0.0, QEventLoop()
        show = self.page.show_matches
        self.page.show_matches = partial(self._show, show)  # type: ignore[method-assign]
        self._controller = TeacherController(self.page, self._questions)
        self.page.resize(1200, 760)
        self.page.show()
        self._background.start()

    def press(self, key: str) -> float:
        """Return the milliseconds from a key to the paint that shows its matches."""
        self._shown, start = 0.0, time.perf_counter()
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
        QApplication.sendEvent(self.page.field, event)
        self._until_shown()
        return 1000 * (self._shown - start)

    def wait(self) -> None:
        """Wait until no background work is running.

        Waits in an event loop, because `QTest.qWait` does not let other Python threads run.
        """
        while self._controller.learning.running:
            loop = QEventLoop()
            QTimer.singleShot(100, loop.quit)
            loop.exec()

    def clear(self) -> None:
        """Clear the field, and wait until all signs are shown."""
        self._shown = 0.0
        self.page.search("")
        self._until_shown()

    def _until_shown(self) -> None:
        """Run the event loop until matches are painted. Raise TimeoutError after `PATIENCE`."""
        QTimer.singleShot(PATIENCE, self._loop.quit)
        if not self._shown:
            self._loop.exec()
        if not self._shown:
            raise TimeoutError(self.page.words)

    def close(self) -> None:
        """Stop the thread of the dictionary."""
        self._background.close()

    def _show(
        self,
        show: Callable[[Sequence[Match], Sequence[str]], object],
        matches: Sequence[Match],
        others: Sequence[str] = (),
    ) -> None:
        show(matches, others)
        self.page.repaint()
        self._shown = time.perf_counter()
        self._loop.quit()


def measure(signs: int = SIGNS) -> dict[str, float]:
    """Type all words three times: while models load, while glosses are read, and afterwards."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    with TemporaryDirectory() as folder:
        paths = Paths(Path(folder), resources())
        fill(paths.library, signs)
        typist = Typist(paths)
        turns: list[list[float]] = [[], [], []]
        try:
            for turn, times in enumerate(turns):
                if turn == len(turns) - 1:
                    typist.wait()
                for word in TYPED if turn else _FIRST:
                    typist.clear()
                    elapsed = [typist.press(key) for key in word]
                    times += elapsed
                    if turn == len(turns) - 1:
                        print(f"{word:32} {statistics.median(elapsed):8.1f} {max(elapsed):8.1f}")
        finally:
            typist.close()
    app.processEvents()
    return {
        "keystroke_signs": signs,
        "keystroke_ms_p50": round(statistics.median(times), 2),
        "keystroke_ms_p95": round(float(np.percentile(times, 95)), 2),
        "keystroke_ms_p95_reading": round(float(np.percentile(turns[1], 95)), 2),
    }


def main() -> None:
    """Print a table and a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signs", type=int, default=SIGNS)
    print("typed                              median      max   ms from key to paint")
    print(json.dumps(measure(parser.parse_args().signs)))


if __name__ == "__main__":
    share_processor()
    main()
