"""Minimal pairs: one property of the form differs, and the meaning."""

import csv
import io

from signdict.cli.linguist import minimal_pairs as command
from signdict.cli.output import follow
from signdict.importing.formats import elan
from signdict.linguistics.pairs import described, differing
from signdict.pose.pose import Pose
from signdict.pose.posefile import write_pose
from signdict.pose.segmentation import spans
from tests.linguistics.test_analysis import opened, run
from tests.support.fakes import a_pose
from tests.support.landmark_streams import HEIGHT, REST, Person, a_sign

SEEN = {"hands": "one", "dominant": "right", "symmetry": "none", "place": "chest",
        "movement": "line", "handshape": "flat"}  # fmt: skip


def of(**other):
    return described(SEEN | other)


def test_the_hand_that_leads_is_no_difference():
    assert differing(of(), of(dominant="left")) is None


def test_one_difference_is_named_and_two_are_none():
    assert differing(of(), of(place="head")) == "place"
    assert differing(of(), of(hands="two", symmetry="mirrored")) == "hands"
    assert differing(of(), of(place="head", movement="arc")) is None


def test_pairs_of_a_dictionary_differ_in_one_facet_and_in_meaning(tmp_path):
    with opened(tmp_path) as dictionary:
        items = dictionary.analysis.items()
        seen = follow(dictionary.analysis.seen(items))
        found = follow(dictionary.analysis.minimal_pairs("ase", "ins"))
        everyone = {item.id for item in items}
    assert set(seen) == everyone
    for pair in found:
        told = (described(seen[pair.first.id]), described(seen[pair.second.id]))
        assert differing(*told) == pair.differs
        assert pair.values == tuple(one[pair.differs] for one in told)
        assert not pair.first.meanings() & pair.second.meanings()
    wanted = {
        (a.id, b.id)
        for a in items
        for b in items
        if (a.sign_language, b.sign_language) == ("ase", "ins")
        and not a.meanings() & b.meanings()
        and differing(described(seen[a.id]), described(seen[b.id]))
    }
    assert {(pair.first.id, pair.second.id) for pair in found} == wanted


def test_the_command_lists_them_as_csv(monkeypatch, tmp_path):
    assert command.name == "minimal-pairs"
    with opened(tmp_path) as dictionary:
        text = run(monkeypatch, dictionary, "minimal-pairs", "ase", "ins", "--csv").stdout
        found = follow(dictionary.analysis.minimal_pairs("ase", "ins"))
    rows = [*csv.DictReader(io.StringIO(text))]
    assert [row["differs"] for row in rows] == [pair.differs for pair in found]


def test_signs_are_exported_as_table_vocabulary_and_poses(monkeypatch, tmp_path):
    with opened(tmp_path) as dictionary:
        text = run(monkeypatch, dictionary, "export", "--language", "psp", "--csv").stdout
        (row,) = csv.DictReader(io.StringIO(text))
        assert row["gloss"] == "good morning"
        ran = run(monkeypatch, dictionary, "export", "--ecv", tmp_path / "v.ecv")
        assert "Wrote 6 signs" in ran.output
        ran = run(monkeypatch, dictionary, "export", row["id"], "--pose", tmp_path / "poses")
        assert ran.exit_code == 0, ran.output
        (made,) = (tmp_path / "poses").iterdir()
        assert made.name.startswith("good morning-psp-")
        again = run(monkeypatch, dictionary, "export", row["id"], "--pose", tmp_path / "poses")
        assert again.exit_code == 2
        assert "not empty" in again.stderr
        assert run(monkeypatch, dictionary, "export", "999").exit_code == 2
        assert run(monkeypatch, dictionary, "export", "--eaf", "x.eaf").exit_code == 2


def test_a_recording_becomes_tiers(monkeypatch, tmp_path):
    person = Person()
    two = [*person.move(1.0, REST, REST)]
    for _ in range(2):
        two += [*a_sign(person), *person.move(1.0, REST, REST)]
    write_pose(tmp_path / "talk.pose", Pose.of(two, person.fps, 640, HEIGHT))
    to = tmp_path / "talk.eaf"
    with opened(tmp_path) as dictionary:
        ran = run(
            monkeypatch, dictionary, "export", "--recording", tmp_path / "talk.pose", "--eaf", to
        )
    assert ran.exit_code == 0, ran.output
    tiers = elan.read(to).tiers
    assert [one.start for one in tiers["gloss"]] == [one.start for one in tiers["candidates"]]
    assert len(tiers["gloss"]) == 2


def test_a_recording_without_hands_has_no_span():
    pose = a_pose(1, frames=30)
    still = Pose(pose.points, pose.confidence * 0, 25.0, 640, 480)
    assert spans(still) == []
