"""Lists of clips through the command line, as spreadsheets and other projects write them."""

import json
import os
import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest

from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.clip_lists import instance, touched
from tests.support.fakes import a_pose

HEAD = "path,gloss,sign_language"
NFC, NFD = "Übung.pose", unicodedata.normalize("NFD", "Übung.pose")
OPEN = "has a quotation mark that is not closed. Close it at the end of its cell, or remove it.\n"
NO_ROWS = "has no rows. The first line names the columns: path, gloss, sign_language"
VIDEO = "-1RGlQEZ7Vs"
CHECK = "Check the spelling; .pose files and other videos of this name are found too."


def table(folder, *rows, head=HEAD, name="list.csv"):
    """Write a table; rows are lines of text."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return folder / name


def preview(path, *options):
    """Return what would be added: (gloss, path below the list) of each clip, and the reasons."""
    done = run("add", path, "--preview", "--json", *options)
    assert done.exit_code in (0, 1), done.stderr
    value = json.loads(done.stdout)
    listed = [(c["gloss"], c["path"].removeprefix(f"{path.parent}/")) for c in value["first"]]
    return listed, [skipped["reason"] for skipped in value["skipped"]]


# Names of files


@pytest.mark.parametrize(
    ("listed", "stored"),
    [
        (NFC, NFD),
        (NFD, NFC),
        ("hello.pose", "Hello.POSE"),
        ("HELLO.POSE", "hello.pose"),
        ("Videos/Hello.pose", "videos/hello.pose"),
        ("a\\b\\hello.pose", "a/b/hello.pose"),
        ("a\\hello.pose", "a\\hello.pose"),
        ("hello.pose", " hello.pose"),
        (" hello .pose ", "hello .pose"),
        ("a/hello.pose", "a /hello.pose"),
        ("Gr%C3%BC%C3%9Fe%201.pose", "Grüße 1.pose"),
        ("100%.pose", "100%.pose"),
        ("100%25%zz.pose", "100%%zz.pose"),
        ("/home/anna/data/a/hello.pose", "a/hello.pose"),
        ("C:\\Users\\anna\\data\\hello.pose", "hello.pose"),
        ("\\\\server\\share\\a\\hello.pose", "a/hello.pose"),
        ("file:///C:/Users/anna/Gr%C3%BC%C3%9Fe.pose", "Grüße.pose"),
        ("https://example.org/media/hello.pose?v=2#t=1", "hello.pose"),
        ("./a//hello.pose", "a/hello.pose"),
        ("hello", "hello.pose"),
        ("HELLO", "hello.POSE"),
        ("/data/a/hello", "a/hello.mp4"),
        ("name.with.dots", "name.with.dots.pose"),
    ],
)
def test_a_file_is_found_as_another_computer_spells_it(home, tmp_path, listed, stored):
    file = tmp_path / "list" / stored
    touched(file.parent, file.name)
    found, reasons = preview(table(tmp_path / "list", f'"{listed}",WORD,ase'))
    assert (found, reasons) == ([("WORD", stored)], [])


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ("HELLO.pose", "HELLO.pose may be Hello.pose or hello.pose. Write one of them."),
        ("HELLO", "HELLO may be Hello.pose or hello.pose. Write one of them."),
        ("gone.pose", "No such file: gone.pose. Check the spelling."),
        ("/a/gone.pose", "/a/gone.pose is outside the table's folder. Copy it there."),
        ("../list.csv", "../list.csv is outside the table's folder. Copy it there."),
        ("..%2Fsecret.pose", "No such file: ..%2Fsecret.pose. Check the spelling."),
        ("secret", "secret.pose is outside the table's folder. Copy it there."),
        ("gone%00.pose", "No such file: gone%00.pose. Check the spelling."),
        ("a", "No such file: a. Check the spelling."),
        ("", "The path is empty. Name a file."),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_named(home, tmp_path, listed, reason):
    touched(tmp_path, "secret.pose")
    touched(tmp_path / "list" / "a", "b.pose")
    touched(tmp_path / "list", "Hello.pose", "hello.pose")
    (tmp_path / "list" / "secret.pose").symlink_to(tmp_path / "secret.pose")
    found, reasons = preview(table(tmp_path / "list", f"{listed},WORD,ase"))
    assert (found, reasons) == ([], [f"Line 2 of list.csv: {reason}"])


def test_a_name_that_is_not_utf_8_is_found_by_its_escapes(home, tmp_path):
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / os.fsdecode(b"Gr\xfc\xdfe.pose")).write_bytes(b"")
    found, reasons = preview(table(tmp_path / "list", "Gr%FC%DFe.pose,WORD,ase"))
    assert ([gloss for gloss, _ in found], reasons) == (["WORD"], [])


def test_the_exact_spelling_is_taken_before_others(home, tmp_path):
    touched(tmp_path / "list", "Hello.pose", "hello.pose", "hello.mp4", NFC, NFD)
    rows = [f"{name},WORD,ase" for name in ("hello.pose", "Hello.pose", NFD, "hello")]
    found, reasons = preview(table(tmp_path / "list", *rows))
    assert [path for _, path in found] == ["hello.pose", "Hello.pose", NFD]
    assert reasons == ["Row 4 (WORD) repeats row 1."]  # without an ending: .pose before .mp4


# Tables


def encoded(text, encoding, mark=b""):
    return mark + text.encode(encoding)


GERMAN = f"{HEAD}\r\nc.pose,GRÜN,gsg\r\n"
READ = {
    "sep": b"\xef\xbb\xbfsep=;\r\npath;gloss;sign_language\nc.pose;GR\xc3\x9cN;gsg\r\n",
    "quoted sep": '"sep=\t"\npath\tgloss\tsign_language\nc.pose\tGRÜN\tgsg'.encode(),
    "SEP": "SEP=|\r\npath|gloss|sign_language\r\nc.pose|GRÜN|gsg\r\n".encode(),
    "semicolons": "path;gloss;sign_language\nc.pose;GRÜN;gsg\n".encode(),
    "tabs": "path\tgloss\tsign_language\nc.pose\tGRÜN\tgsg\n".encode(),
    "mark": encoded(GERMAN, "utf-8", b"\xef\xbb\xbf"),
    "two marks": encoded(GERMAN, "utf-8", b"\xef\xbb\xbf\xef\xbb\xbf"),
    "UTF-16": encoded(GERMAN, "utf-16"),
    "UTF-16 big-endian": encoded(GERMAN, "utf-16-be", b"\xfe\xff"),
    "UTF-16 without a mark": encoded(GERMAN, "utf-16-le"),
    "UTF-32": encoded(GERMAN, "utf-32"),
    "mixed line ends": f"\n\r\n{HEAD}\r\r\nc.pose,GRÜN,gsg\r".encode(),
    "capitals and blanks": " Path ; GLOSS;Sign Language;\nc.pose;GRÜN;gsg;\n".encode(),
    "hyphens": "path,gloss,sign-language,Spoken_Language\nc.pose,GRÜN,gsg,de\n".encode(),
    "short rows": f"{HEAD},variant,signer\nc.pose,GRÜN,gsg\n\n,,\n".encode(),
    "long empty rows": f"{HEAD}\nc.pose,GRÜN,gsg,,,\n".encode(),
    "quotes": f'{HEAD}\n"c.pose","GRÜN","gsg"\n'.encode(),
    "NUL bytes": f"{HEAD}\nc.pose,GR\0ÜN\0,gsg\n".encode(),
    "safe": f"{HEAD}\nc.pose,GRÜN,gsg\n".encode(),
}


@pytest.mark.parametrize("kind", READ)
def test_a_table_of_any_spreadsheet_is_read(home, tmp_path, kind):
    touched(tmp_path, "c.pose")
    (tmp_path / "list.csv").write_bytes(READ[kind])
    assert preview(tmp_path / "list.csv") == ([("GRÜN", "c.pose")], [])


@pytest.mark.parametrize(
    ("cell", "gloss"),
    [
        ('"say ""hi"""', 'say "hi"'),
        ('5" tape', '5" tape'),
        ('"Hello,\nworld"', "Hello, world"),
        ('"a, b; c"', "a, b; c"),
        ('"it\'s"', "it's"),
        ("'=1+1", "=1+1"),
        ("'tis", "'tis"),
    ],
)
def test_quotation_marks_inside_a_cell_stay(home, tmp_path, cell, gloss):
    touched(tmp_path, "c.pose", "d.pose")
    found, reasons = preview(table(tmp_path, f"c.pose,{cell},ase", "d.pose,NEXT,ase"))
    assert (found, reasons) == ([(gloss, "c.pose"), ("NEXT", "d.pose")], [])


