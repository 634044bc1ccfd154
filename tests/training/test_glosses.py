"""Glosses in house style from file names."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data.glosses import Gloss, Tables, by_rule, number_takes

TABLES = Tables.read()


@pytest.mark.parametrize(
    ("gloss", "variant", "cleaned"),
    [
        ("Alcohol", "", Gloss("alcohol")),
        ("Anger", "(Alt) Variant", Gloss("anger", "alternative, variant")),
        ("Anxious (Alt) Other", "Variant 1", Gloss("anxious", "alternative, variant, other", 1)),
        ("Bankrupt (Sad", "Alt)", Gloss("bankrupt (sad)", "alternative")),
        ("Beat (Overcome,", "Alt) 1", Gloss("beat (overcome)", "alternative", 1)),
        ("Anything", "OneHanded 1", Gloss("anything", "one hand", 1)),
        ("Colorful 2 H", "", Gloss("colorful", "two hands")),
        ("Computer 2h", "Alt", Gloss("computer", "alternative, two hands")),
        ("Assign (Give) Two Handed", "", Gloss("assign (give)", "two hands")),
        ("Hello Var Ext", "", Gloss("hello", "variant, extended")),
        ("Bus FS", "", Gloss("bus", "fingerspelled")),
        ("Bond OTher", "", Gloss("bond", "other")),
        ("a", "", Gloss("A")),
        ("Other", "(Alt) 2", Gloss("other", "alternative", 2)),
    ],
)
def test_marks_of_a_variant_are_removed_from_the_gloss(gloss, variant, cleaned):
    assert by_rule(gloss, variant) == cleaned


@pytest.mark.parametrize(
    "gloss", ["another", "extended family", "other half", "altar", "short", "old"]
)
def test_words_that_look_like_marks_stay_in_the_gloss(gloss):
    assert by_rule(gloss, "") == Gloss(gloss)


@pytest.mark.parametrize(
    ("gloss", "variant", "cleaned"),
    [
        ("Goodmorning", "", Gloss("good morning")),
        ("Howareyou", "", Gloss("how are you")),
        ("Notmuchyou", "", Gloss("not much, you?")),
        ("i am fine", "", Gloss("I am fine")),
        ("Burgular Other", "2", Gloss("burglar", "other", 2)),
        ("Band (Alt) 90 Degree", "Variant", Gloss("band", "alternative, variant, 90 degrees")),
        ("alaska", "Alt 2", Gloss("Alaska", "alternative", 2)),
        ("Change Coin", "Alt", Gloss("change (coins)", "alternative")),
    ],
)
def test_the_table_corrects_glosses_without_a_rule(gloss, variant, cleaned):
    assert TABLES.clean(gloss, variant) == cleaned


def test_only_recordings_that_do_not_differ_otherwise_are_numbered():
    takes = [Gloss("atm", take=2), Gloss("bag", take=2), Gloss("bag"), Gloss("bag", "other", 1)]
    numbered = [Gloss("atm"), Gloss("bag", "2"), Gloss("bag"), Gloss("bag", "other")]
    assert number_takes(takes) == numbered


@given(
    st.lists(
        st.builds(
            Gloss,
            st.sampled_from(["bag", "bad"]),
            st.sampled_from(["", "other"]),
            st.integers(0, 3),
        ),
        max_size=9,
    )
)
def test_no_two_recordings_have_the_same_gloss_and_variant(glosses):
    numbered = number_takes(glosses)
    assert len({(gloss.gloss, gloss.variant) for gloss in numbered}) == len(glosses)
    assert [gloss.gloss for gloss in numbered] == [gloss.gloss for gloss in glosses]


@given(
    st.sampled_from(["Bag", "Bear (Animal)", "Blue Collar"]),
    st.lists(st.sampled_from(["(Alt)", "Var", "Ext", "2 Handed", "Other", "3"]), max_size=3),
)
def test_cleaning_a_clean_gloss_changes_nothing(gloss, marks):
    once = by_rule(gloss, " ".join(marks))
    assert once.gloss == gloss.lower()
    assert by_rule(once.gloss, "") == Gloss(once.gloss)


def test_every_shipped_gloss_is_clean_and_every_correction_is_needed(shared):
    with (shared / "data/videos/index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ship"] == "yes"]
    with (shared / "data/landmarks/index.csv").open(encoding="utf-8", newline="") as file:
        archived = {f"{row['file']}#{row['clip']}" for row in csv.DictReader(file)}
    assert TABLES.excluded.keys() <= {row["file"] for row in rows} | archived
    cleaned = {by_rule(row["gloss"], row["variant"]).gloss for row in rows}
    assert TABLES.corrections.keys() <= cleaned
    glosses = [TABLES.clean(row["gloss"], row["variant"]).gloss for row in rows]
    assert [gloss for gloss in glosses if gloss != " ".join(gloss.split()) or not gloss] == []
