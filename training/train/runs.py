"""From a preset and a person's files to a run, and from a run to a model's folder."""

import math
import os
import shlex
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np

from signdict.core import files
from signdict.core.errors import ManifestError, ModelError
from signdict.core.paths import BUNDLED_MODEL, resources
from signdict.importing.entries import Skipped
from signdict.model import modelfiles
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip
from signdict.model.prompts import Prompts
from training.data import dataset
from training.data.manifest import Stored, readable
from training.evaluate import calibrate
from training.train import vocabulary
from training.train.mixture import Mixture, MixtureObjective
from training.train.pairs import Pairs, PairsObjective
from training.train.presets import Config, Preset

#: Ends a card that no person wrote.
_OURS = "<!-- Written by training.train, and written anew unless you remove this line. -->"


@dataclass(frozen=True, slots=True)
class Materials:
    """The files that a person names."""

    landmarks: Path | None
    manifest: Path | None
    vocab: Path | None
    start: Path | None
    shared: Path
    folder: Path
    out: Path | None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSetup:
    """A run, ready to begin."""

    preset: Preset
    materials: Materials
    lesson: MixtureObjective | PairsObjective
    network: NetworkConfig
    config: Config
    seen: dict[str, int]  # clips of each source
    licences: dict[str, str]  # of each source, as far as they are known

    @property
    def bundled(self) -> bool:
        """Whether this is the model that the application brings."""
        return (
            self.preset.name == BUNDLED_MODEL
            and not self.materials.manifest
            and not self.materials.without
        )

    @property
    def checkpoint(self) -> Path:
        """Where the state of the run is kept."""
        return self.materials.folder / "checkpoint.pt"

    @property
    def out(self) -> Path:
        """The folder of the model."""
        own = resources() / "models" / BUNDLED_MODEL
        return self.materials.out or (own if self.bundled else self.materials.folder / "model")

    @property
    def name(self) -> str:
        """What the model is called."""
        return BUNDLED_MODEL if self.bundled else self.out.name


def prepared(preset: Preset, materials: Materials) -> RunSetup:
    """Find the clips that a preset is to learn. Raise ManifestError if there are none."""
    if isinstance(preset.lesson, Mixture):
        return _mixture(preset, preset.lesson, materials)
    return _pairs(preset, preset.lesson, materials)


def begin(net: SignClip, course: RunSetup) -> None:
    """Give a new network what it does not learn, and the weights to start with."""
    stem = net.pose.stem
    if course.network.pose.standardised and isinstance(course.lesson, PairsObjective):
        mean, sd = course.lesson.statistics(np.random.default_rng(course.config.seed))
        stem.mean.copy_(mean)  # type: ignore[operator]
        stem.sd.copy_(sd)  # type: ignore[operator]
    if course.materials.start:
        other = SignClipEncoder.open(course.materials.start)
        if other.network.config != course.network or list(other.vocabulary) != course.lesson.words:
            raise ModelError(
                f"{course.materials.start.name} has other sizes or words than this run.",
                hint="Start with a model of the same preset, and give its vocab.txt with --vocab.",
            )
        net.load_state_dict(other.network.state_dict())


def finish(encoder: SignClipEncoder, course: RunSetup) -> None:
    """Write the model's folder, with a card unless a person wrote one. Raise ModelError."""
    if isinstance(course.lesson, MixtureObjective):
        encoder.calibration = calibrate.by_rule(encoder, course.lesson.clips)
    card = course.out / modelfiles.CARD
    try:
        encoder.save(course.out)
        if not card.exists() or _OURS in card.read_text(encoding="utf-8"):
            files.write_atomic(card, _card(course).encode())
    except OSError as problem:
        raise ModelError(
            f"The model cannot be written to {course.out}: {problem.strerror or problem}.",
            hint="Make room, or name another folder with --out, and give the same command again.",
        ) from problem
    click.echo(f"wrote {course.out}")


def say(text: str, *, err: bool = False) -> None:
    """Tell a person something, once, however many processes there are."""
    if os.environ.get("RANK", "0") == "0":
        click.echo(text, err=err)


