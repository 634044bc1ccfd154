"""Sign2MINT: a list of terms with addresses of films, one of which is missing."""

import json

from tests.support.miniatures import Miniature

TERMS = {1: "Addition", 2: "Atom", 3: "Bit", 4: "Byte"}

MINIATURE = Miniature(
    files={
        "entries.json": json.dumps(
            [
                {
                    "id": number,
                    "fachbegriff": term,
                    "bedeutungsnummern": "1",
                    "videoLink": f"https://example.org/videos/{term.lower()}.mp4",
                }
                for number, term in TERMS.items()
            ]
        ),
        "addition.mp4": 1,
        "atom.mp4": 2,
        "bit.mp4": 3,
    },
    signs=(("Addition", "gsg", 1), ("Atom", "gsg", 1), ("Bit", "gsg", 1)),
    skipped=(
        "Entry 4 of entries.json: No such file: byte.mp4. Check the spelling; .pose files and "
        "other videos of this name are found too.",
    ),
    find=("atom", "Atom"),
)
