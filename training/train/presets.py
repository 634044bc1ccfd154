"""Presets: all settings of a run in a small file, `presets/NAME.toml`; options change them."""

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

#: Settings that stand before the tables of a preset.
_WHOLE = ("features", "template")
FOLDER = Path(__file__).parent / "presets"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a run that do not depend on the objective."""

    steps: int = 0  # 0: `epochs` determines them
    epochs: float = 0.0
    rate: float = 1.5e-3
    betas: tuple[float, float] = (0.9, 0.999)
    decay: float = 0.02
    warmup: int = 60
    schedule: Literal["cosine", "constant"] = "cosine"
    clip: float = 1.0
    average: float = 0.995  # decay of the moving average of the weights; 0: no average
    seed: int = 1
    save_every: int = 50
    chunk: int = 0  # poses embedded at once, in two passes; 0: all of them, in one pass
    precision: Literal["auto", "float32", "bfloat16", "float64"] = "auto"
    dropout: float = 0.1
    threads: int = 1  # per process; more are slower on shared cores


@dataclass(frozen=True, slots=True)
class Preset:
    """What is learned, by which network, and how."""

    name: str
    objective: Mixture | Pairs
    network: NetworkConfig  # `with_words` sets the number of words
    run: Config
    template: str = TEMPLATE
    changes: tuple[str, ...] = ()  # by --set

    def with_words(self, count: int) -> NetworkConfig:
        """Return the network for a vocabulary of `count` pieces."""
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
    """Read a preset; `changes` such as `batch=64` or `pose.layers=2` replace its settings.

    Raise ManifestError for an unknown name, key or value; the message names it.
    """
    if name not in names():
        raise ManifestError(f"Unknown preset: {name}.", hint=f"Presets: {', '.join(names())}")
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    kind: type[Mixture] | type[Pairs] = Mixture if table["objective"] == "mixture" else Pairs
    run, objective, pose, text = (
        table[part] for part in ("run", table["objective"], "pose", "text")
    )
    for change in changes:
        key, value = _change(change)
        tower, dot, of_tower = key.partition(".")
        if key in _WHOLE:
            table[key] = value
        elif dot and tower in ("pose", "text"):
            table[tower][of_tower] = value
        else:
            (objective if key in _keys(kind) else run)[key] = value
    words = {"stem": "words", "longest": 61, "end_is_fixed": False}
    shown: FeatureKind = table["features"]
    if not _fits(shown, FeatureKind):
        kinds = ", ".join(get_args(FeatureKind))
        raise ManifestError(f"{shown} is not a value of features.", hint=f"Values: {kinds}.")
    network = NetworkConfig(_parsed(TowerConfig, pose), _parsed(TowerConfig, words | text), shown)
    return Preset(
        name, _parsed(kind, objective), network, _parsed(Config, run),
        table.get("template", TEMPLATE), tuple(changes),
    )  # fmt: skip


def _change(change: str) -> tuple[str, object]:
    """Parse `key=value`; the value is written as in a preset, or is a bare word."""
    key, sign, text = change.partition("=")
    if not sign:
        raise ManifestError(f"{change} sets nothing.", hint="Write key=value.")
    try:
        return key.strip(), tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return key.strip(), text.strip()


def _keys(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


def _parsed(kind: type[T], table: dict[str, Any]) -> T:
    """Return the settings of a table. Raise ManifestError for an unknown key or a wrong value."""
    default, hints = kind(), get_type_hints(kind)
    for key, value in table.items():
        if key not in hints:
            raise ManifestError(
                f"Unknown setting: {key}.", hint=f"Settings: {', '.join(_keys(kind))}"
            )
        if not _fits(value, hints[key]):
            raise ManifestError(
                f"{value} is not a value of {key}.", hint=f"The default is {getattr(default, key)}."
            )
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in table.items()})


def _fits(value: object, kind: Any) -> bool:
    """Return whether a value has a type: one of several words, a bool, or a number from 0 up."""
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if get_origin(kind) is tuple:
        each = get_args(kind)
        return isinstance(value, list) and list(map(_fits, value, each)) == [True] * len(each)
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    return isinstance(value, int | float if kind is float else kind) and value >= 0
