"""Runs commands in tests."""

import json
import os
import subprocess
import sys

from click.testing import CliRunner

from signdict.cli.main import main


def run(*arguments):
    """Run a command and return its result: exit code, stdout and stderr."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def printed(*arguments):
    """Return what a command prints with --json. It must exit with 0."""
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def started(home, *arguments, without=(), env=None, **options):
    """Run a command in a process of its own, `without` some variables of the environment."""
    environment = {**os.environ, "SIGNDICT_HOME": str(home), **(env or {})}
    for name in without:
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "signdict", *map(str, arguments)], env=environment, text=True,
        check=False, **options,
    )  # fmt: skip
