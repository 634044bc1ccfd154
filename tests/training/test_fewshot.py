"""Few-shot recognition and the linear probe, on vectors with known classes."""

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
def test_separate_classes_are_always_recognised(k):
    figures, excluded = fewshot.few_shot(sides(), k, draws=3)
    assert excluded == 0
    assert set(figures) == {"neighbours, votes", "nearest clip", "mean dot product"}
    assert figures["nearest clip"]["r@1"] == 1
    assert figures["nearest clip"]["r@1_sd"] == 0
    assert figures["nearest clip"]["queries"] == 6 * (8 - k)


def test_random_vectors_are_right_by_chance():
    figures, _ = fewshot.few_shot(sides(10, 12, noise=1000), 5, draws=40)
    for row in figures.values():
        assert row["r@1"] == pytest.approx(0.1, abs=0.04)
        assert row["r@10"] == 1


def test_a_class_with_too_few_clips_is_excluded_and_counted():
    whole = sides(classes=3)
    less = np.ones(len(whole.labels), bool)
    less[-7:] = False  # one clip of the last class remains
    part = Sides(whole.vectors[less], whole.labels[less], less[less], less[less])
    figures, excluded = fewshot.few_shot(part, 1, draws=2)
    assert excluded == 1
    assert figures["nearest clip"]["r@5"] == 1
    assert fewshot.few_shot(part, 100) == ({}, 3)


def test_shots_are_training_clips_only():
    whole = halved(sides(noise=0.01), 3)
    rng = np.random.default_rng(0)
    spoiled = whole.vectors.copy()
    spoiled[whole.test] = rng.normal(size=spoiled[whole.test].shape)
    figures, _ = fewshot.few_shot(replace(whole, vectors=spoiled), 3, draws=5)
    assert figures["nearest clip"]["queries"] == 6 * 5
    assert figures["nearest clip"]["r@1"] < 0.6
    assert fewshot.few_shot(whole, 4) == ({}, 6)


def test_the_same_seed_gives_the_same_draws():
    assert fewshot.few_shot(sides(noise=2), 1) == fewshot.few_shot(sides(noise=2), 1)
    assert fewshot.few_shot(sides(noise=2), 1) != fewshot.few_shot(sides(noise=2), 1, seed=1)


def test_votes_equal_those_of_scikit_learn():
    whole = halved(sides(noise=1.5), 5)
    shots = whole.vectors[whole.train].reshape(6, 5, 16)
    queries = whole.vectors[whole.test]
    scaler = StandardScaler().fit(whole.vectors[whole.train])
    theirs = KNeighborsClassifier(round(30**0.5))
    theirs.fit(scaler.transform(whole.vectors[whole.train]), whole.labels[whole.train])
    shares = theirs.predict_proba(scaler.transform(queries))
    ours = fewshot.votes(queries, shots, np.random.default_rng(0))
    np.testing.assert_allclose(ours, shares, atol=1e-6)


def test_a_probe_separates_linear_classes_and_nothing_else():
    result = probe.probe(halved(sides(), 4))
    assert result.figures["r@1"] == result.figures["balanced"] == 1
    assert (result.shown, result.classes, result.unknown) == (24, 6, 0)
    assert result.majority == pytest.approx(1 / 6)
    assert probe.probe(halved(sides(noise=1000), 4)).figures["r@1"] < 0.5


def test_two_classes_are_enough_for_a_probe():
    assert probe.probe(halved(sides(2), 4)).figures["r@1"] == 1


def test_test_clips_of_unknown_classes_are_counted():
    whole = halved(sides(), 4)
    train = whole.train & (whole.labels > 0)
    result = probe.probe(replace(whole, train=train))
    assert result.unknown == 4
    note = "4 test clips belong to classes that are not in the training clips."
    assert note in result.notes


def test_a_probe_of_one_class_raises_manifest_error():
    whole = halved(sides(), 4)
    with pytest.raises(ManifestError, match="Only one class"):
        probe.probe(replace(whole, train=whole.train & (whole.labels == 0)))


def test_a_probe_without_common_classes_raises_manifest_error():
    whole = halved(sides(), 4)
    with pytest.raises(ManifestError, match="No class is on both sides"):
        probe.probe(
            replace(
                whole,
                train=whole.train & (whole.labels < 3),
                test=whole.test & (whole.labels >= 3),
            )
        )


def test_a_note_reports_a_probe_that_was_stopped(monkeypatch):
    whole = halved(sides(noise=1.5), 4)
    assert probe.probe(whole).notes == []
    monkeypatch.setattr(probe, "ITERATIONS", 1)
    assert "stopped after 1 iterations" in probe.probe(whole).notes[0]
