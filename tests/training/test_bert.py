"""Towers that begin with BERT's weights: safetensors and torch files, and what is rejected."""

import json
import pickle
from collections import OrderedDict

import pytest
import safetensors.torch
import torch
from click.testing import CliRunner

from signdict.core.errors import ManifestError, ModelError
from signdict.model.checkpoint import mapping
from signdict.model.network import NetworkConfig, SignClip, TowerConfig
from tests.support.checkpoints import TINY, WORDS, drawn
from tests.training.support import log_of, write_manifest
from training.train import __main__, presets, runs
from training.train.bert import PublishedBert

PIECES = WORDS.split()
TEXT = "text_encoder."
CONFIG = {
    "model_type": "bert", "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
    "intermediate_size": 24, "max_position_embeddings": 512,
}  # fmt: skip


def weights(old=False):
    """A small BERT as it is published: names with a prefix, and the head of its training."""
    named = {
        f"bert.{name.removeprefix(TEXT)}": drawn(name, *shape)
        for name, shape in mapping.published(TINY).items()
        if name.startswith(TEXT)
    }
    named["cls.predictions.bias"] = torch.zeros(len(PIECES))
    if old:
        pairs = ((".LayerNorm.weight", ".LayerNorm.gamma"), (".LayerNorm.bias", ".LayerNorm.beta"))
        for new, former in pairs:
            named = {name.replace(new, former): part for name, part in named.items()}
    return OrderedDict(named)


def safe(folder, state):
    safetensors.torch.save_file(dict(state), folder / "model.safetensors")


def zipped(folder, state):
    torch.save(state, folder / "pytorch_model.bin")


def legacy(folder, state):
    torch.save(state, folder / "pytorch_model.bin", _use_new_zipfile_serialization=False)


def a_bert(folder, write=safe, state=None, config=CONFIG, words=WORDS):
    folder.mkdir(exist_ok=True)
    write(folder, weights() if state is None else state)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "vocab.txt").write_text(words)
    return folder


def a_net(words=108, pose=None, text=None):
    sizes = {"width": 16, "layers": 2, "heads": 2, "inner": 24, "dropout": 0.0}
    pose = TowerConfig(**sizes | {"longest": 20} | (pose or {}))
    text = {"stem": "words", "inputs": words, "longest": 9, "end_is_fixed": False} | (text or {})
    return SignClip(NetworkConfig(pose, TowerConfig(**sizes | text)))


@pytest.mark.parametrize("write", [safe, zipped, legacy])
@pytest.mark.parametrize("old", [False, True])
def test_both_towers_begin_with_the_weights(tmp_path, write, old):
    net = a_net()
    stem = net.pose.stem.linear1.weight.clone()
    bert = PublishedBert.read(a_bert(tmp_path / "bert", write, weights(old=old)))
    assert bert.begin(net, PIECES) == len(PIECES)
    state, published = net.state_dict(), weights()
    for tower in ("pose", "text"):
        for place, name in enumerate(("query", "key", "value")):
            rows = slice(16 * place, 16 * place + 16)
            theirs = published[f"bert.encoder.layer.1.attention.self.{name}.weight"]
            ours = state[f"{tower}.layers.layers.1.self_attn.in_proj_weight"]
            assert torch.equal(ours[rows], theirs)
        norm = published["bert.encoder.layer.0.output.LayerNorm.weight"]
        assert torch.equal(state[f"{tower}.layers.layers.0.norm2.weight"], norm)
        norm = published["bert.embeddings.LayerNorm.bias"]
        assert torch.equal(state[f"{tower}.norm.bias"], norm)
        kinds = published["bert.embeddings.token_type_embeddings.weight"]
        assert torch.equal(state[f"{tower}.kind"], kinds[0])
        words = published["bert.embeddings.word_embeddings.weight"]
        assert torch.equal(state[f"{tower}.marks"], words[101:103])
        places = published["bert.embeddings.position_embeddings.weight"]
        assert torch.equal(state[f"{tower}.positions"], places[: len(state[f"{tower}.positions"])])
    assert torch.equal(state["text.stem.weight"], words)
    assert torch.equal(net.pose.stem.linear1.weight, stem)


