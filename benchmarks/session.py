"""Five signs in front of the camera, with rests between them, in the real window.

    xvfb-run -a -s "-screen 0 1280x800x24" python -m benchmarks.session [--shots FOLDER]

Joins real clips to a film in a temporary folder and plays it as the camera. By default these are
American signs, the same recordings as in the starter dictionary, tracked again. With `--others`
they are Indian signs of another signer (an avatar) than in the starter dictionary. The last line is
one JSON object: the number of `signs`, how many were answered (`found`), and for each its gloss,
whether it was `among` the first eight, and its place.
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
from signdict.core.text import uncased
from signdict.dictionary.dictionary import open_dictionary
from signdict.gui import app as application
from signdict.gui.background import Background
from signdict.gui.window.window import Window
from signdict.tracking.recorder import RecorderEvent
from signdict.tracking.video import Video

_SIZE, _FPS = (854, 480), 25.0
#: Seconds for which the first and last frames of a clip are held.
_REST = 1.5
#: Seconds of rest before the first sign, while the tracker loads.
_BEFORE = 10.0
OWN = ("appreciate", "bed", "banish", "authority", "breathe")
OTHERS = ("hello", "thank you", "language", "again", "bye")


class Session(QObject):
    """Records the final answer to each sign."""

    def __init__(self, window: Window, shots: Path | None) -> None:
        super().__init__()
        self._window, self._shots = window, shots
        self.answers: list[tuple[float, list[str]]] = []  # seconds of the film, glosses
        self.seconds, self._over = 0.0, False
        window.pages.learner.settled.connect(self._settle)

    def record(self, event: RecorderEvent) -> None:
        """Save a screenshot during the second sign, and record the end of each sign.

        Connect it before the page, which may get the answer at once.
        """
        if event.kind == "so far" and len(self.answers) == 1:
            QTimer.singleShot(300, partial(self.shoot, "signing"))
        self._over = self._over or event.kind == "taken"

    def shoot(self, name: str) -> None:
        """Save a screenshot of the window."""
        if self._shots:
            self._window.grab().save(str(self._shots / f"{name}.png"))

    def _settle(self) -> None:
        if not self._over:
            return
        self._over = False
        results = self._window.pages.learner.results
        visible = results.stack.currentWidget() is results.grid
        glosses = [tile.match.sign.gloss for tile in results.grid.tiles] if visible else []
        self.answers.append((self.seconds, glosses))
        QTimer.singleShot(1000, partial(self.shoot, f"settled-{len(self.answers)}"))


def film(clips: list[Clip], path: Path) -> list[float]:
    """Write clips one after the other, with rests; return the end of each in seconds."""
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
    """Return an image centred in a frame of the film, as BGR."""
    scale = min(_SIZE[0] / image.shape[1], _SIZE[1] / image.shape[0])
    small = cv2.resize(image, (round(image.shape[1] * scale), round(image.shape[0] * scale)))
    whole = np.full((_SIZE[1], _SIZE[0], 3), 200, np.uint8)
    left, top = (_SIZE[0] - small.shape[1]) // 2, (_SIZE[1] - small.shape[0]) // 2
    whole[top : top + small.shape[0], left : left + small.shape[1]] = small
    return whole[..., ::-1]


def chosen(shared: Path, *, others: bool) -> list[Clip]:
    """Return the clips of the film."""
    source, glosses = ("ins_jigar", OTHERS) if others else ("ase_studiogalt", OWN)
    by_gloss = {uncased(clip.gloss): clip for clip in reversed(films.clips(shared, source))}
    return [by_gloss[uncased(gloss)] for gloss in glosses]


def play(
    window: Window, file: Path, seconds: float, shots: Path | None
) -> list[tuple[float, list[str]]]:
    """Play the film as the camera of the window; return the answers and their times."""
    wait(3.0)
    session = Session(window, shots)
    session.shoot("empty")
    source = films.played([file], over=False)
    camera = films.camera(source, Paths.standard().tracker)
    camera.noted.connect(session.record)

    def store_time(event: RecorderEvent) -> None:  # on the tracker's thread, right after the frame
        if event.kind == "taken":
            session.seconds = source.tracked[-1]

    camera.noted.connect(store_time, Qt.ConnectionType.DirectConnection)
    window.pages.learner.query.camera.use(camera)
    deadline = time.monotonic() + seconds + 30
    while window.pages.learner.query.filming and time.monotonic() < deadline:
        wait(0.5)
    wait(2.0)
    session.shoot("ended")
    return session.answers


def wait(seconds: float) -> None:
    """Run the event loop for some seconds."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


@click.command()
@click.option("--shots", type=Path, help="Folder for screenshots.")
@click.option("--others", is_flag=True, help="Use signs of a signer who is not in the dictionary.")
@click.option("--scheme", default="light", help="Appearance: light or dark.")
@click.option("--size", default="1280x720", help="Size of the window.")
@click.option("--shared", type=Path, default=films.SHARED, help="Folder of the real clips.")
def main(shots: Path | None, others: bool, scheme: str, size: str, shared: Path) -> None:  # noqa: FBT001
    """Print the answer to each sign and a JSON object."""
    if not shared.is_dir():
        raise click.ClickException(f"No clips in {shared}. Name their folder with --shared.")
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
    entries = []
    for clip, start, end in zip(clips, [0.0, *ends], ends, strict=False):
        answer = next((glosses for time_, glosses in answers if start <= time_ < end), [])
        print(f"{clip.gloss:>12}: {', '.join(answer)}")
        glosses = [uncased(gloss) for gloss in answer]
        place = glosses.index(name) + 1 if (name := uncased(clip.gloss)) in glosses else 0
        entries.append({"gloss": clip.gloss, "among": place > 0, "place": place})
    print(json.dumps({"signs": len(clips), "found": len(answers), "answers": entries}))


if __name__ == "__main__":
    application.share_processor()
    main()
