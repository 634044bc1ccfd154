"""The commands about lists of signs: make, order, annotate, undo, import and export them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.options import common_options, open_dictionary, safe_option, wants_safe
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.dictionary.dictionary import Dictionary
    from signdict.lists.signlist import SignList

_FILE = click.Path(path_type=Path, dir_okay=False)
_PLACE = click.IntRange(min=1)


@click.group(invoke_without_command=True)
@common_options
@click.pass_context
def lists(ctx: click.Context) -> CommandResult | None:
    r"""Manage lists of signs. Without a command, lists their names.

    \b
    Examples:
      signdict lists make "Monday class"
      signdict lists add "Monday class" 12 48
      signdict lists export "Monday class" --as json monday.json
    """
    if ctx.invoked_subcommand:
        return None
    with open_dictionary() as dictionary:
        outlines = dictionary.lists.outlines()
    rows = [(outline.name, str(outline.count)) for outline in outlines]
    value = [{"name": outline.name, "signs": outline.count} for outline in outlines]
    if not outlines:
        remark = "No lists yet. Make one: signdict lists make NAME"
        return CommandResult(value, [], code=1, remark=remark)
    return CommandResult(value, output.table(("list", "signs"), *rows))


@lists.command()
@click.argument("name")
@common_options
def show(name: str) -> CommandResult:
    """Show the signs of the list NAME in order, with their notes."""
    with open_dictionary() as dictionary:
        signs = dictionary.lists.open(name)
        return _shown(signs, dictionary)


@lists.command()
@click.argument("name")
@common_options
def make(name: str) -> CommandResult:
    """Make an empty list with the name NAME."""
    with open_dictionary() as dictionary:
        new = dictionary.lists.make(name)
    return CommandResult({"name": new.name}, [f"Made the list {new.name}."])


@lists.command()
@click.argument("name")
@click.argument("new")
@common_options
def rename(name: str, new: str) -> CommandResult:
    """Rename the list NAME to NEW."""
    return _changed(name, lambda signs: signs.renamed(new), "rename")


@lists.command()
@click.argument("name")
@click.argument("sign_ids", type=int, nargs=-1, required=True, metavar="SIGN_ID...")
@click.option("--note", default="", help="A note for these signs.")
@common_options
def add(name: str, sign_ids: tuple[int, ...], note: str) -> CommandResult:
    r"""Add the signs SIGN_ID to the end of the list NAME. Find prints the numbers of signs.

    \b
    Example:
      signdict lists add "Monday class" 12 48 --note "both hands"
    """
    from signdict.lists.signlist import ListEntry, checked_note

    with open_dictionary() as dictionary:
        text = checked_note(note)
        entries = [ListEntry.of(dictionary.sign(sign_id), text) for sign_id in sign_ids]

        def append(signs: "SignList") -> "SignList":
            for entry in entries:
                signs = signs.added(entry)
            return signs

        return _shown(dictionary.lists.change(name, append, "add"), dictionary)


@lists.command()
@click.argument("name")
@click.argument("place", type=_PLACE)
@common_options
def drop(name: str, place: int) -> CommandResult:
    """Remove the sign at PLACE, counted from 1, from the list NAME."""
    return _changed(name, lambda signs: signs.without(place - 1), "drop")


@lists.command()
@click.argument("name")
@click.argument("place", type=_PLACE)
@click.argument("to", type=_PLACE)
@common_options
def move(name: str, place: int, to: int) -> CommandResult:
    """Move the sign at PLACE of the list NAME to place TO, both counted from 1."""
    return _changed(name, lambda signs: signs.moved(place - 1, to - 1), "move")


@lists.command()
@click.argument("name")
@click.argument("text")
@click.option(
    "--at", "place", type=_PLACE, help="Place of the sign; without it the note is for the list."
)
@common_options
def note(name: str, text: str, place: int | None) -> CommandResult:
    r"""Set TEXT as the note of the list NAME, or of one of its signs.

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
@common_options
def duplicate(name: str, new: str) -> CommandResult:
    """Copy the list NAME to a new list, NEW."""
    with open_dictionary() as dictionary:
        copy = dictionary.lists.duplicate(name, new)
    return CommandResult({"name": copy.name}, [f"Made the list {copy.name}."])


