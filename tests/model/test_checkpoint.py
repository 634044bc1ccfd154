"""Published checkpoints: conversion, rejected files, and that failures leave nothing behind."""

import builtins
import errno
import gc
import json
import os
import pickle
import shutil
import tracemalloc
import zipfile
from collections import OrderedDict
from dataclasses import asdict, replace

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from safetensors import safe_open

from signdict.core.errors import ModelError, WriteError
from signdict.model import modelfiles
from signdict.model.checkpoint import convert as checkpoint
from signdict.model.checkpoint import mapping, unpickler
from signdict.model.checkpoint.convert import Settings, convert
from signdict.model.checkpoint.mapping import PREFIX, Sizes
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig
from tests.support.checkpoints import (
    TINY,
    WORDS,
    another,
    content,
    drawn,
    vocabulary,
    weights,
    write,
)
from tests.support.fakes import a_pose
from tests.support.steps import result_of

FRAMES = "video_encoder.videomlp.linear1.weight"


def converted(path, folder, what=None, words=WORDS):
    result_of(convert(path, vocabulary(path.parent, words), folder, what or Settings(), TINY))
    return folder


def refused(path, folder, message, error=ModelError, **what):
    """Return the error of a rejected file, which has one sentence and leaves nothing behind."""
    with pytest.raises(error, match=message) as problem:
        converted(path, folder, **what)
    assert problem.value.message.count(". ") == 0
    assert not [one for one in folder.parent.iterdir() if one.is_dir()]
    return problem.value


@pytest.fixture
def good(tmp_path):
    return write(tmp_path / "good.pt")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "model"


def test_published_tensors_match_the_network():
    ours = json.loads(json.dumps(asdict(NetworkConfig())))
    assert mapping.network(Sizes(), {"pose": 256, "text": 61}) == ours
    assert len(mapping.published(Sizes())) == 404
    assert sum(np.prod(shape) for shape in mapping.published(Sizes()).values()) == 217_681_152


def test_a_converted_checkpoint_opens(good, folder):
    made = SignClipEncoder.open(converted(good, folder))
    assert made.name == "model"
    assert made.dimensions == 16
    assert (len(made.prompts.signs), made.prompts.spoken) == (41, ("en",))
    assert np.isfinite(made.raw_poses([a_pose(1)])).all()
    state = made.network.state_dict()
    name = "text_encoder.encoder.layer.1.attention.self.key.weight"
    kept = state["text.layers.layers.1.self_attn.in_proj_weight"][16:32]
    assert torch.equal(kept, drawn(name, 16, 16))
    words = drawn("video_encoder.bert.embeddings.word_embeddings.weight", TINY.words, 16)
    assert torch.equal(state["pose.marks"], words[101:103])
    assert state["pose.positions"].shape == (258, 16)


#: A small FingerCLIP: the right hand alone, and a pose tower of fewer layers.
FINGERS = replace(TINY, inputs=63, pose_layers=1)


def test_a_checkpoint_of_fingerclip_opens(tmp_path, folder):
    path = write(tmp_path / "a.pt", weights(FINGERS))
    result_of(convert(path, vocabulary(tmp_path), folder, Settings(), FINGERS))
    made = SignClipEncoder.open(folder)
    config = made.network.config
    assert (config.features, config.pose.inputs) == ("right hand", 63)
    assert (config.pose.layers, config.text.layers) == (1, 2)
    assert (config.pose.longest, config.text.longest) == (128, 93)
    letter = made.prompts.of(["A"], "gsg")
    assert letter == ["Fingerspell the letter A in German Sign Language."]
    assert made.prompts.signs == ("gsg",)
    assert np.isfinite(made.raw_poses([a_pose(1, frames=200)])).all()
    card = (folder / "README.md").read_text()
    assert "FingerCLIP" in card
    assert "of 1 layers, a text tower of 2" in card
    assert "128 frames at once" in card


