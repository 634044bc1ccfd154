"""Frames per second of the map with 100,000 points.

    python -m benchmarks.mapping

The window is 1280 x 800. It is moved and zoomed, and each frame is painted completely, without a
graphics card. The last line is one JSON object.
"""

import json
import os
import time

import click
import numpy as np

POINTS = 100_000
_FRAMES = 120


def measure(points: int = POINTS) -> dict[str, float]:
    """Return `map_fps`, the mean frames per second, and `map_slowest_ms`."""
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
    times = []
    for frame in range(_FRAMES):
        start = time.perf_counter()
        if frame % 3 == 0:
            view.show_part(view.lens.moved(7, 3))
        else:
            view.zoom(1.06 if frame < _FRAMES / 2 else 1 / 1.06)
        view.render(picture)
        times.append(time.perf_counter() - start)
    del app
    return {"map_fps": 1 / float(np.mean(times)), "map_slowest_ms": 1000 * max(times)}


def landscape(points: int):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Landscape, imported late
    """Return a map of made-up signs of 40 languages in clusters, always the same."""
    from signdict.core.types import SignSummary
    from signdict.linguistics.sign_map import SignMap

    draw = np.random.default_rng(0)
    centres = draw.uniform(-0.9, 0.9, (400, 2))
    places = centres[draw.integers(0, 400, points)] + draw.normal(scale=0.03, size=(points, 2))
    places /= np.abs(places).max()
    codes = [f"l{number:02}" for number in (40 * draw.random(points) ** 2).astype(int)]
    items = [
        SignSummary(number, f"sign {number}", "", code, "en", "", "made up", (number,))
        for number, code in enumerate(codes)
    ]
    return SignMap.of(items, places.astype(np.float32), {})


@click.command()
def main() -> None:
    """Print a table and a JSON object."""
    figures = measure()
    click.echo(f"{POINTS:,} points: {figures['map_fps']:.0f} frames per second")
    click.echo(f"slowest frame: {figures['map_slowest_ms']:.0f} ms")
    click.echo(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
