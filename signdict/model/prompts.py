"""What a text tower is asked: prompts, and the languages that they may name."""

from collections.abc import Sequence
from dataclasses import dataclass

from signdict.core.errors import LanguageError
from signdict.core.languages import languages, nearest

#: How SignCLIP's prompts are made (Jiang et al. 2024).
TEMPLATE = "<{spoken}> <{sign}> {text}"


def published_signs() -> tuple[str, ...]:
    """The 41 sign languages that the published SignCLIP models were trained on."""
    return tuple(code for code, one in languages().items() if one.signclip)


@dataclass(frozen=True, slots=True)
class Prompts:
    """How prompts are made, and the tags a model was trained on: its spoken and sign languages."""

    template: str = TEMPLATE
    spoken: tuple[str, ...] = ("en",)
    signs: tuple[str, ...] = published_signs()
    meaning: bool = False  # whether texts without tags are alike where they mean the same

    def of(
        self, texts: Sequence[str], sign_language: str, spoken_language: str = "en"
    ) -> list[str]:
        """Make the prompt of each text.

        Raise LanguageError, naming the right tag where there is one, if the model was not trained
        on one of the languages: its answer would mean nothing.
        """
        sign, spoken = self.sign(sign_language), self._spoken(spoken_language)
        return [self.template.format(spoken=spoken, sign=sign, text=text) for text in texts]

    def sign(self, code: str) -> str:
        """Return a sign language as its tag. Raise LanguageError if it is none of the model's."""
        tag = code.strip().strip("<>").casefold()
        if tag in self.signs:
            return tag
        meant = [one for one in nearest(tag) if one.code != tag]
        known = [one for one in meant if one.code in self.signs]
        if known:
            right = ", ".join(f"{one.name} is {one.code}" for one in known)
            raise LanguageError(f"The model was not trained with the tag {tag}; {right}.")
        names = [one.name for one in ([languages()[tag]] if tag in languages() else meant)]
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
