"""Times of annotations where ELAN shows none, or where a file is damaged."""

from signdict.importing.formats import elan_file, elan_times
from tests.support.eaf_files import EafFile


def test_slots_without_an_aligned_slot_after_them_have_no_time():
    eaf = EafFile()
    one, two = eaf.slot(1000), eaf.slot()
    (name,) = eaf.tier("Gloss", (one, two, "A"))
    assert elan_times.spans(eaf.root) == {}
    assert elan_times.slots(eaf.root) == {one: 1000.0, two: None}
    assert name == "a1"


def test_a_chain_that_ends_where_it_starts_has_no_time():
    eaf = EafFile()
    start, one, two = eaf.slot(1000), eaf.slot(), eaf.slot()
    eaf.tier("Gloss", (start, one, "A"), (one, two, "B"), (two, one, "C"))
    assert elan_times.spans(eaf.root) == {}


def test_previous_annotations_in_a_circle_keep_the_order_of_the_file():
    eaf = EafFile()
    (parent,) = eaf.tier("Sentence", (0, 2000, "s"))
    eaf.tier(
        "Gloss", (f"{parent}<a3", "A"), (f"{parent}<a2", "B"), kind="symbols", parent="Sentence"
    )
    spans = elan_times.spans(eaf.root)
    assert sorted((spans["a2"], spans["a3"])) == [(0, 1000), (1000, 2000)]


def test_the_parent_of_a_tier_may_come_after_it(tmp_path):
    eaf = EafFile()
    eaf.tier("Gloss", ("a2", "A"), kind="same", parent="RH")
    eaf.tier("RH", (500, 900, "x"))
    (gloss, _) = elan_file.read(eaf.write(tmp_path / "x.eaf")).tiers
    assert [(a.start, a.end, a.text) for a in gloss.annotations] == [(0.5, 0.9, "A")]


def test_ten_thousand_nested_tiers_are_read_quickly(tmp_path):
    eaf = EafFile()
    eaf.tier("t0", (0, 1000, "x"), PARTICIPANT="Ada")
    for number in range(1, 10_000):
        eaf.root.append(
            eaf.root.makeelement(
                "TIER",
                {
                    "TIER_ID": f"t{number}",
                    "PARENT_REF": f"t{number - 1}",
                    "LINGUISTIC_TYPE_REF": "default-lt",
                },
            )
        )
    tiers = elan_file.read(eaf.write(tmp_path / "x.eaf")).tiers
    assert tiers[-1].signer == "Ada"