SPOILT = {
    "unclosed": ('c.pose,"GRÜN,gsg\nc.pose,BLAU,gsg\nc.pose,ROT,gsg', f"Line 2 of list.csv {OPEN}"),
    "unclosed in the last line": ('c.pose,A,gsg\nc.pose,"ROT,gsg', f"Line 3 of list.csv {OPEN}"),
    "closed rows later": ('c.pose,"A,gsg\nc.pose,B",gsg\nc,C,gsg', f"Line 2 of list.csv {OPEN}"),
    "before a quoted cell": (
        'c.pose,A,gsg\n\nc.pose,"B,gsg\nc.pose,"C",gsg', f"Line 4 of list.csv {OPEN}"
    ),
    "more than a cell may have": ('c.pose,"' + "x" * 200_000, f"Line 2 of list.csv {OPEN}"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SPOILT)
def test_a_quotation_mark_that_swallows_rows_is_reported_with_its_line(home, tmp_path, kind):
    touched(tmp_path, "c.pose")
    rows, sentence = SPOILT[kind]
    done = run("add", table(tmp_path, rows))
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", sentence)
    assert [source["name"] for source in printed("sources")] == ["starter"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", f"list.csv {NO_ROWS}"),
        (b"\xef\xbb\xbf", f"list.csv {NO_ROWS}"),
        (b"sep=;\n", f"list.csv {NO_ROWS}"),
        (HEAD.encode(), f"list.csv {NO_ROWS}"),
        (b"\n\n\n", f"list.csv {NO_ROWS}"),
        (b"path,gloss\na,b\n", "list.csv has no column sign_language. The first line names"),
        (b"path,gloss,Gloss,sign_language\n", "list.csv has the column gloss twice. Rename one"),
        (GERMAN.encode("cp1252"), "Line 2 of list.csv is not UTF-8 text. Save the table"),
        (GERMAN.encode("utf-16")[:-1], "list.csv is not complete UTF-16 text. Save the table"),
        (b"PK\x03\x04\x14\0" + bytes(range(128, 256)), "Line 1 of list.csv is not UTF-8 text."),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_one_sentence(home, tmp_path, content, sentence):
    (tmp_path / "list.csv").write_bytes(content)
    done = run("add", tmp_path / "list.csv")
    assert done.exit_code == 2
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_a_row_that_does_not_fit_is_one_line(home, tmp_path):
    touched(tmp_path, "c.pose")
    rows = ["c.pose,A,ase,more", "c.pose,B", "c.pose,,ase", "c.pose," + "x" * 1001 + ",ase"]
    found, reasons = preview(table(tmp_path, *rows, "c.pose,C,ase"))
    assert found == [("C", "c.pose")]
    assert reasons == [
        "Line 2 of list.csv: It has more cells than the table has columns. Quote text with commas.",
        "Line 3 of list.csv: The sign language is empty. Write its code, such as ase.",
        "Line 4 of list.csv: The gloss is empty. Write what the sign means.",
        "Line 5 of list.csv: The gloss is longer than 1,000 letters. Shorten it.",
    ]


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("0", "0", (None, None)), ("", "", (None, None)), ("1.5", "0", (1.5, None)),
        ("0", "2", (0.0, 2.0)), ("1,5", "2,5", (1.5, 2.5)), ("0.0", "0.00", (None, None)),
    ],
)  # fmt: skip
def test_an_end_of_0_is_the_end_of_the_file(home, tmp_path, start, end, span):
    touched(tmp_path, "c.pose")
    row = f'c.pose,A,ase,"{start}","{end}"'
    value = printed("add", table(tmp_path, row, head=f"{HEAD},start,end"), "--preview")
    assert [(clip.get("start"), clip.get("end")) for clip in value["first"]] == [span]


