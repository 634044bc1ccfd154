"""The sources of the checkout as syntax trees: definitions, uses, imports and SQL statements."""

import ast
import builtins
import importlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.paths import ROOT

#: A string that contains SQL: keywords in capitals, with the word that must follow.
SQL = re.compile(
    r"\b(SELECT\s+[\w(*'\"]|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+(OR\s+\w+\s+)?[\w{}\"]+\s+SET\b"
    r"|DELETE\s+FROM\b|PRAGMA\s+\w"
    r"|CREATE\s+((TEMP|TEMPORARY|UNIQUE|VIRTUAL)\s+)*(TABLE|INDEX|TRIGGER|VIEW)\b)"
)
#: Decorators that do not register a function anywhere.
PASSIVE = {
    "abstractmethod", "cache", "cached_property", "classmethod", "contextmanager", "dataclass",
    "final", "lazy", "lru_cache", "no_grad", "override", "property", "runtime_checkable", "setter",
    "staticmethod", "total_ordering", "wraps", "inference_mode",
}  # fmt: skip
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """A module by its dotted name, with its syntax tree."""

    name: str
    tree: ast.Module


@dataclass(frozen=True)
class Definition:
    """A function, class, method or constant, and the module and class that contain it."""

    name: str
    module: str
    node: ast.AST
    owner: ast.ClassDef | None = None

    def __str__(self) -> str:
        parts = [self.module, self.owner.name if self.owner else "", self.name]
        return ".".join(part for part in parts if part)


def module(name: str, text: str) -> Module:
    """Return a module made of source text."""
    return Module(name, ast.parse(text))


@cache
def modules(*packages: str) -> tuple[Module, ...]:
    """Return all modules of packages of the checkout, sorted by name."""
    return tuple(
        module(_dotted(path), path.read_text(encoding="utf-8"))
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
    )


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def type_names(tree: ast.Module) -> set[str]:
    """Return the classes, aliases and new types at the top level of a module, no TypeVars."""
    names = set()
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if ast.unparse(
                annotation
            ).endswith("TypeAlias"):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_type(name, value):
                names.add(name)
    return names


def _is_type(name: str, value: ast.expr) -> bool:
    """Return whether `name = value` defines a type: NewType, or an alias in CamelCase."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).endswith("NewType")
    camel = name.lstrip("_")[:1].isupper() and not name.isupper()
    return camel and isinstance(value, ast.Subscript | ast.BinOp | ast.Attribute | ast.Name)


def repeated_types(sources: Iterable[Module]) -> dict[str, list[str]]:
    """Return the type names that several modules define, with these modules."""
    homes = defaultdict(list)
    for source in sources:
        for name in type_names(source.tree):
            homes[name].append(source.name)
    return {name: places for name, places in sorted(homes.items()) if len(places) > 1}


def sql(tree: ast.AST) -> list[str]:
    """Return the strings of a module that contain SQL, one line each; docstrings do not count."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    statements = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            text = "".join(
                str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if id(node) not in skipped and SQL.search(text):
            statements.append(f"line {node.lineno}: {' '.join(text.split())[:60]}")
    return statements


def imports(source: Module, known: Iterable[str]) -> set[str]:
    """Return which of the modules `known` a module imports, also for types or in functions."""
    known = set(known)
    names = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                names.add(inner if inner in known else node.module)
    return (names & known) - {source.name}


def import_graph(sources: Iterable[Module]) -> dict[str, set[str]]:
    """Return which modules each module imports."""
    sources = list(sources)
    known = {source.name for source in sources}
    return {source.name: imports(source, known) for source in sources}


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected components of more than one node (Tarjan's algorithm)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    components = []

    def visit(node: str) -> None:
        order[node] = lowest[node] = len(order)
        stack.append(node)
        for target in sorted(graph[node]):
            if target not in order:
                visit(target)
                lowest[node] = min(lowest[node], lowest[target])
            elif target in stack:
                lowest[node] = min(lowest[node], order[target])
        if lowest[node] == order[node]:
            start = stack.index(node)
            if len(stack) - start > 1:
                components.append(sorted(stack[start:]))
            del stack[start:]

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return components


def unused(sources: Iterable[Module], callers: Iterable[Module] = ()) -> list[Definition]:
    """Return the definitions of `sources` that no module of `sources` or `callers` uses.

    A use is the name anywhere outside the definition itself. Exempt are dunder names, functions
    that a decorator registers, members of protocols, and methods that override one of a class
    of a library, such as Qt's events.
    """
    sources, callers = list(sources), list(callers)
    uses: Counter[str] = Counter()
    for source in (*sources, *callers):
        uses.update(_names(source.tree))
    classes = {
        node.name: (source, node)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    }
    return [
        definition
        for source in sources
        for definition in _definitions(source)
        if not _used(definition, uses) and not _exempt(definition, classes)
    ]


def _used(definition: Definition, uses: Mapping[str, int]) -> bool:
    own = Counter(_names(definition.node))
    return any(uses[name] > own[name] for name in definition.name.split(", "))


def _definitions(source: Module) -> Iterator[Definition]:
    for node in source.tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield Definition(node.name, source.name, node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:  # the names of an unpacking belong together: positions of a row
                names = [name.id for name in ast.walk(target) if isinstance(name, ast.Name)]
                yield Definition(", ".join(names), source.name, node)
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, FUNCTIONS):
                    yield Definition(member.name, source.name, member, node)


def _names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that is read, also those in annotations that are strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        for part in _annotations(node):
            for inner in ast.walk(part):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield from re.findall(r"\w+", inner.value)


def _annotations(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, FUNCTIONS) and node.returns:
        yield node.returns
    elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield node.annotation
        if isinstance(node, ast.AnnAssign) and node.value and _alias(node):
            yield node.value
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "cast":
        yield node.args[0]


def _alias(node: ast.AnnAssign) -> bool:
    return ast.unparse(node.annotation).endswith("TypeAlias")


Classes = Mapping[str, tuple[Module, ast.ClassDef]]


def _exempt(definition: Definition, classes: Classes) -> bool:
    name, node = definition.name, definition.node
    if name.startswith("__") and name.endswith("__"):
        return True
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and any(map(_registers, node.decorator_list)):
        return True
    if definition.owner is None:
        return False
    if any(ast.unparse(base).startswith("Protocol") for base in definition.owner.bases):
        return True
    return any(hasattr(base, name) for base in _library_bases(definition.owner, classes))


def _registers(decorator: ast.expr) -> bool:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(call).split(".")[-1] not in PASSIVE


def _library_bases(node: ast.ClassDef, classes: Classes) -> Iterator[object]:
    """Yield the classes of libraries that a class derives from, directly or not."""
    for base in node.bases:
        name = ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
        if name.split(".")[-1] in classes:
            yield from _library_bases(classes[name.split(".")[-1]][1], classes)
        elif node.name in classes:
            yield _resolved(name, classes[node.name][0].tree)


def _resolved(name: str, tree: ast.Module) -> object:
    """Return what a name of a module means, from the module's own imports; None if unknown."""
    first, *rest = name.split(".")
    value: object = getattr(builtins, first, None)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if (alias.asname or alias.name) == first:
                    value = getattr(importlib.import_module(node.module), alias.name, None)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name.split(".")[0]) == first:
                    value = importlib.import_module(alias.name if alias.asname else first)
    for part in rest:
        value = getattr(value, part, None)
    return value
