"""Letters of manual alphabets that look alike and mean the same: one result for many languages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from signdict.core.errors import SignDictError
from signdict.core.kinds import LETTER
from signdict.core.text import marked, uncased
from signdict.core.types import Match, Sign
from signdict.library.combined import CombinedLibrary
from signdict.pose.letterform import LetterForm
from signdict.search import ranking

#: How many times more signs are looked up if letters that look alike leave room in a result.
_MORE = 4


class LetterGroups:
    """Groups matches that are the same letter in the same form.

    A letter is the same if its gloss is, apart from its case: A is not Å, and a Cyrillic letter
    is not the Latin one that is written alike. Its form is that of its first clip
    (`pose.letterform`).
    """

    def __init__(self, combined: CombinedLibrary) -> None:
        self._combined = combined
        self._forms: dict[int, LetterForm | None] = {}  # by clip

    def filled(self, ask: Callable[[int], list[Match]], limit: int) -> list[Match]:
        """Return up to `limit` matches of a question, with letters that look alike as one.

        `ask` answers it with up to a number of matches. It is asked again for more if letters were
        grouped, so that they take no place from others.
        """
        asked = limit
        while True:
            matches = ask(asked)
            groups = self.grouped(matches)
            if len(groups) >= limit or len(matches) < asked:
                return groups[:limit]
            asked *= _MORE

    def grouped(self, matches: Sequence[Match]) -> list[Match]:
        """Return matches with letters that look alike as one, at the place of the best."""
        groups: list[list[Match]] = []
        known: dict[str, list[list[Match]]] = {}  # groups by letter
        for match in matches:
            sign = match.sign
            alike = known.setdefault(_letter(sign), []) if sign.kind == LETTER else []
            for group in alike:
                if self._look_alike(group[0].sign, sign):
                    group.append(match)
                    break
            else:
                groups.append([match])
                alike.append(groups[-1])
        if len(groups) == len(matches):
            return list(matches)
        return [
            replace(ranking.together(rank, group), alike=tuple(group[1:]))
            for rank, group in enumerate(groups, start=1)
        ]

    def _look_alike(self, one: Sign, other: Sign) -> bool:
        first, second = self._form(one), self._form(other)
        return first is not None and second is not None and first.is_like(second)

    def _form(self, sign: Sign) -> LetterForm | None:
        """Return the form of the first clip of a sign; None if it shows no hand."""
        if not sign.clips:
            return None
        clip = min(clip.id for clip in sign.clips)  # a question changes the order of clips
        if clip not in self._forms:
            try:
                self._forms[clip] = LetterForm.of(self._combined.pose(clip))
            except SignDictError:  # no landmarks, or damaged ones
                self._forms[clip] = None
        return self._forms[clip]


def _letter(sign: Sign) -> str:
    return marked(sign.gloss) or uncased(sign.gloss)
