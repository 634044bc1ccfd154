"""Words and letters in a library: the migration, lists, labels, undo and files of signs."""

import sqlite3

import pytest

from signdict.core.errors import ManifestError
from signdict.core.kinds import kind_of
from signdict.library import health, records, relabel, undo
from signdict.library.editing import Label
from signdict.library.library import Library, NewClip
from signdict.library.relabel import RelabelRequest, label_of
from tests.support.fakes import a_pose
from tests.support.libraries import before_kinds, fill, rows


def added(library, gloss, digest, kind="word", **fields):
    entry = NewClip(gloss, "ase", "mine", digest, kind=kind, **fields)
    return library.add_clip(entry, a_pose(), "m", None)


def kinds(library):
    return {sign.gloss: sign.kind for sign in library.all_signs()}


def relabelled(library, **request):
    plan = relabel.planned(library.all_signs(), RelabelRequest(**request))
    with library.changing() as db:
        undo.begin(db, "Relabelled.", plan)
        relabel.apply(db, plan)
    return plan


@pytest.mark.parametrize(
    ("text", "kind"), [("", "word"), ("word", "word"), (" Letter ", "letter"), ("LETTER", "letter")]
)
def test_a_kind_is_read_in_any_case_and_empty_is_a_word(text, kind):
    assert kind_of(text) == kind


def test_another_kind_is_reported():
    with pytest.raises(ManifestError, match=r"^digit is not a kind of sign\. Write word or letter"):
        kind_of("digit")


def test_a_library_of_before_is_migrated_with_all_its_signs_as_words(tmp_path):
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        fill(library)
    before_kinds(path)
    with Library.open(path) as library:
        assert set(kinds(library).values()) == {"word"}
        assert library.check() == []
        added(library, "A", "new", "letter")
        assert kinds(library)["A"] == "letter"
        assert [sign.kind for sign in library.query(records.summaries) if sign.gloss == "A"] == [
            "letter"
        ]
    with sqlite3.connect(path) as db:
        steps = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert steps == ["001 tables", "002 kinds", "003 guessed rates"]


def test_a_change_of_before_can_be_undone_after_the_migration(tmp_path):
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        fill(library)
        relabelled(library, find="bye", replace="goodbye")
    before_kinds(path)
    with Library.open(path) as library:
        with library.changing() as db:
            assert undo.undo(db).said == "Relabelled."
        assert "bye" in kinds(library)
        assert "goodbye" not in kinds(library)


def test_a_library_of_before_that_cannot_be_written_is_read(tmp_path):
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        fill(library)
    before_kinds(path)
    content = path.read_bytes()
    with Library.open(path, read_only=True) as library:
        assert kinds(library)["hello"] == "word"
        assert library.counts() == {"ase": 3, "ins": 2, "psp": 1}
        assert [sign for sign, _ in library.find("bye")] == [3]
        library.hide(["starter"])
        assert library.counts() == {}
        assert library.find("bye") == []
    assert path.read_bytes() == content


def test_the_kind_of_a_sign_is_changed_and_restored(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        added(library, "A", "1")
        added(library, "apple", "2")
        assert relabelled(library, source="mine", kind="letter").keys() == {1, 2}
        assert kinds(library) == {"A": "letter", "apple": "letter"}
        with library.changing() as db:
            undo.undo(db)
        assert kinds(library) == {"A": "word", "apple": "word"}


def test_a_letter_and_a_word_of_one_gloss_do_not_become_one_sign(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        added(library, "I", "1")
        with pytest.raises(ManifestError, match=r"^I is a word in mine already"):
            added(library, "I", "2", "letter")
        added(library, "I", "2", "letter", variant="letter")
        assert [(s.variant, s.kind) for s in library.all_signs()] == [
            ("", "word"), ("letter", "letter"),
        ]  # fmt: skip
        label = Label("I", "ase", kind="letter")
        with (
            pytest.raises(ManifestError, match=r"^I is a word in mine already"),
            library.changing() as db,
        ):
            relabel.apply(db, {2: label})
        assert [(s.variant, s.kind) for s in library.all_signs()] == [
            ("", "word"), ("letter", "letter"),
        ]  # fmt: skip


def test_a_label_has_the_kind_and_repairing_keeps_it(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        added(library, "A\u200b", "1", "letter")
        assert label_of(library.all_signs()[0]).kind == "letter"
        with library.changing() as db:
            health.repair(db)
        assert kinds(library) == {"A": "letter"}
        assert rows(library, "SELECT kind FROM signs") == [("letter",)]
