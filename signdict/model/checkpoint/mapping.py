"""The tensors of a published SignCLIP checkpoint, and the mapping to those of our network.

The names are those of the released checkpoints (Jiang et al. 2024): two BERT encoders and a frame
MLP. Of the pose tower's word embeddings only [CLS] and [SEP] are used; the second token type and
the poolers are not used. These are omitted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from signdict.core.errors import ModelError
from signdict.model.checkpoint import torchfile
from signdict.model.checkpoint.unpickler import Tensor

#: The prefix of every name in the file.
PREFIX = "mmmodel."
_POSE, _TEXT = "video_encoder.bert.", "text_encoder."
_TOWERS = {"pose": _POSE, "text": _TEXT}
_MARKS = (101, 103)  # the rows of [CLS] and [SEP]
_FLOATS = ("float32", "float16", "bfloat16")
_MAX_NAMES = 3  # names in an error message
_HAND = 63  # numbers of a hand
_E4 = 6  # layers of the pose tower of the paper's baseline
_FRAMES = "video_encoder.videomlp.linear1.weight"
#: Our names for the parts of a layer, and the published ones.
_LAYER = {
    "self_attn.out_proj": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm2": "output.LayerNorm",
}
_PROJECTIONS = ("query", "key", "value")


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of both towers. The defaults are the published ones."""

    inputs: int = 609  # numbers per frame
    words: int = 28996  # word pieces
    width: int = 768
    layers: int = 12
    pose_layers: int = 0  # of the pose tower; 0: as many as the text tower has
    heads: int = 12
    inner: int = 3072  # width between the two linear maps of a layer
    places: int = 512  # positions
    bert: str = "bert-base-cased"  # the BERT with which the towers began
    #: SHA-256 of its word pieces, one per line.
    vocabulary: str = "eeaa9875b23b04b4c54ef759d03db9d1ba1554838f8fb26c5d96fa551df93d02"

    def depth(self, tower: str) -> int:
        """Return the number of layers of a tower."""
        return self.pose_layers if tower == "pose" and self.pose_layers else self.layers

    @property
    def hand_only(self) -> bool:
        """Whether the model reads the right hand alone, as FingerCLIP does."""
        return self.inputs == _HAND