def test_a_word_piece_begins_with_the_row_of_the_same_piece(tmp_path):
    words = ["[PAD]", "[UNK]", "house", "<ase>", "w7", "##x"]
    net = a_net(len(words))
    assert PublishedBert.read(a_bert(tmp_path / "bert")).begin(net, words) == 4
    rows = weights()["bert.embeddings.word_embeddings.weight"]
    ours = net.state_dict()["text.stem.weight"]
    for place in (0, 1, 2, 4):
        assert torch.equal(ours[place], rows[PIECES.index(words[place])])
    new = ours[[3, 5]]
    assert not (new[:, None] == rows).all(dim=-1).any()
    assert 0.3 < float(new.std() / rows.std()) < 3


def test_a_tower_of_fewer_layers_begins_with_the_first_ones(tmp_path):
    net = a_net(pose={"layers": 1})
    PublishedBert.read(a_bert(tmp_path / "bert")).begin(net, PIECES)
    theirs = weights()["bert.encoder.layer.0.intermediate.dense.weight"]
    assert torch.equal(net.state_dict()["pose.layers.layers.0.linear1.weight"], theirs)


def without(name):
    return OrderedDict((key, part) for key, part in weights().items() if name not in key)


def with_part(name, part):
    return weights() | {name: part}


DENSE = "bert.encoder.layer.1.output.dense.weight"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"state": without("layer.1.output.dense.bias")}, r"lack encoder\.layer\.1\.output\.dense"),
        ({"state": without("word_embeddings")}, "lack embeddings.word_embeddings"),
        ({"state": with_part(DENSE, torch.zeros(16, 23))}, r"other shapes .*linear2\.weight"),
        ({"state": with_part(DENSE, torch.zeros(15, 24))}, "fewer than 16 rows"),
        ({"state": with_part(DENSE, torch.zeros(()))}, "fewer than 16 rows"),
        ({"state": with_part(DENSE, torch.full((16, 24), torch.nan))}, "not finite"),
        ({"words": WORDS + "more\n"}, "fewer than 109 rows"),
        ({"words": WORDS.removesuffix("house\n")}, "107 word pieces, and the weights have 108"),
        ({"words": WORDS.replace("[CLS]", "cls")}, r"lacks \[CLS\]"),
        ({"config": CONFIG | {"model_type": "roberta"}}, "config.json says roberta"),
        ({"config": {}}, "config.json of bert is not of a BERT"),
        ({"config": []}, "config.json says no model"),
        ({"config": CONFIG | {"hidden_size": 8}}, "pose tower .* width 16, not 8"),
        ({"config": CONFIG | {"num_attention_heads": 4}}, "heads 2, not 4"),
        ({"config": CONFIG | {"intermediate_size": 48}}, "inner 24, not 48"),
        ({"config": CONFIG | {"num_hidden_layers": 1}}, "layers 2, more than 1"),
        ({"config": CONFIG | {"max_position_embeddings": 12}}, "longest 20, more than 10"),
    ],
)
def test_a_bert_that_does_not_fit_is_one_sentence(tmp_path, changed, message):
    net = a_net()
    before = {name: part.clone() for name, part in net.state_dict().items()}
    with pytest.raises(ModelError, match=message) as error:
        PublishedBert.read(a_bert(tmp_path / "bert", **changed)).begin(net, PIECES)
    assert error.value.message.count(". ") == 0
    assert all(torch.equal(before[name], part) for name, part in net.state_dict().items())


def test_a_tower_of_another_architecture_does_not_begin_with_bert(tmp_path):
    with pytest.raises(ModelError, match=r"text tower .* normalise first"):
        PublishedBert.read(a_bert(tmp_path / "bert")).begin(
            a_net(text={"norm_first": True}), PIECES
        )


def test_a_vocabulary_without_any_of_the_pieces_is_one_sentence(tmp_path):
    with pytest.raises(ModelError, match="No word piece of this run is one of bert"):
        PublishedBert.read(a_bert(tmp_path / "bert")).begin(a_net(2), ["x", "y"])


class Malicious:
    def __reduce__(self):
        return (open, ("executed", "w"))


