"""Letters of manual alphabets through the command line: lists, labels, files and backups."""

import json
import zipfile

import pytest

from signdict.core.errors import RequestError
from signdict.core.kinds import KINDS
from signdict.dictionary.dictionary import Dictionary
from signdict.library.combined import CombinedLibrary
from signdict.library.library import Library, NewClip
from signdict.library.pair import OWN_IDS
from signdict.pose.posefile import write_pose
from signdict.service import handlers
from signdict.service.worker import Service
from tests.support.alphabets import AN_A, FIST, LETTERS, OPEN, add_letters, held, with_letters
from tests.support.cli import printed, run
from tests.support.fakes import PositionEncoder, a_pose
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


# Letters of several languages


@pytest.fixture
def letters(home):
    """A dictionary with letters of eight languages next to its words."""
    with_letters(home)
    return home


@pytest.fixture
def an_a(tmp_path):
    write_pose(tmp_path / "mine.pose", AN_A)
    return tmp_path / "mine.pose"


def groups(*command):
    """Return gloss and languages of each match."""
    return [(match["gloss"], " ".join(match["languages"])) for match in printed(*command)]


A, RING, CYRILLIC = "ase asq gsg ise swl", "Å", "\N{CYRILLIC CAPITAL LETTER A}"


def test_a_typed_letter_is_one_result_for_the_languages_in_which_it_looks_alike(letters):
    found = printed("find", "A")
    assert [(m["gloss"], " ".join(m["languages"])) for m in found] == [
        ("A", A), ("a", "cse"), (RING, "swl"), ("a la carte", "ase"),
    ]  # fmt: skip
    first = found[0]
    assert (first["kind"], first["sign_language"], first["confidence"]) == ("letter", "ase", 1.0)
    assert [(like["gloss"], like["sign_language"], like["source"]) for like in first["alike"]] == [
        ("A", code, "alphabets") for code in ("asq", "gsg", "ise", "swl")
    ]
    assert printed("show", first["alike"][1]["id"])["sign_language"] == "gsg"
    assert found[-1]["alike"] == []


def test_the_table_for_people_names_three_languages_and_counts_the_others(letters):
    lines = run("find", "A").stdout.splitlines()
    assert "ase, asq, gsg and 2 more" in lines[1]
    assert lines[2].split()[:3] == ["2", "a", "cse"]
    word = printed("find", "a la carte")[0]["id"]
    near = run("near", word, "--kind", "letter", "--language", "asq", "--language", "gsg", "--csv")
    rows = [line.split(",")[2:7] for line in near.stdout.splitlines()]
    assert rows[0] == ["gloss", "variant", "kind", "sign_language", "languages"]
    assert [(row[2], sorted(row[4].split())) for row in rows if row[0] == "A"] == [
        ("letter", ["asq", "gsg"])
    ]


def test_letters_that_look_alike_take_no_place_from_others(letters):
    assert groups("find", "A", "--limit", 3) == [("A", A), ("a", "cse"), (RING, "swl")]
    assert groups("find", "A", "--limit", 1) == [("A", A)]


def test_letters_of_one_name_that_look_different_stay_separate(letters):
    assert groups("find", "T", "--kind", "letter") == [("T", "ase asq"), ("T", "gsg")]


def test_an_exact_letter_comes_first_and_words_before_letters_that_are_equal(letters):
    with Library.open(letters.library, first_id=OWN_IDS) as library:
        entry = NewClip("T", "psp", "words", "a word T")
        library.add_clip(entry, a_pose(5), "positions", PositionEncoder().raw_poses([a_pose(5)])[0])
    found = printed("find", "T")[:3]
    assert [(m["kind"], m["sign_language"]) for m in found] == [
        ("word", "psp"), ("letter", "ase"), ("letter", "gsg"),
    ]  # fmt: skip


def test_letters_can_be_left_out_or_asked_for_alone(letters, an_a):
    assert groups("find", "A", "--kind", "word") == [("a la carte", "ase")]
    assert groups("find", "A", "--kind", "letter") == [("A", A), ("a", "cse"), (RING, "swl")]
    kinds_of = [{m["kind"] for m in printed("recognise", an_a, "--kind", k)} for k in KINDS]
    assert kinds_of == [{"word"}, {"letter"}]
    word = printed("find", "hello", "--limit", 1)[0]["id"]
    kinds_of = [{m["kind"] for m in printed("near", word, "--kind", k)} for k in KINDS]
    assert kinds_of == [{"word"}, {"letter"}]
    assert {row["kind"] for row in printed("table", "--kind", "letter")} == {"letter"}
    assert len(printed("table", "--kind", "letter")) == len(LETTERS)
    assert len(printed("table", "--kind", "word")) == 7
    done = run("find", "hello", "--kind", "letter", "--language", "ase")
    assert (done.exit_code, done.stderr) == (1, "No signs match hello.\n")
    assert run("find", "hello", "--kind", "digit").exit_code == 2