# Lists of other projects


@pytest.fixture(scope="module")
def downloads(tmp_path_factory):
    """A folder with a video of 25 frames, at 25 frames per second, under several names."""
    folder = tmp_path_factory.mktemp("wlasl")
    video = folder / "video.mp4"
    writer = cv2.VideoWriter(str(video), cv2.VideoWriter_fourcc(*"mp4v"), 25, (64, 48))
    for shade in range(25):
        writer.write(np.full((48, 64, 3), 10 * shade, np.uint8))
    writer.release()
    for name in (f"{VIDEO}.mp4", "69241.mp4", "A title [abcdefghijk].mp4", "Title-ABCDEFGHIJK.mp4"):
        (folder / "raw_videos" / name).parent.mkdir(exist_ok=True)
        (folder / "raw_videos" / name).write_bytes(video.read_bytes())
    video.unlink()
    return folder


def of_youtube(video_id, url, start, end):
    return instance(video_id) | {"url": url, "frame_start": start, "frame_end": end}


def read(folder, items):
    """Return (path, start, end) of each clip of a list in JSON, and the reasons."""
    (folder / "list.json").write_text(json.dumps(items), "utf-8")
    value = json.loads(run("add", folder / "list.json", "--preview", "--json").stdout)
    return spans(value), [skipped["reason"] for skipped in value["skipped"]]


