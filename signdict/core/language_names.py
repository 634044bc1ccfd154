"""Names of sign languages in spoken languages, and the languages that a text or a place means."""

import csv
from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from functools import cache

from signdict.core.languages import Language, languages
from signdict.core.paths import resources
from signdict.core.text import fold

_ENGLISH = "en"
#: From this number of letters on, a text is also found inside words. Scripts without blanks
#: between words need fewer.
_INSIDE = 3
#: The letters that a country and the name of its language have in common: Kenya, Kenyan.
_STEM = 4
#: Names that are at least this similar to a text may be meant by it.
_ALIKE = 0.75
#: What people call countries besides their names.
_ALSO = {"United States": "USA", "United Kingdom": "UK; Great Britain; England"}
#: The language of a country with several where `languages.csv` cannot decide: by country and
#: spoken language, the languages that its speakers most likely sign.
_BY_SPOKEN = {
    ("Belgium", "fr"): "sfb", ("Belgium", "nl"): "vgt", ("Canada", "fr"): "fcs",
    ("Finland", "sv"): "fss", ("Spain", "ca"): "csc", ("Switzerland", "de"): "sgg",
    ("Switzerland", "fr"): "ssr", ("Switzerland", "it"): "slf",
}  # fmt: skip


def name_in(code: str, spoken: str = _ENGLISH) -> str:
    """Return the name of a sign language in a spoken language, such as "de", or else in English.

    Return the code if the sign language is unknown.
    """
    known = languages().get(code)
    translated = _translated(spoken).get(code)
    return translated[0] if translated else known.name if known else code


def own_name(code: str) -> str:
    """Return the name of a sign language in its own country, or "" if it is not known."""
    known = languages().get(code)
    return known.own_name if known else ""


def matching(text: str, preferred: Collection[str] = ()) -> list[Language]:
    """Return the sign languages that a text means, the likeliest first; all for an empty text.

    Of languages that fit equally well, those of the codes `preferred` come first. The text is an
    abbreviation, a code, or the beginnings of words of the name, in the language of
    its country, in English or in another language of the window, or of the country. Case and
    accents do not matter. If nothing contains the text, the languages with a similar name.
    """
    found = _ranked(fold(text)) or _ranked(_alike(fold(text)))
    order = sorted(found, key=lambda code: (found[code], code not in preferred))
    return [languages()[code] for code in order]


def proposed(places: Iterable[tuple[str, str]]) -> list[Language]:
    """Return the sign languages of places, given as a spoken language and an English country name.

    Of the languages of a country, the one of the speakers of that spoken language comes first,
    then those on which the published models were trained, or else those named after the country.
    """
    proposals: dict[str, Language] = {}
    for spoken, country in places:
        known = [entry for entry in languages().values() if _is_in(entry, country)]
        named = [entry for entry in known if fold(entry.name)[:_STEM] == fold(country)[:_STEM]]
        main = [entry for entry in known if entry.signclip] or named or known
        likely = languages().get(_BY_SPOKEN.get((country, spoken), ""))
        proposals |= {entry.code: entry for entry in ([likely] if likely else []) + main}
    return [*proposals.values()]


def _is_in(entry: Language, country: str) -> bool:
    """Return whether a language is used in a country; "Hong Kong SAR China" is Hong Kong."""
    wanted = fold(country.replace("&", "and"))
    return any(
        wanted == own or wanted.startswith(f"{own} ")
        for own in map(fold, entry.country.split("; "))
    )


def _ranked(words: str | None) -> dict[str, int]:
    """Return the languages that words fit, and how well; none without words."""
    names = {} if words is None else _names_by_code()
    ranks = {code: _rank(words or "", called) for code, called in names.items()}
    return {code: rank for code, rank in ranks.items() if rank is not None}


def _alike(words: str) -> str | None:
    """Return the name, or the word of a name, that differs from words by a typo or two."""
    names = {name for called in _names_by_code().values() for name in called}
    parts = {part for name in names for part in name.split()}
    close = get_close_matches(words, sorted(names | parts), n=1, cutoff=_ALIKE)
    return close[0] if close else None


def _rank(words: str, names: Sequence[str]) -> int | None:
    """Return how well words fit names, 0 for the same or no words; None if they do not."""
    if not words or words in names:
        return 0
    if any(name.startswith(words) for name in names):
        return 1
    parts = words.split()
    starts = {part for name in names for part in name.split()}
    if all(any(start.startswith(part) for start in starts) for part in parts):
        return 2
    inside = len(words) >= _INSIDE or not words.isascii()
    return 3 if inside and any(words in name for name in names) else None


@cache
def _names_by_code() -> dict[str, tuple[str, ...]]:
    """Return everything that each language is called, folded."""
    called: dict[str, tuple[str, ...]] = {}
    for code, entry in languages().items():
        countries = entry.country.split("; ")
        names = [*entry.abbreviations, code, entry.name, entry.own_name, *countries]
        names += [also for country in countries for also in _ALSO.get(country, "").split("; ")]
        for path in resources().glob("languages_*.csv"):
            translated = _translated(path.stem.removeprefix("languages_")).get(code, ("", ""))
            names += [translated[0], *translated[1].split("; ")]
        called[code] = tuple(dict.fromkeys(filter(None, map(fold, names))))
    return called


@cache
def _translated(spoken: str) -> dict[str, tuple[str, str]]:
    """Return the name and the countries of each language in a spoken language, if there are any."""
    path = resources() / f"languages_{spoken}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["name"], row["country"]) for row in csv.DictReader(file)}
