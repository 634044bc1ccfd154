"""The map of all signs: reproducible, similar signs together, stored and validated."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from signdict.core.errors import LibraryError
from signdict.core.vectors import unit
from signdict.linguistics import sign_map
from signdict.linguistics.sign_map import Chart
from tests.support.steps import result_of


def groups(each=30, count=3, seed=0):
    """Return unit vectors around a few centres, and the centre of each."""
    draw = np.random.default_rng(seed)
    owner = np.repeat(np.arange(count), each)
    centres = 4 * np.eye(count, 16)
    return unit((centres[owner] + 0.3 * draw.normal(size=(len(owner), 16))).astype("f4")), owner


def test_similar_signs_are_close_on_the_same_map_each_time():
    vectors, owner = groups()
    places = result_of(sign_map.places(vectors))
    assert places.shape == (90, 2)
    assert np.abs(places).max() == pytest.approx(1)
    distances = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (owner[distances.argmin(axis=1)] == owner).mean() > 0.95
    assert_array_equal(places, result_of(sign_map.places(vectors)))


def test_a_map_from_another_process_is_the_same():
    vectors, _ = groups(each=5)
    assert_array_equal(
        result_of(sign_map.places_in_process(vectors)), result_of(sign_map.places(vectors))
    )


@pytest.mark.parametrize("count", [0, 1, 2, 11])
def test_few_signs_have_a_map(count):
    places = result_of(sign_map.places(groups()[0][:count]))
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()


def test_a_cancelled_map_ends_its_process():
    steps = sign_map.places_in_process(groups(each=2)[0])
    next(steps)
    worker = steps.gi_frame.f_locals["worker"]
    steps.close()
    assert worker.exitcode is not None


def test_a_killed_process_raises_library_error():
    steps = sign_map.places_in_process(groups()[0])
    next(steps)
    steps.gi_frame.f_locals["worker"].kill()
    with pytest.raises(LibraryError, match="not finished"):
        result_of(steps)


def test_a_stored_map_is_opened_until_the_vectors_change(tmp_path):
    chart = Chart(np.arange(3), np.eye(3, 2, dtype=np.float32))
    path = tmp_path / "maps" / "m.npz"
    chart.save(path, "7/abc")
    stored = Chart.open(path, "7/abc")
    assert_array_equal(stored.ids, chart.ids)
    assert_array_equal(stored.places, chart.places)
    assert Chart.open(path, "8/abc") is None
    assert [p.name for p in path.parent.iterdir()] == ["m.npz"]


def test_a_damaged_map_is_not_opened(tmp_path):
    path = tmp_path / "m.npz"
    Chart(np.arange(3), np.full((3, 2), np.nan, np.float32)).save(path, "1")
    assert Chart.open(path, "1") is None
    Chart(np.arange(3), np.zeros((3, 2), np.float32)).save(path, "1")
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", b"text"):
        path.write_bytes(damaged)
        assert Chart.open(path, "1") is None


def test_a_map_that_cannot_be_stored_raises_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    Chart(np.arange(1), np.zeros((1, 2), np.float32)).save(tmp_path / "file" / "m.npz", "1")
    assert (tmp_path / "file").read_text() == ""