def spans(value):
    """Return (file name, start, end) of the clips of a preview."""
    return [(Path(c["path"]).name, c.get("start"), c.get("end")) for c in value["first"]]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"https://www.youtube.com/watch?v={VIDEO}", f"{VIDEO}.mp4"),
        (f"http://m.youtube.com/watch?feature=x&v={VIDEO}&t=3s", f"{VIDEO}.mp4"),
        (f"youtu.be/{VIDEO}?t=3", f"{VIDEO}.mp4"),
        (f"https://www.youtube-nocookie.com/embed/{VIDEO}", f"{VIDEO}.mp4"),
        (f"https://www.youtube.com/shorts/{VIDEO}", f"{VIDEO}.mp4"),
        ("https://youtu.be/abcdefghijk", "A title [abcdefghijk].mp4"),
        ("https://youtu.be/ABCDEFGHIJK", "Title-ABCDEFGHIJK.mp4"),
    ],
)
def test_a_clip_of_wlasl_is_found_by_its_id_at_youtube(home, downloads, url, name):
    items = [{"gloss": "book", "instances": [of_youtube("07069", url, 11, 60)]}]
    assert read(downloads, items) == ([(name, 0.4, 2.4)], [])


def test_a_video_named_by_its_number_comes_first_and_may_be_cut_already(home, downloads):
    url = f"https://www.youtube.com/watch?v={VIDEO}"
    rows = [of_youtube("69241", url, 900, 960), of_youtube("69241", url, 11, 15),
            of_youtube("07070", url, 900, 960), of_youtube("07071", url, 1, -1)]  # fmt: skip
    listed, reasons = read(downloads, [{"gloss": "book", "instances": rows}])
    assert listed == [
        ("69241.mp4", None, None), ("69241.mp4", 0.4, 0.6), (f"{VIDEO}.mp4", 35.96, 38.4),
        (f"{VIDEO}.mp4", None, None),
    ]  # fmt: skip
    assert reasons == []


def test_a_missing_video_of_wlasl_is_named_twice(home, downloads):
    gone = "zzzzzzzzzzz"
    items = [{"gloss": "book", "instances": [of_youtube("1", f"https://youtu.be/{gone}", 1, -1),
                                            instance("07099")]}]  # fmt: skip
    assert read(downloads, items)[1] == [
        f"Gloss 1 of list.json (book): No such file: raw_videos/1.mp4, or {gone}, its name at"
        f" YouTube. {CHECK}",
        f"Gloss 1 of list.json (book): No such file: raw_videos/07099.mp4. {CHECK}",
    ]


def test_ms_asl_is_read(home, downloads):
    clip = {"org_text": "match [light-a-MATCH]", "clean_text": "match", "text": "match",
            "start_time": 0.5, "end_time": 1.25, "start": 15, "end": 38, "fps": 30.0,
            "signer_id": 7, "label": 830, "url": f"www.youtube.com/watch?v={VIDEO}"}  # fmt: skip
    frames = {key: value for key, value in clip.items() if not key.endswith("_time")}
    items = [
        clip, frames | {"start": 30, "end": 45}, frames | {"start": 0, "end": 0},
        clip | {"url": "https://youtu.be/zzzzzzzzzzz"}, clip | {"text": "", "clean_text": "\u200b"},
        clip | {"end_time": 0.25}, clip | {"url": None}, 7,
    ]  # fmt: skip
    name = f"{VIDEO}.mp4"
    listed, reasons = read(downloads, items)
    assert listed == [(name, 0.5, 1.25), (name, 1.0, 1.5), (name, None, None)]
    assert reasons == [
        "Clip 4 of list.json: No such file: zzzzzzzzzzz.mp4 (match). Download the video first.",
        "Clip 5 of list.json: The gloss is empty. Write what the sign means.",
        "Clip 6 of list.json: The clip ends before it starts. Exchange start and end.",
        "Clip 7 of list.json: It has no address of a video at YouTube. Add the key url.",
        f"Clip 8 of list.json: It is not a JSON object. {_HINT}",
    ]
    value = printed("add", downloads / "list.json", "--preview")
    assert value["format"] == "MS-ASL (JSON)"
    assert {(c["gloss"], c["sign_language"], c["signer"]) for c in value["first"]} == {
        ("match", "ase", "7")
    }


