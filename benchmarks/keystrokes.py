"""How long after a keystroke the signs for what is typed are in view, among 100,000 signs.

    python -m benchmarks.keystrokes

A library of signs in 44 languages is made in a folder that goes away: glosses are words of the
bundled model's own, one in three has a translation in accents. Then words are typed letter by
letter into the page Find: whole ones, with accents, in capitals, with slips, in the middle of a
phrase, of one spoken language, and words that no gloss has, which go by meaning. The time runs
from the key to the paint that shows the answer, once the model has read all glosses, which the
first question by meaning brings about; and, as `keystroke_ms_p95_reading`, while it does. The last
line is one JSON object.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks import films
from signdict.core.languages import languages
from signdict.core.paths import Paths, resources
from signdict.core.types import Match
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui.app import application
from signdict.gui.background import Background
from signdict.gui.questions import Questions
from signdict.gui.teacher import controller
from signdict.gui.teacher.page import TeacherPage
from signdict.gui.widgets.task_strip import TaskStrip
from signdict.library import records
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library
from signdict.library.records import NewClip

SIGNS, CODES, SEED = 100_000, 44, 1
#: Milliseconds after which an answer does not come any more.
PATIENCE = 600_000
#: What stands for a spoken language with accents.
_ACCENTS = str.maketrans("aeouc", "äéöüç")
TYPED = (
    "house", "grandmother", "thank you", "computer", "mountain", "TEACHER", "Weather",
    "gründmöther", "élephant", "languäge", "hosue", "tecaher", "moutnain", "freind", "happyness",
    "children", "running", "insect that makes honey", "physician", "what one writes on in class",
    "automobile", "zzyzx",
)  # fmt: skip
#: What is typed while models are opened; the last of it goes by meaning.
_FIRST = ("house", "hosue", "physician")


@dataclass(frozen=True, slots=True)
class Word:
    """A gloss and its translation, if it has one."""

    gloss: str
    translation: str


def words(random: np.random.Generator, count: int) -> Iterator[Word]:
    """Words of the bundled model, common ones often, two together where one would be rare."""
    lines = (Paths.standard().model / "vocab.txt").read_text(encoding="utf-8").split("\n")
    known = [word for word in lines if word.isalpha() and len(word) > 2]
    first = np.minimum(random.pareto(0.7, count) * 300, len(known) - 1).astype(int)
    second = random.integers(len(known), size=count)
    for number in range(count):
        gloss = known[first[number]]
        if number % 3 == 0:
            gloss = f"{gloss} {known[second[number]]}"
        yield Word(gloss, gloss.translate(_ACCENTS) + "e" if number % 3 == 1 else "")


def fill(path: Path, count: int) -> None:
    """Make a library of so many signs; without clips, which no word is looked up in."""
    random = np.random.default_rng(SEED)
    codes = list(languages())[:CODES]
    share = 1 / np.arange(2, CODES + 2)
    chosen = random.choice(CODES, count, p=share / share.sum())
    with Library.open(path, first_id=OWN_IDS) as library, library.changing() as db:
        for number, word in enumerate(words(random, count)):
            told = (("de", word.translation),) if word.translation else ()
            entry = NewClip(
                word.gloss,
                codes[chosen[number]],
                "benchmark",
                str(number),
                spoken_language="en",
                variant=f"{number:x}" if number % 2 else "",
                translations=told,
            )
            records.add(db, entry)


class Typist:
    """Types into the page Find, in front of a dictionary, and waits for what it shows."""

    def __init__(self, paths: Paths) -> None:
        self._background = Background(partial(open_dictionary, paths))
        self._tasks = TaskStrip()
        self._questions = Questions(self._background, self._tasks)
        self.page = TeacherPage()
        self._shown, self._loop = 0.0, QEventLoop()
        show = self.page.show_matches
        self.page.show_matches = partial(self._show, show)  # type: ignore[method-assign]
        controller.teacher(self.page, self._questions)
        self.page.resize(1200, 760)
        self.page.show()
        self._background.start()

    def press(self, key: str) -> float:
        """Milliseconds from a key to the paint that shows its answer."""
        self._shown, start = 0.0, time.perf_counter()
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
        QApplication.sendEvent(self.page.field, event)
        self._until_shown()
        return 1000 * (self._shown - start)

    def wait(self) -> None:
        """Wait until nothing is done in the background.

        In an event loop: `QTest.qWait` does not let other threads of Python run.
        """
        while self._questions.running(controller.LEARNING):
            loop = QEventLoop()
            QTimer.singleShot(100, loop.quit)
            loop.exec()

    def clear(self) -> None:
        """Take away what was typed, and wait until all signs are shown."""
        self._shown = 0.0
        self.page.search("")
        self._until_shown()

    def _until_shown(self) -> None:
        """Do what a window does that waits: nothing."""
        QTimer.singleShot(PATIENCE, self._loop.quit)
        if not self._shown:
            self._loop.exec()
        if not self._shown:
            raise TimeoutError(self.page.words)

    def close(self) -> None:
        """End the dictionary's thread."""
        self._background.close()

    def _show(self, show: Callable[[list[Match]], object], matches: list[Match]) -> None:
        show(matches)
        self.page.repaint()
        self._shown = time.perf_counter()
        self._loop.quit()


def measure(signs: int = SIGNS) -> dict[str, float]:
    """Type everything three times: while models are opened, while glosses are read, and after."""
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
                    took = [typist.press(key) for key in word]
                    times += took
                    if turn == len(turns) - 1:
                        print(f"{word:32} {statistics.median(took):8.1f} {max(took):8.1f}")
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
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signs", type=int, default=SIGNS)
    print("typed                              median      max   ms from key to paint")
    print(json.dumps(measure(parser.parse_args().signs)))


if __name__ == "__main__":
    films.as_the_window("benchmarks.keystrokes")
    main()
