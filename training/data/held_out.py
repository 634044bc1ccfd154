"""The clips of training sources that no bundled model learns from, because it is measured on them.

INCLUDE has many signers. Half of its words are never trained on; of each other word, one recording
session is not. Settings are chosen with models that hold out the other half of the words.
"""

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias, TypeVar

from signdict.core.text import uncased

INCLUDE = "ins_include"
_LANGUAGE = "ins"
#: The first words of INCLUDE, in alphabetical order, are for choosing settings.
_CHOOSING = 16
#: What is held out: the words and sessions that are reported, or the words for choosing settings.
HeldOut: TypeAlias = Literal["reported", "development"]


class _MeasuredClip(Protocol):
    @property
    def gloss(self) -> str: ...
    @property
    def sign_language(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def signer(self) -> str: ...


ClipT = TypeVar("ClipT", bound=_MeasuredClip)


def words(clips: Sequence[_MeasuredClip], part: HeldOut) -> set[str]:
    """Return the words of INCLUDE that a part measures, caseless."""
    every = sorted({uncased(clip.gloss) for clip in clips if clip.source == INCLUDE})
    return set(every[_CHOOSING:] if part == "reported" else every[:_CHOOSING])


def sessions(clips: Sequence[_MeasuredClip]) -> set[str]:
    """Return the last recording session of each word of INCLUDE that has several."""
    by_word: dict[str, set[str]] = {}
    for clip in clips:
        if clip.source == INCLUDE:
            by_word.setdefault(uncased(clip.gloss), set()).add(clip.signer)
    return {max(names) for names in by_word.values() if len(names) > 1}


def kept(clips: Sequence[ClipT], part: HeldOut) -> list[ClipT]:
    """Return the clips to learn from: without the words of a part, of any source of the language.

    If the reported words are held out, so are the sessions.
    """
    out = words(clips, part)
    unseen = sessions(clips) if part == "reported" else set[str]()
    return [
        clip
        for clip in clips
        if not (clip.sign_language == _LANGUAGE and uncased(clip.gloss) in out)
        and not (clip.source == INCLUDE and clip.signer in unseen)
    ]