#: FingerCLIP with the hand alone: E3.1 and E3.2 of the paper.
FINGERCLIP = Sizes(
    inputs=_HAND, words=30522, pose_layers=6, bert="bert-base-uncased",
    vocabulary="07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows `start` to `stop` of a published tensor."""

    name: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class TensorMapping:
    """A tensor of our network: its name, its shape, and the pieces that are stacked to make it."""

    name: str
    shape: tuple[int, ...]
    pieces: tuple[Piece, ...]


def published(sizes: Sizes) -> dict[str, tuple[int, ...]]:
    """Return every tensor of a checkpoint: {name without prefix: shape}."""
    width, mlp = sizes.width, "video_encoder.videomlp."
    shapes = _pair(f"{mlp}linear1", width, sizes.inputs) | _pair(f"{mlp}LayerNorm", width)
    shapes |= _pair(f"{mlp}linear2", width, width)
    for tower, theirs in _TOWERS.items():
        words = f"{theirs}embeddings."
        shapes[f"{words}word_embeddings.weight"] = (sizes.words, width)
        shapes[f"{words}position_embeddings.weight"] = (sizes.places, width)
        shapes[f"{words}token_type_embeddings.weight"] = (2, width)
        shapes |= _pair(f"{words}LayerNorm", width)
        for number in range(sizes.depth(tower)):
            shapes |= _layer(f"{theirs}encoder.layer.{number}.", sizes)
        shapes |= _pair(f"{theirs}pooler.dense", width, width)
    return shapes


def counters(sizes: Sizes) -> dict[str, tuple[int, ...]]:
    """Return the tensors of integers 0, 1, 2 ... that some checkpoints also have: {name: shape}."""
    return {f"{tower}embeddings.position_ids": (1, sizes.places) for tower in _TOWERS.values()}


def parts(sizes: Sizes, longest: Mapping[str, int]) -> list[TensorMapping]:
    """Return the tensors of our network, in order; `longest` has the tokens of each tower."""
    shapes = published(sizes)
    stem = {"linear1": "linear1", "norm": "LayerNorm", "linear2": "linear2"}
    tensors = []
    for tower, theirs in _TOWERS.items():
        table = f"{theirs}embeddings.word_embeddings.weight"
        if tower == "pose":
            renamed = {
                f"stem.{ours}": f"video_encoder.videomlp.{part}" for ours, part in stem.items()
            }
            tensors += list(_renamed(tower, renamed, shapes))
        else:
            tensors.append(_whole(f"{tower}.stem.weight", (table,), shapes))
        tensors += [
            _rows(f"{tower}.marks", table, _MARKS, shapes),
            _rows(
                f"{tower}.positions",
                f"{theirs}embeddings.position_embeddings.weight",
                (0, longest[tower] + 2),
                shapes,
            ),
            TensorMapping(
                f"{tower}.kind",
                (sizes.width,),
                (Piece(f"{theirs}embeddings.token_type_embeddings.weight", 0, 1),),
            ),
            *_renamed(tower, {"norm": f"{theirs}embeddings.LayerNorm"}, shapes),
        ]
        for number in range(sizes.depth(tower)):
            tensors += _layer_tensors(tower, f"{theirs}encoder.layer.{number}.", number, shapes)
    return tensors


def network(sizes: Sizes, longest: Mapping[str, int]) -> dict[str, object]:
    """Return the configuration of our network, with the fields of `network.NetworkConfig`."""
    common = {"width": sizes.width, "heads": sizes.heads, "inner": sizes.inner}
    pose, text = (common | {"layers": sizes.depth(tower)} for tower in _TOWERS)
    published = {
        "norm_first": False, "epsilon": 1e-12, "dropout": 0.1, "kind": True,
        "standardised": False, "pools": 0, "outputs": 0, "tokens": 0, "ensemble": 0,
    }  # fmt: skip
    return {
        "pose": {"stem": "frames", "inputs": sizes.inputs, **pose, "longest": longest["pose"],
                 "end_is_fixed": True, **published},
        "text": {"stem": "words", "inputs": sizes.words, **text, "longest": longest["text"],
                 "end_is_fixed": False, **published},
        "features": "right hand" if sizes.hand_only else "signclip",
    }  # fmt: skip


def sizes_of(content: object) -> Sizes:
    """Return the published sizes that a checkpoint resembles: FingerCLIP's, E4's, or E7.2's."""
    weights = content.get("model") if isinstance(content, dict) else None
    stored = weights if isinstance(weights, dict) else {}
    frames = stored.get(PREFIX + _FRAMES)
    if isinstance(frames, Tensor) and frames.shape[-1:] == (_HAND,):
        return FINGERCLIP
    layers = _layers({name.removeprefix(PREFIX): part for name, part in stored.items()}, _POSE)
    return Sizes(pose_layers=_E4) if layers == _E4 else Sizes()


def checked(name: str, content: object, sizes: Sizes) -> dict[str, Tensor]:
    """Return the tensors of a checkpoint, {name without prefix: tensor}.

    Raise ModelError if the file is from another program or of another architecture, or if a tensor
    is missing, unexpected, or of another shape or type.
    """
    weights = content.get("model") if isinstance(content, dict) else None
    if not isinstance(weights, dict) or not any(key.startswith(PREFIX) for key in weights):
        raise ModelError(
            f"{name} was written by torch, but is not a SignCLIP checkpoint.",
            hint=f"The names of the weights in a SignCLIP checkpoint begin with {PREFIX}",
        )
    stored = {key.removeprefix(PREFIX): value for key, value in weights.items()}
    differences = list(_differences(stored, sizes))
    if differences:
        raise ModelError(
            f"{name} is a checkpoint of another architecture: {'; '.join(differences)}.",
            hint="signdict reads the architecture of the released checkpoints.",
        )
    faults = list(_faults(stored, sizes))
    if faults:
        raise ModelError(
            f"The weights of {name} are not those of SignCLIP: {'; '.join(faults)}.",
            hint="Use a checkpoint as published by its authors.",
        )
    return {key: value for key, value in stored.items() if isinstance(value, Tensor)}


def some(names: Sequence[str]) -> str:
    """Return the first few names and the number of others, as printable text."""
    shown = ", ".join(ascii(name)[1:-1][:100] for name in names[:_MAX_NAMES])
    more = len(names) - _MAX_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def _differences(stored: Mapping[str, object], sizes: Sizes) -> Iterator[str]:
    """Yield the differences between the architecture and the published one."""
    projections = [name for name in stored if "_projection." in name]
    if projections:
        yield f"it has a projection ({some(projections)})"
    for tower, theirs in _TOWERS.items():
        if not any(name.startswith(theirs) for name in stored):
            yield f"it has no {tower} tower"
            continue
        layers, expected = _layers(stored, theirs), sizes.depth(tower)
        if layers != expected:
            yield f"its {tower} tower has {layers} layers instead of {expected}"
        words = f"{theirs}embeddings.word_embeddings.weight"
        yield from _size_difference(
            stored, words, 0, sizes.words, f"its {tower} tower has {{}} words"
        )
        yield from _size_difference(
            stored, words, 1, sizes.width, f"its {tower} tower is {{}} wide"
        )
    yield from _size_difference(stored, _FRAMES, 1, sizes.inputs, "it reads {} numbers per frame")


def _layers(stored: Mapping[str, object], tower: str) -> int:
    numbered = (re.match(rf"{re.escape(tower)}encoder\.layer\.(\d{{1,4}})\.", n) for n in stored)
    return 1 + max((int(match[1]) for match in numbered if match), default=-1)


def _size_difference(
    stored: Mapping[str, object], name: str, axis: int, expected: int, message: str
) -> Iterator[str]:
    """Yield a message if a tensor of two axes has another size along one of them."""
    tensor = stored.get(name)
    if isinstance(tensor, Tensor) and len(tensor.shape) == 2 and tensor.shape[axis] != expected:
        yield f"{message.format(tensor.shape[axis])} instead of {expected}"


def _faults(stored: Mapping[str, object], sizes: Sizes) -> Iterator[str]:
    """Yield the faults of the tensors."""
    shapes, integers = published(sizes), counters(sizes)
    expected = shapes | {name: shape for name, shape in integers.items() if name in stored}
    tensors = {name: value for name, value in stored.items() if isinstance(value, Tensor)}
    present = [name for name in expected if name in tensors]
    yield from _fault("missing", [PREFIX + name for name in expected if name not in stored])
    yield from _fault("unexpected", [PREFIX + name for name in stored if name not in expected])
    others = [name for name in expected if name in stored and name not in tensors]
    yield from _fault("not tensors", [PREFIX + name for name in others])
    yield from _fault("of another shape", [
        f"{PREFIX}{name}: {_text(tensors[name].shape)} instead of {_text(expected[name])}"
        for name in present if tensors[name].shape != expected[name]
    ])  # fmt: skip
    kinds = {name: torchfile.kind(tensors[name].storage)[1] for name in present}
    yield from _fault("of another type", [
        f"{PREFIX}{name}: {kinds[name]}"
        for name in present if kinds[name] not in (("int64",) if name in integers else _FLOATS)
    ])  # fmt: skip


def _fault(kind: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{len(names)} {kind} ({some(names)})"


def _text(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "one number"


def _pair(name: str, *shape: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": shape, f"{name}.bias": shape[:1]}


def _layer(prefix: str, sizes: Sizes) -> dict[str, tuple[int, ...]]:
    width, inner = sizes.width, sizes.inner
    shapes: dict[str, tuple[int, ...]] = {}
    for part in _PROJECTIONS:
        shapes |= _pair(f"{prefix}attention.self.{part}", width, width)
    shapes |= _pair(f"{prefix}attention.output.dense", width, width)
    shapes |= _pair(f"{prefix}attention.output.LayerNorm", width)
    shapes |= _pair(f"{prefix}intermediate.dense", inner, width)
    shapes |= _pair(f"{prefix}output.dense", width, inner)
    return shapes | _pair(f"{prefix}output.LayerNorm", width)


def _layer_tensors(
    tower: str, theirs: str, number: int, shapes: Mapping[str, tuple[int, ...]]
) -> Iterator[TensorMapping]:
    ours = f"layers.layers.{number}."
    for kind in ("weight", "bias"):
        projections = tuple(f"{theirs}attention.self.{part}.{kind}" for part in _PROJECTIONS)
        yield _whole(f"{tower}.{ours}self_attn.in_proj_{kind}", projections, shapes)
    renamed = {f"{ours}{part}": f"{theirs}{named}" for part, named in _LAYER.items()}
    yield from _renamed(tower, renamed, shapes)


def _renamed(
    tower: str, names: Mapping[str, str], shapes: Mapping[str, tuple[int, ...]]
) -> Iterator[TensorMapping]:
    """Yield the weights and biases of parts that are only renamed: {ours: theirs}."""
    for ours, theirs in names.items():
        for kind in ("weight", "bias"):
            yield _whole(f"{tower}.{ours}.{kind}", (f"{theirs}.{kind}",), shapes)


def _whole(
    name: str, theirs: Sequence[str], shapes: Mapping[str, tuple[int, ...]]
) -> TensorMapping:
    """Return a tensor of stacked published tensors."""
    pieces = tuple(Piece(tensor, 0, shapes[tensor][0]) for tensor in theirs)
    return TensorMapping(
        name, (sum(piece.stop for piece in pieces), *shapes[theirs[0]][1:]), pieces
    )


def _rows(
    name: str, theirs: str, rows: tuple[int, int], shapes: Mapping[str, tuple[int, ...]]
) -> TensorMapping:
    """Return a tensor of some rows of a published one."""
    return TensorMapping(name, (rows[1] - rows[0], *shapes[theirs][1:]), (Piece(theirs, *rows),))
