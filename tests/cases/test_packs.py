"""Packs through the command line: a source is handed on whole, and bad packs add nothing."""

import hashlib
import json
import zipfile

import numpy as np
import pytest

from signdict.core.paths import Paths
from signdict.library.library import Library
from signdict.library.pair import OWN_IDS
from signdict.model.registry import Models
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import MomentEncoder, a_pose

ROWS = (
    "0.pose,Haus,gsg,de,,building,Ann,word,house", "1.pose,Haus,gsg,de,,building,Ben,word,home",
    "2.pose,Haus,gsg,de,old,building,Ann,word,house", "3.pose,A,gsg,de,,,Ann,letter,",
    "4.pose,मकान,ins,hi,,building,Cy,word,house",
)  # fmt: skip
HEAD = "path,gloss,sign_language,spoken_language,variant,concept,signer,kind,translation"


@pytest.fixture(autouse=True)
def _model(monkeypatch, home):
    """Use a model with frame tokens."""
    monkeypatch.setattr(Models, "open", lambda self, name=None: MomentEncoder())


@pytest.fixture
def pack(home, tmp_path):
    """A pack of a small source, which is in the library, too."""
    folder = tmp_path / "clips"
    folder.mkdir()
    for number in range(len(ROWS)):
        write_pose(folder / f"{number}.pose", a_pose(70 + number))
    (folder / "list.csv").write_text("\n".join([HEAD, *ROWS]) + "\n", "utf-8")
    terms = ("--licence", "CC BY 4.0", "--attribution", "The school")
    assert printed("add", folder / "list.csv", "--source", "school", *terms)["added"] == 5
    run("sources", "describe", "school", "--title", "A school", "--url", "https://example.org")
    assert printed("pack", "school", tmp_path / "school")["signs"] == 4
    return tmp_path / "school.signpack"


def own():
    """Return the rows of the user's own signs without their ids."""
    rows = [row for row in printed("export") if row["id"] >= OWN_IDS]
    return [row | {"id": 0, "translations": set(row["translations"].split("; "))} for row in rows]


def stored():
    """Return what the user's library stores for each clip, by digest."""
    with Library.open(Paths.standard().library, read_only=True) as library:
        ids, _, vectors = library.vectors(MomentEncoder.name)
        digests = {clip: digest for clip, digest, _ in library.digests()}
        tokens = library.tokens(MomentEncoder.name)
        return {digests[int(clip)]: (vectors[n], tokens[n]) for n, clip in enumerate(ids)}


def changed(pack, change):
    """Change the members of a pack, a dict of bytes, and write it again."""
    with zipfile.ZipFile(pack) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(pack, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def sealed(members):
    """Give the members of a pack the checksums that fit, as a forger would."""
    header = json.loads(members["pack.json"])
    header["files"] = {name: hashlib.sha256(members[name]).hexdigest() for name in header["files"]}
    members["pack.json"] = json.dumps(header).encode()


def edited(member, edit):
    """Return a change of the JSON in a member, after which the checksums fit."""

    def change(members):
        content = json.loads(members[member])
        edit(content)
        members[member] = json.dumps(content).encode()
        sealed(members)

    return change


# Handing on


def test_a_pack_restores_signs_terms_and_vectors(pack):
    before, vectors = own(), stored()
    printed("remove", "school")
    assert own() == []
    assert printed("add", pack)["added"] == 5
    assert own() == before
    assert len(vectors) == 5
    assert {d: (v.tolist(), t.tolist()) for d, (v, t) in stored().items()} == {
        d: (pytest.approx(v, abs=1e-6), t.tolist()) for d, (v, t) in vectors.items()
    }
    (source,) = [row for row in printed("sources") if row["name"] == "school"]
    assert (source["title"], source["licence"]) == ("A school", "CC BY 4.0")
    assert (source["attribution"], source["url"]) == ("The school", "https://example.org")
    glosses = {match["gloss"] for match in printed("find", "house") if match["source"] == "school"}
    assert glosses == {"Haus", "मकान"}


def test_a_pack_is_added_once(pack):
    report = printed("add", pack)
    assert (report["added"], report["already"]) == (0, 5)


def test_a_preview_names_the_signs_and_adds_nothing(pack):
    printed("remove", "school")
    preview = printed("add", pack, "--preview")
    assert (preview["format"], preview["source"]) == ("pack of signs", "school")
    assert (preview["ready"], preview["glosses"]) == (5, 3)
    assert preview["languages"] == {"gsg": 4, "ins": 1}
    assert own() == []


def test_a_source_of_the_starter_can_be_packed_and_is_not_added_twice(home, tmp_path):
    name = printed("sources")[0]["name"]
    signs = printed("pack", name, tmp_path / "a.signpack")["signs"]
    assert signs == 6
    assert printed("add", tmp_path / "a.signpack")["added"] == 0


def test_a_pack_contains_no_picture_path_or_date(pack):
    with zipfile.ZipFile(pack) as archive:
        infos = archive.infolist()
        text = (archive.read("pack.json") + archive.read("signs.json")).decode()
    names = {info.filename for info in infos}
    assert names == {"pack.json", "signs.json", "poses.bin", "vectors.bin", "tokens.bin"}
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert "clips" in text
    assert ".pose" not in text
    assert str(pack.parent) not in text


def test_vectors_that_the_model_does_not_make_are_not_used(pack):
    before = stored()
    printed("remove", "school")

    def forge(members):
        vectors = np.frombuffer(members["vectors.bin"], "<f4")
        members["vectors.bin"] = vectors[::-1].tobytes()
        sealed(members)

    changed(pack, forge)
    assert printed("add", pack)["added"] == 5
    after = stored()
    assert all(after[digest][0] == pytest.approx(before[digest][0], abs=1e-5) for digest in before)


def test_vectors_of_another_model_are_computed_here(pack):
    before = stored()
    printed("remove", "school")
    changed(pack, edited("pack.json", lambda header: header["model"].update(name="other")))
    assert printed("add", pack)["added"] == 5
    after = stored()
    assert len(before) == 5
    assert all(after[digest][0] == pytest.approx(before[digest][0], abs=1e-5) for digest in before)


# What cannot be packed


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nothing", "There is no source named nothing. List the names: signdict sources"),
        ("plain", "plain has no licence, so nobody may use a pack of it. State it first:"),
    ],
)
def test_a_source_that_cannot_be_handed_on_is_not_packed(home, tmp_path, source, message):
    write_pose(tmp_path / "a.pose", a_pose(5))
    printed("add", tmp_path / "a.pose", "--language", "ase", "--source", "plain")
    done = run("pack", source, tmp_path / "b.signpack")
    assert (done.exit_code, list(tmp_path.glob("*.signpack"))) == (2, [])
    assert done.stderr.startswith(f"{message}"), done.stderr


