"""The published datasets: what exists for a language, how to get it, and what is here already."""

import csv
import io

import pytest

from signdict.importing import ingest
from signdict.importing.datasets import datasets
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose
from tests.support.inline_pool import InlinePool

LSA64 = ("001_001_001", "002_001_001")


@pytest.fixture(autouse=True)
def inline(home, monkeypatch):
    """Read clips in this process."""
    monkeypatch.setattr(ingest, "ExtractionPool", InlinePool)


@pytest.fixture
def folder(tmp_path):
    """Two films of LSA64, as landmarks."""
    folder = tmp_path / "all"
    folder.mkdir()
    for number, name in enumerate(LSA64):
        write_pose(folder / f"{name}.pose", a_pose(number))
    return folder


def entry(name):
    [found] = [each for each in printed("datasets") if each["name"] == name]
    return found


def test_at_least_35_datasets_cover_at_least_44_languages():
    listed = printed("datasets")
    assert {each["name"] for each in listed} == {each.name for each in datasets()}
    assert len(listed) >= 35
    assert len({code for each in listed for code in each["sign_languages"]}) >= 44
    for each in listed:
        assert each["title"]
        assert each["licence"]
        assert each["how"]
        assert each["home"].startswith("http")
        assert each["access"] in ("open", "request", "purchase")


def test_a_dataset_has_numbers_terms_and_the_command_that_adds_it():
    lsa64 = entry("lsa64")
    assert lsa64["sign_languages"] == ["aed"]
    assert (lsa64["signs"], lsa64["signers"], lsa64["size"]) == (64, 10, 1_900_000_000)
    assert lsa64["licence"] == "CC BY-NC-SA 4.0"
    assert lsa64["command"] == "signdict add FOLDER --as lsa64"
    assert (lsa64["here"], lsa64["sources"]) == (0, [])


def test_datasets_are_filtered_by_language():
    names = {each["name"] for each in printed("datasets", "--language", "AED")}
    assert "lsa64" in names
    assert all("aed" in each["sign_languages"] for each in printed("datasets", "--language", "aed"))
    both = printed("datasets", "--language", "aed", "--language", "bfi")
    assert {"lsa64", "bsldict"} <= {each["name"] for each in both}


def test_the_table_shows_size_licence_access_and_address():
    lines = run("datasets", "--language", "aed").stdout.splitlines()
    assert lines[0].split() == [
        "language", "name", "title", "signs", "signers", "size", "licence", "access", "here",
        "home",
    ]  # fmt: skip
    [line] = [line for line in lines if " lsa64 " in line]
    assert [cell.strip() for cell in line.split("  ") if cell.strip()] == [
        "aed", "lsa64", "LSA64", "64", "10", "1.9 GB", "CC BY-NC-SA 4.0", "open",
        "https://facundoq.github.io/datasets/lsa64/",
    ]  # fmt: skip


def test_a_dataset_of_many_languages_shows_how_many_in_the_table():
    lines = run("datasets", "--language", "fsl").stdout.splitlines()
    [line] = [line for line in lines if "Spreadthesign" in line]
    count = len(entry("spread_the_sign")["sign_languages"])
    assert line.split("  ")[0] == f"fsl and {count - 1} more"


def test_csv_has_a_row_for_each_dataset():
    rows = [*csv.DictReader(io.StringIO(run("datasets", "--csv").stdout))]
    assert [row["name"] for row in rows] == [each["name"] for each in printed("datasets")]
    [signsuisse] = [row for row in rows if row["name"] == "signsuisse"]
    assert signsuisse["sign_languages"] == "sgg; ssr; slf"


def test_a_language_without_datasets_says_how_to_add_signs():
    done = run("datasets", "--language", "xki")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "No dataset of Kenyan Sign Language is known. "
        "Add signs of your own: signdict add FOLDER --language xki\n"
    )
    assert run("datasets", "--language", "xki", "--json").stdout == "[]\n"


def test_an_unknown_language_is_reported():
    done = run("datasets", "--language", "zzz")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("zzz is not a sign-language code")


def test_everything_about_a_dataset_is_shown():
    lines = run("datasets", "show", "LSA64").stdout.splitlines()
    shown = {line[:16].strip(): line[16:].strip() for line in lines}
    assert shown["sign languages"] == "Argentine Sign Language (aed)"
    assert shown["size"] == "1.9 GB"
    assert shown["to add it"] == "signdict add FOLDER --as lsa64"
    assert shown["how to get it"] == entry("lsa64")["how"]
    assert printed("datasets", "show", "lsa64") == entry("lsa64")


def test_a_dataset_with_a_public_list_says_how_to_fetch_it():
    assert entry("lsf_commons")["can_be_fetched"] is True
    assert entry("lsa64")["can_be_fetched"] is False
    lines = run("datasets", "show", "lsf_commons").stdout.splitlines()
    assert lines[-1].endswith("signdict datasets get lsf_commons")


def test_a_dataset_whose_files_no_recipe_reads_is_added_as_a_folder():
    lines = run("datasets", "show", "islrtc").stdout.splitlines()
    assert lines[-1].endswith("signdict add FOLDER --language ins --source islrtc")


def test_an_unknown_dataset_is_reported_with_similar_names():
    done = run("datasets", "show", "lsa46")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("No dataset is named lsa46. Did you mean lsa64")


def test_a_recipe_of_ones_own_is_shown(tmp_path):
    recipe = tmp_path / "school.toml"
    recipe.write_text('title = "School"\nsign_languages = ["asf"]\n', "utf-8")
    shown = printed("datasets", "show", recipe)
    assert (shown["title"], shown["sign_languages"]) == ("School", ["asf"])
    recipe.write_text("title =", "utf-8")
    broken = run("datasets", "show", recipe)
    assert broken.exit_code == 2
    assert broken.stderr.startswith("school.toml is not valid TOML")


def test_signs_of_a_dataset_that_are_here_are_counted(folder):
    assert printed("add", folder, "--as", "lsa64")["added"] == 2
    lsa64 = entry("lsa64")
    assert (lsa64["here"], lsa64["sources"]) == (2, ["LSA64"])
    assert "LSA64: 2 signs" in run("datasets", "show", "lsa64").stdout
    printed("remove", "LSA64")
    assert entry("lsa64")["here"] == 0


def test_signs_that_were_added_under_another_name_are_counted_by_their_address(folder):
    assert printed("add", folder, "--as", "lsa64", "--source", "Lucía")["added"] == 2
    assert (entry("lsa64")["here"], entry("lsa64")["sources"]) == (2, ["Lucía"])


def test_an_address_that_two_datasets_share_says_nothing(folder):
    signbank = entry("kata_kolok")
    assert signbank["home"] == entry("ngt_signbank")["home"]
    run("add", folder, "--as", "folder", "--language", "dse", "--source", "mine")
    run("sources", "describe", "mine", "--url", signbank["home"])
    assert entry("kata_kolok")["here"] == entry("ngt_signbank")["here"] == 0
    run("sources", "describe", "mine", "--title", "NGT Signbank")
    assert entry("ngt_signbank")["here"] == 2
