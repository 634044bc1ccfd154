"""Measure how often facets are right: `python -m training.evaluate.facets`.

Facets are compared with drawings checked by eye (`facets_checked.csv`), with glosses
(`facets_glosses.csv`, and "two hands" in a variant), and with the letters of American Sign
Language, whose handshapes are known. Prints tables, and one JSON object as the last line.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from signdict.core.errors import SignDictError
from signdict.core.paths import Paths
from signdict.library.library import Library
from signdict.linguistics.phonology import features
from signdict.linguistics.phonology.features import VALUES, PhonologicalFeatures
from training import command
from training.data.dataset import landmark_clips
from training.tables import Cell, ReportTable, markdown

_FOLDER = Path(__file__).parent
#: The letters with each handshape.
LETTERS = {
    "fist": "aest", "flat": "b", "round": "c", "pinch": "f", "index": "glz", "two": "hkuv",
    "little": "ijy", "other": "w", "claw": "x",
}  # fmt: skip
#: The value of the facet `hands` for words in the variant of a gloss.
VARIANTS = {"one hand": "one", "two hands": "two"}


@dataclass(frozen=True, slots=True)
class FacetReading:
    """A facet of a clip: the acceptable values, and the computed one."""

    facet: str
    expected: tuple[str, ...]
    computed: str

    @property
    def agrees(self) -> bool:
        """Whether the computed value is one of the expected ones."""
        return self.computed in self.expected


@click.command(cls=command.Command)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
def main(shared: Path) -> None:
    """Print how often facets agree with drawings, glosses and letters."""
    with Library.open(Paths.standard().starter, read_only=True) as library:
        computed = _facets(library)
        readings = {
            "a hundred clips, by eye": checked(computed, "checked"),
            "fifty clips on which limits were chosen, by eye": checked(computed, "tuned"),
            "what glosses say": [*by_variant(library, computed), *by_gloss(library, computed)],
        }
    if (shared / "landmarks" / "index.csv").is_file():
        readings["letters, the half on which limits were chosen"] = letters(shared, 0)
        readings["letters, the other half"] = letters(shared, 1)
    tables = [agreement(title, part) for title, part in readings.items()]
    click.echo(markdown(tables))
    click.echo(json.dumps({table.title: list(table.rows) for table in tables}))


def agreement(title: str, readings: Iterable[FacetReading]) -> ReportTable:
    """Return one row per facet: the number of clips, the share that agrees, Cohen's kappa."""
    readings = list(readings)
    rows: list[dict[str, Cell]] = []
    for facet in VALUES:
        own = [reading for reading in readings if reading.facet == facet]
        if own:
            share = sum(reading.agrees for reading in own) / len(own)
            chance = _chance(own)
            kappa = (share - chance) / (1 - chance) if chance < 1 else None
            rows.append({"facet": facet, "n": len(own), "share": share, "kappa": kappa})
    columns = {"facet": "facet", "n": "clips", "share": "agree, %", "kappa": "kappa"}
    return ReportTable(title, columns, rows)


def _chance(readings: Sequence[FacetReading]) -> float:
    """Return the share that would agree if the computed values were shuffled."""
    counts = Counter(reading.computed for reading in readings)
    hits = sum(counts[value] for reading in readings for value in reading.expected)
    return hits / len(readings) ** 2


def checked(computed: dict[str, PhonologicalFeatures], part: str) -> list[FacetReading]:
    """Return the clips of a part of `facets_checked.csv`, without the cells left empty."""
    return [
        FacetReading(facet, (row[facet],), getattr(computed[row["digest"]], facet))
        for row in read_rows("facets_checked.csv")
        if row["set"] == part and row["digest"] in computed
        for facet in VALUES
        if row[facet]
    ]


def by_gloss(library: Library, computed: dict[str, PhonologicalFeatures]) -> Iterator[FacetReading]:
    """Yield American signs whose gloss implies the place, movement, symmetry or handshape."""
    known = [(row["facet"], row["gloss"], tuple(row["values"].split("|")))
             for row in read_rows("facets_glosses.csv")]  # fmt: skip
    for gloss, _, digest in _american_clips(library):
        for facet, name, values in known:
            if gloss == name and digest in computed:
                yield FacetReading(facet, values, getattr(computed[digest], facet))


def by_variant(
    library: Library, computed: dict[str, PhonologicalFeatures]
) -> Iterator[FacetReading]:
    """Yield clips whose variant names the number of hands."""
    for _, variant, digest in _american_clips(library):
        for words, hands in VARIANTS.items():
            if words in variant and digest in computed:
                yield FacetReading("hands", (hands,), computed[digest].hands)


def letters(shared: Path, half: int) -> list[FacetReading]:
    """Return every other recording of an American letter, from the first or the second on."""
    handshape = {letter: shape for shape, letters in LETTERS.items() for letter in letters}
    clips = [clip for clip in landmark_clips(shared, "train")
             if clip.source == "ase_traduttore" and clip.gloss in handshape]  # fmt: skip
    return [
        FacetReading("handshape", (handshape[clip.gloss],), features.of(pose).handshape)
        for clip, pose in ((clip, clip.pose.usable()) for clip in clips[half::2])
    ]


def read_rows(name: str) -> list[dict[str, str]]:
    """Read one of the tables next to this file."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _facets(library: Library) -> dict[str, PhonologicalFeatures]:
    """Return the facets of all clips that show a hand, by digest."""
    facets = {}
    for clip, digest, _ in library.digests():
        pose = library.pose(clip)
        try:
            if pose:
                facets[digest] = features.of(pose.usable())
        except SignDictError:
            continue
    return facets


def _american_clips(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield gloss, variant and digest of every American clip."""
    digests = {clip: digest for clip, digest, _ in library.digests()}
    for sign in library.all_signs(["ase"], limit=library.count()):
        for clip in sign.clips:
            yield sign.gloss, sign.variant, digests[clip.id]


if __name__ == "__main__":
    main()
