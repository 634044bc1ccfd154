"""What can go wrong that is not a bug, worded for the person who sees it."""


class SignDictError(Exception):
    """An expected failure: `message` says what happened, `hint` what to do about it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class VideoError(SignDictError):
    """A video or camera that cannot be read."""


class FolderError(VideoError):
    """A folder that is not one recording."""


class PoseError(SignDictError):
    """Landmarks that cannot be used: no person, no hand, another skeleton, a damaged file."""


class ManifestError(SignDictError):
    """A folder or manifest of clips that cannot be added as it stands."""


class LanguageError(SignDictError):
    """A sign-language code that is not one."""


class FacetError(SignDictError):
    """A facet that is not one, or that cannot be what is wanted of it."""


class LibraryError(SignDictError):
    """A library that cannot be opened, read or written."""


class ListError(SignDictError):
    """A list of signs that cannot be read, changed or written."""


class ViewError(SignDictError):
    """A view of the table that is not there, or cannot be kept."""


class WriteError(SignDictError):
    """A file or folder that cannot be written."""


class ElanError(SignDictError):
    """A file of ELAN that cannot be read, or should not be."""


class ModelError(SignDictError):
    """A model whose files are missing, damaged, or made for something else."""


class CancelledError(SignDictError):
    """Work that was stopped because somebody asked for it."""


class BusyError(SignDictError):
    """A question that had to be turned away, because too many were waiting."""


class RequestError(SignDictError):
    """A request to the service that cannot be answered; `status` is its HTTP status."""

    def __init__(self, message: str, *, hint: str = "", status: int = 400) -> None:
        super().__init__(message, hint=hint)
        self.status = status
