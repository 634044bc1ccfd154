"""The documents tell the truth about commands, versions and files."""

import re
from pathlib import Path

import pytest

from signdict import __version__
from signdict.cli.main import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command):
    assert f"`signdict {command}" in README


def test_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_names_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"[{__version__}]" in changelog or "[Unreleased]" in changelog


def test_the_notice_names_every_source_of_the_starter_dictionary():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    sources = (ROOT / "resources" / "starter" / "README.md").read_text(encoding="utf-8")
    repositories = set(re.findall(r"github\.com/([\w.-]+/[\w.-]+?)[\s),|]", sources))
    assert repositories
    assert [name for name in repositories if name not in notice] == []
