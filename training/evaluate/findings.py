"""The analyses as tables, each with what it can and cannot mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signdict.core.vectors import unit
from signdict.linguistics import similarity
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, prompts
from training.tables import Cell, ReportTable

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


CONFOUNDED = (
    "Warning: as far as each language has its own signers, camera or avatar, a difference between "
    "languages is a difference between these as well."
)


def content(readings: LabelledEmbeddings, concepts: Sequence[str]) -> ReportTable:
    """What there is to analyse; `concepts` (n) names what each clip means."""
    rows: list[Mapping[str, Cell]] = []
    languages = readings.column("sign_language")
    for name in np.unique(languages):
        on = languages == name
        signers = set(readings.column("signer")[on]) - {""}
        rows.append(
            {
                "sign language": str(name),
                "concepts": len({one for one, here in zip(concepts, on, strict=True) if here}),
                "clips": int(on.sum()),
                "sources": ", ".join(sorted(set(readings.column("source")[on]))),
                "signers": ", ".join(sorted(signers)) or "not told",
            }
        )
    notes = (CONFOUNDED, *readings.told)
    return ReportTable("What was analysed", {key: key for key in rows[0]}, rows, notes)


def iconicity(spreads: Sequence[similarity.Spread], least: int) -> ReportTable:
    """How far apart the languages sign each concept that they share."""
    rows: list[Mapping[str, Cell]] = [
        {
            "concept": one.concept,
            "languages": ", ".join(one.languages),
            "spread": one.score,
            "chance": one.chance,
        }
        for one in spreads
    ]
    notes = (
        f"{len(rows)} concepts are in at least {least} languages; the paper had 302 in 37.",
        "Spread: sum over dimensions of the standard deviation over languages. Low may mean "
        "iconic, or a gesture that all know, or clips that look alike for another reason. "
        "Compare only concepts of as many languages. The last column is for one concept: of "
        "20 concepts one is below 5 by luck.",
        CONFOUNDED,
    )
    heads = {"concept": "concept", "languages": "languages", "spread": "spread"}
    heads["chance"] = "random groups as close, %"
    return ReportTable("Iconicity: spread of a concept over languages", heads, rows, notes)


def answers(
    encoder: ClipEncoder,
    readings: LabelledEmbeddings,
    found: similarity.VectorsByConcept,
    asked: Sequence[Analogy],
) -> ReportTable:
    """Analogies of texts, in the language with most signs that the model knows, and of signs."""
    rows: list[Mapping[str, Cell]] = []
    known = {fact.sign_language: fact for fact in readings.facts if prompts(encoder.prompts, fact)}
    if known:
        most = max(sorted(known), key=lambda name: len(found[name]))
        words = sorted({word for one in asked for word in one} | set(found[most]))
        texts = encoder.prompts.of(words, most, known[most].spoken_language)
        vectors = dict(zip(words, encoder.raw_texts(texts), strict=True))
        for one in answered(vectors, asked):
            unknown = [word for word in one.analogy if not encoder.knows(word)]
            rows.append(_answer(f"text, {most}", one) | {"unknown": ", ".join(unknown)})
    for name, own in found.items():
        rows += [_answer(f"signs, {name}", one) for one in answered(own, asked)]
    missing = sum(all(not set(one) <= set(own) for own in found.values()) for one in asked)
    notes = (
        "a - b + c, its nearest gloss, and the rank of d; a, b and c are no candidates. By c "
        "alone: the rank of d among what is near c. Where that is as good, the analogy adds "
        "nothing. One question each: a rank is an anecdote, not a rate.",
        f"For {missing} of {len(asked)} analogies no language here has all four signs.",
    )
    keys = ("vectors", "a - b + c", "nearest", "d", "rank of d", "by c alone", "candidates")
    heads = {key: key for key in keys} | {"unknown": "words the model was not taught"}
    return ReportTable("Analogies", heads, rows, notes)


def _answer(vectors: str, one: Answer) -> dict[str, Cell]:
    a, b, c, d = one.analogy
    return {
        "vectors": vectors,
        "a - b + c": f"{a} - {b} + {c}",
        "nearest": one.first,
        "d": d,
        "rank of d": one.rank,
        "by c alone": one.alone,
        "candidates": one.among,
    }


def clip_search(alike: Sequence[similarity.LanguageSimilarity]) -> ReportTable:
    """How alike two languages sign what they share."""
    rows: list[Mapping[str, Cell]] = [
        {
            "languages": f"{one.first}, {one.second}",
            "shared": one.shared,
            "same": one.same,
            "other": one.other,
            "difference": one.difference,
            "chance": one.chance,
        }
        for one in alike
    ]
    heads = {
        "languages": "languages", "shared": "shared concepts", "same": "cosine, same concept",
        "other": "cosine, wrong pairs", "difference": "difference",
        "chance": "random pairings as high, %",
    }  # fmt: skip
    notes = (
        "Wrong pairs are the shared concepts, each with another's sign: who signs, and in front of "
        "which camera, is the same in both columns and falls out of the difference."
        if rows
        else "No two languages share two concepts.",
        f"Random pairings: {similarity.DRAWS:,}, seeded.",
    )
    return ReportTable("Likeness of languages over shared concepts", heads, rows, notes)


def nearest(vectors: Vectors, concepts: Sequence[str], languages: Sequence[str]) -> ReportTable:
    """Sign-language identification from the vectors alone."""
    names, taken = similarity.nearest_language(vectors, concepts, languages)
    rows: list[Mapping[str, Cell]] = []
    for number, name in enumerate(names):
        asked = int(taken[number].sum())
        row: dict[str, Cell] = {"clips of": name, "asked": asked}
        row |= {f"taken for {other}": int(n) for other, n in zip(names, taken[number], strict=True)}
        rows.append(row | {"share": float(taken[number, number] / asked) if asked else None})
    heads = {key: key for key in rows[0]} | {"share": "right, %"}
    shares = [float(str(row["share"])) for row in rows if row["share"] is not None]
    notes = (
        f"Mean over languages: {100 * np.mean(shares):.1f} %; by luck {100 / len(names):.1f} %."
        if len(shares) > 1
        else "There is one language alone, so there is none to tell apart.",
        "Each clip goes to the nearest mean of a language; the means leave out its own concept.",
        CONFOUNDED,
    )
    return ReportTable("Sign-language identification, nearest mean", heads, rows, notes)
