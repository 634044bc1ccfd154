"""Categories of Wikimedia Commons, through its API: films under free licences, with their makers.

The API is described at https://www.mediawiki.org/wiki/API:Main_page: `generator=categorymembers`
(API:Categorymembers), `prop=imageinfo` with `extmetadata` (API:Imageinfo), `continue`
(API:Continue), `maxlag` (Manual:Maxlag_parameter). Requests are made one after another, as
API:Etiquette asks.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from signdict.core.cleaning import clean
from signdict.core.errors import FetchError
from signdict.fetching.addresses import checked, host_of
from signdict.importing.catalogues.catalogue import Catalogue, Listing, Row, glossed

if TYPE_CHECKING:
    from signdict.fetching.client import Client

API, _PAGE = "https://commons.wikimedia.org/w/api.php", "https://commons.wikimedia.org/wiki/"
#: Files of one request; the API allows 500, and fewer if each has metadata.
_TOGETHER = "50"
#: Seconds to wait if the servers lag behind, as the manual advises, and how often.
LAG, _TRIES = 5.0, 5
#: The most pages of files, and categories inside a category, that are read.
_MOST_PAGES, _MOST_CATEGORIES = 2000, 500
_FIELDS = "Artist|Attribution|License|LicenseShortName|NonFree"
#: Licences that let everyone copy, change and share: Creative Commons without NC and ND, and none.
_FREE = re.compile(
    r"CC0.*|CC[- ]Zero.*|Public domain|PD([- ].*)?"
    r"|CC[- ]BY([- ]SA)?[- ]\d\.\d(([- ][a-z]{2,5})|,.*)?",
    re.IGNORECASE,
)
_FILM = ("video/", "application/ogg", "image/gif")


def listing(
    client: "Client", catalogue: Catalogue, limit: int | None, show: Callable[[int], object]
) -> Listing:
    """Return the films of a category, and of those inside it if the recipe has `subcategories`.

    A maker and a licence are a source of their own, so that each sign shows its own.
    """
    names, found = catalogue.patterns("name"), Listing()
    for page in _pages(client, catalogue):
        if limit is not None and len(found.rows) >= limit:
            break
        row = _row(catalogue, page, lambda name: glossed(names, name))
        if isinstance(row, str):
            found.left_out[row] += 1
        else:
            found.rows.append(row)
        show(len(found.rows))
    _name_sources(found.rows, catalogue.of.title)
    return found


def _pages(client: "Client", catalogue: Catalogue) -> Iterator[Mapping[str, Any]]:
    """Yield the pages of all files, each once."""
    first = _titled(catalogue)
    deep = bool(catalogue.settings.get("subcategories", False))
    waiting, seen = deque([first]), {first}
    titles: set[str] = set()
    while waiting:
        for page in _members(client, catalogue.text("api", API), waiting.popleft(), deep=deep):
            title = str(page.get("title", ""))
            if page.get("ns") == 14:
                if title not in seen and len(seen) < _MOST_CATEGORIES:
                    seen.add(title)
                    waiting.append(title)
            elif title not in titles:
                titles.add(title)
                yield page


def _titled(catalogue: Catalogue) -> str:
    """Return the title of the page of the category."""
    return "Category:" + catalogue.text("category").removeprefix("Category:").replace("_", " ")


def _members(
    client: "Client", api: str, category: str, *, deep: bool
) -> Iterator[Mapping[str, Any]]:
    """Yield the members of a category, page by page of the API."""
    asked = {
        "action": "query", "format": "json", "formatversion": "2", "maxlag": f"{LAG:.0f}",
        "generator": "categorymembers", "gcmtitle": category,
        "gcmtype": "file|subcat" if deep else "file", "gcmlimit": _TOGETHER,
        "prop": "imageinfo", "iiprop": "url|size|sha1|mime|extmetadata",
        "iiextmetadatafilter": _FIELDS, "iiextmetadatalanguage": "en",
    }  # fmt: skip
    more: dict[str, str] = {}
    batch: dict[object, dict[str, Any]] = {}
    for _ in range(_MOST_PAGES):
        answer = _answer(client, api, asked | more)
        for page in answer.get("query", {}).get("pages", []):
            key = page.get("pageid", page.get("title"))
            batch[key] = batch.get(key, {}) | page
        more = {key: str(value) for key, value in answer.get("continue", {}).items()}
        if "batchcomplete" in answer or not more:
            yield from batch.values()
            batch.clear()
        if not more:
            return


def _answer(client: "Client", api: str, asked: dict[str, str]) -> Mapping[str, Any]:
    """Return an answer of the API, after waiting while its servers lag behind."""
    for _ in range(_TRIES):
        answer = client.read_json(api, asked)
        error = answer.get("error") if isinstance(answer, dict) else None
        if not isinstance(answer, dict) or (error and not isinstance(error, dict)):
            break
        if not error:
            return answer
        if error.get("code") not in ("maxlag", "ratelimited"):
            raise FetchError(
                f"{host_of(api)} refused the request: {str(error.get('info', ''))[:200]}",
                hint="Check the category in the recipe.",
            )
        client.wait(LAG)
    raise FetchError(f"{host_of(api)} asks to come back later.", hint="Try again in an hour.")


def _row(
    catalogue: Catalogue,
    page: Mapping[str, Any],
    parts: Callable[[str], dict[str, str] | None],
) -> Row | str:
    """Return the row of a file, or in a few words why it is left out."""
    info: dict[str, Any] = next(iter(page.get("imageinfo") or []), {})
    about = {key: str(value.get("value", "")) for key, value in _metadata(info).items()}
    licence = clean(plain_text(about.get("LicenseShortName", ""))) or about.get("License", "")
    name = PurePosixPath(str(page.get("title", "")).partition(":")[2]).stem
    found = parts(name)
    if not str(info.get("mime", "")).startswith(_FILM):
        return "no film"
    if about.get("NonFree") == "true" or not _FREE.fullmatch(licence):
        return f"licence {licence}" if licence else "no licence"
    if found is None:
        return "no gloss in its name"
    try:
        address = checked(str(info.get("url", "")))
    except FetchError:
        return "no address"
    maker = clean(plain_text(about.get("Attribution") or about.get("Artist", ""))) or "unknown"
    values = {key: text for key, text in found.items() if key in ("signer", "variant")}
    return catalogue.row(
        address, found["gloss"].strip(), licence=licence, source=f"{maker}, {licence}",
        attribution=f"{maker}, {licence}, on Wikimedia Commons", sha1=info.get("sha1"),
        size=info.get("size"), **values,
        url=_PAGE + _titled(catalogue).replace(" ", "_"),
    )  # fmt: skip


def _metadata(info: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    given = info.get("extmetadata")
    if not isinstance(given, dict):
        return {}
    return {key: value for key, value in given.items() if isinstance(value, dict)}


def _name_sources(rows: list[Row], title: str) -> None:
    """Name the source of each row after the dataset, and after maker and licence if they differ."""
    several = len({row["source"] for row in rows}) > 1
    for row in rows:
        row["source"] = f"{title} ({row['source']})" if several else title


def plain_text(markup: str) -> str:
    """Return the text of HTML: its values are formatted as such."""
    parser = _MarkupText()
    parser.feed(markup)
    parser.close()
    return " ".join("".join(parser.parts).split())


class _MarkupText(HTMLParser):
    """Collects the text of HTML, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the start of what is not text."""
        del attrs
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of what is not text."""
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Add text."""
        if not self._hidden:
            self.parts.append(data)