def test_the_architecture_is_that_which_a_checkpoint_resembles():
    def stored(sizes):
        layers = range(sizes.depth("pose"))
        names = [f"{PREFIX}video_encoder.bert.encoder.layer.{number}.x" for number in layers]
        table = unpickler.Storage("0", "FloatStorage", 1)
        frames = unpickler.Tensor(table, 0, (768, sizes.inputs), (1, 1))
        return {"model": dict.fromkeys(names, frames) | {PREFIX + FRAMES: frames}}

    for sizes in (Sizes(), Sizes(pose_layers=6), mapping.FINGERCLIP):
        assert mapping.sizes_of(stored(sizes)) == sizes
    for other in (None, {}, {"model": None}, {"model": {"a": 1}}, stored(Sizes(inputs=534))):
        assert mapping.sizes_of(other) == Sizes()


def test_fingerclip_has_the_published_number_of_weights():
    """Half of the pose tower's layers, 63 numbers per frame, and the words of the uncased BERT."""
    count = sum(np.prod(shape) for shape in mapping.published(mapping.FINGERCLIP).values())
    less = 6 * 7_087_872 + 768 * (609 - 63)
    assert count == 217_681_152 - less + 2 * 768 * (30_522 - 28_996)


def test_the_vocabulary_of_fingerclip_is_named(tmp_path, folder):
    path = write(tmp_path / "a.pt", weights(FINGERS))
    words = vocabulary(tmp_path, "[PAD]\n")
    with pytest.raises(ModelError, match="not the vocabulary") as error:
        result_of(convert(path, words, folder, Settings()))
    assert "bert-base-uncased: 30,522 lines" in error.value.hint


def test_only_used_tensors_are_stored(good, folder):
    with safe_open(converted(good, folder) / modelfiles.WEIGHTS, "np") as file:
        names = set(file.keys())
        assert file.get_slice("pose.marks").get_shape() == [2, 16]
    assert not [name for name in names if "pooler" in name]
    assert names == set(SignClipEncoder.open(folder).network.state_dict())


@pytest.mark.parametrize(("half", "kind"), [(True, "F16"), (False, "F32")])
def test_half_precision_is_used_only_if_it_is_exact(tmp_path, folder, half, kind):
    path = write(tmp_path / "a.pt", weights(half=half))
    with safe_open(converted(path, folder) / modelfiles.WEIGHTS, "np") as file:
        assert {file.get_slice(name).get_dtype() for name in file.keys()} == {kind}  # noqa: SIM118
    stored = SignClipEncoder.open(folder).network.state_dict()
    name = "video_encoder.videomlp.linear1.weight"
    assert torch.equal(stored["pose.stem.linear1.weight"], weights(half=half)[PREFIX + name])


def test_one_value_that_half_precision_would_change_keeps_single_precision(tmp_path, folder):
    model = weights(half=True)
    model[PREFIX + "text_encoder.embeddings.LayerNorm.bias"][3] = 70_000
    with safe_open(
        converted(write(tmp_path / "a.pt", model), folder) / modelfiles.WEIGHTS, "np"
    ) as f:
        assert f.get_slice("pose.marks").get_dtype() == "F32"


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16])
def test_a_checkpoint_in_another_precision_is_read(tmp_path, folder, kind):
    model = OrderedDict((name, weight.to(kind)) for name, weight in weights().items())
    converted(write(tmp_path / "a.pt", model), folder)
    name = PREFIX + "video_encoder.videomlp.linear2.weight"
    stored = SignClipEncoder.open(folder).network.state_dict()["pose.stem.linear2.weight"]
    assert torch.equal(stored, model[name].float())


def test_views_of_one_storage_and_transposed_tensors_are_read(tmp_path, folder):
    model = weights()
    name = PREFIX + "video_encoder.videomlp.linear2.weight"
    turned = model[name].T.contiguous().T
    assert not turned.is_contiguous()
    model[name] = turned
    both = torch.cat([torch.ones(7), model[PREFIX + "video_encoder.videomlp.linear2.bias"]])
    model[PREFIX + "video_encoder.videomlp.linear2.bias"] = both[7:]
    converted(write(tmp_path / "a.pt", model), folder)
    state = SignClipEncoder.open(folder).network.state_dict()
    assert torch.equal(state["pose.stem.linear2.weight"], turned)
    assert torch.equal(state["pose.stem.linear2.bias"], both[7:])


