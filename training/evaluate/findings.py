"""The analyses as tables, each with notes on what it can and cannot mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from signdict.core.types import FloatArray
from signdict.core.vectors import unit
from signdict.linguistics import similarity
from training.evaluate.embeddings import ClipEncoder, LabelledEmbeddings, prompt
from training.tables import Cell, ReportTable

Analogy: TypeAlias = tuple[str, str, str, str]

#: The published analogy, one for the signs of small dictionaries, and some of similar words.
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
CONFOUNDED = (
    "Warning: if each language has its own signers, camera or avatar, a difference between "
    "languages is also a difference between these."
)


@dataclass(frozen=True, slots=True)
class AnalogyAnswer:
    """The rank of d among `candidates` by a - b + c and by c alone, and the first answer."""

    analogy: Analogy
    rank: int
    rank_by_c: int
    candidates: int
    first: str


def answer(analogy: Analogy, vectors: Mapping[str, FloatArray]) -> AnalogyAnswer:
    """Rank all glosses except a, b and c by their cosine with a - b + c, unit vectors each.

    If the rank by c alone is as good, the analogy adds nothing. A gloss with the score of d ranks
    before it.
    """
    a, b, c, d = analogy
    names = [name for name in vectors if name not in (a, b, c)]
    matrix = unit(np.stack([vectors[name] for name in names]))
    parts = unit(np.stack([vectors[name] for name in (a, b, c)]))
    by_all, by_c = matrix @ (parts[0] - parts[1] + parts[2]), matrix @ parts[2]
    own = names.index(d)
    return AnalogyAnswer(
        analogy,
        int((by_all >= by_all[own]).sum()),
        int((by_c >= by_c[own]).sum()),
        len(names),
        names[int(by_all.argmax())],
    )


def answers(
    vectors: Mapping[str, FloatArray], analogies: Sequence[Analogy] = ANALOGIES
) -> list[AnalogyAnswer]:
    """Answer the analogies whose glosses all have a vector (D,)."""
    known = (words for words in analogies if all(word in vectors for word in words))
    return [answer(analogy, vectors) for analogy in known]


def content_table(clips: LabelledEmbeddings, concepts: Sequence[str]) -> ReportTable:
    """Return what was analysed; `concepts` (n) are the concepts of the clips."""
    rows: list[Mapping[str, Cell]] = []
    languages = clips.column("sign_language")
    for name in np.unique(languages):
        mask = languages == name
        signers = set(clips.column("signer")[mask]) - {""}
        own = {concept for concept, chosen in zip(concepts, mask, strict=True) if chosen}
        rows.append(
            {
                "sign language": str(name),
                "concepts": len(own),
                "clips": int(mask.sum()),
                "sources": ", ".join(sorted(set(clips.column("source")[mask]))),
                "signers": ", ".join(sorted(signers)) or "not recorded",
            }
        )
    notes = (CONFOUNDED, *clips.skip_notes)
    return ReportTable("What was analysed", {key: key for key in rows[0]}, rows, notes)


def iconicity_table(spreads: Sequence[similarity.Spread], least: int) -> ReportTable:
    """Return how much the languages differ in each concept that they share."""
    rows: list[Mapping[str, Cell]] = [
        {
            "concept": spread.concept,
            "languages": ", ".join(spread.languages),
            "spread": spread.score,
            "chance": spread.chance,
        }
        for spread in spreads
    ]
    notes = (
        f"{len(rows)} concepts are in at least {least} languages; the paper had 302 in 37.",
        "Spread: the standard deviation over languages, summed over dimensions. A low value may "
        "mean that the sign is iconic, or a gesture that everybody knows, or that the clips look "
        "similar for another reason. Compare only concepts with the same number of languages. The "
        "last column is for a single concept: of 20 concepts, one is below 5 by chance.",
        CONFOUNDED,
    )
    heads = {"concept": "concept", "languages": "languages", "spread": "spread"}
    heads["chance"] = "random groups as close, %"
    return ReportTable("Iconicity: spread of a concept over languages", heads, rows, notes)


def analogy_table(
    encoder: ClipEncoder,
    clips: LabelledEmbeddings,
    signs: similarity.VectorsByConcept,
    analogies: Sequence[Analogy],
) -> ReportTable:
    """Return analogies of texts, in the largest language that the model knows, and of signs."""
    rows: list[Mapping[str, Cell]] = []
    known = {fact.sign_language: fact for fact in clips.facts if prompt(encoder.prompts, fact)}
    if known:
        largest = max(sorted(known), key=lambda name: len(signs[name]))
        words = sorted({word for analogy in analogies for word in analogy} | set(signs[largest]))
        texts = encoder.prompts.of(words, largest, known[largest].spoken_language)
        vectors = dict(zip(words, encoder.raw_texts(texts), strict=True))
        for result in answers(vectors, analogies):
            unknown = [word for word in result.analogy if not encoder.knows(word)]
            rows.append(_analogy_row(f"text, {largest}", result) | {"unknown": ", ".join(unknown)})
    for name, own in signs.items():
        rows += [_analogy_row(f"signs, {name}", result) for result in answers(own, analogies)]
    missing = sum(
        all(not set(analogy) <= set(own) for own in signs.values()) for analogy in analogies
    )
    notes = (
        "a - b + c, its nearest gloss, and the rank of d; a, b and c are not candidates. By c "
        "alone: the rank of d among the neighbours of c. Where that is as good, the analogy adds "
        "nothing. Each row is one question: a rank is an anecdote, not a rate.",
        f"For {missing} of {len(analogies)} analogies, no language here has all four signs.",
    )
    keys = ("vectors", "a - b + c", "nearest", "d", "rank of d", "by c alone", "candidates")
    heads = {key: key for key in keys} | {"unknown": "unknown words"}
    return ReportTable("Analogies", heads, rows, notes)


def _analogy_row(vectors: str, result: AnalogyAnswer) -> dict[str, Cell]:
    a, b, c, d = result.analogy
    return {
        "vectors": vectors,
        "a - b + c": f"{a} - {b} + {c}",
        "nearest": result.first,
        "d": d,
        "rank of d": result.rank,
        "by c alone": result.rank_by_c,
        "candidates": result.candidates,
    }


def similarity_table(pairs: Sequence[similarity.LanguageSimilarity]) -> ReportTable:
    """Return how similar the signs of two languages are for the concepts that they share."""
    rows: list[Mapping[str, Cell]] = [
        {
            "languages": f"{pair.first}, {pair.second}",
            "shared": pair.shared,
            "same": pair.same,
            "other": pair.other,
            "difference": pair.difference,
            "chance": pair.chance,
        }
        for pair in pairs
    ]
    heads = {
        "languages": "languages", "shared": "shared concepts", "same": "cosine, same concept",
        "other": "cosine, wrong pairs", "difference": "difference",
        "chance": "random pairings as high, %",
    }  # fmt: skip
    notes = (
        "Wrong pairs are the shared concepts, each paired with the sign of another concept. The "
        "signers and the cameras are the same in both columns and cancel in the difference."
        if rows
        else "No two languages share two concepts.",
        f"Random pairings: {similarity.DRAWS:,}, seeded.",
    )
    return ReportTable("Likeness of languages over shared concepts", heads, rows, notes)


def nearest_mean_table(
    vectors: FloatArray, concepts: Sequence[str], languages: Sequence[str]
) -> ReportTable:
    """Return sign-language identification by the nearest mean of a language."""
    names, counts = similarity.nearest_language(vectors, concepts, languages)
    rows: list[Mapping[str, Cell]] = []
    for number, name in enumerate(names):
        clips = int(counts[number].sum())
        row: dict[str, Cell] = {"clips of": name, "asked": clips}
        row |= {
            f"taken for {other}": int(count)
            for other, count in zip(names, counts[number], strict=True)
        }
        rows.append(row | {"share": float(counts[number, number] / clips) if clips else None})
    heads = {key: key for key in rows[0]} | {"asked": "clips", "share": "right, %"}
    shares = [float(str(row["share"])) for row in rows if row["share"] is not None]
    notes = (
        f"Mean over languages: {100 * np.mean(shares):.1f} %; chance {100 / len(names):.1f} %."
        if len(shares) > 1
        else "There is only one language.",
        "Each clip is assigned to the nearest mean of a language; the means exclude the clip's own "
        "concept.",
        CONFOUNDED,
    )
    return ReportTable("Sign-language identification, nearest mean", heads, rows, notes)
