"""The German translation is complete, with plurals; missing texts are English."""

import ast
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QToolButton

from signdict.core.paths import resources
from signdict.gui import app
from signdict.gui.maintainer.add_dialog import AddDialog
from signdict.gui.theme import preferences
from signdict.gui.window.rail import Rail

GERMAN = resources() / "i18n" / "signdict_de.ts"
SYSTEM = {"appearance": "system", "motion": "system", "language": "system"}


def messages():
    for message in ET.parse(GERMAN).getroot().iter("message"):
        translation = message.find("translation")
        forms = [form.text or "" for form in translation.findall("numerusform")]
        yield (
            message.find("source").text,
            forms or [translation.text or ""],
            translation.get("type"),
        )


def test_the_german_translation_is_complete():
    assert [source for source, forms, kind in messages() if kind or not all(forms)] == []


def source_texts():
    """Yield every text of the sources that needs a translation, with its context."""
    for path in sorted(Path(app.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for definition in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
            for call in (node for node in ast.walk(definition) if isinstance(node, ast.Call)):
                if getattr(call.func, "attr", "") == "tr":
                    yield definition.name, call.args[0].value
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if ast.unparse(call.func) == "QCoreApplication.translate":
                yield call.args[0].value, call.args[1].value


def test_every_text_of_the_sources_is_in_the_translation_file():
    translated = {
        (context.find("name").text, message.find("source").text)
        for context in ET.parse(GERMAN).getroot().iter("context")
        for message in context.iter("message")
    }
    missing = sorted(set(source_texts()) - translated)
    assert missing == [], "docs/translating.md says how to bring the files up to date"


def test_translations_have_the_same_placeholders():
    def placeholders(text):
        return sorted(re.findall(r"\{\w+\}|%n", text))

    wrong = [
        (source, form)
        for source, forms, kind in messages()
        for form in forms
        if not kind and placeholders(form) != placeholders(source)
    ]
    assert wrong == []


def test_the_compiled_files_are_up_to_date(tmp_path):
    for name in ("de", "en"):
        root = ET.parse(GERMAN.with_stem(f"signdict_{name}")).getroot()
        compiled = QTranslator()
        assert compiled.load(str(GERMAN.with_name(f"signdict_{name}.qm")))
        for context in root.iter("context"):
            for message in context.iter("message"):
                translation = message.find("translation")
                plurals = [form.text for form in translation.findall("numerusform")]
                forms = plurals or [translation.text]
                if translation.get("type"):
                    continue
                text = compiled.translate(
                    context.find("name").text, message.find("source").text, None,
                    1 if len(forms) > 1 else -1,
                )  # fmt: skip
                assert text.replace("1", "%n") == forms[0].replace("1", "%n")


def test_the_window_speaks_german(speaking, qtbot):
    assert speaking("de").language() == QLocale.Language.German
    rail = Rail(SYSTEM)
    qtbot.addWidget(rail)
    assert [button.text() for button in rail.findChildren(QToolButton)][:4] == [
        "Zeigen", "Suchen", "Erkunden", "Bibliothek",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "one", "two"), [("de", "1 Aufnahme", "2 Aufnahmen"), ("en", "1 clip", "2 clips")]
)
def test_plurals_are_those_of_the_language(speaking, code, one, two):
    speaking(code)
    texts = [QCoreApplication.translate("Tile", "%n clip(s)", "", count) for count in (1, 2)]
    assert texts == [one, two]


def test_texts_of_qt_are_translated_too(speaking):
    speaking("de")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_a_language_without_translation_is_english(speaking, qtbot):
    speaking("cy")
    dialog = AddDialog(Path("signs"))
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Add signs"


def test_a_text_without_a_translation_is_english(speaking):
    speaking("de")
    assert QCoreApplication.translate("Rail", "Not in any file") == "Not in any file"


def test_the_environment_variable_takes_precedence(speaking, monkeypatch):
    monkeypatch.setenv(preferences.VARIABLE, "de")
    assert speaking("en").language() == QLocale.Language.German


def test_english_and_german_are_offered():
    assert preferences.spoken() == ["de", "en"]
