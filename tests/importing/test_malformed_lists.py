"""Every format of lists with every error that a list may contain."""

import json
import shutil

import pytest

from signdict.core.errors import LanguageError, ManifestError, SignDictError
from signdict.importing import manifest
from signdict.importing.entries import ClipEntry, Skipped
from signdict.importing.formats import elan_export, elan_file
from signdict.importing.formats.elan_file import Annotation
from signdict.pose.posefile import write_pose
from tests.support.clip_lists import SIGNS, citizen, instance, suisse, touched, wlasl_file
from tests.support.fakes import a_pose
from tests.support.steps import drive

#: Glosses in any script, and texts that must not be changed.
GLOSSES = (
    "שלום",
    "مرحبا بك",
    "می\u200cرسد",
    "👋🏽",
    "👩\u200d👧",
    "字",
    "über",
    "a b",
    "007",
    "=1+1",
)


def folder(root, *rows):
    for gloss, name in rows:
        path = root / name
        if path.parent == root:
            path.with_name(f"{gloss or '_'}.mp4").write_bytes(b"0")
    return root


def poses(root, *rows):
    for number, (gloss, name) in enumerate(rows):
        if (root / name).parent == root:
            write_pose(root / f"{gloss or '_'}.pose", a_pose(number))
    return root


def table(root, *rows):
    path = root / "table.csv"
    lines = [f'{name},"{gloss}",ase' for gloss, name in rows]
    path.write_text("path,gloss,sign_language\n" + "\n".join(lines), "utf-8")
    return path


def wlasl(root, *rows):
    return wlasl_file(root, [{"gloss": g, "instances": [instance(name)]} for g, name in rows])


def asl_citizen(root, *rows):
    return citizen(root, *(("P1", name, gloss, "") for gloss, name in rows))


def signsuisse(root, *rows):
    return suisse(root, *(("", gloss, "ch-de", "de", name) for gloss, name in rows))


def annotations(root, *rows):
    """Write annotations of one video, the first that is named."""
    spans = [Annotation(n, n + 0.5, gloss) for n, (gloss, _) in enumerate(rows)]
    path = root / "talk.eaf"
    path.write_bytes(elan_export.document({"gloss": spans}, root / rows[0][1]))
    return path


LISTED = {"table": table, "WLASL": wlasl, "ASL Citizen": asl_citizen, "SignSuisse": signsuisse}
EVERY = {"folder": folder, "poses": poses, "ELAN": annotations, **LISTED}


@pytest.fixture(params=EVERY)
def every(request):
    return EVERY[request.param]


@pytest.fixture(params=LISTED)
def listed(request):
    return LISTED[request.param]


@pytest.fixture
def root(tmp_path):
    folder_ = tmp_path / "list"
    touched(folder_, "1.mp4", "2.mp4")
    touched(tmp_path, "secret.mp4")
    return folder_


def rows(path, code="ase"):
    """Return the clips of a list, and the reasons of the rows that are skipped."""
    listed = [*manifest.rows(manifest.usual(path, sign_language=code))]
    good = [row for row in listed if isinstance(row, ClipEntry)]
    return good, [row.reason for row in listed if isinstance(row, Skipped)]


def bare(tmp_path, make):
    """Make a folder for a format; it contains no other clips if its files are the list."""
    folder_ = tmp_path / "list"
    touched(folder_, *(("1.mp4", "2.mp4") if make not in (folder, poses) else ()))
    return folder_


@pytest.mark.parametrize("gloss", GLOSSES)
def test_a_gloss_of_any_script_is_read_unchanged(tmp_path, every, gloss):
    good, reasons = rows(every(bare(tmp_path, every), (gloss, "1.mp4")))
    assert reasons == []
    assert [clip.gloss for clip in good] == [gloss]


def test_an_empty_gloss_is_one_line_of_the_report(tmp_path, every):
    path = every(bare(tmp_path, every), ("", "1.mp4"), ("word", "1.mp4"))
    good, reasons = rows(path)
    assert [clip.gloss for clip in good] == ["word"]
    assert len(reasons) == 1
    assert "gloss" in reasons[0]


def test_a_repeated_row_is_read_once(root, listed):
    good, reasons = rows(listed(root, ("word", "1.mp4"), ("word", "1.mp4"), ("word", "2.mp4")))
    assert [clip.path.name for clip in good] == ["1.mp4", "2.mp4"]
    assert reasons == ["Row 2 (word) repeats row 1."]


@pytest.mark.parametrize(
    "name", ["../secret.mp4", "..\\secret.mp4", "/etc/passwd", "a/../../secret.mp4", "../list/../x"]
)
def test_a_path_that_leaves_the_folder_is_not_followed(root, listed, name):
    good, reasons = rows(listed(root, ("out", name), ("word", "1.mp4")))
    assert [clip.gloss for clip in good] == ["word"]
    assert len(reasons) == 1
    assert "outside the table's folder" in reasons[0]


def test_a_link_that_leaves_the_folder_is_not_followed(root, tmp_path, listed):
    (root / "inside.mp4").symlink_to(tmp_path / "secret.mp4")
    good, reasons = rows(listed(root, ("out", "inside.mp4"), ("word", "1.mp4")))
    assert [clip.gloss for clip in good] == ["word"]
    assert "outside the table's folder" in reasons[0]


