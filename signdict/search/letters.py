"""Letters of manual alphabets that look alike and mean the same: one result for many languages."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from signdict.core.errors import SignDictError
from signdict.core.kinds import LETTER
from signdict.core.text import fold, marked, uncased
from signdict.core.types import Match, Sign
from signdict.library.combined import CombinedLibrary
from signdict.pose.letterform import LetterForm
from signdict.search import ranking

#: How many times more signs are looked up if letters that look alike leave room in a result.
_MORE = 4
#: The forms of a letter that are listed before other signs.
_FORMS = 3


class LetterGroups:
    """Groups matches that are the same letter in the same form.

    A letter is the same if its gloss is, apart from its case: A is not Å, and a Cyrillic letter
    is not the Latin one that is written alike. Its form is that of its first clip
    (`pose.letterform`).
    """

    def __init__(self, combined: CombinedLibrary) -> None:
        self._combined = combined
        self._forms: dict[int, LetterForm | None] = {}  # by clip
        self._like: dict[tuple[int | None, int | None], bool] = {}  # by two clips

    def filled(
        self,
        ask: Callable[[int], list[Match]],
        limit: int,
        wanted: Callable[[Sign], bool] = lambda _: True,
        *,
        spread: bool = False,
    ) -> list[Match]:
        """Return up to `limit` matches of a question, with letters that look alike as one.

        `ask` answers it with up to a number of matches. It is asked again for more if letters were
        grouped, so that they take no place from others. `wanted`: which signs may be listed as
        alike. With `spread`, a letter is listed in at most 3 forms before other signs, those of the
        most languages first.
        """
        asked = limit
        while True:
            matches = ask(asked)
            if all(match.sign.kind != LETTER for match in matches[:limit]):
                return matches[:limit]
            groups = self._groups(matches)
            listed = _few(groups) if spread else groups
            if len(listed) >= limit or len(matches) < asked:
                if not spread:
                    return self._joined(groups[:limit], wanted)
                ordered = enumerate(_spread(self._joined(groups, wanted))[:limit], start=1)
                return [replace(match, rank=rank) for rank, match in ordered]
            asked *= _MORE

    def grouped(self, matches: Sequence[Match]) -> list[Match]:
        """Return matches with letters that look alike as one, at the place of the best."""
        ids = {sign.id for match in matches for sign in match.signs}
        return self._joined(self._groups(matches), lambda sign: sign.id in ids)

    def _groups(self, matches: Sequence[Match]) -> list[list[Match]]:
        """Return each match alone, or with others of the same letter in the same form."""
        groups: list[list[Match]] = []
        known: dict[str, list[list[Match]]] = {}  # groups by letter
        for match in matches:
            sign = match.sign
            alike = known.setdefault(letter_of(sign), []) if sign.kind == LETTER else []
            for group in alike:
                if self._look_alike(group[0].sign, sign):
                    group.append(match)
                    break
            else:
                groups.append([match])
                alike.append(groups[-1])
        return groups

    def _joined(
        self, groups: Sequence[Sequence[Match]], wanted: Callable[[Sign], bool]
    ) -> list[Match]:
        """Return each group as one match, which lists all letters like it.

        Those that were not found, because their scores are lower, belong to it too. A letter that
        is like two matches belongs to the first.
        """
        taken = {clip.id for group in groups for match in group for clip in match.sign.clips}
        joined = []
        for rank, group in enumerate(groups, start=1):
            match = ranking.together(rank, group)
            if match.sign.kind == LETTER:
                others = [
                    sign
                    for sign in self._others(match.sign)
                    if wanted(sign) and taken.isdisjoint(clip.id for clip in sign.clips)
                ]
                taken.update(clip.id for sign in others for clip in sign.clips)
                alike = [*(found.sign for found in group[1:]), *others]
                alike.sort(key=lambda sign: (sign.sign_language, sign.gloss, sign.variant, sign.id))
                match = replace(match, alike=tuple(alike))
            joined.append(match)
        return joined

    def _others(self, letter: Sign) -> list[Sign]:
        """Return all signs of the same letter in the same form, those of two sources as one."""
        named = self._combined.signs(sorted(self._combined.named(letter.gloss)))
        same = (
            sign
            for sign in named.values()
            if sign.kind == LETTER
            and letter_of(sign) == letter_of(letter)
            and self._look_alike(letter, sign)
        )
        return ranking.merged(same)

    def _look_alike(self, one: Sign, other: Sign) -> bool:
        pair = _first_clip(one), _first_clip(other)
        if pair not in self._like:
            first, second = self._form(pair[0]), self._form(pair[1])
            self._like[pair] = first is not None and second is not None and first.is_like(second)
        return self._like[pair]

    def _form(self, clip: int | None) -> LetterForm | None:
        """Return the form of a clip; None if it shows no hand, or if there is no clip."""
        if clip is None:
            return None
        if clip not in self._forms:
            try:
                self._forms[clip] = LetterForm.of(self._combined.pose(clip))
            except SignDictError:  # no landmarks, or damaged ones
                self._forms[clip] = None
        return self._forms[clip]


def _first_clip(sign: Sign) -> int | None:
    """Return the lowest id of the clips of a sign: a question changes their order."""
    return min((clip.id for clip in sign.clips), default=None)


def _few(groups: Iterable[Sequence[Match]]) -> list[Match]:
    """Return the first match of each group, without the later forms of a letter.

    Letters that differ in their accents count together.
    """
    few, count = list[Match](), Counter[str]()
    for match, *_ in groups:
        if match.sign.kind == LETTER:
            plain = fold(match.sign.gloss) or letter_of(match.sign)
            count[plain] += 1
            if count[plain] > _FORMS:
                continue
        few.append(match)
    return few


def _spread(matches: Sequence[Match]) -> list[Match]:
    """Return matches with the later forms of a letter at the end.

    Forms of a letter that match as well are ordered by their number of languages.
    """
    of_letter: dict[tuple[str, float], list[Match]] = {}
    for match in matches:
        if match.sign.kind == LETTER:
            of_letter.setdefault((letter_of(match.sign), match.score), []).append(match)
    forms = {
        key: iter(sorted(found, key=lambda match: -len(match.languages)))
        for key, found in of_letter.items()
    }
    ordered = [
        next(forms[letter_of(match.sign), match.score]) if match.sign.kind == LETTER else match
        for match in matches
    ]
    few = _few([match] for match in ordered)
    kept = {id(match) for match in few}
    return few + [match for match in ordered if id(match) not in kept]


def letter_of(sign: Sign) -> str:
    """Return the letter of a sign, without its case."""
    return marked(sign.gloss) or uncased(sign.gloss)
