"""What a person says of a sign that they teach: its gloss, its language, perhaps its concept."""

from dataclasses import dataclass
from typing import Self

from signdict.core.errors import ManifestError
from signdict.core.languages import language
from signdict.core.tables import clean

#: Letters of a gloss or concept; more is not what a sign is called.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Label:
    """A gloss in a sign language. `variant` tells several signs of one gloss apart."""

    gloss: str
    sign_language: str
    concept: str = ""
    spoken_language: str = ""
    variant: str = ""

    def checked(self) -> Self:
        """Put spaces and codes right. Raise ManifestError or LanguageError if one is not usable."""
        texts = {
            "gloss": self.gloss, "concept": self.concept,
            "language of the gloss": self.spoken_language, "variant": self.variant,
        }  # fmt: skip
        for name, text in texts.items():
            texts[name] = clean(_readable(name, text))
        if not texts["gloss"]:
            raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
        gloss, concept, spoken, variant = texts.values()
        return type(self)(gloss, language(self.sign_language).code, concept, spoken, variant)


def _readable(name: str, text: str) -> str:
    if len(text) > LONGEST:
        raise ManifestError(f"The {name} is longer than {LONGEST} letters.", hint="Shorten it.")
    if not text.replace(" ", "a").replace("\t", "a").isprintable():
        raise ManifestError(
            f"The {name} holds a letter that cannot be shown.", hint="Write it again."
        )
    return text