_HINT = (
    'It should be a list such as [{"text": "book", "url": "https://www.youtube.com/watch?v=...",'
    ' "start_time": 1.5, "end_time": 3.0}].'
)


def test_a_lexicon_of_sign_mt_is_read_with_its_words(home, tmp_path):
    for name in ("kleine", "haus"):
        (tmp_path / "sgg").mkdir(exist_ok=True)
        write_pose(tmp_path / "sgg" / f"{name}.pose", a_pose(len(name), frames=50))
    head = "path,spoken_language,signed_language,start,end,words,glosses,priority"
    rows = [
        "sgg/kleine.pose,de,sgg,0,0,kleine,Kleine,0", "sgg/haus.pose,de,sgg,480,1500,Haus,HAUS1A,1",
        "sgg/haus.pose,de,sgg,400,0,Hütte,,0", "gs://lexicon/sgg/haus.pose,de,sgg,0,0,Heim,HEIM,0",
        "sgg/haus.pose,de,sgg,9,5,x,X,0", "sgg/haus.pose,de,sgg,one,2,x,X,0",
        "sgg/haus.pose,de,xx-9,0,0,x,X,0", "sgg/haus.pose,de,sgg,0,0,,,0",
    ]  # fmt: skip
    index = table(tmp_path, *rows, head=head, name="index.csv")
    value = printed("add", index, "--preview")
    assert value["format"] == "sign.mt (CSV)"
    columns = ("gloss", "translation", "start", "end")
    assert [tuple(clip.get(column) for column in columns) for clip in value["first"]] == [
        ("Kleine", None, None, None), ("HAUS1A", "Haus", 0.48, 1.5), ("Hütte", None, 0.4, None),
        ("HEIM", None, None, None),
    ]  # fmt: skip
    assert {(c["sign_language"], c["spoken_language"]) for c in value["first"]} == {("sgg", "de")}
    assert [skipped["reason"].partition(": ")[2] for skipped in value["skipped"]] == [
        "The clip ends before it starts. Exchange start and end.",
        "one is not a valid start in milliseconds. Write it like 1500.",
        "xx-9 is not a sign-language code. List all codes: signdict languages",
        "The gloss is empty. Write what the sign means.",
    ]
    assert printed("add", index)["added"] == 4
    assert printed("find", "Haus")[0]["gloss"] == "HAUS1A"


def test_the_collected_lists_are_read(home, shared):
    cases = shared / "cases"
    green = [("GRÜN", "c.pose")]
    assert preview(cases / "csv" / "T03_sep_line.csv") == (green, [])
    assert len(preview(cases / "csv" / "T07_nfc_path.csv")[0]) == 1
    assert preview(cases / "csv" / "T08_case_path.csv") == ([("HELLO", "Hello.POSE")], [])
    done = run("add", cases / "csv" / "T19_unclosed_quote.csv")
    assert (done.exit_code, done.stderr) == (2, f"Line 2 of T19_unclosed_quote.csv {OPEN}")
    lexicon = preview(cases / "real" / "lexicon" / "index.csv")
    assert [gloss for gloss, _ in lexicon[0]] == ["Kleine", "Kinder", "Essen", "Pizza"]
    value = printed("add", cases / "wlasl" / "WLASL_mini.json", "--preview")
    assert spans(value) == [
        ("69241.mp4", None, None), (f"{VIDEO}.mp4", 0.4, 2.4), (f"{VIDEO}.mp4", 3.0, 4.0),
        ("09500.mp4", 1.0, None),
    ]  # fmt: skip
    listed, reasons = preview(cases / "wlasl" / "MSASL_mini.json")
    assert listed == []
    assert reasons == [
        "Clip 1 of MSASL_mini.json: No such file: C37R_Ix8-qs.mp4 (match). Download the video"
        " first."
    ]
