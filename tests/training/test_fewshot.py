"""Few shots and the linear probe, on vectors whose classes are known."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from signdict.core.errors import ManifestError
from training.evaluate import fewshot, probe
from training.evaluate.fewshot import Sides


def sides(classes=6, each=8, noise=0.1, seed=0):
    """Clips around a centre for each class; every clip is on both sides."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(classes), each)
    centres = rng.normal(size=(classes, 16))
    vectors = centres[labels] + noise * rng.normal(size=(len(labels), 16))
    both = np.ones(len(labels), bool)
    return Sides(vectors.astype(np.float32), labels, both, both)


def halved(whole, first):
    """The same with the first clips of each class to train on and the others to test on."""
    place = np.arange(len(whole.labels)) % (len(whole.labels) // len(set(whole.labels)))
    return replace(whole, train=place < first, test=place >= first)


@pytest.mark.parametrize("k", [1, 5])
def test_classes_that_lie_apart_are_told_apart(k):
    found, few = fewshot.few_shot(sides(), k, draws=3)
    assert few == 0
    assert set(found) == {"neighbours, votes", "nearest clip", "mean dot product"}
    assert found["nearest clip"]["r@1"] == 1
    assert found["nearest clip"]["r@1_sd"] == 0
    assert found["nearest clip"]["queries"] == 6 * (8 - k)


def test_vectors_that_say_nothing_are_right_by_luck():
    found, _ = fewshot.few_shot(sides(10, 12, noise=1000), 5, draws=40)
    for row in found.values():
        assert row["r@1"] == pytest.approx(0.1, abs=0.04)
        assert row["r@10"] == 1


def test_a_class_with_too_few_clips_is_left_out_and_counted():
    whole = sides(classes=3)
    less = np.ones(len(whole.labels), bool)
    less[-7:] = False  # one clip of the last class remains
    part = Sides(whole.vectors[less], whole.labels[less], less[less], less[less])
    found, few = fewshot.few_shot(part, 1, draws=2)
    assert few == 1
    assert found["nearest clip"]["r@5"] == 1
    assert fewshot.few_shot(part, 100) == ({}, 3)


def test_shots_come_from_the_clips_to_train_on_alone():
    whole = halved(sides(noise=0.01), 3)
    rng = np.random.default_rng(0)
    spoiled = whole.vectors.copy()
    spoiled[whole.test] = rng.normal(size=spoiled[whole.test].shape)
    found, _ = fewshot.few_shot(replace(whole, vectors=spoiled), 3, draws=5)
    assert found["nearest clip"]["queries"] == 6 * 5
    assert found["nearest clip"]["r@1"] < 0.6
    assert fewshot.few_shot(whole, 4) == ({}, 6)


def test_draws_are_the_same_each_time():
    assert fewshot.few_shot(sides(noise=2), 1) == fewshot.few_shot(sides(noise=2), 1)
    assert fewshot.few_shot(sides(noise=2), 1) != fewshot.few_shot(sides(noise=2), 1, seed=1)


def test_votes_are_those_of_scikit_learn():
    whole = halved(sides(noise=1.5), 5)
    shots = whole.vectors[whole.train].reshape(6, 5, 16)
    asked = whole.vectors[whole.test]
    scaler = StandardScaler().fit(whole.vectors[whole.train])
    theirs = KNeighborsClassifier(round(30**0.5))
    theirs.fit(scaler.transform(whole.vectors[whole.train]), whole.labels[whole.train])
    shares = theirs.predict_proba(scaler.transform(asked))
    ours = fewshot._votes(asked, shots, np.random.default_rng(0))
    np.testing.assert_allclose(ours, shares, atol=1e-6)


def test_a_probe_learns_what_a_line_can_tell():
    found = probe.probe(halved(sides(), 4))
    assert found.figures["r@1"] == found.figures["balanced"] == 1
    assert (found.shown, found.classes, found.unknown) == (24, 6, 0)
    assert found.majority == pytest.approx(1 / 6)
    assert probe.probe(halved(sides(noise=1000), 4)).figures["r@1"] < 0.5


def test_two_classes_are_enough_for_a_probe():
    assert probe.probe(halved(sides(2), 4)).figures["r@1"] == 1


def test_clips_of_classes_that_were_not_shown_are_counted():
    whole = halved(sides(), 4)
    train = whole.train & (whole.labels > 0)
    found = probe.probe(replace(whole, train=train))
    assert found.unknown == 4
    assert "4 clips to test on are of classes that it was not shown." in found.notes


def test_a_probe_of_one_class_is_refused():
    whole = halved(sides(), 4)
    with pytest.raises(ManifestError, match="but one class"):
        probe.probe(replace(whole, train=whole.train & (whole.labels == 0)))


def test_a_probe_that_knows_none_of_the_classes_is_refused():
    whole = halved(sides(), 4)
    with pytest.raises(ManifestError, match="No class is on both sides"):
        probe.probe(
            replace(
                whole,
                train=whole.train & (whole.labels < 3),
                test=whole.test & (whole.labels >= 3),
            )
        )


def test_a_probe_that_was_stopped_says_so(monkeypatch):
    whole = halved(sides(noise=1.5), 4)
    assert probe.probe(whole).notes == []
    monkeypatch.setattr(probe, "ITERATIONS", 1)
    assert "stopped after 1 iterations" in probe.probe(whole).notes[0]
