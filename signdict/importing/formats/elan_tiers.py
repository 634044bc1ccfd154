"""Chooses the tiers of an ELAN file whose annotations are glosses.

A tier is chosen by the user, or because its name or its linguistic type says that it contains
glosses. If nothing says so, only a single tier is taken: the wrong tier would fill a dictionary
with sentences or mouthings.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from signdict.importing.entries import TierChoice
from signdict.importing.formats.elan_file import Tier

#: "gloss" in the languages of projects that use ELAN, with their endings.
_GLOSS = re.compile(r"gloss(?:es|en|e|a)?|glos[ae]s?|глосс\w*|グロス")
#: Words that name signs, and words for lexemes.
_SIGNS = re.compile(
    r"signs?|signes?|gebärden?|gebaerden?|gebaren?|gebaar|señas?|senas?|segn[oi]|sina(?:l|is)"
    r"|tecken|tegn|viittomat?|znaki?|lexeme?s?|lexem|lemmas?|手話|手语|жесты?"
)
#: Words of tiers that are about glosses, or about something else.
_OTHER = re.compile(
    r"comments?|remarks?|notes?|notizen?|kommentare?|bemerkung(?:en)?|opmerking(?:en)?"
    r"|comment(?:aires?|ari[oi]s?)|comentarios?|observa\w*|translat\w*|übersetz\w*|uebersetz\w*"
    r"|traduc\w*|traduz\w*|vertaling\w*|mouth\w*|mund\w*|oral\w*|nonmanuals?|brows?|gaze|eyes?"
    r"|head|meanings?|bedeutung(?:en)?|sentences?|sätze|satz|utterances?|types?|pos|status|checks?"
)
_HANDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("non-dominant", re.compile(r"nondominant|ndh|nd|weak")),
    ("dominant", re.compile(r"dominant|dom|dh|strong")),
    ("right", re.compile(r"r|rh|right|re|rechts|rechte|droite|derecha|destra|direita|höger|右")),
    ("left", re.compile(r"l|lh|left|li|links|linke|gauche|izquierda|sinistra|esquerda|vänster|左")),
    ("both", re.compile(r"both|bh|2h|beide")),
)
_SIGNER = re.compile(r"(?:s|p|sp|spk|sig|sgn|inf|signer|participant|informant|subject|speaker)\d+")
_PERSONS = ("signer", "participant", "informant", "subject", "speaker", "person")
#: Tiers that are named in a sentence.
_NAMED = 8

_NO_ANNOTATIONS = "It has no annotations."
_NOTHING = "Its name does not say that it contains glosses."


def choices(tiers: Sequence[Tier], named: Sequence[str] = ()) -> list[TierChoice]:
    """Return all tiers of a file, and which are taken: the named ones, or those with glosses.

    A named tier that does not exist is not in the result.
    """
    reasons = _named(tiers, named) if named else _fitting(tiers)
    hands = {tier.name: hand(tier.name) for tier in tiers}
    return [
        TierChoice(
            tier.name, tier.kind, len(tier.annotations) + tier.untimed, *reasons[tier.name],
            tier.signer or signer(tier.name), hands[tier.name], untimed=tier.untimed,
        )
        for tier in tiers
    ]  # fmt: skip


def matching(names: Iterable[str], wanted: str) -> str | None:
    """Return the name that was asked for: the same, or the only one in another case or form."""
    names = list(names)
    if wanted in names:
        return wanted
    alike = [name for name in names if _folded(name) == _folded(wanted)]
    return alike[0] if len(alike) == 1 else None


def listed(tiers: Iterable[TierChoice]) -> str:
    """Return the names of tiers with their numbers of annotations, for a sentence."""
    full = [f"{tier.name} ({tier.annotations})" for tier in tiers if tier.annotations]
    rest = [f"and {len(full) - _NAMED} more"] if len(full) > _NAMED else []
    return ", ".join(full[:_NAMED] + rest)


def _named(tiers: Sequence[Tier], named: Sequence[str]) -> dict[str, tuple[bool, str]]:
    wanted = {matching([tier.name for tier in tiers], name) for name in named}
    return {
        tier.name: (True, "It was chosen.")
        if tier.name in wanted
        else (False, "It was not chosen." if tier.annotations else _NO_ANNOTATIONS)
        for tier in tiers
    }


def _fitting(tiers: Sequence[Tier]) -> dict[str, tuple[bool, str]]:
    """Return for each tier whether it is taken because it says that it contains glosses, and why.

    Of tiers of one hand of one signer that label mostly the same times, such as glosses in two
    languages, the first is taken.
    """
    useful = [tier for tier in tiers if tier.annotations or tier.untimed]
    reasons = {tier.name: (False, _NO_ANNOTATIONS) for tier in tiers}
    possible = []
    for tier in useful:
        other = next((word for word in words(tier.name) if _OTHER.fullmatch(word)), "")
        reasons[tier.name] = (False, f"Its name says “{other}”." if other else _NOTHING)
        possible += [] if other else [tier]
    rules: tuple[tuple[str, Callable[[Tier], object]], ...] = (
        ("Its name says that it contains glosses.", lambda tier: _GLOSS.search(_folded(tier.name))),
        ("Its type says that it contains glosses.", lambda tier: _GLOSS.search(_folded(tier.kind))),
        ("Its name says that it contains signs.", lambda tier: _names_signs(tier.name)),
        ("Its type says that it contains signs.", lambda tier: _names_signs(tier.kind)),
        ("It is the only tier with annotations.", lambda _: len(useful) == 1),
    )
    candidates = ((reason, [*filter(fits, possible)]) for reason, fits in rules)
    reason, fitting = next((pair for pair in candidates if pair[1]), ("", []))
    taken: defaultdict[tuple[str, str], dict[str, set[tuple[float, float]]]] = defaultdict(dict)
    for tier in sorted(fitting, key=lambda tier: bool(tier.parent)):
        others = taken[hand(tier.name), tier.signer or signer(tier.name)]
        spans = {(annotation.start, annotation.end) for annotation in tier.annotations}
        same = next(
            (n for n, o in others.items() if spans and 2 * len(spans & o) >= len(spans)), ""
        )
        if same:
            reasons[tier.name] = (False, f"It labels the same times as {same}.")
        else:
            others[tier.name] = spans
            reasons[tier.name] = (True, reason)
    return reasons


def _names_signs(name: str) -> bool:
    return any(_SIGNS.fullmatch(word) for word in words(name))


def words(name: str) -> list[str]:
    """Return the words of a name in lower case: "GlossR S1" is gloss, r, s1."""
    apart = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", unicodedata.normalize("NFC", name))
    return [part.casefold() for part in re.findall(r"[^\W_]+", apart)]


def _rest(name: str) -> list[str]:
    """Return the words of a name without those for glosses."""
    apart = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", unicodedata.normalize("NFC", name))
    return words(_GLOSS.sub(" ", apart.casefold()))


def hand(name: str) -> str:
    """Return the hand in the name of a tier, or nothing: "GlossR S1" is of the right hand."""
    parts = _rest(name)
    joined = [f"{first}{second}" for first, second in pairwise(parts)]
    for value, pattern in _HANDS:
        if any(pattern.fullmatch(part) for part in (*joined, *parts)):
            return value
    return ""


def signer(name: str) -> str:
    """Return the signer in the name of a tier, or nothing: "GlossR S1" and "Gloss@S1" are of S1."""
    before, at, after = name.rpartition("@")
    if at and after.strip():
        return " ".join(after.split())
    parts: list[str] = re.findall(
        r"[^\W_]+", re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", before or name)
    )
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if _SIGNER.fullmatch(part.casefold()):
            return part
        if part.casefold() in _PERSONS and following:
            return following
    others = [p for p in parts if not any(each.fullmatch(p.casefold()) for _, each in _HANDS)]
    last = others[-1] if len(others) > 1 else ""
    return last if len(last) == 1 and last.isupper() else ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
