"""What the names of tiers say about hands and signers, in the conventions of several corpora."""

import pytest

from signdict.importing.formats import elan_tiers
from signdict.importing.formats.elan_file import Annotation, Tier

NAMES = {
    "GlossL S1": ("left", "S1"),
    "RH-IDgloss": ("right", ""),
    "Lexem_Gebärde_l_B": ("left", "B"),
    "TierGloss_A_R": ("right", "A"),
    "main gloss": ("", ""),
    "non-dominant hand gloss": ("non-dominant", ""),
    "GlossNDH S03": ("non-dominant", "S03"),
    "Gloss DH": ("dominant", ""),
    "GLOSSR": ("right", ""),
    "Gloss@SpkA": ("", "SpkA"),
    "Signer 1 gloss": ("", "1"),
    "S1 Gloss main gauche": ("left", "S1"),
    "Glosses_2h": ("both", ""),
    "Glossing": ("", ""),
    "Gloss L": ("left", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_contains_a_hand_and_a_signer(name):
    assert (elan_tiers.hand(name), elan_tiers.signer(name)) == NAMES[name]


def tier(name, *spans, kind="", parent=""):
    return Tier(name, tuple(Annotation(*span, "x") for span in spans), kind, parent=parent)


#: Of each: tiers with their spans, and the names of those that are taken.
CHOICES = {
    "names before types": ([tier("Gloss", (0, 1)), tier("x", (0, 1), kind="gloss")], ["Gloss"]),
    "types before signs": ([tier("Sign", (0, 1)), tier("x", (0, 1), kind="gloss")], ["x"]),
    "signs": ([tier("Signs", (0, 1)), tier("Signer", (0, 1)), tier("Design", (0, 1))], ["Signs"]),
    "a type of signs": ([tier("x", (0, 1), kind="sign"), tier("y", (0, 1))], ["x"]),
    "only a translation": ([tier("Translation", (0, 1))], []),
    "only comments on glosses": ([tier("Gloss comments", (0, 1)), tier("x", (0, 1))], []),
    "parents before children": (
        [tier("Gloss EN", (0, 1), parent="Gloss"), tier("Gloss", (0, 1))], ["Gloss"],
    ),
    "other times": ([tier("Gloss 1", (0, 1)), tier("Gloss 2", (1, 2))], ["Gloss 1", "Gloss 2"]),
    "the other hand": ([tier("Gloss R", (0, 1)), tier("Gloss L", (0, 1))], ["Gloss R", "Gloss L"]),
    "an empty tier": ([tier("Gloss"), tier("x", (0, 1))], ["x"]),
    "none": ([], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CHOICES)
def test_a_tier_is_taken_if_its_name_or_type_says_that_it_contains_glosses(case):
    tiers, taken = CHOICES[case]
    assert [choice.name for choice in elan_tiers.choices(tiers) if choice.taken] == taken


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("Gloss", "Gloss"), ("gloss", "gloss"), ("GEBÄRDE", "Geba\u0308rde"), ("GLOSS", None)],
)
def test_a_tier_is_chosen_in_any_case_if_that_is_unambiguous(wanted, name):
    assert elan_tiers.matching(["Gloss", "gloss", "Geba\u0308rde"], wanted) == name
