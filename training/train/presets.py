"""Presets: every number of a run in a small file, `presets/NAME.toml`, and changes by hand."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from signdict.core.errors import ManifestError
from signdict.model.network import NetworkConfig, TowerConfig
from signdict.model.prompts import TEMPLATE
from signdict.pose.features import FeatureKind
from training.train.mixture import Mixture
from training.train.pairs import Pairs

FOLDER = Path(__file__).parent / "presets"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Config:
    """Every number of a run that does not depend on what is learned."""

    steps: int = 0  # 0: as many as `epochs` take
    epochs: float = 0.0
    rate: float = 1.5e-3
    betas: tuple[float, float] = (0.9, 0.999)
    decay: float = 0.02
    warmup: int = 60
    schedule: Literal["cosine", "constant"] = "cosine"
    clip: float = 1.0
    average: float = 0.995  # of the weights, over steps; 0: none
    seed: int = 1
    save_every: int = 50
    chunk: int = 0  # poses embedded at once, in two passes; 0: all of them, in one
    precision: Literal["auto", "float32", "bfloat16", "float64"] = "auto"
    dropout: float = 0.1
    threads: int = 1  # of a process; more of them on shared cores are slower


@dataclass(frozen=True, slots=True)
class Preset:
    """What is learned, by what network, and how."""

    name: str
    lesson: Mixture | Pairs
    network: NetworkConfig  # the number of words is filled in when they are known
    run: Config
    template: str = TEMPLATE
    changes: tuple[str, ...] = ()  # by hand

    def with_words(self, count: int) -> NetworkConfig:
        """Return the network for a vocabulary of so many pieces."""
        dropout = self.run.dropout
        return replace(
            self.network,
            pose=replace(self.network.pose, dropout=dropout),
            text=replace(self.network.text, inputs=count, dropout=dropout),
        )


def names() -> list[str]:
    """Return the names of all presets."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def read(name: str, changes: Sequence[str] = ()) -> Preset:
    """Read a preset; `changes` such as `batch=64` or `pose.layers=2` replace its numbers.

    Raise ManifestError, naming what is wrong, for an unknown name, key or value.
    """
    file = FOLDER / f"{name}.toml"
    if name not in names():
        raise ManifestError(f"There is no preset {name}.", hint=f"There are: {', '.join(names())}")
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    kind: type[Mixture] | type[Pairs] = Mixture if told["lesson"] == "mixture" else Pairs
    run, lesson, pose, text = (told[part] for part in ("run", told["lesson"], "pose", "text"))
    for change in changes:
        key, value = _change(change)
        tower, dot, of_tower = key.partition(".")
        if dot and tower in ("pose", "text"):
            told[tower][of_tower] = value
        else:
            (lesson if key in _keys(kind) else run)[key] = value
    words = {"stem": "words", "longest": 61, "end_is_fixed": False}
    shown: FeatureKind = told["features"]
    network = NetworkConfig(_made(TowerConfig, pose), _made(TowerConfig, words | text), shown)
    template = told.get("template", TEMPLATE)
    return Preset(name, _made(kind, lesson), network, _made(Config, run), template, tuple(changes))


def _change(change: str) -> tuple[str, object]:
    """Read `key=value`, where the value is written as in a preset, or is a bare word."""
    key, found, text = change.partition("=")
    if not found:
        raise ManifestError(f"{change} changes nothing.", hint="Write key=value.")
    try:
        return key.strip(), tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return key.strip(), text.strip()


def _keys(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


def _made(kind: type[T], told: dict[str, Any]) -> T:
    """Make a table of numbers of its keys; each must be there, and of the kind that is usual."""
    usual, hints = kind(), get_type_hints(kind)
    for key, value in told.items():
        if key not in hints:
            there = ", ".join(_keys(kind))
            raise ManifestError(f"There is no setting {key}.", hint=f"There are: {there}")
        if not _fits(value, hints[key]):
            raise ManifestError(
                f"{value} is no value of {key}.", hint=f"It is usually {getattr(usual, key)}."
            )
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in told.items()})


def _fits(value: object, kind: Any) -> bool:
    """Whether a value is of a kind: one of several words, yes or no, numbers of 0 or more."""
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if get_origin(kind) is tuple:
        each = get_args(kind)
        return isinstance(value, list) and list(map(_fits, value, each)) == [True] * len(each)
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    return isinstance(value, int | float if kind is float else kind) and value >= 0
