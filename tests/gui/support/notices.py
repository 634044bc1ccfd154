"""A notice as a user sees it: its progress bar, and its buttons by their text."""

from PySide6.QtWidgets import QAbstractButton, QProgressBar


def progress(notice):
    """Return the value and maximum of the progress bar."""
    bar = notice.findChild(QProgressBar)
    return bar.value(), bar.maximum()


def press(notice, text):
    """Click the visible button with a text."""
    (button,) = [
        button
        for button in notice.findChildren(QAbstractButton)
        if button.text() == text and not button.isHidden()
    ]
    button.click()
