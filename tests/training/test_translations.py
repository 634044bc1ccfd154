"""The reviewed glosses and translations of the sources of the starter dictionary."""

import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from training.data import glosses
from training.data.glosses import Gloss, Tables, Translations

TABLE = Path(glosses.__file__).with_name("translations.csv")
WORDS = Translations.read()
with TABLE.open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))
SOURCES = {row["source"] for row in ROWS}
SPOKEN = {"fsl_jauvert": "fr", "fsl_elix": "fr", "bzs_dayane": "pt", "gsg_birkenpapier": "de",
          "mfs_msl150": "es", "fingerspelling": ""}  # fmt: skip
#: Towns that have the same name in English.
SAME_NAME = {"Aubagne", "Gap", "Marignane", "Paris", "Vitrolles"}
#: French glosses with a capital: names and abbreviations, and an American sign used in France.
CAPITALS = SAME_NAME | {"Aix", "Bretagne", "Marseille", "LSF", "TGV", "I love you"}
TEXTS = sorted({row[name] for row in ROWS for name in ("gloss", "variant", "translation")} - {""})


@pytest.mark.parametrize(
    ("source", "raw", "gloss"),
    [
        ("fsl_jauvert", "beacoup", Gloss("beaucoup")),
        ("fsl_jauvert", "boeuf", Gloss("bœuf")),
        ("fsl_jauvert", "verre de terre", Gloss("ver de terre")),
        ("fsl_jauvert", "Vitrolle", Gloss("Vitrolles")),
        ("fsl_jauvert", "combien ?", Gloss("combien")),
        ("fsl_jauvert", "… ou …", Gloss("ou")),
        ("fsl_jauvert", "ami·e·s", Gloss("amis, amies")),
        ("fsl_jauvert", "fille (la)", Gloss("fille", "2")),
        ("fsl_elix", "chapeau", Gloss("chapeau", "two hands")),
        ("fsl_elix", "à la saint glinglin", Gloss("à la saint-glinglin")),
        ("fingerspelling", "ä", Gloss("Ä")),
        ("fingerspelling", "A\u0308", Gloss("Ä")),
        ("fingerspelling", "ẞ", Gloss("ß")),
        ("fingerspelling", "Ch", Gloss("CH")),
        ("fingerspelling", "bb", Gloss("BB")),
        ("fingerspelling", "ئـ", Gloss("ئ", "initial form")),
        ("ase_traduttore", "thank-you", Gloss("thank you")),
        ("ase_traduttore", "i", Gloss("I")),
        ("ins_meabhinav", "I", Gloss("I (me)")),
        ("ins_include_words", "friday", Gloss("Friday")),
        ("ase_studiogalt", "Alcohol", None),
    ],
)
def test_labels_have_glosses_in_house_style(source, raw, gloss):
    assert WORDS.gloss(source, raw) == gloss


@pytest.mark.parametrize(
    ("source", "raw", "words"),
    [
        ("fsl_jauvert", "maison", (("en", "house"), ("en", "home"))),
        ("fsl_jauvert", "Bretagne", (("en", "Brittany"),)),
        ("fsl_jauvert", "Paris", ()),
        ("fsl_jauvert", "avocat", (("en", "lawyer"),)),
        ("fsl_jauvert", "prêt", (("en", "loan"),)),
        ("fsl_jauvert", "voler", (("en", "steal"),)),
        ("fsl_jauvert", "ami·e", (("en", "friend"), ("fr", "ami"), ("fr", "amie"))),
        ("fingerspelling", "Ω", (("en", "omega"),)),
        ("fingerspelling", "Ж", (("en", "zh"),)),
        ("fingerspelling", "Ñ", ()),
        ("bzs_dayane", "eu te amo", (("en", "I love you"),)),
        ("gsg_birkenpapier", "bitte", (("en", "please"), ("en", "you're welcome"))),
        ("mfs_msl150", "hoy", (("en", "today"),)),
        ("ase_studiogalt", "Alcohol", ()),
    ],
)
def test_labels_have_translations(source, raw, words):
    assert WORDS.translations(source, raw) == words


