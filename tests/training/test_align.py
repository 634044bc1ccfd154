"""The alignment of a text tower with a model, and the recall of search by meaning."""

import csv
from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict.core.errors import ModelError
from signdict.core.paths import Paths
from signdict.core.vectors import unit
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
from training.data.dataset import LabelledClip, to_arrays
from training.evaluate import semantic
from training.words import align, text_tower
from training.words.text_tower import WordsConfig, WordsObjective, WordsRun
from training.words.wordnet import WordNet

GLOSSES = ("dog", "bee", "doctor", "teacher", "brave", "honey")
LEAST = 0.85  # required recall on the hundred lines of meanings.csv


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    return WordNet(write(tmp_path_factory.mktemp("wordnet")))


@pytest.fixture(scope="module")
def tower_folder(net, tmp_path_factory):
    """The folder of an untrained text tower."""
    folder = tmp_path_factory.mktemp("words")
    config = WordsConfig(meanings=8, family=2, phrases=2, whole=60)
    run = WordsRun(WordsObjective(net, config))
    text_tower.save(run.net, run.objective.words, folder)
    return folder


@pytest.fixture(scope="module")
def clips():
    return to_arrays(
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
def test_alignment_moves_texts_to_their_clips_and_keeps_cosines_among_texts(
    net, tower_folder, clips, kind
):
    before, config = model(kind=kind), align.AlignConfig(steps=40, others=16)
    aligned = align.align(before, tower_folder, clips, net, config)
    assert aligned.prompts == replace(before.prompts, meaning=True)
    assert aligned.calibration == before.calibration
    pose = a_pose(9).usable()
    assert_allclose(aligned.raw_poses([pose]), before.raw_poses([pose]))
    poses = aligned.embed_poses([a_pose(seed).usable() for seed in range(len(GLOSSES))])
    nearest = (aligned.raw_texts(aligned.prompts.of(GLOSSES, "ase")) @ poses.T).argmax(axis=1)
    assert nearest.tolist() == list(range(len(GLOSSES)))

    tower, pieces = text_tower.load(tower_folder)
    network = SignClip(replace(aligned.network.config, text=tower.config))
    network.text.load_state_dict(tower.state_dict())
    texts = ["dog", "physician", "an insect that makes honey"]
    old = unit(SignClipEncoder("old", network, pieces, Calibration()).raw_texts(texts))
    new = unit(aligned.raw_texts(texts))
    assert_allclose(new @ new.T, old @ old.T, atol=0.2)


def test_a_saved_model_with_words_opens_unchanged(net, tower_folder, clips, tmp_path):
    config = align.AlignConfig(steps=1, others=4)
    aligned = align.align(model(), tower_folder, clips, net, config)
    aligned.save(tmp_path)
    opened = SignClipEncoder.open(tmp_path)
    assert opened.prompts.meaning
    assert opened.vocabulary == aligned.vocabulary
    assert_allclose(opened.raw_texts(["a dog"]), aligned.raw_texts(["a dog"]), atol=0.05)
    again = align.align(model(), tmp_path, clips, net, config)  # the tower of a model
    assert again.vocabulary == aligned.vocabulary
    assert again.prompts.meaning


def test_the_rotation_of_a_tower_keeps_all_cosines(net, tower_folder, clips):
    tower, pieces = text_tower.load(tower_folder)
    objective = align.AlignObjective(model(), pieces, clips, net, align.AlignConfig())
    texts = [*GLOSSES, "physician"]

    def cosines(net: Tower):
        with torch.inference_mode():
            vectors = text_tower.embed(net, objective.tokens, texts)
            rows = torch.nn.functional.normalize(vectors, dim=-1)
        return (rows @ rows.T).numpy()

    before = cosines(tower)
    align.rotate(tower, objective)
    assert_allclose(cosines(tower), before, atol=1e-4)


def test_words_and_poses_of_different_lengths_raise_model_error(net, tower_folder, clips):
    with pytest.raises(ModelError, match="differ in length"):
        align.align(model(outputs=12), tower_folder, clips, net)


def test_recall_counts_lines_with_a_right_gloss_among_the_first_eight(tmp_path):
    table = tmp_path / "queries.csv"
    table.write_text("text,glosses\nfarewell,bye|adieu\ngratitude,hello\nnot there,house\n")
    where = with_starter(tmp_path)
    with Dictionary(where, CombinedLibrary.open(where), lambda name: Knowing()) as dictionary:
        figures = semantic.recall(Knowing(), dictionary, table)
    assert figures["r@8"] == pytest.approx(2 / 3)
    assert figures["r@1"] == pytest.approx(1 / 3)
    assert (figures["words"], figures["phrases"], figures["asked"]) == (1, 0, 3)
    assert 0 <= figures["auc present"] <= 1


def test_cosines_that_say_nothing_have_an_auc_of_one_half():
    assert semantic.auc([0.9, 0.8], [0.1, 0.2]) == 1
    assert semantic.auc([0.1, 0.9], [0.5]) == 0.5
    assert semantic.auc([0.5], [0.5]) == semantic.auc([], [0.5]) == 0.5


def test_the_hundred_lines_name_glosses_of_the_starter_and_share_no_word_with_them(tmp_path):
    with semantic.QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open_dictionary(Paths.standard(tmp_path)) as dictionary:
        glosses = {sign.gloss for sign in dictionary.signs(limit=100_000)}
    assert len(rows) == len({row["text"] for row in rows}) == 100
    for row in rows:
        right = row["glosses"].split("|")
        assert set(right) <= glosses
        assert not {*row["text"].lower().split()} & {w for g in right for w in g.lower().split()}


def test_the_bundled_model_finds_glosses_by_meaning(tmp_path):
    where = Paths.standard(tmp_path)
    encoder = SignClipEncoder.open(where.model)
    assert encoder.prompts.meaning
    with semantic.QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with Dictionary(where, CombinedLibrary.open(where), lambda name: encoder) as dictionary:
        assert semantic.recall(encoder, dictionary)["r@8"] >= LEAST
        # the table names glosses of these languages only
        found = [dictionary.find(row["text"], ["ase", "ins", "psp"]) for row in rows]
    right = [bool({match.sign.gloss for match in matches} & {*row["glosses"].split("|")})
             for matches, row in zip(found, rows, strict=True)]  # fmt: skip
    assert np.mean(right) >= LEAST
