"""The command line: the group of all commands, which prints their results.

Exit codes: 0 found or done, 1 nothing found or `check` found a problem, 2 an error that the user
can correct, reported in one sentence on stderr, 130 stopped with Ctrl-C.
"""

import click

from signdict import __version__
from signdict.cli import (
    compare,
    datasets,
    export,
    facets,
    imports,
    library,
    linguist,
    lists,
    models,
    output,
    queries,
    serve,
    table,
    teach,
)
from signdict.cli.options import (
    CSV,
    JSON,
    OUT,
    Commands,
    chosen_paths,
    library_option,
    prepare,
    wants_safe,
)
from signdict.cli.output import CommandResult
from signdict.cli.window import open_window


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="signdict")
@library_option
@click.pass_context
def main(ctx: click.Context) -> None:
    r"""Search for signs by signing, by typing and by similarity. Nothing leaves this computer.

    Without a command, opens the window.

    \b
    Examples:
      signdict find "thank you"
      signdict recognise clip.mp4 --language ase --language ins
      signdict add my_signs/ --language ase
    """
    if ctx.invoked_subcommand is None:
        ctx.exit(open_window(chosen_paths()))


@main.result_callback()
@click.pass_context
def print_result(ctx: click.Context, result: CommandResult) -> None:
    """Print or write the result of a command, and exit with its code."""
    if OUT in ctx.meta:
        output.write(result, ctx.meta[OUT], safe=wants_safe())
        output.say(f"Wrote {ctx.meta[OUT]}.")
    else:
        output.show(result, as_json=JSON in ctx.meta, as_csv=CSV in ctx.meta, safe=wants_safe())
    ctx.exit(result.code)


for _module in (
    compare, datasets, export, facets, imports, library, linguist, lists, models, queries, serve,
    table, teach,
):  # fmt: skip
    for _command in _module.COMMANDS:
        main.add_command(_command)
prepare(main)
