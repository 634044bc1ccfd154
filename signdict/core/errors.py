"""Expected failures, with messages for the user."""


class SignDictError(Exception):
    """An expected failure: `message` says what happened, `hint` what to do about it.

    Both are text, also if they contain the name of a file that is not.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        from signdict.core.names import text_of  # the window starts without it

        self.message, self.hint = text_of(message), text_of(hint)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class VideoError(SignDictError):
    """A video or camera cannot be read."""


class FolderError(VideoError):
    """A folder does not contain exactly one recording."""


class PoseError(SignDictError):
    """A pose cannot be used: no person, no hand, an unknown skeleton, or a damaged file."""


class ManifestError(SignDictError):
    """A folder or list of clips cannot be imported."""


class TierError(ManifestError):
    """No tier of an ELAN file is taken: none fits, or those that were chosen do not exist."""


class LanguageError(SignDictError):
    """A code does not name a sign language, or not one that the model knows."""


class FacetError(SignDictError):
    """A facet or its value does not exist."""


class LibraryError(SignDictError):
    """A library cannot be opened, read or written."""


class ListError(SignDictError):
    """A list of signs cannot be read, changed or written."""


class ViewError(SignDictError):
    """A view of the table does not exist or cannot be saved."""


class WriteError(SignDictError):
    """A file or folder cannot be written."""


class ElanError(SignDictError):
    """An ELAN file cannot be read, or is not safe to read."""


class ModelError(SignDictError):
    """The files of a model are missing, damaged, or of another kind."""


class FetchError(SignDictError):
    """A film or a list cannot be fetched from the web.

    `is_down` means that its host answers nothing else either, for now.
    """

    def __init__(self, message: str, *, hint: str = "", is_down: bool = False) -> None:
        super().__init__(message, hint=hint)
        self.is_down = is_down


class WindowError(SignDictError):
    """The window cannot open."""


class InstallationError(SignDictError):
    """A library of the system is missing that a part of signdict needs."""


class CancelledError(SignDictError):
    """The user stopped the work."""


class BusyError(SignDictError):
    """The service rejected a request because too many are waiting."""


class RequestError(SignDictError):
    """The service cannot answer a request; `status` is the HTTP status."""

    def __init__(self, message: str, *, hint: str = "", status: int = 400) -> None:
        super().__init__(message, hint=hint)
        self.status = status
