"""The command that starts the HTTP service."""

from contextlib import closing, suppress

import click

from signdict.cli import output
from signdict.cli.options import chosen_paths, library_option
from signdict.cli.output import CommandResult
from signdict.core.errors import RequestError

_MISSING = "The service needs packages that are not installed."


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=3030, show_default=True,
              help="Port to listen on; 0 selects a free one.")  # fmt: skip
@click.option("--origin", "origins", multiple=True, metavar="URL",
              help="Allow web pages of this origin, such as http://localhost:8000.")  # fmt: skip
@library_option
def serve(host: str, port: int, origins: tuple[str, ...]) -> CommandResult:
    r"""Answer programs over HTTP: embed, recognise, find. Stop it with Ctrl-C.

    Only this computer can connect, unless you give another --host. The start page lists all
    requests.

    \b
    Example:
      signdict serve --port 3030
    """
    try:
        from signdict.service import server as http
    except ImportError as missing:
        raise RequestError(
            _MISSING, hint="Install them: pip install 'signdict[serve]'"
        ) from missing
    from signdict.service.worker import Service

    allowed = [http.origin(url) for url in origins]
    with http.listen(host, port) as listening, closing(Service(chosen_paths())) as service:
        if not http.is_local(listening):
            output.say(
                "Every computer that can reach this one can query this dictionary; "
                "there is no password."
            )
        with suppress(KeyboardInterrupt):  # some versions of uvicorn raise it, others do not
            http.run(service, listening, host, allowed, _print)
        output.say("")
        output.say("Stopped.")
    return CommandResult(None, [])


def _print(line: str) -> None:
    with output.printing():
        click.echo(line)


COMMANDS = (serve,)
