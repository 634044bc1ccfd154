"""Patterns of paths: what they fit, and that none takes long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signdict.core.errors import ManifestError
from signdict.importing.entries import ENDINGS
from signdict.importing.recipes.pattern import Pattern

WORDS = st.text("ab1_-ß é", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("pattern", "path", "values"),
    [
        ("{gloss}/{id}.mp4", "a/b.MP4", {"gloss": "a", "id": "b"}),
        ("{gloss}/{id}.mp4", "x/a/b.webm", {"gloss": "a", "id": "b"}),
        ("{gloss}/{id}.mp4", "b.mp4", None),
        ("{gloss}/{id}.mp4", "a/b.txt", None),
        ("{g}_{who}_{n}.mp4", "thank_you_al_1.mp4", {"g": "thank_you", "who": "al", "n": "1"}),
        ("{n:3 digits}.mp4", "0012.mp4", None),
        ("{n:3 digits}.mp4", "012.mp4", {"n": "012"}),
        ("{n:3}{x}.mp4", "abcd.mp4", {"n": "abc", "x": "d"}),
        ("{w:letters}{n:digits}.mp4", "House12.mp4", {"w": "House", "n": "12"}),
        ("{s:train|val}/{id}", "TRAIN/1.mp4", {"s": "TRAIN", "id": "1"}),
        ("{s:train|val}/{id}", "test/1.mp4", None),
        ("{g}/{g}_{n}.mp4", "a/a_1.mp4", {"g": "a", "n": "1"}),
        ("{g}/{g}_{n}.mp4", "a/b_1.mp4", None),
        ("*{n:digits}.mp4", "take12.mp4", {"n": "12"}),
        ("a/**/{id}.mp4", "a/b/c/1.mp4", {"id": "1"}),
        ("a/**/{id}.mp4", "a/1.mp4", {"id": "1"}),
        ("{{x}}_{id}.mp4", "{x}_1.mp4", {"id": "1"}),
        ("Ü{id}.mp4", "ü1.mp4", {"id": "1"}),
        ("{id}.mp4", "a.b.c.mp4", {"id": "a.b.c"}),
    ],
)  # fmt: skip
def test_a_pattern_fits_the_end_of_a_path(pattern, path, values):
    assert Pattern(pattern, ENDINGS).match(path) == values


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_what_a_pattern_found_is_in_the_path(words):
    path = "/".join(words) + ".mp4"
    found = Pattern("{a}/{b}.mp4", ENDINGS).match(path)
    assert found == {"a": words[-2], "b": words[-1]}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["{a}", "{b}", "{c:digits}", "*", "x", "{a}"]), min_size=6))
def test_no_pattern_takes_long(tokens):
    """A regular expression of these parts would need more steps than a test can wait for."""
    try:
        pattern = Pattern("".join(tokens) + "y", whole=True)
    except ManifestError:
        return
    assert pattern.match("x" * 250) is None


@pytest.mark.parametrize(
    "text", ["", " ", "../a", "a/../b", "/a", "a//b", "a/", "a\\b", "{", "}", "{a", "{}", "{a:b}",
             "{a-b}", "{a:2 numbers}", "a\0b", "x" * 501, "/".join("a" * 21)],
)  # fmt: skip
def test_a_pattern_that_is_not_valid_is_an_error(text):
    with pytest.raises(ManifestError, match="is not valid"):
        Pattern(text)
