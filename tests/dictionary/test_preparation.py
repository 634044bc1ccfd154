"""Words are answered before the model is open; then the search by meaning is prepared."""

from threading import Event, current_thread

import pytest

from signdict.core.errors import ModelError
from signdict.core.types import Progress
from tests.support.dictionaries import opened
from tests.support.fakes import Knowing
from tests.support.libraries import with_starter
from tests.support.steps import result_of


class Opening:
    """Opens a model when it is allowed to, and records on which thread."""

    def __init__(self, problem=None):
        self.allowed, self.threads, self._problem = Event(), [], problem

    def __call__(self):
        self.threads.append(current_thread().name)
        assert self.allowed.wait(60)
        if self._problem:
            raise self._problem
        return Knowing()


@pytest.fixture
def opening():
    opening = Opening()
    yield opening
    opening.allowed.set()


@pytest.fixture
def dictionary(tmp_path, opening):
    with opened(with_starter(tmp_path), opening) as dictionary:
        yield dictionary


def glosses(matches):
    return [match.sign.gloss for match in matches]


def test_words_are_found_without_the_model(dictionary, opening):
    found = dictionary.find("hello", patient=False)
    assert set(glosses(found)) == {"hello"}
    assert dictionary.preparation("hello", found) is None
    assert glosses(dictionary.find("goof morning", patient=False)) == ["good morning"]
    assert dictionary.find("greeting", patient=False) == []
    assert opening.threads == []


def test_the_model_is_opened_beside_the_thread_that_answers(dictionary, opening):
    work = dictionary.preparation("greeting", [])()
    assert next(work) == next(work) == Progress(0, 0)
    assert glosses(dictionary.find("hello", patient=False, limit=1)) == ["hello"]
    opening.allowed.set()
    result_of(work)
    (thread,) = opening.threads
    assert thread.startswith("model")
    learn = dictionary.preparation("greeting", [])
    result_of(learn())
    found = dictionary.find("greeting", patient=False)
    assert {match.by for match in found} == {"meaning"}
    assert glosses(found)[0] == "hello"
    assert dictionary.preparation("greeting", found) is None


def test_a_question_for_the_model_waits_for_the_one_that_is_being_opened(dictionary, opening):
    work = dictionary.preparation("greeting", [])()
    next(work)
    opening.allowed.set()
    assert glosses(dictionary.find("greeting"))[0] == "hello"
    result_of(work)
    assert len(opening.threads) == 1


def test_a_model_that_cannot_be_opened_raises_model_error(tmp_path):
    opening = Opening(ModelError("The model is damaged."))
    opening.allowed.set()
    with opened(with_starter(tmp_path), opening) as dictionary:
        with pytest.raises(ModelError, match="damaged"):
            result_of(dictionary.preparation("greeting", [])())
        assert set(glosses(dictionary.find("hello", patient=False))) == {"hello"}
