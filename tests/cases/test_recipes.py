"""Datasets and recipes of users through the command line: layouts, and what can be wrong."""

import json
import os
import pickle
import re
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from signdict.importing import ingest
from signdict.importing.recipes import source
from tests.support.cli import printed, run
from tests.support.inline_pool import InlinePool
from tests.support.miniatures import npy, openpose, points, stored, written
from tests.support.paths import ROOT

FILES = 'files = "{gloss}/{signer}_{take:digits}.mp4"'
TREE = {"house/anna_1.mp4": 1, "house/ben_1.mp4": 2, "tree/anna_2.mp4": 3}
RECIPE = f"""
title = "Mine"
sign_languages = ["aed"]
spoken_languages = ["es"]
licence = "CC BY 4.0"
home = "https://example.org/mine"
attribution = "Ana"

[layout]
{FILES}
"""


@pytest.fixture(autouse=True)
def inline(empty_home, monkeypatch):
    """Read clips in this process."""
    monkeypatch.setattr(ingest, "ExtractionPool", InlinePool)


@pytest.fixture
def folder(tmp_path):
    """A folder of clips by gloss."""
    return written(tmp_path / "data", TREE)


def saved(tmp_path, text, name="mine.toml"):
    """Write a recipe; return its path."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def layout(tmp_path, text, **head):
    """Write a recipe of American signs with this layout."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in head.items()]
    return saved(tmp_path, "\n".join(['sign_languages = ["ase"]', *lines, "[layout]", text]))


def shown(path, recipe, *options):
    """Return (gloss, file) of each clip that would be added, and the reasons of those skipped."""
    done = run("add", path, "--as", recipe, "--preview", "--json", *options)
    assert done.exit_code in (0, 1), done.stderr
    value = json.loads(done.stdout)
    clips = [(clip["gloss"], Path(clip["path"]).name) for clip in value["first"]]
    return clips, [each["reason"] for each in value["skipped"]]


def clips(path, recipe, *options):
    """Return the clips that would be added, with all their values."""
    return printed("add", path, "--as", recipe, "--preview", *options)["first"]


def sentence(*arguments):
    """Return what a command says that must fail; nothing is added."""
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, ""), done.output
    assert not run("imports", "list").stdout
    return done.stderr.strip()


# What a recipe gives, and what takes precedence


def test_a_recipe_of_ones_own_gives_language_licence_source_and_credit(folder, tmp_path):
    recipe = saved(tmp_path, RECIPE)
    assert printed("add", folder, "--as", recipe)["added"] == 3
    assert stored("Mine") == [("house", "aed", 2), ("tree", "aed", 1)]
    own = next(each for each in printed("sources") if each["name"] == "Mine")
    assert (own["licence"], own["attribution"], own["url"]) == (
        "CC BY 4.0", "Ana", "https://example.org/mine",
    )  # fmt: skip
    (match,) = [m for m in printed("find", "tree") if m["source"] == "Mine"]
    assert match["spoken_language"] == "es"
    assert printed("remove", "Mine") == {"removed": 2}


def test_options_take_precedence_over_the_recipe(folder, tmp_path):
    options = ("--language", "ase", "--source", "Own", "--licence", "secret")
    options += ("--spoken-language", "en", "--attribution", "Me")
    first = clips(folder, saved(tmp_path, RECIPE), *options)[0]
    assert first["sign_language"] == "ase"
    assert (first["source"], first["licence"]) == ("Own", "secret")
    assert (first["spoken_language"], first["attribution"]) == ("en", "Me")


def test_a_relative_path_of_a_recipe_works_also_when_the_import_resumes(
    folder, tmp_path, monkeypatch
):
    saved(tmp_path, RECIPE)
    monkeypatch.chdir(tmp_path)
    assert printed("add", folder, "--as", "./mine.toml")["added"] == 3
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert printed("imports", "try-again", "1")["already"] == 3


def test_a_folder_is_read_without_a_recipe_if_asked(tmp_path):
    table = "Video file,Gloss,Participant ID\na.mp4,A,P1\n"
    data = written(tmp_path / "c", {"splits/train.csv": table, "videos/a.mp4": 1})
    text = run("add", data, "--preview").stdout
    assert text.startswith(
        "c: Recognised as ASL Citizen (2,731 signs, American Sign Language), source ASL Citizen."
    )
    assert run("add", data).stderr == "Read as ASL Citizen.\n"
    text = run("add", data, "--as", "folder", "--language", "ase", "--preview").stdout
    assert text.startswith("c: folder, source c.\nClips: 1, glosses: 1 (ase 1)")


