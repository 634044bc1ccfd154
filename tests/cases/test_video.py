"""Videos of phones, screen recorders and browsers: their times, containers and animations."""

import shutil

import cv2
import pympi
import pytest
from PIL import Image

from signdict.core.paths import Paths
from signdict.dictionary.dictionary import open_dictionary
from tests.support.cli import printed, run
from tests.support.films import box, greys, write_film

_PICTURE = "It is a single picture; a sign needs motion."
_SINGLE = "is a single picture. Choose a video; a sign needs motion."


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A library of the user in a new folder, next to the bundled data."""
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path / "home"))


@pytest.fixture
def cases(shared):
    if not (shared / "cases" / "vfr").is_dir():
        pytest.skip("there is no folder shared/cases with real recordings next to the checkout")
    return shared / "cases"


@pytest.fixture
def folder(tmp_path):
    """Animations, a stream, still pictures and other files; the pictures show nobody."""
    root = tmp_path / "mixed"
    (root / "more").mkdir(parents=True)
    pictures = [Image.fromarray(image) for image in greys(4)]
    for name in ("wave.gif", "wave.webp", "wave.png", "wave.apng"):
        options = {"format": "PNG"} if name.endswith("apng") else {}
        pictures[0].save(
            root / name, save_all=True, append_images=pictures[1:], duration=100, **options
        )
    for name in ("photo.jpg", "photo.png", "photo.webp"):
        pictures[0].save(root / name)
    for name in ("notes.txt", "list.csv", "more/notes.md", "Thumbs.db", ".hidden.txt"):
        (root / name).write_text("path,gloss\n")
    shutil.copy(write_film(tmp_path / "a.mp4", greys(4), [0.04] * 4), root / "stream.ts")
    return root


def test_a_folder_names_every_file_that_it_passes_over(own, folder):
    made = printed("add", folder, "--language", "ase", "--preview")
    read = {clip["path"].rpartition("/")[2] for clip in made["first"]}
    assert read == {"stream.ts", "wave.apng", "wave.gif", "wave.png", "wave.webp"}
    passed = {item["path"].rpartition("/")[2]: item["reason"] for item in made["skipped"]}
    assert passed == {
        "list.csv": "It may be a list of clips; add it alone.",
        "notes.md": "It is neither a video nor a .pose file.",
        "notes.txt": "It is neither a video nor a .pose file.",
        "photo.jpg": _PICTURE,
        "photo.png": _PICTURE,
        "photo.webp": _PICTURE,
    }


@pytest.mark.parametrize("name", ["wave.gif", "wave.webp", "wave.png", "wave.apng", "stream.ts"])
def test_an_animation_or_stream_is_a_clip_as_a_file_and_in_a_list(own, folder, name):
    alone = printed("add", folder / name, "--language", "ase", "--preview")
    (folder / "one.csv").write_text(f"path,gloss,sign_language\n{name},wave,ase\n")
    listed = printed("add", folder / "one.csv", "--preview")
    for made in (alone, listed):
        assert [clip["path"] for clip in made["first"]] == [str(folder / name)]
        assert made["skipped"] == []


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.webp"])
def test_a_single_picture_has_one_reason_everywhere(own, folder, name):
    done = run("recognise", folder / name)
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, f"{name} {_SINGLE}")


def test_many_files_that_are_passed_over_are_one_line(own, folder):
    for number in range(30):
        (folder / f"{number}.srt").touch()
    made = printed("add", folder, "--language", "ase", "--preview")
    reasons = [item["reason"] for item in made["skipped"] if item["path"].endswith(".srt")]
    assert reasons == [
        "It is neither a video nor a .pose file. 29 other files of this folder end in .srt, too."
    ]


def test_a_film_of_sound_alone_is_reported(own, tmp_path):
    film = tmp_path / "talk.mp4"
    film.write_bytes(box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", b"") + box(b"mdat", b""))
    done = run("recognise", film)
    expected = (
        "talk.mp4 is not a video that signdict can read. "
        "It may contain only sound. Use an MP4, WebM, AVI or MOV file."
    )
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, expected)


def test_a_film_with_one_frame_is_reported(own, tmp_path):
    done = run("recognise", write_film(tmp_path / "one.mp4", greys(1), [0.04]))
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, f"one.mp4 {_SINGLE}")


def test_a_pause_of_a_day_is_reported_and_a_part_without_it_is_read(own, tmp_path):
    film = write_film(tmp_path / "day.mp4", greys(6), [0.04, 0.04, 86000, 0.04, 0.04, 0.04])
    done = run("recognise", film)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        "The recording pauses for 86000 seconds between two frames. "
        "Mark a part before or after the pause."
    )
    done = run("recognise", film, "--start", "86000.08")
    assert done.stderr.splitlines()[-1].startswith("Nobody was seen in this clip.")


def spans(source):
    """Return the start and end of every clip of a source, by the name of its file."""
    with open_dictionary(Paths.standard()) as dictionary:
        clips = [
            clip for sign in dictionary.signs(["ins"], 10_000) for clip in sign.clips if clip.media
        ]
        return {
            clip.media.name: (clip.start, clip.end) for clip in clips if source in clip.media.parts
        }


def test_clips_are_at_their_true_times_in_every_container(own, cases, tmp_path):
    folder = tmp_path / "films"
    folder.mkdir()
    names = ("V06_ffsegment3.mkv", "V06_ffsegment3.webm", "gif/hello.gif", "gif/stream.ts")
    for name in (*names, "vfr/V02_vfr_still_then_sign.mp4"):
        shutil.copy(cases / name, folder)
    made = printed("add", folder, "--language", "ins")
    assert (made["added"], made["skipped"]) == (5, [])
    clips = spans("films")
    uneven = clips.pop("V02_vfr_still_then_sign.mp4")
    # at an even 12 frames per second, with more rest: 4.33 to 6.67
    assert uneven == (pytest.approx(4.48, abs=0.05), pytest.approx(6.52, abs=0.05))
    for name in ("V06_ffsegment3.mkv", "V06_ffsegment3.webm", "stream.ts"):
        start, end = clips.pop(name)
        assert (start, end) == (pytest.approx(0.48, abs=0.05), pytest.approx(2.5, abs=0.09))
    assert clips == {"hello.gif": (pytest.approx(0.3, abs=0.11), pytest.approx(2.5, abs=0.11))}


def test_annotations_of_an_uneven_video_are_at_their_true_times(own, cases, tmp_path):
    film, file = cases / "vfr" / "V02_vfr_still_then_sign.mp4", tmp_path / "talk.eaf"
    assert run("export", "--recording", film, "--eaf", file).exit_code == 0
    [(start, end, _)] = pympi.Elan.Eaf(str(file)).get_annotation_data_for_tier("gloss")
    assert (start, end) == (pytest.approx(4400, abs=130), pytest.approx(6960, abs=80))


def test_cv2_has_the_number_of_the_first_frame():
    assert hasattr(cv2, "CAP_PROP_PTS")  # OpenCV 4.11; without it, parts of Matroska look cut off
