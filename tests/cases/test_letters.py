"""Letters of manual alphabets through the command line: lists, labels, files and backups."""

import json
import zipfile

import pytest

from signdict.library.library import Library
from signdict.library.pair import OWN_IDS
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose
from tests.support.libraries import before_kinds

HEAD = "path,gloss,sign_language,kind"


def listed(folder, *rows, head=HEAD):
    """Write a table and the clips it names, one of each number."""
    folder.mkdir(exist_ok=True)
    for number in range(len(rows)):
        write_pose(folder / f"{number}.pose", a_pose(40 + number))
    lines = [f"{number}.pose,{row}" for number, row in enumerate(rows)]
    (folder / "list.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
    return folder / "list.csv"


def kinds():
    """Return the kind of each sign of the user's own, by gloss."""
    return {s["gloss"]: s["kind"] for s in printed("export") if s["id"] >= OWN_IDS}


# Lists


def test_a_list_says_which_signs_are_letters(home, tmp_path):
    path = listed(tmp_path / "a", "A,ase,letter", "apple,ase,word", "B,ase,Letter", "cup,ase,")
    assert printed("add", path)["added"] == 4
    assert kinds() == {"A": "letter", "apple": "word", "B": "letter", "cup": "word"}
    (letter,) = printed("find", "A", "--limit", 1)
    assert printed("show", letter["id"])["kind"] == "letter"
    assert "kind           letter" in run("show", letter["id"]).stdout


def test_another_kind_is_one_sentence_for_its_row(home, tmp_path):
    path = listed(tmp_path / "a", "A,ase,letter", "one,ase,digit")
    done = run("add", path, "--json")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert report["added"] == 1
    assert [row["reason"] for row in report["skipped"]] == [
        "Line 3 of list.csv: digit is not a kind of sign. Write word or letter."
    ]


def test_an_option_names_the_kind_of_signs_for_which_the_list_names_none(home, tmp_path):
    path = listed(tmp_path / "a", "A,ase,", "apple,ase,word")
    printed("add", path, "--kind", "letter")
    assert kinds() == {"A": "letter", "apple": "word"}
    done = run("add", path, "--kind", "digit")
    assert done.exit_code == 2
    assert "'digit' is not one of 'word', 'letter'" in done.stderr


def test_a_letter_is_not_added_to_a_word_of_the_same_gloss(home, tmp_path):
    path = listed(tmp_path / "a", "I,ase,word", "I,ase,letter")
    done = run("add", path, "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["added"], report["left_out"]) == (0, 1, 1)
    assert report["skipped"][0]["reason"] == (
        "I is a word in list already. Give one of them another gloss or a variant, or change its"
        " kind with signdict relabel."
    )
    assert kinds() == {"I": "word"}


def test_the_preview_names_the_kind(home, tmp_path):
    path = listed(tmp_path / "a", "A,ase,letter", "apple,ase,word")
    done = run("add", path, "--preview")
    assert f"  A (ase, letter): {path.parent / '0.pose'}\n" in done.stdout
    assert f"  apple (ase): {path.parent / '1.pose'}\n" in done.stdout
    first = printed("add", path, "--preview")["first"]
    assert [clip.get("kind") for clip in first] == ["letter", None]


# Labels, undo, taught signs


def test_relabel_changes_the_kind_and_undo_restores_it(home, tmp_path):
    printed("add", listed(tmp_path / "a", "A,ase,", "B,ase,"))
    done = run("relabel", "--source", "list", "--set-kind", "letter")
    assert done.stdout.splitlines() == [
        "2 signs changed.", "  A (ase) -> A (ase, letter)", "  B (ase) -> B (ase, letter)",
    ]  # fmt: skip
    assert kinds() == {"A": "letter", "B": "letter"}
    run("undo")
    assert kinds() == {"A": "word", "B": "word"}
    table = tmp_path / "new.csv"
    table.write_text("gloss,new_kind\nA,letter\nB,digit\n", "utf-8")
    changed = printed("relabel", "--table", table)
    assert changed["wrong"] == [
        "Line 3 of new.csv: digit is not a kind of sign. Write word or letter."
    ]
    assert kinds() == {"A": "letter", "B": "word"}


def test_a_taught_sign_is_a_word_until_it_is_edited(home, tmp_path):
    for number in range(2):
        write_pose(tmp_path / f"{number}.pose", a_pose(60 + number, 40))
    run("teach", tmp_path / "0.pose", "--gloss", "A", "--language", "ase")
    (sign,) = printed("taught", "list")
    assert sign["kind"] == "word"
    assert printed("taught", "edit", sign["id"], "--kind", "letter")["kind"] == "letter"
    run("teach", tmp_path / "1.pose", "--gloss", "A", "--language", "ase")
    (sign,) = printed("taught", "list")
    assert (sign["kind"], len(sign["clips"])) == ("letter", 2)


# Files


def test_a_file_of_signs_has_their_kinds(home, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(60, 40))
    run("teach", tmp_path / "a.pose", "--gloss", "A", "--language", "ase")
    (sign,) = printed("taught", "list")
    run("taught", "edit", sign["id"], "--kind", "letter")
    printed("taught", "export", tmp_path / "a.signs")
    run("taught", "remove", sign["id"])
    printed("taught", "import", tmp_path / "a.signs")
    assert kinds() == {"A": "letter"}


@pytest.mark.parametrize(("kind", "code"), [(None, 0), ("digit", 2), (3, 2)])
def test_a_file_of_signs_without_kinds_has_words_and_another_kind_is_refused(
    home, tmp_path, kind, code
):
    write_pose(tmp_path / "a.pose", a_pose(60, 40))
    run("teach", tmp_path / "a.pose", "--gloss", "A", "--language", "ase")
    printed("taught", "export", tmp_path / "a.signs")
    run("taught", "remove", printed("taught", "list")[0]["id"])
    with (
        zipfile.ZipFile(tmp_path / "a.signs") as old,
        zipfile.ZipFile(tmp_path / "b.signs", "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "signs.json":
                data = json.loads(content)
                del data["signs"][0]["kind"]
                if kind is not None:
                    data["signs"][0]["kind"] = kind
                content = json.dumps(data).encode()
            new.writestr(name, content)
    done = run("taught", "import", tmp_path / "b.signs")
    assert done.exit_code == code
    assert kinds() == ({"A": "word"} if code == 0 else {})


def test_a_backup_of_before_is_restored_with_words(home, tmp_path):
    printed("add", listed(tmp_path / "a", "A,ase,letter"))
    run("backup", tmp_path / "new.db")
    run("backup", tmp_path / "old.db")
    before_kinds(tmp_path / "old.db")
    run("remove", "list")
    assert run("restore", tmp_path / "old.db").exit_code == 0
    assert kinds() == {"A": "word"}
    assert run("restore", tmp_path / "new.db").exit_code == 0
    assert kinds() == {"A": "letter"}


def test_a_library_of_before_goes_on_after_an_update(home, tmp_path):
    printed("add", listed(tmp_path / "a", "A,ase,", "B,ase,"))
    before_kinds(home.library)
    before_kinds(home.starter)
    assert kinds() == {"A": "word", "B": "word"}
    run("relabel", "--source", "list", "--set-kind", "letter")
    assert kinds() == {"A": "letter", "B": "letter"}
    assert run("check").exit_code == 0
    with Library.open(home.library) as library:
        assert library.check() == []


def test_tables_have_the_kind(home, tmp_path):
    printed("add", listed(tmp_path / "a", "A,ase,letter"))
    lines = run("export", "--csv").stdout.splitlines()
    place = lines[0].split(",").index("kind")
    assert {line.split(",")[0]: line.split(",")[place] for line in lines[1:]}[
        str(OWN_IDS)
    ] == "letter"
