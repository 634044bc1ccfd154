"""The commands that hand signs to other programs: tables, ELAN's files, `.pose` files; and pairs
that differ in one facet, which linguists take on from there."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.options import common, opened, tabled
from signdict.cli.output import CommandResult
from signdict.core import files
from signdict.core.errors import WriteError
from signdict.core.tables import Sheet
from signdict.core.types import SUMMARY_COLUMNS as ITEM
from signdict.importing.formats import elan

if TYPE_CHECKING:
    from signdict.core.types import SignSummary
    from signdict.dictionary.dictionary import Dictionary

_FILE = click.Path(path_type=Path, dir_okay=False)
#: How many minimal pairs are printed for people.
_SHOWN = 40


@click.command()
@click.argument("sign_ids", metavar="[SIGN_ID]...", type=int, nargs=-1)
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="Only this sign language; may be given several times.")  # fmt: skip
@click.option("--pose", "folder", type=click.Path(path_type=Path, file_okay=False),
              help="Write the clips as .pose files into this new folder.")  # fmt: skip
@click.option("--ecv", type=_FILE, help="Write a vocabulary for ELAN.")
@click.option("--recording", type=click.Path(path_type=Path, dir_okay=False, exists=True),
              help="A video or .pose file: what is signed in it, for --eaf.")  # fmt: skip
@click.option("--eaf", type=_FILE, help="Write annotations of --recording for ELAN.")
@tabled
@common
def export(
    sign_ids: tuple[int, ...],
    languages: tuple[str, ...],
    folder: Path | None,
    ecv: Path | None,
    recording: Path | None,
    eaf: Path | None,
) -> CommandResult:
    r"""Hand signs to other programs: those of SIGN_ID, of some languages, or all.

    Without --pose, --ecv or --eaf they are listed with what is known of them. --eaf looks for
    signs in a recording and writes tiers: the first candidate of each span, and the next ones.

    \b
    Examples:
      signdict export --csv > signs.csv
      signdict export 12 15 --pose poses/
      signdict export --language psp --ecv psp.ecv
      signdict export --recording talk.mp4 --eaf talk.eaf
    """
    if (recording is None) != (eaf is None):
        raise click.UsageError("--recording and --eaf belong together.")
    with opened() as dictionary:
        if recording is not None and eaf is not None:
            return _annotated(dictionary, recording, eaf, languages)
        found = _chosen(dictionary, sign_ids, languages)
        if folder is not None:
            return _poses(dictionary, found, folder)
    if ecv is not None:
        files.write_atomic(ecv, elan.vocabulary(found))
        return CommandResult({"entries": len(found)}, [f"Wrote {len(found)} signs to {ecv}."])
    value = [item.as_json() for item in found]
    rows = [(str(i.id), i.name, i.sign_language, i.concept, i.source) for i in found]
    lines = output.table(("id", "gloss", "language", "concept", "source"), *rows)
    sheet = Sheet.of(ITEM, value)
    if not found:
        return CommandResult(value, [], code=1, remark="There is no such sign.", sheet=sheet)
    return CommandResult(value, lines, sheet=sheet)


def _chosen(
    dictionary: "Dictionary", sign_ids: Sequence[int], languages: Sequence[str]
) -> "list[SignSummary]":
    from signdict.core.languages import language

    found = dictionary.analysis.items([language(code).code for code in languages])
    if not sign_ids:
        return found
    for number in sign_ids:
        dictionary.sign(number)  # which says so if there is none
    return [item for item in found if item.id in sign_ids]


def _poses(dictionary: "Dictionary", found: "Sequence[SignSummary]", folder: Path) -> CommandResult:
    from signdict.pose.posefile import pose_bytes

    names: list[str] = []
    with files.atomic_folder(folder) as made:
        for item in found:
            for clip in item.clips:
                stem = f"{files.file_name(item.name)}-{item.sign_language}-{clip}"
                (made / f"{stem}.pose").write_bytes(pose_bytes(dictionary.pose(clip)))
                names.append(f"{stem}.pose")
        if not names:
            raise WriteError("There is no clip to write.", hint="Choose other signs.")
    return CommandResult({"files": names}, [f"Wrote {len(names)} files to {folder}."])


def _annotated(
    dictionary: "Dictionary", recording: Path, eaf: Path, languages: Sequence[str]
) -> CommandResult:
    found = output.follow(dictionary.annotate(recording, languages))
    files.write_atomic(eaf, elan.document(found, recording))
    count = len(found["gloss"])
    lines = [f"Wrote {count} spans to {eaf}."]
    return CommandResult({"spans": count}, lines, code=0 if count else 1)
