"""The sign languages of ISO 639-3: their codes, names, countries and abbreviations."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from signdict.core.errors import LanguageError
from signdict.core.paths import resources

_ENDING = " sign language"
_MAX_SUGGESTIONS = 3  # languages that are suggested for one word


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
    """Return every sign language by its code, sorted by English name."""
    with (resources() / "languages.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _language(row) for row in csv.DictReader(file)}


def language(code: str) -> Language:
    """Return the language of a code, in upper or lower case.

    Raise LanguageError if there is no such code; the message suggests codes.
    """
    word = code.strip()
    known = languages().get(word.casefold())
    if known:
        return known
    suggestions = nearest(word)
    if not suggestions:
        raise LanguageError(
            f"{word or 'Nothing'} is not a sign-language code.",
            hint="List all codes: signdict languages",
        )
    names = ", ".join(f"{suggestion.name} is {suggestion.code}" for suggestion in suggestions)
    raise LanguageError(f"{word} is not a sign-language code; {names}.")


@lru_cache(1024)
def nearest(word: str) -> list[Language]:
    """Return the languages that a wrong code, a name or a country may mean, best first."""
    by_word = _languages_by_word()
    folded = word.strip().casefold().replace("_", "-")
    for candidate in (folded, folded.removesuffix(_ENDING)):
        if candidate in by_word:
            return by_word[candidate]
    close = get_close_matches(folded.removesuffix(_ENDING), by_word, n=1, cutoff=0.6)
    return by_word[close[0]] if close else []


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
def _languages_by_word() -> dict[str, list[Language]]:
    """Return languages by abbreviation, name, own name, country and code, all in lower case."""
    by_word: dict[str, list[Language]] = defaultdict(list)
    for entry in sorted(languages().values(), key=lambda entry: not entry.signclip):
        name = entry.name.casefold()
        words = [*entry.abbreviations, name, name.removesuffix(_ENDING), entry.own_name.casefold()]
        words += [entry.code, *entry.country.casefold().split("; ")]
        for word in dict.fromkeys(filter(None, words)):
            by_word[word].append(entry)
    return {word: entries[:_MAX_SUGGESTIONS] for word, entries in by_word.items()}