def _mixture(preset: Preset, how: Mixture, materials: Materials) -> RunSetup:
    if materials.manifest:
        clips = dataset.gathered([one.clip() for one in _learned(materials.manifest)])
    elif materials.landmarks:
        clips = dataset.training_clips(materials.shared, materials.landmarks, materials.without)
    else:
        raise ManifestError("Nothing to learn from is named.", hint="Give LANDMARKS or --manifest.")
    say(f"{len(clips)} clips of {len(clips.texts)} glosses: {clips.counts}")
    words = _words(materials.vocab) if materials.vocab else None
    lesson = MixtureObjective(clips, how, words, preset.network.pose)
    network = preset.with_words(len(lesson.words))
    return RunSetup(preset, materials, lesson, network, preset.run, clips.counts, clips.licences)


def _pairs(preset: Preset, how: Pairs, materials: Materials) -> RunSetup:
    if not materials.manifest:
        raise ManifestError(f"{preset.name} learns from a manifest.", hint="Give --manifest FILE.")
    kept = _learned(materials.manifest)
    prompts = Prompts(preset.template, _tags(c.spoken_language for c in kept),
                      _tags(c.sign_language for c in kept))  # fmt: skip
    texts = [prompts.of([c.gloss], c.sign_language, c.spoken_language)[0].lower() for c in kept]
    words = _words(materials.vocab) if materials.vocab else vocabulary.own(sorted(set(texts)))
    network = preset.with_words(len(words))
    lesson = PairsObjective(kept, how, network, words, prompts)
    steps = preset.run.steps or math.ceil(preset.run.epochs * max(1, len(kept) // how.batch))
    seen = dict(Counter(clip.source for clip in kept))
    config = replace(preset.run, steps=steps)
    return RunSetup(preset, materials, lesson, network, config, seen, dataset.licences(kept))


def _learned(manifest: Path) -> list[Stored]:
    """Find the clips of a manifest that can be read and are not kept for measuring."""
    skipped: list[Skipped] = []
    clips = readable(manifest, skipped)
    kept = [clip for clip in clips if clip.split in ("", "train")]
    forbidden = [clip.path.name for clip in kept if clip.use == "evaluate"]
    if forbidden:
        more = f" and {len(forbidden) - 3} more" if len(forbidden) > 3 else ""
        names = ", ".join(forbidden[:3]) + more
        raise ManifestError(
            f"{names} in {manifest.name} are marked evaluate: for measuring alone.",
            hint="Take these rows out, or write test into their column split.",
        )
    for one in skipped:
        say(f"left out {one.path.name}: {one.reason}", err=True)
    if not kept:
        raise ManifestError(
            f"No clip of {manifest.name} is there to learn from.",
            hint="Write train into the column split.",
        )
    signs = {(clip.gloss.casefold(), clip.sign_language) for clip in kept}
    say(
        f"{len(kept)} clips of {len(signs)} signs; {len(clips) - len(kept)} kept for measuring; "
        f"{len(skipped)} left out"
    )
    return kept


def _tags(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(codes)))


def _words(path: Path) -> list[str]:
    """Read a vocabulary, one piece a line. Raise ManifestError if it is none."""
    try:
        words = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise ManifestError(
            f"{path.name} cannot be read.", hint="Give another --vocab."
        ) from problem
    if words[0] != "[PAD]" or "[UNK]" not in words:
        raise ManifestError(
            f"{path.name} is no vocabulary.", hint="Its first line is [PAD], and it holds [UNK]."
        )
    return words


def _card(course: RunSetup) -> str:
    """What a model is, what it saw, and what nobody has measured yet."""
    config, told = course.config, course.licences
    rows = [
        f"| {name or 'not named'} | {count:,} | {told.get(name) or 'not known'} |"
        for name, count in sorted(course.seen.items())
    ]
    return "\n".join(
        [
            f"# {course.name}",
            "",
            f"Trained with the preset `{course.preset.name}` of signdict for {config.steps} steps,",
            f"seed {config.seed}:",
            "",
            f"    {_command(course)}",
            "",
            "| source | clips | licence |",
            "| --- | --- | --- |",
            *rows,
            "",
            "Name the sources and their licences before you pass the model on.",
            "Not measured yet: python -m training.evaluate",
            "",
            _OURS,
            "",
        ]
    )


def _command(course: RunSetup) -> str:
    """The command that trains such a model; files by their names, wherever they lie."""
    what = course.materials
    parts = ["python", "-m", "training.train", "--preset", course.preset.name]
    for option, path in (("manifest", what.manifest), ("vocab", what.vocab), ("from", what.start)):
        parts += [f"--{option}", path.name] if path else []
    if what.landmarks:
        parts.append(what.landmarks.name)
    for source in what.without:
        parts += ["--without", source]
    for change in course.preset.changes:
        parts += ["--set", change]
    return shlex.join(parts)
