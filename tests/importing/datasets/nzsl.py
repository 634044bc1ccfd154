"""NZSL: a file of facts for each sign, with folders of films; examples are passed over."""

import json

from tests.support.miniatures import Miniature


def facts(number: int, english: list[str], maori: list[str]) -> str:
    gloss = {"english": english, "english_secondary": ["x"], "maori": maori, "attributes": ["noun"]}
    return json.dumps({"nzsl_id": number, "gloss": gloss, "usage": []}, ensure_ascii=False)


END = "mb.r480x360.mp4"

MINIATURE = Miniature(
    files={
        "data/676.json": facts(676, ["balance"], ["ka hē noa iho"]),
        "data/2297.json": facts(2297, ["man", "male"], ["tāne"]),
        "data/12.json": facts(12, ["water"], ["wai"]),
        "data/13.json": facts(13, ["tree"], ["rākau"]),
        f"video/676/balance.676.main_glosses.{END}": 1,
        f"video/676/balance.676.finalexample1.{END}": 9,
        f"video/2297/man.2297.main_glosses.{END}": 2,
        f"video/12/water.12.main_glosses.{END}": 3,
    },
    signs=(("balance", "nzs", 1), ("man", "nzs", 1), ("water", "nzs", 1)),
    skipped=("Entry 1 of 13.json: No file has id 13.",),
    find=("wai", "water"),
    recognised=True,
)
