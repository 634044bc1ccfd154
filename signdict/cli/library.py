"""The commands of a maintainer: sources, labels, duplicates, undo, health, backups."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from signdict.cli import output
from signdict.cli.options import common, opened
from signdict.cli.output import CommandResult
from signdict.core.types import Source

if TYPE_CHECKING:
    from signdict.library.health import Health
    from signdict.library.undo import Change

_FILE = click.Path(path_type=Path)
_SHOWN = 20  # lines of a preview
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


@click.group(invoke_without_command=True)
@common
@click.pass_context
def sources(ctx: click.Context) -> CommandResult | None:
    r"""List where the signs come from, on what terms; or switch a source off and on.

    \b
    Examples:
      signdict sources
      signdict sources off WLASL
      signdict sources describe WLASL --licence "C-UDA" --attribution "Li et al. 2020"
    """
    if ctx.invoked_subcommand is not None:
        return None
    with opened() as dictionary:
        return output.sources(dictionary.sources(), dictionary.maintenance.off)


@sources.command()
@click.argument("name")
@common
def off(name: str) -> CommandResult:
    """Leave the signs of the source NAME out of every search. They stay in the library."""
    return _switched(name, on=False)


@sources.command()
@click.argument("name")
@common
def on(name: str) -> CommandResult:
    """Have the signs of the source NAME found again."""
    return _switched(name, on=True)


@sources.command()
@click.argument("name")
@click.option("--title", default="", help="What to call it.")
@click.option("--licence", default="", help="Terms on which its clips may be used.")
@click.option("--attribution", default="", help="Whom to name when they are shown.")
@click.option("--version", default="", help="Which edition it is.")
@click.option("--url", default="", help="Where it is published.")
@common
def describe(name: str, **what: str) -> CommandResult:
    """Say of the source NAME on what terms it may be used, and whom to name."""
    with opened() as dictionary:
        dictionary.maintenance.describe(Source(name, **what))
        found = [entry for entry in dictionary.sources() if entry[0].name == name]
        return output.sources(found, dictionary.maintenance.off)


@click.command()
@click.argument("source")
@common
def remove(source: str) -> CommandResult:
    """Remove all signs of SOURCE from your own library. The videos themselves stay.

    It can be taken back with "signdict undo", unless you taught the signs yourself.
    """
    with opened() as dictionary:
        count = dictionary.remove(source)
    return CommandResult({"removed": count}, [f"Removed {count} signs of {source}."])


@click.command()
@click.option("--source", default="", help="Only signs of this source.")
@click.option("--language", "only", default="", metavar="CODE", help="Only this sign language.")
@click.option("--find", default="", metavar="TEXT", help="What to look for in glosses.")
@click.option("--replace", "new", default="", metavar="TEXT", help="What to write in its place.")
@click.option("--pattern", is_flag=True, help="TEXT to look for is a regular expression.")
@click.option("--set-language", default="", metavar="CODE", help="Their sign language from now on.")
@click.option("--set-spoken-language", default="", metavar="CODE", help="Language of the glosses.")
@click.option("--table", type=_FILE, help="A CSV with gloss and new_gloss, new_sign_language, ...")
@click.option("--preview", is_flag=True, help="Only tell what would change.")
@common
def relabel(table: Path | None, preview: bool, **what: Any) -> CommandResult:  # noqa: FBT001 - an option
    r"""Change the glosses or languages of many signs of your own library at once.

    Signs of one source that get the same gloss become one. It can be taken back: signdict undo

    \b
    Examples:
      signdict relabel --source WLASL --find "thank you" --replace THANKS --preview
      signdict relabel --find "^(.*)[0-9]$" --replace "\1" --pattern
      signdict relabel --source mine --set-language bfi
      signdict relabel --table corrections.csv
    """
    from signdict.library.relabel import RelabelRequest

    wanted = RelabelRequest(
        what["source"], what["only"], what["find"], what["new"], what["pattern"],
        what["set_language"], what["set_spoken_language"],
    )  # fmt: skip
    if not table and not (wanted.find or wanted.sign_language or wanted.spoken_language):
        raise click.UsageError("Say what to change: --find, --set-language, or --table.")
    with opened() as dictionary:
        care = dictionary.maintenance
        plan, wrong = care.plan_from(table) if table else (care.plan(wanted), [])
        lines = [
            f"  {sign.gloss} ({sign.sign_language}) -> {label.gloss} ({label.sign_language})"
            for number, label in [*plan.items()][:_SHOWN]
            for sign in [dictionary.sign(number)]
        ]
        joined = 0 if preview else care.relabel(plan)
    verb = "would change" if preview else "changed"
    head = [f"{len(plan)} signs {verb}" + (f"; {joined} became part of others." if joined else ".")]
    rest = [f"  and {len(plan) - _SHOWN} more"] if len(plan) > _SHOWN else []
    value = {
        "changed": {number: asdict(label) for number, label in plan.items()},
        "joined": joined, "wrong": wrong, "preview": preview,
    }  # fmt: skip
    return CommandResult(value, [*head, *lines, *rest, *wrong], code=0 if plan else 1)


@click.command()
@click.option("--merge", is_flag=True, help="Keep the first clip of each group, remove the others.")
@click.option("--across-glosses", is_flag=True,
              help="Merge also where glosses differ: the sign that stays gets both.")  # fmt: skip
@common
def duplicates(merge: bool, across_glosses: bool) -> CommandResult:  # noqa: FBT001 - options
    r"""List clips of your own library that are there twice, or are nearly the same recording.

    \b
    Examples:
      signdict duplicates
      signdict duplicates --merge
    """
    with opened() as dictionary:
        groups = output.follow(dictionary.maintenance.duplicates())
        told = [(group, dictionary.maintenance.owners(group)) for group in groups]
        chosen = [
            group for group, signs in told
            if across_glosses or len({sign.gloss.casefold() for sign in signs}) == 1
        ]  # fmt: skip
        gone = dictionary.maintenance.merge(chosen) if merge else 0
    lines = [
        f"{'same' if group.same else 'near'}  "
        + ", ".join(
            f"{sign.gloss} ({sign.sign_language}, {sign.source.name}) clip {clip}"
            for clip, sign in zip(group.clips, signs, strict=True)
        )
        for group, signs in told
    ]
    value = {
        "groups": [
            {"same": group.same, "clips": group.clips, "glosses": [sign.gloss for sign in signs]}
            for group, signs in told
        ],
        "merged": gone,
    }
    remark = f"Clips merged: {gone}; take it back: signdict undo" if merge else ""
    if not groups:
        return CommandResult(value, [], code=1, remark="No clip is there twice.")
    return CommandResult(value, lines, remark=remark)


@click.command()
@click.argument("many", type=click.IntRange(min=1), default=1)
@click.option("--list", "listing", is_flag=True, help="Only list what can be taken back.")
@common
def undo(many: int, listing: bool) -> CommandResult:  # noqa: FBT001 - an option
    r"""Take back the newest change of sources, labels or duplicates, or the newest MANY.

    \b
    Examples:
      signdict undo --list
      signdict undo 2
    """
    with opened() as dictionary:
        if listing:
            return _changes(dictionary.maintenance.changes(), "")
        return _changes(dictionary.maintenance.undo(many), "Taken back: ")


@click.command()
@click.option("--repair", is_flag=True, help="Put right what can be put right.")
@click.option("--sizes", is_flag=True, help="Tell also of models, trackers, index and sizes.")
@common
def check(repair: bool, sizes: bool) -> CommandResult:  # noqa: FBT001 - options
    r"""Look whether the dictionary is sound, and say what is not.

    \b
    Example:
      signdict check --repair
    """
    with opened() as dictionary:
        done = output.follow(dictionary.maintenance.repair()) if repair else []
        found = dictionary.check()
        how = dictionary.maintenance.health() if repair or sizes else None
    value = {**how.as_json(), "repaired": done, "found": found} if how else found
    lines = [*done, *(found or ["All is sound."]), *(_health(how) if sizes and how else [])]
    return CommandResult(value, lines, code=1 if found else 0)


@click.command()
@click.argument("file", type=_FILE)
@common
def backup(file: Path) -> CommandResult:
    r"""Copy your own library and your lists to FILE, also while they are in use.

    Models that were added, and the videos themselves, are not in it.

    \b
    Example:
      signdict backup library-of-may.db
    """
    with opened() as dictionary:
        size = output.follow(dictionary.maintenance.back_up(file))
    return CommandResult({"file": str(file), "bytes": size}, [f"Wrote {file}, {_sized(size)}."])


@click.command()
@click.argument("file", type=_FILE)
@common
def restore(file: Path) -> CommandResult:
    r"""Put the backup FILE in the place of your own library and lists, after it was checked.

    What was there before is kept in the folder backups of your data folder. A backup without lists,
    as older signdicts made them, leaves your lists as they are.

    \b
    Example:
      signdict restore library-of-may.db
    """
    with opened() as dictionary:
        before = output.follow(dictionary.maintenance.restore(file))
        signs = sum(dictionary.counts().values())
    kept = [f"What was there before is in {before}."] if before else []
    value = {"signs": signs, "before": str(before) if before else None}
    return CommandResult(value, [f"Put back {file}; there are {signs} signs now.", *kept])


def _switched(name: str, *, on: bool) -> CommandResult:
    with opened() as dictionary:
        changed = dictionary.maintenance.switch(name, on=on)
    state = "on" if on else "off"
    line = f"{name} is {state} now." if changed else f"{name} was {state} already."
    return CommandResult({"source": name, "on": on, "changed": changed}, [line])


def _changes(found: "Sequence[Change]", verb: str) -> CommandResult:
    lines = [f"{verb}{one.said} ({one.made[:16].replace('T', ' ')})" for one in found]
    remark = "" if found else "There is nothing to take back."
    return CommandResult(
        [asdict(one) for one in found], lines, code=0 if found else 1, remark=remark
    )


def _health(how: "Health") -> list[str]:
    rows = [
        ("signs, clips", f"{how.signs}, {how.clips}"),
        ("model", f"{how.model}, index {how.index}"),
        ("landmarks by", how.tracker),
        *((f"  by {name}", f"{count} clips") for name, count in how.trackers.items()),
        *((f"size of {name}", _sized(size)) for name, size in how.sizes.items() if size),
    ]
    return ["", *output.table(*rows)]


def _sized(size: float) -> str:
    for unit in _UNITS[:-1]:
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} {_UNITS[-1]}"


COMMANDS = (remove, sources, relabel, duplicates, undo, check, backup, restore)
