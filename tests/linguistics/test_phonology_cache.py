"""The facets of clips, computed once and stored."""

import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.library.combined import OWN_IDS, CombinedLibrary
from signdict.library.library import Library, NewClip
from signdict.linguistics.phonology import features
from signdict.linguistics.phonology.cache import PhonologyCache
from signdict.pose import landmarks
from tests.support.fakes import a_pose
from tests.support.libraries import fill, with_starter
from tests.support.poses import a_signer, lost


@pytest.fixture
def paths(tmp_path):
    return with_starter(tmp_path)


@pytest.fixture
def computed(monkeypatch):
    """The ids of the clips whose poses were read."""
    clip_ids, pose = [], CombinedLibrary.pose
    monkeypatch.setattr(
        CombinedLibrary, "pose", lambda self, clip: clip_ids.append(clip) or pose(self, clip)
    )
    return clip_ids


@pytest.fixture
def known(paths):
    combined = CombinedLibrary.open(paths)
    yield lambda: PhonologyCache(paths.index, combined)
    combined.close()


def cache(paths):
    return paths.index / f"facets-{features.VERSION}.txt"


def test_the_facets_of_a_clip_are_those_of_its_pose(paths):
    with open_dictionary(paths) as dictionary:
        assert dictionary.facets([3, 2]) == {n: features.of(dictionary.pose(n)) for n in (3, 2)}


def test_the_facets_of_a_clip_are_computed_once(known, computed):
    first = known().of([1, 2])
    assert known().of([1, 2, 3]) == first | known().of([3])
    assert len(computed) == 3


def test_an_unknown_clip_has_no_facets(known):
    assert known().of([99]) == {}


def test_a_clip_without_a_hand_is_stored_as_such(paths, computed):
    bare = lost(lost(a_signer(), landmarks.LEFT_HAND), landmarks.RIGHT_HAND)
    with Library.open(paths.library, first_id=OWN_IDS) as library:
        clip = library.add_clip(NewClip("bare", "ase", "own", "bare"), bare, "none", None)
    with open_dictionary(paths) as dictionary:
        assert dictionary.facets([clip]) == {}
    with open_dictionary(paths) as dictionary:
        assert dictionary.facets([clip, 1]).keys() == {1}
    assert len(computed) == 2


def test_damaged_lines_are_computed_again(paths, known, computed):
    facets = known().of([1, 2, 3])
    text = cache(paths).read_text(encoding="utf-8").split()
    cache(paths).write_text(" ".join(text[:-1]) + "\n" + "x one right", encoding="utf-8")
    assert known().of([1, 2, 3]) == facets
    cache(paths).write_bytes(b"\xff")
    assert known().of([1, 2, 3]) == facets
    assert known().of([1, 2, 3]) == facets


def test_a_truncated_line_does_not_damage_the_next(paths, known, computed):
    known().of([1])
    with cache(paths).open("a", encoding="utf-8") as file:
        file.write("0123 one ri")
    known().of([2])
    assert known().of([1, 2]).keys() == {1, 2}
    assert len(computed) == 2


def test_an_invalid_value_is_computed_again(paths, known):
    facets = known().of([1])
    line = cache(paths).read_text(encoding="utf-8")
    cache(paths).write_text(line.replace(facets[1].hands, "three"), encoding="utf-8")
    assert known().of([1]) == facets


def test_a_read_only_folder_still_gives_facets(paths, known):
    paths.index.parent.mkdir(parents=True)
    paths.index.write_text("a file where the folder should be")
    assert known().of([1]).keys() == {1}


def test_matches_are_narrowed_by_facets(paths):
    with open_dictionary(paths) as dictionary:
        matches = dictionary.find("hello")
        known = dictionary.facets([clip.id for match in matches for clip in match.clips])
        place = known[matches[-1].sign.clips[0].id].place
        narrowed = dictionary.narrowed(matches, {"place": {place}})
    assert narrowed == [m for m in matches if any(known[c.id].place == place for c in m.clips)]
    assert matches[-1] in narrowed


def test_a_new_clip_has_facets(paths):
    with open_dictionary(paths) as dictionary:
        dictionary.facets([1])
    with Library.open(paths.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))])
    with open_dictionary(paths) as dictionary:
        assert dictionary.facets([OWN_IDS]) == {OWN_IDS: features.of(a_pose(8))}
