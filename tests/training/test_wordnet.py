"""From WordNet's files to a text tower: meanings, where they stand, what is typed for them."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from numpy.testing import assert_allclose

from signdict.core.errors import ManifestError, ModelError
from signdict.model.encoder import tokenizer
from tests.support.wordnet import MEANINGS, write
from training.words import __main__, paraphrase, pieces
from training.words.wordnet import WordNet
from training.words.wordspace import Space, alike

TINY = __main__.WordsConfig(
    steps=3, meanings=8, family=2, phrases=3, whole=30, parts=60, save_every=1
)


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    return WordNet(write(tmp_path_factory.mktemp("wordnet")))


@pytest.fixture(scope="module")
def space(net):
    return Space(net)


def clip_search(space, one, other):
    return float(alike(space.mixed([space.parts(one), space.parts(other)]))[0, 1])


def test_a_meaning_has_words_a_definition_examples_and_relations(net):
    dog = net.synsets[net.senses["dog"][0].synset]
    assert dog.words == ("dog", "domestic dog")
    assert dog.definition == "a loyal animal that barks"
    assert dog.examples == ("the dog barked",)
    assert [(kind, net.synsets[other].words[0]) for kind, other in dog.pointers] == [
        ("@", "animal")
    ]
    assert len(net.synsets) == len(MEANINGS)


def test_senses_come_by_how_usual_they_are_with_how_often_they_were_tagged(net):
    assert [(sense.rank, sense.count) for sense in net.senses["dog"]] == [(0, 40), (1, 0)]
    assert "dr." in net.senses
    assert "brave" in net.senses  # without the mark that it stands behind a noun


@pytest.mark.parametrize(
    ("form", "word"),
    [("bees", "bee"), ("taught", "teach"), ("healing", "heal"), ("dog", "dog"), ("xyz", "xyz")],
)
def test_forms_lead_to_their_word(net, form, word):
    assert net.stem(form) == word


def test_a_missing_and_a_damaged_wordnet_are_told(tmp_path):
    with pytest.raises(ManifestError, match="There is no WordNet"):
        WordNet(tmp_path / "nowhere")
    write(tmp_path)
    (tmp_path / "data.noun").write_text("00000000 03 n zz\n")
    with pytest.raises(ManifestError, match="cannot be read"):
        WordNet(tmp_path)


def test_words_of_one_meaning_are_nearest_and_near_meanings_nearer_than_others(space):
    assert clip_search(space, "physician", "doctor") > 0.9
    assert clip_search(space, "hound", "dog") > clip_search(space, "hound", "teacher")
    assert clip_search(space, "insect that makes honey", "bee") > clip_search(
        space, "insect that makes honey", "doctor"
    )


def test_rows_are_of_unit_length_and_the_same_every_time(net, space):
    length = np.sqrt((space.rows**2).sum(axis=1))
    assert_allclose(length[length > 0], 1, atol=1e-5)
    assert abs(Space(net).rows - space.rows).max() == 0


def test_a_text_without_a_word_is_made_of_nothing(space):
    assert space.parts("of the 🦄") == {}
    assert not space.mixed([{}]).nnz


def test_tags_and_usual_words_are_one_piece_and_every_word_can_be_read(net):
    made = pieces.vocabulary(pieces.usual(net), ["<en>", "<ase>"], whole=5, parts=60)
    assert made == pieces.vocabulary(pieces.usual(net), ["<en>", "<ase>"], whole=5, parts=60)
    assert len(made) == len(set(made))
    read = tokenizer(made)
    assert read.encode("<en> <ase> dog").tokens == ["<en>", "<ase>", "dog"]
    assert "[UNK]" not in read.encode("Physicians' zebra, naïve (1)").tokens


def test_two_texts_are_drawn_of_a_meaning_and_tags_mean_nothing(space):
    drawn = paraphrase.Paraphrases(space, ("<en>",))
    rng = np.random.default_rng(1)
    texts = [text for _ in range(40) for text in drawn.two(rng, 4)]
    said = {text.words.removeprefix("<en> <en> ") for text in texts}
    assert {"doctor", "physician", "somebody who heals the sick"} <= said
    assert {text.meaning for text in texts} == {4}
    assert all(text.words and text.parts for text in texts)


def test_meanings_of_a_step_are_different_and_some_are_near_each_other(space):
    drawn = paraphrase.Paraphrases(space, ())
    chosen = drawn.meanings(np.random.default_rng(2), 6, 2)
    assert len(set(chosen)) == 6


def test_cosines_that_are_followed_cost_least():
    unit = torch.nn.functional.normalize(torch.randn(6, 4), dim=-1)
    same = __main__.follow(unit, unit @ unit.T, 0.1, 0.1)
    assert float(same) == pytest.approx(0, abs=1e-5)
    assert float(__main__.follow(unit, unit.flip(0) @ unit.flip(0).T, 0.1, 0.1)) > 0.1


@pytest.mark.slow
def test_a_run_goes_on_where_it_stopped_to_the_bit(net, tmp_path):
    whole = __main__.WordsRun(__main__.WordsObjective(net, TINY))
    losses = [whole.step() for _ in range(3)]
    first = __main__.WordsRun(__main__.WordsObjective(net, TINY))
    assert [first.step(), first.step()] == losses[:2]
    first.save(tmp_path / "checkpoint.pt")
    second = __main__.WordsRun(__main__.WordsObjective(net, TINY))
    second.resume(tmp_path / "checkpoint.pt")
    assert second.step() == losses[2]
    for one, other in zip(whole.net.parameters(), second.net.parameters(), strict=True):
        assert torch.equal(one, other)


@pytest.mark.slow
def test_a_tower_learns_which_words_mean_the_same(net, tmp_path):
    how = __main__.WordsConfig(
        steps=60, meanings=10, family=2, phrases=4, whole=80, parts=60, warmup=5, average=0.9
    )
    run = __main__.WordsRun(__main__.WordsObjective(net, how))
    before = run.step()
    while run.done < how.steps:
        after = run.step()
    assert after < 0.7 * before
    __main__.save(run.mean.module, run.lesson.words, tmp_path / "words")
    tower, vocabulary = __main__.opened(tmp_path / "words")
    assert vocabulary == run.lesson.words
    with torch.inference_mode():
        texts = ["physician", "doctor", "bee", "<en> <ase> physician"]
        unit = torch.nn.functional.normalize(__main__.read(tower, run.lesson.tokens, texts), dim=-1)
    cosines = unit @ unit.T
    assert cosines[0, 1] > cosines[0, 2] + 0.3
    assert cosines[0, 3] > 0.8


def test_a_checkpoint_of_another_run_is_told(net, tmp_path):
    __main__.WordsRun(__main__.WordsObjective(net, TINY)).save(tmp_path / "checkpoint.pt")
    other = __main__.WordsRun(__main__.WordsObjective(net, replace(TINY, seed=2)))
    with pytest.raises(ModelError, match="of another run"):
        other.resume(tmp_path / "checkpoint.pt")


def test_the_command_writes_a_tower_or_says_what_is_missing(tmp_path):
    told = CliRunner().invoke(__main__.main, ["--wordnet", str(tmp_path / "nowhere")])
    assert told.exit_code == 2
    assert "There is no WordNet" in told.output
