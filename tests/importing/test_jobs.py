"""An import is remembered: it stops and goes on, is tried again, and tells what came of it."""

import shutil
from itertools import islice, product

import pytest

from signdict.core.errors import LibraryError, ManifestError
from signdict.core.languages import languages
from signdict.importing.jobs import Import, Imports
from signdict.importing.manifest import usual
from signdict.pose.posefile import write_pose
from tests.support.dictionaries import opened
from tests.support.fakes import a_pose
from tests.support.libraries import with_starter
from tests.support.posefiles import holistic
from tests.support.steps import drive, result_of

#: File names of several scripts, with spaces, marks and letters of two code points.
WORDS = (
    "house", "thank_you", "Grüße", "été", "mañana", "дом", "σπίτι", "בית", "بيت", "घर", "வீடு",
    "家", "집", "いえ", "บ้าน", "სახლი", "👋🏽", "a.b.c", "'quoted' (2)", "semi;colon", "100%",
    "e\u0301cole", "ev & iş", "#1", "nhà", "tūranga", "İstanbul", "ßtraße", "œuf", "- dash",
)  # fmt: skip


@pytest.fixture
def dictionary(tmp_path):
    with opened(with_starter(tmp_path)) as one:
        yield one


@pytest.fixture
def folder(tmp_path):
    """A folder of four clips, of which one cannot be read."""
    made = tmp_path / "clips"
    made.mkdir()
    for number in range(3):
        write_pose(made / f"sign {number}.pose", a_pose(number, 20))
    (made / "sign 3.pose").write_bytes(b"no pose")
    return made


def begun(dictionary, folder, steps):
    """An import that was stopped after so many clips."""
    work = dictionary.add(folder, sign_language="ase", source="mine")
    list(islice(work, steps + 1))  # the first step is the listing
    work.close()
    (one,) = dictionary.imports.all()
    return one


def test_an_import_that_was_stopped_is_offered_and_goes_on(dictionary, folder):
    one = begun(dictionary, folder, 2)
    assert (one.added, one.waiting, one.total, one.source) == (1, 3, 4, "mine")
    report = result_of(dictionary.go_on(one.number))
    assert (report.added, report.already, report.left_out) == (3, 0, 1)
    assert dictionary.imports.all()[0].waiting == 0


def test_an_import_goes_on_in_another_process_of_the_same_home(tmp_path, folder):
    where = with_starter(tmp_path)
    with opened(where) as before:
        one = begun(before, folder, 1)
    with opened(where) as after:
        assert result_of(after.go_on(one.number)).added == 3
        assert after.counts()["ase"] == 3 + 3


