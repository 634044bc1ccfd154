"""SignDict: an answer to a search, films by their addresses, and a word without a film."""

import json

from tests.support.miniatures import Miniature


def entry(number: int, word: str) -> dict[str, object]:
    """Return an entry with its best film."""
    film = {"videoUrl": f"https://example.org/videos/{number}/film.mp4", "copyright": "Ada"}
    return {"id": number, "text": word, "currentVideo": film}


MINIATURE = Miniature(
    files={
        "search.json": json.dumps(
            {
                "data": {
                    "search": [
                        entry(1, "Haus"),
                        entry(2, "Buch"),
                        entry(3, "Katze"),
                        {"id": 4, "text": "Hund", "currentVideo": None},
                    ]
                }
            }
        ),
        "videos/1/film.mp4": 1,
        "videos/2/film.mp4": 2,
        "videos/3/film.mp4": 3,
    },
    signs=(("Haus", "gsg", 1), ("Buch", "gsg", 1), ("Katze", "gsg", 1)),
    skipped=("Entry 4 of search.json: It names no clip. Fill in the name of its file.",),
    find=("katze", "Katze"),
)
