"""The sign languages of ISO 639-3, and what people call them who do not know the code."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from signdict.core.errors import LanguageError
from signdict.core.paths import resources

_ENDING = " sign language"
_OFFERED = 3  # languages named when a word may mean several


@dataclass(frozen=True, slots=True)
class Language:
    """A sign language. `signclip`: whether the published SignCLIP models were trained on it."""

    code: str
    name: str
    own_name: str
    country: str
    signclip: bool
    abbreviations: tuple[str, ...] = ()


@cache
def languages() -> dict[str, Language]:
    """Every sign language by its code, in the order of the English names."""
    with (resources() / "languages.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _language(row) for row in csv.DictReader(file)}


def language(code: str) -> Language:
    """Return the language of a code, in any case. Raise LanguageError, naming the nearest one."""
    word = code.strip()
    found = languages().get(word.casefold())
    if found:
        return found
    near = nearest(word)
    if not near:
        raise LanguageError(
            f"{word or 'Nothing'} is not a sign-language code.",
            hint="See them all: signdict languages",
        )
    right = ", ".join(f"{one.name} is {one.code}" for one in near)
    raise LanguageError(f"{word} is not a sign-language code; {right}.")


@lru_cache(1024)
def nearest(word: str) -> list[Language]:
    """Which languages a wrong code, an abbreviation, a name or a country may mean, best first."""
    called = _called()
    folded = word.strip().casefold().replace("_", "-")
    for tried in (folded, folded.removesuffix(_ENDING)):
        if tried in called:
            return called[tried]
    close = get_close_matches(folded.removesuffix(_ENDING), called, n=1, cutoff=0.6)
    return called[close[0]] if close else []


def _language(row: dict[str, str]) -> Language:
    return Language(
        row["code"],
        row["name"],
        row["own_name"],
        row["country"],
        row["signclip"] == "yes",
        tuple(row["abbreviations"].split()),
    )


@cache
def _called() -> dict[str, list[Language]]:
    """Every word for a language, lower case: its abbreviation, name, own name, country, code."""
    called: dict[str, list[Language]] = defaultdict(list)
    for one in sorted(languages().values(), key=lambda one: not one.signclip):
        name = one.name.casefold()
        words = [*one.abbreviations, name, name.removesuffix(_ENDING), one.own_name.casefold()]
        words += [one.code, *one.country.casefold().split("; ")]
        for word in dict.fromkeys(filter(None, words)):
            called[word].append(one)
    return {word: those[:_OFFERED] for word, those in called.items()}