def test_rows_are_whole():
    languages = {"en", "fr", "de", "pt", "es"}
    broken = [
        row for row in ROWS
        if not (row["raw_gloss"] and row["gloss"])
        or bool(row["translation"]) != (row["translation_language"] in languages)
        or row["spoken_language"] != SPOKEN.get(row["source"], "en")
        # Another row of the label has another gloss.
        or WORDS.gloss(row["source"], row["raw_gloss"]) != Gloss(row["gloss"], row["variant"])
    ]  # fmt: skip
    assert broken == []


def test_texts_are_clean():
    untidy = re.compile(r"_|  |^\s|\s$|\s[,;)?]|\(\s|[,;]\S|;|·|…|[?!.]$|[^\S ]")
    assert [text for text in TEXTS if untidy.search(text)] == []
    assert [text for text in TEXTS if text != unicodedata.normalize("NFC", text)] == []
    assert [text for text in TEXTS if text.count("(") != text.count(")")] == []


def test_no_row_is_repeated_and_no_translation_is_the_gloss():
    assert len({tuple(row.values()) for row in ROWS}) == len(ROWS)
    same = [
        row for row in ROWS
        if row["translation_language"] == row["spoken_language"]
        and row["translation"] == row["gloss"]
    ]  # fmt: skip
    assert same == []


def test_different_labels_of_a_source_are_different_signs():
    labels: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in ROWS:
        if row["source"] != "fingerspelling":  # Ch and CH are labels of different alphabets
            labels[row["source"], row["gloss"], row["variant"]].add(row["raw_gloss"])
    assert [sign for sign, raw in labels.items() if len(raw) > 1] == []


def test_every_label_in_another_language_has_an_english_word():
    languages: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ROWS:
        languages[row["source"], row["gloss"]].add(row["translation_language"])
    without = {
        gloss for (source, gloss), spoken in languages.items()
        if SPOKEN.get(source) and len(gloss) > 1 and "en" not in spoken
    }  # fmt: skip
    assert without == SAME_NAME


def test_letters_of_other_scripts_can_be_found_in_latin_letters():
    other = {row["raw_gloss"] for row in ROWS if not _is_latin(row["gloss"])}
    assert len(other) == 24 + 33 + 38  # Greek, Ukrainian and Arabic
    for letter in other:
        assert all(_is_latin(text) for _, text in WORDS.translations("fingerspelling", letter))
        assert WORDS.translations("fingerspelling", letter)


def test_letters_are_capitals_and_words_are_not():
    letters = {row["gloss"] for row in ROWS if row["source"] == "fingerspelling"} - {"ß"}
    assert [letter for letter in letters if letter != letter.upper()] == []
    french = {row["gloss"] for row in ROWS if row["spoken_language"] == "fr"}
    assert {gloss for gloss in french if gloss[0].isupper()} == CAPITALS


def test_words_of_several_sources_have_the_same_gloss():
    """As the rules and the corrections make them of the labels of videos."""
    tables = Tables.read()
    table = {row["raw_gloss"]: row["gloss"] for row in ROWS if row["spoken_language"] == "en"}
    differing = {
        raw
        for raw, gloss in table.items()
        if tables.clean(raw.replace("-", " "), "").gloss != gloss
    }
    days = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    senses = {"I", "mean", "second"}
    assert differing == days | senses | {"Thankyou", "alright"}


@pytest.mark.parametrize("index", ["videos", "landmarks"])
def test_the_table_lists_every_label_that_may_be_shipped(shared, index):
    excluded = Tables.read().excluded
    with (shared / "data" / index / "index.csv").open(encoding="utf-8", newline="") as file:
        labels = {
            (row["source"], row["gloss"]) for row in csv.DictReader(file)
            if row["ship"] == "yes" and row["file"] not in excluded
        }  # fmt: skip
    sources = {"fsl_jauvert", "fsl_elix"} if index == "videos" else SOURCES
    listed = {label for label in labels if WORDS.gloss(*label)}
    assert {label for label in labels if label[0] in sources} <= listed
    known = {(source, unicodedata.normalize("NFC", raw)) for source, raw in labels}
    wrong = {
        label for label in WORDS.glosses
        if label[0].startswith("fsl") == (index == "videos") and label not in known
    }  # fmt: skip
    assert wrong == set()


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return all("LATIN" in unicodedata.name(letter) for letter in letters)
