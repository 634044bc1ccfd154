"""The report of `training.evaluate --suite one-shot`: every method on every test.

It also measures corrupted queries, the calibration of confidence, and search by meaning.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np

from signdict.dictionary.dictionary import open_dictionary
from signdict.model import modelfiles
from signdict.model.encoder import SignClipEncoder
from training.data.held_out import HeldOut
from training.evaluate import calibrate, protocols, semantic
from training.evaluate.draws import Draw, Figures, Readings, corruption_effects, figures, table
from training.evaluate.methods import Method, ModelMethod, WarpingMethod
from training.evaluate.protocols import GALT, HELD_OUT, JIGAR, Corpus, EvaluationProtocol

#: The models for comparison: the published architecture, and models like the bundled one that were
#: trained without the sources of a test.
MODELS = Path(__file__).parent / "models"
PUBLISHED = "published"
FORMER = "signdict-2"
_CORRUPTED = "wlasl50"  # the test whose queries are corrupted
_MOST = 400  # best scores from which the application computes its confidence

BenchmarkResults: TypeAlias = dict[str, dict[str, Figures]]


@dataclass(frozen=True, slots=True)
class BenchmarkRequest:
    """What to measure: the tests (all by default), the other methods, and the number of draws."""

    only: Sequence[str] = ()
    against: Sequence[str] = ("dtw", FORMER, PUBLISHED)
    draws: int = 20
    part: HeldOut = "reported"
    folder: Path = MODELS


def report(
    encoder: SignClipEncoder,
    clips: Corpus,
    request: BenchmarkRequest,
    write: Callable[[str], None],
) -> str:
    """Measure, and write each part as Markdown when it is finished; return everything as JSON."""
    tests = [
        replace(t, draws=min(t.draws, request.draws)) for t in protocols.every(clips, request.part)
    ]
    chosen = [test for test in tests if not request.only or test.name in request.only]
    _report_missing(clips, write)
    results: dict[str, object] = {**_results(encoder, clips, chosen, request, write)}
    plain = next((test for test in chosen if test.name == _CORRUPTED), None)
    method = ModelMethod(encoder)
    if plain:
        effects = corruption_effects(method, clips, plain)
        results["hardships"] = effects
        points = {name: 100 * change for name, change in effects.items()}
        write(_two_columns("recall@1 of wlasl50 changes, points", points))
    unseen = [test for test in chosen if not test.excluded]
    if unseen:
        readings = Readings(method, clips, unseen)
        confidence = {t.name: _confidence(encoder, readings.draws(t)) for t in unseen}
        results["sureness"] = confidence
        for name, row in confidence.items():
            write(_two_columns(f"{name}: confidence", row))
    if not request.only and encoder.prompts.meaning:
        with open_dictionary() as dictionary:
            results["text"] = recall = semantic.recall(encoder, dictionary)
        write(_two_columns("find by meaning", recall))
    return json.dumps(results)


def _report_missing(clips: Corpus, write: Callable[[str], None]) -> None:
    """Report missing landmarks, and how to compute them."""
    for source in (JIGAR, GALT):
        if not len(clips.rows(source)):
            write(
                f"Skipped the tests of {source}: its landmarks are missing. Compute them with "
                f"python -m training.data.landmarks FOLDER --source {source}, "
                "then add --landmarks FOLDER."
            )


def _results(
    encoder: SignClipEncoder,
    clips: Corpus,
    tests: Sequence[EvaluationProtocol],
    request: BenchmarkRequest,
    write: Callable[[str], None],
) -> BenchmarkResults:
    """Return the figures of every method on every test; each method reads each clip once."""
    results: BenchmarkResults = {}
    for excluded in dict.fromkeys(test.excluded for test in tests):
        group = [test for test in tests if test.excluded == excluded]
        methods = _methods(encoder, excluded, request)
        if not methods:
            without = " and ".join(excluded)
            names = ", ".join(test.name for test in group)
            write(f"{names}: not measured, because no model was trained without {without}")
            continue
        parts: BenchmarkResults = {test.name: {} for test in group}
        for name, method in methods.items():
            readings = Readings(method, clips, group)
            for test in group:
                parts[test.name][name] = figures(readings.draws(test))
        write(table(parts))
        results |= parts
    return results


def _methods(
    encoder: SignClipEncoder, excluded: tuple[str, ...], request: BenchmarkRequest
) -> dict[str, Method]:
    """Return the methods for tests; none if every model was trained on the excluded sources."""
    methods: dict[str, Method] = {}
    if excluded:
        name = next(name for name, sources in HELD_OUT.items() if sources == excluded)
        if not (request.folder / name).is_dir():
            return {}
        methods["bundled"] = _open(request.folder / name)
        former = request.folder / FORMER / name
    else:
        methods["bundled"] = ModelMethod(encoder)
        if PUBLISHED in request.against and (request.folder / PUBLISHED).is_dir():
            methods[PUBLISHED] = _open(request.folder / PUBLISHED)
        former = request.folder / FORMER
    if FORMER in request.against and (former / modelfiles.CONFIG).is_file():
        methods[FORMER] = _open(former)
    if "dtw" in request.against:
        methods["dtw"] = WarpingMethod()
    return methods


def _open(folder: Path) -> ModelMethod:
    return ModelMethod(SignClipEncoder.open(folder))


def _confidence(encoder: SignClipEncoder, draws: Sequence[Draw]) -> dict[str, float]:
    """Return the calibration of the first result, and how often a query has no close match.

    The removal of the right sign changes something only where it came first. So `refused without
    an answer` exceeds `refused` by at most `bound`.
    """
    least = encoder.least(draws[0].scores.shape[1])
    columns = zip(*(_first_results(encoder, draw) for draw in draws), strict=True)
    sure, right, without = (np.concatenate(column) for column in columns)
    return {
        "ece": calibrate.error(sure, right),
        "sure": float(sure.mean()),
        "right": float(right.mean()),
        "refused": float((sure < least).mean()),
        "refused without an answer": float((without < least).mean()),
        "bound": float(right.mean()),
    }


def _first_results(
    encoder: SignClipEncoder, draw: Draw
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for the first result of each query: its confidence, whether it is right, and the
    confidence without the right sign."""
    rows: list[tuple[float, bool, float]] = []
    size = draw.scores.shape[1]
    for scores, right in zip(draw.scores, draw.right, strict=True):
        best = float(encoder.confidences(_top(scores), size)[0])
        without = float(encoder.confidences(_top(np.delete(scores, right)), size - 1)[0])
        rows.append((best, bool(scores[right] >= scores.max()), without))
    confidence, correct, others = zip(*rows, strict=True)
    return np.array(confidence), np.array(correct), np.array(others)


def _top(scores: np.ndarray) -> np.ndarray:
    return np.sort(scores)[::-1][:_MOST]


def _two_columns(title: str, values: Mapping[str, float]) -> str:
    lines = [f"| {title} | |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {value:.3f} |" for name, value in values.items())])
