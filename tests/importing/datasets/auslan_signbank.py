"""Auslan Signbank: a list of words with addresses of films. One film is missing."""

import json

from tests.support.miniatures import Miniature

STORE = "v1/AUTH_92/staticauslanorgau"
FILMS = {
    "hello": ["mp4video/11/11450.mp4", "auslan/49/49700_1.mp4"],
    "book": ["mp4video/12/12010.mp4"],
    "cat": ["mp4video/13/13010.mp4"],
    "dog": ["mp4video/14/14010.mp4"],
}

MINIATURE = Miniature(
    files={
        "data.json": json.dumps(
            {
                "data": [
                    {
                        "entry_in_english": word,
                        "sub_entries": [
                            {"video_links": [f"https://example.org/{STORE}/{film}"]}
                            for film in films
                        ],
                    }
                    for word, films in FILMS.items()
                ]
            }
        ),
        f"{STORE}/mp4video/11/11450.mp4": 1,
        f"{STORE}/auslan/49/49700_1.mp4": 2,
        f"{STORE}/mp4video/12/12010.mp4": 3,
        f"{STORE}/mp4video/13/13010.mp4": 4,
    },
    signs=(("hello", "asf", 2), ("book", "asf", 1), ("cat", "asf", 1)),
    skipped=("/14010.mp4 is not on this computer. Fetch it with --download.",),
    find=("hello", "hello"),
    recognised=True,
)
