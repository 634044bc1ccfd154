"""When a sign of another language fits better than the best of those that are searched."""

import pytest

from signdict.core.types import Match, Sign
from signdict.search.ranking import BETTER, better


def match(score, gloss="water", language="ins", *, fits=True):
    return Match(1, Sign(1, gloss, language), score, 0.5, "signing", fits)


OWN = match(0.5, "rain", "ase")


@pytest.mark.parametrize(
    ("own", "other", "fits_better"),
    [
        ([OWN], match(0.5 + BETTER + 0.01), True),
        ([OWN], match(0.5 + BETTER - 0.01), False),
        ([OWN], match(0.9, fits=False), False),
        ([OWN], match(0.9, "RAIN"), False),
        ([], match(0.5), True),
        ([], match(0.5, fits=False), False),
    ],
    ids=["clearly", "hardly", "not close", "same gloss", "nothing else", "nothing at all"],
)
def test_it_fits_better(own, other, fits_better):
    assert better(own, [other]) is (other if fits_better else None)


def test_without_other_signs_none_fits_better():
    assert better([OWN], []) is None
