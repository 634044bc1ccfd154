"""Sign2MINT: a list of terms with addresses of films. One film is missing."""

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
    skipped=("/byte.mp4 is not on this computer. Fetch it with --download.",),
    find=("atom", "Atom"),
)