def test_one_recipe_serves_many_sites_by_its_parameters(folder, tmp_path):
    recipe = saved(
        tmp_path, RECIPE.replace('"aed"', '"${language}"') + '[parameters]\nlanguage = "dse"\n'
    )
    assert {clip["sign_language"] for clip in clips(folder, recipe)} == {"dse"}
    chosen = clips(folder, recipe, "--set", "language=asf")
    assert {clip["sign_language"] for clip in chosen} == {"asf"}
    based = saved(tmp_path, 'base = "mine"\ntitle = "Auslan"\n[set]\nlanguage = "asf"\n', "b.toml")
    first = clips(folder, based)[0]
    assert (first["sign_language"], first["source"], first["signer"]) == ("asf", "Auslan", "anna")


# Layouts


def test_the_example_of_the_document_reads_what_it_says(tmp_path, monkeypatch):
    text = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")
    recipe = saved(tmp_path, re.findall("```toml\n(.*?)```", text, re.DOTALL)[0], "lsa64.toml")
    data = written(
        tmp_path / "LSA64", {"all/001_004_005.mp4": 1, "all/003_007_002.mp4": 2, "readme.txt": ""}
    )
    (clip,) = clips(data, recipe)
    assert (clip["gloss"], clip["translation"], clip["signer"]) == ("opaco", "opaque", "004")
    assert shown(data, recipe)[1] == ["The film shows another sign."]
    monkeypatch.setattr(source, "folder", lambda: tmp_path)
    assert run("add", data, "--preview").stdout.startswith(
        "LSA64: Recognised as LSA64 (64 signs, Argentine Sign Language), source LSA64.\n"
        "Clips: 1, glosses: 1 (aed 1)\n"
    )
    written(data, {"all/a.mp4": 3})
    assert "Recognised" not in run("add", data, "--language", "ase", "--preview").stdout


def test_a_folder_inside_or_around_the_dataset_may_be_added(folder, tmp_path):
    recipe = layout(tmp_path, 'files = "data/{gloss}/{signer}_{take:digits}.mp4"')
    expected = [("house", "anna_1.pose"), ("house", "ben_1.pose"), ("tree", "anna_2.pose")]
    assert shown(tmp_path, recipe) == (expected, [])
    assert shown(folder, recipe) == (expected, [])
    assert shown(folder / "tree", recipe) == (expected[2:], [])
    assert shown(folder / "tree" / "anna_2.pose", recipe) == (expected[2:], [])


