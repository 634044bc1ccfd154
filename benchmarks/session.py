"""A person signs five signs into the camera, with rests between them, in the real window.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m benchmarks.session [--shots FOLDER]

A film is put together from real clips in a folder of its own and played as the camera. With
`--others`, the signs are Indian ones of another signer (an avatar) than the one of whom the starter
dictionary has them; else American ones of the very recordings that the dictionary was made from,
tracked anew. The last line is one JSON object: how many signs were `found`, of how many, and for
each its gloss, whether it was `among` the first eight, and at which place.
"""

import json
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import click
import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from benchmarks import films
from benchmarks.films import Clip
from signdict.core.paths import Paths
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui import app as application
from signdict.gui.background import Background
from signdict.gui.window.window import Window
from signdict.tracking.recorder import RecorderEvent
from signdict.tracking.video import Video

_SIZE, _FPS = (854, 480), 25.0
_REST = 1.5  # seconds for which the first and the last picture of a clip stand still
_BEFORE = 10.0  # seconds of rest before the first sign, in which the tracker is loaded
OWN = ("appreciate", "bed", "banish", "authority", "breathe")
OTHERS = ("hello", "thank you", "language", "again", "bye")


class Session(QObject):
    """Notes what is found, and what is answered when it is over."""

    def __init__(self, window: Window, shots: Path | None) -> None:
        super().__init__()
        self._window, self._shots = window, shots
        self.answers: list[tuple[float, list[str]]] = []  # second of the film, glosses
        self.at, self._over = 0.0, False
        window.pages.learner.settled.connect(self._settle)

    def note(self, note: RecorderEvent) -> None:
        """Take a picture while somebody signs; hear of the end of a sign before the page does,
        which may have the answer already."""
        if note.kind == "so far" and len(self.answers) == 1:
            QTimer.singleShot(300, partial(self.shoot, "signing"))
        self._over = self._over or note.kind == "taken"

    def shoot(self, name: str) -> None:
        """Keep a picture of the window."""
        if self._shots:
            self._window.grab().save(str(self._shots / f"{name}.png"))

    def _settle(self) -> None:
        if not self._over:
            return
        self._over = False
        results = self._window.pages.learner.results
        there = results.stack.currentWidget() is results.grid
        glosses = [tile.match.sign.gloss for tile in results.grid.tiles] if there else []
        self.answers.append((self.at, glosses))
        QTimer.singleShot(1000, partial(self.shoot, f"settled-{len(self.answers)}"))


def film(clips: list[Clip], path: Path) -> list[float]:
    """Write clips one after the other, each at rest at both ends; return when each ends."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), _FPS, _SIZE)
    count, ends = 0, []
    for number, clip in enumerate(clips):
        with Video(clip.path) as video:
            pictures = [fitted(frame.image) for frame in video.frames()]
        still = round(_REST * _FPS)
        before = still if number else round(_BEFORE * _FPS)
        for picture in (*pictures[:1] * before, *pictures, *pictures[-1:] * still):
            writer.write(picture)
            count += 1
        ends.append(count / _FPS)
    writer.release()
    return ends


def fitted(image: Any) -> Any:
    """A picture in the middle of one of the film's size, blue first."""
    scale = min(_SIZE[0] / image.shape[1], _SIZE[1] / image.shape[0])
    small = cv2.resize(image, (round(image.shape[1] * scale), round(image.shape[0] * scale)))
    whole = np.full((_SIZE[1], _SIZE[0], 3), 200, np.uint8)
    left, top = (_SIZE[0] - small.shape[1]) // 2, (_SIZE[1] - small.shape[0]) // 2
    whole[top : top + small.shape[0], left : left + small.shape[1]] = small
    return whole[..., ::-1]


def chosen(shared: Path, *, others: bool) -> list[Clip]:
    """The clips that the film is made of."""
    source, glosses = ("ins_jigar", OTHERS) if others else ("ase_studiogalt", OWN)
    by_gloss = {clip.gloss.casefold(): clip for clip in reversed(films.clips(shared, source))}
    return [by_gloss[gloss.casefold()] for gloss in glosses]


def play(
    window: Window, file: Path, seconds: float, shots: Path | None
) -> list[tuple[float, list[str]]]:
    """Play the film as the camera of the window; what was answered, and when."""
    wait(3.0)
    session = Session(window, shots)
    session.shoot("empty")
    noted = films.played([file], over=False)
    camera = films.camera(noted, Paths.standard().tracker)
    camera.noted.connect(session.note)

    def when(note: RecorderEvent) -> None:  # on the tracker's thread, which knows its picture
        if note.kind == "taken":
            session.at = noted.tracked[-1]

    camera.noted.connect(when, Qt.ConnectionType.DirectConnection)
    window.pages.learner.query.camera.use(camera)
    ends = time.monotonic() + seconds + 30
    while window.pages.learner.query.filming and time.monotonic() < ends:
        wait(0.5)
    wait(2.0)
    session.shoot("ended")
    return session.answers


def wait(seconds: float) -> None:
    """Let the window work so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


@click.command()
@click.option("--shots", type=Path, help="Folder for pictures of the window.")
@click.option("--others", is_flag=True, help="Signs of others than the dictionary's signers.")
@click.option("--scheme", default="light", help="light or dark.")
@click.option("--size", default="1280x720", help="Of the window.")
@click.option("--shared", type=Path, default=films.SHARED, help="Folder of the real clips.")
def main(shots: Path | None, others: bool, scheme: str, size: str, shared: Path) -> None:  # noqa: FBT001
    """Print what was answered to each sign, and as the last line one JSON object."""
    if not shared.is_dir():
        raise click.ClickException(f"There are no clips in {shared}: name their folder.")
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    clips = chosen(shared, others=others)
    with tempfile.TemporaryDirectory() as folder:
        ends = film(clips, Path(folder) / "film.mp4")
        application.application()
        paths = Paths.standard(Path(folder) / "home")
        window = Window(Background(partial(open_dictionary, paths)), paths)
        window._set_appearance(scheme)  # noqa: SLF001
        window.painted.connect(window.start)
        window.resize(*map(int, size.split("x")))
        window.show()
        answers = play(window, Path(folder) / "film.mp4", ends[-1], shots)
        window.close()
    told = []
    for clip, begins, end in zip(clips, [0.0, *ends], ends, strict=False):
        answer = next((there for at, there in answers if begins <= at < end), [])
        print(f"{clip.gloss:>12}: {', '.join(answer)}")
        glosses = [gloss.casefold() for gloss in answer]
        place = glosses.index(name) + 1 if (name := clip.gloss.casefold()) in glosses else 0
        told.append({"gloss": clip.gloss, "among": place > 0, "place": place})
    print(json.dumps({"signs": len(clips), "found": len(answers), "answers": told}))


if __name__ == "__main__":
    films.as_the_window("benchmarks.session")
    main()
