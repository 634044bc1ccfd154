"""Assemble `resources/holistic_landmarker.task` from the models in the MediaPipe 0.10.21 wheel.

`python -m training.data.landmarker WHEEL` checks that the bundled file is identical to the
assembled one; `--write` replaces it. `pip download --no-deps mediapipe==0.10.21` downloads the
wheel; any platform will do. docs/decisions/0002 explains why this version. All models are
Apache-2.0.
"""

import hashlib
import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import click
import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as described
from mediapipe.tasks.metadata import schema_py_generated as tflite

from signdict.core import files
from signdict.core.paths import Paths
from training import command

#: Entry of the task, model in the wheel's mediapipe/modules/, mean and std of the input.
PARTS = (
    ("face_detector", "face_detection/face_detection_short_range", 127.5, 127.5),
    ("face_landmarks_detector", "face_landmark/face_landmark", 0.0, 255.0),
    ("hand_landmarks_detector", "hand_landmark/hand_landmark_full", 0.0, 255.0),
    ("hand_roi_refinement", "holistic_landmark/hand_recrop", 0.0, 255.0),
    ("pose_detector", "pose_detection/pose_detection", 127.5, 127.5),
    ("pose_landmarks_detector", "pose_landmark/pose_landmark_full", 0.0, 255.0),
)
_PAD, _SLICE, _RESHAPE = 34, 65, 22  # operators, as TFLite numbers them
_INT32 = 2
_ALIGN, _PADDING_ID = 16, 0xD935


def assemble(wheel: Path) -> bytes:
    """Return the task: a ZIP of uncompressed models, each starting on a 16-byte boundary."""
    models = {"face_blendshapes": blendshapes()}
    with zipfile.ZipFile(wheel) as archive:
        for name, module, mean, std in PARTS:
            content = archive.read(f"mediapipe/modules/{module}.tflite")
            model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(content, 0))
            if name == "face_landmarks_detector":
                _pad_face(model)
            _describe(model, mean, std)
            models[name] = _packed(model)
    return _zipped(models)


def _pad_face(model: Any) -> None:
    """Append a PAD of 30 zeros: the graph expects 478 points, this model returns 468.

    Points 468 to 477 (the irises) are meaningless and never read.
    """
    graph = model.subgraphs[0]
    landmarks, *others = (int(output) for output in graph.outputs)
    shape = list(graph.tensors[landmarks].shape)
    margins = np.zeros((len(shape), 2), np.int32)
    margins[-1, 1] = 30
    sizes = _constant(model, "landmarks_padding", margins)
    padded = _tensor(model, "landmarks478", [*shape[:-1], shape[-1] + 30])
    _operate(model, _PAD, [landmarks, sizes], padded, None)
    graph.outputs = [padded, *others]


def blendshapes() -> bytes:
    """Return a stand-in for a model whose result is not used: (1, 146, 2) -> the first 52
    numbers."""
    model = tflite.ModelT()
    model.version, model.description = 3, "stand-in for blendshapes"
    model.operatorCodes, model.metadata = [], []
    model.buffers = [tflite.BufferT()]
    graph = tflite.SubGraphT()
    graph.name, graph.tensors, graph.operators = "main", [], []
    model.subgraphs = [graph]
    points = _tensor(model, "landmarks", [1, 146, 2])
    begin = _constant(model, "begin", np.zeros(3, np.int32))
    size = _constant(model, "size", np.array((1, 52, 1), np.int32))
    part = _tensor(model, "part", [1, 52, 1])
    shape = _constant(model, "shape", np.array((52,), np.int32))
    numbers = _tensor(model, "blendshapes", [52])
    _operate(model, _SLICE, [points, begin, size], part, tflite.SliceOptionsT())
    reshape = tflite.ReshapeOptionsT()
    reshape.newShape = [52]
    _operate(model, _RESHAPE, [part, shape], numbers, reshape)
    graph.inputs, graph.outputs = [points], [numbers]
    return _packed(model)


def _tensor(model: Any, name: str, shape: list[int], kind: int = 0, buffer: int = 0) -> int:
    tensor = tflite.TensorT()
    tensor.name, tensor.shape, tensor.type, tensor.buffer = name, shape, kind, buffer
    model.subgraphs[0].tensors.append(tensor)
    return len(model.subgraphs[0].tensors) - 1


