"""Every dataset that signdict knows: what its recipe says, and its miniature."""

import importlib
from pathlib import Path

import pytest

from signdict.importing import datasets, ingest
from signdict.importing.recipes import source
from signdict.importing.recipes.layout import recipe
from tests.support.inline_pool import InlinePool
from tests.support.miniatures import Miniature, check

NAMES = [dataset.name for dataset in datasets.datasets()]
MINIATURES = sorted(
    file.stem
    for file in Path(__file__).parent.glob("*.py")
    if not file.stem.startswith(("test_", "__", "conftest"))
)


@pytest.mark.parametrize("name", MINIATURES)
def test_a_miniature_is_imported_found_and_removed(name, empty_home, tmp_path, monkeypatch):
    if name != MINIATURES[0]:  # one is read by worker processes, as users' datasets are
        monkeypatch.setattr(ingest, "ExtractionPool", InlinePool)
    module = importlib.import_module(f"tests.importing.datasets.{name}")
    found = [value for value in vars(module).values() if isinstance(value, Miniature)]
    for number, miniature in enumerate(found):
        check(miniature, name, tmp_path / str(number))


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_is_complete(name):
    content = source.read(source.located(name))
    assert [key for key in datasets.REQUIRED if not content.get(key)] == []
    assert all(address.startswith("https://") for address in content["documentation"])
    if "layout" in content:
        assert recipe(name).layouts


def test_every_dataset_that_can_be_added_has_a_miniature():
    addable = {dataset.name for dataset in datasets.datasets() if dataset.has_layout}
    assert sorted(addable - {*MINIATURES}) == []
