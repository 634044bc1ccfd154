"""Qt without a screen, unless one was chosen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
