"""The JSON file of a list, and every kind of invalid file."""

import json
import sys

import pytest

from signdict.core.errors import ListError
from signdict.lists import signlist
from tests.support.signlists import a_list

GOOD = signlist.as_data(a_list())


def written(tmp_path, content):
    path = tmp_path / "list.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_a_list_is_read_as_it_was_written(tmp_path):
    signs = a_list().noted(0, "two\nlines").described("über alles")
    path = written(tmp_path, signlist.text_of(signs).encode())
    assert signlist.read(path) == signs


def test_a_byte_order_mark_is_ignored(tmp_path):
    path = written(tmp_path, b"\xef\xbb\xbf" + signlist.text_of(a_list()).encode())
    assert signlist.read(path) == a_list()


def test_a_list_without_a_key_gets_one_and_optional_values_may_be_missing(tmp_path):
    short = {"format": "signdict list", "version": 1, "name": "n",
             "signs": [{"gloss": "hi", "sign_language": "ASE"}]}  # fmt: skip
    first, second = (signlist.read(written(tmp_path, short)) for _ in range(2))
    assert first.key != second.key
    assert first.entries[0].sign_language == "ase"


def test_a_repeated_sign_is_read_once(tmp_path):
    twice = GOOD | {"signs": GOOD["signs"] * 2}
    assert signlist.read(written(tmp_path, twice)) == a_list()


@pytest.mark.parametrize(("change", "message"), [
    ({"format": "deck"}, "not a list of signs"),
    ({"version": 2}, "newer version of signdict"),
    ({"signs": None}, "`signs` must be a list"),
    ({"signs": [{}] * 10_001}, "up to 10000"),
    ({"signs": ["hello"]}, "Sign 1 of list.json is not a sign"),
    ({"signs": [{"gloss": " ", "sign_language": "ase"}]}, "Sign 1 of list.json has no gloss"),
    ({"signs": [{"gloss": "hi"}]}, "has no sign_language"),
    ({"signs": [{"gloss": "hi", "sign_language": "xxx"}]}, "xxx is not a sign-language code"),
    ({"signs": [{"gloss": ["hi"], "sign_language": "ase"}]}, "`gloss` has an invalid value"),
    ({"signs": [{"gloss": "x" * 20_001, "sign_language": "ase"}]}, "too long"),
    ({"sources": []}, "`sources` has an invalid value"),
    ({"sources": {"a": 1}}, "`sources: a` has an invalid value"),
    ({"sources": {"a": {"licence": 1}}}, "`licence` has an invalid value"),
    ({"name": ""}, "Enter a name for the list"),
    ({"name": 5}, "`name` has an invalid value"),
    ({"note": {}}, "`note` has an invalid value"),
])  # fmt: skip
def test_an_invalid_value_is_named(tmp_path, change, message):
    with pytest.raises(ListError, match=message):
        signlist.read(written(tmp_path, GOOD | change))


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"null", b'"signdict list"', b"\xff\xfe{}", b"[" * 100_000,
    b"1" * 10_000, b'<!DOCTYPE x [<!ENTITY a "b">]>',
], ids=range(9))  # fmt: skip
def test_a_file_that_is_not_a_list_is_rejected_in_a_sentence(tmp_path, content):
    with pytest.raises(ListError, match=r"list\.json .*\. Export it again"):
        signlist.read(written(tmp_path, content))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ListError, match=r"none\.json cannot be opened"):
        signlist.read(tmp_path / "none.json")


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(signlist, "_LARGEST", 10)
    with pytest.raises(ListError, match="too large"):
        signlist.read(written(tmp_path, GOOD))


def test_lone_surrogates_are_removed(tmp_path):
    content = json.dumps(GOOD | {"name": "a\ud800b"}).encode()
    assert signlist.read(written(tmp_path, content)).name == "ab"
    assert sys.getrecursionlimit() < 100_000  # otherwise the nested list above proves nothing
