"""Search by meaning: texts are compared with glosses and translations."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from signdict.library import records
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library, NewClip
from signdict.search.semantic import SemanticSearch
from tests.support.dictionaries import opened
from tests.support.fakes import Knowing, PositionEncoder, a_pose
from tests.support.libraries import with_starter


class Names:
    """A library that has only names."""

    generation = "1"

    def __init__(self, *names):
        self._names = list(names)

    def names(self, spoken=()):
        assert spoken == ("en",)
        return self._names


FEW = ((1, "ase", "hello"), (2, "ase", "bye"), (3, "ins", "thank you"), (3, "ins", "merci"))


def test_signs_are_ranked_by_their_nearest_name(tmp_path):
    search = SemanticSearch(tmp_path, Names(*FEW), Knowing())
    assert list(search.nearest("greeting", 9)) == [1, 3]  # the opposite is not near
    scores = search.nearest("gratitude", 9)
    assert next(iter(scores)) == 3
    assert scores[3] == pytest.approx(0.995, abs=1e-3)


def test_languages_and_count_restrict_the_signs(tmp_path):
    search = SemanticSearch(tmp_path, Names(*FEW), Knowing())
    assert list(search.nearest("greeting", 9, ["ins"])) == [3]
    assert list(search.nearest("greeting", 1)) == [1]
    assert search.nearest("greeting", 9, ["psp"]) == {}


def test_an_empty_library_has_no_results(tmp_path):
    assert SemanticSearch(tmp_path, Names(), Knowing()).nearest("greeting", 9) == {}


def test_only_new_names_are_embedded(tmp_path):
    SemanticSearch(tmp_path, Names(*FEW), Knowing()).nearest("greeting", 9)
    encoder = Knowing()
    more = Names(*FEW, (4, "ase", "good morning"))
    scores = SemanticSearch(tmp_path, more, encoder).nearest("greeting", 9)
    assert encoder.read.count("good morning") == 1
    assert "bye" not in encoder.read
    assert set(scores) == {1, 3, 4}


def test_a_file_that_is_damaged_or_of_another_model_is_rebuilt(tmp_path):
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


def test_a_read_only_folder_gives_the_same_results(tmp_path):
    (tmp_path / "file").touch()
    search = SemanticSearch(tmp_path / "file" / "folder", Names(*FEW), Knowing())
    assert list(search.nearest("greeting", 9)) == [1, 3]


def test_a_name_that_the_model_does_not_know_is_never_found(tmp_path):
    class Loud(Knowing):
        def raw_texts(self, prompts):
            return np.ones((len(prompts), 3), np.float32)

    names = Names(*FEW, (5, "ase", "🦄"))
    assert 5 not in SemanticSearch(tmp_path, names, Loud()).nearest("greeting", 9)


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_a_query_without_finite_numbers_finds_nothing(tmp_path, broken):
    encoder = Knowing(greeting=(broken, 0, 0))
    assert SemanticSearch(tmp_path, Names(*FEW), encoder).nearest("greeting", 9) == {}


def test_find_searches_by_words_then_by_meaning(tmp_path):
    with opened(with_starter(tmp_path), Knowing) as dictionary:
        assert {match.by for match in dictionary.find("hello")} == {"words"}
        matches = dictionary.find("farewell")
        assert [(m.sign.gloss, m.by, m.rank) for m in matches[:1]] == [("bye", "meaning", 1)]
        assert matches[0].confidence is None
        assert matches[0].fits
        assert dictionary.find("gratitude", ["ase"])[0].sign.sign_language == "ase"
        assert dictionary.find("🦄") == dictionary.find("谢谢") == dictionary.find("") == []
        assert dictionary.find("x" * 10_000) == []


def test_a_model_that_compares_texts_finds_signs_of_other_languages(tmp_path):
    with opened(with_starter(tmp_path), Knowing) as dictionary:
        assert [match.sign.gloss for match in dictionary.mean("greeting", ["psp"])] == [
            "good morning"
        ]


def test_a_prefix_match_is_followed_by_matches_by_meaning(tmp_path):
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        entry = NewClip("close the window", "ase", "mine", "digest")
        library.add_clip(entry, a_pose(9), PositionEncoder.name, None)
    with opened(where, lambda: Knowing(wind=(1, 0, 0))) as dictionary:
        matches = dictionary.find("wind")
        assert [(match.sign.gloss, match.by) for match in matches[:2]] == [
            ("close the window", "words"),
            ("hello", "meaning"),
        ]
        assert [match.rank for match in matches] == list(range(1, len(matches) + 1))


def test_a_typo_finds_the_intended_sign_first(tmp_path):
    with opened(with_starter(tmp_path), Knowing) as dictionary:
        assert dictionary.find("helo")[0].sign.gloss == "hello"
        assert dictionary.find("helo")[0].by == "words"


def test_a_correctly_spelled_word_is_not_a_typo(tmp_path):
    encoder = Knowing(hallow=(0, 1, 0))
    with opened(with_starter(tmp_path), lambda: encoder) as dictionary:
        assert dictionary.find("hallow")[0].sign.gloss == "thank you"
        assert {match.by for match in dictionary.find("hallow")} == {"meaning"}


def test_dot_scores_compare_clips(tmp_path):
    class Both(Knowing):
        def raw_texts(self, prompts):
            return PositionEncoder().raw_texts(prompts)

    with opened(with_starter(tmp_path), Both) as dictionary:
        by_dot = dictionary.mean("hello", ["ase"], score="dot")
        vector = PositionEncoder().raw_texts(["<en> <ase> hello"])[0]
        clip = by_dot[0].sign.clips[0]
        own = PositionEncoder().raw_poses([dictionary.pose(clip.id)])[0]
        assert_allclose(by_dot[0].score, own @ vector, atol=1e-2)


def many(count=600):
    return Names(*((number, "ase", f"word {number}") for number in range(1, count)), *FEW)


def test_an_impatient_search_uses_the_names_embedded_so_far(tmp_path):
    encoder = Knowing()
    search = SemanticSearch(tmp_path, many(), encoder)
    assert search.nearest("greeting", 9, ["ins"], patient=False) == {}
    assert 0 < len(encoder.read) < 300
    assert search.unread > 300
    assert list(search.nearest("greeting", 9, ["ins"])) == [3]
    assert search.unread == 0


def test_each_name_is_embedded_once_in_steps(tmp_path):
    encoder = Knowing()
    search = SemanticSearch(tmp_path, many(), encoder)
    steps = [*search.learn()]
    assert len(steps) > 2
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[0].total == 599 + len({text for *_, text in FEW})
    assert [*search.learn()] == []
    words = [text for text in encoder.read if text.startswith("word")]
    assert len(words) == len(set(words)) == 599


def test_names_embedded_before_a_stop_are_stored(tmp_path):
    steps = SemanticSearch(tmp_path, many(), Knowing()).learn()
    for _ in range(4):
        next(steps)
    steps.close()
    encoder = Knowing()
    again = SemanticSearch(tmp_path, many(), encoder)
    again.open()
    assert 0 < again.unread < 600 - 64
    assert again.nearest("greeting", 9) == SemanticSearch(
        tmp_path / "a", many(), Knowing()
    ).nearest("greeting", 9)
    assert "word 1" not in encoder.read[2:]


def test_learning_stops_if_the_signs_change(tmp_path):
    combined = many()
    search = SemanticSearch(tmp_path, combined, Knowing())
    steps = search.learn()
    next(steps)
    combined.generation = "2"
    assert search.unread
    assert len([*steps]) == 0


def test_only_names_of_words_in_the_spoken_languages_of_the_model_are_compared(tmp_path):
    with Library.open(tmp_path / "library.db") as library:
        for number, (gloss, spoken) in enumerate((("sauf", "fr"), ("except", "en"), ("x", ""))):
            entry = NewClip(gloss, "fsl", "made", str(number), spoken_language=spoken,
                            translations=(("en", f"{gloss} in English"),))  # fmt: skip
            library.add_clip(entry, a_pose(number), "m", None)
        letter = NewClip("L", "gss", "made", "l", spoken_language="en", kind="letter")
        library.add_clip(letter, a_pose(9), "m", None)
        texts = {text for _, _, text in library.query(records.names, ("en",))}
        every = {text for _, _, text in library.query(records.names)}
    assert texts == {
        "sauf in English", "except", "except in English", "x", "x in English",
    }  # fmt: skip
    assert every == texts | {"sauf"}
