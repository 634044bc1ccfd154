"""Lists in the format of MS-ASL: a JSON list of clips of videos at YouTube."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError, SignDictError
from signdict.importing.entries import ClipEntry, EntryStream, Skipped, entry_like
from signdict.importing.formats import json_items
from signdict.importing.formats.numbered_clips import NumberedClips, video_of
from signdict.importing.formats.table import glossed

_HINT = (
    'It should be a list such as [{"text": "book", "url": "https://www.youtube.com/watch?v=...",'
    ' "start_time": 1.5, "end_time": 3.0}].'
)
#: The keys of the gloss: the class, or what the class was made of.
_GLOSSES = ("text", "clean_text", "org_text")


def fits(path: Path) -> bool:
    """Return whether a file is such a list: a clip has an address and a gloss of its own."""
    if path.suffix.lower() != ".json":
        return False
    item = json_items.first(path)
    return isinstance(item, dict) and "url" in item and any(key in item for key in _GLOSSES)


def rows(usual: ClipEntry) -> EntryStream:
    """Yield the clips, in American Sign Language unless another language is named.

    Videos are next to the file or in a folder `videos` or `raw_videos` there, and named after their
    id at YouTube. A clip is the part from `start_time` to `end_time` in seconds, or from frame
    `start` to frame `end` at `fps` frames per second. Raise ManifestError if the file is not such a
    list.
    """
    clips = NumberedClips(usual.path, ("videos", "raw_videos"))
    usual = replace(
        usual, sign_language=usual.sign_language or "ase",
        spoken_language=usual.spoken_language or "en",
    )  # fmt: skip
    for number, item in enumerate(json_items.items(usual.path, "MS-ASL's JSON", _HINT), start=1):
        try:
            yield _entry(usual, item, clips)
        except SignDictError as error:
            yield Skipped(usual.path, f"Clip {number} of {usual.path.name}: {error}")


def _entry(usual: ClipEntry, item: Any, clips: NumberedClips) -> ClipEntry:
    if not isinstance(item, dict):
        raise ManifestError("It is not a JSON object.", hint=_HINT)
    texts = (item.get(key) for key in _GLOSSES)
    gloss = glossed(next((text for text in texts if isinstance(text, str) and text), ""))
    place = _place(item.get("url"), gloss, clips)
    start, end = _span(item)
    signer = item.get("signer_id")
    return entry_like(
        usual, **place, gloss=gloss, start=start, end=end,
        signer=clean(str(signer))[:99] if isinstance(signer, str | int) else "",
    )  # fmt: skip


def _place(address: object, gloss: str, clips: NumberedClips) -> dict[str, Any]:
    """Return the video of an address at YouTube, which must be here, or an address elsewhere."""
    video = video_of(address)
    if not video:
        if isinstance(address, str) and address.startswith("https://"):
            return clips.place(address)
        raise ManifestError("It has no address of a video at YouTube.", hint="Add the key url.")
    path = clips.of_video(video)
    if path is None:
        raise ManifestError(
            f"No such file: {clips.expected(video).name} ({gloss}).",
            hint="Download the video first.",
        )
    return {"path": path}


def _span(item: dict[str, Any]) -> tuple[float | None, float | None]:
    """Return the start and end in seconds; None for the start and the end of the video."""
    if item.get("end_time") is not None:
        start, end = _number(item, "start_time"), _number(item, "end_time")
    else:
        rate = _number(item, "fps") or 1.0
        start, end = _number(item, "start") / rate, _number(item, "end") / rate
    if end and end <= start:
        raise ManifestError("The clip ends before it starts.", hint="Exchange start and end.")
    return start or None, end or None


def _number(item: dict[str, Any], key: str) -> float:
    """Return a number that is not negative; 0 if the key is missing."""
    value = item.get(key) or 0
    if not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise ManifestError(f"Its {key} is not a valid number.", hint="Correct it.")
    return float(value)
