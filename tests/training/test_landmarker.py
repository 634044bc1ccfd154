import io
import struct
import zipfile

import numpy as np
import pytest
from click.testing import CliRunner
from mediapipe.tasks.metadata import metadata_schema_py_generated as described
from mediapipe.tasks.metadata import schema_py_generated as tflite

from signdict.core.paths import Paths
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.video import Video
from training.data import landmarker as assemble

BUNDLED = Paths.standard().tracker


def parsed(content):
    return tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(content, 0))


def scaling(model, metadata):
    """The mean and std that a model's metadata states."""
    data = bytes(bytearray(model.buffers[metadata.buffer].data))
    read = described.ModelMetadata.GetRootAsModelMetadata(data, 0)
    told = described.ModelMetadataT.InitFromObj(read).subgraphMetadata[0]
    (step,) = told.inputTensorMetadata[0].processUnits
    return step.options.mean, step.options.std


def starts(archive, content):
    """Where the models begin in the file."""
    for entry in archive.infolist():
        name, extra = struct.unpack_from("<HH", content, entry.header_offset + 26)
        yield entry.header_offset + 30 + name + extra


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel with a small model in each place."""
    path = tmp_path_factory.mktemp("wheel") / "mediapipe.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for _, module, _, _ in assemble.PARTS:
            archive.writestr(f"mediapipe/modules/{module}.tflite", assemble._blendshapes())
    return path


def test_assembling_twice_gives_the_same_bytes(wheel):
    assert assemble.assembled(wheel) == assemble.assembled(wheel)


def test_models_can_be_mapped_from_the_file(wheel):
    for content in (assemble.assembled(wheel), BUNDLED.read_bytes()):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) == 7
            assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
            assert not any(start % 16 for start in starts(archive, content))


def test_each_model_says_how_its_input_is_scaled(wheel):
    for content in (assemble.assembled(wheel), BUNDLED.read_bytes()):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name, _, mean, std in assemble.PARTS:
                model = parsed(archive.read(f"{name}.tflite"))
                told = [scaling(model, m) for m in model.metadata if m.name == b"TFLITE_METADATA"]
                assert told
                assert all(set(one[0]) == {mean} and set(one[1]) == {std} for one in told)


def test_the_face_model_gives_as_many_points_as_the_graph_expects():
    with zipfile.ZipFile(BUNDLED) as archive:
        graph = parsed(archive.read("face_landmarks_detector.tflite")).subgraphs[0]
    assert np.prod(graph.tensors[graph.outputs[0]].shape) == 478 * 3


def test_a_bundled_file_that_a_wheel_does_not_give_is_told(wheel, tmp_path, monkeypatch):
    paths = Paths(tmp_path, tmp_path)
    paths.tracker.write_bytes(b"another")
    monkeypatch.setattr(Paths, "standard", lambda: paths)
    run = CliRunner()
    assert "is not what this wheel gives" in run.invoke(assemble.main, [str(wheel)]).output
    assert "the same" in run.invoke(assemble.main, [str(wheel), "--write"]).output
    assert run.invoke(assemble.main, [str(wheel)]).exit_code == 0


@pytest.mark.slow
def test_it_finds_the_same_landmarks_as_the_file_that_was_tried_out(shared):
    clip = shared / "data" / "videos" / "ins_meabhinav" / "hello.mp4"
    found = []
    for model in (BUNDLED, shared / "models" / BUNDLED.name):
        with Video(clip) as video, Tracker(model) as tracker:
            frames = video.frames()
            found.append([tracker.track(next(frames)) for _ in range(12)])
    for mine, given in zip(*found, strict=True):
        np.testing.assert_array_equal(mine.points, given.points)
