"""The commands about imports: add clips, preview, resume, retry, report."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from signdict.cli import output
from signdict.cli.options import chosen_paths, common_options, open_dictionary
from signdict.cli.output import CommandResult
from signdict.core import files
from signdict.core.errors import ManifestError
from signdict.core.kinds import KINDS, WORD
from signdict.core.languages import language
from signdict.core.paths import MEGABYTES

if TYPE_CHECKING:
    from signdict.importing.entries import ClipEntry, Download
    from signdict.importing.jobs import Summary
    from signdict.importing.manifest import FilmsOnWeb, ImportPreview

_NUMBER = click.argument("number", type=int)


def default_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options whose values hold for all clips for which a list names no others."""
    for option, metavar, text in (
        ("--attribution", None, "Whom to credit when the clips are shown."),
        ("--licence", None, "Licence of the clips."),
        ("--source", None, "Name of the source, with which the clips can be removed later."),
        ("--spoken-language", "CODE", "Spoken language of the glosses."),
    ):
        command = click.option(option, default="", metavar=metavar, help=text)(command)
    command = click.option(
        "--kind", type=click.Choice(KINDS), default=WORD, show_default=True,
        help="Kind of all signs for which the list names none.",
    )(command)  # fmt: skip
    return click.option(
        "--language", "sign_language", default="", metavar="CODE",
        help="Sign language of all clips for which the list names none.",
    )(command)  # fmt: skip


