"""What people may type for a meaning of WordNet: its words, definitions, parts of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from training.words.wordnet import WordNet, split
from training.words.wordspace import LITTLE, Space

_ASIDE = re.compile(r"\([^)]*\)")
#: How often a word of a definition is another one.
_OTHERWISE = 0.15
#: What stands in so many definitions says little of each.
_COMMON = 80
_JOINTS = ("", "that", "for", "of", "with", "in", "which")
#: By which relations meanings are drawn that are hard to tell apart.
_NEAR = ("@", "~", "&", "+", "=", "!", "^", "#p", "%p", "*", "$")


@dataclass(frozen=True, slots=True)
class Text:
    """What is typed, and the rows of the space that it is made of, with how much of each."""

    words: str
    parts: Mapping[int, float]
    meaning: int  # -1: none in particular


@dataclass
class Paraphrases:
    """Draws meanings, usual ones most, and texts for each."""

    space: Space
    tags: tuple[str, ...]  # what may stand before a text, and means nothing
    _chance: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self._chance = self._usual()
        self._forms: dict[str, list[str]] = {}
        for form, word in self.net.forms():
            self._forms.setdefault(word, []).append(form)

    @property
    def net(self) -> WordNet:
        """Where the meanings come from."""
        return self.space.net

    def meanings(self, rng: Generator, many: int, family: int) -> list[int]:
        """Draw different meanings: some at random, and for each a few that are near it."""
        drawn: dict[int, None] = {}
        while len(drawn) < many:
            first = int(np.searchsorted(self._chance, rng.random()))
            drawn[first] = None
            for _ in range(family - 1):
                drawn[self._walk(rng, first)] = None
        return list(drawn)[:many]

    def two(self, rng: Generator, meaning: int) -> list[Text]:
        """Two texts of one meaning, one of its words and something else."""
        drawn = rng.random()
        kind = self._described if drawn < 0.2 else self._defined if drawn < 0.75 else self._word
        return [self._tagged(rng, text) for text in (self._word(rng, meaning), kind(rng, meaning))]

    def phrase(self, rng: Generator, meaning: int) -> Text:
        """A few words that have to do with each other, which mean what all of them do."""
        words: list[str] = []
        for _ in range(int(rng.integers(2, 5))):
            near = self._walk(rng, meaning) if rng.random() < 0.8 else self._any(rng)
            words.append(_one(rng, self.net.synsets[near].words).lower())
        rows = {row: float(self.space.weight[row]) for w in words for row in self.space.named(w)}
        return self._tagged(rng, Text(" ".join(words), rows, -1))

    def _word(self, rng: Generator, meaning: int) -> Text:
        """A word of a meaning, its own row; with something that tells which, the meaning's."""
        word = self._lemma(rng, meaning)
        row = self.space.number.get(word.lower())
        own = {self.space.of_meaning(meaning): 1.0}
        if rng.random() < 0.2:
            return Text(f"{word} ({self._hint(rng, meaning)})", own, meaning)
        shown = self._form(rng, word, self.net.synsets[meaning].part)
        return Text(shown, own if row is None else {row: 1.0}, meaning)

    def _defined(self, rng: Generator, meaning: int) -> Text:
        """The definition, a clause of it, or most of its words; or now and then an example."""
        synset = self.net.synsets[meaning]
        text = synset.definition
        own = {self.space.of_meaning(meaning): 1.0}
        if synset.examples and rng.random() < 0.1:
            text = _one(rng, synset.examples)
        if rng.random() < 0.7:
            text = " ".join(_ASIDE.sub(" ", text).split()) or text
        clauses = text.split(";")
        if rng.random() < 0.6:
            text = _one(rng, tuple(clauses)).strip() or text
        words = [self._other(rng, word) for word in text.split()]
        if len(words) > 3 and rng.random() < 0.1:
            words = [words[place] for place in rng.permutation(len(words))]
        if len(words) > 3 and rng.random() < 0.6:
            kept = rng.random(len(words)) < rng.uniform(0.55, 1)
            words = [w for w, keep in zip(words, kept, strict=True) if keep] or words
        if words[0] in LITTLE and len(words) > 2 and rng.random() < 0.5:
            words = words[1:]
        return Text(" ".join(words[:20]), own, meaning)

    def _described(self, rng: Generator, meaning: int) -> Text:
        """What it is a kind of, with words that go with it: of definitions that it stands in."""
        synset = self.net.synsets[meaning]
        places = self._stands_in(meaning)
        if not len(places):
            return self._defined(rng, meaning)
        near = self.net.synsets[int(rng.choice(places))]
        own = {split(word)[0] for word in synset.words if split(word)}
        told = [
            w for w in split(near.definition) if w not in LITTLE and self.net.stem(w) not in own
        ]
        told += [w for w in split(synset.definition) if w not in LITTLE] if len(told) < 3 else []
        chosen = [_one(rng, tuple(told)) for _ in range(int(rng.integers(1, 4)))] if told else []
        above = [other for kind, other in synset.pointers if kind == "@"]
        first = self._lemma(rng, above[0]) if above and rng.random() < 0.8 else ""
        words = [first, _one(rng, _JOINTS) if first else "", *dict.fromkeys(chosen)]
        text = " ".join(word for word in words if word)
        return Text(text or near.words[0], {self.space.of_meaning(meaning): 1.0}, meaning)

    def _stands_in(self, meaning: int) -> np.ndarray:
        """The meanings in whose definitions a word of this one stands, which usually means it."""
        rows = [
            self.space.number[word]
            for word in self.net.synsets[meaning].words
            if word in self.space.number and self.net.senses[word][0].synset == meaning
        ]
        parts = [self.space.defined[[row]].indices for row in rows]
        found = np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
        return found if len(found) <= _COMMON else found[:0]

    def _other(self, rng: Generator, word: str) -> str:
        """A word of a definition, or sometimes one of the same usual meaning or the next wider."""
        senses = self.net.senses.get(self.net.stem(word.lower()), ())
        if word in LITTLE or not senses or rng.random() > _OTHERWISE:
            return word
        usual = max(senses, key=lambda sense: (sense.count, -sense.rank)).synset
        above = [other for kind, other in self.net.synsets[usual].pointers if kind == "@"]
        chosen = above[0] if above and rng.random() < 0.5 else usual
        return self._lemma(rng, chosen)

    def _hint(self, rng: Generator, meaning: int) -> str:
        """What may stand in brackets behind a word that has many meanings."""
        synset = self.net.synsets[meaning]
        told = [word for word in split(synset.definition) if word not in LITTLE]
        above = [other for kind, other in synset.pointers if kind in ("@", "&", ";c")]
        if above and (rng.random() < 0.5 or not told):
            return self._lemma(rng, above[int(rng.integers(len(above)))])
        return _one(rng, tuple(told)) if told else self._lemma(rng, meaning)

    def _lemma(self, rng: Generator, meaning: int) -> str:
        return _one(rng, self.net.synsets[meaning].words)

    def _form(self, rng: Generator, word: str, part: str) -> str:
        """A word as it is, or sometimes in another form."""
        if rng.random() > 0.15 or part in ("adv", "adj"):
            return word
        odd = self._forms.get(word.lower())
        if odd:
            return _one(rng, tuple(odd))
        ends = ("s",) if part == "noun" else ("s", "ed", "ing")
        end = _one(rng, ends)
        stem = word[:-1] if word.endswith("e") and end != "s" else word
        if end == "s" and word.endswith(("s", "x", "z", "ch", "sh")):
            return word + "es"
        if word.endswith("y") and end in ("s", "ed") and word[-2:-1] not in tuple("aeiou"):
            return word[:-1] + ("ies" if end == "s" else "ied")
        return stem + end

    def _tagged(self, rng: Generator, text: Text) -> Text:
        """Half of the texts stand behind two tags, as prompts do."""
        if not self.tags or rng.random() < 0.5:
            return text
        front = " ".join(_one(rng, self.tags) for _ in range(2))
        return Text(f"{front} {text.words}", text.parts, text.meaning)

    def _walk(self, rng: Generator, meaning: int) -> int:
        """A meaning one or two relations away."""
        for _ in range(int(rng.integers(1, 3))):
            near = [other for kind, other in self.net.synsets[meaning].pointers if kind in _NEAR]
            if not near:
                break
            meaning = near[int(rng.integers(len(near)))]
        return meaning

    def _any(self, rng: Generator) -> int:
        return int(np.searchsorted(self._chance, rng.random()))

    def _usual(self) -> np.ndarray:
        """How likely each meaning is drawn, added up."""
        weight = np.full(len(self.net.synsets), 0.0)
        for word, senses in self.net.senses.items():
            used = self.space.used[self.space.number[word]]
            for sense in senses:
                known = np.log1p(sense.count) + 0.5 * np.log1p(used) / (1 + sense.rank)
                weight[sense.synset] = max(weight[sense.synset], known)
        plain = [any(w.isalpha() and w.islower() for w in s.words) for s in self.net.synsets]
        weight = np.where(plain, 1.0, 0.4) * (0.15 + weight) ** 0.7  # names and compounds less
        added: np.ndarray = np.cumsum(weight / weight.sum())
        added[-1] = 1
        return added


def _one(rng: Generator, among: tuple[str, ...]) -> str:
    return among[int(rng.integers(len(among)))]
