"""The recipes that ship with signdict: how many they are, and what each must say."""

import pytest

from signdict.core.languages import languages
from signdict.importing.datasets import REQUIRED, Dataset, datasets
from signdict.importing.recipes import source

CODES = languages().keys()


def test_at_least_35_recipes_cover_at_least_44_sign_languages() -> None:
    catalogue = datasets()
    assert len(catalogue) >= 35
    assert len({code for each in catalogue for code in each.sign_languages}) >= 44


def test_titles_are_different() -> None:
    titles = [each.title.casefold() for each in datasets()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("dataset", datasets(), ids=lambda dataset: str(dataset.name))
def test_a_recipe_names_languages_licence_and_sources(dataset: Dataset) -> None:
    content = source.read(source.located(dataset.name))
    assert [key for key in REQUIRED if not content.get(key)] == []
    assert {*dataset.sign_languages} <= CODES
    assert len(dataset.sign_languages) == len({*dataset.sign_languages})
    assert len(dataset.how) > 20 and dataset.how.endswith(".")
    for address in (dataset.home, dataset.licence_url, *dataset.documentation):
        assert not address or address.startswith("https://")


@pytest.mark.parametrize("dataset", datasets(), ids=lambda dataset: str(dataset.name))
def test_a_recipe_without_a_layout_says_what_to_do(dataset: Dataset) -> None:
    if not dataset.has_layout:
        assert dataset.how and not source.read(source.located(dataset.name)).get("recognise")
