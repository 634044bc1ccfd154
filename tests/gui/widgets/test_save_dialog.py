"""The dialog that asks where to save a file."""

from PySide6.QtWidgets import QFileDialog, QWidget

from signdict.gui.widgets.save_dialog import file_for


def answer(monkeypatch, *names):
    """Answer every dialog with the next name; return the list of proposed names."""
    answers, proposed = list(names), []

    def name(_parent, _title, suggested, _filter):
        proposed.append(suggested)
        return answers.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    return proposed


def test_a_file_gets_the_suffix_of_its_format(qtbot, monkeypatch, tmp_path):
    answer(monkeypatch, str(tmp_path / "v1.2 pairs"), str(tmp_path / "MINE.SVG"), "")
    parent = QWidget()
    qtbot.addWidget(parent)
    assert file_for(parent, "Save", "map.svg") == tmp_path / "v1.2 pairs.svg"
    assert file_for(parent, "Save", "map.svg") == tmp_path / "MINE.SVG"
    assert file_for(parent, "Save", "map.svg") is None


def test_an_existing_file_is_not_replaced_without_asking(qtbot, monkeypatch, tmp_path):
    (tmp_path / "old.csv").write_text("old")
    proposed = answer(monkeypatch, str(tmp_path / "old"), str(tmp_path / "new"))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert file_for(parent, "Save", "map.csv") == tmp_path / "new.csv"
    assert proposed == ["map.csv", str(tmp_path / "old.csv")]
