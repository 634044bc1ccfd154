"""The landmark model that is assembled from a wheel of MediaPipe."""

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
from training.data import landmarker

BUNDLED = Paths.standard().tracker


def parsed(content):
    return tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(content, 0))


def scaling(model, metadata):
    """The mean and std that a model's metadata states."""
    data = bytes(bytearray(model.buffers[metadata.buffer].data))
    read = described.ModelMetadata.GetRootAsModelMetadata(data, 0)
    graph = described.ModelMetadataT.InitFromObj(read).subgraphMetadata[0]
    (step,) = graph.inputTensorMetadata[0].processUnits
    return step.options.mean, step.options.std


def starts(archive, content):
    """The offsets of the models in the file."""
    for entry in archive.infolist():
        name, extra = struct.unpack_from("<HH", content, entry.header_offset + 26)
        yield entry.header_offset + 30 + name + extra


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel with a small model in each place."""
    path = tmp_path_factory.mktemp("wheel") / "mediapipe.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for _, module, _, _ in landmarker.PARTS:
            archive.writestr(f"mediapipe/modules/{module}.tflite", landmarker.blendshapes())
    return path


def test_assembling_twice_gives_the_same_bytes(wheel):
    assert landmarker.assemble(wheel) == landmarker.assemble(wheel)


def test_models_are_uncompressed_and_aligned_for_mapping(wheel):
    for content in (landmarker.assemble(wheel), BUNDLED.read_bytes()):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) == 7
            assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
            assert not any(start % 16 for start in starts(archive, content))


def test_the_metadata_of_each_model_contain_the_scaling_of_its_input(wheel):
    for content in (landmarker.assemble(wheel), BUNDLED.read_bytes()):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name, _, mean, std in landmarker.PARTS:
                model = parsed(archive.read(f"{name}.tflite"))
                scalings = [
                    scaling(model, entry)
                    for entry in model.metadata
                    if entry.name == b"TFLITE_METADATA"
                ]
                assert scalings
                assert all(set(m) == {mean} and set(s) == {std} for m, s in scalings)


def test_the_face_model_returns_the_points_that_the_graph_expects():
    with zipfile.ZipFile(BUNDLED) as archive:
        graph = parsed(archive.read("face_landmarks_detector.tflite")).subgraphs[0]
    assert np.prod(graph.tensors[graph.outputs[0]].shape) == 478 * 3


def test_the_command_reports_a_bundled_file_that_differs(wheel, tmp_path, monkeypatch):
    paths = Paths(tmp_path, tmp_path)
    paths.tracker.write_bytes(b"another")
    monkeypatch.setattr(Paths, "standard", lambda: paths)
    run = CliRunner()
    assert "does not match this wheel" in run.invoke(landmarker.main, [str(wheel)]).output
    assert "identical" in run.invoke(landmarker.main, [str(wheel), "--write"]).output
    assert run.invoke(landmarker.main, [str(wheel)]).exit_code == 0


@pytest.mark.slow
def test_the_bundled_file_finds_the_same_landmarks_as_the_tested_one(shared):
    clip = shared / "data" / "videos" / "ins_meabhinav" / "hello.mp4"
    tracked = []
    for model in (BUNDLED, shared / "models" / BUNDLED.name):
        with Video(clip) as video, Tracker(model) as tracker:
            frames = video.frames()
            tracked.append([tracker.track(next(frames)) for _ in range(12)])
    for frame, expected in zip(*tracked, strict=True):
        np.testing.assert_array_equal(frame.points, expected.points)
