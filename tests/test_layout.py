"""The layout of the sources: unique type names, no import cycles, no dead code, one home of SQL."""

import ast
import inspect
import tomllib

import pytest

from signdict.dictionary.dictionary import Dictionary
from signdict.dictionary.maintenance import Maintenance
from signdict.importing.jobs import Imports
from signdict.linguistics.analysis import LanguageAnalysis
from signdict.linguistics.table import SignTableService
from tests.gui.support.fake_analysis import SmallAtlas
from tests.gui.support.fake_dictionary import (
    SmallCare,
    SmallDictionary,
    SmallImports,
    SmallInventory,
)
from tests.support import source
from tests.support.paths import ROOT

CODE = ("signdict", "training")
#: Type names that several modules may define, with the reason.
REPEATED_TYPES: dict[str, str] = {}
#: Modules outside `signdict.library` that contain SQL, with the reason.
SQL_ELSEWHERE = {
    "signdict.lists.store": "the lists are a file of their own",
    "signdict.importing.jobs": "each import is a file of its own",
}
#: Definitions that only tests use, with the reason.
FOR_TESTS_ONLY: dict[str, str] = {}
#: The number of layers in all contracts together; more would be a list of modules.
LAYERS = 25


def lines(offenders):
    """Return what a check found, one line each, for the message of a failed assertion."""
    return "\n".join(f"{name}: {', '.join(sorted(places))}" for name, places in offenders.items())


def test_each_type_name_is_defined_in_one_module():
    repeated = source.repeated_types(source.modules(*CODE))
    offenders = {name: homes for name, homes in repeated.items() if name not in REPEATED_TYPES}
    assert not offenders, lines(offenders)


def test_sql_is_only_in_the_library():
    offenders = {
        module.name: source.sql(module.tree)
        for module in source.modules(*CODE)
        if not module.name.startswith("signdict.library.") and module.name not in SQL_ELSEWHERE
    }
    offenders = {name: statements for name, statements in offenders.items() if statements}
    assert not offenders, lines(offenders)


def test_every_module_has_a_docstring():
    modules = source.modules(*CODE, "benchmarks")
    offenders = [module.name for module in modules if not ast.get_docstring(module.tree)]
    assert not offenders, "\n".join(offenders)


def test_every_definition_is_used_outside_the_tests():
    unused = map(str, source.unused(source.modules(*CODE), source.modules("benchmarks")))
    offenders = sorted(set(unused) - FOR_TESTS_ONLY.keys())
    assert not offenders, "\n".join(offenders)


@pytest.mark.parametrize("package", CODE)
def test_no_modules_import_each_other_in_a_circle(package):
    graph = source.import_graph(source.modules(package))
    assert len(graph) > 20
    cycles = source.cycles(graph)
    assert not cycles, "\n".join(map(", ".join, cycles))


def test_no_test_module_imports_another():
    modules = source.modules("tests")
    tests = {module.name for module in modules if module.name.split(".")[-1].startswith("test_")}
    offenders = {module.name: source.imports(module, tests) for module in modules}
    offenders = {name: imported for name, imported in offenders.items() if imported}
    assert not offenders, lines(offenders)


def test_tests_of_the_application_do_not_import_training():
    training = {module.name for module in source.modules("training")}
    offenders = {
        module.name: source.imports(module, training)
        for module in source.modules("tests")
        if not module.name.startswith("tests.training")
    }
    offenders = {name: imported for name, imported in offenders.items() if imported}
    assert not offenders, lines(offenders)


