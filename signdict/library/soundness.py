"""What can be wrong inside a library, each as a sentence for the person who owns it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

_MEND = "Mend it: signdict check --repair"
#: Asks the library for rows.
Rows = Callable[..., Sequence[tuple[Any, ...]]]


def wrong(rows: Rows) -> list[str]:
    """Look through a library; return nothing if it is sound."""
    damage = [row[0] for row in rows("PRAGMA quick_check")]
    if damage != ["ok"]:
        return ["The file is damaged: put back a copy, or remove it and add your videos again."]
    odd = [*_vectors(rows), *_tokens(rows)]
    return [*_links(rows), *(sentence for _, sentence in odd), *_media(rows)]


def damaged(rows: Rows) -> set[int]:
    """The clips whose vectors or frame tokens cannot be used, so that they are to be read again."""
    return {clip for clip, _ in (*_vectors(rows), *_tokens(rows))}


def _links(rows: Rows) -> list[str]:
    """Tell of rows that lack what belongs to them."""
    bare = rows("SELECT id FROM clips WHERE id NOT IN (SELECT clip FROM poses) ORDER BY id")
    found = [
        f"Clip {clip} has no landmarks. Remove it: signdict check --repair" for (clip,) in bare
    ]
    alone = rows("SELECT id, gloss FROM signs WHERE id NOT IN (SELECT sign FROM clips) ORDER BY id")
    found += [
        f"Sign {sign} ({gloss}) has no clip. Remove it: signdict check --repair"
        for sign, gloss in alone
    ]
    if rows("PRAGMA foreign_key_check"):
        found.append("Some rows belong to nothing. Remove your sources and add them again.")
    return found


def _vectors(rows: Rows) -> list[tuple[int, str]]:
    """Tell of vectors that are not of unit length, or not of their model's dimensions, by clip."""
    sizes = rows("SELECT model, length(vector) FROM vectors GROUP BY 1, 2 ORDER BY count(*)")
    usual: dict[str, int] = dict(sizes)  # the most frequent comes last
    found = []
    for clip, model, blob in rows("SELECT clip, model, vector FROM vectors ORDER BY clip, model"):
        if len(blob) != usual[model] or len(blob) % 4:
            found.append((clip, f"The vector of clip {clip} is of another size. {_MEND}"))
        elif not abs(float(np.linalg.norm(np.frombuffer(blob, "<f4"))) - 1) < 1e-3:
            found.append((clip, f"The vector of clip {clip} is not of unit length. {_MEND}"))
    return found


def _tokens(rows: Rows) -> list[tuple[int, str]]:
    """Tell of clips whose frame tokens are not as many and as long as their model's."""
    shapes = "SELECT model, coalesce(moments, 0), coalesce(length(tokens), 0)"
    usual: dict[str, tuple[int, int]] = {}
    for model, *shape in rows(f"{shapes} FROM vectors GROUP BY 1, 2, 3 ORDER BY count(*)"):
        usual[model] = (shape[0], shape[1])  # the most frequent comes last
    return [
        (clip, f"The frame tokens of clip {clip} are of another size. {_MEND}")
        for model, moments, size, clip in rows(f"{shapes}, clip FROM vectors ORDER BY clip, model")
        if (moments, size) != usual[model]
    ]


def _media(rows: Rows) -> list[str]:
    """Tell of videos that are no longer where they were."""
    files = rows("SELECT DISTINCT media FROM clips WHERE media IS NOT NULL ORDER BY media")
    return [gone(Path(file)) for (file,) in files if not Path(file).is_file()]


def gone(video: Path) -> str:
    """What to say about a video that is no longer there."""
    return f"The video {video} is gone; its sign is shown as a skeleton. Put it back to see it."
