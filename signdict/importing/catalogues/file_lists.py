"""Lists of files as sign-language-translator publishes them: JSON with `file_to_url`, and words.

https://github.com/sign-language-translator/sign-language-datasets has `asset_urls/*-urls.json`,
with objects `{"file_to_url": {"videos/pk-hfad-1_house.mp4": "https://..."}}` at any depth, and
`parallel_texts/*-mapping.json`, a list of `{"mapping": [{"label": "pk-hfad-1_house", "token":
{"en": ["house"], "ur": [...]}}]}`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from signdict.core.errors import FetchError
from signdict.fetching.addresses import host_of
from signdict.importing.catalogues.catalogue import Catalogue, Listing, Row, glossed
from signdict.importing.entries import ENDINGS

if TYPE_CHECKING:
    from signdict.fetching.client import Client

#: What follows a word in brackets to tell it from another of its spelling: `spring(coil)`.
_SENSE = re.compile(r"\s*\([^()]*\)$")


def listing(
    client: "Client", catalogue: Catalogue, limit: int | None, show: Callable[[int], object]
) -> Listing:
    """Return the films of a list whose names have a gloss.

    The words for a film, in the first spoken language of the dataset that has any, are its gloss
    and a translation of it; without words, the gloss is that in its name.
    """
    names, found = catalogue.patterns("name"), Listing()
    address = catalogue.text("address")
    words = _words(client, catalogue)
    for file, where in _files(client.read_json(address), host_of(address)):
        if limit is not None and len(found.rows) >= limit:
            break
        label, ending = PurePosixPath(file).stem, PurePosixPath(file).suffix.lower()
        parts = glossed(names, label)
        if ending not in ENDINGS:
            found.left_out["no film"] += 1
        elif parts is None:
            found.left_out["no gloss in its name"] += 1
        else:
            found.rows.append(_row(catalogue, where, parts["gloss"], words.get(label, {})))
        show(len(found.rows))
    return found


def _row(catalogue: Catalogue, where: str, gloss: str, words: dict[str, list[str]]) -> Row:
    spoken = next((code for code in catalogue.of.spoken_languages if words.get(code)), "")
    if not spoken:
        return catalogue.row(where, gloss.replace("-", " "), spoken_language="")
    # a gloss has the sense in brackets: this distinguishes signs
    own, others = words[spoken][0], [_SENSE.sub("", word) for word in words[spoken][1:]]
    return catalogue.row(
        where, own, spoken_language=spoken,
        translation=next((word for word in others if word and word != own), ""),
    )  # fmt: skip


def _files(value: Any, host: str) -> Iterator[tuple[str, str]]:
    """Yield the names and addresses in all `file_to_url`. Raise FetchError if no table has any."""
    tables = [table for table in _tables(value) if isinstance(table, dict)]
    if not tables:
        raise FetchError(
            f"The list at {host} has no file_to_url.", hint="It may have moved. See its home page."
        )
    for table in tables:
        yield from ((str(name), str(address)) for name, address in table.items())


def _tables(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "file_to_url":
                yield inner
            else:
                yield from _tables(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _tables(inner)


def _words(client: "Client", catalogue: Catalogue) -> dict[str, dict[str, list[str]]]:
    """Return the words for each label, by the code of their language."""
    address = catalogue.text("words", "")
    if not address:
        return {}
    found: dict[str, dict[str, list[str]]] = {}
    for group in _list(client.read_json(address)):
        for row in _list(group.get("mapping") if isinstance(group, dict) else None):
            tokens = row.get("token") if isinstance(row, dict) else None
            if isinstance(tokens, dict):
                found[str(row.get("label"))] = {
                    code: [text for text in _list(texts) if isinstance(text, str)]
                    for code, texts in tokens.items()
                }
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
