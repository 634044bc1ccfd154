"""ELAN files through the command line: tiers, times, hands, signers and videos.

`FILES` is a table of files with their options and the clips that they contain; the tests after it
are about what is skipped, rejected, listed and written.
"""

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from signdict.dictionary.dictionary import open_dictionary
from tests.support.cli import printed, run
from tests.support.eaf_files import EafFile, a_recording
from tests.support.paths import SHARED

HELLO, HOUSE = (0, 1000, "HELLO"), (1000, 2000, "HOUSE")
CASES = SHARED / "cases" / "elan"


def talk(**medium):
    return EafFile().medium("./talk.mp4", "file:///C:/Users/x/data/talk.mp4", **medium)


def one_tier(eaf, name="Gloss", *annotations, **attributes):
    eaf.tier(name, *(annotations or (HELLO, HOUSE)), **attributes)
    return eaf


def two_hands_and_signers():
    eaf = talk()
    eaf.tier("GlossL S1", (0, 500, "PT"))
    eaf.tier("GlossR S1", HELLO, HOUSE)
    eaf.tier("GlossL S2")
    eaf.tier("GlossR S2", (500, 1500, "YES"), (1600, 2400, "NO"), (2400, 2800, "DOG"))
    return eaf


def both_hands():
    eaf = talk()
    eaf.tier("RH-IDgloss", HELLO, HOUSE)
    eaf.tier("LH-IDgloss", HELLO, (1500, 2000, "PT"))
    return eaf


def participants():
    eaf = talk()
    eaf.tier("Gloss links", HELLO, PARTICIPANT="Ada  Lovelace")
    eaf.tier("Gloss@Bo", HOUSE)
    return eaf


def association():
    eaf = talk()
    first, second = eaf.tier("RH", (0, 1000, "x1"), (1000, 2000, "x2"), PARTICIPANT="S7")
    eaf.tier("Gloss", (first, "HELLO"), (second, "HOUSE"), kind="same", parent="RH")
    return eaf


def symbolic_subdivision():
    """Three symbols in one sentence, written in another order than that of their chain."""
    eaf = talk()
    (sentence,) = eaf.tier("Sentence", (1000, 4000, "hello house dog"))
    eaf.tier(
        "Gloss", (f"{sentence}<a4", "DOG"), (sentence, "HELLO"), (f"{sentence}<a3", "HOUSE"),
        kind="symbols", parent="Sentence",
    )  # fmt: skip
    return eaf


def symbols_of_symbols():
    """Each half of a sentence is divided in two, and the glosses are associated with these."""
    eaf = talk()
    (sentence,) = eaf.tier("Sentence", (0, 4000, "s"))
    first, second = eaf.tier(
        "Phrase", (sentence, "a"), (f"{sentence}<a2", "b"), kind="symbols", parent="Sentence"
    )
    one, two = eaf.tier(
        "Word", (second, "c"), (f"{second}<a4", "d"), kind="symbols", parent="Phrase"
    )
    texts = ((first, "FIRST"), (one, "THIRD"), (two, "FOURTH"))
    eaf.tier("Gloss", *texts, kind="same", parent="Word")
    return eaf


def time_subdivision():
    """Slots without a time are spread between their neighbours; the third boundary has a time."""
    eaf = talk()
    start, end, two, three, four = map(eaf.slot, (0, 4000, None, 1000, None))
    eaf.tier("Sentence", (start, end, "s"))
    chain = ((start, two, "A"), (two, three, "B"), (three, four, "C"), (four, end, "D"))
    eaf.tier("Gloss", *chain, kind="division", parent="Sentence")
    return eaf


def nested_subdivision():
    """The middle of a sentence has no time, and the first word is divided once more."""
    eaf = talk()
    start, end, middle, quarter = map(eaf.slot, (0, 2000, None, None))
    eaf.tier("Sentence", (start, end, "s"))
    eaf.tier("Word", (start, middle, "w"), (middle, end, "x"), kind="division", parent="Sentence")
    chain = ((start, quarter, "A"), (quarter, middle, "B"))
    eaf.tier("Gloss", *chain, kind="division", parent="Word")
    return eaf


