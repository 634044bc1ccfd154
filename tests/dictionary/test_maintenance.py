"""What a maintainer changes can be taken back, and what is broken is found and mended."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from signdict.core.errors import LanguageError, LibraryError, ManifestError
from signdict.core.types import Source
from signdict.library import undo
from signdict.library.combined import OWN_IDS
from signdict.library.editing import Label
from signdict.library.library import Library, NewClip
from signdict.library.relabel import RelabelRequest
from tests.support.dictionaries import opened
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import STARTER, fill, with_starter
from tests.support.steps import drive, result_of

MINE = Source("mine", licence="my own")
SIGNS = [
    ("hello", "ase", "", (7,)), ("cat", "bfi", "", (4, 8)), ("cats", "bfi", "", (9,)),
    ("קטה", "bfi", "", (10,)),
]  # fmt: skip


@pytest.fixture
def where(tmp_path):
    made = with_starter(tmp_path)
    with Library.open(made.library, first_id=OWN_IDS) as library:
        fill(library, SIGNS, MINE)
    return made


@pytest.fixture
def dictionary(where):
    with opened(where) as one:
        yield one


def content(dictionary):
    """All that the user's library holds, but for what is kept for taking changes back."""
    own = dictionary.session.combined.own

    def rows(db):
        tables = ("sources", "signs", "clips", "poses", "vectors", "translations")
        names = db.execute("SELECT sign, gloss, words FROM names ORDER BY 1, 2, 3").fetchall()
        return [db.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in tables], names

    return own.asked(rows)


def glosses(dictionary, source="mine"):
    return sorted(
        (sign.gloss, sign.sign_language, len(sign.clips))
        for sign in dictionary.maintenance.signs()
        if sign.source.name == source
    )


def found(dictionary, word):
    return [match.sign.source.name for match in dictionary.find(word)]


# Switching


def test_a_source_that_is_off_is_found_nowhere_and_comes_back(dictionary):
    assert dictionary.maintenance.switch("mine", on=False)
    assert found(dictionary, "cat") == []
    assert "bfi" not in dictionary.counts()
    assert all(m.sign.source.name == "starter" for m in dictionary.recognise(a_pose(4)))
    assert all(sign.source.name == "starter" for sign in dictionary.signs())
    assert not dictionary.maintenance.switch("mine", on=False)
    assert dictionary.maintenance.switch("mine", on=True)
    assert found(dictionary, "cat")[0] == "mine"
    assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"


def test_the_starter_can_be_off_also_after_a_restart(where):
    with opened(where) as one:
        one.maintenance.switch("starter", on=False)
    with opened(where) as one:
        assert one.maintenance.off == {"starter"}
        assert found(one, "hello") == ["mine"]
        assert {m.sign.source.name for m in one.recognise(a_pose(1))} == {"mine"}
        one.maintenance.undo()
        assert "starter" in found(one, "hello")


def test_a_source_that_is_off_is_not_read_again_for_that(dictionary):
    before = dictionary.maintenance.health().unread
    dictionary.maintenance.switch("starter", on=False)
    assert dictionary.maintenance.health().unread == before == 0


def test_a_source_is_described(dictionary):
    dictionary.maintenance.describe(Source("mine", attribution="Ann"))
    source = next(s for s, _ in dictionary.sources() if s.name == "mine")
    assert (source.licence, source.attribution) == ("my own", "Ann")
    with pytest.raises(LibraryError, match="starter dictionary"):
        dictionary.maintenance.describe(Source("starter", licence="mine"))


@pytest.mark.parametrize("verb", ["describe", "remove", "switch"])
def test_a_source_that_is_not_there_is_told(dictionary, verb):
    what = {"describe": (Source("x"),), "remove": ("x",), "switch": ("x",)}[verb]
    with pytest.raises(LibraryError, match="no source named x"):
        getattr(dictionary.maintenance, verb)(*what, **({"on": True} if verb == "switch" else {}))


# Removing


def test_a_source_that_was_removed_comes_back_as_it_was(dictionary):
    before = content(dictionary)
    assert dictionary.remove("mine") == 4
    assert found(dictionary, "cat") == []
    assert [c.said for c in dictionary.maintenance.undo()] == ["Removed mine, 4 signs."]
    assert content(dictionary) == before
    assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"
    assert dictionary.find("cats")[0].sign.gloss == "cats"
    assert dictionary.maintenance.changes() == []


