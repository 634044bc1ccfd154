"""Clips in shards, for corpora on several machines: tar files in webdataset's layout.

A sample is `KEY.json`, the metadata of the clip, next to `KEY.pose`; a key may start with folders,
as in `./a/KEY`. The headers are scanned once; afterwards each sample is read directly.
`python -m training.data.shards MANIFEST OUT` packs the clips of a table.
"""

import io
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import click

from signdict.core import files
from signdict.core.errors import ManifestError
from signdict.core.tables import EXTRA, Table
from training import command

_LARGEST = 1 << 20  # bytes of the metadata of a clip
#: A key ends at the first dot of the file name; dots in folder names do not count.
_NAME = re.compile(r"(?P<key>(?:.*/)?[^/.]+)\.(?P<kind>[^/]*)")
_BRACES = re.compile(r"\{(?P<first>\d+)\.\.(?P<last>\d+)\}")

Sample: TypeAlias = tuple[str, dict[str, str], Path, tuple[int, int]]


def samples(pattern: Path) -> Iterator[Sample]:
    """Yield key, facts, shard, and (first byte, size) of the `.pose` file of each sample.

    `pattern` is one shard, or several: `clips-*.tar`, `clips-{00000..00041}.tar`. If one half of a
    sample is missing, the facts are empty, or the size is 0. Raise ManifestError if a shard is
    missing or damaged.
    """
    for file in _files(pattern):
        try:
            with tarfile.open(file, "r:") as shard:
                yield from _samples(file, shard)
        except (tarfile.TarError, OSError, ValueError) as error:
            raise ManifestError(
                f"{file.name} is damaged, or not a shard.", hint="Copy it again."
            ) from error


def pack(manifest: Path, out: Path, each: int) -> int:
    """Pack the clips of a table, `each` of them into a shard; return the number of shards.

    Raise ManifestError if a clip is missing, and WriteError if a shard cannot be written.
    """
    rows = [row for _, row in Table(manifest, ("path", "gloss", "sign_language"), ()).rows()]
    if not rows:
        raise ManifestError(f"{manifest.name} lists no clip.", hint="Add rows to it.")
    out.mkdir(parents=True, exist_ok=True)
    starts = range(0, len(rows), each)
    for number, start in enumerate(starts):
        with (
            files.atomic_path(out / f"clips-{number:05}.tar") as path,
            tarfile.open(path, "w") as shard,
        ):
            for row_number, row in enumerate(rows[start : start + each], start):
                _add(shard, f"{row_number:08}", row, manifest.parent)
    return len(starts)


def _files(pattern: Path) -> Iterator[Path]:
    """Yield the shards of a pattern: braces enumerate, asterisks match existing files."""
    braces = _BRACES.search(pattern.name)
    if braces:
        first, last = braces["first"], braces["last"]
        for number in range(int(first), int(last) + 1):
            name = _BRACES.sub(f"{number:0{len(first)}}", pattern.name, count=1)
            yield from _files(pattern.with_name(name))
        return
    paths = sorted(pattern.parent.glob(pattern.name))
    if not paths:
        raise ManifestError(f"No such shard: {pattern}.", hint="Check the spelling.")
    yield from paths


def _samples(file: Path, shard: tarfile.TarFile) -> Iterator[Sample]:
    metadata: dict[str, dict[str, str]] = {}
    poses: dict[str, tuple[int, int]] = {}
    for member in shard:
        name = _NAME.fullmatch(member.name)
        if name is None:
            continue
        key = name["key"]
        if name["kind"] == "json":
            metadata[key] = _facts(shard, member)
        elif name["kind"] == "pose":
            poses[key] = (member.offset_data, member.size)
        if key in metadata and key in poses:
            yield key, metadata.pop(key), file, poses.pop(key)
    for key, facts in metadata.items():
        yield key, facts, file, (0, 0)
    for key, span in poses.items():
        yield key, {}, file, span


def _facts(shard: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, str]:
    content = shard.extractfile(member)
    if content is None or member.size > _LARGEST:
        raise ValueError("no facts")
    facts = json.loads(content.read())
    if not isinstance(facts, dict):
        raise tarfile.TarError("facts are not a table")
    return {str(name): str(fact) for name, fact in facts.items() if fact is not None}


def _add(shard: tarfile.TarFile, key: str, row: dict[str, str], folder: Path) -> None:
    try:
        pose = (folder / row["path"]).read_bytes()
    except OSError as error:
        raise ManifestError(f"{row['path']} cannot be opened.", hint="Check the file.") from error
    facts = {name: fact for name, fact in row.items() if name not in ("path", EXTRA) and fact}
    for kind, content in (("json", json.dumps(facts).encode()), ("pose", pose)):
        header = tarfile.TarInfo(f"{key}.{kind}")
        header.size = len(content)
        shard.addfile(header, io.BytesIO(content))


@click.command(cls=command.Command)
@click.argument("manifest", type=command.FILE)
@click.argument("out", type=command.FOLDER)
@click.option("--each", default=1000, show_default=True, help="Clips per shard.")
def main(manifest: Path, out: Path, each: int) -> None:
    """Pack the clips of the table MANIFEST into shards in the folder OUT."""
    click.echo(f"{pack(manifest, out, each)} shards")


if __name__ == "__main__":
    main()
