"""The bundle command: lists of steps in parallel, each run once."""

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
def executed(tmp_path, monkeypatch):
    """Steps write their name into a file; `bad` fails, `slow` would take a minute."""
    monkeypatch.setattr(bundle, "PAUSE", 0.02)
    file = tmp_path / "executed"

    def start(step, folder):
        code = f"open({str(file)!r}, 'a').write({step.name!r} + ' ')"
        code += "; import time, sys"
        code += "; time.sleep(60)" if step.name == "slow" else ""
        code += "; sys.exit(3)" if step.name == "bad" else ""
        return subprocess.Popen([sys.executable, "-c", code])

    monkeypatch.setattr(bundle, "start", start)
    return lambda: file.read_text().split() if file.exists() else []


def steps(*names):
    return [Step(name, "nothing", ()) for name in names]


def test_steps_of_a_list_run_in_order_and_once(executed, tmp_path):
    bundle.run([steps("a", "b"), steps("c")], tmp_path)
    assert sorted(executed()) == ["a", "b", "c"]
    assert executed().index("a") < executed().index("b")
    bundle.run([steps("a", "b", "d")], tmp_path)  # finished steps are skipped
    assert executed()[3:] == ["d"]


def test_a_failed_step_stops_the_others_and_is_not_marked_as_finished(executed, tmp_path):
    with pytest.raises(BundleError, match="bad failed") as error:
        bundle.run([steps("slow"), steps("first", "bad", "never")], tmp_path)
    assert "bad.log" in error.value.hint
    assert sorted(executed()) == ["bad", "first", "slow"]
    assert [path.name for path in tmp_path.glob("*.done")] == ["first.done"]


def test_every_step_is_a_command_that_accepts_its_arguments():
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
        assert main.make_context(step.name, list(step.arguments)).params
    assert len({step.name for step in every}) == len(every)
    held_out = [step for step in every if "--without" in step.arguments]
    assert [step.name for step in held_out] == ["without-ins", "without-galt"]
    assert BUNDLED_MODEL in presets.names()