@pytest.mark.parametrize("name", ["gone.mp4", "gone\0.mp4", "x" * 5000 + ".mp4", "."])
def test_a_missing_file_is_one_line(root, listed, name):
    if "\0" in name and listed is not table:
        name = json.loads(json.dumps(name))
    good, reasons = rows(listed(root, ("gone", name), ("word", "1.mp4")))
    assert [clip.gloss for clip in good] == ["word"]
    assert len(reasons) == 1
    assert "\n" not in reasons[0]


def test_a_wrong_language_is_answered_with_the_right_one(tmp_path, every):
    path = every(bare(tmp_path, every), ("word", "1.mp4"))
    with pytest.raises(LanguageError, match="American Sign Language is ase"):
        rows(path, "asl")


def test_a_wrong_language_of_a_row_is_one_line(root):
    (root / "table.csv").write_text("path,gloss,sign_language\n1.mp4,a,xx-9\n2.mp4,b,ase\n")
    folder_ = suisse(root, ("", "a", "xx-9", "de", "1.mp4"), ("", "b", "ch-de", "de", "2.mp4"))
    for path in (root / "table.csv", folder_):
        good, reasons = rows(path)
        assert [clip.gloss for clip in good] == ["b"]
        assert "xx-9 is not a sign-language code" in reasons[0]


def test_a_list_that_no_longer_exists_is_reported(tmp_path, every):
    path = every(bare(tmp_path, every), ("word", "1.mp4"))
    usual = manifest.usual(path, sign_language="ase")
    shutil.rmtree(tmp_path / "list")
    with pytest.raises(SignDictError) as error:
        [*manifest.rows(usual)]
    assert error.value.message
    assert error.value.hint


def test_a_folder_that_disappears_while_it_is_listed_is_reported(tmp_path, every):
    many = [(f"word {n}", "1.mp4") for n in range(4)]
    path = every(bare(tmp_path, every), *many)
    steps = manifest.rows(manifest.usual(path, sign_language="ase"))
    assert isinstance(next(steps), ClipEntry)
    shutil.rmtree(tmp_path / "list")
    try:
        rest = [*steps]
    except ManifestError as error:
        assert error.hint  # noqa: PT017 - either is possible
        return
    if every is annotations:  # these are read completely, because they name one video
        return
    assert all(isinstance(row, Skipped) for row in rest)
    assert len(rest) == 3


def test_a_disk_that_is_removed_is_reported(tmp_path, monkeypatch):
    folder_ = tmp_path / "list"
    touched(folder_ / "a", "1.mp4")
    touched(folder_ / "b", "2.mp4")
    real = manifest.folder.os.listdir

    def failing(path):
        if str(path).endswith("b"):
            raise OSError(5, "Input/output error")
        return real(path)

    monkeypatch.setattr(manifest.folder.os, "listdir", failing)
    steps = manifest.preview(manifest.usual(folder_, sign_language="ase"))
    with pytest.raises(ManifestError, match=r"b cannot be read\. Check that it exists"):
        drive(steps)


BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
ATTACKS = {
    "growing": (BOMB, "&b;"),
    "external": ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', "&b;"),
    "a parameter": ('<!DOCTYPE a [<!ENTITY % b SYSTEM "http://example.org/x"> %b;]>', ""),
    "a schema": ('<!DOCTYPE a SYSTEM "http://example.org/x.dtd">', ""),
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("kind", ["eaf", "ecv"])
def test_entities_are_rejected_in_complete_documents(root, kind, attack):
    declaration, reference = ATTACKS[attack]
    text = (
        annotations(root, ("word", "1.mp4")).read_text("utf-8")
        if kind == "eaf"
        else elan_export.vocabulary(SIGNS).decode()
    )
    head, _, rest = text.partition("?>")
    word = "word" if kind == "eaf" else "House"
    assert word in rest
    path = root / f"attack.{kind}"
    path.write_text(f"{head}?>{declaration}{rest.replace(word, reference or word, 1)}", "utf-8")
    read = (lambda: rows(path)) if kind == "eaf" else (lambda: elan_file.entries(path))
    with pytest.raises(SignDictError, match="defines entities"):
        read()


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[", "null", "7", '"text"', '{"gloss": 1}', "[" * 100_000, '[{"gloss": "a"},',
        "\ufeff",
    ],
)  # fmt: skip
def test_a_list_that_is_not_json_is_reported(root, text):
    path = root / "list.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ManifestError) as error:
        rows(path)
    assert "list.json" in error.value.message
    assert error.value.hint


@pytest.mark.parametrize("make", [asl_citizen, signsuisse, table])
@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda content: b"", "has no|neither"),
        (lambda content: content.splitlines()[0], "has no rows"),
        (lambda content: content + b"\xff\xfe", "not UTF-8"),
        (lambda content: content + b'\n"' + b"x" * 200_000, "quotation mark that is not closed"),
    ],
    ids=["empty", "bare", "other letters", "endless"],
)
def test_a_damaged_table_is_reported(root, make, spoil, message):
    path = make(root, ("word", "1.mp4"))
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ManifestError, match=message):
        rows(path)