def test_what_was_added_again_meanwhile_is_not_there_twice(dictionary):
    before = content(dictionary)
    dictionary.remove("mine")
    fill(dictionary.session.combined.own, SIGNS[:2], MINE)
    dictionary.maintenance.undo()
    assert glosses(dictionary) == [
        ("cat", "bfi", 2), ("cats", "bfi", 1), ("hello", "ase", 1), ("קטה", "bfi", 1),
    ]  # fmt: skip
    assert len(content(dictionary)[0][3]) == len(before[0][3])
    assert dictionary.session.combined.own.check() == []


def test_what_was_taught_is_wiped_at_once(dictionary):
    fill(dictionary.session.combined.own, [("secret", "ase", "", (11,))], Source("taught"))
    assert dictionary.remove("taught") == 1
    assert dictionary.maintenance.changes() == []


# Labels


def test_glosses_are_found_and_replaced_and_put_back(dictionary):
    before = content(dictionary)
    plan = dictionary.maintenance.plan(RelabelRequest(find="cat", replace="katze"))
    assert sorted(label.gloss for label in plan.values()) == ["katze", "katzes"]
    assert dictionary.maintenance.relabel(plan) == 0
    assert found(dictionary, "katze")[:1] == ["mine"]
    assert [m.sign.gloss for m in dictionary.find("cat")] != ["cat"]
    dictionary.maintenance.undo()
    assert content(dictionary) == before


def test_signs_that_get_one_gloss_become_one_and_part_again(dictionary):
    before = content(dictionary)
    plan = dictionary.maintenance.plan(RelabelRequest(find="s$", pattern=True, source="mine"))
    assert dictionary.maintenance.relabel(plan) == 1
    assert ("cat", "bfi", 3) in glosses(dictionary)
    dictionary.maintenance.undo()
    assert content(dictionary) == before


def test_two_signs_exchange_their_glosses_and_change_back(dictionary):
    before = content(dictionary)
    ids = {sign.gloss: sign.id for sign in dictionary.maintenance.signs()}
    plan = {ids["cat"]: Label("cats", "bfi"), ids["cats"]: Label("cat", "bfi")}
    assert dictionary.maintenance.relabel(plan) == 0
    assert {("cats", "bfi", 2), ("cat", "bfi", 1)} <= {*glosses(dictionary)}
    dictionary.maintenance.undo()
    assert content(dictionary) == before


def test_a_sign_that_took_the_old_gloss_meanwhile_gets_the_clips_back(dictionary):
    dictionary.maintenance.relabel(
        dictionary.maintenance.plan(RelabelRequest(find="hello", replace="bye"))
    )
    fill(dictionary.session.combined.own, [("hello", "ase", "", (12,))], MINE)
    dictionary.maintenance.undo()
    assert ("hello", "ase", 2) in glosses(dictionary)
    assert not any(gloss == "bye" for gloss, *_ in glosses(dictionary))
    assert dictionary.session.combined.own.check() == []


def test_a_language_is_set_for_all_of_a_source_or_of_another(dictionary):
    plan = dictionary.maintenance.plan(
        RelabelRequest(only="bfi", sign_language="ASE", spoken_language="de")
    )
    assert {label.sign_language for label in plan.values()} == {"ase"}
    dictionary.maintenance.relabel(plan)
    assert {code for _, code, _ in glosses(dictionary)} == {"ase"}
    with pytest.raises(LanguageError):
        dictionary.maintenance.plan(RelabelRequest(sign_language="klingon9"))
    assert dictionary.maintenance.relabel({}) == 0


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (RelabelRequest(find="(", pattern=True), "no pattern"),
        (RelabelRequest(find="a", replace=r"\7", pattern=True), "no pattern"),
        (RelabelRequest(find="hello"), "would be empty"),
    ],
)
def test_what_cannot_be_replaced_is_told(dictionary, wanted, told):
    with pytest.raises(ManifestError, match=told):
        dictionary.maintenance.plan(wanted)


