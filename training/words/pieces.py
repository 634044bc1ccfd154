"""The word pieces of a text tower: whole words that are usual, and parts for all others."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from training.words.wordnet import WordNet

#: Letters and signs that every text may hold.
_LETTERS = [chr(c) for c in (*range(33, 127), *range(0xDF, 0x100)) if not chr(c).isupper()]

_WORD = re.compile(r"[^\W\d_]+")
#: Letters of a part, and how often a rare word counts at most.
_LONGEST, _OFTEN = 7, 200


def usual(net: WordNet, glosses: Iterable[str] = ()) -> Counter[str]:
    """How usual each word is, in definitions, examples, compounds and the texts tagged by hand.

    Forms count for their word and a little for themselves, names less than other words; words of
    `glosses` come before all others, if WordNet knows them.
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
