"""A WordNet of a few meanings, in the format of Princeton's files."""

from pathlib import Path

#: Part of speech, words, definition and examples, and relations: kind, and number of the other.
MEANINGS = (
    ("noun", ("animal",), "a living being that can move", [("~", 1), ("~", 2), ("~", 3)]),
    ("noun", ("dog", "domestic_dog"), 'a loyal animal that barks; "the dog barked"', [("@", 0)]),
    ("noun", ("hound",), "a dog that hunts", [("@", 1)]),
    ("noun", ("bee",), "an insect that makes honey from flowers", [("@", 0)]),
    ("noun", ("doctor", "physician", "Dr."), "somebody who heals the sick", [("@", 5)]),
    ("noun", ("person",), "a human being", [("~", 4), ("~", 6)]),
    ("noun", ("teacher", "instructor"), "a person who teaches at a school", [("@", 5), ("+", 9)]),
    ("noun", ("honey",), "sweet food that bees make from flowers", []),
    ("verb", ("heal", "cure"), "make healthy again", []),
    ("verb", ("teach", "instruct"), "tell others what one knows", [("+", 6)]),
    ("adj", ("brave(p)", "courageous"), "not afraid of danger", [("!", 11)]),
    ("adj", ("afraid", "scared"), "full of fear", [("!", 10)]),
    ("noun", ("dog",), "a bad person", [("@", 5)]),
)
_TYPE = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
_LICENCE = "  1 This software and database is being provided to you, the LICENSEE, by  \n"


def write(folder: Path) -> Path:
    """Write the files of this WordNet."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {part: [_LICENCE] for part in _TYPE}
    senses: dict[str, dict[str, list[int]]] = {part: {} for part in _TYPE}
    for number, (part, words, gloss, pointers) in enumerate(MEANINGS):
        fields = " ".join(f"{word} 0" for word in words)
        links = "".join(
            f" {kind} {other:08d} {_TYPE[MEANINGS[other][0]]} 0000" for kind, other in pointers
        )
        data[part].append(
            f"{number:08d} 03 {_TYPE[part]} {len(words):02x} {fields} "
            f"{len(pointers):03d}{links} | {gloss}  \n"
        )
        for word in words:
            plain = word.removesuffix("(p)").lower()
            senses[part].setdefault(plain, []).append(number)
    for part, lines in data.items():
        (folder / f"data.{part}").write_text("".join(lines), encoding="utf-8")
        index = [
            f"{word} {_TYPE[part]} {len(numbers)} 1 @ {len(numbers)} 1 "
            + " ".join(f"{number:08d}" for number in numbers)
            + "  \n"
            for word, numbers in sorted(senses[part].items())
        ]
        (folder / f"index.{part}").write_text(_LICENCE + "".join(index), encoding="utf-8")
        odd = "taught teach\n" if part == "verb" else ""
        (folder / f"{part}.exc").write_text(odd, encoding="utf-8")
    (folder / "cntlist.rev").write_text("dog%1:05:00:: 1 40\ndoctor%1:18:00:: 1 9\n")
    return folder
