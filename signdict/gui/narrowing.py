"""Between the bar of facets and the dictionary: facets of clips, and of the person's attempt."""

from typing import TYPE_CHECKING

from signdict.errors import SignDictError

if TYPE_CHECKING:
    from signdict.facets import Facets
    from signdict.gui.facetbar import FacetBar
    from signdict.gui.questions import Questions
    from signdict.pose import Pose


def fetch(bar: "FacetBar", questions: "Questions", page: str) -> None:
    """Give the bar of a page the facets that it asks for."""
    bar.asked.connect(
        lambda clips: questions.ask(
            f"facets {page}", lambda dictionary: dictionary.facets(clips), bar.show_facets
        )
    )


def look(bar: "FacetBar", questions: "Questions", pose: "Pose | list[Pose]") -> None:
    """Look at what was signed, and tell the bar; of several attempts at the first."""
    one = pose[0] if isinstance(pose, list) else pose
    questions.ask("own facets", lambda _: _seen(one), bar.show_own)


def _seen(pose: "Pose") -> "Facets | None":
    from signdict.facets import of

    try:
        return of(pose)
    except SignDictError:  # the answer says what is missing
        return None