def included_in():
    eaf = talk()
    eaf.tier("Sentence", (0, 4000, "s"))
    eaf.tier("Gloss", (500, 900, "A"), (2000, 2500, "B"), kind="within", parent="Sentence")
    return eaf


def slots_between_neighbours():
    """A root tier whose slots have no time: ELAN spreads them in the order of time."""
    eaf = talk()
    one, two, three, four = map(eaf.slot, (0, None, None, 3000))
    eaf.tier("Gloss", (one, two, "A"), (three, four, "B"))
    return eaf


def two_languages():
    """Glosses in two languages label the same times: the first tier is taken."""
    eaf = one_tier(talk(), "Gloss NL", (0, 1000, "HALLO"), (1000, 2000, "HUIS"))
    return one_tier(eaf, "Gloss EN")


def vocabulary():
    """Annotations without text have the text of the entries that they name."""
    eaf = one_tier(talk(), "Gloss", (0, 1000, "#cve1"), (1000, 2000, "HAUS#cve1"))
    return eaf.vocabulary(cve1="HELLO")


def values():
    texts = ("A<B&C", "TWO\nLINES", "?", "$GEST", "DON'T-KNOW@pu(2h)", "GRÜSSE ")
    return one_tier(talk(), "Gloss", *((1000 * n, 1000 * n + 500, t) for n, t in enumerate(texts)))


def with_other_tiers(name, *others):
    eaf = one_tier(talk(), name)
    for other in others:
        eaf.tier(other, (0, 300, "x"), (300, 600, "y"), (700, 900, "z"))
    return eaf


def clip(gloss, start, end, signer="", hand="", file="talk.mp4"):
    return (gloss, start, end, signer, hand, file)


