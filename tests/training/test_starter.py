"""The starter dictionary: the build, and the file that ships."""

import csv

import numpy as np
import pytest
from click.testing import CliRunner

from signdict.core.paths import Paths
from signdict.core.vectors import unit
from signdict.dictionary.dictionary import open_dictionary
from signdict.library import records
from signdict.library.library import Library
from signdict.model import encoder
from signdict.pose import landmarks
from signdict.pose.codec import pack
from signdict.pose.posefile import write_pose
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.poses import a_signer, lost
from training.data import shipped as shipping
from training.data.glosses import Tables
from training.data.starter import NAME, build, embed_again, main

ROW = {
    "variant": "", "spoken_language": "en", "sign_language": "psp", "signer": "one",
    "licence": "MIT", "attribution": "Its makers", "source": "psp_kamaynikasyon",
    "source_repo": "makers/signs", "source_commit": "1a2b3c", "ship": "yes",
}  # fmt: skip
EXCLUDED = next(iter(Tables.read().excluded))


def built(rows, landmarks, out, present=None):
    """Build a starter of films, as the command does, and return the skipped clips."""
    clips = [*shipping.films(rows, landmarks, present)]
    return build(clips, PositionEncoder(), out)


@pytest.fixture
def rows(tmp_path):
    """Two usable clips, and one each that is excluded, too short, or missing."""
    short = a_pose(3, frames=12)
    short.points[2:, landmarks.LEFT_HAND.start :, 1] += 900  # at rest for all but two frames
    for name, pose in {"a": a_pose(1), "b": a_pose(2), "short": short}.items():
        write_pose(tmp_path / f"{name}.pose", pose)
    glosses = {"a.mp4": "Goodmorning", "b.mp4": "Bye (Alt)", "short.mp4": "Short", "no.mp4": "No"}
    return [
        ROW | {"file": file, "gloss": gloss} for file, gloss in (glosses | {EXCLUDED: "x"}).items()
    ]


def test_a_changed_model_replaces_all_vectors(rows, tmp_path):
    class Changed(PositionEncoder):
        def raw_poses(self, poses):
            return -super().raw_poses(poses)

        embed_poses = raw_poses

    starter = tmp_path / "out" / "library.db"
    built(rows, tmp_path, starter.parent)
    with Library.open(starter, read_only=True) as library:
        ids, _, before = library.vectors(PositionEncoder.name)
    embed_again(starter, Changed())
    with Library.open(starter, read_only=True) as library:
        again, _, after = library.vectors(PositionEncoder.name)
    assert ids.tolist() == again.tolist()
    assert np.allclose(after, -before)
    assert [path.name for path in starter.parent.glob("library*")] == ["library.db"]


def test_clips_become_signs_with_clean_glosses_and_others_are_skipped(rows, tmp_path):
    out = tmp_path / "out"
    skipped = built(rows, tmp_path, out)
    assert sorted(path.name for path in out.iterdir()) == ["README.md", "library.db"]
    assert {str(entry.path): entry.reason.split(".")[0] for entry in skipped} == {
        "short.pose": "The hands are raised for less than 0",
        "no.pose": "no",
        EXCLUDED.replace(".mp4", ".pose"): "Excluded by the reviewed list: "
        + Tables.read().excluded[EXCLUDED],
    }
    with Library.open(out / "library.db", read_only=True) as library:
        signs = library.all_signs()
        assert [(s.gloss, s.variant) for s in signs] == [
            ("bye", "alternative"),
            ("good morning", ""),
        ]
        assert signs[0].source.title.startswith("Kamaynikasyon")
        assert signs[0].source.url == "https://github.com/makers/signs"
        assert signs[0].clips[0].media is None
        assert len(library.vectors(PositionEncoder.name)[0]) == 2


def test_a_film_whose_only_hand_is_lost_does_not_ship_and_others_keep_their_numbers(tmp_path):
    hanging, raised = np.tile((0.6, 1.6), (60, 1)), np.tile((-0.4, 0.3), (60, 1))
    whole = a_signer(60, left=hanging, right=raised)
    for name, gap in (("a", slice(15, 51)), ("b", slice(20, 35))):
        write_pose(tmp_path / f"{name}.pose", lost(whole, landmarks.RIGHT_HAND, gap))
    films = [ROW | {"file": f"{name}.mp4", "gloss": "Bye"} for name in "ab"]
    skipped, shown = shipping.films(films, tmp_path, None)
    assert skipped.reason == "The sign cannot be seen: its hands are lost in most frames."
    assert (shown.gloss.gloss, shown.gloss.variant) == ("bye", "2")


def test_building_again_gives_the_same_signs(rows, tmp_path):
    builds = []
    for _ in range(2):
        built(rows, tmp_path, tmp_path / "out")
        with Library.open(tmp_path / "out" / "library.db", read_only=True) as library:
            builds.append((library.all_signs(), library.vectors(PositionEncoder.name)[2].tolist()))
    assert builds[0] == builds[1]


def test_the_readme_names_licence_attribution_and_commit_of_every_source(rows, tmp_path):
    built(rows, tmp_path, tmp_path / "out")
    text = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    for part in ("MIT", "Its makers", "github.com/makers/signs at 1a2b3c", "(psp) | 2 | 0 |"):
        assert part in text


