"""Analogies: a - b + c should lie near d, as king - man + woman near queen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signdict.search.index import unit

Vectors = NDArray[np.float32]
Analogy = tuple[str, str, str, str]

#: The published one, one for the signs of small dictionaries, and some of words built alike.
ANALOGIES: tuple[Analogy, ...] = (
    ("king", "man", "woman", "queen"),
    ("he", "man", "woman", "she"),
    ("black hair", "black", "brown", "brown hair"),
    ("boxing glove", "boxing", "baseball", "baseball glove"),
    ("bedtime", "bed", "bath", "bathtime"),
    ("babysitter", "babysit", "announce", "announcer"),
    ("babysitter", "babysit", "clean", "cleaner"),
    ("chemist", "chemistry", "audiology", "audiologist"),
    ("chalkboard", "chalk", "black", "blackboard"),
    ("backpacking", "backpack", "camp", "camping"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Where d came among `among` candidates, by a - b + c and by c alone, and what came first."""

    analogy: Analogy
    rank: int
    alone: int
    among: int
    first: str


def answer(analogy: Analogy, vectors: Mapping[str, Vectors]) -> Answer:
    """Rank all glosses but a, b and c by their cosine with a - b + c, unit vectors each.

    `alone` is the rank of d by c alone: where it is as good, the analogy says nothing. Equal
    scores count against d.
    """
    a, b, c, d = analogy
    names = [name for name in vectors if name not in (a, b, c)]
    matrix = unit(np.stack([vectors[name] for name in names]))
    parts = unit(np.stack([vectors[name] for name in (a, b, c)]))
    by_all, by_one = matrix @ (parts[0] - parts[1] + parts[2]), matrix @ parts[2]
    own = names.index(d)
    return Answer(
        analogy,
        int((by_all >= by_all[own]).sum()),
        int((by_one >= by_one[own]).sum()),
        len(names),
        names[int(by_all.argmax())],
    )


def answered(
    vectors: Mapping[str, Vectors], analogies: Sequence[Analogy] = ANALOGIES
) -> list[Answer]:
    """Answer the analogies all of whose glosses have a vector (D,)."""
    return [answer(one, vectors) for one in analogies if all(word in vectors for word in one)]
