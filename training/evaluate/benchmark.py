"""The report of `training.evaluate --suite one-shot`: every method, and what users feel."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from signdict.dictionary.dictionary import open_dictionary
from signdict.model.encoder import SignClipEncoder
from training.evaluate import calibrate, protocols, semantic
from training.evaluate.draws import Answers, Drawn, Figures, figures, hardships, table
from training.evaluate.methods import Method, ModelMethod, WarpingMethod
from training.evaluate.protocols import GALT, HELD, JIGAR, Corpus, EvaluationProtocol

#: Folders of what the bundled model is compared with, and of models like it for tests that touch
#: what it was trained on.
MODELS = Path(__file__).parent / "models"
PUBLISHED = "published"
_PLAIN = "wlasl50"  # the test whose queries meet hardships
_MOST = 400  # scores among which the application tells how sure it is

BenchmarkResults = dict[str, dict[str, Figures]]


@dataclass(frozen=True, slots=True)
class BenchmarkRequest:
    """What is measured: `only` some tests, `against` whom, with how many draws."""

    only: Sequence[str] = ()
    against: Sequence[str] = ("dtw", PUBLISHED)
    draws: int = 20
    folder: Path = MODELS


def report(
    encoder: SignClipEncoder, clips: Corpus, asked: BenchmarkRequest, say: Callable[[str], None]
) -> str:
    """Measure, telling each part as Markdown when it is done; return everything as JSON."""
    tests = [replace(t, draws=min(t.draws, asked.draws)) for t in protocols.every(clips)]
    chosen = [t for t in tests if not asked.only or t.name in asked.only]
    _told_missing(clips, say)
    found: dict[str, object] = {**_results(encoder, clips, chosen, asked, say)}
    plain = next((test for test in chosen if test.name == _PLAIN), None)
    if plain:
        lost = hardships(ModelMethod(encoder), clips, plain)
        found["hardships"] = lost
        say(_listed("recall@1 of wlasl50 changes, points", {k: 100 * v for k, v in lost.items()}))
    own = [test for test in chosen if not test.touched]
    if own:
        method = ModelMethod(encoder)
        sure = {test.name: _sureness(encoder, Answers(method, clips, test)) for test in own}
        found["sureness"] = sure
        for name, row in sure.items():
            say(_listed(f"{name}: how sure", row))
    if not asked.only and encoder.prompts.meaning:
        with open_dictionary() as dictionary:
            found["text"] = told = semantic.recall(encoder, dictionary)
        say(_listed("find by meaning", told))
    return json.dumps(found)


def _told_missing(clips: Corpus, say: Callable[[str], None]) -> None:
    """Say which landmarks are missing, and how to make them."""
    for source in (JIGAR, GALT):
        if not len(clips.rows(source)):
            say(
                f"Without landmarks of {source} its tests are left out. Make them: "
                f"python -m training.data.landmarks FOLDER --source {source}; "
                "then --landmarks FOLDER"
            )


def _results(
    encoder: SignClipEncoder,
    clips: Corpus,
    tests: Sequence[EvaluationProtocol],
    asked: BenchmarkRequest,
    say: Callable[[str], None],
) -> BenchmarkResults:
    """Every method on every test."""
    results: BenchmarkResults = {}
    for test in tests:
        methods = _methods(encoder, test, asked)
        if not methods:
            without = " and ".join(test.touched)
            say(f"{test.name}: not measured, no model here was trained without {without}")
            continue
        results[test.name] = {
            name: figures(Answers(one, clips, test).draws()) for name, one in methods.items()
        }
        say(table({test.name: results[test.name]}))
    return results


def _methods(
    encoder: SignClipEncoder, test: EvaluationProtocol, asked: BenchmarkRequest
) -> dict[str, Method]:
    """Who answers a test: none where no model may."""
    methods: dict[str, Method] = {}
    if test.touched:
        name = next(name for name, sources in HELD.items() if sources == test.touched)
        if not (asked.folder / name).is_dir():
            return {}
        methods["bundled"] = ModelMethod(SignClipEncoder.open(asked.folder / name))
    else:
        methods["bundled"] = ModelMethod(encoder)
        if PUBLISHED in asked.against and (asked.folder / PUBLISHED).is_dir():
            methods[PUBLISHED] = ModelMethod(SignClipEncoder.open(asked.folder / PUBLISHED))
    if "dtw" in asked.against:
        methods["dtw"] = WarpingMethod()
    return methods


def _sureness(encoder: SignClipEncoder, answers: Answers) -> dict[str, float]:
    """Calibration of the first answer, and how often people are told that nothing fits well.

    `bound` is the most by which refusals without an answer can exceed those with one: only where
    the sign itself came first does it make a difference that it is gone.
    """
    draws = answers.draws()
    least = encoder.least(draws[0].scores.shape[1])
    found = [_first(encoder, draw) for draw in draws]
    sure, right, without = (np.concatenate(part) for part in zip(*found, strict=True))
    return {
        "ece": calibrate.error(sure, right),
        "sure": float(sure.mean()),
        "right": float(right.mean()),
        "refused": float((sure < least).mean()),
        "refused without an answer": float((without < least).mean()),
        "bound": float(right.mean()),
    }


def _first(encoder: SignClipEncoder, draw: Drawn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How sure the first answer is, whether it is right, how sure it is without the right sign."""
    rows: list[tuple[float, bool, float]] = []
    size = draw.scores.shape[1]
    for scores, right in zip(draw.scores, draw.right, strict=True):
        best = float(encoder.confidences(_top(scores), size)[0])
        gone = float(encoder.confidences(_top(np.delete(scores, right)), size - 1)[0])
        rows.append((best, bool(scores[right] >= scores.max()), gone))
    sure, correct, without = zip(*rows, strict=True)
    return np.array(sure), np.array(correct), np.array(without)


def _top(scores: np.ndarray) -> np.ndarray:
    return np.sort(scores)[::-1][:_MOST]


def _listed(title: str, values: Mapping[str, float]) -> str:
    lines = [f"| {title} | |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {value:.3f} |" for name, value in values.items())])
