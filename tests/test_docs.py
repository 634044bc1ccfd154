"""The documents agree with the commands, versions, files and functions they describe."""

import ast
import re

import pytest

from signdict import __version__
from signdict.cli.main import main
from tests.support import package_diagram
from tests.support.paths import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "training" / "README.md"])
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_documented(command):
    assert f"`signdict {command}" in COMMANDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_exist(page):
    links = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_newest_heading_of_the_changelog_is_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[([^]]+)\]", changelog, re.MULTILINE)
    assert versions[0] == __version__


def test_decisions_are_numbered_without_gaps_and_duplicates():
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_notice_names_every_source_of_the_starter_dictionary():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    sources = (ROOT / "resources" / "starter" / "README.md").read_text(encoding="utf-8")
    repositories = set(re.findall(r"github\.com/([\w.-]+/[\w.-]+?)[\s),|]", sources))
    assert repositories
    assert [name for name in repositories if name not in notice] == []


def test_the_diagram_of_the_packages_is_up_to_date():
    page = package_diagram.PAGE.read_text(encoding="utf-8")
    hint = "Run: python -m tests.support.package_diagram"
    assert package_diagram.drawn(page) == page, hint


def test_the_architecture_page_is_short():
    assert len(package_diagram.PAGE.read_text(encoding="utf-8").splitlines()) <= 120


def test_the_diagram_omits_implied_imports():
    graph = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert package_diagram.reduced(graph) == {"a": {"b"}, "b": {"c"}, "c": set()}


def test_the_files_and_names_of_the_architecture_page_exist():
    page = package_diagram.PAGE.read_text(encoding="utf-8")
    mentions = re.findall(r"`([\w/]+\.py)`(?: `([\w.]+)`)?", page)
    assert len(mentions) > 40
    assert [mention for mention in mentions if not is_defined(*mention)] == []


def is_defined(file, name):
    """Return whether a file of the checkout exists and defines `name`, such as `Class.method`."""
    path = next((path for path in (ROOT / file, ROOT / "signdict" / file) if path.exists()), None)
    if path is None:
        return False
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for part in filter(None, name.split(".")):
        node = next((node for node in body if getattr(node, "name", None) == part), None)
        if node is None:
            return False
        body = getattr(node, "body", [])
    return True
