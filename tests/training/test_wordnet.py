"""From WordNet's files to a text tower: meanings, the word space, paraphrases, training."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from numpy.testing import assert_allclose

from signdict.core.errors import ManifestError, ModelError
from signdict.model.encoder import tokenizer
from tests.support.wordnet import MEANINGS, write
from training.words import __main__, paraphrase, pieces, text_tower
from training.words.text_tower import WordsConfig, WordsObjective, WordsRun
from training.words.wordnet import WordNet
from training.words.wordspace import WordSpace, cosines

TINY = WordsConfig(steps=3, meanings=8, family=2, phrases=3, whole=30, parts=60, save_every=1)


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    return WordNet(write(tmp_path_factory.mktemp("wordnet")))


@pytest.fixture(scope="module")
def space(net):
    return WordSpace(net)


def similarity(space, text, other):
    return float(cosines(space.mixed([space.parts(text), space.parts(other)]))[0, 1])


def test_a_meaning_has_words_a_definition_examples_and_relations(net):
    dog = net.synsets[net.senses["dog"][0].synset]
    assert dog.words == ("dog", "domestic dog")
    assert dog.definition == "a loyal animal that barks"
    assert dog.examples == ("the dog barked",)
    assert [(kind, net.synsets[other].words[0]) for kind, other in dog.pointers] == [
        ("@", "animal")
    ]
    assert len(net.synsets) == len(MEANINGS)


def test_senses_have_ranks_and_counts_of_tagged_occurrences(net):
    assert [(sense.rank, sense.count) for sense in net.senses["dog"]] == [(0, 40), (1, 0)]
    assert "dr." in net.senses
    assert "brave" in net.senses  # without its syntactic marker


@pytest.mark.parametrize(
    ("form", "word"),
    [("bees", "bee"), ("taught", "teach"), ("healing", "heal"), ("dog", "dog"), ("xyz", "xyz")],
)
def test_the_stem_of_a_form_is_its_word(net, form, word):
    assert net.stem(form) == word


def test_a_missing_or_damaged_wordnet_raises_manifest_error(tmp_path):
    with pytest.raises(ManifestError, match="No WordNet found"):
        WordNet(tmp_path / "nowhere")
    write(tmp_path)
    (tmp_path / "data.noun").write_text("00000000 03 n zz\n")
    with pytest.raises(ManifestError, match="cannot be read"):
        WordNet(tmp_path)


def test_synonyms_are_nearest_and_related_words_nearer_than_others(space):
    assert similarity(space, "physician", "doctor") > 0.9
    assert similarity(space, "hound", "dog") > similarity(space, "hound", "teacher")
    assert similarity(space, "insect that makes honey", "bee") > similarity(
        space, "insect that makes honey", "doctor"
    )


def test_rows_have_unit_length_and_are_reproducible(net, space):
    length = np.sqrt((space.rows**2).sum(axis=1))
    assert_allclose(length[length > 0], 1, atol=1e-5)
    assert abs(WordSpace(net).rows - space.rows).max() == 0


def test_a_text_without_content_words_has_no_parts(space):
    assert space.parts("of the 🦄") == {}
    assert not space.mixed([{}]).nnz


def test_tags_and_frequent_words_are_one_piece_and_any_word_has_pieces(net):
    counts, tags = pieces.frequencies(net), ["<en>", "<ase>"]
    words = pieces.vocabulary(counts, tags, whole=5, parts=60)
    assert words == pieces.vocabulary(counts, tags, whole=5, parts=60)
    assert len(words) == len(set(words))
    tokens = tokenizer(words)
    assert tokens.encode("<en> <ase> dog").tokens == ["<en>", "<ase>", "dog"]
    assert "[UNK]" not in tokens.encode("Physicians' zebra, naïve (1)").tokens


def test_both_drawn_texts_have_the_meaning_also_with_tags(space):
    paraphrases = paraphrase.Paraphrases(space, ("<en>",))
    rng = np.random.default_rng(1)
    texts = [text for _ in range(40) for text in paraphrases.two(rng, 4)]
    words = {text.words.removeprefix("<en> <en> ") for text in texts}
    assert {"doctor", "physician", "somebody who heals the sick"} <= words
    assert {text.meaning for text in texts} == {4}
    assert all(text.words and text.parts for text in texts)


def test_the_meanings_of_a_step_are_different(space):
    paraphrases = paraphrase.Paraphrases(space, ())
    meanings = paraphrases.meanings(np.random.default_rng(2), 6, 2)
    assert len(set(meanings)) == 6


def test_equal_cosines_have_no_divergence():
    unit = torch.nn.functional.normalize(torch.randn(6, 4), dim=-1)
    same = text_tower.follow(unit, unit @ unit.T, 0.1, 0.1)
    assert float(same) == pytest.approx(0, abs=1e-5)
    assert float(text_tower.follow(unit, unit.flip(0) @ unit.flip(0).T, 0.1, 0.1)) > 0.1


@pytest.mark.slow
def test_a_resumed_run_gives_identical_results(net, tmp_path):
    whole = WordsRun(WordsObjective(net, TINY))
    losses = [whole.step() for _ in range(3)]
    first = WordsRun(WordsObjective(net, TINY))
    assert [first.step(), first.step()] == losses[:2]
    first.save(tmp_path / "checkpoint.pt")
    second = WordsRun(WordsObjective(net, TINY))
    second.resume(tmp_path / "checkpoint.pt")
    assert second.step() == losses[2]
    for weight, other in zip(whole.net.parameters(), second.net.parameters(), strict=True):
        assert torch.equal(weight, other)


@pytest.mark.slow
def test_a_tower_learns_synonyms(net, tmp_path):
    config = WordsConfig(
        steps=60, meanings=10, family=2, phrases=4, whole=80, parts=60, warmup=5, average=0.9
    )
    run = WordsRun(WordsObjective(net, config))
    before = run.step()
    while run.done < config.steps:
        after = run.step()
    assert after < 0.7 * before
    words = run.objective.words
    text_tower.save(run.mean.module, words, tmp_path / "words")
    tower, vocabulary = text_tower.load(tmp_path / "words")
    assert vocabulary == words
    with torch.inference_mode():
        texts = ["physician", "doctor", "bee", "<en> <ase> physician"]
        vectors = text_tower.embed(tower, run.objective.tokens, texts)
        unit = torch.nn.functional.normalize(vectors, dim=-1)
    similarities = unit @ unit.T
    assert similarities[0, 1] > similarities[0, 2] + 0.3
    assert similarities[0, 3] > 0.8


def test_a_checkpoint_of_another_run_raises_model_error(net, tmp_path):
    WordsRun(WordsObjective(net, TINY)).save(tmp_path / "checkpoint.pt")
    other = WordsRun(WordsObjective(net, replace(TINY, seed=2)))
    with pytest.raises(ModelError, match="of another run"):
        other.resume(tmp_path / "checkpoint.pt")


def test_the_command_trains_a_tower(tmp_path, monkeypatch):
    monkeypatch.setattr(__main__, "WordsConfig", lambda **options: replace(TINY, **options))
    folder = write(tmp_path / "wordnet")
    arguments = ["--wordnet", folder, "--folder", tmp_path / "out", "--steps", "1"]
    ran = CliRunner().invoke(__main__.main, [str(argument) for argument in arguments])
    assert ran.exit_code == 0, ran.output
    assert "step 1/1" in ran.output
    _, words = text_tower.load(tmp_path / "out")
    assert "dog" in words


def test_the_command_reports_a_missing_wordnet(tmp_path):
    ran = CliRunner().invoke(__main__.main, ["--wordnet", str(tmp_path / "nowhere")])
    assert ran.exit_code == 2
    assert "No WordNet found" in ran.output
