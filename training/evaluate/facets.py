"""How often facets are right: `python -m training.evaluate.facets`.

They are compared with what was seen by eye on drawings (`facets_checked.csv`), with what glosses
say (`facets_glosses.csv`, "two hands" in a variant), and with the letters of American Sign
Language, each of which has a known handshape. Prints tables, and as its last line one JSON object.
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
from training.data.dataset import recorded
from training.tables import Cell, ReportTable, markdown

HERE = Path(__file__).parent
#: The handshape of each letter that was recorded.
LETTERS = {
    "fist": "aest", "flat": "b", "round": "c", "pinch": "f", "index": "glz", "two": "hkuv",
    "little": "ijy", "other": "w", "claw": "x",
}  # fmt: skip
#: What the variant of a gloss says of hands.
VARIANTS = {"one hand": "one", "two hands": "two"}


@dataclass(frozen=True, slots=True)
class FacetReading:
    """A facet of a clip as it was expected, any of some values, and as it was read."""

    facet: str
    wanted: tuple[str, ...]
    read: str

    @property
    def agrees(self) -> bool:
        """Whether what was read is one of what was expected."""
        return self.read in self.wanted


@click.command(cls=command.Command)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
def main(shared: Path) -> None:
    """Print how often facets agree with eyes, glosses and letters."""
    with Library.open(Paths.standard().starter, read_only=True) as library:
        read = _read(library)
        asked = {
            "a hundred clips, by eye": checked(read, "checked"),
            "fifty clips on which limits were chosen, by eye": checked(read, "tuned"),
            "what glosses say": [*by_variant(library, read), *by_gloss(library, read)],
        }
    if (shared / "landmarks" / "index.csv").is_file():
        asked["letters, the half on which limits were chosen"] = letters(shared, 0)
        asked["letters, the other half"] = letters(shared, 1)
    tables = [agreement(title, pairs) for title, pairs in asked.items()]
    click.echo(markdown(tables))
    click.echo(json.dumps({table.title: list(table.rows) for table in tables}))


def agreement(title: str, pairs: Iterable[FacetReading]) -> ReportTable:
    """One row a facet: how many were compared, the share that agrees, Cohen's kappa."""
    pairs = list(pairs)
    rows: list[dict[str, Cell]] = []
    for facet in VALUES:
        some = [pair for pair in pairs if pair.facet == facet]
        if some:
            share = sum(pair.agrees for pair in some) / len(some)
            chance = _by_chance(some)
            kappa = (share - chance) / (1 - chance) if chance < 1 else None
            rows.append({"facet": facet, "n": len(some), "share": share, "kappa": kappa})
    columns = {"facet": "facet", "n": "clips", "share": "agree, %", "kappa": "kappa"}
    return ReportTable(title, columns, rows)


def _by_chance(pairs: Sequence[FacetReading]) -> float:
    """The share that would agree if what is read were dealt out anew."""
    read = Counter(pair.read for pair in pairs)
    hits = sum(read[value] for pair in pairs for value in pair.wanted)
    return hits / len(pairs) ** 2


def checked(read: dict[str, PhonologicalFeatures], which: str) -> list[FacetReading]:
    """Clips of `facets_checked.csv`; what could not be told by eye is left out."""
    return [
        FacetReading(facet, (row[facet],), getattr(read[row["digest"]], facet))
        for row in _rows("facets_checked.csv")
        if row["set"] == which and row["digest"] in read
        for facet in VALUES
        if row[facet]
    ]


def by_gloss(library: Library, read: dict[str, PhonologicalFeatures]) -> Iterator[FacetReading]:
    """American signs whose place, movement, symmetry or handshape is known from their gloss."""
    known = [(row["facet"], row["gloss"], tuple(row["values"].split("|")))
             for row in _rows("facets_glosses.csv")]  # fmt: skip
    for gloss, _, digest in _clips(library):
        for facet, name, values in known:
            if gloss == name and digest in read:
                yield FacetReading(facet, values, getattr(read[digest], facet))


def by_variant(library: Library, read: dict[str, PhonologicalFeatures]) -> Iterator[FacetReading]:
    """Clips of whose variant the file name said how many hands it takes."""
    for _, variant, digest in _clips(library):
        for words, hands in VARIANTS.items():
            if words in variant and digest in read:
                yield FacetReading("hands", (hands,), read[digest].hands)


def letters(shared: Path, half: int) -> list[FacetReading]:
    """Every other recording of an American letter."""
    wanted = {letter: group for group, some in LETTERS.items() for letter in some}
    clips = [c for c in recorded(shared, "train")
             if c.source == "ase_traduttore" and c.gloss in wanted]  # fmt: skip
    return [
        FacetReading("handshape", (wanted[clip.gloss],), features.of(clip.pose.usable()).handshape)
        for clip in clips[half::2]
    ]


def _read(library: Library) -> dict[str, PhonologicalFeatures]:
    """The facets of all clips, by their digests, of those in which a hand is seen."""
    found = {}
    for clip, digest, _ in library.digests():
        pose = library.pose(clip)
        try:
            found[digest] = features.of(pose.usable()) if pose else None
        except SignDictError:
            continue
    return {digest: one for digest, one in found.items() if one}


def _clips(library: Library) -> Iterator[tuple[str, str, str]]:
    """Gloss, variant and digest of every American clip."""
    digests = {clip: digest for clip, digest, _ in library.digests()}
    for sign in library.all_signs(["ase"], limit=library.count()):
        for clip in sign.clips:
            yield sign.gloss, sign.variant, digests[clip.id]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