USUAL = [clip("HELLO", 0, 1), clip("HOUSE", 1, 2)]
RIGHT = [clip("HELLO", 0, 1, hand="right"), clip("HOUSE", 1, 2, hand="right")]
#: Of each file: its content, the options, and the clips in their order.
FILES = {
    "one tier": (one_tier(talk()), (), USUAL),
    "the time of a medium": (
        one_tier(talk(origin=1000), "Gloss", (200, 1200, "HELLO")), (),
        [clip("HELLO", 1.2, 2.2)],
    ),
    "an annotation before the start of the video": (
        one_tier(
            talk(origin=-1500), "Gloss",
            (0, 1000, "GONE"), (1000, 2000, "CUT"), (2000, 3000, "WHOLE"),
        ),
        (), [clip("CUT", 0, 0.5), clip("WHOLE", 0.5, 1.5)],
    ),
    "two hands and two signers": (
        two_hands_and_signers(), (),
        [
            clip("PT", 0, 0.5, "S1", "left"),
            clip("HELLO", 0, 1, "S1", "right"), clip("HOUSE", 1, 2, "S1", "right"),
            clip("YES", 0.5, 1.5, "S2", "right"), clip("NO", 1.6, 2.4, "S2", "right"),
            clip("DOG", 2.4, 2.8, "S2", "right"),
        ],
    ),
    "signs of both hands": (
        both_hands(), (),
        [
            clip("HELLO", 0, 1, hand="both"), clip("HOUSE", 1, 2, hand="right"),
            clip("PT", 1.5, 2, hand="left"),
        ],
    ),
    "participants": (
        participants(), (),
        [clip("HELLO", 0, 1, "Ada Lovelace", "left"), clip("HOUSE", 1, 2, "Bo")],
    ),
    "symbolic association": (
        association(), (), [clip("HELLO", 0, 1, "S7"), clip("HOUSE", 1, 2, "S7")],
    ),
    "symbolic subdivision": (
        symbolic_subdivision(), (),
        [clip("HELLO", 1, 2), clip("HOUSE", 2, 3), clip("DOG", 3, 4)],
    ),
    "symbols of symbols": (
        symbols_of_symbols(), (),
        [clip("FIRST", 0, 2), clip("THIRD", 2, 3), clip("FOURTH", 3, 4)],
    ),
    "time subdivision": (
        time_subdivision(), (),
        [clip("A", 0, 0.5), clip("B", 0.5, 1), clip("C", 1, 2.5), clip("D", 2.5, 4)],
    ),
    "nested subdivision": (nested_subdivision(), (), [clip("A", 0, 0.5), clip("B", 0.5, 1)]),
    "included in": (included_in(), (), [clip("A", 0.5, 0.9), clip("B", 2, 2.5)]),
    "slots between neighbours": (
        slots_between_neighbours(), (), [clip("A", 0, 1), clip("B", 2, 3)],
    ),
    "float times": (
        one_tier(talk(), "Gloss", ("1000.0", "2000.5", "HELLO")), (), [clip("HELLO", 1, 2.0005)],
    ),
    "glosses in two languages": (two_languages(), (), [clip("HALLO", 0, 1), clip("HUIS", 1, 2)]),
    "the other language": (two_languages(), ("--tier", "gloss en"), USUAL),
    "a vocabulary": (vocabulary(), (), [clip("HELLO", 0, 1), clip("HAUS", 1, 2)]),
    "texts": (
        values(), (),
        [
            clip("A<B&C", 0, 0.5), clip("TWO LINES", 1, 1.5), clip("?", 2, 2.5),
            clip("$GEST", 3, 3.5), clip("DON'T-KNOW@pu(2h)", 4, 4.5), clip("GRÜSSE", 5, 5.5),
        ],
    ),
    "comments on glosses": (with_other_tiers("RH-IDgloss", "Gloss comments"), (), RIGHT),
    "a signer is not a sign": (
        with_other_tiers("Gloss RH", "Mouthing signer A", "Free translation"), (), RIGHT,
    ),
    "German names": (
        with_other_tiers("Gebärde_r_A", "Mundbild_A", "Deutsche_Übersetzung_A"), (),
        [clip("HELLO", 0, 1, "A", "right"), clip("HOUSE", 1, 2, "A", "right")],
    ),
    "a type of glosses": (
        one_tier(one_tier(talk(), "RH", kind="ID glosses"), "M", (0, 9, "m")), (), RIGHT,
    ),
    "the only tier": (one_tier(talk(), "default"), (), USUAL),
    "a chosen tier": (with_other_tiers("Gloss", "Mouth"), ("--tier", "Mouth"), [
        clip("x", 0, 0.3), clip("y", 0.3, 0.6), clip("z", 0.7, 0.9),
    ]),
    "two chosen tiers": (
        two_hands_and_signers(), ("--tier", "GlossL S1", "--tier", "GlossL S2"),
        [clip("PT", 0, 0.5, "S1", "left")],
    ),
    "version 2.0, with a header that names the video": (
        one_tier(EafFile("2.0")), (), USUAL,
    ),
}  # fmt: skip


def previewed(path, *options):
    preview = printed("add", path, "--preview", "--language", "dse", *options)
    clips = [
        (
            each["gloss"], each["start"], each["end"], each.get("signer", ""),
            each.get("hand", ""), Path(each["path"]).name,
        )
        for each in preview["first"]
    ]  # fmt: skip
    return clips, preview


def sentence(path, *options):
    """Return the sentence with which a command rejects a file."""
    done = run("add", path, "--language", "dse", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr.rstrip("\n")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "talk.mp4").write_bytes(b"0")
    return tmp_path / "in"


@pytest.mark.parametrize("name", FILES)
def test_a_file_contains_these_clips(home, folder, name):
    eaf, options, expected = FILES[name]
    if name.startswith("version 2.0"):
        eaf.header.set("MEDIA_FILE", "talk.mp4")
    clips, preview = previewed(eaf.write(folder / "any.eaf"), *options)
    assert clips == expected
    assert preview["ready"] == len(expected)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_files_in_other_encodings_are_read(home, folder, encoding):
    path = one_tier(talk(), "Gebärden", (0, 1000, "GRÜSSEN")).write(
        folder / "any.eaf", "utf-8" if encoding == "utf-8-sig" else encoding
    )
    if encoding == "utf-8-sig":
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert previewed(path)[0] == [clip("GRÜSSEN", 0, 1)]


