"""A text tower that knows words comes into a model, and what people find by meaning is measured."""

import csv
from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict.core.errors import ModelError
from signdict.core.paths import Paths
from signdict.dictionary.dictionary import Dictionary, open_dictionary
from signdict.library.combined import CombinedLibrary
from signdict.model.calibration import Calibration
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip, Tower, TowerConfig
from signdict.model.prompts import Prompts
from signdict.pose import features
from tests.support.fakes import Knowing, a_pose
from tests.support.libraries import with_starter
from tests.support.wordnet import write
from training.data.dataset import LabelledClip, gathered
from training.evaluate import semantic
from training.words import __main__, align
from training.words.wordnet import WordNet

GLOSSES = ("dog", "bee", "doctor", "teacher", "brave", "honey")
LEAST = 0.85  # of the hundred lines of meanings.csv, see there


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    return WordNet(write(tmp_path_factory.mktemp("wordnet")))


@pytest.fixture(scope="module")
def learned(net, tmp_path_factory):
    """A tower that has learned little, in its folder."""
    folder = tmp_path_factory.mktemp("words")
    run = __main__.WordsRun(
        __main__.WordsObjective(
            net, __main__.WordsConfig(meanings=8, family=2, phrases=2, whole=60)
        )
    )
    __main__.save(run.net, run.lesson.words, folder)
    return folder


@pytest.fixture(scope="module")
def clips():
    return gathered(
        [LabelledClip(a_pose(seed), gloss, "ase", "en", "s") for seed, gloss in enumerate(GLOSSES)]
    )


def model(outputs=192, kind="signing"):
    torch.manual_seed(2)
    small = {"width": 16, "layers": 1, "heads": 2, "inner": 16, "outputs": outputs}
    stem, inputs = ("hands", features.WIDTH) if kind == "signing" else ("signs", features.SIGNS)
    pose = TowerConfig(stem=stem, inputs=inputs, longest=16, **small)
    text = TowerConfig(stem="words", inputs=2, longest=61, end_is_fixed=False, **small)
    network = SignClip(NetworkConfig(pose, text, kind))
    prompts = Prompts(spoken=("en",), signs=("ase",))
    return SignClipEncoder("small", network, ["[PAD]", "[UNK]"], Calibration(3, 0.2), prompts)


@pytest.mark.parametrize("kind", ["signing", "signs"])
def test_texts_come_to_their_clips_and_stay_where_they_were_among_texts(net, learned, clips, kind):
    before, how = model(kind=kind), align.AlignConfig(steps=40, others=16)
    made = align.taught(before, learned, clips, net, how)
    assert made.prompts == replace(before.prompts, meaning=True)
    assert made.calibration == before.calibration
    assert_allclose(made.raw_poses([a_pose(9)]), before.raw_poses([a_pose(9)]))
    poses = made.embed_poses([a_pose(seed) for seed in range(len(GLOSSES))])
    nearest = (made.raw_texts(made.prompts.of(GLOSSES, "ase")) @ poses.T).argmax(axis=1)
    assert nearest.tolist() == list(range(len(GLOSSES)))

    tower, pieces = __main__.opened(learned)
    network = SignClip(replace(made.network.config, text=tower.config))
    network.text.load_state_dict(tower.state_dict())
    texts = ["dog", "physician", "an insect that makes honey"]
    old, new = (
        one / np.linalg.norm(one, axis=1, keepdims=True)
        for one in (
            SignClipEncoder("old", network, pieces, Calibration()).raw_texts(texts),
            made.raw_texts(texts),
        )
    )
    assert_allclose(new @ new.T, old @ old.T, atol=0.2)


def test_a_model_with_words_opens_as_it_was_saved(net, learned, clips, tmp_path):
    made = align.taught(model(), learned, clips, net, align.AlignConfig(steps=1, others=4))
    made.save(tmp_path)
    opened = SignClipEncoder.open(tmp_path)
    assert opened.prompts.meaning
    assert opened.vocabulary == made.vocabulary
    assert_allclose(opened.raw_texts(["a dog"]), made.raw_texts(["a dog"]), atol=0.05)


def test_turning_a_tower_keeps_all_cosines(net, learned, clips):
    tower, pieces = __main__.opened(learned)
    lesson = align.AlignObjective(model(), pieces, clips, net, align.AlignConfig())
    texts = [*GLOSSES, "physician"]

    def cosines(net: Tower):
        with torch.inference_mode():
            unit = torch.nn.functional.normalize(__main__.read(net, lesson.tokens, texts), dim=-1)
        return (unit @ unit.T).numpy()

    before = cosines(tower)
    align.turned(tower, lesson)
    assert_allclose(cosines(tower), before, atol=1e-4)


def test_vectors_of_another_length_are_told(net, learned, clips):
    with pytest.raises(ModelError, match="another length"):
        align.taught(model(outputs=12), learned, clips, net)


def test_recall_counts_lines_whose_gloss_is_among_the_first_eight(tmp_path):
    table = tmp_path / "asked.csv"
    table.write_text("text,glosses\nfarewell,bye|adieu\ngratitude,hello\nnot there,house\n")
    where = with_starter(tmp_path)
    with Dictionary(where, CombinedLibrary.open(where), lambda name: Knowing()) as one:
        found = semantic.recall(Knowing(), one, table)
    assert found["r@8"] == pytest.approx(2 / 3)
    assert found["r@1"] == pytest.approx(1 / 3)
    assert (found["words"], found["phrases"], found["asked"]) == (1, 0, 3)


def test_the_hundred_lines_name_glosses_of_the_starter_and_share_no_word_with_them(tmp_path):
    with semantic.ASKED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open_dictionary(Paths.standard(tmp_path)) as one:
        glosses = {sign.gloss for sign in one.signs(limit=100_000)}
    assert len(rows) == len({row["text"] for row in rows}) == 100
    for row in rows:
        right = row["glosses"].split("|")
        assert set(right) <= glosses
        assert not {*row["text"].lower().split()} & {w for g in right for w in g.lower().split()}


def test_people_find_what_they_mean(tmp_path):
    where = Paths.standard(tmp_path)
    encoder = SignClipEncoder.open(where.model)
    assert encoder.prompts.meaning
    with Dictionary(where, CombinedLibrary.open(where), lambda name: encoder) as one:
        assert semantic.recall(encoder, one)["r@8"] >= LEAST
        with semantic.ASKED.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        right = [
            any(match.sign.gloss in row["glosses"].split("|") for match in one.find(row["text"]))
            for row in rows
        ]
    assert np.mean(right) >= LEAST
