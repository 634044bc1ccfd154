"""The command that serves the dictionary over HTTP."""

from contextlib import closing, suppress

import click

from signdict.cli.options import library, paths
from signdict.cli.output import CommandResult
from signdict.core.errors import RequestError

_MISSING = "The service needs packages that are not installed."


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=3030, show_default=True,
              help="Port to listen at; 0 takes a free one.")  # fmt: skip
@click.option("--origin", "origins", multiple=True, metavar="URL",
              help="Let web pages from here ask, such as http://localhost:8000.")  # fmt: skip
@library
def serve(host: str, port: int, origins: tuple[str, ...]) -> CommandResult:
    r"""Answer programs over HTTP: embed, recognise, find. Ctrl-C stops it.

    Only this machine can ask, unless another --host is given; its page says what can be asked.

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

    named = [http.origin(url) for url in origins]
    with http.listen(host, port) as listening, closing(Service(paths())) as service:
        if not http.is_local(listening):
            click.echo(
                "Everybody who can reach this machine can ask this dictionary; "
                "there is no password.",
                err=True,
            )
        with suppress(KeyboardInterrupt):  # some versions of uvicorn pass it on, some do not
            http.run(service, listening, host, named)
        click.echo("\nStopped.", err=True)
    return CommandResult(None, [])
