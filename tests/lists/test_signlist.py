import pytest

from signdict.core.errors import ListError
from signdict.core.types import Sign
from signdict.lists.signlist import MOST_ENTRIES, ListEntry, SignList
from tests.support.signlists import a_list


def glosses(signs):
    return [entry.gloss for entry in signs.entries]


def test_a_sign_goes_to_the_end():
    sign = Sign(7, "bye", "ase", variant="old", source=a_list().entries[0].source)
    assert a_list().added(ListEntry.of(sign, "wave")).entries[-1].note == "wave"


def test_a_sign_is_in_a_list_once():
    with pytest.raises(ListError, match="hello is already in the list Monday class"):
        a_list().added(a_list().entries[0])


def test_a_list_has_an_end():
    full = SignList("all", entries=a_list().entries[:1] * MOST_ENTRIES)
    with pytest.raises(ListError, match="as many as a list can"):
        full.added(ListEntry("bye", "ase"))


@pytest.mark.parametrize(("place", "to", "order"), [
    (0, 2, "نعم good morning hello"),
    (2, 0, "good morning hello نعم"),
    (1, 1, "hello نعم good morning"),
])  # fmt: skip
def test_a_sign_moves_and_the_others_close_up(place, to, order):
    assert " ".join(glosses(a_list().moved(place, to))) == order


@pytest.mark.parametrize("act", [
    lambda signs: signs.without(3), lambda signs: signs.moved(0, 3),
    lambda signs: signs.moved(-1, 0), lambda signs: signs.noted(9, ""),
])  # fmt: skip
def test_a_place_that_is_not_there_is_named(act):
    with pytest.raises(ListError, match="has no sign"):
        act(a_list())


def test_an_empty_list_says_that_it_is_empty():
    with pytest.raises(ListError, match="It is empty"):
        SignList("none").without(0)


def test_a_note_is_one_signs_own():
    noted = a_list().noted(1, " palm down ")
    assert [entry.note for entry in noted.entries] == ["", "palm down", ""]


@pytest.mark.parametrize(
    ("name", "why"), [("", "needs a name"), (" \n", "needs"), ("x" * 201, "too long")]
)
def test_what_is_no_name_is_refused(name, why):
    with pytest.raises(ListError, match=why):
        a_list().renamed(name)


def test_notes_have_an_end():
    with pytest.raises(ListError, match="too long"):
        a_list().described("x" * 10_001)


def test_control_characters_and_halves_of_letters_are_left_out():
    assert a_list().renamed("a\x00b\ud800 \x1b c").name == "ab c"


def test_numbers_stay_when_list_and_order_change_and_differ_between_lists_and_signs():
    old = a_list()
    new = old.renamed("Other").moved(0, 2)
    hello = old.entries[0]
    assert (old.number(), old.number(hello)) == (new.number(), new.number(hello))
    assert len({old.number(), *(old.number(e) for e in old.entries), SignList("x").number()}) == 5
