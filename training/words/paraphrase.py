"""Draws texts that people may type for a meaning of WordNet: words, definitions, parts of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from training.words.wordnet import WordNet, split
from training.words.wordspace import FUNCTION_WORDS, WordSpace, content_words

_ASIDE = re.compile(r"\([^)]*\)")
#: The probability that a word of a definition is replaced by another one.
_REPLACE = 0.15
#: A word in more definitions than this is too common to describe a meaning.
_COMMON = 80
_JOINTS = ("", "that", "for", "of", "with", "in", "which")
#: The relations that lead to related meanings, which are hard to distinguish.
_NEAR = ("@", "~", "&", "+", "=", "!", "^", "#p", "%p", "*", "$")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is typed, and the weights of the rows of the word space that it combines."""

    words: str
    parts: Mapping[int, float]
    meaning: int  # -1: several meanings


@dataclass
class Paraphrases:
    """Draws meanings, preferably frequent ones, and texts for each."""

    space: WordSpace
    tags: tuple[str, ...]  # may precede a text, without changing its meaning
    _cumulative: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self._cumulative = self._probabilities()
        self._forms: dict[str, list[str]] = {}
        for form, word in self.net.forms():
            self._forms.setdefault(word, []).append(form)

    @property
    def net(self) -> WordNet:
        """The source of the meanings."""
        return self.space.net

    def meanings(self, rng: Generator, count: int, family: int) -> list[int]:
        """Draw different meanings: some at random, and for each a few related ones."""
        drawn: dict[int, None] = {}
        while len(drawn) < count:
            first = self._any(rng)
            drawn[first] = None
            for _ in range(family - 1):
                drawn[self._walk(rng, first)] = None
        return list(drawn)[:count]

    def two(self, rng: Generator, meaning: int) -> list[Text]:
        """Draw two texts of one meaning: one of its words, and another text."""
        drawn = rng.random()
        kind = self._described if drawn < 0.2 else self._defined if drawn < 0.75 else self._word
        return [self._tagged(rng, text) for text in (self._word(rng, meaning), kind(rng, meaning))]

    def phrase(self, rng: Generator, meaning: int) -> Text:
        """Draw a few related words; the phrase combines their rows."""
        words: list[str] = []
        for _ in range(int(rng.integers(2, 5))):
            near = self._walk(rng, meaning) if rng.random() < 0.8 else self._any(rng)
            words.append(_choice(rng, self.net.synsets[near].words).lower())
        rows = {row: float(self.space.weight[row]) for w in words for row in self.space.named(w)}
        return self._tagged(rng, Text(" ".join(words), rows, -1))

    def _word(self, rng: Generator, meaning: int) -> Text:
        """Draw a word of a meaning, with the word's row, or with a hint and the meaning's row."""
        word = self._lemma(rng, meaning)
        row = self.space.number.get(word.lower())
        own = {self.space.of_meaning(meaning): 1.0}
        if rng.random() < 0.2:
            return Text(f"{word} ({self._hint(rng, meaning)})", own, meaning)
        shown = self._form(rng, word, self.net.synsets[meaning].part)
        return Text(shown, own if row is None else {row: 1.0}, meaning)

    def _defined(self, rng: Generator, meaning: int) -> Text:
        """Draw the definition, a clause of it, or most of its words; sometimes an example."""
        synset = self.net.synsets[meaning]
        text = synset.definition
        own = {self.space.of_meaning(meaning): 1.0}
        if synset.examples and rng.random() < 0.1:
            text = _choice(rng, synset.examples)
        if rng.random() < 0.7:
            text = " ".join(_ASIDE.sub(" ", text).split()) or text
        clauses = text.split(";")
        if rng.random() < 0.6:
            text = _choice(rng, tuple(clauses)).strip() or text
        words = [self._replaced(rng, word) for word in text.split()]
        if len(words) > 3 and rng.random() < 0.1:
            words = [words[number] for number in rng.permutation(len(words))]
        if len(words) > 3 and rng.random() < 0.6:
            mask = rng.random(len(words)) < rng.uniform(0.55, 1)
            words = [word for word, keep in zip(words, mask, strict=True) if keep] or words
        if words[0] in FUNCTION_WORDS and len(words) > 2 and rng.random() < 0.5:
            words = words[1:]
        return Text(" ".join(words[:20]), own, meaning)

    def _described(self, rng: Generator, meaning: int) -> Text:
        """Draw a hypernym and words of a definition that uses a word of this meaning."""
        synset = self.net.synsets[meaning]
        users = self._defined_with(meaning)
        if not len(users):
            return self._defined(rng, meaning)
        near = self.net.synsets[int(rng.choice(users))]
        own = {split(word)[0] for word in synset.words if split(word)}
        related = [
            word for word in content_words(near.definition) if self.net.stem(word) not in own
        ]
        if len(related) < 3:
            related += content_words(synset.definition)
        count = int(rng.integers(1, 4)) if related else 0
        chosen = [_choice(rng, tuple(related)) for _ in range(count)]
        above = [other for kind, other in synset.pointers if kind == "@"]
        first = self._lemma(rng, above[0]) if above and rng.random() < 0.8 else ""
        words = [first, _choice(rng, _JOINTS) if first else "", *dict.fromkeys(chosen)]
        text = " ".join(word for word in words if word)
        return Text(text or near.words[0], {self.space.of_meaning(meaning): 1.0}, meaning)

    def _defined_with(self, meaning: int) -> np.ndarray:
        """Return the meanings whose definitions contain a word that usually has this meaning."""
        rows = [
            self.space.number[word]
            for word in self.net.synsets[meaning].words
            if word in self.space.number and self.net.senses[word][0].synset == meaning
        ]
        parts = [self.space.defined[[row]].indices for row in rows]
        meanings = np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
        return meanings if len(meanings) <= _COMMON else meanings[:0]

    def _replaced(self, rng: Generator, word: str) -> str:
        """Return a word, or sometimes another one with its usual meaning or with a hypernym."""
        senses = self.net.senses.get(self.net.stem(word.lower()), ())
        if word in FUNCTION_WORDS or not senses or rng.random() > _REPLACE:
            return word
        usual = max(senses, key=lambda sense: (sense.count, -sense.rank)).synset
        above = [other for kind, other in self.net.synsets[usual].pointers if kind == "@"]
        chosen = above[0] if above and rng.random() < 0.5 else usual
        return self._lemma(rng, chosen)

    def _hint(self, rng: Generator, meaning: int) -> str:
        """Draw a hint in parentheses behind a word with several meanings."""
        synset = self.net.synsets[meaning]
        words = content_words(synset.definition)
        above = [other for kind, other in synset.pointers if kind in ("@", "&", ";c")]
        if above and (rng.random() < 0.5 or not words):
            return self._lemma(rng, above[int(rng.integers(len(above)))])
        return _choice(rng, tuple(words)) if words else self._lemma(rng, meaning)

    def _lemma(self, rng: Generator, meaning: int) -> str:
        return _choice(rng, self.net.synsets[meaning].words)

    def _form(self, rng: Generator, word: str, part: str) -> str:
        """Return a word, or sometimes an inflected form."""
        if rng.random() > 0.15 or part in ("adv", "adj"):
            return word
        odd = self._forms.get(word.lower())
        if odd:
            return _choice(rng, tuple(odd))
        ends = ("s",) if part == "noun" else ("s", "ed", "ing")
        end = _choice(rng, ends)
        stem = word[:-1] if word.endswith("e") and end != "s" else word
        if end == "s" and word.endswith(("s", "x", "z", "ch", "sh")):
            return word + "es"
        if word.endswith("y") and end in ("s", "ed") and word[-2:-1] not in tuple("aeiou"):
            return word[:-1] + ("ies" if end == "s" else "ied")
        return stem + end

    def _tagged(self, rng: Generator, text: Text) -> Text:
        """Put two tags before half of the texts, as in prompts."""
        if not self.tags or rng.random() < 0.5:
            return text
        front = " ".join(_choice(rng, self.tags) for _ in range(2))
        return Text(f"{front} {text.words}", text.parts, text.meaning)

    def _walk(self, rng: Generator, meaning: int) -> int:
        """Draw a meaning one or two relations away."""
        for _ in range(int(rng.integers(1, 3))):
            near = [other for kind, other in self.net.synsets[meaning].pointers if kind in _NEAR]
            if not near:
                break
            meaning = near[int(rng.integers(len(near)))]
        return meaning

    def _any(self, rng: Generator) -> int:
        return int(np.searchsorted(self._cumulative, rng.random()))

    def _probabilities(self) -> np.ndarray:
        """Return the cumulative probability of each meaning."""
        weight = np.full(len(self.net.synsets), 0.0)
        for word, senses in self.net.senses.items():
            used = self.space.used[self.space.number[word]]
            for sense in senses:
                known = np.log1p(sense.count) + 0.5 * np.log1p(used) / (1 + sense.rank)
                weight[sense.synset] = max(weight[sense.synset], known)
        plain = [any(w.isalpha() and w.islower() for w in s.words) for s in self.net.synsets]
        weight = np.where(plain, 1.0, 0.4) * (0.15 + weight) ** 0.7  # less for names and compounds
        cumulative: np.ndarray = np.cumsum(weight / weight.sum())
        cumulative[-1] = 1
        return cumulative


def _choice(rng: Generator, words: tuple[str, ...]) -> str:
    return words[int(rng.integers(len(words)))]
