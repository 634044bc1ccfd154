"""Every text of the window goes through Qt's translation, in a way that its tools can follow."""

import ast
import re
from pathlib import Path

import pytest

from signdict.gui import app

GUI = Path(app.__file__).parent
SOURCES = sorted(GUI.rglob("*.py"))
#: Calls whose texts users read or hear.
SHOWN = {
    "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setAccessibleName",
    "setAccessibleDescription", "setWindowTitle", "setPlaceholderText", "setInformativeText",
    "setTitle", "setPlainText", "setHtml", "setLabelText", "setHeaderLabels", "addAction",
    "addMenu",
    "addSection", "addItem", "addItems", "addTab", "addRow", "addButton", "setPrefix", "setSuffix",
    "setTabText", "setItemText", "setHorizontalHeaderLabels", "QLabel", "QPushButton", "QCheckBox",
    "QRadioButton", "QGroupBox", "QAction", "QMessageBox", "QDockWidget", "showMessage",
    "show_text", "show_notice", "show_busy", "show_problem", "tell", "wait", "say",
    "getOpenFileName", "getSaveFileName", "getExistingDirectory", "getOpenFileNames", "getText",
    "drawText",
}  # fmt: skip


def name_of(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_translation(node):
    if not isinstance(node, ast.Call):
        return False
    owner = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "")
    return name_of(node) == "tr" or (name_of(node) == "translate" and owner != "painter")


def literals(node):
    """Yield the texts below a node that are not translated, except names of icons and files."""
    if is_translation(node) or isinstance(node, ast.Subscript | ast.Compare | ast.Attribute):
        return
    if isinstance(node, ast.Call) and name_of(node) == "icon":
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = re.sub(r"\*\.\w+|signdict", "", node.value)
        if any(letter.isalpha() for letter in text):
            yield node.value
        return
    if isinstance(node, ast.FormattedValue):
        yield from literals(node.value)
        return
    inner = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    for child in inner:
        yield from literals(child)


def bypassing(path):
    """Yield the calls that show a text without translating it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        if name_of(call) in SHOWN:
            arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
            for text in (text for argument in arguments for text in literals(argument)):
                yield f"{path.name}:{call.lineno}: {name_of(call)}({text!r})"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(GUI)))
def test_no_text_is_shown_without_translation(path):
    assert list(bypassing(path)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(GUI)))
def test_qt_finds_every_translated_text(path):
    """Only `self.tr("text")` in a class and `QCoreApplication.translate("context", "text")` are
    used, and not within an f-string."""
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):  # the tool of Qt skips these
            wrong += [f"{path.name}:{n.lineno}" for n in ast.walk(node) if is_translation(n)]
        if not is_translation(node):
            continue
        dotted = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        owner = node.func.value.id if dotted else ""
        if name_of(node) == "tr":
            right = owner == "self" and _is_text(node.args[0])
        else:
            right = owner == "QCoreApplication" and all(map(_is_text, node.args[:2]))
        if not right:
            wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
