"""Signs by what a text means: texts compared with texts."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from signdict.library.combined import OWN_IDS
from signdict.library.library import Library, NewClip
from signdict.search.semantic import SemanticSearch
from tests.support.dictionaries import opened
from tests.support.fakes import Knowing, PositionEncoder, a_pose
from tests.support.libraries import with_starter


class Names:
    """A shelf that is nothing but names."""

    generation = "1"

    def __init__(self, *names):
        self._names = list(names)

    def names(self):
        return self._names


FEW = ((1, "ase", "hello"), (2, "ase", "bye"), (3, "ins", "thank you"), (3, "ins", "merci"))


def test_the_signs_nearest_by_text_come_first_each_by_its_best_name(tmp_path):
    meant = SemanticSearch(tmp_path, Names(*FEW), Knowing())
    assert list(meant.nearest("greeting", 9)) == [1, 3]  # what is opposite is not near
    found = meant.nearest("gratitude", 9)
    assert next(iter(found)) == 3
    assert found[3] == pytest.approx(0.995, abs=1e-3)


def test_only_signs_of_the_languages_asked_for_and_no_more_than_wanted(tmp_path):
    meant = SemanticSearch(tmp_path, Names(*FEW), Knowing())
    assert list(meant.nearest("greeting", 9, ["ins"])) == [3]
    assert list(meant.nearest("greeting", 1)) == [1]
    assert meant.nearest("greeting", 9, ["psp"]) == {}


def test_an_empty_shelf_means_nothing(tmp_path):
    assert SemanticSearch(tmp_path, Names(), Knowing()).nearest("greeting", 9) == {}


def test_names_are_read_once_and_new_ones_alone_when_some_come(tmp_path):
    SemanticSearch(tmp_path, Names(*FEW), Knowing()).nearest("greeting", 9)
    reader = Knowing()
    more = Names(*FEW, (4, "ase", "good morning"))
    found = SemanticSearch(tmp_path, more, reader).nearest("greeting", 9)
    assert reader.read.count("good morning") == 1
    assert "bye" not in reader.read
    assert set(found) == {1, 3, 4}


def test_a_file_of_another_model_or_a_damaged_one_is_made_anew(tmp_path):
    SemanticSearch(tmp_path, Names(*FEW), Knowing()).nearest("greeting", 9)
    other = Knowing(hello=(0, 0, 1), bye=(0, 0, 1), greeting=(0, 0, 1))
    assert list(SemanticSearch(tmp_path, Names(*FEW), other).nearest("greeting", 9)) == [1, 2]
    (file,) = tmp_path.iterdir()
    for content in (b"", b"PK\x03\x04 no archive", file.read_bytes()[:-40]):
        file.write_bytes(content)
        assert list(SemanticSearch(tmp_path, Names(*FEW), Knowing()).nearest("greeting", 9)) == [
            1,
            3,
        ]


def test_where_nothing_can_be_written_the_answer_is_the_same(tmp_path):
    (tmp_path / "file").touch()
    meant = SemanticSearch(tmp_path / "file" / "folder", Names(*FEW), Knowing())
    assert list(meant.nearest("greeting", 9)) == [1, 3]


def test_a_name_that_says_nothing_to_the_model_is_never_meant(tmp_path):
    class Loud(Knowing):
        def raw_texts(self, prompts):
            return np.ones((len(prompts), 3), np.float32)

    names = Names(*FEW, (5, "ase", "🦄"))
    assert 5 not in SemanticSearch(tmp_path, names, Loud()).nearest("greeting", 9)


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_vectors_that_are_no_numbers_find_nothing(tmp_path, broken):
    reader = Knowing(greeting=(broken, 0, 0))
    assert SemanticSearch(tmp_path, Names(*FEW), reader).nearest("greeting", 9) == {}


def test_find_goes_by_words_then_by_what_texts_mean(tmp_path):
    with opened(with_starter(tmp_path), Knowing) as one:
        assert {match.by for match in one.find("hello")} == {"words"}
        meant = one.find("farewell")
        assert [(m.sign.gloss, m.by, m.rank) for m in meant[:1]] == [("bye", "meaning", 1)]
        assert 0 <= meant[0].confidence <= 1
        assert one.find("gratitude", ["ase"])[0].sign.sign_language == "ase"
        assert one.find("🦄") == one.find("谢谢") == one.find("") == []
        assert one.find("x" * 10_000) == []


def test_a_model_that_compares_texts_answers_for_languages_it_was_not_trained_on(tmp_path):
    with opened(with_starter(tmp_path), Knowing) as one:
        assert [match.sign.gloss for match in one.mean("greeting", ["psp"])] == ["good morning"]


def test_a_word_that_only_begins_another_is_followed_by_what_it_means(tmp_path):
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        entry = NewClip("close the window", "ase", "mine", "digest")
        library.add_clip(entry, a_pose(9), PositionEncoder.name, None)
    with opened(where, lambda: Knowing(wind=(1, 0, 0))) as one:
        found = one.find("wind")
        assert [(match.sign.gloss, match.by) for match in found[:2]] == [
            ("close the window", "words"),
            ("hello", "meaning"),
        ]
        assert [match.rank for match in found] == list(range(1, len(found) + 1))


def test_a_slip_finds_what_was_meant_first(tmp_path):
    with opened(with_starter(tmp_path), Knowing) as one:
        assert one.find("helo")[0].sign.gloss == "hello"
        assert one.find("helo")[0].by == "words"


def test_a_word_that_is_spelled_as_it_should_be_is_no_slip(tmp_path):
    reader = Knowing(hallow=(0, 1, 0))
    with opened(with_starter(tmp_path), lambda: reader) as one:
        assert one.find("hallow")[0].sign.gloss == "thank you"
        assert {match.by for match in one.find("hallow")} == {"meaning"}


def test_dot_scores_are_still_those_of_clips(tmp_path):
    class Both(Knowing):
        def raw_texts(self, prompts):
            return PositionEncoder().raw_texts(prompts)

    with opened(with_starter(tmp_path), Both) as one:
        by_dot = one.mean("hello", ["ase"], score="dot")
        vector = PositionEncoder().raw_texts(["<en> <ase> hello"])[0]
        clip = by_dot[0].sign.clips[0]
        own = PositionEncoder().raw_poses([one.pose(clip.id)])[0]
        assert_allclose(by_dot[0].score, own @ vector, atol=1e-2)


def many(count=600):
    return Names(*((number, "ase", f"word {number}") for number in range(1, count)), *FEW)


def test_who_cannot_wait_is_told_what_is_known_so_far(tmp_path):
    reader = Knowing()
    meant = SemanticSearch(tmp_path, many(), reader)
    assert meant.nearest("greeting", 9, ["ins"], patient=False) == {}
    assert 0 < len(reader.read) < 300
    assert meant.unread > 300
    assert list(meant.nearest("greeting", 9, ["ins"])) == [3]
    assert meant.unread == 0


def test_names_are_learned_step_by_step_and_each_of_them_once(tmp_path):
    reader = Knowing()
    meant = SemanticSearch(tmp_path, many(), reader)
    steps = [*meant.learn()]
    assert len(steps) > 2
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[0].total == 599 + len({text for *_, text in FEW})
    assert [*meant.learn()] == []
    words = [text for text in reader.read if text.startswith("word")]
    assert len(words) == len(set(words)) == 599


def test_what_was_learned_before_it_was_stopped_is_kept(tmp_path):
    steps = SemanticSearch(tmp_path, many(), Knowing()).learn()
    for _ in range(4):
        next(steps)
    steps.close()
    reader = Knowing()
    again = SemanticSearch(tmp_path, many(), reader)
    assert 0 < again.unread < 600 - 64
    assert again.nearest("greeting", 9) == SemanticSearch(
        tmp_path / "a", many(), Knowing()
    ).nearest("greeting", 9)
    assert "word 1" not in reader.read[2:]


def test_learning_ends_where_the_signs_change_meanwhile(tmp_path):
    combined = many()
    meant = SemanticSearch(tmp_path, combined, Knowing())
    steps = meant.learn()
    next(steps)
    combined.generation = "2"
    assert meant.unread
    assert len([*steps]) == 0