def download_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about films that are fetched: where they stay, and how large they may be."""
    for option in (
        click.option(
            "--max-size", "megabytes", type=click.IntRange(1, 1_000_000), default=MEGABYTES,
            show_default=True, metavar="MB", help="The largest film that is fetched, in megabytes.",
        ),
        click.option(
            "--keep-in", "keep_in", type=click.Path(path_type=Path, file_okay=False),
            help="Keep the films that are fetched in this folder.",
        ),
        click.option(
            "--keep", is_flag=True,
            help="Keep the films that are fetched, in the folder films of your library. "
            "Otherwise each is deleted when its landmarks are stored.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def ordered(*, keep: bool, keep_in: Path | None, megabytes: int) -> "Download":
    """Return what the options about films say."""
    from signdict.importing.entries import Download

    folder = keep_in.absolute() if keep_in else chosen_paths().films if keep else None
    return Download(str(folder) if folder else "", megabytes)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--download", is_flag=True,
    help="Fetch films that are not here from the https addresses that the list names.",
)  # fmt: skip
@download_options
@click.option("--preview", is_flag=True, help="Only show what would be read.")
@click.option(
    "--tier", "tiers", multiple=True, metavar="NAME",
    help="Read this tier of ELAN files, instead of those of glosses; repeatable.",
)  # fmt: skip
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter of the dataset; repeatable.",
)
@click.option(
    "--as", "recipe", default="", metavar="NAME",
    help='Read PATH as this dataset, or by the recipe in this file; "folder" for no dataset.',
)  # fmt: skip
@default_options
@common_options
def add(
    path: Path,
    *,
    preview: bool,
    download: bool,
    keep: bool,
    keep_in: Path | None,
    megabytes: int,
    **defaults: Any,
) -> CommandResult:
    r"""Add the signs of PATH: a folder of videos or .pose files, one file, or a list of clips.

    A list is a CSV with the columns path, gloss and sign_language, an ELAN file, the JSON of WLASL
    or MS-ASL, or a CSV of ASL Citizen, SignSuisse or sign.mt. In a folder, the file name of a clip
    is its gloss. A folder of a published dataset is read as that (see "signdict datasets"), if it
    is recognised or --as names it. A pack (.signpack) has languages and terms of its own. You can
    stop an import and resume it with "signdict imports go-on". Clips that are already stored are
    not added twice. A path in a list may be an https address: its film is fetched only with
    --download, and without it nothing connects to the network.

    \b
    Examples:
      signdict add my_signs/ --language ase --source "my own"
      signdict add WLASL_v0.3.json --preview
      signdict add talk.eaf --language dse --tier "Gloss RH" --tier "Gloss LH"
      signdict add train.csv --licence "research only" --attribution "ASL Citizen"
      signdict add downloads/lsa64 --as lsa64 --preview
      signdict add films.csv --download --keep
    """
    if (keep or keep_in) and not download:
        raise ManifestError(
            "--keep is about films that are fetched.", hint="Add --download, or leave it out."
        )
    if download:
        defaults["download"] = ordered(keep=keep, keep_in=keep_in, megabytes=megabytes)
    with open_dictionary() as dictionary:
        if preview:
            return _previewed(output.follow(dictionary.preview(path, **defaults)))
        return output.report(output.follow(dictionary.add(path, **defaults)))


@click.group()
def imports() -> None:
    """List imports, resume one, or retry the clips that were skipped."""


@imports.command("list")
@common_options
def listed() -> CommandResult:
    """List the imports, newest first, with their numbers of clips."""
    with open_dictionary() as dictionary:
        return _listed(dictionary.imports.all())


@imports.command("go-on")
@click.argument("number", type=int, required=False)
@common_options
def go_on(number: int | None) -> CommandResult:
    r"""Resume the import NUMBER, or the newest one that is not finished.

    \b
    Example:
      signdict imports go-on
    """
    with open_dictionary() as dictionary:
        waiting = [summary.number for summary in dictionary.imports.all() if summary.waiting]
        if number is None and not waiting:
            return CommandResult(None, [], code=1, remark="No unfinished import.")
        chosen = waiting[0] if number is None else number
        return output.report(output.follow(dictionary.go_on(chosen)))


@imports.command("try-again")
@_NUMBER
@common_options
def try_again(number: int) -> CommandResult:
    r"""Retry the clips that the import NUMBER skipped.

    \b
    Example:
      signdict imports try-again 3
    """
    with open_dictionary() as dictionary:
        return output.report(output.follow(dictionary.try_again(number)))


@imports.command()
@_NUMBER
@common_options
def report(number: int) -> CommandResult:
    r"""Show the result of the import NUMBER.

    \b
    Example:
      signdict imports report 3 --json
    """
    with open_dictionary() as dictionary, dictionary.imports.open(number) as job:
        return output.report(job.report())


@imports.command()
@_NUMBER
@common_options
def forget(number: int) -> CommandResult:
    """Remove the import NUMBER from the list. The clips that it added stay."""
    with open_dictionary() as dictionary:
        dictionary.imports.forget(number)
    return CommandResult(
        {"forgotten": number}, [f"Removed import {number} from the list. Its clips stay."]
    )


def _listed(summaries: "Sequence[Summary]") -> CommandResult:
    rows = [
        (
            str(job.number), output.local_time(job.began), job.source, str(job.added),
            str(job.already), str(job.left_out), str(job.waiting), str(job.path),
        )
        for job in summaries
    ]  # fmt: skip
    heads = ("", "started", "source", "added", "already stored", "skipped", "waiting", "from")
    value = [{**asdict(job), "path": str(job.path)} for job in summaries]
    if not summaries:
        return CommandResult(value, [], code=1, remark="No imports yet.")
    return CommandResult(value, output.table(heads, *rows))


def _previewed(preview: "ImportPreview") -> CommandResult:
    codes = ", ".join(f"{code} {count}" for code, count in preview.languages.items())
    lines = [
        f"{preview.usual.path.name}: {_format(preview)}, source {preview.usual.source}.",
        f"Clips: {preview.ready}, glosses: {preview.glosses} ({codes or 'none'})",
        *(f"  {_named(clip)}: {_place(clip)}" for clip in preview.first),
    ]
    lines[1:1] = output.tiers(preview.tiers)
    if preview.left_out:
        lines += [f"Skipped: {preview.left_out}"]
        lines += [f"  {clip.path}: {clip.reason}" for clip in preview.skipped]
        if preview.left_out > len(preview.skipped):
            lines += [f"  and {preview.left_out - len(preview.skipped)} more"]
    unnamed = "No sign language. Name it with --language." if "" in preview.languages else ""
    remark = preview.problem or unnamed
    if not remark and not preview.usual.licence:
        remark = "No licence. Name it with --licence."
    films = preview.films
    if films.count:
        lines.insert(1, _films(films))
        if not (remark or preview.usual.download):
            remark = "Films at addresses are fetched with --download only."
    value: dict[str, object] = {
        "format": preview.format, "dataset": preview.dataset.name if preview.dataset else "",
        "recognised": preview.recognised, "source": preview.usual.source, "ready": preview.ready,
        "left_out": preview.left_out, "glosses": preview.glosses, "languages": preview.languages,
        "first": [_entry(clip) for clip in preview.first],
        "skipped": [{"path": str(clip.path), "reason": clip.reason} for clip in preview.skipped],
    }  # fmt: skip
    if films.count:
        value["films"] = {"count": films.count, **asdict(films)}
    if preview.tiers:
        value["tiers"] = [asdict(tier) for tier in preview.tiers]
    return CommandResult(value, lines, code=0 if preview.ready else 1, remark=remark)


def _films(films: "FilmsOnWeb") -> str:
    """Return how many films are at addresses, at which hosts, and their size as far as known."""
    hosts = ", ".join(f"{host} {count}" for host, count in films.hosts.items())
    size = f"; about {files.size_text(films.bytes)}" if films.bytes else ""
    rest = f", {films.unknown} of unknown size" if films.unknown and films.bytes else ""
    return f"Films on the web: {films.count} ({hosts}){size}{rest}"


def _entry(clip: "ClipEntry") -> dict[str, object]:
    """Return the fields of a clip that are not empty, and the kind of a letter."""
    values = asdict(clip) | {"path": str(clip.path)}
    hidden = ["tiers", "recipe", "settings", "layout", "download"]
    hidden += ["kind"] * (clip.kind == WORD) + ["size"] * (not clip.size)
    return {n: v for n, v in values.items() if n not in hidden and v not in ("", None)}


def _format(preview: "ImportPreview") -> str:
    """Return the format of a list, or the dataset with its number of signs and languages."""
    dataset = preview.dataset
    if dataset is None:
        return preview.format
    names = [language(code).name for code in dataset.sign_languages]
    signs = [f"{dataset.signs:,} signs"] if dataset.signs else []
    about = ", ".join([*signs, *names])
    title = f"{dataset.title} ({about})" if about else dataset.title
    return f"Recognised as {title}" if preview.recognised else title


def _named(clip: "ClipEntry") -> str:
    """Return the gloss and language of a clip, and the kind of a letter."""
    kind = "" if clip.kind == WORD else f", {clip.kind}"
    return f"{clip.gloss} ({clip.sign_language}{kind})"


def _place(clip: "ClipEntry") -> str:
    """Return where a clip is: its file, its times in seconds, and whose hand it shows."""
    times = "" if clip.end is None else f"{clip.start or 0:.10g} to {clip.end:.10g} s"
    hand = {"": "", "both": "both hands"}.get(clip.hand, f"{clip.hand} hand")
    return ", ".join(
        part for part in (clip.address or str(clip.path), times, clip.signer, hand) if part
    )


COMMANDS = (add, imports)