def test_position_counters_are_omitted(tmp_path, folder):
    model = weights()
    for tower in ("video_encoder.bert", "text_encoder"):
        model[f"{PREFIX}{tower}.embeddings.position_ids"] = torch.arange(512)[None]
    assert converted(write(tmp_path / "a.pt", model), folder).is_dir()


def test_lengths_and_tags_can_be_set(good, folder):
    what = Settings(frames=32, tokens=32, spoken=("de",), signs=("sgg",))
    made = SignClipEncoder.open(converted(good, folder, what))
    assert made.network.config.pose.longest == 32
    assert made.network.config.text.longest == 29
    assert made.network.state_dict()["pose.positions"].shape == (34, 16)
    assert made.prompts.of(["Haus"], "sgg", "de") == ["<de> <sgg> Haus"]
    assert np.isfinite(made.raw_poses([a_pose(1, frames=100)])).all()


@pytest.mark.parametrize("what", [Settings(frames=511), Settings(tokens=3), Settings(tokens=600)])
def test_lengths_beyond_the_positions_raise_model_error(good, folder, what):
    refused(good, folder, "512 positions", what=what)


def test_the_card_describes_the_file(good, folder):
    card = (converted(good, folder) / "README.md").read_text()
    assert modelfiles.checksum(good) in card
    assert "good.pt" in card
    assert "single precision" in card
    assert "CC-BY-NC" in card


def test_memory_holds_one_block_of_the_file(tmp_path, folder):
    path = write(tmp_path / "a.pt", weights(), padding=torch.zeros(8_000_000))
    words = vocabulary(tmp_path)
    gc.collect()
    tracemalloc.start()
    result_of(convert(path, words, folder, Settings(), TINY))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 32e6
    assert peak < 12e6


def test_missing_and_unexpected_names_raise_model_error(tmp_path, folder):
    model = weights()
    del model[PREFIX + "text_encoder.pooler.dense.bias"]
    model[PREFIX + "video_encoder.videomlp.linear3.bias"] = torch.zeros(2)
    message = refused(write(tmp_path / "a.pt", model), folder, "1 missing .*1 unexpected").message
    assert "mmmodel.text_encoder.pooler.dense.bias" in message
    assert "linear3" in message


def test_another_shape_or_type_raises_model_error_with_its_name(tmp_path, folder):
    model = weights()
    name = PREFIX + "text_encoder.encoder.layer.0.output.dense.weight"
    model[name] = model[name][:, :-1]
    refused(
        write(tmp_path / "a.pt", model), folder, r"layer\.0\.output.* 16 x 23 instead of 16 x 24"
    )
    model = weights()
    model[name] = model[name].double()
    refused(write(tmp_path / "b.pt", model), folder, r"of another type .*float64")
    model[name] = "not a tensor"
    refused(write(tmp_path / "c.pt", model), folder, "1 not tensors")


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"layers": 1}, "1 layers instead of 2"),
        ({"inputs": 534}, "534 numbers per frame instead of 609"),
        ({"width": 8}, "8 wide instead of 16"),
        ({"words": 200}, "200 words instead of"),
    ],
)
def test_another_architecture_raises_model_error(tmp_path, folder, sizes, message):
    refused(write(tmp_path / "a.pt", another(**sizes)), folder, f"another architecture.*{message}")


def test_a_projection_is_another_architecture(tmp_path, folder):
    model = weights() | {PREFIX + "video_projection.linear.weight": torch.zeros(16, 16)}
    refused(write(tmp_path / "a.pt", model), folder, "it has a projection")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_values_that_are_not_finite_raise_model_error_with_the_name(tmp_path, folder, value):
    model = weights()
    model[PREFIX + "video_encoder.videomlp.linear1.bias"][0] = value
    refused(write(tmp_path / "a.pt", model), folder, r"not finite.*videomlp\.linear1\.bias")


