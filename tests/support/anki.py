"""Prints what Anki's own library finds in decks imported one after the other, as JSON.

    python tests/support/anki.py first.apkg second.apkg

Needs a Python with the package `anki`, which signdict itself does not use.
"""

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def facts(collection: Collection) -> dict[str, object]:
    notes = [collection.get_note(number) for number in collection.find_notes("")]
    cards = [collection.get_card(number) for number in collection.find_cards("")]
    used = {
        name for note in notes for name in collection.media.files_in_str(note.mid, note["Sign"])
    }
    return {
        "decks": sorted({collection.decks.name(card.did) for card in cards}),
        "notes": sorted([note["Gloss"], note["Note"], note.guid] for note in notes),
        "cards": sorted([card.question(), card.answer()] for card in cards),
        "order": [c.note()["Gloss"] for c in sorted(cards, key=lambda c: c.due) if c.ord == 0],
        "missing": sorted(n for n in used if not Path(collection.media.dir(), n).is_file()),
        "media": sorted(used),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        results = []
        for path in sys.argv[1:]:
            options = ImportAnkiPackageOptions(with_scheduling=False)
            request = ImportAnkiPackageRequest(package_path=path, options=options)
            collection.import_anki_package(request)
            results.append(facts(collection))
        collection.close()
    sys.stdout.write(json.dumps(results))


main()
