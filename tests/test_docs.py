"""The documents agree with the commands, versions and files they describe."""

import re
from pathlib import Path

import pytest

from signdict import __version__
from signdict.cli.main import main

ROOT = Path(__file__).parents[1]
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


def test_decisions_are_numbered_without_gaps_or_doubles():
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_notice_names_every_source_of_the_starter_dictionary():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    sources = (ROOT / "resources" / "starter" / "README.md").read_text(encoding="utf-8")
    repositories = set(re.findall(r"github\.com/([\w.-]+/[\w.-]+?)[\s),|]", sources))
    assert repositories
    assert [name for name in repositories if name not in notice] == []
