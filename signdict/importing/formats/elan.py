"""ELAN's annotations (`.eaf`): each annotation of a tier is a clip of the video that is linked."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath

from signdict.core.errors import ManifestError, SignDictError
from signdict.importing.entries import Entry, Rows, Skipped, like
from signdict.importing.formats import elan_part
from signdict.importing.formats.elan_part import Annotation
from signdict.importing.formats.numbered_clips import Clips
from signdict.importing.formats.table import glossed

#: A tier with one of these in its name holds glosses.
_NAMES = ("gloss", "sign")


def rows(usual: Entry) -> Rows:
    """Yield the annotations of the tier of glosses: the one so named with most annotations, or else
    the one with most of all. Raise ManifestError if there is none, or its video is not here."""
    told = elan_part.read(usual.path)
    name, annotations = _tier(told.tiers, usual.path)
    path = _video(told.media, usual.path)
    for number, one in enumerate(annotations, start=1):
        try:
            yield like(usual, path=path, gloss=glossed(one.text), start=one.start, end=one.end)
        except SignDictError as error:
            yield Skipped(path, f"Annotation {number} of tier {name} in {usual.path.name}: {error}")


def _tier(
    tiers: Mapping[str, Sequence[Annotation]], path: Path
) -> tuple[str, Sequence[Annotation]]:
    if not tiers:
        raise ManifestError(
            f"{path.name} has no annotation with a time.", hint="Choose another file."
        )
    named = {n: own for n, own in tiers.items() if any(word in n.lower() for word in _NAMES)}
    return max((named or tiers).items(), key=lambda tier: len(tier[1]))


def _video(media: Sequence[str], path: Path) -> Path:
    """The first video that lies beside the annotations or in a folder there."""
    clips = Clips(path, ["videos", "media"])
    for told in media:
        try:
            return clips.named(PureWindowsPath(told).name)
        except ManifestError:
            continue
    names = ", ".join(dict.fromkeys(PureWindowsPath(told).name for told in media))
    raise ManifestError(
        f"The video of {path.name} is not here: {names or 'it names none'}.",
        hint="Copy it into the folder of the annotations.",
    )
