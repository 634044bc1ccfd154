"""The choice of a dataset in the dialog that adds a folder."""

import pytest

from signdict.core.errors import SignDictError
from signdict.gui.maintainer.add_dialog import AddDialog
from signdict.gui.maintainer.controller import _listed_as
from signdict.importing import manifest
from tests.support.miniatures import written
from tests.support.steps import result_of

TABLE = "Video file,Gloss,Participant ID\na.mp4,DOG,P1\nb.mp4,CAT,P2\n"
CITIZEN = {"splits/train.csv": TABLE, "videos/a.mp4": 1, "videos/b.mp4": 2}


@pytest.fixture
def opened(qtbot):
    """Return a function that opens the dialog for a folder, with real previews of it."""

    def open_dialog(path):
        dialog = AddDialog(path)
        qtbot.addWidget(dialog)
        dialog.preview_wanted.connect(lambda addition: answer(dialog, addition))
        dialog.show()
        dialog.preview_wanted.emit(dialog.addition)
        return dialog

    return open_dialog


def answer(dialog, addition):
    values = _listed_as(addition)
    try:
        usual = manifest.usual(addition.path, **values)
        preview = manifest.preview(usual, recognised=not values["recipe"])
        dialog.show_preview(result_of(preview))
    except SignDictError as problem:
        dialog.show_problem(str(problem))


def choose(dialog, text):
    row = next(n for n in range(dialog.dataset.count()) if text in dialog.dataset.itemText(n))
    dialog.dataset.setCurrentIndex(row)
    dialog.dataset.activated.emit(row)


def test_a_dataset_is_recognised_and_gives_language_source_and_licence(opened, tmp_path):
    dialog = opened(written(tmp_path / "data", CITIZEN))
    assert dialog.recognised.text() == "Recognised as ASL Citizen."
    assert dialog.message.text() == "Clips to add: 2; glosses: 2 (ase 2). Skipped: 0."
    assert (dialog.language.currentText(), dialog.source.text()) == ("From the dataset", "")
    assert dialog.source.placeholderText() == "ASL Citizen"
    assert dialog.licence.placeholderText() == "Microsoft Research Licence Terms"
    usual = manifest.usual(dialog.addition.path, **_listed_as(dialog.addition))
    assert (usual.recipe, usual.sign_language, usual.source) == (
        "asl_citizen", "ase", "ASL Citizen",
    )  # fmt: skip


def test_what_the_user_entered_takes_precedence(opened, tmp_path):
    dialog = opened(written(tmp_path / "data", CITIZEN))
    dialog.language.setEditText("bfi")
    dialog.source.setText("Own")
    usual = manifest.usual(dialog.addition.path, **_listed_as(dialog.addition))
    assert (usual.sign_language, usual.source) == ("bfi", "Own")


def test_a_folder_is_read_without_a_dataset_if_the_user_says_so(opened, tmp_path):
    dialog = opened(written(tmp_path / "data", CITIZEN))
    choose(dialog, "No dataset")
    dialog.language.setEditText("ase")
    dialog.preview_wanted.emit(dialog.addition)
    assert not dialog.recognised.isVisibleTo(dialog)
    assert dialog.message.text() == "Clips to add: 2; glosses: 2 (ase 2). Skipped: 1."


def test_a_plain_folder_keeps_the_language_and_the_name_of_the_folder(opened, tmp_path):
    dialog = opened(written(tmp_path / "data", {"house.mp4": 1}))
    assert dialog.message.text() == "Clips to add: 1; glosses: 1 (ase 1). Skipped: 0."
    assert (dialog.addition.sign_language, dialog.addition.source) == ("ase", "data")


def test_a_dataset_that_does_not_fit_is_reported_in_the_preview(opened, tmp_path):
    dialog = opened(written(tmp_path / "data", {"house.mp4": 1}))
    choose(dialog, "WLASL (ase)")
    assert dialog.message.text().startswith("No file in data lies as in WLASL.")


def test_a_recipe_of_ones_own_may_be_typed(opened, tmp_path):
    dialog = opened(written(tmp_path / "data", {"house.mp4": 1}))
    recipe = tmp_path / "mine.toml"
    recipe.write_text('sign_languages = ["aed"]\n[layout]\nfiles = "{gloss}.mp4"\n', "utf-8")
    dialog.dataset.setEditText(str(recipe))
    dialog.preview_wanted.emit(dialog.addition)
    assert dialog.message.text() == "Clips to add: 1; glosses: 1 (aed 1). Skipped: 0."
