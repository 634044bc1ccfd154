"""Choose the landmark sequences that ship: `python -m training.data.selection LANDMARKS`.

Writes `selection.csv` next to this file, which is committed: the starter dictionary is built from
it, so that every build has the same clips. The rules:

- Letters of manual alphabets, and words with one take, ship as they are.
- Of INCLUDE, the medoid of the takes of a word: the one that the others find best.
- Of webcams, up to three takes of a word: the medoid, and the two that are least like it and each
  other, among those in which both shoulders and the hands that most takes show are seen throughout.
  Takes of a sign that differ help more than those that are alike.

How alike two takes are is the score that the application gives a clip for a query. Letters of
webcams do not ship: the alphabets are complete, from one source, and look alike.

Webcams recorded at an unknown rate. It is chosen per source so that the median speed of the wrists
is that of the films in LANDMARKS of people who sign at their own pace; such clips are marked
`approximate`.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np

from signdict.core import files
from signdict.core.paths import Paths
from signdict.core.types import DoubleArray, Embeddings, FloatArray
from signdict.core.vectors import blend, maxsim, unit
from signdict.importing.workers import MARGIN
from signdict.model.encoder import SignClipEncoder
from signdict.pose import landmarks
from signdict.pose.pose import Pose, UsablePose
from signdict.pose.posefile import read_pose
from signdict.search.clipsearch import handicaps
from training import command
from training.data import archives
from training.data.dataset import TableRow, read_table
from training.data.glosses import Tables

SELECTION = Path(__file__).with_name("selection.csv")
COLUMNS = ("file", "clip", "source", "gloss", "fps", "timing", "why")
#: Sources that ship whole.
WHOLE = ("fingerspelling", "ins_include_words")
#: Clips of these sources have their true rate, the others one that is chosen here.
TIMED = ("fingerspelling", "ins_include")
#: INCLUDE's words that others stretched to 60 frames, as long as INCLUDE's films usually are.
STRETCHED = ("ins_include_words",)
#: Alphabets with only about every third frame: wrists would move at twenty shoulder
#: widths per second. At this rate, letters last as long as those of other alphabets.
THINNED = {("fingerspelling", "gss"): 8}
#: Films whose speed is the measure. Those of `ins_meabhinav` repeat frames, those of
#: `psp_kamaynikasyon` pause between repeated signs, and `fsl_elix` is for measuring alone.
FILMS = ("fsl_jauvert",)
#: Sources of webcams that have letters too, single ones as glosses.
WITH_LETTERS = ("ase_traduttore", "bzs_dayane")
#: Sources that ship one take of a word; others ship up to three.
SINGLE = ("ins_include",)
MOST = 3
#: The mark of clips whose rate is not known.
APPROXIMATE = "approximate"
#: Share of the frames from which a hand counts as used, a take as whole, and by how much less takes
#: are covered that are nearly as good as the best.
_USED, _WHOLE, _NEARLY = 0.5, 0.98, 0.1
_HANDS = (landmarks.LEFT_HAND, landmarks.RIGHT_HAND)
#: Frames per second of a webcam, at least and at most.
_SLOWEST, _FASTEST = 8, 30


def clip_name(row: TableRow) -> str:
    """Return the name of a clip in the reviewed tables, such as `landmarks/a.npz#3`."""
    return f"{row['file']}#{row['clip']}"


def wrist_speed(pose: Pose) -> float:
    """Return the median speed of the leading wrist while a hand is raised.

    In shoulder widths per second; 0 if no hand is seen twice.
    """
    both = pose.seen[:, landmarks.LEFT_SHOULDER] & pose.seen[:, landmarks.RIGHT_SHOULDER]
    if not both.any():
        return 0.0
    shoulders = pose.points[both][:, [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], :2]
    width = float(np.median(np.linalg.norm(shoulders[:, 0] - shoulders[:, 1], axis=1)))
    signed = pose.trimmed()
    steps: list[FloatArray] = []
    for hand in (landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        seen = signed.seen[:, hand.start]
        moves = np.linalg.norm(np.diff(signed.points[:, hand.start, :2], axis=0), axis=1)
        steps.append(moves[seen[1:] & seen[:-1]])
    leading = max(steps, key=np.sum)
    return float(np.median(leading)) / max(width, 1.0) * pose.fps if len(leading) else 0.0


def film_speed(shared: Path, folder: Path) -> float:
    """Return the median of `wrist_speed` over the clips of `FILMS` with a `.pose` file."""
    rows = read_table(shared / "videos" / "index.csv")
    paths = [
        folder / Path(row["file"]).with_suffix(".pose") for row in rows if row["source"] in FILMS
    ]
    speeds = [wrist_speed(read_pose(path)) for path in paths if path.is_file()]
    if not speeds:
        raise click.UsageError(f"{folder} has no landmarks of {', '.join(FILMS)}.")
    return float(np.median(speeds))


def rate(speeds: Sequence[float], wanted: float) -> int:
    """Return the rate at which the median of speeds, measured at `archives.FPS`, is `wanted`."""
    median = max(float(np.median(speeds)), 1e-6)
    return round(min(max(archives.FPS * wanted / median, _SLOWEST), _FASTEST))


def coverage(poses: Sequence[Pose]) -> list[float]:
    """Return in which share of the frames of each take both shoulders and the hands are seen.

    The hands are those that most takes show at least half of the time. A take that is less than
    half as long as most is 0: it shows only a part of the sign.
    """
    signed = [pose.trimmed() for pose in poses]
    hands = np.array([[part.seen[:, hand.start].mean() for hand in _HANDS] for part in signed])
    usual = np.median(hands, axis=0)
    used = [hand for hand, share in zip(_HANDS, usual, strict=True) if share >= _USED]
    used = used or [_HANDS[int(usual.argmax())]]
    needed = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER, *(hand.start for hand in used)]
    least = np.median([len(part) for part in signed]) / 2
    return [
        float(part.seen[:, needed].all(axis=1).mean()) if len(part) >= least else 0.0
        for part in signed
    ]


def alikeness(encoder: SignClipEncoder, poses: Sequence[UsablePose]) -> DoubleArray:
    """Return (n, n) the scores of every clip (column) for every clip as a query (row)."""
    parts = [pose.trimmed(MARGIN).usable() for pose in poses]
    plain, mirrored = (
        _embedded(encoder, each) for each in (parts, [part.mirrored() for part in parts])
    )
    scores = np.zeros((len(poses), len(poses)))
    for row, part in enumerate(parts):
        both = [_scores(encoder, query, plain, row) for query in (plain, mirrored)]
        scores[row] = np.maximum(*(s - h for s, h in zip(both, handicaps(part), strict=True)))
    return scores


def _embedded(encoder: SignClipEncoder, poses: Sequence[UsablePose]) -> Embeddings:
    made = encoder.read_poses(poses)
    return replace(made, vectors=unit(made.vectors))


def _scores(
    encoder: SignClipEncoder, queries: Embeddings, clips: Embeddings, row: int
) -> FloatArray:
    """Return the scores of all clips for one of the queries."""
    cosines = np.asarray(clips.vectors @ queries.vectors[row])
    if queries.tokens is None or clips.tokens is None:
        return cosines
    return blend(cosines, maxsim(queries.tokens[row], clips.tokens), encoder.token_share)


def chosen(scores: DoubleArray, seen: Sequence[float], most: int) -> list[int]:
    """Return the takes that ship, the medoid first.

    All have a coverage `seen` of `_WHOLE`. If no take has, only the medoid of the best covered
    ships.
    """
    candidates = [take for take, share in enumerate(seen) if share >= _WHOLE]
    if not candidates:
        best, most = max(seen), 1
        candidates = [take for take, share in enumerate(seen) if share >= best - _NEARLY]
    found = scores.mean(axis=0)
    taken = [max(candidates, key=lambda take: found[take])]
    mutual = (scores + scores.T) / 2
    while len(taken) < min(most, len(candidates)):
        others = [take for take in candidates if take not in taken]
        taken.append(min(others, key=lambda take: mutual[take, taken].max()))
    return taken


def select(
    shared: Path, folder: Path, encoder: SignClipEncoder, excluded: Iterable[str]
) -> list[dict[str, str]]:
    """Return the rows of the selection."""
    left_out = set(excluded)
    table = read_table(shared / "landmarks" / "index.csv")
    rows = [row for row in table if row["ship"] == "yes" and clip_name(row) not in left_out]
    wanted = film_speed(shared, folder)
    result: list[dict[str, str]] = []
    for source in sorted({row["source"] for row in rows}):
        own = [row for row in rows if row["source"] == source and is_selectable(row)]
        poses = dict[str, list[tuple[TableRow, UsablePose]]]()
        for row, pose in archives.poses(shared, own):
            if (usable := pose.usable_or_none()) is not None:
                poses.setdefault(row["gloss"], []).append((row, usable))
        speeds = [wrist_speed(pose) for takes in poses.values() for _, pose in takes]
        fps = {row["clip"]: row["fps"] for row in own}
        if source not in (*TIMED, *STRETCHED):
            fps = dict.fromkeys(fps, str(rate(speeds, wanted)))
        click.echo(f"{source}: {len(speeds)} takes, {np.median(speeds):.2f} at their first rate")
        for takes in poses.values():
            result += [
                _selected(row, fps[row["clip"]], why)
                for row, why in _chosen_takes(source, takes, encoder)
            ]
    click.echo(f"films of people: {wanted:.2f} shoulder widths per second")
    return result


def _selected(row: TableRow, fps: str, why: str) -> dict[str, str]:
    """Return the row of the selection for a clip with this rate."""
    source = row["source"]
    thinned = THINNED.get((source, row["sign_language"]))
    is_timed = source in TIMED and not thinned
    return {
        "file": row["file"],
        "clip": row["clip"],
        "source": source,
        "gloss": row["gloss"],
        "fps": str(thinned or fps),
        "timing": "" if is_timed else APPROXIMATE,
        "why": why,
    }


def is_selectable(row: TableRow) -> bool:
    """Return whether a row may be chosen: letters come only from the alphabets."""
    return row["source"] not in WITH_LETTERS or len(row["gloss"]) > 1


def _chosen_takes(
    source: str, takes: Sequence[tuple[TableRow, UsablePose]], encoder: SignClipEncoder
) -> list[tuple[TableRow, str]]:
    """Return the takes of a word that ship, each with the reason."""
    if source in WHOLE:
        return [(row, "all") for row, _ in takes]
    poses = [pose for _, pose in takes]
    order = chosen(
        alikeness(encoder, poses),
        coverage(poses),
        1 if source in SINGLE else MOST,
    )
    return [(takes[take][0], "unlike" if place else "medoid") for place, take in enumerate(order)]


@click.command(cls=command.Command)
@click.argument("landmarks", type=command.FOLDER)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--out", type=Path, default=SELECTION, help="Table to write; default: the one that"
              " the starter is built from.")  # fmt: skip
def main(landmarks: Path, shared: Path, out: Path) -> None:
    """Choose the clips of archives that ship; LANDMARKS has the .pose files of the films."""
    encoder = SignClipEncoder.open(Paths.standard().model)
    rows = select(shared, landmarks, encoder, Tables.read().excluded)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    files.write_atomic(out, text.getvalue().encode())
    click.echo(f"{len(rows)} clips in {out}")


if __name__ == "__main__":
    main()