def sheet(*rows):
    """Return a function that writes a file of Excel with these texts."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = ("".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) for row in rows)
    data = "".join(f"<row>{row}</row>" for row in cells)

    def write(path):
        with zipfile.ZipFile(path, "w") as archive:
            text = f'<worksheet xmlns="{space}"><sheetData>{data}</sheetData></worksheet>'
            archive.writestr("xl/worksheets/sheet1.xml", text)

    return write


def test_labels_are_looked_up_by_number_in_a_table_or_lines_or_json(tmp_path):
    films = {"007_1.mp4": 1, "8_1.mp4": 2, "9_1.mp4": 3}
    columns = 'key = "class"\ncolumns = { class = 1, gloss = 2 }\nheader = false\n'
    for name, content, more in (
        ("labels.csv", "7,house\n08,tree\n", columns),
        ("labels.tsv", "7\thouse\n8\ttree\n", columns),
        ("labels.txt", "7 house\n8 tree\n", 'key = "class"\nline = "{class} {gloss}"\n'),
        ("labels.xlsx", sheet(("7", "house"), ("08", "tree")), columns),
        ("labels.json", '{"house": 7, "tree": 8}',
         'key = "class"\ncolumns = { class = "@value", gloss = "@key" }\n'),
        ("labels.pkl", pickle.dumps([{"id": np.int64(7), "g": "house"}, {"id": 8, "g": "tree"}]),
         'key = "class"\ncolumns = { class = "id", gloss = "g" }\n'),
    ):  # fmt: skip
        data = written(tmp_path / name, {name: content, **films})
        recipe = layout(
            tmp_path,
            f'files = "{{class:digits}}_{{take}}.mp4"\n[[layout.labels]]\nfile = "{name}"\n{more}',
        )
        listed, reasons = shown(data, recipe)
        assert listed == [("house", "007_1.pose"), ("tree", "8_1.pose")], name
        hint = "Check that the list of labels belongs to these files."
        assert reasons == [f"No label for class 9. {hint}"], name


def test_lines_without_numbers_are_labels_by_their_place(tmp_path):
    data = written(tmp_path / "d", {"classes.txt": "house\ntree\n", "0.mp4": 1, "1.mp4": 2})
    recipe = layout(
        tmp_path,
        'files = "{class:digits}.mp4"\n[[layout.labels]]\nfile = "classes.txt"\nkey = "class"\n'
        'columns = { class = "@index", gloss = "@value" }',
    )
    assert shown(data, recipe)[0] == [("house", "0.pose"), ("tree", "1.pose")]


def test_a_table_is_joined_with_files_of_several_cameras(tmp_path):
    data = written(
        tmp_path / "d",
        {"train.csv": "id;sign;who\n1;HOUSE;A\n2;TREE;B\n3;SUN;C\n",
         "videos/1_front.mp4": 1, "videos/1_side.mp4": 2, "videos/2_front.webm": 3,
         "videos/9_front.mp4": 4},
    )  # fmt: skip
    recipe = layout(
        tmp_path,
        'files = "videos/{id}_{view}.mp4"\n[layout.table]\nfile = "{split}.csv"\n'
        'columns = { id = "id", gloss = "sign", signer = "who" }',
    )
    listed, reasons = shown(data, recipe)
    assert listed == [
        ("HOUSE", "1_front.pose"), ("HOUSE", "1_side.pose"), ("TREE", "2_front.pose"),
    ]  # fmt: skip
    assert reasons == [
        "Line 4 of train.csv: No file has id 3.", "No row of the table belongs to it.",
    ]  # fmt: skip


def test_nested_json_has_glosses_above_its_clips(tmp_path):
    entries = [{"gloss": "house", "clips": [{"file": "a.mp4", "t": [1.5, 3]}, {"file": "b.mp4"}]}]
    data = written(tmp_path / "d", {"x.json": json.dumps({"data": entries}), "a.mp4": 1})
    recipe = layout(
        tmp_path,
        '[layout.table]\nfile = "x.json"\nrecords = "data.*.clips.*"\n'
        'columns = { path = "file", gloss = "gloss", start = "t.1", end = "t.2" }',
    )
    (clip,) = clips(data, recipe)
    assert (clip["gloss"], clip["start"], clip["end"]) == ("house", 1.5, 3)
    assert shown(data, recipe)[1][0].startswith("Entry 2 of x.json: No such file: b.mp4.")


@pytest.mark.parametrize(
    ("times", "row", "span"),
    [
        ("", "1.5,3", (1.5, 3)),
        ('unit = "milliseconds"', "1500,3000", (1.5, 3)),
        ('unit = "frames", rate = 25, first = 1', "26,50", (1, 2)),
        ('unit = "frames", rate = "fps"', "30,59", (1, 2)),
        ('unit = "clock"', "00:00:01.5,0:03", (1.5, 3)),
        ("length = true", "1.5,1.5", (1.5, 3)),
        ("", "2,0", (2, None)),
        ('unit = "frames", rate = 25', "0,-1", (None, None)),
    ],
)
def test_times_are_seconds_milliseconds_frames_or_a_clock(tmp_path, times, row, span):
    data = written(tmp_path / "d", {"t.csv": f"f,g,s,e,fps\na.mp4,house,{row},30\n", "a.mp4": 1})
    recipe = layout(
        tmp_path,
        f'times = {{ {times} }}\n[layout.table]\nfile = "t.csv"\n'
        'columns = { path = "f", gloss = "g", start = "s", end = "e", fps = "fps" }',
    )
    (clip,) = clips(data, recipe)
    assert (clip.get("start"), clip.get("end")) == span


def test_rest_is_trimmed_at_both_ends(tmp_path):
    data = written(tmp_path / "d", {"house.mp4": 1})  # 12 frames at 25 per second
    recipe = layout(tmp_path, 'files = "{gloss}.mp4"\ntrim = { start = 0.08, end = 0.12 }')
    (clip,) = clips(data, recipe)
    assert (clip["start"], round(clip["end"], 6)) == (0.08, 0.36)
    much = layout(tmp_path, 'files = "{gloss}.mp4"\ntrim = { start = 5, end = 5 }')
    assert "start" not in clips(data, much)[0]


def test_values_are_split_replaced_mapped_and_corrected(tmp_path):
    data = written(tmp_path / "d", {"ch-de/THANK_YOU-2.mp4": 1, "ch-fr/howse.mp4": 2})
    recipe = layout(
        tmp_path,
        'files = "{sign_language}/{word}.mp4"\n'
        'map = { sign_language = { "ch-de" = "sgg", "ch-fr" = "ssr" } }\n'
        'replace = { gloss = [["_", " "]] }\ncase = { gloss = "lower" }\n'
        '[[layout.parse]]\nvalue = "word"\npatterns = ["{gloss}-{variant:digits}", "{gloss}"]\n'
        '[[layout.errors]]\nwhere = { gloss = "howse" }\nset = { gloss = "house" }\n'
        'reason = "A typing error."',
    )
    first, second = clips(data, recipe)
    assert (first["gloss"], first["variant"], first["sign_language"]) == ("thank you", "2", "sgg")
    assert (second["gloss"], second["sign_language"]) == ("house", "ssr")


def test_known_errors_are_skipped_with_their_reason(folder, tmp_path):
    recipe = layout(
        tmp_path,
        f'{FILES}\n[[layout.errors]]\nwhere = {{ signer = ["b*", "carl"], take = "1" }}\n'
        'reason = "He is not a signer."\n'
        '[[layout.errors]]\nwhere = { path = "tree/*" }\nreason = "Cut off."',
    )
    assert shown(folder, recipe) == (
        [("house", "anna_1.pose")], ["He is not a signer.", "Cut off."],
    )  # fmt: skip


def test_of_files_with_another_ending_one_is_read(tmp_path):
    data = written(tmp_path / "d", {"house.pose": 1, "house.mp4.x": "", "tree.pose": 2})
    (data / "house.webm").write_bytes(b"")
    assert shown(data, layout(tmp_path, 'files = "{gloss}.avi"'))[0] == [
        ("house", "house.pose"), ("tree", "tree.pose"),
    ]  # fmt: skip


# Landmarks

BODY_HANDS = """
blocks = [
  { part = "body", count = 33 },
  { part = "left_hand", count = 21 },
  { part = "right_hand", count = 21 },
]
units = "picture"
size = [640, 480]
"""
ALL = ("body", "left_hand", "right_hand")


def flat(number, *parts, axes="xyz"):
    """Return a function that writes a row of numbers for each frame."""

    def write(path):
        values = points(number, *parts, axes=axes)
        np.save(path, values.reshape(len(values), -1))

    return write


def as_pickle(value):
    return lambda path: path.write_bytes(pickle.dumps(value))


def archive(**arrays):
    return lambda path: np.savez(path, **arrays)


def parts_of(number):
    return {"pose": points(number, "body"), "lh": points(number, "left_hand"),
            "rh": points(number, "right_hand")}  # fmt: skip


def frames_of(number):
    """Return a list of frames in JSON. One frame lacks a hand."""
    arrays = parts_of(number)
    frames = [{key: array[n].tolist() for key, array in arrays.items()} for n in range(12)]
    frames[3]["lh"] = None
    return json.dumps({"frames": frames})


OWN_ARRAYS = """
blocks = [
  { part = "body", count = 33, array = "PREpose" },
  { part = "left_hand", count = 21, array = "PRElh" },
  { part = "right_hand", count = 21, array = "PRErh" },
]
units = "picture"
size = [640, 480]
"""
LANDMARKS = {
    "npy": (npy(1, *ALL), 'axes = "frames, points, xyz"' + BODY_HANDS),
    "npy.2d": (npy(1, *ALL, axes="yx"), 'axes = "frames, points, yx"' + BODY_HANDS),
    "npy.planar": (
        lambda path: np.save(path, points(1, *ALL).transpose(2, 0, 1)[None]),
        'axes = "people, xyz, frames, points"' + BODY_HANDS,
    ),
    "npy.values": (
        flat(1, *ALL),
        'axes = "frames, values"' + BODY_HANDS.replace("count", 'coordinates = "xyz", count'),
    ),
    "npy.shape": (
        flat(1, *ALL), 'axes = "frames, points, xyz"\nshape = [-1, 75, 3]' + BODY_HANDS,
    ),
    "npy.mesh": (
        npy(1, "body", "mesh", "left_hand", "right_hand"),
        'axes = "frames, points, xyz"'
        + BODY_HANDS.replace(
            '{ part = "left', '{ part = "face", count = 468 },\n  { part = "left'
        ),
    ),
    "npy.list": (
        lambda path: np.save(path, points(1, *ALL)[:, [0, 11, 12, 20, *range(33, 75)]]),
        'axes = "frames, points, xyz"'
        + BODY_HANDS.replace(
            'part = "body", count = 33',
            'part = "body", points = [0, "left_shoulder", 12, -1]',
        ),
    ),
    "npz": (archive(**parts_of(1)), 'format = "npz"' + OWN_ARRAYS.replace("PRE", "")),
    "pkl": (
        as_pickle({"keypoints": points(1, *ALL), "fps": 25}),
        'format = "pickle"\narray = "keypoints"' + BODY_HANDS,
    ),
    "json": (frames_of(1), 'format = "json"' + OWN_ARRAYS.replace("PRE", "frames.*.")),
}  # fmt: skip


@pytest.mark.parametrize("kind", LANDMARKS)
def test_landmarks_of_each_layout_show_the_sign(tmp_path, kind):
    content, text = LANDMARKS[kind]
    ending = kind.partition(".")[0]
    data = written(tmp_path / "d", {f"house.{ending}": content})
    recipe = layout(tmp_path, f'files = "{{gloss}}.{ending}"\n[layout.landmarks]\n{text}')
    assert printed("add", data, "--as", recipe, "--source", "own")["added"] == 1
    found = written(tmp_path / "q", {"q.pose": 1}) / "q.pose"
    best = printed("recognise", found, "--limit", "9")
    match = next(m for m in best if m["source"] == "own")
    assert match["score"] > 0.99


def test_frames_of_openpose_are_one_clip(tmp_path):
    frames = {f"house/house_{n:012}_keypoints.json": openpose(1) for n in range(12)}
    other = {f"tree/tree_{n:012}_keypoints.json": openpose(2) for n in range(12)}
    data = written(tmp_path / "d", frames | other)
    recipe = layout(
        tmp_path,
        'files = "{gloss}/{clip}_{frame:digits}_keypoints.json"\n[layout.landmarks]\n'
        'format = "openpose"\nsize = [640, 480]',
    )
    assert [gloss for gloss, _ in shown(data, recipe)[0]] == ["house", "tree"]
    assert printed("add", data, "--as", recipe, "--source", "own")["added"] == 2
    found = written(tmp_path / "q", {"q.pose": 2}) / "q.pose"
    best = next(m for m in printed("recognise", found) if m["source"] == "own")
    assert best["gloss"] == "tree"


def long_table(number):
    """Return a table with a row for each point, as PopSign has."""
    lines = ["frame,row_id,type,landmark_index,x,y,z"]
    for part, name in (("body", "pose"), ("left_hand", "left_hand"), ("right_hand", "right_hand")):
        for frame, row in enumerate(points(number, part)):
            lines += [f"{frame + 20},x,{name},{i},{x},{y},{z}" for i, (x, y, z) in enumerate(row)]
    return "\n".join(lines).replace(",0.0,0.0,0.0", ",,,")


def wide_table(number):
    """Return a table with a row for each frame."""
    names = {"pose": "body", "left_hand": "left_hand", "right_hand": "right_hand"}
    arrays = {name: points(number, part) for name, part in names.items()}
    head = [f"{axis}_{name}_{i}" for name, a in arrays.items() for i in range(a.shape[1])
            for axis in "xyz"]  # fmt: skip
    rows = [np.concatenate([a[n].ravel() for a in arrays.values()]) for n in range(12)]
    return "\n".join([",".join(head), *(",".join(map(str, row)) for row in rows)])


LONG = """
table = { frame = "frame", part = "type", point = "landmark_index", x = "x", y = "y", z = "z", parts = { pose = "body", left_hand = "left_hand", right_hand = "right_hand" } }
"""  # noqa: E501
WIDE = """
table = { columns = "{axis:x|y|z}_{part}_{point:digits}", parts = { pose = "body", left_hand = "left_hand", right_hand = "right_hand" } }
"""  # noqa: E501
PICTURE = 'units = "picture"\nsize = [640, 480]\n'


@pytest.mark.parametrize(("content", "table"), [(long_table(1), LONG), (wide_table(1), WIDE)])
def test_landmarks_in_tables_show_the_sign(tmp_path, content, table):
    data = written(tmp_path / "d", {"house.csv": content})
    recipe = layout(
        tmp_path, f'files = "{{gloss}}.csv"\n[layout.landmarks]\nformat = "csv"\n{PICTURE}{table}'
    )
    assert printed("add", data, "--as", recipe, "--source", "own")["added"] == 1
    found = written(tmp_path / "q", {"q.pose": 1}) / "q.pose"
    match = next(m for m in printed("recognise", found, "--limit", "9") if m["source"] == "own")
    assert match["score"] > 0.99


class Evil:
    """An object whose pickle calls a function."""

    def __reduce__(self):
        return (os.mkdir, (os.environ["EVIL"],))


def test_a_pickle_calls_no_function(tmp_path, monkeypatch):
    monkeypatch.setenv("EVIL", str(tmp_path / "evil"))
    data = written(tmp_path / "d", {"house.pkl": as_pickle(Evil()), "tree.pkl": b"\x80\x04."})
    recipe = layout(
        tmp_path, f'files = "{{gloss}}.pkl"\n[layout.landmarks]\nformat = "pickle"{BODY_HANDS}'
    )
    done = json.loads(run("add", data, "--as", recipe, "--json").stdout)
    assert [each["reason"] for each in done["skipped"]] == [
        "house.pkl is a pickle with an object posix.mkdir, which is not read. Ask the publisher "
        "for another format, such as .npy or JSON.",
        "tree.pkl is not a complete pickle. Ask the publisher for another format, such as .npy or "
        "JSON.",
    ]
    assert not (tmp_path / "evil").exists()


def test_a_file_of_landmarks_with_another_shape_is_skipped_with_the_reason(tmp_path):
    data = written(
        tmp_path / "d",
        {"a.npy": npy(1, "body"), "b.npy": b"no array", "c.npy": npy(2, *ALL),
         "d.npy": lambda path: np.save(path, np.zeros((12, 75, 3)))},
    )  # fmt: skip
    recipe = layout(tmp_path, f'files = "{{gloss}}.npy"\n[layout.landmarks]{BODY_HANDS}')
    done = printed("add", data, "--as", recipe, "--source", "own")
    assert done["added"] == 1
    assert [each["reason"] for each in done["skipped"]] == [
        "a.npy has another array than its recipe says (33 points of 3 coordinates). Check that the "
        "recipe belongs to this file.",
        "b.npy cannot be read as npy. Download it again.",
        "d.npy contains no shoulders and no hands. A sign needs both shoulders and at least one "
        "hand. Export them too.",
    ]


def test_parquet_needs_a_package_that_a_sentence_names(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    data = written(tmp_path / "d", {"house.parquet": b"PAR1"})
    recipe = layout(
        tmp_path,
        f'files = "{{gloss}}.parquet"\n[layout.landmarks]\nformat = "parquet"\n{LONG}',
    )
    done = json.loads(run("add", data, "--as", recipe, "--json").stdout)
    assert [each["reason"] for each in done["skipped"]] == [
        "house.parquet is a Parquet file, and the package that reads it is not installed. Install "
        "it: pip install signdict[parquet]"
    ]


def test_landmarks_in_parquet_show_the_sign(tmp_path):
    csv_table = pytest.importorskip("pyarrow.csv")
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "t.csv").write_text(long_table(1), encoding="utf-8")
    write = csv_table.read_csv(tmp_path / "t.csv")
    data = written(
        tmp_path / "d",
        {"house.parquet": lambda path: parquet.write_table(write, path), "x.parquet": b"PAR1"},
    )
    recipe = layout(
        tmp_path,
        f'files = "{{gloss}}.parquet"\n[layout.landmarks]\nformat = "parquet"\n{PICTURE}{LONG}',
    )
    done = printed("add", data, "--as", recipe, "--source", "own")
    assert [each["reason"] for each in done["skipped"]] == [
        "x.parquet cannot be read as Parquet. Download it again."
    ]
    found = written(tmp_path / "q", {"q.pose": 1}) / "q.pose"
    match = next(m for m in printed("recognise", found, "--limit", "9") if m["source"] == "own")
    assert match["score"] > 0.99


# What is wrong


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title = ", "mine.toml is not valid TOML (Invalid value (at end of document)). Correct "
         "this line."),
        ('title = "x"', "The recipe mine.toml: it does not say how the files lie. Add [layout] "
         "with files, table or reader."),
        ("[layout]", "The recipe mine.toml, [layout]: it names no pattern and no table. Add files "
         "or table."),
        ('[layout]\nfile = "{gloss}.mp4"', "The recipe mine.toml, [layout]: unknown key file."),
        ('[layout]\nfiles = "{id}.mp4"', "The recipe mine.toml, [layout]: nothing gives the gloss."
         " Name it in a pattern, a column or labels."),
        ('[layout]\nfiles = "../{gloss}.mp4"', "The pattern '../{gloss}.mp4' is not valid. Write a "
         "path below the folder, with / and without an empty part or .."),
        ('[layout]\nfiles = "/etc/{gloss}"', "The pattern '/etc/{gloss}' is not valid. Write a "
         "path below the folder, with / and without an empty part or .."),
        ('[layout]\nfiles = "(a+)+{gloss:.*}.mp4"', "The pattern '(a+)+{gloss:.*}.mp4' is not "
         "valid. Write parts like {gloss}, {id:digits}, {id:3}, {id:3 digits} or {a|b}."),
        ('sign_languages = ["asl"]\n[layout]\nfiles = "{gloss}.mp4"',
         "The recipe mine.toml: asl is not a sign-language code; American Sign Language is ase."),
        ('[layout]\nfiles = "{gloss}.mp4"\nvalues = { sign_language = "xx" }',
         "The recipe mine.toml, [layout]: xx is not a sign-language code. List all codes: signdict "
         "languages"),
        ('licens = "CC0"', "The recipe mine.toml: unknown key licens."),
        ('signs = "many"', "The recipe mine.toml: signs must be a whole number. Correct it."),
        ('access = "free"', "The recipe mine.toml: access is free. Write open, request, purchase."),
        ('base = "../x"', "mine.toml cannot be based on ../x. Name a recipe that has no such "
         "base."),
        ('base = "mine"\ntitle = "x"', "No dataset is named mine."),
        ('title = "${site}"', "mine.toml has no parameter site. Add it to [parameters]."),
        ('[layout]\nfiles = "{gloss}.mp4"\ntable = { file = "a.csv", columns = { id = "x" } }',
         "The recipe mine.toml, [layout]: its files and its table have no value in common. Use one "
         "name in both, such as id."),
        ('[layout]\nfiles = "{gloss}.mp4"\ntimes = { unit = "frames" }',
         "The recipe mine.toml, [layout.times]: frames need a rate. Add the frames per second, "
         "such as rate = 25."),
        ('[layout]\nfiles = "{gloss}.npy"\n[layout.landmarks]\naxes = "frames, xyz"',
         "The recipe mine.toml, [layout.landmarks]: axes must name either points with coordinates, "
         "or values. Write it like frames, points, xyz."),
        ('[layout]\nreader = "csv"\ntable = { file = "a.csv" }',
         "The recipe mine.toml, [layout]: unknown reader csv. Write wlasl, ms_asl, asl_citizen, "
         "signsuisse, signmt, elan, table."),
    ],
)  # fmt: skip
def test_a_recipe_that_is_wrong_is_one_sentence(folder, tmp_path, text, problem):
    said = sentence("add", folder, "--as", saved(tmp_path, text))
    assert said.startswith(problem), said
    assert sentence("add", folder, "--preview", "--as", tmp_path / "mine.toml") == said


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--as", "wlasl2"), "No dataset is named wlasl2. Did you mean wlasl? List all datasets: "
         "signdict datasets"),
        (("--as", "WLASL"), "No file in data lies as in WLASL. It should have files such as "
         "WLASL_v{version}.json."),
        (("--as", "gone.toml"), "No such file: gone.toml. Check the spelling."),
        (("--as", "wlasl", "--set", "language"), "language sets no parameter. Write it like "
         "language=asf."),
        (("--as", "wlasl", "--set", "x=y"), "wlasl.toml has no parameter x. It has none."),
        (("--set", "x=y"), "Only a dataset has parameters. Name it with --as."),
    ],
)  # fmt: skip
def test_an_option_that_fits_nothing_is_one_sentence(folder, options, problem):
    assert sentence("add", folder, *options) == problem


def test_two_recipes_that_fit_are_both_named(folder, tmp_path, monkeypatch):
    recipes = tmp_path / "recipes"
    recipes.mkdir()
    text = RECIPE.replace("[layout]", 'recognise = ["{gloss}/*_{n:digits}.mp4"]\n[layout]')
    saved(recipes, text, "one.toml")
    saved(recipes, text.replace("Mine", "Yours"), "two.toml")
    monkeypatch.setattr(source, "folder", lambda: recipes)
    expected = "data may be Mine or Yours. Choose with --as one or --as two."
    assert sentence("add", folder) == expected
    assert sentence("add", folder, "--preview") == expected
    assert printed("add", folder, "--as", "two")["added"] == 3


def test_half_of_the_files_may_be_missing(tmp_path):
    rows = "".join(f"{n}.mp4,WORD{n}\n" for n in range(1, 7))
    films = {f"videos/{n}.mp4": n for n in (1, 3, 5)}
    data = written(tmp_path / "d", {"train.csv": f"Video file,Gloss\n{rows}", **films})
    done = printed("add", data, "--as", "asl_citizen")
    assert (done["added"], done["left_out"]) == (3, 3)
    assert [each["reason"] for each in done["skipped"]] == [
        f"Line {n + 1} of train.csv: No such file: videos/{n}.mp4. Check the spelling; .pose files "
        "and other videos of this name are found too."
        for n in (2, 4, 6)
    ]


def test_labels_for_other_files_are_reported_and_nothing_is_added(folder, tmp_path):
    labels = '[[layout.labels]]\nkey = "signer"\ncolumns = { signer = 1, gloss = 2 }\n'
    wrong = layout(tmp_path, f'{FILES}\n{labels}rows = [["carl", "x"]]')
    done = run("add", folder, "--as", wrong)
    assert done.exit_code == 1
    assert stored("mine") == []
    assert "No label for signer anna. Check that the list of labels" in done.output
    missing = layout(tmp_path, f'{FILES}\n{labels}file = "labels.csv"')
    assert sentence_of(run("add", folder, "--as", missing)) == (
        "The labels of mine are missing: labels.csv. Copy the file into the folder; it is "
        "published with the dataset."
    )
    written(folder, {"labels.csv": "who,what\nanna,x\n"})
    named = '[[layout.labels]]\nkey = "signer"\ncolumns = { signer = "name", gloss = "what" }\n'
    other = layout(tmp_path, f'{FILES}\n{named}file = "labels.csv"')
    assert sentence_of(run("add", folder, "--as", other)) == (
        "labels.csv has no column name. It is not a table of this dataset, or of another version."
    )


def sentence_of(done):
    assert done.exit_code == 2, done.output
    return done.stderr.strip()


def test_an_archive_is_to_be_unpacked(tmp_path):
    data = written(tmp_path / "d", {"lsa64_cut.zip": b"PK"})
    recipe = layout(tmp_path, FILES, title="LSA64")
    said = "lsa64_cut.zip is an archive, which is not read. Unpack it, and add its folder."
    assert sentence_of(run("add", data, "--as", recipe)) == said
    assert sentence_of(run("add", data / "lsa64_cut.zip", "--as", recipe)) == said


def test_a_spreadsheet_is_reported(tmp_path):
    data = written(tmp_path / "d", {"labels.xls": b"PK", "1.mp4": 1})
    recipe = layout(
        tmp_path,
        'files = "{id}.mp4"\n[[layout.labels]]\nfile = "labels.xls"\nkey = "id"\n'
        'columns = { id = "id", gloss = "gloss" }',
    )
    assert sentence_of(run("add", data, "--as", recipe)) == (
        'labels.xls is a file of a spreadsheet program, which is not read. Save it as "CSV '
        'UTF-8" under the same name.'
    )


def test_links_out_of_the_folder_are_not_read(folder, tmp_path):
    written(tmp_path, {"secret.mp4": 9})
    (folder / "tree" / "anna_9.pose").symlink_to(tmp_path / "secret.pose")
    listed, reasons = shown(folder, layout(tmp_path, FILES))
    assert len(listed) == 3
    assert reasons == ["It is a link to a file outside the folder."]
