"""Every text of the window goes through Qt's translation, in a way that its tools can follow."""

import ast
import re
from pathlib import Path

import pytest

from signdict.gui import app

GUI = Path(app.__file__).parent
SOURCES = sorted(GUI.glob("*.py"))
#: Calls whose texts people read or hear.
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
    asked = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "")
    return name_of(node) == "tr" or (name_of(node) == "translate" and asked != "painter")


def literals(node):
    """Texts with letters below a node that are not inside a translation, and no names of icons,
    of files or of ours."""
    if is_translation(node) or isinstance(node, ast.Subscript | ast.Compare | ast.Attribute):
        return
    if isinstance(node, ast.Call) and name_of(node) == "icon":
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        said = re.sub(r"\*\.\w+|signdict", "", node.value)
        if any(letter.isalpha() for letter in said):
            yield node.value
        return
    if isinstance(node, ast.FormattedValue):
        yield from literals(node.value)
        return
    inner = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    for child in inner:
        yield from literals(child)


def bypassing(path):
    """Calls that show a text as it stands in the source."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        if name_of(call) in SHOWN:
            arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
            for text in (text for argument in arguments for text in literals(argument)):
                yield f"{path.name}:{call.lineno}: {name_of(call)}({text!r})"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_is_shown_as_it_stands_in_the_source(path):
    assert list(bypassing(path)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_texts_are_translated_where_qt_finds_them(path):
    """By `self.tr("text")` in a class, or by `QCoreApplication.translate("context", "text")`;
    not within an f-string."""
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):  # there Qt's tool does not look
            wrong += [f"{path.name}:{n.lineno}" for n in ast.walk(node) if is_translation(n)]
        if not is_translation(node):
            continue
        own = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        owner = node.func.value.id if own else ""
        if name_of(node) == "tr":
            right = owner == "self" and _is_text(node.args[0])
        else:
            right = owner == "QCoreApplication" and all(map(_is_text, node.args[:2]))
        if not right:
            wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