@pytest.mark.parametrize("model", [{}, OrderedDict(weight=torch.zeros(2)), None, [1], "weights", 3])
def test_a_checkpoint_of_another_program_raises_model_error(tmp_path, folder, model):
    torch.save({"model": model}, tmp_path / "a.pt")
    refused(tmp_path / "a.pt", folder, "not a SignCLIP checkpoint")


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html>Google Drive", "is a web page"),
        (b"\x10\x00\x00\x00\x00\x00\x00\x00{}", "is a safetensors file"),
        (pickle.dumps({"model": 1}), "is a bare pickle"),
        (b"something else", "is not a checkpoint"),
        (b"PK\x03\x04 but no more", "is incomplete"),
    ],
)
def test_a_file_of_another_kind_raises_model_error_with_its_kind(tmp_path, folder, start, message):
    (tmp_path / "a.pt").write_bytes(start)
    refused(tmp_path / "a.pt", folder, message)


def test_a_missing_file_and_a_folder_raise_model_error(tmp_path, folder):
    refused(tmp_path / "none.pt", folder, "No such file")
    (tmp_path / "sub").mkdir()
    with pytest.raises(ModelError, match="is a folder"):
        result_of(convert(tmp_path / "sub", vocabulary(tmp_path), folder, Settings(), TINY))


def test_an_old_torch_format_raises_model_error(tmp_path, folder):
    torch.save({"model": 1}, tmp_path / "a.pt", _use_new_zipfile_serialization=False)
    refused(tmp_path / "a.pt", folder, "torch before 1")


def test_another_zip_archive_raises_model_error(tmp_path, folder):
    with zipfile.ZipFile(tmp_path / "a.pt", "w") as archive:
        archive.writestr("checkpoint.pt", b"x")
    refused(tmp_path / "a.pt", folder, "zip archive, but not a checkpoint")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_file_raises_model_error(good, folder, share):
    whole = good.read_bytes()
    good.write_bytes(whole[: int(len(whole) * share)])
    refused(good, folder, "is incomplete|is damaged")


def test_a_changed_bit_raises_model_error_with_the_name_of_the_tensor(tmp_path, folder):
    path = write(tmp_path / "a.pt")
    whole = bytearray(path.read_bytes())
    inside = drawn("text_encoder.encoder.layer.0.intermediate.dense.weight", 24, 16).numpy()
    at = whole.find(inside.tobytes()) + 100
    whole[at] ^= 1
    path.write_bytes(whole)
    refused(path, folder, r"layer\.0\.intermediate\.dense\.weight do not match their checksum")


@pytest.mark.parametrize("text", ["[PAD]\n", WORDS + "more\n", WORDS.upper()])
def test_another_vocabulary_raises_model_error(good, folder, text):
    problem = refused(good, folder, "not the vocabulary", words=text)
    assert "bert-base-cased" in problem.hint


@pytest.mark.parametrize("text", [WORDS.replace("\n", "\r\n"), WORDS.removesuffix("\n")])
def test_line_ends_of_another_system_do_not_matter(good, folder, text):
    made = SignClipEncoder.open(converted(good, folder, words=text))
    assert made.vocabulary[-1] == "house"


def test_a_missing_vocabulary_raises_model_error(good, tmp_path, folder):
    with pytest.raises(ModelError, match=r"vocabulary .* cannot be read"):
        result_of(convert(good, tmp_path / "none.txt", folder, Settings(), TINY))


def test_a_full_disk_leaves_nothing_behind(good, folder, monkeypatch):
    plain = checkpoint._blocks
    count = iter(range(10_000))

    def full(*what):
        if next(count) > 80:  # all parts were looked through, some are written
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return plain(*what)

    monkeypatch.setattr(checkpoint, "_blocks", full)
    assert "Free about 1 GB" in refused(good, folder, "The disk is full", WriteError).hint


def test_stopping_at_any_step_leaves_nothing_behind(good, folder):
    words = vocabulary(folder.parent)
    count = len(list(convert(good, words, folder, Settings(), TINY)))
    shutil.rmtree(folder)
    for stop in range(0, count, 37):
        steps = convert(good, words, folder, Settings(), TINY)
        for _ in range(stop + 1):
            next(steps)
        steps.close()
        assert not [one for one in folder.parent.iterdir() if one.is_dir()]


