"""The map of the space: the same each time, alike signs together, stored and checked."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from signdict.core.errors import LibraryError
from signdict.core.vectors import unit
from signdict.linguistics import sign_map
from signdict.linguistics.sign_map import Chart
from tests.support.steps import result_of


def groups(each=30, count=3, seed=0):
    """Unit vectors around a few centres, and which centre each belongs to."""
    draw = np.random.default_rng(seed)
    owner = np.repeat(np.arange(count), each)
    centres = 4 * np.eye(count, 16)
    return unit((centres[owner] + 0.3 * draw.normal(size=(len(owner), 16))).astype("f4")), owner


def test_what_is_alike_lies_together_and_the_same_each_time():
    vectors, owner = groups()
    at = result_of(sign_map.places(vectors))
    assert at.shape == (90, 2)
    assert np.abs(at).max() == pytest.approx(1)
    far = np.linalg.norm(at[:, None] - at[None], axis=2)
    np.fill_diagonal(far, np.inf)
    assert (owner[far.argmin(axis=1)] == owner).mean() > 0.95
    assert_array_equal(at, result_of(sign_map.places(vectors)))


def test_a_map_made_aside_is_the_same_map():
    vectors, _ = groups(each=5)
    assert_array_equal(
        result_of(sign_map.places_in_process(vectors)), result_of(sign_map.places(vectors))
    )


@pytest.mark.parametrize("count", [0, 1, 2, 11])
def test_few_signs_have_a_map_too(count):
    at = result_of(sign_map.places(groups()[0][:count]))
    assert at.shape == (count, 2)
    assert np.isfinite(at).all()


def test_a_map_that_is_given_up_ends_its_process():
    steps = sign_map.places_in_process(groups(each=2)[0])
    next(steps)
    worker = steps.gi_frame.f_locals["worker"]
    steps.close()
    assert worker.exitcode is not None


def test_a_process_that_is_ended_is_told():
    steps = sign_map.places_in_process(groups()[0])
    next(steps)
    steps.gi_frame.f_locals["worker"].kill()
    with pytest.raises(LibraryError, match="not finished"):
        result_of(steps)


def test_a_kept_map_is_found_again_until_the_vectors_change(tmp_path):
    made = Chart(np.arange(3), np.eye(3, 2, dtype=np.float32))
    path = tmp_path / "maps" / "m.npz"
    made.save(path, "7/abc")
    found = Chart.open(path, "7/abc")
    assert_array_equal(found.ids, made.ids)
    assert_array_equal(found.places, made.places)
    assert Chart.open(path, "8/abc") is None
    assert [p.name for p in path.parent.iterdir()] == ["m.npz"]


def test_a_damaged_map_is_made_again(tmp_path):
    path = tmp_path / "m.npz"
    Chart(np.arange(3), np.full((3, 2), np.nan, np.float32)).save(path, "1")
    assert Chart.open(path, "1") is None
    Chart(np.arange(3), np.zeros((3, 2), np.float32)).save(path, "1")
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", b"text"):
        path.write_bytes(damaged)
        assert Chart.open(path, "1") is None


def test_where_nothing_can_be_kept_the_map_is_there_all_the_same(tmp_path):
    (tmp_path / "file").write_text("")
    Chart(np.arange(1), np.zeros((1, 2), np.float32)).save(tmp_path / "file" / "m.npz", "1")
    assert (tmp_path / "file").read_text() == ""
