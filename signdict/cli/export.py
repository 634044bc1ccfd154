"""The command `export`: signs as tables, `.pose` files, and vocabularies and tiers for ELAN."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.options import common_options, open_dictionary, table_options
from signdict.cli.output import CommandResult
from signdict.core import files
from signdict.core.errors import WriteError
from signdict.core.tables import Sheet
from signdict.core.types import SUMMARY_COLUMNS
from signdict.importing.formats import elan_export

if TYPE_CHECKING:
    from signdict.core.types import SignSummary
    from signdict.dictionary.dictionary import Dictionary

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("sign_ids", metavar="[SIGN_ID]...", type=int, nargs=-1)
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="Only this sign language; repeatable.")  # fmt: skip
@click.option("--pose", "folder", type=click.Path(path_type=Path, file_okay=False),
              help="Write the clips as .pose files to this new folder.")  # fmt: skip
@click.option("--ecv", type=_FILE, help="Write a vocabulary for ELAN.")
@click.option("--recording", type=click.Path(path_type=Path, dir_okay=False, exists=True),
              help="A video or .pose file to annotate, with --eaf.")  # fmt: skip
@click.option("--eaf", type=_FILE, help="Write the signs of --recording as tiers for ELAN.")
@table_options
@common_options
def export(
    sign_ids: tuple[int, ...],
    languages: tuple[str, ...],
    folder: Path | None,
    ecv: Path | None,
    recording: Path | None,
    eaf: Path | None,
) -> CommandResult:
    r"""Export signs to other programs: those of SIGN_ID, of some languages, or all.

    Without --pose, --ecv or --eaf, prints a table. --eaf finds the signs of a recording and writes
    two tiers: the best match of each span, and the other candidates.

    \b
    Examples:
      signdict export --csv > signs.csv
      signdict export 12 15 --pose poses/
      signdict export --language psp --ecv psp.ecv
      signdict export --recording talk.mp4 --eaf talk.eaf
    """
    if (recording is None) != (eaf is None):
        raise click.UsageError("Give --recording and --eaf together.")
    with open_dictionary() as dictionary:
        if recording is not None and eaf is not None:
            return _annotated(dictionary, recording, eaf, languages)
        signs = _chosen(dictionary, sign_ids, languages)
        if folder is not None:
            return _poses(dictionary, signs, folder)
    if ecv is not None:
        files.write_atomic(ecv, elan_export.vocabulary(signs))
        return CommandResult({"entries": len(signs)}, [f"Wrote {len(signs)} signs to {ecv}."])
    value = [sign.as_json() for sign in signs]
    rows = [(str(s.id), s.name, s.sign_language, s.concept, s.source) for s in signs]
    lines = output.table(("id", "gloss", "language", "concept", "source"), *rows)
    sheet = Sheet.of(SUMMARY_COLUMNS, value)
    if not signs:
        return CommandResult(value, [], code=1, remark="No signs match.", sheet=sheet)
    return CommandResult(value, lines, sheet=sheet)


def _chosen(
    dictionary: "Dictionary", sign_ids: Sequence[int], languages: Sequence[str]
) -> "list[SignSummary]":
    from signdict.core.languages import language

    signs = dictionary.analysis.items([language(code).code for code in languages])
    if not sign_ids:
        return signs
    for sign_id in sign_ids:
        dictionary.sign(sign_id)  # raises LibraryError if it does not exist
    return [sign for sign in signs if sign.id in sign_ids]


def _poses(dictionary: "Dictionary", signs: "Sequence[SignSummary]", folder: Path) -> CommandResult:
    from signdict.pose.posefile import pose_bytes

    names: list[str] = []
    with files.atomic_folder(folder) as temporary:
        for sign in signs:
            for clip in sign.clips:
                name = f"{files.file_name(sign.name)}-{sign.sign_language}-{clip}.pose"
                (temporary / name).write_bytes(pose_bytes(dictionary.pose(clip)))
                names.append(name)
        if not names:
            raise WriteError("There are no clips to write.", hint="Choose other signs.")
    return CommandResult({"files": names}, [f"Wrote {len(names)} files to {folder}."])


def _annotated(
    dictionary: "Dictionary", recording: Path, eaf: Path, languages: Sequence[str]
) -> CommandResult:
    tiers = output.follow(dictionary.annotate(recording, languages))
    files.write_atomic(eaf, elan_export.document(tiers, recording, eaf.parent))
    count = len(tiers["gloss"])
    lines = [f"Wrote {count} spans to {eaf}."]
    return CommandResult({"spans": count}, lines, code=0 if count else 1)


COMMANDS = (export,)
