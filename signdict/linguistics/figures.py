"""Draws figures as SVG: dark on white, in colours that people with colour blindness distinguish.

The same data gives the same file. Text stays text, so that it can be searched and read aloud. The
colours are those of Okabe and Ito (2008); each has a mark of its own.
"""

import io
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from signdict.core.types import AnyArray, DoubleArray
from signdict.linguistics.similarity import Join, LanguageSimilarity, Spread, matrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_MARKS = "o^sDvPX"
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "signdict",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def language_map(
    places: AnyArray,
    languages: Sequence[str],
    shares: DoubleArray | None = None,
    title: str = "sign language",
) -> str:
    """Draw a point for each sign at its place (n, 2), coloured by language or another group.

    The rarest group is on top. `shares` (2,) of the variance label the axes if the places are
    principal components; other places have no axes.
    """
    count = {name: languages.count(name) for name in sorted(set(languages))}

    def draw(axes: "Axes") -> None:
        for number, name in enumerate(sorted(count, key=lambda group: -count[group])):
            rows = np.array([language == name for language in languages])
            axes.scatter(
                places[rows, 0],
                places[rows, 1],
                s=14 if number == 0 else 26,
                c=_COLOURS[number % len(_COLOURS)],
                marker=_MARKS[(number + number // len(_MARKS)) % len(_MARKS)],
                alpha=0.35 if number == 0 else 0.9,
                linewidths=0,
                label=f"{name} ({count[name]:,})",
            )
        if shares is None:
            axes.set_axis_off()
            axes.set_aspect("equal")
            axes.legend(title=f"{title} (signs)", frameon=False, loc="upper left",
                        bbox_to_anchor=(1, 1))  # fmt: skip
            return
        axes.set_xlabel(f"first component ({100 * shares[0]:.0f} % of the variance)")
        axes.set_ylabel(f"second component ({100 * shares[1]:.0f} %)")
        axes.legend(title=f"{title} (signs)", frameon=False, loc="best")

    return _drawn(draw, 7, 5.2)


def similarity_matrix(rows: Sequence[LanguageSimilarity], order: Sequence[str] = ()) -> str:
    """Draw the difference of each two languages, with the number n of shared concepts.

    `order` is the order of the languages, by default alphabetical.
    """
    names = list(order) or sorted({name for row in rows for name in (row.first, row.second)})
    side = max(4.2, 0.9 * len(names) + 1.6)
    return _drawn(lambda axes: _matrix(axes, names, rows), side + 1, side)


def family(rows: Sequence[LanguageSimilarity], order: Sequence[str], joins: Sequence[Join]) -> str:
    """Draw the same matrix next to the tree of the languages, with the leaves as its rows."""
    side = max(4.2, 0.9 * len(order) + 1.6)

    def draw(axes: "Axes") -> None:
        tree, heatmap = axes.figure.subplots(1, 2, width_ratios=(1, 1.6))
        axes.remove()
        _matrix(heatmap, order, rows)
        _tree(tree, order, joins)
        heatmap.set_yticks([])  # the leaves name its rows
        tree.set_ylim(heatmap.get_ylim())

    return _drawn(draw, 1.6 * side + 1, side)


def _tree(axes: "Axes", order: Sequence[str], joins: Sequence[Join]) -> None:
    """Draw branches from the leaves on the right to the root on the left."""
    ends: dict[tuple[str, ...], tuple[float, float]] = {
        (name,): (float(row), 0.0) for row, name in enumerate(order)
    }
    for join in joins:
        (up, start), (down, end) = ends[join.left], ends[join.right]
        node = join.distance
        axes.plot([start, node, node, end], [up, up, down, down], color="#333333", linewidth=1.4)
        ends[join.left + join.right] = ((up + down) / 2, node)
    axes.invert_xaxis()
    axes.set_yticks(range(len(order)), order)
    axes.yaxis.tick_right()
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("distance: 1 minus the difference")


def _matrix(axes: "Axes", names: Sequence[str], rows: Sequence[LanguageSimilarity]) -> None:
    values = matrix(names, rows)
    most = max(0.1, float(np.nanmax(np.abs(values)))) if rows else 0.1
    image = axes.imshow(values, cmap="PuOr", vmin=-most, vmax=most)
    for row in rows:
        for x, y in ((row.first, row.second), (row.second, row.first)):
            axes.text(
                names.index(x), names.index(y), f"{row.difference:+.2f}\nn = {row.shared}",
                ha="center", va="center", parse_math=False,
                color="white" if abs(row.difference) > 0.6 * most else "black",
            )  # fmt: skip
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(names)), names)
    bar = axes.figure.colorbar(image, ax=axes, shrink=0.8)
    bar.set_label("cosine, same concept minus wrong pairs")


def spread_chart(rows: Sequence[Spread], most: int = 40) -> str:
    """Draw the spread of each concept over languages, those of fewest languages last."""
    shown = list(rows[:most])
    counts = sorted({len(row.languages) for row in shown}, reverse=True)

    def draw(axes: "Axes") -> None:
        for number, count in enumerate(counts):
            lines = [line for line, row in enumerate(shown) if len(row.languages) == count]
            axes.scatter(
                [shown[line].score for line in lines],
                lines,
                c=_COLOURS[number % len(_COLOURS)],
                marker=_MARKS[number % len(_MARKS)],
                label=f"{count} languages",
            )
        axes.set_yticks(range(len(shown)), [row.concept for row in shown], parse_math=False)
        axes.invert_yaxis()
        axes.set_xlim(left=0)
        axes.grid(axis="x", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel("sum over dimensions of the deviation over languages (low: similar)")
        axes.legend(frameon=False, loc="best")

    return _drawn(draw, 7, 1.4 + 0.26 * len(shown))


def _drawn(draw: "Callable[[Axes], None]", width: float, height: float) -> str:
    """Draw into a figure of this size in inches, and return it as SVG."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    svg = io.StringIO()
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # the fonts of the viewer have it
        figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
        draw(figure.add_subplot())
        metadata = {"Date": None, "Creator": None}
        figure.savefig(svg, format="svg", metadata=metadata, bbox_inches="tight")
    lines = (line.rstrip() for line in svg.getvalue().splitlines())
    return "\n".join(lines) + "\n"
