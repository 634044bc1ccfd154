"""The commands about lists of signs: make them, put them in order, annotate, undo, hand on."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.options import common, opened
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.dictionary.dictionary import Dictionary
    from signdict.lists.signlist import SignList

_FILE = click.Path(path_type=Path, dir_okay=False)
_PLACE = click.IntRange(min=1)


@click.group(invoke_without_command=True)
@common
@click.pass_context
def lists(ctx: click.Context) -> CommandResult | None:
    r"""Keep lists of signs, for a class or for yourself. Without a command: name them all.

    \b
    Example:
      signdict lists make "Monday class"
      signdict lists add "Monday class" 12 48
      signdict lists export "Monday class" --as json monday.json
    """
    if ctx.invoked_subcommand:
        return None
    with opened() as dictionary:
        found = dictionary.lists.outlines()
    rows = [(one.name, str(one.count)) for one in found]
    value = [{"name": one.name, "signs": one.count} for one in found]
    if not found:
        return CommandResult(
            value, [], code=1, remark="There is no list yet. Begin: signdict lists make"
        )
    return CommandResult(value, output.table(("list", "signs"), *rows))


@lists.command()
@click.argument("name")
@common
def show(name: str) -> CommandResult:
    """Show the signs of the list NAME in their order, with their notes."""
    with opened() as dictionary:
        signs = dictionary.lists.open(name)
        return _shown(signs, dictionary)


@lists.command()
@click.argument("name")
@common
def make(name: str) -> CommandResult:
    """Begin a list called NAME."""
    with opened() as dictionary:
        made = dictionary.lists.make(name)
    return CommandResult({"name": made.name}, [f"There is a list {made.name} now."])


@lists.command()
@click.argument("name")
@click.argument("new")
@common
def rename(name: str, new: str) -> CommandResult:
    """Call the list NAME NEW from now on."""
    return _changed(name, lambda signs: signs.renamed(new), "rename")


@lists.command()
@click.argument("name")
@click.argument("sign_ids", type=int, nargs=-1, required=True, metavar="SIGN_ID...")
@click.option("--note", default="", help="A note to the signs.")
@common
def add(name: str, sign_ids: tuple[int, ...], note: str) -> CommandResult:
    r"""Add the signs SIGN_ID, numbers from the results of find, to the end of the list NAME.

    \b
    Example:
      signdict lists add "Monday class" 12 48 --note "both hands"
    """
    from signdict.lists.signlist import ListEntry, checked_note

    with opened() as dictionary:
        entries = [ListEntry.of(dictionary.sign(one), checked_note(note)) for one in sign_ids]

        def act(signs: "SignList") -> "SignList":
            for entry in entries:
                signs = signs.added(entry)
            return signs

        return _shown(dictionary.lists.change(name, act, "add"), dictionary)


@lists.command()
@click.argument("name")
@click.argument("place", type=_PLACE)
@common
def drop(name: str, place: int) -> CommandResult:
    """Take the sign at PLACE, counted from 1, out of the list NAME."""
    return _changed(name, lambda signs: signs.without(place - 1), "drop")


@lists.command()
@click.argument("name")
@click.argument("place", type=_PLACE)
@click.argument("to", type=_PLACE)
@common
def move(name: str, place: int, to: int) -> CommandResult:
    """Move the sign at PLACE of the list NAME to the place TO, both counted from 1."""
    return _changed(name, lambda signs: signs.moved(place - 1, to - 1), "move")


@lists.command()
@click.argument("name")
@click.argument("text")
@click.option("--at", "place", type=_PLACE, help="The sign at this place; else the whole list.")
@common
def note(name: str, text: str, place: int | None) -> CommandResult:
    r"""Write TEXT as the note of the list NAME, or of one of its signs.

    \b
    Example:
      signdict lists note "Monday class" "palm down" --at 2
    """
    if place is None:
        return _changed(name, lambda signs: signs.described(text), "note")
    return _changed(name, lambda signs: signs.noted(place - 1, text), "note")


@lists.command()
@click.argument("name")
@click.argument("new", default="")
@common
def duplicate(name: str, new: str) -> CommandResult:
    """Make a second list with the signs of NAME, called NEW."""
    with opened() as dictionary:
        copy = dictionary.lists.duplicate(name, new)
    return CommandResult({"name": copy.name}, [f"There is a list {copy.name} now."])


@lists.command()
@click.argument("name")
@common
def remove(name: str) -> CommandResult:
    """Remove the list NAME. To have it back: signdict lists undo"""
    with opened() as dictionary:
        gone = dictionary.lists.remove(name)
    return CommandResult({"removed": gone.name}, [f"Removed the list {gone.name}."])


@lists.command()
@common
def undo() -> CommandResult:
    """Take back the last change of any list, then the one before, and so on."""
    with opened() as dictionary:
        undone = dictionary.lists.undo()
    if undone is None:
        return CommandResult(None, [], code=1, remark="There is nothing to take back.")
    what, name = undone
    return CommandResult(
        {"undone": what, "list": name}, [f"Taken back: {what}, in the list {name}."]
    )


@lists.command("import")
@click.argument("file", type=_FILE)
@common
def take_in(file: Path) -> CommandResult:
    """Take in the list of FILE, a .json that signdict exported. A list of its name stays."""
    from signdict.lists import signlist

    read = signlist.read(file)
    with opened() as dictionary:
        return _shown(dictionary.lists.keep(read), dictionary)


@lists.command()
@click.argument("name")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--as", "kind", type=click.Choice(["apkg", "pdf", "csv", "json", "folder"]),
              help="What to make of it; else the ending of PATH tells.")  # fmt: skip
@click.option("--films", is_flag=True,
              help="Show the videos that are on this machine, not their skeletons.")  # fmt: skip
@common
def export(name: str, path: Path, kind: str | None, films: bool) -> CommandResult:  # noqa: FBT001
    r"""Write the list NAME to PATH: an Anki deck, a sheet to print, a table, a file, a folder.

    
    Examples:
      signdict lists export "Monday class" --as apkg monday.apkg
      signdict lists export "Monday class" --as folder clips/
    """
    from signdict.gui.drawing.artist import Artist
    from signdict.lists import export as exports

    kind = kind or path.suffix.removeprefix(".").lower() or "folder"
    with opened() as dictionary:
        signs = dictionary.lists.open(name)
        steps = exports.export(dictionary, signs, kind, path, Artist(), films=films)
        done = output.follow(steps)
    value = {"path": str(done.path), "signs": done.count, "missing": list(done.missing)}
    remark = f"Not on this machine: {', '.join(done.missing)}." if done.missing else ""
    return CommandResult(value, [f"Wrote {done.count} signs to {done.path}."], remark=remark)


def _changed(name: str, act: "Callable[[SignList], SignList]", what: str) -> CommandResult:
    with opened() as dictionary:
        return _shown(dictionary.lists.change(name, act, what), dictionary)


def _shown(signs: "SignList", dictionary: "Dictionary") -> CommandResult:
    """A list, with the numbers that its signs have in this dictionary."""
    from signdict.core.types import sign_name
    from signdict.lists import signlist

    found = dictionary.listed(signs)
    value = signlist.as_data(signs)
    rows = [
        (
            str(place),
            sign_name(entry.gloss, entry.variant),
            entry.sign_language,
            str(sign.id) if sign else "not here",
            entry.source.name,
            " ".join(entry.note.split()),
        )
        for place, (entry, sign) in enumerate(zip(signs.entries, found, strict=True), start=1)
    ]
    head = f"{signs.name}: {len(signs.entries)} signs"
    lines = [head, *([signs.note] if signs.note else [])]
    if rows:
        lines += output.table(("", "gloss", "language", "id", "source", "note"), *rows)
    ids = [sign.id if sign else None for sign in found]
    return CommandResult({**value, "ids": ids}, lines)
