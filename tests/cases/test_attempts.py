"""Several attempts at one sign in one search, through the command line and the service.

The attempts are signs of the starter dictionary, and copies that were moved a little.
"""

import base64
import json
from dataclasses import replace

import numpy as np
import pytest

from signdict.core.errors import PoseError, RequestError
from signdict.core.paths import Paths
from signdict.dictionary.dictionary import open_dictionary
from signdict.pose.posefile import write_pose
from signdict.service import handlers
from signdict.service.worker import Service
from tests.support.cli import printed, run

#: Two signs of American Sign Language that look nothing alike.
SIGN, OTHER = "hello", "book"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    """A folder of the user for all cases, so that the index is made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNDICT_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A sign, the same signed a little differently, and another sign: `.pose` files."""
    folder = tmp_path_factory.mktemp("attempts")
    with open_dictionary() as dictionary:
        signs = {gloss: dictionary.find(gloss, ["ase"], 1)[0].sign for gloss in (SIGN, OTHER)}
        one, other = (dictionary.pose(signs[gloss].clips[0].id) for gloss in (SIGN, OTHER))
    shaken = np.random.default_rng(0).normal(0, 2, one.points.shape).astype(np.float32)
    again = replace(one, points=np.where(one.confidence[..., None] > 0, one.points + shaken, 0))
    poses = {"one": one, "again": again, "mirrored": again.mirrored(), "other": other}
    for name, pose in poses.items():
        write_pose(folder / f"{name}.pose", pose)
    return {name: folder / f"{name}.pose" for name in poses}


def test_two_files_are_one_search(files):
    done = run("recognise", files["one"], files["again"], "--limit", 1)
    assert (done.exit_code, done.stderr) == (0, "")
    assert SIGN in done.stdout
    best = printed("recognise", files["one"], files["again"], "--limit", 1)[0]
    assert (best["gloss"], best["used"]) == (SIGN, [str(files["one"]), str(files["again"])])


def test_one_file_has_no_list_of_files(files):
    assert "used" not in printed("recognise", files["one"], "--limit", 1)[0]


def test_three_files_may_be_mirrored_and_need_no_order(files):
    names = [files["mirrored"], files["one"], files["again"]]
    best = printed("recognise", *names, "--limit", 1)[0]
    assert (best["gloss"], len(best["used"])) == (SIGN, 3)


def test_a_file_that_clearly_differs_from_the_last_is_not_used(files):
    done = run("recognise", files["other"], files["one"], "--limit", 1, "--json")
    assert done.exit_code == 0
    assert done.stderr == (
        "other.pose clearly differs from one.pose and was not used. Use every file: --together.\n"
    )
    best = json.loads(done.stdout)[0]
    assert (best["gloss"], best["used"]) == (SIGN, [str(files["one"])])
    alone = printed("recognise", files["one"], "--limit", 1)[0]
    assert best["score"] == alone["score"]


def test_two_files_that_differ_from_the_last_are_both_named(files):
    done = run("recognise", files["one"], files["again"], files["other"], "--limit", 1)
    assert done.stderr == (
        "one.pose and again.pose clearly differ from other.pose and were not used."
        " Use every file: --together.\n"
    )
    assert OTHER in done.stdout


def test_together_uses_every_file(files):
    done = run("recognise", files["other"], files["one"], "--limit", 1, "--together", "--json")
    assert "differ" not in done.stderr
    assert len(json.loads(done.stdout)[0]["used"]) == 2


def test_the_rule_holds_within_one_language_and_for_dot_products(files):
    for options in (("--language", "ase"), ("--score", "dot")):
        done = run("recognise", files["other"], files["one"], "--limit", 1, *options, "--json")
        assert done.stderr.startswith("other.pose clearly differs from one.pose")
        assert json.loads(done.stdout)[0]["used"] == [str(files["one"])]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["one"] * 4, "There are 4 files; one search uses up to 3 attempts."),
        (["one", "again", "--start", "0.1"], "--start and --end need a single FILE."),
        (["one", "again", "--end", "0.1"], "--start and --end need a single FILE."),
        (["one", "missing.pose"], "missing.pose"),
        ([], "Missing argument 'FILE...'."),
    ],
)
def test_what_cannot_be_searched_for_is_explained(files, arguments, problem):
    done = run("recognise", *(files.get(argument, argument) for argument in arguments))
    assert done.exit_code == 2
    assert problem in done.stderr
    assert done.stdout == ""


def test_a_file_without_a_person_is_reported(files, tmp_path):
    from signdict.pose.posefile import read_pose

    pose = read_pose(files["one"])
    write_pose(tmp_path / "nobody.pose", replace(pose, confidence=np.zeros_like(pose.confidence)))
    done = run("recognise", files["one"], tmp_path / "nobody.pose")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr != ""


@pytest.fixture
def asked(home):
    """Ask the service; return its answer."""
    service = Service(Paths.standard())
    with open_dictionary() as dictionary:

        def ask(**body):
            content = json.dumps(body).encode()
            return handlers.answer("/api/recognise", service, dictionary, content)

        yield ask
    service.close()


def encoded(path):
    return base64.b64encode(path.read_bytes()).decode()


def test_the_service_numbers_the_clips_that_it_used(files, asked):
    one, again, other = (encoded(files[name]) for name in ("one", "again", "other"))
    assert asked(pose=one, limit=1)["used"] == [1]
    both = asked(pose=[one, again], limit=1)
    assert (both["used"], both["matches"][0]["gloss"]) == ([1, 2], SIGN)
    assert asked(pose=[one, other], limit=1)["used"] == [2]
    assert asked(pose=[one, other], limit=1, together=True)["used"] == [1, 2]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"pose": []}, "`pose` is missing, or neither a text nor a list of texts."),
        ({"pose": ["", "", "", ""]}, "`pose` has more than 3 entries."),
        ({"together": "yes"}, "`together` must be true or false."),
        ({"pose": [1]}, "`pose` is missing, or neither a text nor a list of texts."),
    ],
)
def test_the_service_explains_what_it_cannot_use(files, asked, change, problem):
    with pytest.raises((RequestError, PoseError)) as caught:
        asked(**{"pose": encoded(files["one"])} | change)
    assert caught.value.message == problem
