"""Pakistani signs: films named by school and word, a mapping to words of three languages, and a
film without a sign."""

import json

from tests.support.miniatures import Miniature

MAPPING = [
    {
        "country": "pk",
        "mapping": [
            {
                "label": "pk-hfad-1_airplane",
                "token": {"en": ["airplane", "plane"], "ur": ["طیارہ"]},
            },
            {"label": "pk-hfad-1_جگہ", "token": {"en": ["place"], "ur": ["جگہ"]}},
        ],
    }
]

MINIATURE = Miniature(
    files={
        "parallel_texts/pk-dictionary-mapping.json": json.dumps(MAPPING, ensure_ascii=False),
        "videos/pk-hfad-1_airplane.mp4": 1,
        "videos/pk-hfad-1_جگہ.mp4": 2,
        "videos/pk-hfad-1_bag(noun).mp4": 3,
        "videos/wordless_wordless.mp4": 4,
    },
    signs=(("airplane", "pks", 1), ("جگہ", "pks", 1), ("bag(noun)", "pks", 1)),
    skipped=("It shows no sign.",),
    find=("place", "جگہ"),
    recognised=True,
)
