"""Which file a person wants."""

from PySide6.QtWidgets import QFileDialog, QWidget

from signdict.gui.widgets.save_dialog import file_for


def asked(monkeypatch, *answers):
    """Answer each time with the next name; return the names that were proposed."""
    left, proposed = list(answers), []

    def name(_parent, _title, suggested, _filter):
        proposed.append(suggested)
        return left.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    return proposed


def test_a_file_ends_as_its_kind_does(qtbot, monkeypatch, tmp_path):
    asked(monkeypatch, str(tmp_path / "v1.2 pairs"), str(tmp_path / "MINE.SVG"), "")
    parent = QWidget()
    qtbot.addWidget(parent)
    assert file_for(parent, "Save", "map.svg") == tmp_path / "v1.2 pairs.svg"
    assert file_for(parent, "Save", "map.svg") == tmp_path / "MINE.SVG"
    assert file_for(parent, "Save", "map.svg") is None


def test_a_file_that_is_there_is_not_replaced_unasked(qtbot, monkeypatch, tmp_path):
    (tmp_path / "old.csv").write_text("old")
    proposed = asked(monkeypatch, str(tmp_path / "old"), str(tmp_path / "new"))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert file_for(parent, "Save", "map.csv") == tmp_path / "new.csv"
    assert proposed == ["map.csv", str(tmp_path / "old.csv")]
