"""What `signdict check` prints about clips whose landmarks have faults."""

from typing import TYPE_CHECKING, Final, get_args

from signdict.cli import output
from signdict.pose.faults import FaultKind
from signdict.pose.features import DRAWN_GAP

if TYPE_CHECKING:
    from signdict.library.landmark_check import LandmarkReport
    from signdict.pose.faults import Fault

#: Largest number of clips that are listed.
_SHOWN: Final = 20
_KINDS: Final[tuple[FaultKind, ...]] = get_args(FaultKind)


def lines(report: "LandmarkReport") -> list[str]:
    """Return how many clips of each source have faults, the first of them, and what to do."""
    if not report.faulty:
        return []
    faulty = report.faulty_by_source()
    rows = [
        (
            source,
            str(report.checked[source]),
            str(faulty[source]),
            *(str(counts[kind]) for kind in _KINDS),
        )
        for source, counts in report.kinds_by_source().items()
    ]
    total = sum(report.checked.values())
    more = len(report.faulty) - _SHOWN
    return [
        "",
        f"Clips whose landmarks have faults: {len(report.faulty)} of {total}."
        " Their signs are found less often.",
        *(f"  {line}" for line in output.table(("source", "clips", "faults", *_KINDS), *rows)),
        *(
            f"  {each.gloss} ({each.sign_language}, {each.source}), clip {each.clip}: "
            + "; ".join(map(_said, each.faults))
            for each in report.faulty[:_SHOWN]
        ),
        *([f"  and {more} more; all of them: signdict check --json"] if more > 0 else []),
        f"A hand that is lost for up to {DRAWN_GAP} frames is drawn in dashes. Where it is lost for"
        " longer, add another film of the sign, with both hands in the picture and enough light.",
    ]


def _said(fault: "Fault") -> str:
    """Return a fault as a phrase."""
    match fault.kind:
        case "no hands":
            return f"no hand is found in {fault.amount:.0%} of the sign"
        case "hand lost":
            return f"the {fault.hand} hand is lost in {fault.amount:.0%} of the sign"
        case _:
            return f"the {fault.hand} palm turns over {fault.amount:.0f} times in 1,000 frames"
