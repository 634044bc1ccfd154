"""The word pieces of a text tower: frequent words, and parts for all other words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from training.words.wordnet import WordNet

#: Letters and punctuation that any text may contain.
_LETTERS = [chr(c) for c in (*range(33, 127), *range(0xDF, 0x100)) if not chr(c).isupper()]

_WORD = re.compile(r"[^\W\d_]+")
#: Most letters of a part, and the highest count of a word in the choice of parts.
_LONGEST, _HIGHEST = 7, 200


def frequencies(net: WordNet, glosses: Iterable[str] = ()) -> Counter[str]:
    """Count words in definitions, examples, compounds and the texts that were tagged by hand.

    Inflected forms count for their word, and a little for themselves; names count less than other
    words. Words of `glosses` that WordNet knows come before all others.
    """
    words: Counter[str] = Counter()
    for text in (t for synset in net.synsets for t in (synset.definition, *synset.examples)):
        words.update(_WORD.findall(text.lower()))
    for lemma, senses in net.senses.items():
        tagged = sum(sense.count for sense in senses)
        for word in _WORD.findall(lemma):
            words[word] += 1 + 3 * tagged
    counts: Counter[str] = Counter()
    for form, count in words.items():
        stem = net.stem(form)
        counts[stem] += 10 * count
        if stem != form:
            counts[form] += count
    for lemma, senses in net.senses.items():
        if lemma in counts and not any(lemma in net.synsets[s.synset].words for s in senses):
            counts[lemma] = counts[lemma] * 3 // 10
    stems = (net.stem(word) for gloss in glosses for word in _WORD.findall(gloss.lower()))
    return counts + Counter({stem: 1_000_000 for stem in stems if stem in net.senses})


def vocabulary(words: Mapping[str, int], tags: Sequence[str], whole: int, parts: int) -> list[str]:
    """Return marks, tags, letters, the `whole` most frequent words, and `parts` parts of words."""
    order = sorted(words, key=lambda word: (-words[word], word))
    frequent = order[:whole]
    rest = {word: words[word] for word in order[whole:]}
    pieces = [*_LETTERS, *(f"##{letter}" for letter in _LETTERS), *frequent, *_parts(rest, parts)]
    return list(dict.fromkeys(["[PAD]", "[UNK]", *tags, *pieces]))


def _parts(words: Mapping[str, int], limit: int) -> list[str]:
    """Return the beginnings and inner parts of words that save the most pieces."""
    first: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for word, count in words.items():
        weight = min(count, _HIGHEST)
        for end in range(2, min(len(word), _LONGEST) + 1):
            first[word[:end]] += weight * (end - 1)
        for start in range(1, len(word) - 1):
            for end in range(start + 2, min(len(word), start + _LONGEST) + 1):
                ends = 2 if end == len(word) else 1  # "##ness" rather than "##nes"
                inside[f"##{word[start:end]}"] += weight * (end - start - 1) * ends
    half = limit // 2
    return [piece for part in (first, inside) for piece in _largest(part, half)]


def _largest(counts: Counter[str], limit: int) -> list[str]:
    return sorted(counts, key=lambda piece: (-counts[piece], piece))[:limit]
