"""Patterns of paths with named parts, such as `{gloss}/{signer:digits}_*.mp4`.

They have no regular expressions, so that no pattern takes long: a name is compared with a segment
of a pattern in a limited number of steps.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from signdict.core.errors import ManifestError

#: The values of the named parts.
Values: TypeAlias = dict[str, str]

#: Letters, segments and tokens of a segment of the longest pattern.
_LONGEST, _MOST_SEGMENTS, _MOST_TOKENS = 500, 20, 30
#: Ends of parts that are tried in a name until it counts as one that does not fit. Names of
#: datasets need fewer than a hundred.
_MOST_STEPS = 5_000
_TOKEN: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|\*|[{}]|[^{}*]+")
_PART: Final = re.compile(r"(\w+)(?::(?:(\d+)? ?(digits|letters|word)?|([^{}]*\|[^{}]*)))?")
_KINDS: Final[Mapping[str, Callable[[str], bool]]] = {
    "": bool, "digits": str.isdecimal, "letters": str.isalpha, "word": str.isalnum,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Literal:
    text: str  # folded


@dataclass(frozen=True, slots=True)
class _Part:
    """A named part, or `*` if it has no name. `length` is 0 if any length fits."""

    name: str
    kind: str = ""
    length: int = 0
    choices: tuple[str, ...] = ()

    def fits(self, text: str) -> bool:
        """Return whether the part can be this text."""
        if not self.name:
            return True
        if self.choices:
            return folded(text) in self.choices
        return len(text) == (self.length or len(text)) and _KINDS[self.kind](text)


_Token: TypeAlias = _Literal | _Part
#: The tokens of a name, or None for any folders.
_Segment: TypeAlias = tuple[_Token, ...] | None


class Pattern:
    """A pattern of paths, which fits a path from one of its folders on, or of texts."""

    def __init__(self, text: str, endings: Sequence[str] = (), *, whole: bool = False) -> None:
        """Raise ManifestError if the pattern is not valid.

        If it ends in one of the `endings` or in none, it fits names with any of them. `whole`: it
        is a pattern of texts, in which `/` is a character like others.
        """
        self.text, self._whole = text, whole
        segments: list[_Segment]
        segments = [_tokens(unicodedata.normalize("NFC", text), text)] if whole else _segments(text)
        self._endings = tuple(endings)
        last = segments[-1]
        if self._endings and last is not None:
            segments[-1] = self._without_ending(last)
        self._segments = segments if whole else [None, *segments]
        parts = [token for tokens in segments for token in tokens or () if _is_named(token)]
        self.names = tuple(dict.fromkeys(part.name for part in parts if isinstance(part, _Part)))
        self._repeats = len(parts) > len(self.names)

    def match(self, path: str) -> Values | None:
        """Return the values of the named parts in a path with `/`; None if it does not fit."""
        text = unicodedata.normalize("NFC", path)
        names = [text] if self._whole else text.split("/")
        if self._endings:
            stem = without_ending(names[-1], self._endings)
            if stem is None:
                return None
            names[-1] = stem
        return self._folders(0, names, 0, {})

    def _without_ending(self, tokens: tuple[_Token, ...]) -> tuple[_Token, ...]:
        """Return the tokens of a file name without its ending, which need not be that."""
        if not tokens or not isinstance(last := tokens[-1], _Literal):
            return tokens
        stem = without_ending(last.text, self._endings)
        if stem is None:
            self._endings = ()
            return tokens
        return (*tokens[:-1], _Literal(stem)) if stem else tokens[:-1]

    def _folders(self, at: int, names: list[str], start: int, known: Values) -> Values | None:
        """Match the segments from `at` with the names from `start`."""
        if at == len(self._segments):
            return known if start == len(names) else None
        segment = self._segments[at]
        if segment is None:
            for first in range(start, len(names)):
                found = self._folders(at + 1, names, first, known)
                if found is not None:
                    return found
            return None
        if start == len(names):
            return None
        found = _Name(segment, names[start], repeats=self._repeats).match(known)
        return None if found is None else self._folders(at + 1, names, start + 1, found)


class _Name:
    """Matches one name with the tokens of a segment, the earlier parts as long as possible."""

    def __init__(self, tokens: tuple[_Token, ...], name: str, *, repeats: bool) -> None:
        self._tokens, self._name, self._repeats = tokens, name, repeats
        self._folded, self._failed, self._steps = folded(name), set[tuple[int, int]](), 0

    def match(self, known: Values) -> Values | None:
        """Return the values with those of the name; None if it does not fit."""
        return self._from(0, 0, known)

    def _from(self, at: int, start: int, known: Values) -> Values | None:
        if at == len(self._tokens):
            return known if start == len(self._name) else None
        if (at, start) in self._failed:
            return None
        token = self._tokens[at]
        found = (
            self._literal(at, start, token.text, known)
            if isinstance(token, _Literal)
            else self._part(at, start, token, known)
        )
        if found is None and not self._repeats:
            self._failed.add((at, start))
        return found

    def _literal(self, at: int, start: int, text: str, known: Values) -> Values | None:
        if not self._folded.startswith(text, start):
            return None
        return self._from(at + 1, start + len(text), known)

    def _part(self, at: int, start: int, part: _Part, known: Values) -> Values | None:
        for end in self._ends(at, start, part):
            self._steps += 1
            if self._steps > _MOST_STEPS:
                return None
            text = self._name[start:end]
            if known.get(part.name, text) != text or not part.fits(text):
                continue
            values = known | {part.name: text} if part.name else known
            found = self._from(at + 1, end, values)
            if found is not None:
                return found
        return None

    def _ends(self, at: int, start: int, part: _Part) -> Sequence[int]:
        """Return where a part that starts here may end: the longest first, of `*` the shortest."""
        least = start + (1 if part.name else 0)
        if part.length:
            return [start + part.length] if start + part.length <= len(self._name) else []
        if at + 1 == len(self._tokens):
            return [len(self._name)] if least <= len(self._name) else []
        following = self._tokens[at + 1]
        if not isinstance(following, _Literal):
            ends = [*range(len(self._name), least - 1, -1)]
            return ends if part.name else ends[::-1]
        ends, end = list[int](), self._folded.rfind(following.text, least)
        while end >= 0:
            ends.append(end)
            end = self._folded.rfind(following.text, least, end + len(following.text) - 1)
        return ends if part.name else ends[::-1]


def without_ending(name: str, endings: Sequence[str]) -> str | None:
    """Return a name without its ending; itself without one; None if it has another ending."""
    lower = name.lower()
    for ending in endings:
        if lower.endswith(ending):
            return name[: -len(ending)]
    return None if re.search(r"\.[a-z]\w{1,4}$", lower) else name


def folded(text: str) -> str:
    """Return a text in lower case, with the same number of characters."""
    if text.isascii():
        return text.lower()
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _is_named(token: _Token) -> bool:
    return isinstance(token, _Part) and bool(token.name)


def _segments(text: str) -> list[_Segment]:
    plain = unicodedata.normalize("NFC", text)
    names = plain.removeprefix("./").split("/")
    if not text.strip() or len(text) > _LONGEST or len(names) > _MOST_SEGMENTS:
        raise _wrong(text, "Name one file or folder after the other, such as {gloss}/{id}.mp4.")
    if any(name in ("", ".", "..") for name in names) or "\\" in plain or "\0" in plain:
        raise _wrong(text, "Write a path below the folder, with / and without an empty part or ..")
    return [None if name == "**" else _tokens(name, text) for name in names]


def _tokens(name: str, text: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(name):
        piece = found[0]
        if piece == "*":
            tokens += [_Part("")] if not tokens or tokens[-1] != _Part("") else []
        elif piece in ("{{", "}}") or piece[0] not in "{}":
            tokens.append(_Literal(folded(piece[0] if piece in ("{{", "}}") else piece)))
        else:
            tokens.append(_part(found[1] or "", text))
    if len(tokens) > _MOST_TOKENS:
        raise _wrong(text, "Use fewer parts.")
    return tuple(tokens)


def _part(inside: str, text: str) -> _Part:
    found = _PART.fullmatch(inside)
    if not found:
        raise _wrong(text, "Write parts like {gloss}, {id:digits}, {id:3}, {id:3 digits} or {a|b}.")
    name, length, kind, choices = found.groups()
    return _Part(
        name,
        kind or "",
        int(length or 0),
        tuple(folded(c) for c in (choices or "").split("|") if c),
    )


def _wrong(text: str, hint: str) -> ManifestError:
    return ManifestError(f"The pattern {text!r} is not valid.", hint=hint)