def _constant(model: Any, name: str, value: "np.ndarray[Any, np.dtype[np.int32]]") -> int:
    return _tensor(model, name, list(value.shape), _INT32, _buffer(model, value.tobytes()))


def _buffer(model: Any, content: bytes) -> int:
    buffer = tflite.BufferT()
    buffer.data = np.frombuffer(content, np.uint8)
    model.buffers.append(buffer)
    return len(model.buffers) - 1


def _operate(model: Any, code: int, inputs: list[int], output: int, options: Any) -> None:
    kind = tflite.OperatorCodeT()
    kind.builtinCode = kind.deprecatedBuiltinCode = code
    kind.version = 1
    model.operatorCodes.append(kind)
    operator = tflite.OperatorT()
    operator.opcodeIndex = len(model.operatorCodes) - 1
    operator.inputs, operator.outputs = inputs, [output]
    if options is None:
        operator.builtinOptionsType = tflite.BuiltinOptions.PadOptions
        operator.builtinOptions = tflite.PadOptionsT()
    else:
        name = type(options).__name__.removesuffix("T")
        operator.builtinOptionsType = getattr(tflite.BuiltinOptions, name)
        operator.builtinOptions = options
    model.subgraphs[0].operators.append(operator)


def _describe(model: Any, mean: float, std: float) -> None:
    """Add the scaling of inputs as metadata; the graph rejects float models without it.

    Some models of the wheel already have equal metadata, which is kept.
    """
    graph = model.subgraphs[0]
    scaling = described.NormalizationOptionsT()
    scaling.mean, scaling.std = [mean], [std]
    step = described.ProcessUnitT()
    step.optionsType = described.ProcessUnitOptions.NormalizationOptions
    step.options = scaling
    colours = described.ImagePropertiesT()
    colours.colorSpace = described.ColorSpaceType.RGB
    content = described.ContentT()
    content.contentPropertiesType = described.ContentProperties.ImageProperties
    content.contentProperties = colours
    image = described.TensorMetadataT()
    image.name, image.content, image.processUnits = "image", content, [step]
    whole = described.SubGraphMetadataT()
    whole.inputTensorMetadata = [image]
    whole.outputTensorMetadata = [_output(graph.tensors[output].name) for output in graph.outputs]
    metadata = described.ModelMetadataT()
    metadata.name, metadata.minParserVersion = "model", "1.0.0"
    metadata.subgraphMetadata = [whole]
    builder = flatbuffers.Builder(0)
    builder.Finish(metadata.Pack(builder), b"M001")
    entry = tflite.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", _buffer(model, bytes(builder.Output()))
    model.metadata = [*(model.metadata or []), entry]


def _output(name: str | bytes) -> Any:
    tensor = described.TensorMetadataT()
    tensor.name = name
    return tensor


def _packed(model: Any) -> bytes:
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _zipped(models: dict[str, bytes]) -> bytes:
    """Return a ZIP without compression and time stamps, aligned by extra fields for mapping."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(models):
            entry = zipfile.ZipInfo(f"{name}.tflite", (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            start = out.tell() + 30 + len(entry.filename) + 4
            gap = -start % _ALIGN
            entry.extra = struct.pack("<HH", _PADDING_ID, gap) + bytes(gap)
            archive.writestr(entry, models[name])
    return out.getvalue()


@click.command(cls=command.Command)
@click.argument("wheel", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Replace the bundled file.")
def main(wheel: Path, write: bool) -> None:  # noqa: FBT001
    """Check that the bundled landmark model matches the wheel, or write it."""
    content = assemble(wheel)
    bundled = Paths.standard().tracker
    if write:
        files.write_atomic(bundled, content)
    sums = [hashlib.sha256(data).hexdigest() for data in (content, bundled.read_bytes())]
    click.echo(f"assembled {sums[0]}\nbundled   {sums[1]}")
    if sums[0] != sums[1]:
        raise click.ClickException(f"{bundled.name} does not match this wheel.")
    click.echo("The files are identical.")


if __name__ == "__main__":
    main()
