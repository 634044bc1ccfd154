"""Minimal pairs differ in meaning and in one property of the form."""

import csv
import io

from signdict.cli.linguist import minimal_pairs as command
from signdict.importing.formats import elan_file
from signdict.linguistics.pairs import described, differing
from signdict.pose.pose import Pose
from signdict.pose.posefile import write_pose
from signdict.pose.segmentation import spans
from tests.support.dictionaries import invoke, small_dictionary
from tests.support.fakes import a_pose
from tests.support.landmark_streams import HEIGHT, REST, Person, a_sign
from tests.support.steps import result_of

FACETS = {"hands": "one", "dominant": "right", "symmetry": "none", "place": "chest",
        "movement": "line", "handshape": "flat"}  # fmt: skip


def of(**other):
    return described(FACETS | other)


def test_the_leading_hand_is_not_a_difference():
    assert differing(of(), of(dominant="left")) is None


def test_exactly_one_difference_is_returned():
    assert differing(of(), of(place="head")) == "place"
    assert differing(of(), of(hands="two", symmetry="mirrored")) == "hands"
    assert differing(of(), of(place="head", movement="arc")) is None


def test_minimal_pairs_differ_in_one_facet_and_in_meaning(tmp_path):
    with small_dictionary(tmp_path) as dictionary:
        items = dictionary.analysis.items()
        facets = result_of(dictionary.analysis.facets(items))
        pairs = result_of(dictionary.analysis.minimal_pairs("ase", "ins"))
        ids = {item.id for item in items}
    assert set(facets) == ids
    for pair in pairs:
        properties = (described(facets[pair.first.id]), described(facets[pair.second.id]))
        assert differing(*properties) == pair.differs
        assert pair.values == tuple(values[pair.differs] for values in properties)
        assert not pair.first.meanings() & pair.second.meanings()
    expected = {
        (a.id, b.id)
        for a in items
        for b in items
        if (a.sign_language, b.sign_language) == ("ase", "ins")
        and not a.meanings() & b.meanings()
        and differing(described(facets[a.id]), described(facets[b.id]))
    }
    assert {(pair.first.id, pair.second.id) for pair in pairs} == expected


def test_the_command_prints_minimal_pairs_as_csv(monkeypatch, tmp_path):
    assert command.name == "minimal-pairs"
    with small_dictionary(tmp_path) as dictionary:
        text = invoke(monkeypatch, dictionary, "minimal-pairs", "ase", "ins", "--csv").stdout
        pairs = result_of(dictionary.analysis.minimal_pairs("ase", "ins"))
    rows = [*csv.DictReader(io.StringIO(text))]
    assert [row["differs"] for row in rows] == [pair.differs for pair in pairs]


def test_signs_are_exported_as_a_table_a_vocabulary_and_poses(monkeypatch, tmp_path):
    with small_dictionary(tmp_path) as dictionary:
        text = invoke(monkeypatch, dictionary, "export", "--language", "psp", "--csv").stdout
        (row,) = csv.DictReader(io.StringIO(text))
        assert row["gloss"] == "good morning"
        ran = invoke(monkeypatch, dictionary, "export", "--ecv", tmp_path / "v.ecv")
        assert "Wrote 6 signs" in ran.output
        ran = invoke(monkeypatch, dictionary, "export", row["id"], "--pose", tmp_path / "poses")
        assert ran.exit_code == 0, ran.output
        (made,) = (tmp_path / "poses").iterdir()
        assert made.name.startswith("good morning-psp-")
        again = invoke(monkeypatch, dictionary, "export", row["id"], "--pose", tmp_path / "poses")
        assert again.exit_code == 2
        assert "not empty" in again.stderr
        assert invoke(monkeypatch, dictionary, "export", "999").exit_code == 2
        assert invoke(monkeypatch, dictionary, "export", "--eaf", "x.eaf").exit_code == 2


def test_a_recording_becomes_tiers(monkeypatch, tmp_path):
    person = Person()
    frames = [*person.move(1.0, REST, REST)]
    for _ in range(2):
        frames += [*a_sign(person), *person.move(1.0, REST, REST)]
    write_pose(tmp_path / "talk.pose", Pose.of(frames, person.fps, 640, HEIGHT))
    to = tmp_path / "talk.eaf"
    with small_dictionary(tmp_path) as dictionary:
        ran = invoke(
            monkeypatch, dictionary, "export", "--recording", tmp_path / "talk.pose", "--eaf", to
        )
    assert ran.exit_code == 0, ran.output
    tiers = {tier.name: tier.annotations for tier in elan_file.read(to).tiers}
    assert [a.start for a in tiers["gloss"]] == [a.start for a in tiers["candidates"]]
    assert len(tiers["gloss"]) == 2


def test_a_recording_without_hands_has_no_span():
    pose = a_pose(1, frames=30)
    still = Pose(pose.points, pose.confidence * 0, 25.0, 640, 480)
    assert spans(still) == []