def test_a_signed_letter_is_one_result(letters, an_a):
    matches = printed("recognise", an_a)
    letter = next(match for match in matches if match["gloss"] == "A")
    assert sorted(letter["languages"]) == A.split()
    assert len([match for match in matches if match["gloss"] == "A"]) == 1
    assert len(matches) == 8
    assert sorted(groups("recognise", an_a, "--kind", "letter", "--score", "dot"))[0][0] == "A"


def test_neighbours_and_concepts_group_letters(letters):
    (first, *_) = printed("find", "A")
    near = printed("near", first["id"], "--kind", "letter")
    same = [sorted(match["languages"]) for match in near if match["gloss"] == "A"]
    assert same == [["asq", "gsg", "ise", "swl"]]
    assert groups("concept", "A")[:2] == [("A", A), ("a", "cse")]


def test_another_kind_is_searched_in_its_own_languages_only(letters):
    assert groups("find", "A", "--kind", "letter", "--language", "gsg") == [("A", "gsg")]
    assert groups("find", "A", "--language", "gsg", "--language", "ase")[0] == ("A", "ase gsg")


def test_languages_count_words_and_letters(letters):
    counts = {
        row["code"]: (row["signs"], row["words"], row["letters"])
        for row in printed("languages")
        if row["signs"]
    }
    assert counts["ase"] == (6, 4, 2)
    assert counts["swl"] == (2, 0, 2)
    assert counts["psp"] == (1, 1, 0)
    head, first, *_ = run("languages").stdout.splitlines()
    assert head.split()[:4] == ["code", "signs", "words", "letters"]
    assert first.split()[:5] == ["ase", "6", "4", "2", "American"]
    listed = [row["code"] for row in printed("languages", "--kind", "word")]
    assert listed == ["ase", "ins", "psp"]


def test_a_dictionary_without_letters_says_so(home):
    done = run("languages", "--kind", "letter", "--json")
    assert (done.exit_code, done.stdout, done.stderr) == (
        1, "[]\n", "There are no letters in this dictionary.\n",
    )  # fmt: skip


def test_the_service_groups_letters_and_filters_by_kind(letters):
    with Dictionary(letters, CombinedLibrary.open(letters), lambda _: PositionEncoder()) as open_:
        service = Service(letters)

        def asked(**body):
            content = json.dumps(body).encode()
            return handlers.answer("/api/find", service, open_, content)["matches"]

        assert next(m["languages"] for m in asked(text="A", kind="letter")) == A.split()
        assert [m["gloss"] for m in asked(text="A", kind="word")] == ["a la carte"]
        with pytest.raises(RequestError, match="`kind` must be word or letter"):
            asked(text="A", kind="digit")
        service.close()


def test_a_letter_has_at_most_three_forms_before_other_signs(home):
    forms = (OPEN, FIST, (1,), (4,), (1, 2), (3, 4), (1, 4))
    alphabet = [
        ("B", code, held(*fingers, degrees=40 * n))
        for n, (fingers, code) in enumerate(
            zip(forms, ("ase", "bfi", "cse", "dse", "eso", "fse", "gsg"), strict=True)
        )
    ]
    alphabet.append(("B", "asq", held(*forms[2], degrees=80, seed=3)))
    with Library.open(home.library, first_id=OWN_IDS) as library:
        add_letters(library, alphabet)
    found = groups("find", "B")
    assert found[0] == ("B", "asq cse")  # the form of the most languages
    assert [gloss for gloss, _ in found] == ["B", "B", "B", "bye", "B", "B", "B", "B"]
    assert [match["rank"] for match in printed("find", "B")] == list(range(1, 9))
    assert groups("find", "B", "--limit", 4)[3] == ("bye", "ase")


def test_a_letter_and_a_word_are_not_one_concept(letters):
    with Library.open(letters.library, first_id=OWN_IDS) as library:
        entry = NewClip("A", "psp", "words", "a word A")
        library.add_clip(entry, a_pose(5), "positions", PositionEncoder().raw_poses([a_pose(5)])[0])
    word, letter, *_ = printed("find", "A")
    assert [match["id"] for match in printed("concept", word["id"])] == [word["id"]]
    assert groups("concept", letter["id"]) == [("A", A), ("a", "cse")]