@pytest.mark.parametrize("write", [zipped, legacy])
def test_nothing_in_a_torch_file_is_executed(tmp_path, write, monkeypatch):
    monkeypatch.chdir(tmp_path)
    state = weights() | {"extra": Malicious()}
    bert = PublishedBert.read(a_bert(tmp_path / "bert", write, state))
    assert bert.begin(a_net(), PIECES) == len(PIECES)
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize("write", [safe, zipped, legacy])
@pytest.mark.parametrize("size", [0, 40, 3000, 20_000])
def test_a_short_file_is_one_sentence(tmp_path, write, size):
    folder = a_bert(tmp_path / "bert", write)
    (path,) = (file for file in folder.iterdir() if file.suffix in (".safetensors", ".bin"))
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(ModelError) as error:
        PublishedBert.read(folder)
    assert path.name in error.value.message
    assert error.value.message.count(". ") == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "is a web page"),
        (pickle.dumps({"a": 1}), "is a bare pickle"),
        (b"anything", "is not a checkpoint"),
    ],
)
def test_another_file_in_place_of_the_weights_is_one_sentence(tmp_path, content, message):
    folder = a_bert(tmp_path / "bert", zipped)
    (folder / "pytorch_model.bin").write_bytes(content)
    with pytest.raises(ModelError, match=message) as error:
        PublishedBert.read(folder)
    assert "Give the folder of a BERT model" in error.value.hint


def test_a_folder_without_its_files_is_one_sentence(tmp_path):
    folder = a_bert(tmp_path / "bert")
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"neither model\.safetensors nor pytorch_model\.bin"):
        PublishedBert.read(folder)
    for name in ("vocab.txt", "config.json"):
        (folder / name).unlink()
        with pytest.raises(ModelError, match=f"bert has no readable {name}"):
            PublishedBert.read(folder)


@pytest.fixture
def command(tmp_path):
    rows = [(f"{n}.pose", f"w{n % 3}", "ase", "", "") for n in range(6)]
    small = [part for tower in ("pose", "text") for name in ("width=16", "layers=2", "heads=2",
             "inner=24") for part in ("--set", f"{tower}.{name}")]  # fmt: skip
    return ["--preset", "signclip-e4", *small, "--steps", "1", "--set", "batch=6",
            "--manifest", str(write_manifest(tmp_path, rows)),
            "--folder", str(tmp_path / "run")]  # fmt: skip


def test_the_command_begins_with_bert_and_its_word_pieces(tmp_path, command):
    folder = a_bert(tmp_path / "bert")
    ran = CliRunner().invoke(__main__.main, [*command, "--bert", str(folder)])
    assert ran.exit_code == 0, ran.output
    assert f"{len(PIECES)} of {len(PIECES)} word pieces begin with those of BERT" in ran.output
    model = tmp_path / "run" / "model"
    assert (model / "vocab.txt").read_text() == WORDS
    card = (model / "README.md").read_text()
    assert "Both towers began with the weights of BERT in `bert`." in card
    assert "--bert bert" in card
    (folder / "model.safetensors").unlink()  # a run that has a checkpoint does not need it
    assert CliRunner().invoke(__main__.main, [*command, "--bert", str(folder)]).exit_code == 0
    assert [row["step"] for row in log_of(tmp_path / "run")] == ["1"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--bert", "nothing"], "No such folder: nothing."),
        (["--bert", "bert", "--from", "bert"], "A run begins with one set of weights."),
        (["--bert", "bert", "--set", "pose.width=32"], "width 32, not 16"),
    ],
)
def test_the_command_reports_a_wrong_bert(tmp_path, command, options, message, monkeypatch):
    monkeypatch.chdir(tmp_path)
    a_bert(tmp_path / "bert")
    ran = CliRunner().invoke(__main__.main, [*command, *options])
    assert ran.exit_code == 2
    assert message in ran.output
    assert not (tmp_path / "run").exists()


def test_weights_of_a_model_and_of_bert_exclude_each_other(tmp_path):
    materials = runs.Materials(None, None, None, tmp_path, tmp_path, tmp_path, None, bert=tmp_path)
    with pytest.raises(ManifestError, match="one set of weights"):
        runs.prepare(presets.read("signclip-e4"), materials)
