"""Clips that a dataset publishes as folders of numbered pictures."""

import cv2
import numpy as np
import pytest

from signdict.core.errors import ManifestError
from signdict.importing.entries import digest
from signdict.importing.manifest import entries
from signdict.importing.recipes.layout import recipe
from signdict.importing.recipes.recognition import landmarks_of, rate_of
from signdict.importing.workers import extract
from signdict.pose.codec import unpack
from signdict.tracking.video import Video
from tests.support.clips import TRACKER

GREEK = "police1_signer1_rep1_glosses"
TABLE = f"{GREEK}/glosses0000|ΓΕΙΑ\n{GREEK}/glosses0001|ΕΓΩ\n"


def pictures(folder, images):
    """Write a folder of numbered pictures."""
    folder.mkdir(parents=True)
    for number, image in enumerate(images):
        cv2.imwrite(str(folder / f"frame_{number:04}.jpg"), image)


def shades(count, first=0):
    """Return grey pictures."""
    return [np.full((48, 64, 3), first + 9 * number, np.uint8) for number in range(count)]


def greek(folder, films):
    """Write a list of GSL isolated with pictures of its first signs."""
    folder.mkdir()
    (folder / "train_greek_iso.csv").write_text(TABLE, encoding="utf-8")
    for number, images in enumerate(films):
        pictures(folder / GREEK / f"glosses{number:04}", images)
    return folder


def test_a_folder_of_pictures_is_a_clip(tmp_path):
    manifest = entries(greek(tmp_path / "gsl", [shades(3)]), recipe="gsl_isolated")
    (clip,) = manifest.entries
    assert (clip.gloss, clip.signer, clip.path.name) == ("ΓΕΙΑ", "1", "glosses0000")
    assert (clip.is_film, clip.has_landmarks, rate_of(clip)) == (False, False, 30.0)
    assert landmarks_of(clip) is None
    (missing,) = manifest.skipped
    assert missing.reason.startswith(
        f"Line 2 of train_greek_iso.csv: No such folder of pictures: {GREEK}/gl"
    )


def test_another_picture_is_another_clip(tmp_path):
    digests = set()
    for name, first in (("a", 0), ("b", 0), ("c", 90)):
        manifest = entries(greek(tmp_path / name, [shades(3, first)]), recipe="gsl_isolated")
        digests.add(digest(manifest.entries[0]))
    assert len(digests) == 2


def test_a_pattern_may_name_folders_of_pictures(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        'sign_languages = ["gss"]\n[layout]\npictures = 12.5\nfiles = "{signer}/{gloss}"\n',
        encoding="utf-8",
    )
    pictures(tmp_path / "data" / "ada" / "v1.house", shades(2))
    pictures(tmp_path / "data" / "ada" / "cat", shades(4))
    pictures(tmp_path / "data" / "ada" / "dog", shades(1))  # a picture is no film
    clips = entries(tmp_path / "data", recipe=str(own)).entries
    assert [(c.gloss, c.signer, rate_of(c)) for c in clips] == [
        ("cat", "ada", 12.5), ("v1.house", "ada", 12.5),
    ]  # fmt: skip


def test_pictures_need_a_rate_of_their_own(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[layout]\npictures = 500\nfiles = "{gloss}"\n', encoding="utf-8")
    with pytest.raises(ManifestError, match="pictures must be frames per second up to 240"):
        recipe(str(own))


@pytest.mark.slow
def test_pictures_are_tracked_at_their_rate(shared, tmp_path):
    with Video(shared / "data" / "videos" / "ins_meabhinav" / "hello.mp4") as video:
        frames = [frame.image for _, frame in zip(range(15), video.frames(3.0), strict=False)]
    folder = greek(tmp_path / "gsl", [frames, shades(3)])
    signed, empty = (
        extract(clip, TRACKER) for clip in entries(folder, recipe="gsl_isolated").entries
    )
    assert signed.end == pytest.approx(15 / 30)
    assert unpack(signed.packed).fps == 30
    assert empty.startswith("Nobody was seen in this clip.")
