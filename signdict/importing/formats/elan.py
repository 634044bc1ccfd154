"""Lists of clips from ELAN's annotations (`.eaf`): each annotation of a gloss tier is a clip."""

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from signdict.core.errors import ManifestError, SignDictError, TierError
from signdict.core.names import text_of, unquoted
from signdict.importing.entries import (
    ENDINGS,
    ClipEntry,
    EntryStream,
    RealPaths,
    Skipped,
    TierChoice,
    TierCounts,
    entry_like,
)
from signdict.importing.formats import elan_file, elan_tiers
from signdict.importing.formats.elan_file import Annotation, Document, Medium
from signdict.importing.formats.numbered_clips import NumberedClips
from signdict.importing.formats.table import glossed

ENDING = ".eaf"
#: Folders next to the annotations in which the video may be.
_FOLDERS = ("videos", "media")
#: The order in which files with the name of the annotations are looked for: videos first.
_ENDINGS = sorted(ENDINGS, key=lambda ending: ending == ".pose")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """An annotation of a chosen tier, with its number there."""

    annotation: Annotation
    number: int
    tier: TierChoice
    hand: str


@dataclass(frozen=True, slots=True)
class _Video:
    """A video of annotations, and the second in it at which their time is 0."""

    path: Path
    origin: float = 0.0


def rows(usual: ClipEntry, root: Path, counts: TierCounts, *, draft: bool = False) -> EntryStream:
    """Yield the annotations of the chosen tiers of the file `usual.path` as clips.

    Nothing outside the folder `root` is read. The tiers are added to `counts`, even if this fails.
    Raise TierError if no tier fits, and ManifestError or ElanError if the file cannot be used.
    A draft may lack a sign language.
    """
    path = usual.path
    content = elan_file.read(path)
    choices = elan_tiers.choices(content.tiers, usual.tiers)
    labelled, choices = _labelled(content, choices)
    counts.add(choices)
    _check(path, choices, usual.tiers)
    if not usual.sign_language and not draft:
        raise ManifestError(
            "The sign language of these annotations is not known.", hint="Name it with --language."
        )
    videos = _videos(content.media, path, root)
    for each in labelled:
        signer = usual.signer or each.tier.signer
        video = _video_of(videos, signer)
        try:
            yield _clip(entry_like(usual, signer=signer, hand=usual.hand or each.hand), each, video)
        except SignDictError as error:
            yield _skipped(each, video.path, path, error)
    for choice in choices:
        if choice.taken and choice.untimed:
            yield Skipped(
                path,
                f"{choice.untimed} annotations of tier {choice.name} in {path.name} have no time.",
            )


def annotated(path: Path, root: Path) -> list[Path]:
    """Return the videos that an ELAN file annotates; by its name if it cannot be read."""
    try:
        return [video.path for video in _videos(elan_file.read(path).media, path, root)]
    except SignDictError:
        video = _Places(path, root).like(path.stem)
        return [video] if video else []


def _check(path: Path, choices: list[TierChoice], named: tuple[str, ...]) -> None:
    """Raise TierError or ManifestError unless a named tier exists, or one fits."""
    full = elan_tiers.listed(choices)
    if not full:
        raise ManifestError(f"{path.name} has no annotation.", hint="Choose another file.")
    names = [choice.name for choice in choices]
    if named and not any(elan_tiers.matching(names, name) for name in named):
        raise TierError(
            f"{path.name} has no tier {' or '.join(named)}.",
            hint=f"Its tiers with annotations: {full}.",
        )
    if not any(choice.taken for choice in choices):
        raise TierError(
            f"No tier of {path.name} is clearly one of glosses: {full}.",
            hint="Choose one or more with --tier NAME.",
        )
    if not any(choice.annotations for choice in choices if choice.taken):
        raise TierError(
            f"The chosen tiers of {path.name} have no annotations.",
            hint=f"Its tiers with annotations: {full}.",
        )
    if not any(choice.annotations > choice.untimed for choice in choices if choice.taken):
        raise ManifestError(
            f"{path.name} has no annotation with a time.", hint="Choose another tier or file."
        )


def _labelled(
    content: Document, choices: list[TierChoice]
) -> tuple[list[_Labelled], list[TierChoice]]:
    """Return the annotations of the chosen tiers; a sign of both hands is one of them."""
    hands: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    pairs = [(t, c) for t, c in zip(content.tiers, choices, strict=True) if c.taken]
    for tier, choice in pairs:
        for annotation in tier.annotations:
            hands[_key(annotation, choice)].append(choice.hand)
    labelled, merged, seen = [], defaultdict[str, int](int), set[tuple[object, ...]]()
    for tier, choice in pairs:
        for number, annotation in enumerate(tier.annotations, start=1):
            key = _key(annotation, choice)
            several = {hand for hand in hands[key] if hand}
            if len(several) > 1 and key in seen:
                merged[choice.name] += 1
                continue
            seen.add(key)
            hand = "both" if len(several) > 1 else choice.hand
            labelled.append(_Labelled(annotation, number, choice, hand))
    return labelled, [replace(choice, merged=merged[choice.name]) for choice in choices]


