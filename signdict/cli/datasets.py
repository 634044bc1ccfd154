"""The commands about published datasets."""

import click

from signdict.cli.obtain import get


@click.group()
def datasets() -> None:
    """Published datasets, which can be added."""


datasets.add_command(get)

COMMANDS = (datasets,)
