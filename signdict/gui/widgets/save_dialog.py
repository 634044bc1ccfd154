"""Ask for the file in which a table or a figure is saved."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from signdict.core.names import to_write


def file_for(parent: QWidget, title: str, proposed: str) -> Path | None:
    """Ask for a file, and return its path, or None if the user cancels.

    The path gets the suffix of the name `proposed`. If a file of that name exists, the dialog opens
    again, so that the user confirms that it is replaced.
    """
    suffix = Path(proposed).suffix
    name, _ = QFileDialog.getSaveFileName(parent, title, proposed, f"*{suffix}")
    if not name:
        return None
    path = to_write(name)
    if path.suffix.lower() == suffix:
        return path
    completed = path.with_name(path.name + suffix)
    return file_for(parent, title, str(completed)) if completed.exists() else completed
