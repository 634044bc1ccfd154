"""A list of signs: its entries, their order, notes, names and numbers."""

import pytest

from signdict.core.errors import ListError
from signdict.core.types import Sign
from signdict.lists.signlist import MOST_ENTRIES, ListEntry, SignList
from tests.support.signlists import a_list


def glosses(signs):
    return [entry.gloss for entry in signs.entries]


def test_a_sign_is_added_at_the_end():
    sign = Sign(7, "bye", "ase", variant="old", source=a_list().entries[0].source)
    assert a_list().added(ListEntry.of(sign, "wave")).entries[-1].note == "wave"


def test_a_list_contains_a_sign_once():
    with pytest.raises(ListError, match="hello is already in the list Monday class"):
        a_list().added(a_list().entries[0])


def test_a_list_has_a_largest_size():
    full = SignList("all", entries=a_list().entries[:1] * MOST_ENTRIES)
    with pytest.raises(ListError, match="a list has at most"):
        full.added(ListEntry("bye", "ase"))


@pytest.mark.parametrize(("place", "to", "order"), [
    (0, 2, "نعم good morning hello"),
    (2, 0, "good morning hello نعم"),
    (1, 1, "hello نعم good morning"),
])  # fmt: skip
def test_moving_a_sign_keeps_the_order_of_the_others(place, to, order):
    assert " ".join(glosses(a_list().moved(place, to))) == order


@pytest.mark.parametrize("act", [
    lambda signs: signs.without(3), lambda signs: signs.moved(0, 3),
    lambda signs: signs.moved(-1, 0), lambda signs: signs.noted(9, ""),
])  # fmt: skip
def test_a_place_without_a_sign_is_reported(act):
    with pytest.raises(ListError, match="has no sign"):
        act(a_list())


def test_an_error_about_an_empty_list_says_that_it_is_empty():
    with pytest.raises(ListError, match="It is empty"):
        SignList("none").without(0)


def test_a_note_belongs_to_one_sign():
    noted = a_list().noted(1, " palm down ")
    assert [entry.note for entry in noted.entries] == ["", "palm down", ""]


@pytest.mark.parametrize(
    ("name", "message"), [("", "Enter a name"), (" \n", "Enter a name"), ("x" * 201, "too long")]
)
def test_an_invalid_name_is_rejected(name, message):
    with pytest.raises(ListError, match=message):
        a_list().renamed(name)


def test_a_note_that_is_too_long_is_rejected():
    with pytest.raises(ListError, match="too long"):
        a_list().described("x" * 10_001)


def test_control_characters_and_lone_surrogates_are_removed():
    assert a_list().renamed("a\x00b\ud800 \x1b c").name == "ab c"


def test_numbers_are_stable_and_differ_between_lists_and_signs():
    old = a_list()
    new = old.renamed("Other").moved(0, 2)
    hello = old.entries[0]
    assert (old.number(), old.number(hello)) == (new.number(), new.number(hello))
    assert len({old.number(), *(old.number(e) for e in old.entries), SignList("x").number()}) == 5
