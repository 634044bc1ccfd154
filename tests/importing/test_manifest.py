"""Folders, files and tables as lists of clips, and their errors."""

import unicodedata

import pytest

from signdict.core.errors import LanguageError, ManifestError
from signdict.core.tables import Table
from signdict.importing.entries import ClipEntry, digest
from signdict.importing.manifest import entries

HEAD = "path,gloss,sign_language\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with clips, which are not read here."""
    root = tmp_path / "clips"
    (root / "ase").mkdir(parents=True)
    for name in ("thank_you.mp4", "Eat.POSE", "ase/hello.webm"):
        (root / name).write_bytes(name.encode())
    return root


def table(folder, text, encoding="utf-8"):
    path = folder / "signs.csv"
    path.write_bytes(text.encode(encoding))
    return path


def glosses(manifest):
    return [entry.gloss for entry in manifest.entries]


def reasons(manifest):
    return [skipped.reason for skipped in manifest.skipped]


def link(path, target):
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("links cannot be created here")


# A folder


def test_the_glosses_of_a_folder_are_its_file_names(folder):
    manifest = entries(folder, sign_language="bfi")
    assert glosses(manifest) == ["Eat", "hello", "thank you"]
    assert not manifest.skipped


def test_a_folder_named_after_a_language_contains_clips_in_that_language(folder):
    manifest = entries(folder, sign_language="bfi")
    assert [entry.sign_language for entry in manifest.entries] == ["bfi", "ase", "bfi"]


def test_named_values_apply_to_every_clip(folder):
    manifest = entries(
        folder, sign_language="BFI", spoken_language="en", source="s", licence="l", attribution="a"
    )
    for entry in manifest.entries:
        named = (entry.spoken_language, entry.source, entry.licence, entry.attribution)
        assert named == ("en", "s", "l", "a")


def test_a_folder_is_its_own_source(folder):
    assert entries(folder, sign_language="bfi").entries[0].source == "clips"


def test_composed_and_decomposed_letters_of_a_file_name_are_the_same_gloss(folder):
    (folder / (unicodedata.normalize("NFD", "café") + ".mp4")).touch()
    assert "café" in glosses(entries(folder, sign_language="fsl"))


def test_hidden_and_other_files_are_skipped(folder):
    for name in (".hidden.mp4", "notes.txt", "ase/._hello.webm"):
        (folder / name).touch()
    (folder / "a folder.mp4").mkdir()
    manifest = entries(folder, sign_language="bfi")
    assert len(manifest.entries) == 3
    assert [skipped.path.name for skipped in manifest.skipped] == ["notes.txt"]


def test_a_link_to_a_folder_is_reported(folder, tmp_path):
    (tmp_path / "other").mkdir()
    link(folder / "link", tmp_path / "other")
    assert reasons(entries(folder, sign_language="bfi")) == [
        "It is a link to a folder; add that folder."
    ]


def test_clips_without_a_language_are_skipped_if_others_have_one(folder):
    manifest = entries(folder)
    assert glosses(manifest) == ["hello"]
    assert [skipped.path.name for skipped in manifest.skipped] == ["Eat.POSE", "thank_you.mp4"]
    assert all("--language" in reason for reason in reasons(manifest))


def test_a_folder_without_any_language_is_reported(folder):
    (folder / "ase" / "hello.webm").unlink()
    with pytest.raises(
        ManifestError, match=r"sign language of these clips is not known.*--language"
    ):
        entries(folder)


def test_a_folder_without_clips_is_reported(tmp_path):
    with pytest.raises(ManifestError, match=r"no video and no \.pose file"):
        entries(tmp_path, sign_language="ase")


def test_a_file_name_without_a_gloss_is_reported(folder):
    (folder / "___.mp4").touch()
    assert reasons(entries(folder, sign_language="ase"))[0].startswith("Its name contains no gloss")


def test_a_link_out_of_the_folder_is_reported(folder, tmp_path):
    (tmp_path / "secret.mp4").touch()
    link(folder / "zz.mp4", tmp_path / "secret.mp4")
    manifest = entries(folder, sign_language="ase")
    assert len(manifest.entries) == 3
    assert reasons(manifest) == ["zz.mp4 is a link to a file outside the folder."]


# A file


