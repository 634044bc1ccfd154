"""How scores of clips become a list of signs."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.core.types import Clip, Match, Sign, Source
from signdict.search.ranking import (
    agreed,
    best_queries,
    best_scores,
    by_gloss,
    identity,
    is_same,
    joined,
    merged,
    mirrored,
    ranked,
    vote,
    vote_rows,
)

SCORES = st.lists(st.floats(-1, 1), min_size=1, max_size=6)


def sign(number, gloss="hello", language="ase", variant="", clips=()):
    return Sign(
        number, gloss, language, variant=variant, clips=tuple(Clip(c, number) for c in clips)
    )


def test_a_merged_sign_has_the_sources_of_all_each_once():
    signs = {n: replace(sign(n, clips=(n,)), source=Source(name)) for n, name in enumerate("abab")}
    (match,) = ranked(
        {0: 0.9, 1: 0.8, 2: 0.7, 3: 0.6}, signs, 8, dict.fromkeys(signs, 0.5), "words"
    )
    assert [source.name for source in match.sources] == ["a", "b"]
    assert match.as_json()["sources"] == ["a", "b"]
    assert [clip.id for clip in match.clips] == [0, 1, 2, 3]


def test_variants_shown_as_one_have_the_sources_of_all():
    signs = [
        replace(sign(n, variant=name, clips=(n,)), source=Source(name))
        for n, name in enumerate(("", "b", ""), 1)
    ]
    matches = [Match(1, each, 0.9, 0.5) for each in signs]
    (match,) = by_gloss(matches, 8)
    assert [source.name for source in match.sources] == ["", "b"]


def test_a_clip_has_its_best_score():
    assert best_scores([(1, 0.2), (2, 0.9)], [(1, 0.7), (3, -0.1)]) == {1: 0.7, 2: 0.9, 3: -0.1}


def test_clips_vote_for_their_sign_and_unknown_clips_do_not():
    assert vote({1: 0.5, 2: 0.8, 9: 1.0}, {1: 7, 2: 8}) == {7: 0.5, 8: 0.8}


def test_a_sign_with_two_clips_ranks_above_an_equal_sign_with_one():
    votes = vote({1: 0.8, 2: 0.8, 3: 0.8}, {1: 7, 2: 7, 3: 8})
    assert votes[7] > votes[8]


@given(SCORES)
def test_agreement_is_between_the_best_score_and_one(scores):
    assert max(scores) <= agreed(scores) <= 1


@given(SCORES, st.floats(-1, 1))
def test_another_clip_never_lowers_a_sign(scores, more):
    assert agreed([*scores, more]) >= agreed(scores) - 1e-12


@given(SCORES)
def test_the_order_of_clips_does_not_matter(scores):
    assert agreed(scores) == agreed(scores[::-1])


@pytest.mark.parametrize("count", [5, 60])
def test_many_poor_clips_do_not_outweigh_one_good_clip(count):
    assert agreed([0.4] * count) < agreed([0.5])


def test_only_the_two_best_clips_of_a_sign_count():
    assert agreed([0.6, 0.5, *[0.5] * 58]) == agreed([0.6, 0.5])


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(-1, 1, width=32)), min_size=1), st.data())
def test_the_vote_for_many_queries_is_the_vote_for_each(clips, data):
    _, signs = np.unique([sign for sign, _ in clips], return_inverse=True)
    second = data.draw(
        st.lists(st.floats(-1, 1, width=32), min_size=len(clips), max_size=len(clips))
    )
    scores = np.array([[score for _, score in clips], second], np.float32)
    for row, votes in zip(scores, vote_rows(scores, signs), strict=True):
        expected = vote(dict(enumerate(row.tolist())), dict(enumerate(signs.tolist())))
        np.testing.assert_allclose(votes, [expected[n] for n in range(len(votes))], atol=1e-5)


def test_costs_do_not_support_each_other():
    costs = np.float32([[-1.5, -3, -2], [-4, -1, -1.25]])
    votes = vote_rows(costs, np.array([0, 1, 1]))
    np.testing.assert_array_equal(votes, np.float32([[-1.5, -2], [-4, -1]]))


def test_the_same_sign_of_two_libraries_is_one_match_with_the_clips_of_both():
    signs = {1: sign(1, clips=(4,)), 2: sign(2, "Hello", clips=(5,)), 3: sign(3, "bye")}
    confidence = {1: 0.3, 2: 0.45, 3: 0.35}
    matches = ranked({1: 0.6, 2: 0.9, 3: 0.7}, signs, 8, confidence, "signing")
    assert [(m.rank, m.sign.id, m.score, m.confidence) for m in matches] == [
        (1, 2, 0.9, 0.45),
        (2, 3, 0.7, 0.35),
    ]
    assert [clip.id for clip in matches[0].sign.clips] == [5, 4]


@pytest.mark.parametrize("other", [sign(2, "bye"), sign(2, language="ins"), sign(2, variant="alt")])
def test_signs_that_differ_in_gloss_language_or_variant_are_not_merged(other):
    assert identity(sign(1)) != identity(other)
    scores = {1: 1.0, 2: 1.0}
    assert len(ranked(scores, {1: sign(1), 2: other}, 8, scores, "words")) == 2


def of(source, number, gloss, clips=()):
    return replace(sign(number, gloss, clips=clips), source=Source(source))


def test_what_one_source_spells_differently_is_not_merged():
    signs = [of("a", 1, "Weg"), of("a", 2, "weg"), of("b", 3, "weg", (5,)), of("c", 4, "WEG")]
    assert [(s.gloss, len(s.clips)) for s in merged(signs)] == [("Weg", 0), ("weg", 1)]
    assert not is_same(signs[0], signs[1])
    assert is_same(signs[0], signs[2])
    assert not is_same(of("a", 1, "Buße"), of("b", 2, "Busse"))
    matches = [Match(n, entry, 1 / n, 0.2) for n, entry in enumerate(signs, start=1)]
    assert [m.sign.gloss for m in by_gloss(matches, 8)] == ["Weg", "weg"]
    assert [m.sign.gloss for m in joined(matches[1:2], matches, 8)] == ["weg", "Weg"]
    one, other = of("a", 1, "WEG", (5,)), of("b", 2, "Weg", (6,))
    twice = [Match(1, merged(pair)[0], 1, 1) for pair in ([one, other], [other, one])]
    assert [m.sign.gloss for m in joined(twice[:1], twice[1:], 8)] == ["WEG"]


def test_equal_scores_are_listed_by_gloss_then_language_then_variant():
    signs = {
        n: sign(n, *what)
        for n, what in enumerate([("b", "ase"), ("a", "psp"), ("a", "ase", "x"), ("a", "ase")])
    }
    scores = dict.fromkeys(signs, 0.5)
    assert [m.sign.id for m in ranked(scores, signs, 8, scores, "words")] == [3, 2, 1, 0]


def test_the_limit_applies_and_unknown_signs_are_skipped():
    signs = {n: sign(n, f"{n}") for n in range(5)}
    scores = {9: 1.0, 1: 0.9, 2: 0.8, 3: 0.7}
    assert [m.sign.id for m in ranked(scores, signs, 2, scores, "words")] == [1, 2]


def test_the_query_with_the_better_score_wins_and_the_first_if_equal():
    plain, mirror = [(1, 0.2), (2, 0.9), (4, 0.5)], [(1, 0.7), (3, -0.1), (4, 0.5)]
    assert best_queries(plain, mirror) == {1: 1, 2: 0, 3: 1, 4: 0}


def test_a_match_is_mirrored_if_its_best_clip_matches_the_mirror_image():
    plain = [Match(1, sign(1, clips=(4, 5)), 0.9, 0.9), Match(2, sign(2, clips=(6,)), 0.5, 0.5)]
    matches = mirrored(plain, {4: 0.3, 5: 0.9, 6: 0.5}, {4: 0, 5: 1, 6: 0})
    assert [match.mirrored for match in matches] == [True, False]


def test_the_clips_of_a_match_are_ordered_by_score():
    matches = mirrored([Match(1, sign(1, clips=(3, 4, 5)), 1, 1)], {4: 0.3, 5: 0.9}, {4: 0, 5: 0})
    assert [clip.id for clip in matches[0].sign.clips] == [5, 4, 3]


VARIANTS = [
    Match(1, sign(1, clips=(4,)), 0.9, 0.5, "signing"),
    Match(2, sign(2, "bye"), 0.8, 0.2, "signing"),
    Match(3, sign(3, "Hello", variant="alt", clips=(5, 6)), 0.7, 0.1, "signing"),
    Match(4, sign(4, language="ins"), 0.6, 0.1, "signing"),
]


def test_variants_of_a_gloss_are_one_match_at_the_place_of_the_best():
    matches = by_gloss(VARIANTS, 8)
    assert [(m.rank, m.sign.id, len(m.variants)) for m in matches] == [
        (1, 1, 1),
        (2, 2, 0),
        (3, 4, 0),
    ]
    assert [clip.id for clip in matches[0].clips] == [4, 5, 6]


def test_probabilities_of_variants_add_up_and_stay_below_one():
    assert by_gloss(VARIANTS, 8)[0].confidence == pytest.approx(0.6)
    twice = [replace(match, confidence=0.9) for match in VARIANTS]
    assert by_gloss(twice, 8)[0].confidence == 1


def test_a_text_search_has_the_highest_confidence_of_the_variants():
    typed = [replace(match, by="words") for match in VARIANTS]
    assert by_gloss(typed, 8)[0].confidence == 0.5


def test_without_confidences_every_match_fits_and_variants_have_none_together():
    signs = {1: sign(1), 2: sign(2, "bye")}
    matches = ranked({1: 0.6, 2: 0.9}, signs, 8, None, "meaning", least=0.7)
    assert [(m.sign.id, m.confidence, m.fits) for m in matches] == [
        (2, None, True),
        (1, None, True),
    ]
    variants = [replace(match, by="meaning", confidence=None) for match in VARIANTS]
    assert by_gloss(variants, 8)[0].confidence is None


def test_a_gloss_fits_if_one_of_its_variants_does():
    poor = [replace(match, fits=match.rank == 3) for match in VARIANTS]
    assert [match.fits for match in by_gloss(poor, 8)] == [True, False, False]


def test_the_limit_counts_glosses_with_all_their_variants():
    assert [(m.sign.id, len(m.variants)) for m in by_gloss(VARIANTS, 1)] == [(1, 1)]
