"""Small lists of clips in the formats that others publish, and signs for exports."""

import csv
import json

from signdict.core.types import SignSummary

#: Signs with markup, emoji and right-to-left letters.
SIGNS = (
    SignSummary(1, "House", "", "ase", "en", "", "starter"),
    SignSummary(2, "gift & <poison>", "2", "gsg", "de", "present", "own", texts=(("en", "gift"),)),
    SignSummary(3, "שלום 👋", "", "isr", "he", "", "own"),
)


def touched(folder, *names):
    """Create files with these names and invalid content."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(name.encode())


def instance(video):
    """Return an instance as in version 0.3 of WLASL."""
    return {
        "bbox": [385, 37, 885, 720], "fps": 25, "frame_end": -1, "frame_start": 1,
        "instance_id": 0, "signer_id": 4, "source": "aslpro", "split": "train",
        "url": "http://example.org/a.swf", "variation_id": 0, "video_id": video,
    }  # fmt: skip


def book(*videos):
    """Return one gloss of WLASL with instances."""
    return [{"gloss": "book", "instances": [instance(video) for video in videos]}]


def wlasl_file(folder, items):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "WLASL_v0.3.json"
    path.write_text(json.dumps(items, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def citizen(folder, *rows):
    """Write a split of ASL Citizen."""
    head = ("Participant ID", "Video file", "Gloss", "ASL-LEX Code")
    return _table(folder, "train.csv", head, rows)


def suisse(folder, *rows):
    """Write a table of SignSuisse, with the first of its other columns."""
    head = ("id", "name", "signedLanguage", "spokenLanguage", "video", "category")
    return _table(folder, "signsuisse.csv", head, [(*row, "x") for row in rows])


def _table(folder, name, head, rows):
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return folder / name