# Bad packs


def cut(members):
    members["poses.bin"] = members["poses.bin"][:-9]


def too_short(members):
    cut(members)
    sealed(members)


def with_picture(members):
    members["face.png"] = b"\x89PNG"


def with_path(members):
    members["../../evil"] = b"x"


def with_long_gloss(content):
    content["signs"][0]["gloss"] = "a" * 1_000_000


def with_other_language(content):
    content["signs"][0]["sign_language"] = "klingon"


def damaged_pose(members):
    members["poses.bin"] = members["poses.bin"][:100] + b"\0" * 9 + members["poses.bin"][109:]
    sealed(members)


CASES = (
    (cut, "its 'poses.bin' is damaged"),
    (too_short, "its landmarks end too early"),
    (damaged_pose, "the landmarks of clip 1 are damaged"),
    (with_picture, "it contains 'face.png', which no pack has"),
    (with_path, "names a file outside its folder, '../../evil'"),
    (edited("pack.json", lambda c: c.update(signpack=2)), "made by another version of signdict"),
    (edited("pack.json", lambda c: c["source"].update(name="")), "its source has no name"),
    (edited("pack.json", lambda c: c["source"].update(name="taught")), "the source name taught"),
    (edited("signs.json", with_long_gloss), "sign 1: The gloss is longer than 1,000 letters"),
    (edited("signs.json", with_other_language), "sign 1: klingon is not a sign-language code. Ask"),
    (edited("signs.json", lambda c: c["signs"][1].update(gloss=" ")), "sign 2 has no gloss"),
    (edited("signs.json", lambda c: c["signs"][0].update(gloss=7)), "gloss is not a text"),
    (edited("signs.json", lambda c: c["signs"][0].update(kind="x")), "x is not a kind of sign"),
    (edited("signs.json", lambda c: c.update(signs=[])), "it should list from 1 to"),
    (edited("signs.json", lambda c: c["signs"].append(c["signs"][0])), "it lists a sign twice"),
    (edited("signs.json", lambda c: c["signs"][0]["clips"].clear()), "has no list of clips"),
    (edited("signs.json", lambda c: c["signs"][0]["clips"][0].update(size=0)), "no valid size"),
    (edited("signs.json", lambda c: c["signs"].pop()), "it has more landmarks than clips"),
    (lambda members: members.pop("signs.json"), "it does not contain 'signs.json'"),
    (lambda members: members.update({"pack.json": b"["}), "its pack.json is not JSON"),
)


@pytest.mark.parametrize(("change", "message"), CASES)
def test_a_bad_pack_is_refused_in_one_sentence_and_adds_nothing(pack, change, message):
    printed("remove", "school")
    changed(pack, change)
    done = run("add", pack)
    assert done.exit_code == 2, done.stdout
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert own() == []
    assert "school" not in {row["name"] for row in printed("sources")}


@pytest.mark.parametrize("size", [0, 40, 5000])
def test_a_pack_that_is_cut_off_is_refused(pack, size):
    printed("remove", "school")
    pack.write_bytes(pack.read_bytes()[:size])
    done = run("add", pack)
    assert done.exit_code == 2
    assert "school.signpack is not a pack of signs, or it is damaged." in done.stderr
    assert own() == []


def test_a_missing_pack_and_options_are_refused(pack, tmp_path):
    done = run("add", tmp_path / "gone.signpack")
    assert (done.exit_code, "gone.signpack cannot be opened." in done.stderr) == (2, True)
    done = run("add", pack, "--language", "ase")
    assert done.exit_code == 2
    assert "school.signpack has its own languages, source, licence" in done.stderr