def test_a_preview_lists_the_tiers_and_says_which_are_taken_and_why(home, folder):
    path = with_other_tiers("Gloss RH", "Mouth", "Empty").write(folder / "any.eaf")
    tiers = previewed(path)[1]["tiers"]
    assert [(t["name"], t["kind"], t["annotations"], t["taken"], t["reason"]) for t in tiers] == [
        ("Gloss RH", "default-lt", 2, True, "Its name says that it contains glosses."),
        ("Mouth", "default-lt", 3, False, "Its name says “mouth”."),
        ("Empty", "default-lt", 3, False, "Its name does not say that it contains glosses."),
    ]
    done = run("add", path, "--preview", "--language", "dse", "--licence", "CC0", "--tier", "Empty")
    assert done.stdout.splitlines()[:5] == [
        "any.eaf: ELAN (.eaf), source any.",
        "Tiers:",
        "            tier      type        annotations  signer  hand   why",
        "  left out  Gloss RH  default-lt  2                    right  It was not chosen.",
        "  left out  Mouth     default-lt  3                           It was not chosen.",
    ]


def test_without_a_tier_of_glosses_nothing_is_guessed(home, folder):
    eaf = EafFile()
    eaf.tier("RH", HELLO, HOUSE)
    eaf.tier("Free translation", (0, 2000, "Hello, house."))
    eaf.tier("LH")
    path = eaf.write(folder / "talk.eaf")
    text = (
        "No tier of talk.eaf is clearly one of glosses: RH (2), Free translation (1)."
        " Choose one or more with --tier NAME."
    )
    assert sentence(path) == text
    done = run("add", path, "--preview", "--language", "dse")
    assert (done.exit_code, done.stderr.rstrip("\n")) == (1, text)
    assert "left out  RH" in done.stdout
    assert run("imports", "list").exit_code == 1
    assert previewed(path, "--tier", "RH")[0] == RIGHT


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Glosses", "talk.eaf has no tier Glosses. Its tiers with annotations: Gloss (2)."),
        (
            "Mouth",
            "The chosen tiers of talk.eaf have no annotations."
            " Its tiers with annotations: Gloss (2).",
        ),
    ],
)
def test_a_tier_that_cannot_be_taken_is_reported_with_those_that_can(home, folder, name, text):
    eaf = one_tier(talk())
    eaf.tier("Mouth")
    path = eaf.write(folder / "talk.eaf")
    assert sentence(path, "--tier", name) == text
    done = run("add", path, "--preview", "--language", "dse", "--tier", name)
    assert (done.exit_code, done.stderr.rstrip("\n")) == (2, text)


def test_tiers_are_only_those_of_elan_files(home, folder):
    text = "in has no tier Gloss. Only ELAN files have tiers."
    assert sentence(folder, "--tier", "Gloss") == text


def test_annotations_without_text_or_duration_or_time_are_named(home, folder):
    eaf = talk()
    times = (eaf.slot(1000), eaf.slot(1000), eaf.slot(), eaf.slot())
    eaf.tier("Gloss", HELLO, (0, 500, ""), (*times[:2], "POINT"), (*times[2:], "LATE"))
    # the last two slots of the file have no time, so nothing follows from which one could be taken
    eaf.root.find("TIME_ORDER")[:] = sorted(
        eaf.root.find("TIME_ORDER"), key=lambda slot: "TIME_VALUE" not in slot.attrib
    )
    clips, preview = previewed(eaf.write(folder / "any.eaf"))
    assert clips == [clip("HELLO", 0, 1)]
    assert [skipped["reason"] for skipped in preview["skipped"]] == [
        "Annotation 1 of tier Gloss in any.eaf, at 0 s: The gloss is empty."
        " Write what the sign means.",
        "Annotation 3 of tier Gloss in any.eaf, at 1 s: It has no duration."
        " Give it an end after its start.",
        "1 annotations of tier Gloss in any.eaf have no time.",
    ]


