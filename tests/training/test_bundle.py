"""Everything that ships in one command: rows of steps, side by side, each taken once."""

import importlib
import subprocess
import sys
from pathlib import Path

import click
import pytest

from signdict.core.paths import BUNDLED_MODEL
from training import bundle
from training.bundle import BundleError, BundlePlan, Step
from training.train import presets


@pytest.fixture
def taken(tmp_path, monkeypatch):
    """Steps write their name into a file; `bad` fails, `slow` would take a minute."""
    monkeypatch.setattr(bundle, "_PAUSE", 0.02)
    file = tmp_path / "taken"

    def started(step, folder):
        code = f"open({str(file)!r}, 'a').write({step.name!r} + ' ')"
        code += "; import time, sys"
        code += "; time.sleep(60)" if step.name == "slow" else ""
        code += "; sys.exit(3)" if step.name == "bad" else ""
        return subprocess.Popen([sys.executable, "-c", code])

    monkeypatch.setattr(bundle, "_started", started)
    return lambda: file.read_text().split() if file.exists() else []


def steps(*names):
    return [Step(name, "nothing", ()) for name in names]


def test_steps_of_a_row_come_one_after_the_other_and_once(taken, tmp_path):
    bundle.run([steps("a", "b"), steps("c")], tmp_path)
    assert sorted(taken()) == ["a", "b", "c"]
    assert taken().index("a") < taken().index("b")
    bundle.run([steps("a", "b", "d")], tmp_path)  # what is done is left out
    assert taken()[3:] == ["d"]


def test_a_step_that_fails_ends_the_others_and_is_taken_again(taken, tmp_path):
    with pytest.raises(BundleError, match="bad ended") as told:
        bundle.run([steps("slow"), steps("first", "bad", "never")], tmp_path)
    assert "bad.log" in told.value.hint
    assert sorted(taken()) == ["bad", "first", "slow"]
    assert [path.name for path in tmp_path.glob("*.done")] == ["first.done"]


def test_every_step_is_a_command_that_takes_what_it_is_told():
    plan = BundlePlan(Path("runs"), Path("shared"), 10, 5)
    every = [*plan.before(), *(step for lane in plan.lanes() for step in lane), *plan.after()]
    for step in every:
        module = importlib.import_module(f"training.{step.module}")
        main = (
            module
            if hasattr(module, "main")
            else importlib.import_module(f"{module.__name__}.__main__")
        ).main
        assert isinstance(main, click.Command)
        assert main.make_context(step.name, list(step.told)).params
    assert len({step.name for step in every}) == len(every)
    held = [step for step in every if "--without" in step.told]
    assert [step.name for step in held] == ["without-ins", "without-galt"]
    assert BUNDLED_MODEL in presets.names()
