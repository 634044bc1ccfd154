"""Runs commands in tests."""

import json

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