def test_an_external_vocabulary_next_to_the_file_gives_texts(home, folder):
    eaf = one_tier(talk(), "Gloss", (0, 1000, "#id7"), (1000, 2000, "#id8"))
    eaf.external("er1", "ecv", "https://example.org/static/ecv/ngt%20signs.ecv")
    path = eaf.write(folder / "any.eaf")
    done = run("add", path, "--preview", "--language", "dse")
    assert (done.exit_code, done.stdout.count("The gloss is empty.")) == (1, 2)
    (folder / "ngt signs.ecv").write_text(
        '<CV_RESOURCE><CONTROLLED_VOCABULARY CV_ID="x"><CV_ENTRY_ML CVE_ID="id7">'
        '<CVE_VALUE LANG_REF="nld">HALLO</CVE_VALUE></CV_ENTRY_ML></CONTROLLED_VOCABULARY>'
        "</CV_RESOURCE>"
    )
    clips, preview = previewed(path)
    assert clips == [clip("HALLO", 0, 1)]
    assert preview["left_out"] == 1


#: Of each: the addresses of the media, the files next to the annotations, and the video.
VIDEOS = {
    "a sound file first": (
        (("./talk.wav",), ("./talk.mp4",)),
        ["talk.wav", "talk.mp4"],
        "talk.mp4",
    ),
    "only a sound file": ((("./talk.wav",),), ["talk.wav", "talk.mp4"], "talk.mp4"),
    "none linked": ((), ["any.mp4", "other.mp4"], "any.mp4"),
    "another ending": ((("./talk.mpg",),), ["talk.mp4"], "talk.mp4"),
    "an address of another computer": (
        (("", "file:///C:/Users/x/talk.mp4"),),
        ["talk.mp4"],
        "talk.mp4",
    ),
    "backslashes": ((("..\\data\\talk.mp4", "C:\\data\\talk.mp4"),), ["talk.mp4"], "talk.mp4"),
    "percent signs": ((("../media/Gru%CC%88%C3%9Fe%201.mp4",),), ["Grüße 1.mp4"], "Grüße 1.mp4"),
    "percent signs in Latin-1": ((("", "file:///x/Gr%FC%DFe.mp4"),), ["Grüße.mp4"], "Grüße.mp4"),
    "no percent signs": ((("./50%20 off.mp4",),), ["50%20 off.mp4"], "50%20 off.mp4"),
    "the decomposed form": ((("./Grüße.mp4",),), ["Gru\u0308ße.mp4"], "Gru\u0308ße.mp4"),
    "a folder inside": ((("./day 1/talk.mp4",),), ["day 1/talk.mp4", "x.mp4"], "day 1/talk.mp4"),
    "a folder videos": ((("./talk.mp4",),), ["videos/talk.mp4"], "videos/talk.mp4"),
    "an address on the web": ((("", "http://x.org/a/talk.mp4?v=1"),), ["talk.mp4"], "talk.mp4"),
    "a video that is missing": ((("./a.mp4",), ("./b.mp4",)), ["b.mp4"], "b.mp4"),
    "two names of one medium": ((("./old.mp4", "file:///x/new.mp4"),), ["new.mp4"], "new.mp4"),
}


@pytest.mark.parametrize("name", VIDEOS)
def test_the_video_is_found(home, tmp_path, name):
    media, files, video = VIDEOS[name]
    for file in files:
        (tmp_path / "in" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / file).write_bytes(b"0")
    eaf = EafFile()
    for addresses in media:
        eaf.medium(*addresses)
    path = one_tier(eaf).write(tmp_path / "in" / "any.eaf")
    first = previewed(path)[1]["first"]
    assert {Path(each["path"]) for each in first} == {tmp_path / "in" / video}


def test_each_signer_has_the_video_with_their_name(home, folder):
    eaf = EafFile().medium("./c_S001_b.mpg").medium("./c_S002_b.mpg", origin=500)
    eaf.tier("Gloss S1", HELLO, PARTICIPANT="S001")
    eaf.tier("Gloss S2", HELLO, PARTICIPANT="S002")
    for number in (1, 2):
        (folder / f"c_S00{number}_b.mpg").write_bytes(b"0")
    assert previewed(eaf.write(folder / "c.eaf"))[0] == [
        clip("HELLO", 0, 1, "S001", file="c_S001_b.mpg"),
        clip("HELLO", 0.5, 1.5, "S002", file="c_S002_b.mpg"),
    ]