def test_a_clip_that_was_written_but_not_noted_is_not_written_twice(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    with dictionary.imports.open(1) as one:
        for number in (1, 2, 3):
            one.note(number, "waiting")
    report = result_of(dictionary.go_on(1))
    assert (report.added, report.already, report.left_out) == (0, 3, 1)


def test_what_was_left_out_is_tried_again_and_no_more(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    write_pose(folder / "sign 3.pose", a_pose(3))
    steps, report = drive(dictionary.try_again(1))
    assert (report.added, report.already, report.left_out) == (1, 3, 0)
    assert steps[-1].total == 1
    assert [one.number for one in dictionary.imports.all()] == [2]


def test_each_file_tells_its_state(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    with dictionary.imports.open(1) as one:
        states = [(file.path.name, file.gloss, file.state) for file in one.files()]
        assert states[0] == ("sign 0.pose", "sign 0", "added")
        assert states[3] == ("sign 3.pose", "sign 3", "left out")
        assert one.files(state="left out")[0].reason.startswith("sign 3.pose is not")
        assert [file.number for file in one.files(1, 2)] == [2, 3]


def test_a_folder_that_disappears_leaves_the_rest_for_later(dictionary, folder):
    steps = dictionary.add(folder, sign_language="ase")
    list(islice(steps, 2))
    shutil.move(folder, folder.with_name("elsewhere"))
    with pytest.raises(ManifestError, match=r"is no longer there.*go on"):
        drive(steps)
    (one,) = dictionary.imports.all()
    assert one.waiting
    with pytest.raises(ManifestError, match="no longer there"):
        drive(dictionary.go_on(one.number))
    with pytest.raises(ManifestError, match="no longer there"):
        drive(dictionary.try_again(one.number))
    shutil.move(folder.with_name("elsewhere"), folder)
    assert result_of(dictionary.go_on(one.number)).left_out == 1


def test_an_empty_folder_in_the_place_of_a_disk_is_noticed(dictionary, folder):
    one = begun(dictionary, folder, 1)
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(ManifestError, match="no longer there"):
        drive(dictionary.go_on(one.number))


def test_adding_the_same_again_takes_the_place_of_what_was_stopped(dictionary, folder):
    begun(dictionary, folder, 1)
    drive(dictionary.add(folder, sign_language="ase", source="mine"))
    assert [one.waiting for one in dictionary.imports.all()] == [0]


def test_a_list_that_cannot_be_read_leaves_nothing(dictionary, tmp_path):
    (tmp_path / "list.csv").write_text("path,gloss,sign_language\na.pose,a,ase\n" + "x" * 200_000)
    with pytest.raises(ManifestError):
        drive(dictionary.add(tmp_path / "list.csv"))
    assert dictionary.imports.all() == []
    assert list(dictionary.imports._folder.iterdir()) == []


def test_an_import_that_is_forgotten_is_gone_and_its_signs_stay(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    dictionary.imports.forget(1)
    assert dictionary.imports.all() == []
    assert dictionary.counts()["ase"] == 3 + 3
    for refused in (dictionary.imports.forget, dictionary.imports.open):
        with pytest.raises(LibraryError, match="no import 1"):
            refused(1)


def test_finished_imports_of_long_ago_are_forgotten(tmp_path, folder):
    made = Imports(tmp_path / "imports")
    for _ in range(22):
        _, one = drive(made.begin(usual(folder, sign_language="ase")))
        for number in range(1, 5):
            one.note(number, "added")
        one.close()
    assert len(made.all()) == 20


def test_a_damaged_import_is_passed_over(tmp_path, folder):
    made = Imports(tmp_path / "imports")
    result_of(made.begin(usual(folder, sign_language="ase"))).close()
    (tmp_path / "imports" / "000002.db").write_bytes(b"damaged" * 100)
    assert [one.number for one in made.all()] == [1]


def test_a_report_of_very_many_holds_the_first(tmp_path, monkeypatch):
    monkeypatch.setattr("signdict.importing.jobs.MOST_TOLD", 3)
    table = tmp_path / "list.csv"
    table.write_text("path,gloss,sign_language\n" + "".join(f"{n},a,ase\n" for n in range(9)))
    steps = Import.begin(tmp_path / "imports", usual(table))
    with result_of(steps) as one:
        report = one.report()
    assert (len(report.skipped), report.left_out) == (3, 9)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_600_pose_files_of_every_kind_in_20_languages_are_added_in_one_go(dictionary, tmp_path):
    folder = tmp_path / "many"
    codes = list(languages())[:20]
    kinds = list(product((468, 478), (False, True), (0.1, 0.2)))
    for number, (code, word) in enumerate(product(codes, WORDS)):
        face, world, version = kinds[number % len(kinds)]
        (folder / code).mkdir(parents=True, exist_ok=True)
        holistic(
            folder / code / f"{word}.pose",
            face=face, world=world, version=version, frames=a_pose(number),
        )  # fmt: skip
    steps, report = drive(dictionary.add(folder, source="many", licence="CC0"))
    assert (report.added, report.already, report.left_out) == (600, 0, 0)
    assert steps[-1].total == 600
    counts = dictionary.counts()
    assert all(counts[code] >= 30 for code in codes)
    for word in ("дом", "בית", "家", "thank you", "e\u0301cole"):
        found = dictionary.find(word, (), 40)
        assert sum(match.sign.source.name == "many" for match in found) >= 20
    best = dictionary.recognise(a_pose(123), (), 1)[0]
    assert best.sign.gloss == WORDS[123 % 30]
