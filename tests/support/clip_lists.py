"""Lists of clips as other people publish them, small and made here."""

import csv
import json


def touched(folder, *names):
    """Files of these names, with nothing that could be read in them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(name.encode())


def instance(video):
    """An instance of WLASL as the file of its third version holds them."""
    return {
        "bbox": [385, 37, 885, 720], "fps": 25, "frame_end": -1, "frame_start": 1,
        "instance_id": 0, "signer_id": 4, "source": "aslpro", "split": "train",
        "url": "http://example.org/a.swf", "variation_id": 0, "video_id": video,
    }  # fmt: skip


def book(*videos):
    """One gloss of WLASL."""
    return [{"gloss": "book", "instances": [instance(video) for video in videos]}]


def wlasl_file(folder, items):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "WLASL_v0.3.json"
    path.write_text(json.dumps(items, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def citizen(folder, *rows):
    """A split of ASL Citizen."""
    head = ("Participant ID", "Video file", "Gloss", "ASL-LEX Code")
    return _table(folder, "train.csv", head, rows)


def suisse(folder, *rows):
    """A table of SignSuisse; of its other columns the first is there."""
    head = ("id", "name", "signedLanguage", "spokenLanguage", "video", "category")
    return _table(folder, "signsuisse.csv", head, [(*row, "x") for row in rows])


def _table(folder, name, head, rows):
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return folder / name