def test_a_video_that_is_missing_or_elsewhere_is_named(home, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "talk.mp4").write_bytes(b"0")
    path = one_tier(EafFile().medium("./Gr%C3%BC.mp4")).write(tmp_path / "in" / "a.eaf")
    assert sentence(path) == (
        "The video of a.eaf is missing: Grü.mp4. Copy it into the folder of the annotations."
    )
    path = one_tier(EafFile()).write(tmp_path / "in" / "b.eaf")
    assert sentence(path) == (
        "b.eaf links no video, and no video has its name."
        " Copy the video next to it, with the name b."
    )
    path = one_tier(EafFile().medium("../other/talk.mp4")).write(tmp_path / "in" / "c.eaf")
    assert sentence(path) == (
        "The video of c.eaf is outside its folder: ../other/talk.mp4. Copy it into the folder of"
        " the annotations, or add the folder that contains both."
    )


def test_a_file_without_a_sign_language_is_rejected(home, folder):
    path = one_tier(talk()).write(folder / "any.eaf")
    done = run("add", path)
    assert (done.exit_code, done.stderr) == (
        2,
        "The sign language of these annotations is not known. Name it with --language.\n",
    )
    done = run("add", path, "--preview")
    assert (done.exit_code, done.stderr) == (0, "No sign language. Name it with --language.\n")


BROKEN = {
    'ANNOTATION_REF="a1"': (
        'ANNOTATION_REF="a9"', "Annotation a3 refers to an annotation that does not exist.",
    ),
    'ANNOTATION_ID="a2"': ('ANNOTATION_ID="a1"', "ANNOTATION a1 occurs twice."),
    'TIME_ORIGIN="0"': ('TIME_ORIGIN="x"', "A TIME_ORIGIN is not a number of milliseconds."),
    '" TIER_ID="RH"': ('" PARENT_REF="Gloss" TIER_ID="RH"', "A tier is its own ancestor."),
}  # fmt: skip


@pytest.mark.parametrize("old", BROKEN)
def test_a_file_that_elan_cannot_have_written_is_rejected(home, folder, old):
    new, text = BROKEN[old]
    eaf = talk(origin=0)
    first, second = eaf.tier("RH", HELLO, HOUSE)
    eaf.tier("Gloss", (first, "A"), (second, "B"), kind="same", parent="RH")
    path = eaf.write(folder / "any.eaf")
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")
    assert sentence(path) == f"any.eaf is not a valid ELAN file: {text} Save it again in ELAN."


def test_a_folder_contains_the_annotations_and_not_the_whole_videos(home, tmp_path):
    folder = tmp_path / "corpus"
    one_tier(EafFile().medium("../media/talk.mp4")).write(folder / "eaf" / "talk.eaf")
    with_other_tiers("RH", "LH").write(folder / "eaf" / "other.eaf")
    for name in ("media/talk.mp4", "eaf/talk.mp4", "house.mp4"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"0")
    preview = printed("add", folder, "--preview", "--language", "dse")
    assert [(each["gloss"], each.get("end")) for each in preview["first"]] == [
        ("HELLO", 1.0), ("HOUSE", 2.0), ("house", None),
    ]  # fmt: skip
    assert {each["path"]: each["reason"] for each in preview["skipped"]} == {
        str(folder / "eaf" / "other.eaf"): "No tier of other.eaf is clearly one of glosses: RH (2),"
        " LH (3). Choose one or more with --tier NAME.",
        str(folder / "eaf" / "talk.mp4"): "other.eaf contains its annotations.",
        str(folder / "media" / "talk.mp4"): "talk.eaf contains its annotations.",
    }
    assert {(t["name"], t["annotations"], t["taken"]) for t in preview["tiers"]} == {
        ("Gloss", 2, True), ("RH", 2, False), ("LH", 3, False),
    }  # fmt: skip
    chosen = printed("add", folder, "--preview", "--language", "dse", "--tier", "RH")
    assert [each["gloss"] for each in chosen["first"]] == ["HELLO", "HOUSE", "house"]
    chosen = ("--tier", "RH", "--tier", "LH")
    assert printed("add", folder, "--preview", "--language", "dse", *chosen)["ready"] == 6
    assert sentence(folder, "--tier", "RH", "--tier", "Glos") == (
        "corpus has no tier Glos. Its tiers with annotations: RH (2), LH (3), Gloss (2)."
    )