def test_a_single_file_is_one_clip(folder):
    manifest = entries(folder / "thank_you.mp4", sign_language="ase")
    assert manifest.entries == (
        ClipEntry(folder / "thank_you.mp4", "thank you", "ase", source="my signs"),
    )


def test_a_single_file_needs_its_language(folder):
    with pytest.raises(ManifestError, match="--language"):
        entries(folder / "thank_you.mp4")


def test_a_missing_path_is_reported(folder):
    with pytest.raises(ManifestError, match="No such file or folder"):
        entries(folder / "nothing")


def test_a_file_of_another_kind_is_reported(folder):
    (folder / "notes.txt").touch()
    with pytest.raises(ManifestError, match=r"notes\.txt is neither a video nor a \.pose file"):
        entries(folder / "notes.txt", sign_language="ase")


def test_a_wrong_language_is_answered_with_the_right_one(folder):
    with pytest.raises(LanguageError, match="American Sign Language is ase"):
        entries(folder, sign_language="asl")


# A table


def test_a_table_with_all_columns(folder):
    head = (
        "path,gloss,sign_language,spoken_language,concept,signer,start,end,source,licence,"
        "variant,attribution,version,url\n"
    )
    row = "thank_you.mp4,thanks,bfi,en,gratitude,Ann,0.5,2,src,CC0,1,by Ann,v2,example.org\n"
    (entry,) = entries(table(folder, head + row)).entries
    assert entry == ClipEntry(
        folder / "thank_you.mp4", "thanks", "bfi", "en", "1", "gratitude", "Ann", 0.5, 2.0,
        "src", "CC0", "by Ann", "v2", "example.org",
    )  # fmt: skip


def test_named_values_apply_where_a_table_states_none(folder):
    text = "path,gloss,source,licence\nthank_you.mp4,thanks,,CC0\n"
    (entry,) = entries(table(folder, text), sign_language="ase", licence="MIT").entries
    assert (entry.sign_language, entry.source, entry.licence) == ("ase", "signs", "CC0")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_tables_of_every_spreadsheet_are_read(folder, separator, encoding):
    text = "Path, Gloss ,SIGN_LANGUAGE,start\r\nthank_you.mp4,Grüße,ase,1\r\n".replace(
        ",", separator
    )
    (entry,) = entries(table(folder, text, encoding)).entries
    assert (entry.gloss, entry.start) == ("Grüße", 1)


def test_a_decimal_comma_is_read(folder):
    text = "path;gloss;sign_language;start;end\nthank_you.mp4;thanks;ase;0,5;1,25\n"
    (entry,) = entries(table(folder, text)).entries
    assert (entry.start, entry.end) == (0.5, 1.25)


def test_a_path_with_backslashes_is_read(folder):
    assert entries(table(folder, HEAD + "ase\\hello.webm,hello,ase\n")).entries


def test_a_quoted_cell_may_contain_commas_and_lines(folder):
    text = HEAD + '"thank_you.mp4","thanks,\nmany",ase\nEat.POSE,eat,ase\n'
    assert glosses(entries(table(folder, text))) == ["thanks, many", "eat"]


def test_empty_rows_are_skipped(folder):
    manifest = entries(table(folder, HEAD + "\n,,\nEat.POSE,eat,ase\n"))
    assert glosses(manifest) == ["eat"]
    assert not manifest.skipped


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("gone.mp4,gone,ase", "No such file: gone.mp4."),
        ("ase,folder,ase", "No such file: ase."),
        (",nothing,ase", "The path is empty."),
        ("Eat.POSE,,ase", "The gloss is empty."),
        ("Eat.POSE,eat,", "The sign language is empty."),
        ("Eat.POSE,eat,lis", "lis is not a sign-language code; Italian Sign Language is ise."),
        ("../outside.mp4,out,ase", "../outside.mp4 is outside the table's folder."),
        ("ase/../../outside.mp4,out,ase", "outside the table's folder."),
        ("x\0.mp4,out,ase", "cannot be a path."),
        ("Eat.POSE,eat,ase,one", "one is not a valid start in seconds."),
        ("Eat.POSE,eat,ase,nan", "nan is not a valid start in seconds."),
        ("Eat.POSE,eat,ase,-1", "-1 is not a valid start in seconds."),
        ("Eat.POSE,eat,ase,,inf", "inf is not a valid end in seconds."),
        ("Eat.POSE,eat,ase,2,2", "The clip ends before it starts."),
        ("Eat.POSE,eat,ase,2,1", "The clip ends before it starts."),
        ("Eat.POSE,eat,ase,1,2,3", "It has more cells than the table has columns."),
    ],
)
def test_a_row_that_cannot_be_used_is_one_line_of_the_report(folder, row, reason):
    (folder.parent / "outside.mp4").touch()
    text = f"path,gloss,sign_language,start,end\n{row}\nthank_you.mp4,thanks,ase\n"
    manifest = entries(table(folder, text))
    assert glosses(manifest) == ["thanks"]
    (line,) = reasons(manifest)
    assert line.startswith("Line 2 of signs.csv: ")
    assert reason in line


