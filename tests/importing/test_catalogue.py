"""The datasets that signdict knows: how many they are, and what users read about them."""

from collections import Counter

from signdict.core.languages import languages
from signdict.importing.datasets import datasets


def test_at_least_35_datasets_cover_at_least_44_sign_languages():
    codes = {code for dataset in datasets() for code in dataset.sign_languages}
    assert len(datasets()) >= 35
    assert len(codes) >= 44
    assert codes <= languages().keys()


def test_titles_are_different():
    titles = Counter(dataset.title.casefold() for dataset in datasets())
    assert [title for title, number in titles.items() if number > 1] == []


def test_each_dataset_names_its_licence_and_languages_once():
    assert [each.name for each in datasets() if not each.licence.strip()] == []
    repeated = [d.name for d in datasets() if len({*d.sign_languages}) < len(d.sign_languages)]
    assert repeated == []


def test_all_addresses_are_encrypted():
    for dataset in datasets():
        addresses = (dataset.home, dataset.licence_url, *dataset.documentation)
        assert [a for a in addresses if a and not a.startswith("https://")] == [], dataset.name


def test_how_to_get_a_dataset_is_a_sentence():
    assert [each.name for each in datasets() if not each.how.endswith(".")] == []
    assert [each.name for each in datasets() if each.note and not each.note.endswith(".")] == []
