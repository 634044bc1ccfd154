"""Changes of a library that can be undone, its health and repairs."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.core.errors import LanguageError, LibraryError, ManifestError
from signdict.core.types import Source
from signdict.library import undo
from signdict.library.editing import Label
from signdict.library.relabel import RelabelRequest
from tests.support.dictionaries import opened
from tests.support.fakes import a_pose
from tests.support.libraries import STARTER, fill, rows, with_starter
from tests.support.own_library import (
    MINE,
    SIGNS,
    content,
    own_library,
    put,
    sources_of,
    with_own_library,
)
from tests.support.steps import drive, result_of


@pytest.fixture
def where(tmp_path):
    return with_own_library(tmp_path)


@pytest.fixture
def dictionary(where):
    with opened(where) as dictionary:
        yield dictionary


def glosses(dictionary, source="mine"):
    return sorted(
        (sign.gloss, sign.sign_language, len(sign.clips))
        for sign in dictionary.maintenance.signs()
        if sign.source.name == source
    )


# Switching


def test_signs_of_a_source_that_is_off_are_found_when_it_is_on_again(dictionary):
    assert dictionary.maintenance.switch("mine", on=False)
    assert sources_of(dictionary, "cat") == []
    assert "bfi" not in dictionary.counts()
    assert all(m.sign.source.name == "starter" for m in dictionary.recognise(a_pose(4)))
    assert all(sign.source.name == "starter" for sign in dictionary.signs())
    assert not dictionary.maintenance.switch("mine", on=False)
    assert dictionary.maintenance.switch("mine", on=True)
    assert sources_of(dictionary, "cat")[0] == "mine"
    assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"


def test_the_starter_stays_off_after_a_restart(where):
    with opened(where) as dictionary:
        dictionary.maintenance.switch("starter", on=False)
    with opened(where) as dictionary:
        assert dictionary.maintenance.off == {"starter"}
        assert sources_of(dictionary, "hello") == ["mine"]
        assert {m.sign.source.name for m in dictionary.recognise(a_pose(1))} == {"mine"}
        dictionary.maintenance.undo()
        assert "starter" in sources_of(dictionary, "hello")


def test_clips_of_a_source_that_is_off_do_not_count_as_unread(dictionary):
    before = dictionary.maintenance.health().unread
    dictionary.maintenance.switch("starter", on=False)
    assert dictionary.maintenance.health().unread == before == 0


def test_the_terms_of_a_source_can_be_set_except_in_the_starter(dictionary):
    dictionary.maintenance.describe(Source("mine", attribution="Ann"))
    source = next(s for s, _ in dictionary.sources() if s.name == "mine")
    assert (source.licence, source.attribution) == ("my own", "Ann")
    with pytest.raises(LibraryError, match="starter dictionary"):
        dictionary.maintenance.describe(Source("starter", licence="mine"))


@pytest.mark.parametrize("verb", ["describe", "remove", "switch"])
def test_an_unknown_source_is_reported(dictionary, verb):
    arguments = {"describe": (Source("x"),), "remove": ("x",), "switch": ("x",)}[verb]
    with pytest.raises(LibraryError, match="no source named x"):
        getattr(dictionary.maintenance, verb)(
            *arguments, **({"on": True} if verb == "switch" else {})
        )


# Removing


def test_removing_a_source_can_be_undone_exactly(dictionary):
    before = content(dictionary)
    assert dictionary.remove("mine") == 4
    assert sources_of(dictionary, "cat") == []
    assert [c.said for c in dictionary.maintenance.undo()] == ["Removed mine, 4 signs."]
    assert content(dictionary) == before
    assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"
    assert dictionary.find("cats")[0].sign.gloss == "cats"
    assert dictionary.maintenance.changes() == []


def test_undo_restores_no_sign_twice_that_was_added_again(dictionary):
    before = content(dictionary)
    dictionary.remove("mine")
    fill(own_library(dictionary), SIGNS[:2], MINE)
    dictionary.maintenance.undo()
    assert glosses(dictionary) == [
        ("cat", "bfi", 2), ("cats", "bfi", 1), ("hello", "ase", 1), ("קטה", "bfi", 1),
    ]  # fmt: skip
    assert len(content(dictionary)[3]) == len(before[3])
    assert own_library(dictionary).check() == []


def test_removing_taught_signs_cannot_be_undone(dictionary):
    fill(own_library(dictionary), [("secret", "ase", "", (11,))], Source("taught"))
    assert dictionary.remove("taught") == 1
    assert dictionary.maintenance.changes() == []


# Labels


def test_replacing_text_in_glosses_can_be_undone(dictionary):
    before = content(dictionary)
    plan = dictionary.maintenance.plan(RelabelRequest(find="cat", replace="katze"))
    assert sorted(label.gloss for label in plan.values()) == ["katze", "katzes"]
    assert dictionary.maintenance.relabel(plan) == 0
    assert sources_of(dictionary, "katze")[:1] == ["mine"]
    assert [m.sign.gloss for m in dictionary.find("cat")] != ["cat"]
    dictionary.maintenance.undo()
    assert content(dictionary) == before


def test_joining_signs_with_the_same_new_gloss_can_be_undone(dictionary):
    before = content(dictionary)
    plan = dictionary.maintenance.plan(RelabelRequest(find="s$", pattern=True, source="mine"))
    assert dictionary.maintenance.relabel(plan) == 1
    assert ("cat", "bfi", 3) in glosses(dictionary)
    dictionary.maintenance.undo()
    assert content(dictionary) == before


def test_exchanging_the_glosses_of_two_signs_can_be_undone(dictionary):
    before = content(dictionary)
    ids = {sign.gloss: sign.id for sign in dictionary.maintenance.signs()}
    plan = {ids["cat"]: Label("cats", "bfi"), ids["cats"]: Label("cat", "bfi")}
    assert dictionary.maintenance.relabel(plan) == 0
    assert {("cats", "bfi", 2), ("cat", "bfi", 1)} <= {*glosses(dictionary)}
    dictionary.maintenance.undo()
    assert content(dictionary) == before


def test_undo_gives_the_clips_to_a_new_sign_with_the_old_gloss(dictionary):
    dictionary.maintenance.relabel(
        dictionary.maintenance.plan(RelabelRequest(find="hello", replace="bye"))
    )
    fill(own_library(dictionary), [("hello", "ase", "", (12,))], MINE)
    dictionary.maintenance.undo()
    assert ("hello", "ase", 2) in glosses(dictionary)
    assert not any(gloss == "bye" for gloss, *_ in glosses(dictionary))
    assert own_library(dictionary).check() == []


def test_the_languages_of_many_signs_can_be_set(dictionary):
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
    ("request_", "message"),
    [
        (RelabelRequest(find="(", pattern=True), "not a valid pattern"),
        (RelabelRequest(find="a", replace=r"\7", pattern=True), "not a valid pattern"),
        (RelabelRequest(find="hello"), "would be empty"),
    ],
)
def test_an_impossible_replacement_is_reported(dictionary, request_, message):
    with pytest.raises(ManifestError, match=message):
        dictionary.maintenance.plan(request_)


def test_labels_come_from_a_table(dictionary, tmp_path):
    table = tmp_path / "labels.csv"
    table.write_text(
        "gloss,source,sign_language,new_gloss,new_sign_language,new_concept\n"
        "CAT,mine,bfi,חתול,,cat\nhello,,,👋🏽,,\ncats,,,,klingon9,\nnobody,,,x,,\n",
        encoding="utf-8",
    )
    plan, problems = dictionary.maintenance.plan_from(table)
    assert sorted(label.gloss for label in plan.values()) == ["חתול", "👋🏽"]
    assert [sentence[:6] for sentence in problems] == ["Line 4", "Line 5"]
    dictionary.maintenance.relabel(plan)
    assert dictionary.find("חתול")[0].sign.concept == "cat"


def test_a_table_without_new_labels_is_reported(dictionary, tmp_path):
    (tmp_path / "a.csv").write_text("gloss,old\ncat,x\n")
    with pytest.raises(ManifestError, match="no column that starts with new_"):
        dictionary.maintenance.plan_from(tmp_path / "a.csv")
    with pytest.raises(ManifestError, match="No such file"):
        dictionary.maintenance.plan_from(tmp_path / "gone.csv")


# Duplicates


def shaken(pose, by):
    draw = np.random.default_rng(0)
    return replace(pose, points=pose.points + draw.normal(0, by, pose.points.shape))


def test_merging_equal_clips_can_be_undone(dictionary):
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


def test_nearly_equal_clips_are_found_and_merged_but_similar_ones_are_not(dictionary):
    put(dictionary, "cat", shaken(a_pose(8), 0.3), "copy")
    put(dictionary, "cat", shaken(a_pose(8), 9.0), "other")
    groups = result_of(dictionary.maintenance.duplicates())
    assert [(group.same, len(group.clips)) for group in groups] == [(False, 2)]
    assert dictionary.maintenance.merge(groups) == 1
    assert ("cat", "bfi", 3) in glosses(dictionary)
    assert dictionary.maintenance.merge([]) == 0


def test_without_an_own_library_there_is_nothing_to_merge_undo_or_back_up(tmp_path):
    with opened(with_starter(tmp_path)) as dictionary:
        assert result_of(dictionary.maintenance.duplicates()) == []
        assert dictionary.maintenance.changes() == []
        with pytest.raises(LibraryError, match="no library of your own"):
            drive(dictionary.maintenance.back_up(tmp_path / "a.db"))


# Undo


def test_the_newest_changes_are_undone_together(dictionary):
    before = content(dictionary)
    dictionary.maintenance.relabel(
        dictionary.maintenance.plan(RelabelRequest(find="cat", replace="dog"))
    )
    dictionary.maintenance.switch("starter", on=False)
    dictionary.remove("mine")
    with pytest.raises(LibraryError, match="Only 3 changes can be undone"):
        dictionary.maintenance.undo(4)
    assert [c.said[:7] for c in dictionary.maintenance.undo(3)] == ["Removed", "Switche", "Relabel"]
    assert content(dictionary) == before
    assert dictionary.maintenance.off == frozenset()


def test_the_oldest_changes_are_forgotten_with_their_copies(dictionary):
    for number in range(undo.KEPT + 3):
        dictionary.maintenance.switch("mine", on=bool(number % 2))
    assert len(dictionary.maintenance.changes()) == undo.KEPT
    copies = rows(own_library(dictionary), "SELECT name FROM sqlite_schema WHERE name LIKE 'was %'")
    assert len({name.split()[1] for (name,) in copies}) == undo.KEPT


def test_undo_without_a_change_is_reported(dictionary):
    with pytest.raises(LibraryError, match=r"^Nothing to undo\.$"):
        dictionary.maintenance.undo()


def test_a_failed_change_changes_nothing(dictionary, monkeypatch):
    before = content(dictionary)
    monkeypatch.setattr("signdict.library.relabel.apply", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dictionary.maintenance.relabel(
            dictionary.maintenance.plan(RelabelRequest(find="cat", replace="dog"))
        )
    assert content(dictionary) == before
    assert dictionary.maintenance.changes() == []


# Health


def test_an_intact_library_is_reported_as_sound(dictionary):
    dictionary.recognise(a_pose(4))
    health = dictionary.maintenance.health()
    assert (health.unread, health.retrackable, health.problems, health.missing) == (0, 0, (), ())
    assert (health.signs, health.clips, health.model, health.index) == (
        10,
        12,
        "positions",
        "ready",
    )
    assert health.sizes["library"] > 0
    assert health.as_json()["missing"] == []


def test_problems_are_found_and_repaired(dictionary, tmp_path):
    own = own_library(dictionary)
    video = tmp_path / "gone.mp4"
    with own.changing() as db:
        clips = [row[0] for row in db.execute("SELECT id FROM clips ORDER BY id")]
        db.execute("DELETE FROM poses WHERE clip = ?", [clips[0]])
        db.execute("UPDATE vectors SET vector = x'0000' WHERE clip = ?", [clips[1]])
        db.execute("DELETE FROM vectors WHERE clip = ?", [clips[2]])
        db.execute("UPDATE clips SET media = ? WHERE id = ?", [str(video), clips[3]])
        db.execute("UPDATE state SET generation = generation + 1")
    health = dictionary.maintenance.health()
    assert (health.unread, health.missing, health.index) == (1, (video,), "none")
    assert len(health.problems) == 2
    done = result_of(dictionary.maintenance.repair())
    assert "Clips without landmarks removed: 1." in done
    assert "Signs without clips removed: 1." in done
    assert "Clips read with positions: 2." in done
    assert done[-1] == "Rebuilt the index."
    repaired = dictionary.maintenance.health()
    assert (repaired.problems, repaired.unread, repaired.index) == ((), 0, "ready")
    assert result_of(dictionary.maintenance.repair()) == []
    assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"


def test_the_starter_cannot_be_removed(dictionary):
    with pytest.raises(LibraryError, match=r"starter dictionary.*sources off"):
        dictionary.remove(STARTER.name)
