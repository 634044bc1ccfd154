"""How many pictures a second the map gives of 100,000 points: `python -m benchmarks.mapping`.

The window is 1280 x 800; it is zoomed, moved and coloured in turn, each picture painted whole. No
graphics card takes part.
"""

import json
import os
import time

import click
import numpy as np

POINTS = 100_000
_FRAMES = 120


def measure(points: int = POINTS) -> dict[str, float]:
    """Return `map_fps`, pictures a second over a mix of movements, and `map_slowest_ms`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from signdict.gui.linguist.map_view import MapView

    app = QApplication.instance() or QApplication([])
    view = MapView()
    view.resize(1280, 800)
    scene = landscape(points)
    view.show_map(scene, scene.groups["sign_language"])
    picture = QImage(1280, 800, QImage.Format.Format_RGB32)
    view.render(picture)
    took = []
    for frame in range(_FRAMES):
        began = time.perf_counter()
        if frame % 3 == 0:
            view.show_part(view.lens.moved(7, 3))
        else:
            view.zoom(1.06 if frame < _FRAMES / 2 else 1 / 1.06)
        view.render(picture)
        took.append(time.perf_counter() - began)
    del app
    return {"map_fps": 1 / float(np.mean(took)), "map_slowest_ms": 1000 * max(took)}


def landscape(points: int):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Landscape, imported late
    """Made-up signs in clusters of 40 languages, seeded."""
    from signdict.core.types import SignSummary
    from signdict.linguistics.sign_map import SignMap

    draw = np.random.default_rng(0)
    middles = draw.uniform(-0.9, 0.9, (400, 2))
    places = middles[draw.integers(0, 400, points)] + draw.normal(scale=0.03, size=(points, 2))
    places /= np.abs(places).max()
    codes = [f"l{number:02}" for number in (40 * draw.random(points) ** 2).astype(int)]
    items = [
        SignSummary(number, f"sign {number}", "", code, "en", "", "made up", (number,))
        for number, code in enumerate(codes)
    ]
    return SignMap.of(items, places.astype(np.float32), {})


@click.command()
def main() -> None:
    """Measure, and print a table and a JSON object."""
    told = measure()
    click.echo(f"{POINTS:,} points: {told['map_fps']:.0f} pictures a second, ")
    click.echo(f"the slowest took {told['map_slowest_ms']:.0f} ms")
    click.echo(json.dumps({name: round(value, 2) for name, value in told.items()}))


if __name__ == "__main__":
    main()
