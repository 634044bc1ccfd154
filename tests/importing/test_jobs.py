"""Stored imports: stopped and resumed, tried again, reported and removed."""

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
from tests.support.steps import changes, drive, result_of

#: File names of several scripts, with spaces, marks and letters of two code points.
WORDS = (
    "house", "thank_you", "Grüße", "été", "mañana", "дом", "σπίτι", "בית", "بيت", "घर", "வீடு",
    "家", "집", "いえ", "บ้าน", "სახლი", "👋🏽", "a.b.c", "'quoted' (2)", "semi;colon", "100%",
    "e\u0301cole", "ev & iş", "#1", "nhà", "tūranga", "İstanbul", "ßtraße", "œuf", "- dash",
)  # fmt: skip


@pytest.fixture
def dictionary(tmp_path):
    with opened(with_starter(tmp_path)) as dictionary:
        yield dictionary


@pytest.fixture
def folder(tmp_path):
    """A folder of four clips; the last one cannot be read."""
    made = tmp_path / "clips"
    made.mkdir()
    for number in range(3):
        write_pose(made / f"sign {number}.pose", a_pose(number, 20))
    (made / "sign 3.pose").write_bytes(b"no pose")
    return made


def started(dictionary, folder, steps):
    """Start an import and stop it after some clips."""
    work = dictionary.add(folder, sign_language="ase", source="mine")
    list(islice(changes(work), steps + 1))  # the first step is the listing
    work.close()
    (job,) = dictionary.imports.all()
    return job


def test_a_stopped_import_is_listed_and_can_be_resumed(dictionary, folder):
    job = started(dictionary, folder, 2)
    assert (job.added, job.waiting, job.total, job.source) == (1, 3, 4, "mine")
    report = result_of(dictionary.go_on(job.number))
    assert (report.added, report.already, report.left_out) == (3, 0, 1)
    assert dictionary.imports.all()[0].waiting == 0


def test_an_import_can_be_resumed_by_another_process(tmp_path, folder):
    where = with_starter(tmp_path)
    with opened(where) as before:
        job = started(before, folder, 1)
    with opened(where) as after:
        assert result_of(after.go_on(job.number)).added == 3
        assert after.counts()["ase"] == 3 + 3


def test_a_clip_that_was_stored_but_not_recorded_is_not_stored_twice(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    with dictionary.imports.open(1) as job:
        for number in (1, 2, 3):
            job.note(number, "waiting")
    report = result_of(dictionary.go_on(1))
    assert (report.added, report.already, report.left_out) == (0, 3, 1)


def test_only_skipped_clips_are_tried_again(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    write_pose(folder / "sign 3.pose", a_pose(3))
    steps, report = drive(dictionary.try_again(1))
    assert (report.added, report.already, report.left_out) == (1, 3, 0)
    assert steps[-1].total == 1
    assert [job.number for job in dictionary.imports.all()] == [2]


def test_each_file_has_a_state(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    with dictionary.imports.open(1) as job:
        states = [(file.path.name, file.gloss, file.state) for file in job.files()]
        assert states[0] == ("sign 0.pose", "sign 0", "added")
        assert states[3] == ("sign 3.pose", "sign 3", "left out")
        assert job.files(state="left out")[0].reason.startswith("sign 3.pose is not")
        assert [file.number for file in job.files(1, 2)] == [2, 3]


def test_clips_of_a_folder_that_disappears_can_be_read_later(dictionary, folder):
    steps = dictionary.add(folder, sign_language="ase")
    list(islice(changes(steps), 2))
    shutil.move(folder, folder.with_name("elsewhere"))
    with pytest.raises(ManifestError, match=r"no longer exists.*resume"):
        drive(steps)
    (job,) = dictionary.imports.all()
    assert job.waiting
    with pytest.raises(ManifestError, match="no longer exists"):
        drive(dictionary.go_on(job.number))
    with pytest.raises(ManifestError, match="no longer exists"):
        drive(dictionary.try_again(job.number))
    shutil.move(folder.with_name("elsewhere"), folder)
    assert result_of(dictionary.go_on(job.number)).left_out == 1


def test_the_empty_folder_of_an_unplugged_disk_is_reported(dictionary, folder):
    job = started(dictionary, folder, 1)
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(ManifestError, match="no longer exists"):
        drive(dictionary.go_on(job.number))


def test_adding_a_folder_again_replaces_its_stopped_import(dictionary, folder):
    started(dictionary, folder, 1)
    drive(dictionary.add(folder, sign_language="ase", source="mine"))
    assert [job.waiting for job in dictionary.imports.all()] == [0]


def test_a_list_that_cannot_be_read_leaves_nothing(dictionary, tmp_path):
    (tmp_path / "list.csv").write_text("path,gloss,sign_language\na.pose,a,ase\n" + "x" * 200_000)
    with pytest.raises(ManifestError):
        drive(dictionary.add(tmp_path / "list.csv"))
    assert dictionary.imports.all() == []
    assert list(dictionary.session.paths.imports.iterdir()) == []


def test_removing_an_import_keeps_its_signs(dictionary, folder):
    drive(dictionary.add(folder, sign_language="ase"))
    dictionary.imports.forget(1)
    assert dictionary.imports.all() == []
    assert dictionary.counts()["ase"] == 3 + 3
    for method in (dictionary.imports.forget, dictionary.imports.open):
        with pytest.raises(LibraryError, match="no import 1"):
            method(1)


def test_the_oldest_finished_imports_are_removed(tmp_path, folder):
    imports = Imports(tmp_path / "imports")
    for _ in range(22):
        _, job = drive(imports.begin(usual(folder, sign_language="ase")))
        for number in range(1, 5):
            job.note(number, "added")
        job.close()
    assert len(imports.all()) == 20


def test_damaged_imports_are_skipped(tmp_path, folder):
    imports = Imports(tmp_path / "imports")
    result_of(imports.begin(usual(folder, sign_language="ase"))).close()
    (tmp_path / "imports" / "000002.db").write_bytes(b"damaged" * 100)
    assert [job.number for job in imports.all()] == [1]


def test_a_long_report_contains_the_first_reasons(tmp_path, monkeypatch):
    monkeypatch.setattr("signdict.importing.jobs.MAX_REASONS", 3)
    table = tmp_path / "list.csv"
    table.write_text("path,gloss,sign_language\n" + "".join(f"{n},a,ase\n" for n in range(9)))
    steps = Import.begin(tmp_path / "imports", usual(table))
    with result_of(steps) as job:
        report = job.report()
    assert (len(report.skipped), report.left_out) == (3, 9)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_600_pose_files_of_every_kind_in_20_languages_are_imported(dictionary, tmp_path):
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
        matches = dictionary.find(word, (), 40)
        assert sum(match.sign.source.name == "many" for match in matches) >= 20
    best = dictionary.recognise(a_pose(123), (), 1)[0]
    assert best.sign.gloss == WORDS[123 % 30]
