"""Prompts for a text tower, and the languages that they may name."""

from collections.abc import Sequence
from dataclasses import dataclass

from signdict.core.errors import LanguageError
from signdict.core.languages import languages, nearest

#: SignCLIP's prompt (Jiang et al. 2024).
TEMPLATE = "<{spoken}> <{sign}> {text}"


def published_signs() -> tuple[str, ...]:
    """Return the 41 sign languages that the published SignCLIP models were trained on."""
    return tuple(code for code, language in languages().items() if language.signclip)


@dataclass(frozen=True, slots=True)
class Prompts:
    """The template of prompts, and the spoken and sign languages that a model was trained on."""

    template: str = TEMPLATE
    spoken: tuple[str, ...] = ("en",)
    signs: tuple[str, ...] = published_signs()
    meaning: bool = False  # whether texts of one meaning have similar vectors

    def of(
        self, texts: Sequence[str], sign_language: str, spoken_language: str = "en"
    ) -> list[str]:
        """Return the prompt of each text.

        Raise LanguageError if the model was not trained on one of the languages, since the result
        would be meaningless. The message suggests a tag if possible.
        """
        sign, spoken = self.sign(sign_language), self._spoken(spoken_language)
        return [self.template.format(spoken=spoken, sign=sign, text=text) for text in texts]

    def sign(self, code: str) -> str:
        """Return the tag of a sign language. Raise LanguageError if the model does not know it."""
        tag = code.strip().strip("<>").casefold()
        if tag in self.signs:
            return tag
        similar = [language for language in nearest(tag) if language.code != tag]
        known = [language for language in similar if language.code in self.signs]
        if known:
            tags = ", ".join(f"{language.name} is {language.code}" for language in known)
            raise LanguageError(f"The model was not trained with the tag {tag}; {tags}.")
        named = [languages()[tag]] if tag in languages() else similar
        names = [language.name for language in named]
        raise LanguageError(
            f"The model was not trained on {' or '.join(names) or tag or 'an empty tag'}.",
            hint=f"It knows these sign languages: {', '.join(self.signs)}",
        )

    def _spoken(self, code: str) -> str:
        tag = code.strip().strip("<>").casefold()
        if tag in self.spoken:
            return tag
        raise LanguageError(
            f"The model was not trained on text with the tag {tag or '<>'}.",
            hint=f"It knows: {', '.join(self.spoken)}",
        )