def test_a_table_may_list_elan_files(home, folder):
    two_hands_and_signers().write(folder / "talk.eaf")
    table = folder / "list.csv"
    table.write_text("path,gloss,sign_language,signer\ntalk.eaf,,dse,Ada\ntalk.eaf,X,dse,\n")
    preview = printed("add", table, "--preview", "--tier", "GlossR S1")
    assert [(each["gloss"], each["signer"]) for each in preview["first"]] == [
        ("HELLO", "Ada"), ("HOUSE", "Ada"),
    ]  # fmt: skip
    assert [each["reason"] for each in preview["skipped"]] == [
        "ELAN files have glosses and times of their own; name none."
    ]


def test_annotations_are_added_with_their_times_and_signers(home, tmp_path):
    a_recording(tmp_path / "in" / "talk.pose", seconds=3)
    eaf = EafFile().medium("./talk.pose", origin=500)
    eaf.tier("GlossR S1", HELLO, HOUSE, (142_640, 143_670, "LATE"))
    eaf.tier("Mouth S1", (0, 300, "hallo"))
    path = eaf.write(tmp_path / "in" / "talk.eaf")
    report = printed("add", path, "--language", "dse")
    assert (report["added"], report["left_out"]) == (2, 1)
    assert "143.14" in report["skipped"][0]["reason"]
    assert [(t["name"], t["annotations"], t["taken"]) for t in report["tiers"]] == [
        ("GlossR S1", 3, True), ("Mouth S1", 1, False),
    ]  # fmt: skip
    with open_dictionary() as dictionary:
        signs = {s.gloss: s for s in dictionary.signs() if s.source.name == "talk"}
        (hello,) = signs["HELLO"].clips
        assert (hello.start, hello.end, hello.signer) == (0.5, 1.5, "S1")
        assert dictionary.pose(hello.id).points.shape[0] == pytest.approx(25, abs=1)
    again = run("add", path, "--language", "dse")
    assert "Clips added: 0; already stored: 2." in again.stdout
    assert "left out  Mouth S1" in again.stdout


def test_clips_that_were_skipped_are_retried_with_the_chosen_tiers(home, tmp_path):
    a_recording(tmp_path / "in" / "talk.pose", seconds=1)
    eaf = with_other_tiers("RH", "LH")
    path = eaf.write(tmp_path / "in" / "talk.eaf")
    report = printed("add", path, "--language", "dse", "--tier", "RH")
    assert (report["added"], report["left_out"]) == (1, 1)
    a_recording(tmp_path / "in" / "talk.pose", seconds=3)
    again = printed("imports", "try-again", 1)
    assert (again["added"], again["already"], again["left_out"]) == (1, 1, 0)
    assert [t["name"] for t in again["tiers"] if t["taken"]] == ["RH"]


@pytest.mark.parametrize(
    ("video", "eaf", "relative"),
    [
        ("talk.pose", "talk.eaf", "./talk.pose"),
        ("videos/Grüße 1.pose", "out/eaf/talk.eaf", "../../videos/Grüße 1.pose"),
        ("videos/talk.pose", "talk.eaf", "./videos/talk.pose"),
    ],
)
def test_an_exported_file_finds_its_video_from_its_folder(home, tmp_path, video, eaf, relative):
    a_recording(tmp_path / video)
    to = tmp_path / eaf
    to.parent.mkdir(parents=True, exist_ok=True)
    done = run("export", "--recording", tmp_path / video, "--eaf", to)
    assert done.exit_code in (0, 1), done.stderr
    medium = ET.parse(to).getroot().find("HEADER/MEDIA_DESCRIPTOR")
    assert medium.get("RELATIVE_MEDIA_URL") == relative
    assert (to.parent / relative).resolve() == (tmp_path / video).resolve()
    assert medium.get("MEDIA_URL") == (tmp_path / video).resolve().as_uri()


