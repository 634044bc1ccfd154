"""Which files are dragged over the window."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from signdict.gui.window.drop_target import paths_of


def dragged(*urls):
    """Return what a file manager drags."""
    data = QMimeData()
    data.setUrls([QUrl.fromEncoded(url) for url in urls])
    return data


def test_local_files_are_dragged():
    data = dragged(b"file:///videos/Gr%C3%BC%C3%9Fe%201.mp4", b"file:///videos/100%25.pose")
    assert paths_of(data) == [Path("/videos/Grüße 1.mp4"), Path("/videos/100%.pose")]
    assert paths_of(dragged(b"file:///videos/a.mp4", b"https://example.org/b.mp4")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")
def test_a_name_that_is_not_utf_8_keeps_its_bytes():
    data = dragged(b"file:///old%20disk/caf%E9/m%FCde%25.mp4")
    assert [os.fsencode(path) for path in paths_of(data)] == [b"/old disk/caf\xe9/m\xfcde%.mp4"]