def test_labels_come_from_a_table(dictionary, tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text(
        "gloss,source,sign_language,new_gloss,new_sign_language,new_concept\n"
        "CAT,mine,bfi,חתול,,cat\nhello,,,👋🏽,,\ncats,,,,klingon9,\nnobody,,,x,,\n",
        encoding="utf-8",
    )
    plan, wrong = dictionary.maintenance.plan_from(table)
    assert sorted(label.gloss for label in plan.values()) == ["חתול", "👋🏽"]
    assert [sentence[:6] for sentence in wrong] == ["Line 4", "Line 5"]
    dictionary.maintenance.relabel(plan)
    assert dictionary.find("חתול")[0].sign.concept == "cat"


def test_a_table_without_new_labels_is_told(dictionary, tmp_path):
    (tmp_path / "a.csv").write_text("gloss,old\ncat,x\n")
    with pytest.raises(ManifestError, match="no column that begins with new_"):
        dictionary.maintenance.plan_from(tmp_path / "a.csv")
    with pytest.raises(ManifestError, match="cannot be opened"):
        dictionary.maintenance.plan_from(tmp_path / "gone.csv")


# Duplicates


def put(dictionary, gloss, pose, digest, language="bfi", source="mine"):
    made = PositionEncoder().read_poses([pose]).vectors[0]
    entry = NewClip(gloss, language, source, digest)
    return dictionary.session.combined.own.add_clip(entry, pose, "positions", made)


def shaken(pose, by):
    draw = np.random.default_rng(0)
    return replace(pose, points=pose.points + draw.normal(0, by, pose.points.shape))


def test_a_clip_that_is_there_twice_is_found_merged_and_put_back(dictionary):
    twin = put(dictionary, "puss", a_pose(8), "twin")
    before = content(dictionary)
    (group,) = result_of(dictionary.maintenance.duplicates())
    assert group.same
    assert group.clips[1] == twin
    assert [sign.gloss for sign in dictionary.maintenance.owners(group)] == ["cat", "puss"]
    assert dictionary.maintenance.merge([group]) == 1
    assert dictionary.find("puss")[0].sign.gloss == "cat"
    dictionary.maintenance.undo()
    assert content(dictionary) == before


def test_nearly_the_same_recording_is_found_and_another_like_it_is_not(dictionary):
    put(dictionary, "cat", shaken(a_pose(8), 0.3), "copy")
    put(dictionary, "cat", shaken(a_pose(8), 9.0), "other")
    groups = result_of(dictionary.maintenance.duplicates())
    assert [(group.same, len(group.clips)) for group in groups] == [(False, 2)]
    assert dictionary.maintenance.merge(groups) == 1
    assert ("cat", "bfi", 3) in glosses(dictionary)
    assert dictionary.maintenance.merge([]) == 0


def test_there_may_be_no_library_to_look_for_duplicates_in(tmp_path):
    with opened(with_starter(tmp_path)) as one:
        assert result_of(one.maintenance.duplicates()) == []
        assert one.maintenance.changes() == []
        with pytest.raises(LibraryError, match="no library of your own"):
            drive(one.maintenance.back_up(tmp_path / "a.db"))


# Taking back


def test_changes_are_taken_back_newest_first_as_many_as_asked(dictionary):
    before = content(dictionary)
    dictionary.maintenance.relabel(
        dictionary.maintenance.plan(RelabelRequest(find="cat", replace="dog"))
    )
    dictionary.maintenance.switch("starter", on=False)
    dictionary.remove("mine")
    with pytest.raises(LibraryError, match="3 changes"):
        dictionary.maintenance.undo(4)
    assert [c.said[:7] for c in dictionary.maintenance.undo(3)] == ["Removed", "Switche", "Relabel"]
    assert content(dictionary) == before
    assert dictionary.maintenance.off == frozenset()


def test_changes_of_long_ago_are_forgotten_with_all_that_was_kept(dictionary):
    for number in range(undo.KEPT + 3):
        dictionary.maintenance.switch("mine", on=bool(number % 2))
    assert len(dictionary.maintenance.changes()) == undo.KEPT
    names = dictionary.session.combined.own.asked(
        lambda db: db.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'was %'").fetchall()
    )
    assert len({name.split()[1] for (name,) in names}) == undo.KEPT


def test_a_change_that_cannot_be_finished_leaves_nothing(dictionary, monkeypatch):
    before = content(dictionary)
    monkeypatch.setattr("signdict.library.relabel.apply", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dictionary.maintenance.relabel(
            dictionary.maintenance.plan(RelabelRequest(find="cat", replace="dog"))
        )
    assert content(dictionary) == before
    assert dictionary.maintenance.changes() == []


# Health


def test_a_sound_library_is_said_to_be_sound(dictionary):
    dictionary.recognise(a_pose(4))
    how = dictionary.maintenance.health()
    assert how.sound
    assert (how.signs, how.clips, how.model, how.index) == (10, 12, "positions", "ready")
    assert how.sizes["library"] > 0
    assert how.as_json()["missing"] == []


def test_what_is_broken_is_found_and_mended(dictionary, tmp_path):
    own = dictionary.session.combined.own
    film = tmp_path / "gone.mp4"
    with own.changing() as db:
        clips = [row[0] for row in db.execute("SELECT id FROM clips ORDER BY id")]
        db.execute("DELETE FROM poses WHERE clip = ?", [clips[0]])
        db.execute("UPDATE vectors SET vector = x'0000' WHERE clip = ?", [clips[1]])
        db.execute("DELETE FROM vectors WHERE clip = ?", [clips[2]])
        db.execute("UPDATE clips SET media = ? WHERE id = ?", [str(film), clips[3]])
        db.execute("UPDATE state SET generation = generation + 1")
    how = dictionary.maintenance.health()
    assert not how.sound
    assert (how.unread, how.missing, how.index) == (1, (film,), "none")
    assert len(how.problems) == 2
    done = result_of(dictionary.maintenance.repair())
    assert "Clips without landmarks removed: 1." in done
    assert "Removed 1 signs without clips." in done
    assert "Clips read with positions: 2." in done
    assert done[-1] == "Made the index again."
    again = dictionary.maintenance.health()
    assert (again.problems, again.unread, again.index) == ((), 0, "ready")
    assert result_of(dictionary.maintenance.repair()) == []
    assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"


def test_words_that_cannot_be_found_any_more_are_found_after_a_repair(dictionary):
    with dictionary.session.combined.own.changing() as db:
        db.execute("INSERT INTO names_words (names_words) VALUES ('delete-all')")
    drive(dictionary.maintenance.repair())
    fold = "SELECT count(*) FROM names_words WHERE names_words MATCH 'cat'"
    assert dictionary.session.combined.own.asked(lambda db: db.execute(fold).fetchone()) == (1,)


# Backups


def test_a_library_is_copied_and_put_back(where, tmp_path):
    copy = tmp_path / "copy.db"
    with opened(where) as one:
        size = result_of(one.maintenance.back_up(copy))
        assert copy.stat().st_size == size
        before = content(one)
        one.maintenance.relabel(one.maintenance.plan(RelabelRequest(find="cat", replace="dog")))
        one.recognise(a_pose(8))
        kept = result_of(one.maintenance.restore(copy))
        assert content(one) == before
        assert one.recognise(a_pose(8))[0].sign.gloss == "cat"
        drive(one.maintenance.restore(kept))
        assert found(one, "dog")[:1] == ["mine"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "home", "resources"]
    assert not list(where.home.glob(".restoring*"))


def test_a_backup_is_of_one_moment_though_clips_are_added_meanwhile(dictionary, tmp_path):
    steps = dictionary.maintenance.back_up(tmp_path / "copy.db")
    next(steps)
    put(dictionary, "new", a_pose(30), "new")
    drive(steps)
    with Library.open(tmp_path / "copy.db") as copy:
        assert copy.check() == []


def test_a_backup_that_is_stopped_leaves_nothing(dictionary, tmp_path):
    steps = dictionary.maintenance.back_up(tmp_path / "copy.db")
    list(islice(steps, 1))
    steps.close()
    assert not list(tmp_path.glob("*copy.db*"))


def test_a_backup_comes_into_a_new_home(where, tmp_path):
    with opened(where) as one:
        drive(one.maintenance.back_up(tmp_path / "copy.db"))
    shutil.rmtree(where.home)
    with opened(where) as one:
        assert result_of(one.maintenance.restore(tmp_path / "copy.db")) is None
        assert found(one, "cat")[0] == "mine"


def test_a_file_that_is_no_sound_library_replaces_nothing(dictionary, where, tmp_path):
    before = content(dictionary)
    text = tmp_path / "text.db"
    text.write_text("no library at all, but long enough to be looked at" * 50)
    cut = tmp_path / "cut.db"
    drive(dictionary.maintenance.back_up(cut))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE notes (text)")
    for file in (text, cut, other, where.starter, tmp_path / "gone.db"):
        with pytest.raises(LibraryError) as told:
            drive(dictionary.maintenance.restore(file))
        assert file.name in str(told.value)
        assert content(dictionary) == before
    assert not list(where.home.glob(".restoring*"))


def test_a_backup_of_other_pages_is_put_back(dictionary, tmp_path):
    copy = tmp_path / "copy.db"
    drive(dictionary.maintenance.back_up(copy))
    with closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA page_size = 16384")
        db.execute("VACUUM")
    before = content(dictionary)
    drive(dictionary.maintenance.restore(copy))
    assert content(dictionary) == before


def test_a_backup_is_not_written_over_the_library_or_into_nowhere(dictionary, where, tmp_path):
    with pytest.raises(LibraryError, match="library itself"):
        drive(dictionary.maintenance.back_up(where.library))
    with pytest.raises(LibraryError, match="cannot be written"):
        drive(dictionary.maintenance.back_up(tmp_path / "none" / "copy.db"))


def test_the_starter_is_no_source_to_be_removed(dictionary):
    with pytest.raises(LibraryError, match=r"starter dictionary.*sources off"):
        dictionary.remove(STARTER.name)
