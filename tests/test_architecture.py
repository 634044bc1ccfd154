"""The shape of the house: what start-up loads, and what nothing may load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "signdict"
HEAVY = ("torch", "mediapipe", "cv2", "hnswlib", "pose_format", "tokenizers")
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp",
    "socketserver", "xmlrpc", "websockets", "webbrowser",
}  # fmt: skip


@pytest.mark.parametrize(
    "module", ["signdict.cli.main", "signdict.gui.window.window", "signdict.dictionary.dictionary"]
)
def test_start_up_loads_no_heavy_library(module):
    code = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert loaded == []


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.name)
def test_no_module_imports_the_network(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    if path.name == "serve.py":  # the service listens, and calls nobody: see test_serve
        names -= {"socket"}
    used = {name.split(".")[0] for name in names} | {n for n in names if n.startswith("PySide6")}
    assert not used & (NETWORK | {"PySide6.QtNetwork"})


def test_every_module_of_the_package_is_in_the_picture():
    picture = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = [p.stem for p in PACKAGE.glob("*.py") if p.stem != "__init__"]
    assert [m for m in modules if f"`{m}`" not in picture] == []
