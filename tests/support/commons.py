"""The API of Wikimedia Commons, as its documentation describes its answers."""

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from tests.support.webserver import Answer, Request

API = "https://commons.wikimedia.org/w/api.php"


@dataclass(frozen=True)
class File:
    """A file of a category."""

    title: str
    content: bytes
    licence: str = "CC BY-SA 4.0"
    artist: str = '<a href="//commons.wikimedia.org/wiki/User:Laura" title="User:Laura">Laura</a>'
    mime: str = "video/webm"
    size: int | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        name = self.title.replace(" ", "_")
        return f"https://upload.wikimedia.org/wikipedia/commons/a/ab/{name}"

    def page(self, number: int, *, with_info: bool = True) -> dict:
        """Return what `prop=imageinfo` says about it, with `formatversion=2`."""
        page = {"pageid": number, "ns": 6, "title": f"File:{self.title}"}
        if not with_info:
            return page
        about = {
            "Artist": {"value": self.artist, "source": "commons-desc-page"},
            "LicenseShortName": {
                "value": self.licence,
                "source": "commons-desc-page",
                "hidden": "",
            },
        }
        info = {
            "size": self.size or len(self.content), "url": self.address, "mime": self.mime,
            "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{self.title}",
            "sha1": hashlib.sha1(self.content).hexdigest(),
            "extmetadata": {name: value for name, value in about.items() if value["value"]},
        }  # fmt: skip
        return page | {"imagerepository": "local", "imageinfo": [info]}


class Commons:
    """Answers of the API for categories: two files a request, the second without its details first.

    `errors` are answered first, one for each request.
    """

    def __init__(self, categories: dict[str, list["File | str"]]) -> None:
        self._categories = categories
        self.errors: list[dict] = []
        self.asked: list[dict[str, str]] = []

    def __call__(self, request: Request) -> Answer:
        asked = {key: value[0] for key, value in parse_qs(urlsplit(request.path).query).items()}
        self.asked.append(asked)
        if self.errors:
            return self._json(self.errors.pop(0))
        members = self._categories.get(asked["gcmtitle"].removeprefix("Category:"), [])
        if "subcat" not in asked["gcmtype"]:
            members = [member for member in members if isinstance(member, File)]
        start, half = int(asked.get("gcmcontinue", "0")), "iistart" in asked
        shown = members[start : start + 2]
        pages = [
            {"pageid": 900 + n, "ns": 14, "title": f"Category:{m}"} if isinstance(m, str)
            else m.page(n, with_info=half or n == start)
            for n, m in enumerate(shown, start=start)
        ]  # fmt: skip
        answer: dict = {"query": {"pages": pages}} if pages else {}
        if len(shown) > 1 and not half:
            answer["continue"] = {"iistart": "x", "continue": "||", "gcmcontinue": str(start)}
            return self._json(answer)
        answer["batchcomplete"] = True
        if start + 2 < len(members):
            answer["continue"] = {"gcmcontinue": str(start + 2), "continue": "gcmcontinue||"}
        return self._json(answer)

    @staticmethod
    def _json(answer: dict) -> Answer:
        kind = {"Content-Type": "application/json; charset=utf-8"}
        return Answer(json.dumps(answer).encode(), headers=kind)
