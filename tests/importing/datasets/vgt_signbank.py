"""Woordenboek Vlaamse Gebarentaal: the list of a category with its films, one of them missing."""

import json

from tests.support.miniatures import Miniature

SIGNS = (
    (7, "KAT-A", ["kat", "poes"]),
    (12, "HOND-A", ["hond"]),
    (13, "KOE-A", ["koe"]),
    (14, "VIS-B", ["vis"]),
)

MINIATURE = Miniature(
    files={
        "assets/Animal/signs.json": json.dumps(
            {
                "totalNumberSignOverviews": 4,
                "signOverviews": [
                    {"signId": number, "glossName": gloss, "translations": words, "regions": []}
                    for number, gloss, words in SIGNS
                ],
            }
        ),
        "media/Animal/glossvideo/KA/KAT-A-7.mp4": 1,
        "media/Animal/glossvideo/HO/HOND-A-12.mp4": 2,
        "media/Animal/glossvideo/KO/KOE-A-13.mp4": 3,
    },
    signs=(("KAT-A", "vgt", 1), ("HOND-A", "vgt", 1), ("KOE-A", "vgt", 1)),
    skipped=("Entry 4 of signs.json: No file has id 14.",),
    find=("poes", "KAT-A"),
    recognised=True,
)

FILMS = Miniature(
    files={
        "glossvideo/KA/KAT-A-7.mp4": 1,
        "glossvideo/HO/HOND-A-12.mp4": 2,
        "glossvideo/KO/KOE-A-13.mp4": 3,
        "glossvideo/VI/VIS-B-14.mp4": b"",
    },
    signs=(("KAT-A", "vgt", 1), ("HOND-A", "vgt", 1), ("KOE-A", "vgt", 1)),
    skipped=("VIS-B-14.mp4 is empty. Copy or record it again.",),
    find=("kat-a", "KAT-A"),
)
