"""The word pieces of a text tower: whole words that are usual, and parts for all others."""

from collections import Counter
from collections.abc import Mapping, Sequence

from training.wordnet import WordNet, split

#: Letters and signs that every text may hold.
_LETTERS = [chr(c) for c in (*range(33, 127), *range(0xDF, 0x100)) if not chr(c).isupper()]

#: Letters of a part, and how often a rare word counts at most.
_LONGEST, _OFTEN = 7, 20


def usual(net: WordNet) -> Counter[str]:
    """How usual each word is, in definitions, examples, compounds and the texts tagged by hand."""
    words: Counter[str] = Counter()
    for synset in net.synsets:
        for text in (synset.definition, *synset.examples):
            words.update(split(text))
    for lemma, senses in net.senses.items():
        tagged = sum(sense.count for sense in senses)
        for word in split(lemma):
            words[word] += 1 + 3 * tagged
    return words


def vocabulary(words: Mapping[str, int], tags: Sequence[str], whole: int, parts: int) -> list[str]:
    """So many whole words and parts, beside marks, tags and letters."""
    order = sorted(words, key=lambda word: (-words[word], word))
    kept = order[:whole]
    rest = {word: words[word] for word in order[whole:]}
    pieces = [*_LETTERS, *(f"##{letter}" for letter in _LETTERS), *kept, *_parts(rest, parts)]
    return list(dict.fromkeys(["[PAD]", "[UNK]", *tags, *pieces]))


def _parts(words: Mapping[str, int], many: int) -> list[str]:
    """Beginnings of words, and what they go on with, that say most letters of them at once."""
    first: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for word, count in words.items():
        weight = min(count, _OFTEN)
        for end in range(2, min(len(word), _LONGEST) + 1):
            first[word[:end]] += weight * (end - 1)
        for start in range(1, len(word) - 1):
            for end in range(start + 2, min(len(word), start + _LONGEST) + 1):
                ends = 2 if end == len(word) else 1  # "##ness" rather than "##nes"
                inside[f"##{word[start:end]}"] += weight * (end - start - 1) * ends
    half = many // 2
    return [piece for part in (first, inside) for piece in _largest(part, half)]


def _largest(counts: Counter[str], many: int) -> list[str]:
    return sorted(counts, key=lambda piece: (-counts[piece], piece))[:many]