def test_progress_increases_to_the_end(good, folder):
    seen = list(convert(good, vocabulary(folder.parent), folder, Settings(), TINY))
    assert all(0 <= one.done < one.total for one in seen)
    assert {one.what for one in seen} == {
        "Checking the file", "Checking the weights", "Writing the model",
    }  # fmt: skip


class Runs:
    """An object whose unpickling calls a function."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def payloads(marker):
    """Objects that create a file when they are unpickled."""
    command = f"open({str(marker)!r}, 'w').close()"
    opened = Runs(builtins.exec, command)
    return {
        "system": Runs(os.system, f"touch {marker}"),
        "exec": opened,
        "eval": Runs(builtins.eval, command),
        "import": Runs(builtins.__import__, "antigravity"),
        "with globals": Runs(builtins.exec, command, {}),
        "nested": {"a": [({"b": opened},)]},
        "twice": {"a": 1, "b": [opened, opened]},
    }


@pytest.mark.parametrize("kind", list(payloads("")))
@pytest.mark.parametrize("place", ["cfg", "model", "extra_state"])
def test_code_in_a_checkpoint_is_never_executed(tmp_path, folder, kind, place):
    marker = tmp_path / "was here"
    payload = payloads(marker)[kind]
    if place == "model":
        model = weights()
        model["payload"] = payload
        path = write(tmp_path / "a.pt", model)
        refused(path, folder, "unexpected")
    else:
        converted(write(tmp_path / "a.pt", **{place: payload}), folder)
        assert SignClipEncoder.open(folder).dimensions == 16
    assert not marker.exists()


@pytest.mark.parametrize(
    "pickle_",
    [
        b"cos\nsystem\n(S'touch MARK'\ntR.",
        b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x0atouch MARK\x85R.",
        b"(S'touch MARK'\nios\nsystem\n.",
        b"(cos\nsystem\nS'touch MARK'\no.",
        b"cbuiltins\ngetattr\n(cos\nsystem\nS'__call__'\ntR(S'touch MARK'\ntR.",
        b"c__main__\nX\n)\x81}S'__setstate__'\ncos\nsystem\nsbS'touch MARK'\nb.",
        b"\x82\x01.",
        b"Ptouch MARK\n.",
        b"(S'storage'\ncos\nsystem\nS'0'\nS'cpu'\nI1\ntQ.",
        b"ctorch._utils\n_rebuild_tensor_v2\n(cos\nsystem\nI0\n(I1\nt(I1\ntI00\nNtR.",
    ],
)
def test_no_opcode_calls_anything(tmp_path, monkeypatch, pickle_):
    monkeypatch.chdir(tmp_path)
    found = unpickler.read(pickle_)
    assert not callable(found)
    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_raise_value_error(pickle_):
    try:
        unpickler.read(pickle_)
    except ValueError:
        return


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1 << 20), st.binary(min_size=1, max_size=4))
def test_a_file_with_changed_bytes_is_read_or_raises_model_error(tmp_path, at, other):
    path, folder = tmp_path / "a.pt", tmp_path / "model"
    if not path.exists():
        write(path)
        shutil.copy(path, tmp_path / "whole.pt")
    whole = bytearray((tmp_path / "whole.pt").read_bytes())
    at %= len(whole)
    whole[at : at + len(other)] = other
    path.write_bytes(whole)
    try:
        converted(path, folder)
    except ModelError:
        return
    shutil.rmtree(folder)


def test_vectors_are_equal_in_a_batch_and_alone(good, folder):
    made = SignClipEncoder.open(converted(good, folder))
    poses = [a_pose(n, frames) for n, frames in ((1, 1), (2, 100), (3, 256), (4, 300))]
    together = made.raw_poses(poses)
    alone = np.concatenate([made.raw_poses([pose]) for pose in poses])
    assert_allclose(together, alone, atol=1e-5)


def test_other_objects_in_the_checkpoint_are_ignored(tmp_path, folder):
    torch.save(content(weights(), extra_state=None, cfg=OrderedDict()), tmp_path / "a.pt")
    assert converted(tmp_path / "a.pt", folder).is_dir()