#: Of the inputs of the issue: the exit code, and the clips or a part of the sentence.
REAL = {
    "E01_time_origin.eaf": (0, [("HELLO", 1.2, 2.2)]),
    "E02_ref_gloss.eaf": (0, [("HELLO", 0, 1), ("HOUSE", 1, 2)]),
    "E02_ref_gloss_and_signtier.eaf": (0, [("HELLO", 0, 1), ("HOUSE", 1, 2)]),
    "E02_two_signers_two_hands.eaf": (
        0,
        [
            ("PT", 0, 0.5), ("HELLO", 0, 1), ("HOUSE", 1, 2), ("YES", 0.5, 1.5), ("NO", 1.6, 2.4),
            ("DOG", 2.4, 2.8),
        ],
    ),
    "E03_no_time_value.eaf": (0, [("HELLO", 0, 1), ("HOUSE", 1, 2), ("DOG", 2, 3)]),
    "E04_bom.eaf": (0, [("HELLO", 1, 2)]),
    "E04_latin1.eaf": (0, [("GRÜSSEN", 1, 2)]),
    "E04_utf16.eaf": (0, [("HELLO", 1, 2)]),
    "E04_v30_full.eaf": (0, [("HELLO", 1, 2)]),
    "E07_file_url_umlaut.eaf": (2, "is missing: "),
    "E07_mpg_in_eaf_mp4_beside.eaf": (0, [("HELLO", 1, 2)]),
    "E07_wav_first.eaf": (0, [("HELLO", 1, 2)]),
    "E08_no_media.eaf": (2, "links no video"),
    "E09_float_times.eaf": (0, [("HELLO", 1, 2.0005)]),
    "E10_zero_length.eaf": (0, [("X", 0.5, 0.52)]),
    "E11_beyond_end.eaf": (0, [("HELLO", 1, 2), ("LATE", 142.64, 143.67)]),
    "E12_values.eaf": (
        0,
        [
            ("A<B&C", 0.3, 0.9), ("TWO LINES", 0.9, 1.5), ("?", 1.5, 1.8), ("$GEST", 1.8, 2),
            ("DON'T-KNOW@pu(2h)", 2, 2.3),
        ],
    ),
    "E14_gloss_comments.eaf": (0, [("HELLO", 0, 1), ("HOUSE", 1, 2)]),
    "E14_sign_in_other_names.eaf": (0, [("HELLO", 0, 1), ("HOUSE", 1, 2)]),
    "E15_no_gloss_tier_german.eaf": (0, [("HALLO1^*", 0, 1), ("HAUS1A", 1, 2)]),
    "E16_dup_ids_old.eaf": (0, [("HELLO", 1, 2)]),
    "talk.eaf": (0, [("HELLO", 1, 2)]),
    "uml/E07_file_url_umlaut.eaf": (0, [("HELLO", 1, 2)]),
    "wav/E07_wav_first.eaf": (0, [("HELLO", 1, 2)]),
}  # fmt: skip


@pytest.mark.skipif(not CASES.is_dir(), reason="there is no folder shared/cases/elan")
@pytest.mark.parametrize("name", REAL)
def test_files_from_reports_contain_these_clips(home, name):
    code, expected = REAL[name]
    done = run("add", CASES / name, "--preview", "--language", "dse")
    assert done.exit_code == code
    if code:
        assert expected in done.stderr
    else:
        assert [each[:3] for each in previewed(CASES / name)[0]] == expected


@pytest.mark.skipif(not CASES.is_dir(), reason="there is no folder shared/cases/elan")
def test_a_sound_file_does_not_stand_for_the_video(home, tmp_path):
    shutil.copytree(CASES / "wav", tmp_path / "wav")
    preview = previewed(tmp_path / "wav" / "E07_wav_first.eaf")[1]
    assert Path(preview["first"][0]["path"]).name == "talk.mp4"
