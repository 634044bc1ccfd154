"""How many threads torch computes on."""

import os

import pytest
import torch

from signdict.core.threads import limit_threads

_NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@pytest.fixture
def two_threads(monkeypatch):
    """Compute on two threads, with no setting in the environment; restore both afterwards."""
    before = torch.get_num_threads()
    for name in _NAMES:
        monkeypatch.setenv(name, "")  # so that it is restored
        monkeypatch.delenv(name)
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("two_threads")
def test_torch_computes_on_one_thread_also_if_it_is_imported_already():
    limit_threads()
    assert torch.get_num_threads() == 1
    assert [os.environ[name] for name in _NAMES] == ["1", "1"]


@pytest.mark.usefixtures("two_threads")
def test_a_number_of_threads_that_the_user_chose_stays(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    limit_threads()
    assert torch.get_num_threads() == 2
    assert [os.environ[name] for name in _NAMES] == ["2", "1"]


@pytest.mark.usefixtures("two_threads")
def test_a_training_run_may_choose_its_threads_afterwards():
    limit_threads()
    torch.set_num_threads(2)
    limit_threads()
    assert torch.get_num_threads() == 2
