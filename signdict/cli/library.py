"""The commands of maintainers: sources, labels, duplicates, undo, health, backups."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from signdict.cli import output
from signdict.cli.options import chosen_paths, common_options, open_dictionary
from signdict.cli.output import CommandResult
from signdict.core.kinds import KINDS, WORD
from signdict.core.types import Source

if TYPE_CHECKING:
    from signdict.core.types import Sign
    from signdict.library.editing import Label
    from signdict.library.health import Health
    from signdict.library.undo import Change

_FILE = click.Path(path_type=Path)
#: Largest number of lines in a preview.
_SHOWN = 20
_NO_GRAPHS = (
    "hnswlib is not installed, so every search compares all clips. This takes longer in a library "
    "of over 20,000 clips. Install a C++ compiler, then: python -m pip install hnswlib"
)
_UNITS = ("bytes", "KB", "MB", "GB", "TB")


@click.group(invoke_without_command=True)
@common_options
@click.pass_context
def sources(ctx: click.Context) -> CommandResult | None:
    r"""List the sources of the signs with their licences; or switch a source off and on.

    \b
    Examples:
      signdict sources
      signdict sources off WLASL
      signdict sources describe WLASL --licence "C-UDA" --attribution "Li et al. 2020"
    """
    if ctx.invoked_subcommand is not None:
        return None
    with open_dictionary() as dictionary:
        return output.sources(dictionary.sources(), dictionary.maintenance.off)


@sources.command()
@click.argument("name")
@common_options
def off(name: str) -> CommandResult:
    """Exclude the signs of the source NAME from every search. They stay in the library."""
    return _switched(name, on=False)


@sources.command()
@click.argument("name")
@common_options
def on(name: str) -> CommandResult:
    """Include the signs of the source NAME in searches again."""
    return _switched(name, on=True)


@sources.command()
@click.argument("name")
@click.option("--title", default="", help="Title of the source.")
@click.option("--licence", default="", help="Licence of its clips.")
@click.option("--attribution", default="", help="Whom to credit when they are shown.")
@click.option("--version", default="", help="Version of the source.")
@click.option("--url", default="", help="Address where it is published.")
@common_options
def describe(name: str, **fields: str) -> CommandResult:
    """Set the title, licence, attribution, version or address of the source NAME."""
    with open_dictionary() as dictionary:
        dictionary.maintenance.describe(Source(name, **fields))
        entries = [entry for entry in dictionary.sources() if entry[0].name == name]
        return output.sources(entries, dictionary.maintenance.off)


@click.command()
@click.argument("source")
@common_options
def remove(source: str) -> CommandResult:
    """Remove all signs of SOURCE from your library. The video files are not deleted.

    You can undo this with "signdict undo", unless you taught the signs yourself.
    """
    with open_dictionary() as dictionary:
        count = dictionary.remove(source)
    return CommandResult({"removed": count}, [f"Removed {count} signs of {source}."])


@click.command()
@click.argument("source")
@click.argument("file", type=_FILE)
@common_options
def pack(source: str, file: Path) -> CommandResult:
    r"""Write all signs of SOURCE to FILE, a pack that others can add, with its terms.

    A pack contains landmarks, glosses, translations, vectors, licence and attribution, but no
    pictures.

    \b
    Examples:
      signdict pack "School of Berne" berne.signpack
      signdict add berne.signpack
    """
    from signdict.library import signpack

    file = signpack.with_ending(file)
    with open_dictionary() as dictionary:
        count = output.follow(dictionary.packs.write(source, file))
    value = {"signs": count, "file": str(file)}
    return CommandResult(value, [f"Wrote {count} signs of {source} to {file}."])


@click.command()
@click.option("--source", default="", help="Only signs of this source.")
@click.option("--language", "only", default="", metavar="CODE", help="Only this sign language.")
@click.option("--find", default="", metavar="TEXT", help="Text to search for in glosses.")
@click.option("--replace", "new", default="", metavar="TEXT", help="Text to replace it with.")
@click.option("--pattern", is_flag=True, help="--find is a regular expression.")
@click.option("--set-language", default="", metavar="CODE", help="New sign language.")
@click.option(
    "--set-spoken-language", default="", metavar="CODE", help="New language of the glosses."
)
@click.option("--set-kind", type=click.Choice(KINDS), default=None, help="New kind of the signs.")
@click.option(
    "--table", type=_FILE, help="A CSV table with gloss and new_gloss, new_sign_language, ..."
)
@click.option("--preview", is_flag=True, help="Only show what would change.")
@common_options
def relabel(table: Path | None, preview: bool, **request: Any) -> CommandResult:  # noqa: FBT001 - an option
    r"""Change the glosses, languages or kind of many signs of your library at once.

    Signs of one source that get the same gloss are merged. To undo: signdict undo

    \b
    Examples:
      signdict relabel --source WLASL --find "thank you" --replace THANKS --preview
      signdict relabel --find "^(.*)[0-9]$" --replace "\1" --pattern
      signdict relabel --source mine --set-language bfi
      signdict relabel --source alphabet --set-kind letter
      signdict relabel --table corrections.csv
    """
    from signdict.library.relabel import RelabelRequest

    changes = RelabelRequest(
        request["source"], request["only"], request["find"], request["new"], request["pattern"],
        request["set_language"], request["set_spoken_language"], request["set_kind"] or "",
    )  # fmt: skip
    if not table and not changes.changes:
        raise click.UsageError("Name a change: --find, --set-language, --set-kind or --table.")
    with open_dictionary() as dictionary:
        maintenance = dictionary.maintenance
        plan, wrong = maintenance.plan_from(table) if table else (maintenance.plan(changes), [])
        lines = [
            f"  {_labelled(sign)} -> {_labelled(label)}"
            for number, label in [*plan.items()][:_SHOWN]
            for sign in [dictionary.sign(number)]
        ]
        joined = 0 if preview else maintenance.relabel(plan)
    verb = "would change" if preview else "changed"
    head = [f"{len(plan)} signs {verb}" + (f"; {joined} merged into others." if joined else ".")]
    rest = [f"  and {len(plan) - _SHOWN} more"] if len(plan) > _SHOWN else []
    value = {
        "changed": {number: asdict(label) for number, label in plan.items()},
        "joined": joined, "wrong": wrong, "preview": preview,
    }  # fmt: skip
    return CommandResult(value, [*head, *lines, *rest, *wrong], code=0 if plan else 1)


def _labelled(label: "Sign | Label") -> str:
    """Return a label as a preview shows it: the kind only of letters."""
    kind = f", {label.kind}" if label.kind != WORD else ""
    return f"{label.gloss} ({label.sign_language}{kind})"


@click.command()
@click.option("--merge", is_flag=True, help="Keep the first clip of each group, remove the others.")
@click.option("--across-glosses", is_flag=True,
              help="Merge clips of different glosses too; one sign gets both.")  # fmt: skip
@common_options
def duplicates(merge: bool, across_glosses: bool) -> CommandResult:  # noqa: FBT001 - options
    r"""List clips of your library that are stored twice, or are nearly the same recording.

    \b
    Examples:
      signdict duplicates
      signdict duplicates --merge
    """
    with open_dictionary() as dictionary:
        groups = output.follow(dictionary.maintenance.duplicates())
        owners = [(group, dictionary.maintenance.owners(group)) for group in groups]
        merged = 0
        if merge:
            chosen = groups if across_glosses else dictionary.maintenance.of_one_gloss(groups)
            merged = dictionary.maintenance.merge(chosen)
    lines = [
        f"{'same' if group.same else 'near'}  "
        + ", ".join(
            f"{sign.gloss} ({sign.sign_language}, {sign.source.name}) clip {clip}"
            for clip, sign in zip(group.clips, signs, strict=True)
        )
        for group, signs in owners
    ]
    value = {
        "groups": [
            {"same": group.same, "clips": group.clips, "glosses": [sign.gloss for sign in signs]}
            for group, signs in owners
        ],
        "merged": merged,
    }
    remark = f"Clips merged: {merged}. To undo: signdict undo" if merge else ""
    if not groups:
        return CommandResult(value, [], code=1, remark="No duplicates found.")
    return CommandResult(value, lines, remark=remark)


@click.command()
@click.argument("count", metavar="[COUNT]", type=click.IntRange(min=1), default=1)
@click.option("--list", "listing", is_flag=True, help="Only list the changes that can be undone.")
@common_options
def undo(count: int, listing: bool) -> CommandResult:  # noqa: FBT001 - an option
    r"""Undo the newest change of sources, labels or duplicates, or the newest COUNT changes.

    \b
    Examples:
      signdict undo --list
      signdict undo 2
    """
    with open_dictionary() as dictionary:
        if listing:
            return _changes(dictionary.maintenance.changes(), "")
        return _changes(dictionary.maintenance.undo(count), "Undone: ")


@click.command()
@click.option("--repair", is_flag=True, help="Repair what can be repaired.")
@click.option("--sizes", is_flag=True, help="Show the model, trackers, index and sizes too.")
@click.option("--quick", is_flag=True, help="Do not look for faults in the landmarks of clips.")
@common_options
def check(repair: bool, sizes: bool, quick: bool) -> CommandResult:  # noqa: FBT001 - options
    r"""Check the library, its index, the models and the landmarks, and report problems.

    Clips in which the tracker lost a hand, or turned a palm over and over, are listed as well. They
    are no damage: without other problems, the exit code is 0.

    \b
    Examples:
      signdict check --repair
      signdict check --quick
    """
    from signdict.cli import landmark_check
    from signdict.search.index import has_graphs

    with open_dictionary() as dictionary:
        maintenance = dictionary.maintenance
        repaired = output.follow(maintenance.repair()) if repair else []
        problems = dictionary.check()
        landmarks = None if quick else output.follow(maintenance.check_landmarks())
        problems += landmarks.problems() if landmarks else []
        health = maintenance.health() if repair or sizes else None
    value: dict[str, object] = {
        "found": problems, "landmarks": landmarks.as_json() if landmarks else None,
    }  # fmt: skip
    if health:
        value = {**health.as_json(), "repaired": repaired, **value}
    lines = [*repaired, *(problems or ["No problems found."])]
    lines += landmark_check.lines(landmarks) if landmarks else []
    lines += _health(health) if sizes and health else []
    remark = "" if has_graphs() else _NO_GRAPHS
    return CommandResult(value, lines, code=1 if problems else 0, remark=remark)


@click.command()
@click.argument("file", type=_FILE)
@common_options
def backup(file: Path) -> CommandResult:
    r"""Copy your library, lists and saved views to FILE, even while they are in use.

    The file does not contain added models and videos.

    \b
    Example:
      signdict backup library-of-may.db
    """
    with open_dictionary() as dictionary:
        size = output.follow(dictionary.maintenance.back_up(file))
    return CommandResult({"file": str(file), "bytes": size}, [f"Wrote {file}, {_readable(size)}."])


@click.command()
@click.argument("file", type=_FILE)
@common_options
def restore(file: Path) -> CommandResult:
    r"""Check the backup FILE, and replace your library and lists by those in it.

    A file that is empty, damaged or not a backup changes nothing. The replaced library is kept in
    the folder backups of your data folder. A backup without lists, from an older version of
    signdict, leaves your lists unchanged.

    \b
    Example:
      signdict restore library-of-may.db
    """
    from signdict.dictionary.backup import set_damaged_aside

    damaged = output.follow(set_damaged_aside(chosen_paths(), file))
    with open_dictionary() as dictionary:
        done = output.follow(dictionary.maintenance.restore(file))
    moved = [f"The damaged library is in {damaged}."] if damaged else []
    moved += [f"The replaced library is in {done.before}."] if done.before else []
    lists = [f"Lists: {done.lists}."] if done.lists is not None else ["Your lists are unchanged."]
    line = f"Restored {file}. Signs: {done.signs}; clips: {done.clips}."
    value = {**asdict(done), "before": str(done.before) if done.before else None}
    return CommandResult(value, [line, *lists, *moved])


def _switched(name: str, *, on: bool) -> CommandResult:
    with open_dictionary() as dictionary:
        changed = dictionary.maintenance.switch(name, on=on)
    state = "on" if on else "off"
    line = f"{name} is {state} now." if changed else f"{name} was already {state}."
    return CommandResult({"source": name, "on": on, "changed": changed}, [line])


def _changes(changes: "Sequence[Change]", verb: str) -> CommandResult:
    lines = [f"{verb}{change.said} ({output.local_time(change.made)})" for change in changes]
    value = [asdict(change) for change in changes]
    if not changes:
        return CommandResult(value, [], code=1, remark="Nothing to undo.")
    return CommandResult(value, lines)


def _health(health: "Health") -> list[str]:
    rows = [
        ("signs, clips", f"{health.signs}, {health.clips}"),
        ("model", f"{health.model}, index {health.index}"),
        ("tracker", health.tracker),
        *((f"  {name}", f"{count} clips") for name, count in health.trackers.items()),
        *((f"size of {name}", _readable(size)) for name, size in health.sizes.items() if size),
    ]
    return ["", *output.table(*rows)]


def _readable(size: float) -> str:
    for unit in _UNITS[:-1]:
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} {_UNITS[-1]}"


COMMANDS = (remove, sources, pack, relabel, duplicates, undo, check, backup, restore)