def test_a_link_out_of_the_tables_folder_is_reported(folder):
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "a.mp4").touch()
    link(folder / "inside", outside)
    manifest = entries(table(folder, HEAD + "inside/a.mp4,a,ase\n"))
    assert "outside the table's folder" in reasons(manifest)[0]


def test_an_absolute_path_outside_is_reported(folder):
    (folder.parent / "outside.mp4").touch()
    text = f"{HEAD}{folder.parent / 'outside.mp4'},a,ase\n"
    assert "outside the table's folder" in reasons(entries(table(folder, text)))[0]


def test_a_repeated_row_is_skipped_and_reported(folder):
    row = "Eat.POSE,eat,ase\n"
    manifest = entries(table(folder, HEAD + row + row + "./Eat.POSE, eat ,ASE\n"))
    assert glosses(manifest) == ["eat"]
    assert reasons(manifest) == [
        "Row 2 (eat) repeats row 1.",
        "Row 3 (eat) repeats row 1.",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"signs\.csv has no rows.*path, gloss, sign_language"),
        ("\n\n", r"signs\.csv has no rows"),
        (HEAD, r"signs\.csv has no rows"),
        ("path,name\nEat.POSE,eat\n", r"signs\.csv has no columns gloss, sign_language\."),
        ("path,gloss\nEat.POSE,eat\n", r"signs\.csv has no column sign_language\..*spoken_lang"),
        (HEAD + "x" * 200_000 + ",a,ase\n", r"Line 2 of signs\.csv cannot be read as a table"),
    ],
)
def test_a_table_that_cannot_be_used_is_reported(folder, text, message):
    with pytest.raises(ManifestError, match=message):
        entries(table(folder, text))


def test_text_in_another_encoding_is_reported_with_its_line(folder):
    with pytest.raises(ManifestError, match=r"Line 3 of signs\.csv is not UTF-8 text"):
        entries(table(folder, HEAD + "Eat.POSE,eat,ase\nthank_you.mp4,Grüße,ase\n", "latin-1"))


def test_a_missing_table_is_reported(folder):
    with pytest.raises(ManifestError, match=r"No such file: .*gone\.csv"):
        list(Table(folder / "gone.csv", ("path",)).rows())


def test_an_error_names_only_the_required_columns_if_none_are_optional(folder):
    with pytest.raises(ManifestError, match=r"names the columns: word\.$"):
        list(Table(table(folder, ""), ("word",)).rows())


# The digest of a clip


def test_the_same_bytes_under_another_name_are_the_same_clip(folder):
    copy = folder / "copy.mp4"
    copy.write_bytes((folder / "thank_you.mp4").read_bytes())
    original = ClipEntry(folder / "thank_you.mp4", "thanks", "ase", source="a")
    assert digest(original) == digest(ClipEntry(copy, "thanks", "ase", source="b"))


def test_other_bytes_span_gloss_language_or_variant_make_another_clip(folder):
    path = folder / "thank_you.mp4"
    clips = [
        ClipEntry(path, "thanks", "ase"),
        ClipEntry(folder / "Eat.POSE", "thanks", "ase"),
        ClipEntry(path, "thanks", "ase", start=1.0),
        ClipEntry(path, "thanks", "ase", end=1.0),
        ClipEntry(path, "thank", "ase"),
        ClipEntry(path, "thanks", "bfi"),
        ClipEntry(path, "thanks", "ase", variant="2"),
    ]
    assert len({digest(clip) for clip in clips}) == len(clips)


def test_a_missing_clip_is_reported(folder):
    with pytest.raises(ManifestError, match=r"No such file: .*gone\.mp4"):
        digest(ClipEntry(folder / "gone.mp4", "gone", "ase"))
