"""Lists in the format of WLASL: a JSON list of glosses, each with its videos by number."""

import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError, SignDictError
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, entry_like
from signdict.importing.formats import json_items
from signdict.importing.formats.numbered_clips import NumberedClips, video_of
from signdict.importing.formats.table import glossed

_HINT = 'It should be a list such as [{"gloss": "book", "instances": [{"video_id": "1"}]}].'


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the instances, in American Sign Language unless another language is named.

    Videos are next to the file or in a folder `videos` or `raw_videos` there. They are named after
    `video_id`, or after their id at YouTube. A clip is the part from `frame_start` (from 1) to
    `frame_end` (-1: the last) at `fps` frames per second. A video named after `video_id` that is
    shorter than that was already cut. Raise ManifestError if the file is not such a list.
    """
    clips = NumberedClips(usual.path, ("videos", "raw_videos"))
    usual = replace(
        usual, sign_language=usual.sign_language or "ase",
        spoken_language=usual.spoken_language or "en",
    )  # fmt: skip
    empty = True
    for number, item in enumerate(json_items.items(usual.path, "WLASL's JSON", _HINT), start=1):
        empty = False
        where = f"Gloss {number} of {usual.path.name}"
        try:
            gloss, instances = _gloss(item)
        except SignDictError as error:
            yield Skipped(usual.path, f"{where}: {error}")
            continue
        for instance in instances:
            try:
                yield _entry(entry_like(usual, gloss=gloss), instance, clips)
            except SignDictError as error:
                name = instance.get("video_id") if isinstance(instance, dict) else None
                path = clips.expected(str(name)[:99]) if name else usual.path
                yield Skipped(path, f"{where} ({gloss}): {error}")
    if empty:
        raise ManifestError(f"{usual.path.name} contains no gloss.", hint=_HINT)


def _gloss(item: Any) -> tuple[str, list[Any]]:
    gloss, instances = (
        (item.get("gloss"), item.get("instances")) if isinstance(item, dict) else (None, None)
    )
    if not isinstance(gloss, str):
        raise ManifestError("It has no gloss.", hint="Give it the key gloss.")
    name = glossed(gloss)
    if not isinstance(instances, list) or not instances:
        raise ManifestError(f"{name} has no instances.", hint="Give it a list of instances.")
    return name, instances


def _entry(usual: ClipEntry, instance: Any, clips: NumberedClips) -> ClipEntry:
    name = instance.get("video_id") if isinstance(instance, dict) else None
    if not isinstance(name, str | int) or not str(name).strip():
        raise ManifestError("An instance has no video_id.", hint="Name its video.")
    place, cut = _clip(str(name).strip(), instance.get("url"), clips)
    variation, signer = instance.get("variation_id"), instance.get("signer_id")
    variant = str(variation + 1) if isinstance(variation, int) and 0 < variation < 1e6 else ""
    start, end = _span(instance, place["path"], may_be_cut=cut)
    return entry_like(
        usual, **place, variant=variant, start=start, end=end,
        signer=clean(str(signer))[:99] if isinstance(signer, str | int) else "",
    )  # fmt: skip


def _clip(name: str, address: object, clips: NumberedClips) -> tuple[dict[str, Any], bool]:
    """Return the video with this name, or this id at YouTube, and whether it may have been cut.

    If there is neither, return its address. What an address offers is whole: a video of YouTube
    contains the signs of several instances.
    """
    try:
        return {"path": clips.named(name)}, True
    except ManifestError as error:
        video = video_of(address)
        if not video:
            if isinstance(address, str) and address.startswith("https://"):
                return clips.place(address), False
            raise
        if path := clips.of_video(video):
            return {"path": path}, False
        raise ManifestError(
            f"{error.message.removesuffix('.')}, or {video}, its name at YouTube.", hint=error.hint
        ) from error


def _span(
    instance: dict[str, Any], path: Path, *, may_be_cut: bool
) -> tuple[float | None, float | None]:
    """Return the start and end in seconds; None for the whole video, or one that was cut."""
    first, last, fps = (instance.get(key) for key in ("frame_start", "frame_end", "fps"))
    whole = first in (None, 0, 1) and last in (None, -1)
    if whole or (may_be_cut and path.suffix.lower() == ".pose"):
        return None, None
    numbers = [first or 1, last or -1, fps or 25]
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in numbers):
        raise ManifestError("Its frames are not numbers.", hint="Correct frame_start, frame_end.")
    start, end, rate = numbers
    if rate <= 0 or start < 0 or (end != -1 and end < start):
        raise ManifestError("The clip ends before it starts.", hint="Exchange its frames.")
    if may_be_cut and max(start, end) > _frames(path):
        return None, None
    return (start - 1) / rate if start > 1 else None, None if end == -1 else end / rate


@lru_cache(1024)
def _frames(path: Path) -> float:
    """Return about how many frames a video has; 0 if it cannot be read, which is reported later."""
    from signdict.tracking.video import Video

    try:
        with Video(path) as video:
            return video.shape.frames * 1.02 + 2  # the number in a file is not exact
    except SignDictError:
        return 0.0
