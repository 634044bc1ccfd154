"""Clips in shards, for corpora on many machines: tar files as webdataset lays them out.

A sample is `KEY.json`, what is known of the clip, and `KEY.pose` beside it; a key may have folders
in front, as in `./a/KEY`. Samples are found by one walk over the headers and read at their place
afterwards.
`python -m training.data.shards MANIFEST OUT` packs the clips of a table.
"""

import io
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import click

from signdict.core.errors import ManifestError
from signdict.core.tables import EXTRA, Table
from training import command

_LARGEST = 1 << 20  # of what is known of a clip, in bytes
#: A key ends at the first dot of the name, whatever folders are called.
_NAME = re.compile(r"(?P<key>(?:.*/)?[^/.]+)\.(?P<kind>[^/]*)")
_BRACES = re.compile(r"\{(?P<first>\d+)\.\.(?P<last>\d+)\}")

Sample = tuple[str, dict[str, str], Path, tuple[int, int]]


def samples(pattern: Path) -> Iterator[Sample]:
    """Yield key, facts, shard, and (first byte, size) of the `.pose` file of each sample.

    `pattern` is one shard, or several: `clips-*.tar`, `clips-{00000..00041}.tar`. Where one half of
    a sample is missing, facts are empty, or the size is 0. Raise ManifestError if a shard is not
    there, or is damaged.
    """
    for file in _files(pattern):
        try:
            with tarfile.open(file, "r:") as shard:
                yield from _samples(file, shard)
        except (tarfile.TarError, OSError, ValueError) as problem:
            raise ManifestError(
                f"The shard {file.name} is damaged, or it is none.", hint="Copy it again."
            ) from problem


def write(manifest: Path, out: Path, each: int) -> int:
    """Pack the clips of a table, so many into each shard; return how many shards were made.

    Shards are written beside and renamed. Raise ManifestError if a clip is not there.
    """
    rows = [row for _, row in Table(manifest, ("path", "gloss", "sign_language"), ()).rows()]
    if not rows:
        raise ManifestError(f"{manifest.name} lists no clip.", hint="Fill it.")
    out.mkdir(parents=True, exist_ok=True)
    parts = [rows[at : at + each] for at in range(0, len(rows), each)]
    for number, part in enumerate(parts):
        place = out / f"clips-{number:05}.tar"
        beside = place.with_suffix(".part")
        try:
            with tarfile.open(beside, "w") as shard:
                for row_number, row in enumerate(part):
                    _add(shard, f"{number * each + row_number:08}", row, manifest.parent)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    return len(parts)


def _files(pattern: Path) -> Iterator[Path]:
    """Every shard of a pattern: braces count, asterisks match what is there."""
    braces = _BRACES.search(pattern.name)
    if braces:
        first, last = braces["first"], braces["last"]
        for number in range(int(first), int(last) + 1):
            name = _BRACES.sub(f"{number:0{len(first)}}", pattern.name, count=1)
            yield from _files(pattern.with_name(name))
        return
    files = sorted(pattern.parent.glob(pattern.name))
    if not files:
        raise ManifestError(f"There is no shard {pattern}.", hint="Check the name.")
    yield from files


def _samples(file: Path, shard: tarfile.TarFile) -> Iterator[Sample]:
    told: dict[str, dict[str, str]] = {}
    poses: dict[str, tuple[int, int]] = {}
    for member in shard:
        name = _NAME.fullmatch(member.name)
        if name is None:
            continue
        key = name["key"]
        if name["kind"] == "json":
            told[key] = _facts(shard, member)
        elif name["kind"] == "pose":
            poses[key] = (member.offset_data, member.size)
        if key in told and key in poses:
            yield key, told.pop(key), file, poses.pop(key)
    for key, facts in told.items():
        yield key, facts, file, (0, 0)
    for key, place in poses.items():
        yield key, {}, file, place


def _facts(shard: tarfile.TarFile, member: tarfile.TarInfo) -> dict[str, str]:
    content = shard.extractfile(member)
    if content is None or member.size > _LARGEST:
        raise ValueError("no facts")
    facts = json.loads(content.read())
    if not isinstance(facts, dict):
        raise tarfile.TarError("facts are a table")
    return {str(name): str(fact) for name, fact in facts.items() if fact is not None}


def _add(shard: tarfile.TarFile, key: str, row: dict[str, str], folder: Path) -> None:
    try:
        pose = (folder / row["path"]).read_bytes()
    except OSError as problem:
        raise ManifestError(f"{row['path']} cannot be opened.", hint="Check it.") from problem
    facts = {name: fact for name, fact in row.items() if name not in ("path", EXTRA) and fact}
    for kind, content in (("json", json.dumps(facts).encode()), ("pose", pose)):
        header = tarfile.TarInfo(f"{key}.{kind}")
        header.size = len(content)
        shard.addfile(header, io.BytesIO(content))


@click.command(cls=command.Command)
@click.argument("manifest", type=command.FILE)
@click.argument("out", type=command.FOLDER)
@click.option("--each", default=1000, show_default=True, help="Clips in a shard.")
def main(manifest: Path, out: Path, each: int) -> None:
    """Pack the clips of the table MANIFEST into shards in the folder OUT."""
    click.echo(f"{write(manifest, out, each)} shards")


if __name__ == "__main__":
    main()