def _key(annotation: Annotation, choice: TierChoice) -> tuple[object, ...]:
    return (annotation.start, annotation.end, annotation.text, choice.signer)


def _clip(usual: ClipEntry, labelled: _Labelled, video: _Video) -> ClipEntry:
    """Return the clip of an annotation. Raise ManifestError if it cannot be one."""
    annotation = labelled.annotation
    gloss = glossed(annotation.text)
    if annotation.start == annotation.end:
        raise ManifestError("It has no duration.", hint="Give it an end after its start.")
    start, end = round(annotation.start + video.origin, 6), round(annotation.end + video.origin, 6)
    if end <= 0:
        raise ManifestError(
            f"It is before the start of {video.path.name}.", hint="Correct the offset of the video."
        )
    return entry_like(usual, path=video.path, gloss=gloss, start=max(start, 0.0), end=end)


def _skipped(each: _Labelled, video: Path, path: Path, error: SignDictError) -> Skipped:
    at = f"{each.annotation.start:.3f}".rstrip("0").rstrip(".")
    place = f"Annotation {each.number} of tier {each.tier.name} in {path.name}, at {at} s"
    return Skipped(video, f"{place}: {error}")


def _video_of(videos: list[_Video], signer: str) -> _Video:
    """Return the first video that is named after a signer, or else the first of all."""
    own = (v for v in videos if signer and signer.casefold() in elan_tiers.words(v.path.stem))
    return next(own, videos[0])


def _videos(media: tuple[Medium, ...], path: Path, root: Path) -> list[_Video]:
    """Return the videos of annotations, in the order in which they are linked.

    If no linked video is found, that is the one with the name of a linked file or of the
    annotations and another ending. Raise ManifestError if no video is found.
    """
    places = _Places(path, root)
    pictures = [medium for medium in media if not medium.is_sound]
    found = [_Video(video, m.origin) for m in pictures if (video := places.linked(m))]
    for medium in (*pictures, *media) if not found else ():
        for name in medium.names:
            if not found and (video := places.like(PurePosixPath(name).stem)):
                found = [_Video(video, medium.origin)]
    if not found and (video := places.like(path.stem)):
        found = [_Video(video)]
    if not found:
        raise places.missing(media)
    return found


class _Places:
    """Where the video of annotations may be: at its address, or by its name next to them."""

    def __init__(self, path: Path, root: Path) -> None:
        self._path, self._root = path, root
        self._paths = RealPaths()
        self._clips = [NumberedClips(file, _FOLDERS) for file in (path, root / path.name)]

    def linked(self, medium: Medium) -> Path | None:
        """Return the file of a medium in the folder that may be read, or None."""
        for below in self._relative(medium):
            if not below.startswith(".."):
                for form in _forms(below):
                    with suppress(ManifestError):
                        return self._paths.inside(str(self._root), form)
        return next((video for name in medium.names if (video := self._named(name))), None)

    def like(self, stem: str) -> Path | None:
        """Return the video with a name and any ending, or None."""
        return next((video for e in _ENDINGS if (video := self._named(stem + e))), None)

    def _named(self, name: str) -> Path | None:
        for form in _forms(name):
            for clips in self._clips:
                with suppress(ManifestError):
                    return clips.named(form)
        return None

    def missing(self, media: tuple[Medium, ...]) -> ManifestError:
        """Return the error for annotations without a video."""
        for medium in media:
            for below in self._relative(medium):
                if below.startswith("..") and (self._root / below).is_file():
                    return ManifestError(
                        f"The video of {self._path.name} is outside its folder: {below}.",
                        hint="Copy it into the folder of the annotations, or add the folder that "
                        "contains both.",
                    )
        addresses = (address for medium in media for address in medium.addresses)
        names = list(dict.fromkeys(elan_file.last_part(unquoted(a)) for a in addresses))
        if not names:
            return ManifestError(
                f"{self._path.name} links no video, and no video has its name.",
                hint=f"Copy the video next to it, with the name {self._path.stem}.",
            )
        return ManifestError(
            f"The video of {self._path.name} is missing: {', '.join(names)}.",
            hint="Copy it into the folder of the annotations.",
        )

    def _relative(self, medium: Medium) -> list[str]:
        """Return the relative addresses of a medium, from the folder that may be read."""
        texts = [form for a in medium.addresses for form in (a, unquoted(a))]
        plain = [text.removeprefix("file:").replace("\\", "/") for text in texts]
        return [
            os.path.relpath(os.path.join(self._path.parent, text), self._root).replace(os.sep, "/")
            for text in dict.fromkeys(plain)
            if not text.startswith("/") and "\0" not in text and text[1:2] != ":"
        ]


def _forms(name: str) -> list[str]:
    """Return a name as it is, and in the Unicode forms that file systems use.

    The bytes of an address such as "Gr%FC%DFe.mp4" may be those of the name, or Latin-1.
    """
    text = text_of(name)
    return list(dict.fromkeys((name, text, *(normalize(form, text) for form in ("NFC", "NFD")))))
