"""What a dictionary has open: its files, the model in use, and the searches over its embeddings."""

from collections.abc import Callable

from signdict.core.paths import Paths
from signdict.library.combined import CombinedLibrary
from signdict.model.interface import Encoder
from signdict.search.clipsearch import ClipSearch
from signdict.search.semantic import SemanticSearch


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
        self._clip_search: ClipSearch | None = None
        self._semantic_search: SemanticSearch | None = None

    @property
    def encoder(self) -> Encoder:
        """The encoder of the model in use."""
        if self._encoder is None:
            self._encoder = self.open_encoder(None)
        return self._encoder

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
    def unread_names(self) -> int:
        """How many names of signs wait for the model; 0 before the first search by meaning."""
        return self._semantic_search.unread if self._semantic_search else 0

    def reset(self) -> None:
        """Close the model and its searches; the next question opens those in use by then."""
        if self._clip_search:
            self._clip_search.close()
        self._encoder = self._clip_search = self._semantic_search = None

    def close(self) -> None:
        """Close every file."""
        self.reset()
        self.combined.close()