@lists.command()
@click.argument("name")
@common_options
def remove(name: str) -> CommandResult:
    """Remove the list NAME. To restore it: signdict lists undo"""
    with open_dictionary() as dictionary:
        removed = dictionary.lists.remove(name)
    return CommandResult({"removed": removed.name}, [f"Removed the list {removed.name}."])


@lists.command()
@common_options
def undo() -> CommandResult:
    """Undo the last change of any list; call it again to undo the change before."""
    with open_dictionary() as dictionary:
        undone = dictionary.lists.undo()
    if undone is None:
        return CommandResult(None, [], code=1, remark="Nothing to undo.")
    change, name = undone
    return CommandResult(
        {"undone": change, "list": name}, [f"Undone: {change}, in the list {name}."]
    )


@lists.command("import")
@click.argument("file", type=_FILE)
@common_options
def import_(file: Path) -> CommandResult:
    """Import the list in FILE, a .json exported by signdict. Existing lists are not replaced."""
    from signdict.lists import signlist

    signs = signlist.read(file)
    with open_dictionary() as dictionary:
        return _shown(dictionary.lists.keep(signs), dictionary)


@lists.command()
@click.argument("name")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--as", "kind", type=click.Choice(["apkg", "pdf", "csv", "json", "folder"]),
              help="Format; by default the suffix of PATH decides.")  # fmt: skip
@click.option("--films", is_flag=True,
              help="Use the videos that are on this computer, not skeletons.")  # fmt: skip
@safe_option
@common_options
def export(name: str, path: Path, kind: str | None, films: bool) -> CommandResult:  # noqa: FBT001
    r"""Export the list NAME to PATH: an Anki deck, a PDF, a CSV table, a JSON file or a folder.

    \b
    Examples:
      signdict lists export "Monday class" --as apkg monday.apkg
      signdict lists export "Monday class" --as folder clips/
    """
    from signdict.gui.drawing.artist import Artist
    from signdict.lists import export as exports

    kind = kind or path.suffix.removeprefix(".").lower() or "folder"
    with open_dictionary() as dictionary:
        signs = dictionary.lists.open(name)
        steps = exports.export(
            dictionary, signs, kind, path, Artist(), exports.ExportOptions(films, wants_safe())
        )
        done = output.follow(steps)
    value = {"path": str(done.path), "signs": done.count, "missing": list(done.missing)}
    remark = f"Not on this computer: {', '.join(done.missing)}." if done.missing else ""
    return CommandResult(value, [f"Wrote {done.count} signs to {done.path}."], remark=remark)


def _changed(name: str, change: "Callable[[SignList], SignList]", kind: str) -> CommandResult:
    """Change the list NAME and show it; `kind` is the name of the change for undo."""
    with open_dictionary() as dictionary:
        return _shown(dictionary.lists.change(name, change, kind), dictionary)


def _shown(signs: "SignList", dictionary: "Dictionary") -> CommandResult:
    """Return a list with the numbers of its signs in this dictionary."""
    from signdict.core.types import sign_name
    from signdict.lists import signlist

    resolved = dictionary.listed(signs)
    value = signlist.as_data(signs)
    rows = [
        (
            str(place),
            sign_name(entry.gloss, entry.variant),
            entry.sign_language,
            str(sign.id) if sign else "missing",
            entry.source.name,
            " ".join(entry.note.split()),
        )
        for place, (entry, sign) in enumerate(zip(signs.entries, resolved, strict=True), start=1)
    ]
    head = f"{signs.name}: {len(signs.entries)} signs"
    lines = [head, *([signs.note] if signs.note else [])]
    if rows:
        lines += output.table(("", "gloss", "language", "id", "source", "note"), *rows)
    ids = [sign.id if sign else None for sign in resolved]
    return CommandResult({**value, "ids": ids}, lines)


COMMANDS = (lists,)
