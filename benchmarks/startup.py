"""Time from process start to the first painted window, compared with an empty PySide6 window.

    python -m benchmarks.startup [--runs 9]

Both start alternately as separate processes, so other load on the machine affects both. signdict
starts in the same way as the command `signdict`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

EMPTY = """
import sys
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def event(self, event):
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            print("painted", flush=True)
            QApplication.quit()
        return handled

app = QApplication(sys.argv[:1])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import gc, sys
gc.disable()  # as the command does, before it imports the window
sys.argv = sys.argv[:1]
from PySide6.QtCore import QCoreApplication
from signdict import __main__
from signdict.gui import app
from signdict.gui.window import window

class Window(window.Window):
    def start(self):
        print("painted", flush=True)
        QCoreApplication.quit()

app.Window = Window
__main__.main()
"""


def seconds(code: str, home: str) -> float:
    """Return the seconds from process start to the first painted window."""
    environment = os.environ | {"SIGNDICT_HOME": home}
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        elapsed = time.perf_counter() - start
    if line.strip() != "painted":
        raise SystemExit("The window cannot be shown on this computer.")
    return elapsed


def main() -> None:
    """Print the table, then one line of JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        for code in (EMPTY, OURS):  # once each: then the files of both are cached
            seconds(code, home)
        pairs = [(seconds(EMPTY, home), seconds(OURS, home)) for _ in range(runs)]
    empty, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print("window          median of", runs)
    print(f"empty PySide6   {empty:8.3f} s")
    print(f"signdict        {ours:8.3f} s")
    print(
        json.dumps(
            {"empty_s": round(empty, 4), "signdict_s": round(ours, 4),
             "ratio": round(ours / empty, 3), "runs": runs}
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
