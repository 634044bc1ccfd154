"""The kinds of signs: words, and the letters of manual alphabets."""

from typing import Final, Literal, TypeAlias, get_args

#: The kind of a sign: a word, or a letter or digit of a manual alphabet.
SignKind: TypeAlias = Literal["word", "letter"]
#: Every kind; the first is that of a sign for which no kind is named.
KINDS: Final[tuple[SignKind, ...]] = get_args(SignKind)
WORD: Final[SignKind] = "word"
LETTER: Final[SignKind] = "letter"


def kind_of(text: str) -> SignKind:
    """Return the kind that a text names in any case; an empty text names a word.

    Raise ManifestError for any other text.
    """
    from signdict.core.cleaning import clean  # the window starts without them
    from signdict.core.errors import ManifestError

    name = clean(text).casefold() or WORD
    if name not in KINDS:
        raise ManifestError(f"{text} is not a kind of sign.", hint="Write word or letter.")
    return name
