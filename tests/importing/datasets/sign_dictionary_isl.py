"""ISL Bible dictionary: film, landmarks and facts of each sign side by side; landmarks are missing
for one."""

import json

from tests.support.miniatures import Miniature


def unpacked(key: str, word: str, number: int) -> dict[str, object]:
    facts = {"filename": f"{word}.mp4", "signer": "S1", "transcript": {"text": word}}
    return {
        f"{key}.json": json.dumps(facts),
        f"{key}.pose-mediapipe.pose": number,
        f"{key}.pose-dwpose.npz": b"PK",
        f"{key}.mp4": b"",
        f"{key}.pose-animation.mp4": b"",
    }


MINIATURE = Miniature(
    files={
        **unpacked("0001", "altar", 1),
        **unpacked("0002", "bread", 2),
        **unpacked("0003", "water", 3),
        "0004.json": json.dumps({"signer": "S1", "transcript": {"text": "wine"}}),
    },
    signs=(("altar", "ins", 1), ("bread", "ins", 1), ("water", "ins", 1)),
    skipped=("Entry 1 of 0004.json: No file has key 0004.",),
    find=("bread", "bread"),
    recognised=True,
)
