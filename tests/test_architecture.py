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


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("signdict.gui.window.window", ("numpy", "rapidfuzz", "signdict.core.processes")),
        ("signdict.core.types", ("rapidfuzz",)),
    ],
)
def test_a_module_is_imported_without_what_it_needs_later(module, absent):
    code = f"import sys, {module}; print(*[m for m in {absent!r} if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert loaded == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_no_module_imports_the_network(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    if path.parts[-2:] == (
        "service",
        "server.py",
    ):  # the service listens, and calls nobody: see test_serve
        names -= {"socket"}
    used = {name.split(".")[0] for name in names} | {n for n in names if n.startswith("PySide6")}
    assert not used & (NETWORK | {"PySide6.QtNetwork"})


def test_every_package_says_what_it_is_for_and_loads_nothing():
    for path in [
        *PACKAGE.rglob("__init__.py"),
        *(PACKAGE.parent / "training").rglob("__init__.py"),
    ]:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(body[0], ast.Expr), path
        assert all(isinstance(node, ast.Assign) for node in body[1:]), path
