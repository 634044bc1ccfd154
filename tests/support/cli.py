"""The command line as a person or a program uses it."""

import json

from click.testing import CliRunner

from signdict.cli.main import main


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def printed(*arguments):
    """What a command prints for programs."""
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)
