"""What start-up imports, and what no module may import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "signdict"
LARGE = ("torch", "mediapipe", "cv2", "hnswlib", "pose_format", "tokenizers", "httpx2", "ssl")
NETWORK = {
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp",
    "httpx2", "httpcore2", "urllib3", "socketserver", "xmlrpc", "websockets", "webbrowser",
}  # fmt: skip


@pytest.mark.parametrize(
    "module", ["signdict.cli.main", "signdict.gui.window.window", "signdict.dictionary.dictionary"]
)
def test_start_up_imports_no_large_library(module):
    code = f"import sys, {module}; print(*[m for m in {LARGE!r} if m in sys.modules])"
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
def test_no_module_imports_the_network_but_those_that_fetch(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    if path == PACKAGE / "service" / "server.py":  # it listens, but connects to nothing
        names -= {"socket"}
    if path.parent == PACKAGE / "fetching":  # it connects, when it is asked to
        names -= {"socket", "ssl", "urllib.request", "httpx2", "httpcore2"}
    used = {name.split(".")[0] for name in names} | {n for n in names if n.startswith("PySide6")}
    assert not used & (NETWORK | {"PySide6.QtNetwork"})


def test_every_package_holds_one_docstring_and_imports_nothing():
    allowed = {"signdict": ["__version__"], "training": ["from", "limit_threads()"]}
    for folder in (PACKAGE, PACKAGE.parent / "training"):
        for path in folder.rglob("__init__.py"):
            name = ".".join(path.parent.relative_to(PACKAGE.parent).parts)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            assert ast.get_docstring(tree), name
            rest = [ast.unparse(node).split()[0] for node in tree.body[1:]]
            assert rest == allowed.get(name, []), name