def test_the_command_reads_the_index_and_prints_the_skipped_clips(rows, tmp_path, monkeypatch):
    columns = list(rows[0])
    (tmp_path / "data" / "videos").mkdir(parents=True)
    with (tmp_path / "data" / "videos" / "index.csv").open(
        "w", encoding="utf-8", newline=""
    ) as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows([*rows, rows[0] | {"ship": "no", "file": "never.mp4"}])
    monkeypatch.setattr(encoder.SignClipEncoder, "open", lambda _: PositionEncoder())
    (tmp_path / "data" / "landmarks").mkdir()
    for name in ("data/landmarks/index.csv", "selection.csv"):
        (tmp_path / name).write_text("file,clip\n", encoding="utf-8")
    arguments = [
        tmp_path, "--shared", tmp_path / "data", "--out", tmp_path / "new",
        "--selection", tmp_path / "selection.csv",
    ]  # fmt: skip
    ran = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert ran.exit_code == 0, ran.output
    assert "skipped short.pose: The hands are raised" in ran.output
    assert "never" not in ran.output


def test_clips_without_landmarks_are_taken_over_to_the_last_bit(rows, tmp_path):
    present = tmp_path / "out" / NAME
    built(rows, tmp_path, present.parent)
    (tmp_path / "a.pose").unlink()
    skipped = built(rows, tmp_path, tmp_path / "again", present)
    assert "a.pose" not in {str(entry.path) for entry in skipped}
    before, after = (
        {(s.gloss, s.variant): packed_of(library, s) for s in library.all_signs()}
        for library in (Library.open(present), Library.open(tmp_path / "again" / NAME))
    )
    assert before == after


def packed_of(library, sign):
    return pack(library.pose(sign.clips[0].id)), sign.kind, sign.source


@pytest.fixture(scope="module")
def shipped():
    with Library.open(Paths.standard().starter, read_only=True) as library:
        yield library


def test_22_languages_ship_in_a_small_file_seven_of_them_with_words(shipped):
    kinds = {}
    for sign in shipped.all_signs(limit=shipped.count()):
        kinds.setdefault(sign.sign_language, []).append(sign.kind)
    assert len(kinds) >= 22
    assert len([code for code, each in kinds.items() if "word" in each]) >= 7
    assert {"ase", "bzs", "fsl", "gsg", "ins", "mfs", "psp"} <= {
        code for code, each in kinds.items() if "word" in each
    }
    assert kinds["fsl"].count("word") >= 650
    assert kinds["ins"].count("word") >= 95
    assert sum(each.count("letter") for each in kinds.values()) >= 600
    assert shipped.path.stat().st_size < 40e6
    assert shipped.check() == []


def test_everything_bundled_is_at_most_70_megabytes(shipped):
    files = [path for path in shipped.path.parents[1].rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 70e6


def test_french_signs_have_english_translations(shipped):
    house = next(s for s in shipped.all_signs(["fsl"], 2000) if s.gloss == "maison")
    assert (house.id, "en", "house") in shipped.query(records.titles, [house.id])


def test_only_clips_of_unknown_rate_are_marked(shipped):
    guessed = {
        s.source.name for s in shipped.all_signs(limit=9999) for c in s.clips if c.guessed_rate
    }
    assert guessed == {
        "ase_traduttore", "bzs_dayane", "gsg_birkenpapier", "ins_include_words",
        "ins_meabhinav_landmarks", "mfs_msl150", "fingerspelling",
    }  # fmt: skip


def test_every_shipped_source_has_a_licence_and_an_attribution(shipped):
    for source, count in shipped.sources():
        assert count
        assert all((source.title, source.licence, source.attribution, source.version, source.url))


def test_excluded_entries_and_videos_do_not_ship(shipped):
    signs = shipped.all_signs(limit=shipped.count())
    plain = {sign.gloss for sign in signs if not sign.variant}  # "blank" has other recordings
    assert not plain & {"blank", "asshole", "bitch", "bullshit"}
    assert all(clip.media is None for sign in signs for clip in sign.clips)
    assert all(sign.gloss == " ".join(sign.gloss.split()) for sign in signs)


def test_shipped_clips_are_usable_and_contain_little_rest(shipped):
    poses = [shipped.pose(clip).usable() for clip in shipped.clip_ids()[::97]]
    signing = sum(pose.signing().stop - pose.signing().start for pose in poses)
    assert signing > 0.8 * sum(map(len, poses))


def test_the_shipped_vectors_are_those_of_the_bundled_model(shipped):
    bundled = encoder.SignClipEncoder.open(Paths.standard().model)
    assert shipped.without_vector(bundled.name) == []
    ids, _, vectors = shipped.vectors(bundled.name)
    rows = [*range(0, len(ids), len(ids) // 5)]
    again = bundled.read_poses([shipped.pose(int(ids[row])).usable() for row in rows])
    np.testing.assert_allclose(unit(again.vectors), vectors[rows], atol=1e-4)
    tokens = shipped.tokens(bundled.name)
    np.testing.assert_allclose(again.tokens, tokens[rows], atol=1e-2)  # stored in half precision


def test_hello_is_found_in_two_languages_and_in_wrong_spellings(tmp_path):
    with open_dictionary(Paths.standard(tmp_path)) as dictionary:
        matches = {text: dictionary.find(text) for text in ("hello", "helo", "héllo")}
    assert len({match.sign.sign_language for match in matches["hello"]}) >= 2
    assert len({first.sign.id for first, *_ in matches.values()}) == 1