def tool(name):
    """Return the settings of a tool in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"][name]


def expanded(pattern):
    """Return the patterns without braces that a pattern with braces abbreviates."""
    if "{" not in pattern:
        return [pattern]
    before, rest = pattern.split("{", 1)
    choices, after = rest.split("}", 1)
    return [plain for choice in choices.split(",") for plain in expanded(before + choice + after)]


def test_every_exception_from_the_lint_rules_is_for_an_existing_file():
    patterns = [
        plain for key in tool("ruff")["lint"]["per-file-ignores"] for plain in expanded(key)
    ]
    assert [pattern for pattern in patterns if not any(ROOT.glob(pattern))] == []


def test_patterns_with_braces_are_expanded():
    assert expanded("a/{b,c}/{d,e}.py") == ["a/b/d.py", "a/b/e.py", "a/c/d.py", "a/c/e.py"]


def test_the_contracts_have_few_layers():
    contracts = tool("importlinter")["contracts"]
    layers = [layer for contract in contracts for layer in contract.get("layers", [])]
    assert 0 < len(layers) <= LAYERS


# The checks themselves, each on a wrong source.


def test_the_check_of_types_finds_classes_aliases_and_new_types():
    first = source.module("one", "class Row: ...\nPath: TypeAlias = str\nT = TypeVar('T')")
    second = source.module(
        "two", "Row = dict[str, int]\nPath = NewType('Path', str)\nT = TypeVar('T')"
    )
    assert source.repeated_types([first, second]) == {"Path": ["one", "two"], "Row": ["one", "two"]}


@pytest.mark.parametrize(
    "text",
    [
        'run("SELECT id FROM signs")',
        'run(f"UPDATE {table} SET a = 1")',
        'run("""\n  INSERT OR IGNORE INTO signs VALUES (1)""")',
        'run("a IN (SELECT 1)")',
        'run("DELETE FROM signs")',
        'run("CREATE TEMP TABLE t (a)")',
        'run("PRAGMA user_version")',
    ],
)
def test_the_check_of_sql_finds_statements(text):
    assert source.sql(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    ['"""Runs a SELECT id FROM signs."""', 'say("Select a sign")', 'say("UPDATE the index")'],
)
def test_the_check_of_sql_ignores_docstrings_and_prose(text):
    assert source.sql(ast.parse(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(): ...",
        "def f():\n    return f()",
        "class A: ...",
        "LIMIT = 3",
        "LIMIT: int = 3",
        "LOW, HIGH = 3, 4",
        "class A:\n    def m(self): ...\nA()",
        "class A(QWidget):\n    def grow(self): ...\nA()",
    ],
)
def test_the_check_of_uses_finds_what_nothing_uses(text):
    text = f"from PySide6.QtWidgets import QWidget\n{text}"
    assert len(source.unused([source.module("one", text)])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "def f(): ...\nf()",
        "class A: ...\ndef f(a: 'A'): ...\nf()",
        "class A:\n    def m(self): ...\nA().m",
        "class A:\n    def __len__(self): ...\nA()",
        "class A(QWidget):\n    def mousePressEvent(self, event): ...\nA()",
        "class A(QWidget): ...\nclass B(A):\n    def sizeHint(self): ...\nB()",
        "LOW, HIGH = 3, 4\nprint(HIGH)",
        "class A(Protocol):\n    def m(self): ...\nA",
        "@main.command()\ndef f(): ...",
    ],
)
def test_the_check_of_uses_exempts_registered_functions_overrides_and_protocols(text):
    text = f"from typing import Protocol\nfrom PySide6.QtWidgets import QWidget\n{text}"
    assert list(map(str, source.unused([source.module("one", text)]))) == []


def test_a_use_in_another_module_counts():
    modules = [source.module("one", "def f(): ..."), source.module("two", "from one import f\nf()")]
    assert source.unused(modules) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("import two", "import one"),
        ("from two import f", "def g():\n    from one import f"),
        ("from two import f", "if TYPE_CHECKING:\n    from one import f"),
    ],
)
def test_the_check_of_cycles_finds_imports_for_types_and_inside_functions(first, second):
    modules = [source.module("one", first), source.module("two", second)]
    assert source.cycles(source.import_graph(modules)) == [["one", "two"]]


def test_the_check_of_cycles_accepts_modules_of_one_package():
    modules = [
        source.module("package", ""),
        source.module("package.one", "from package import two"),
        source.module("package.two", ""),
    ]
    assert source.cycles(source.import_graph(modules)) == []


# The doubles of the dictionary and its parts.


def signature(method):
    """Return the parameters of a method with their kinds and defaults, without types."""
    plain = inspect.Parameter.empty
    full = inspect.signature(method)
    parameters = [item.replace(annotation=plain) for item in full.parameters.values()]
    return str(full.replace(parameters=parameters, return_annotation=inspect.Signature.empty))


def differing(double, real):
    """Return the public methods of a double that the real class lacks or defines differently."""
    pairs = {
        name: (signature(method), signature(getattr(real, name, lambda: None)))
        for name, method in inspect.getmembers(double, inspect.isfunction)
        if not name.startswith("_")
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@pytest.mark.parametrize(
    ("double", "real"),
    [
        (SmallDictionary, Dictionary),
        (SmallCare, Maintenance),
        (SmallImports, Imports),
        (SmallInventory, SignTableService),
        (SmallAtlas, LanguageAnalysis),
    ],
)
def test_the_doubles_of_the_dictionary_have_the_signatures_of_the_real_classes(double, real):
    offenders = differing(double, real)
    assert not offenders, "\n".join(f"{name}: {pair}" for name, pair in offenders.items())


def test_the_comparison_of_signatures_finds_another_name_default_or_kind():
    class Real:
        def name(self, a): ...
        def default(self, a=1): ...
        def kind(self, *, a): ...
        def same(self, a, *, b=2): ...

    class Double:
        def name(self, b): ...
        def default(self, a=2): ...
        def kind(self, a): ...
        def same(self, a, *, b=2): ...
        def missing(self): ...

    assert set(differing(Double, Real)) == {"name", "default", "kind", "missing"}
