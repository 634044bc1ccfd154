"""HKU-HKSLLEX: a list of entries. One was removed, and one is a sentence."""

import json

from tests.support.miniatures import Miniature


def entry(number: str, english: str, chinese: str, status: str = "live", kind: str = "vocabulary"):
    return {
        "HKU_HKSLLEX_ID": {"id": f"HKSLLEX-2023-{number}", "status": status, "entryType": kind},
        "translation": {"EN-GB": {"primary": english}, "ZH-HK": {"primary": chinese}},
        "demonstrator": "A",
    }


MINIATURE = Miniature(
    files={
        "data.json": json.dumps(
            [
                entry("00001743", "zoo", "動物園"),
                entry("00001733", "winter", "冬天"),
                entry("00001803", "break down", "壞"),
                entry("00001804", "then", "然後", status="removed"),
                entry("00001805", "I like twins", "我喜歡", kind="sentence"),
            ]
        ),
        "video/small/HKSLLEX-2023-00001743-Zoo.mp4": 1,
        "video/small/HKSLLEX-2023-00001733-Winter.mp4": 2,
        "video/small/HKSLLEX-2023-00001803-Breakdown.mp4": 3,
        "video/small/HKSLLEX-2023-00001804-Then.mp4": 4,
        "video/small/HKSLLEX-2023-00001805-Twins.mp4": 5,
    },
    signs=(("zoo", "hks", 1), ("winter", "hks", 1), ("break down", "hks", 1)),
    skipped=("The editors have removed this entry.", "It is a sentence."),
    find=("冬天", "winter"),
    recognised=True,
)
