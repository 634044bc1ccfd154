import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.library.combined import OWN_IDS, CombinedLibrary
from signdict.library.library import Library, NewClip
from signdict.linguistics.phonology import features
from signdict.linguistics.phonology.cache import PhonologyCache
from tests.linguistics.test_phonology import LEFT, RIGHT
from tests.support.fakes import a_pose
from tests.support.libraries import fill, with_starter
from tests.support.poses import a_signer, lost


@pytest.fixture
def places(tmp_path):
    return with_starter(tmp_path)


@pytest.fixture
def looked(monkeypatch):
    """The ids of the clips whose poses were read."""
    clip_ids, pose = [], CombinedLibrary.pose
    monkeypatch.setattr(
        CombinedLibrary, "pose", lambda self, clip: clip_ids.append(clip) or pose(self, clip)
    )
    return clip_ids


@pytest.fixture
def known(places):
    combined = CombinedLibrary.open(places)
    yield lambda: PhonologyCache(places.index, combined)
    combined.close()


def cache(places):
    return places.index / f"facets-{features.VERSION}.txt"


def test_the_facets_of_a_clip_are_those_of_its_pose(places):
    with open_dictionary(places) as dictionary:
        assert dictionary.facets([3, 2]) == {n: features.of(dictionary.pose(n)) for n in (3, 2)}


def test_a_clip_is_looked_at_once_also_by_who_opens_the_dictionary_later(known, looked):
    first = known().of([1, 2])
    assert known().of([1, 2, 3]) == first | known().of([3])
    assert len(looked) == 3


def test_a_clip_that_is_not_there_has_no_facets(known):
    assert known().of([99]) == {}


def test_a_clip_without_a_hand_is_remembered_as_such(places, looked):
    bare = lost(lost(a_signer(), LEFT), RIGHT)
    with Library.open(places.library, first_id=OWN_IDS) as library:
        clip = library.add_clip(NewClip("bare", "ase", "own", "bare"), bare, "none", None)
    with open_dictionary(places) as dictionary:
        assert dictionary.facets([clip]) == {}
    with open_dictionary(places) as dictionary:
        assert dictionary.facets([clip, 1]).keys() == {1}
    assert len(looked) == 2


def test_lines_that_cannot_be_read_are_made_again(places, known, looked):
    found = known().of([1, 2, 3])
    text = cache(places).read_text(encoding="utf-8").split()
    cache(places).write_text(" ".join(text[:-1]) + "\n" + "x one right", encoding="utf-8")
    assert known().of([1, 2, 3]) == found
    cache(places).write_bytes(b"\xff")
    assert known().of([1, 2, 3]) == found
    assert known().of([1, 2, 3]) == found


def test_a_line_that_was_cut_off_does_not_spoil_the_next(places, known, looked):
    known().of([1])
    with cache(places).open("a", encoding="utf-8") as file:
        file.write("0123 one ri")
    known().of([2])
    assert known().of([1, 2]).keys() == {1, 2}
    assert len(looked) == 2


def test_a_value_that_no_facet_has_is_not_believed(places, known):
    found = known().of([1])
    line = cache(places).read_text(encoding="utf-8")
    cache(places).write_text(line.replace(found[1].hands, "three"), encoding="utf-8")
    assert known().of([1]) == found


def test_where_nothing_can_be_written_facets_are_told_all_the_same(places, known):
    places.index.parent.mkdir(parents=True)
    places.index.write_text("a file where the folder should be")
    assert known().of([1]).keys() == {1}


def test_an_answer_is_narrowed_without_being_asked_again(places):
    with open_dictionary(places) as dictionary:
        found = dictionary.find("hello")
        known = dictionary.facets([clip.id for match in found for clip in match.clips])
        place = known[found[-1].sign.clips[0].id].place
        kept = dictionary.narrowed(found, {"place": {place}})
    assert kept == [m for m in found if any(known[c.id].place == place for c in m.clips)]
    assert found[-1] in kept


def test_a_clip_that_was_added_has_facets_at_once(places):
    with open_dictionary(places) as dictionary:
        dictionary.facets([1])
    with Library.open(places.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))])
    with open_dictionary(places) as dictionary:
        assert dictionary.facets([OWN_IDS]) == {OWN_IDS: features.of(a_pose(8))}
