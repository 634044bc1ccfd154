"""Which folders are recognised, and which are not."""

from signdict.importing.recipes import recognition, source
from signdict.importing.recipes.folder import sample_of
from tests.support.clip_lists import touched

RECIPE = """
title = "Numbers"
sign_languages = ["aed"]
recognise = ["{class:3 digits}_{signer:2 digits}.mp4"]
[layout]
files = "{class:3 digits}_{signer:2 digits}.mp4"
[[layout.labels]]
key = "class"
columns = { class = 1, gloss = 2 }
rows = [["1", "one"]]
"""


def titles(folder, tmp_path, monkeypatch, **recipes):
    """Return the titles of the recipes that a folder fits."""
    (tmp_path / "recipes").mkdir(exist_ok=True)
    for name, text in recipes.items():
        (tmp_path / "recipes" / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(source, "folder", lambda: tmp_path / "recipes")
    return [recipe.dataset.title for recipe in recognition.recognised(folder)]


def test_a_folder_is_recognised_if_nearly_all_clips_lie_as_the_recipe_says(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    touched(folder, *(f"001_{n:02}.mp4" for n in range(10)), "readme.txt")
    assert titles(folder, tmp_path, monkeypatch, numbers=RECIPE) == ["Numbers"]
    touched(folder, "holiday.mp4")
    assert titles(folder, tmp_path, monkeypatch) == ["Numbers"]
    touched(folder, "dog.mp4", "cat.mp4")
    assert titles(folder, tmp_path, monkeypatch) == []


def test_numbers_without_a_label_are_those_of_another_dataset(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    touched(folder, "001_01.mp4", "065_01.mp4", "066_02.mp4")
    assert titles(folder, tmp_path, monkeypatch, numbers=RECIPE) == []


def test_a_recipe_without_recognise_or_with_an_error_recognises_nothing(tmp_path, monkeypatch):
    touched(tmp_path / "data", "001_01.mp4")
    silent = RECIPE.replace("recognise", "documentation")
    found = titles(tmp_path / "data", tmp_path, monkeypatch, silent=silent, wrong="[layout")
    assert found == []


def test_a_sample_of_a_large_folder_is_small_and_has_every_ending(tmp_path):
    for number in range(30):
        touched(tmp_path / f"{number:02}", *(f"{n}.mp4" for n in range(40)), "labels.csv")
    paths = sample_of(tmp_path).paths
    assert len(paths) == 12 * 21
    assert sum(path.endswith("labels.csv") for path in paths) == 12
