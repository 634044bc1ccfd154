"""What a dictionary has open: its files, the model in use, and the searches over its embeddings."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final

from signdict.core.paths import Paths
from signdict.core.types import Progress, Steps
from signdict.library.combined import CombinedLibrary
from signdict.model.interface import Encoder
from signdict.search.clipsearch import ClipSearch
from signdict.search.letters import LetterGroups
from signdict.search.semantic import SemanticSearch

#: How long a step waits at most for the model, in seconds.
_PATIENCE: Final = 0.02


class Session:
    """Shares one library, one model and its searches among the parts of a dictionary.

    The model and the searches are opened when they are first used: text search needs neither
    torch nor hnswlib.
    """

    def __init__(
        self, paths: Paths, combined: CombinedLibrary, open_encoder: Callable[[str | None], Encoder]
    ) -> None:
        """`open_encoder` returns the encoder of a name; None stands for the model in use."""
        self.paths = paths
        self.combined = combined
        self.open_encoder = open_encoder
        self._encoder: Encoder | None = None
        self._opening: Future[Encoder] | None = None
        self._clip_search: ClipSearch | None = None
        self._semantic_search: SemanticSearch | None = None
        self.letters = LetterGroups(combined)

    @property
    def encoder(self) -> Encoder:
        """The encoder of the model in use."""
        if self._encoder is None:
            opening, self._opening = self._opening, None
            self._encoder = opening.result() if opening else self.open_encoder(None)
        return self._encoder

    def load(self) -> Steps[None]:
        """Open the model in use on a thread of its own: loading torch takes seconds.

        The steps only wait, so that other questions are answered between them. Raise ModelError if
        the model cannot be used.
        """
        while self._encoder is None:
            if self._opening is None:
                with_one_thread = ThreadPoolExecutor(1, "model")
                self._opening = with_one_thread.submit(self.open_encoder, None)
                with_one_thread.shutdown(wait=False)
            if wait([self._opening], _PATIENCE).done:
                _ = self.encoder
            else:
                yield Progress(0, 0)

    @property
    def clip_search(self) -> ClipSearch:
        """The search over the clips that the model in use has embedded."""
        if self._clip_search is None:
            encoder = self.encoder
            self._clip_search = ClipSearch(
                self.paths.index, self.combined, encoder.name, encoder.token_share
            )
        return self._clip_search

    @property
    def semantic_search(self) -> SemanticSearch:
        """The search over the glosses and translations that the model in use has embedded."""
        if self._semantic_search is None:
            folder = self.paths.index / self.encoder.name
            self._semantic_search = SemanticSearch(folder, self.combined, self.encoder)
        return self._semantic_search

    @property
    def loaded(self) -> bool:
        """Whether the model is open."""
        return self._encoder is not None

    def reset(self) -> None:
        """Close the model and its searches; the next question opens those in use by then."""
        if self._clip_search:
            self._clip_search.close()
        self._encoder = self._opening = self._clip_search = self._semantic_search = None
        self.letters = LetterGroups(self.combined)

    def close(self) -> None:
        """Close every file."""
        self.reset()
        self.combined.close()
