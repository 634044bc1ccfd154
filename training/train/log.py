"""The log of a run: a table beside its checkpoint, one row per checkpoint.

`step`, the mean `loss` of the steps since the row before, the `validation_loss` if there are
validation clips, the mean `seconds_per_step`, and the `time` at which the row was written (UTC).
"""

from datetime import UTC, datetime
from pathlib import Path

from signdict.core.errors import ManifestError, ModelError, WriteError
from signdict.core.tables import Sheet, Table

#: The name of the file.
LOG = "log.csv"
_COLUMNS = ("step", "loss", "validation_loss", "seconds_per_step", "time")


class Log:
    """The rows of a run up to a step. Later rows, of steps that are taken again, are dropped."""

    def __init__(self, path: Path, step: int) -> None:
        """Read the rows up to `step`. Raise ModelError if the file is not the log of a run."""
        self._path = path
        self._rows: list[dict[str, object]] = []
        if not step or not path.exists():
            return
        try:
            rows = [row for _, row in Table(path, _COLUMNS).rows()]
            self._rows = [{**row} for row in rows if int(row["step"]) <= step]
        except (ManifestError, ValueError) as error:
            raise ModelError(
                f"{path} is not the log of a run.",
                hint="Move it away; the run then starts a new one.",
            ) from error

    def add(self, step: int, loss: float, validation: float | None, pace: float) -> None:
        """Append a row and write the file. Raise ModelError if that is impossible."""
        self._rows.append(
            {
                "step": step,
                "loss": f"{loss:.6f}",
                "validation_loss": None if validation is None else f"{validation:.6f}",
                "seconds_per_step": f"{pace:.3f}",
                "time": datetime.now(UTC).isoformat(timespec="seconds"),
            }
        )
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            Sheet(_COLUMNS, self._rows).write(self._path)
        except (WriteError, OSError) as error:
            raise ModelError(
                f"The log cannot be written to {self._path.parent}.",
                hint="Free some space; the last checkpoint is still there.",
            ) from error
