"""Draw the packages and their imports into docs/architecture.md.

Run `python -m tests.support.package_diagram` after a change of the packages.
"""

import ast
from collections.abc import Mapping

from tests.support import source
from tests.support.paths import ROOT

PAGE = ROOT / "docs" / "architecture.md"
START = "<!-- python -m tests.support.package_diagram -->\n"
END = "<!-- end of the diagram -->\n"


def package_imports() -> dict[str, set[str]]:
    """Return which packages each package of signdict imports; `training` counts as one package."""
    modules = source.modules("signdict", "training")
    graph: dict[str, set[str]] = {}
    for name, imported in source.import_graph(modules).items():
        if name != "signdict":
            own = graph.setdefault(_package(name), set())
            own |= {_package(target) for target in imported if target != "signdict"}
    return {package: imported - {package} for package, imported in graph.items()}


def _package(module: str) -> str:
    first, *rest = module.split(".")
    return rest[0] if first == "signdict" else first


def reduced(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return an acyclic graph without the edges that a longer path implies."""

    def reachable(node: str) -> set[str]:
        return graph[node] | {end for target in graph[node] for end in reachable(target)}

    return {
        node: targets - {end for target in targets for end in reachable(target)}
        for node, targets in graph.items()
    }


def diagram() -> str:
    """Return the diagram in Mermaid's language: a node a package, with its docstring."""
    graph = package_imports()
    docstrings = {
        _package(module.name): ast.get_docstring(module.tree) or ""
        for module in reversed(source.modules("signdict", "training"))
        if module.name == "training" or module.name.count(".") == 1
    }
    nodes = [
        f'  {_node(package)}["<b>{package}</b><br>{_first_line(docstrings[package])}"]'
        for package in sorted(graph)
    ]
    edges = [
        f"  {_node(package)} --> {' & '.join(map(_node, sorted(targets)))}"
        for package, targets in sorted(reduced(graph).items())
        if targets
    ]
    return "\n".join(["```mermaid", "flowchart TD", *nodes, *edges, "```", ""])


def _first_line(docstring: str) -> str:
    return docstring.splitlines()[0].replace("`", "")


def _node(package: str) -> str:
    return package.strip("_")


def drawn(page: str) -> str:
    """Return the text of the page with the diagram between its two markers."""
    before, rest = page.split(START)
    _, after = rest.split(END)
    return f"{before}{START}{diagram()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
