"""Where a person wants a file of tables or figures."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def file_for(parent: QWidget, title: str, proposed: str) -> Path | None:
    """Ask for a file, and return None if nobody wants one.

    It ends as the name `proposed` does, which says what it holds; if the ending has to be added and
    there is such a file, it is not replaced before the person is asked about it.
    """
    ending = Path(proposed).suffix
    name, _ = QFileDialog.getSaveFileName(parent, title, proposed, f"*{ending}")
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() == ending:
        return path
    whole = path.with_name(path.name + ending)
    return file_for(parent, title, str(whole)) if whole.exists() else whole
