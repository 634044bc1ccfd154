"""Calls of Qt do not change reference counts of Python objects (docs/decisions/0005)."""

import sys

import pytest
from PySide6.QtGui import QImage, QPainter


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_painting_does_not_release_references_to_none(qapp):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(1000):
        painter.setOpacity(1.0)
    after = sys.getrefcount(None)
    painter.end()
    assert before - after < 500
