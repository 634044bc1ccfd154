"""WLASL's JSON: a list of glosses with their instances, each a video named after its number."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

from signdict.core.errors import ManifestError, SignDictError
from signdict.core.tables import clean, not_opened
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, like
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import glossed

#: Letters that are read at a time, and the most that one gloss with its instances may take.
_PIECE, _LONGEST = 1 << 20, 1 << 27
_BETWEEN = re.compile(r"[\s,]*")
_HINT = 'It should be a list such as [{"gloss": "book", "instances": [{"video_id": "1"}]}].'


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the instances, signed in American Sign Language unless another is named.

    Videos lie beside the file or in a folder `videos` or `raw_videos` there. `frame_start` (from 1)
    to `frame_end` (-1: the last) is cut out with `fps`, unless the video is shorter than that: then
    it was cut already. Raise ManifestError if the file is no such list.
    """
    clips = NumberedClips(usual.path, ("videos", "raw_videos"))
    usual = replace(
        usual, sign_language=usual.sign_language or "ase",
        spoken_language=usual.spoken_language or "en",
    )  # fmt: skip
    empty = True
    for number, told in enumerate(_listed(usual.path), start=1):
        empty = False
        where = f"Gloss {number} of {usual.path.name}"
        try:
            gloss, instances = _gloss(told)
        except SignDictError as error:
            yield Skipped(usual.path, f"{where}: {error}")
            continue
        for instance in instances:
            try:
                yield _entry(like(usual, gloss=gloss), instance, clips)
            except SignDictError as error:
                name = instance.get("video_id") if isinstance(instance, dict) else None
                path = usual.path.parent / (str(name)[:99] if name else usual.path.name)
                yield Skipped(path, f"{where} ({gloss}): {error}")
    if empty:
        raise ManifestError(f"{usual.path.name} lists no gloss.", hint=_HINT)


def _gloss(told: Any) -> tuple[str, list[Any]]:
    gloss, instances = (
        (told.get("gloss"), told.get("instances")) if isinstance(told, dict) else (None, None)
    )
    if not isinstance(gloss, str):
        raise ManifestError("It has no gloss.", hint="Give it the key gloss.")
    if not isinstance(instances, list) or not instances:
        raise ManifestError(f"{gloss} has no instances.", hint="Give it a list of instances.")
    return glossed(gloss), instances


def _entry(usual: ClipEntry, instance: Any, clips: NumberedClips) -> ClipEntry:
    name = instance.get("video_id") if isinstance(instance, dict) else None
    if not isinstance(name, str | int) or not str(name).strip():
        raise ManifestError("An instance has no video_id.", hint="Name its video.")
    path = clips.named(str(name).strip())
    variation, signer = instance.get("variation_id"), instance.get("signer_id")
    variant = str(variation + 1) if isinstance(variation, int) and 0 < variation < 1e6 else ""
    start, end = _span(instance, path)
    return like(
        usual, path=path, variant=variant, start=start, end=end,
        signer=clean(str(signer))[:99] if isinstance(signer, str | int) else "",
    )  # fmt: skip


def _span(instance: dict[str, Any], path: Path) -> tuple[float | None, float | None]:
    """Seconds to cut out, or None where all of the video is meant, or it was cut before."""
    first, last, fps = (instance.get(key) for key in ("frame_start", "frame_end", "fps"))
    whole = first in (None, 0, 1) and last in (None, -1)
    if whole or path.suffix.lower() == ".pose":
        return None, None
    numbers = [first or 1, last or -1, fps or 25]
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in numbers):
        raise ManifestError("Its frames are no numbers.", hint="Correct frame_start, frame_end.")
    start, end, rate = numbers
    if rate <= 0 or start < 0 or (end != -1 and end < start):
        raise ManifestError("The clip ends before it begins.", hint="Exchange its frames.")
    if max(start, end) > _frames(path):
        return None, None
    return (start - 1) / rate if start > 1 else None, None if end == -1 else end / rate


@lru_cache(1024)
def _frames(path: Path) -> float:
    """About how many frames a video has; none if it cannot be read, which is told later."""
    from signdict.tracking.video import Video

    try:
        with Video(path) as video:
            return video.shape.frames * 1.02 + 2  # containers err a little
    except SignDictError:
        return 0.0


def _listed(path: Path) -> Iterator[Any]:
    """Each item of a list, one after the other, so that the list may be of any length."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from _items(file, path)
    except OSError as error:
        raise not_opened(path) from error
    except (UnicodeDecodeError, RecursionError, ValueError) as slip:
        raise _broken(path, "it holds what no such list holds") from slip


def _items(file: TextIO, path: Path) -> Iterator[Any]:
    decode = json.JSONDecoder().raw_decode
    text = file.read(_PIECE).lstrip()
    if text[:1] != "[":
        raise ManifestError(f"{path.name} is not WLASL's JSON.", hint=_HINT)
    at = 1
    while True:
        at = _between(text, at)
        if text[at : at + 1] == "]":
            return
        try:
            item, at = decode(text, at)
        except json.JSONDecodeError as slip:
            rest = text[at:]  # it may go on in the next piece
            piece = file.read(max(_PIECE, len(rest))) if len(rest) < _LONGEST else ""
            if not piece:
                raise _broken(path, slip.msg) from slip
            text, at = rest + piece, 0
        else:
            yield item


def _between(text: str, at: int) -> int:
    """Where the next item begins."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _broken(path: Path, why: str) -> ManifestError:
    return ManifestError(f"{path.name} breaks off or is not JSON ({why}).", hint=_HINT)
