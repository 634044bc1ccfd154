"""The lines of a report about clips whose landmarks have faults."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from signdict.pose.features import DRAWN_GAP

if TYPE_CHECKING:
    from signdict.library.landmark_check import FaultyClip, LandmarkReport
    from signdict.pose.faults import Fault

#: Largest number of clips that are listed.
_SHOWN: Final = 50


def fault_lines(report: "LandmarkReport") -> list[str]:
    """Return how many clips of each source have faults, the first of them, and what to do."""
    if not report.faulty:
        return []
    head = QCoreApplication.translate(
        "faults",
        "Clips whose landmarks have faults: {n} of {all}. Their signs are found less often.",
    )
    source = QCoreApplication.translate("faults", "{source}: {n} of {all}")
    more = QCoreApplication.translate("faults", "and {n} more")
    advice = QCoreApplication.translate(
        "faults",
        "A hand that is lost for up to {n} frames is drawn in dashes. Where it is lost for longer,"
        " add another film of the sign, with both hands in the picture and enough light.",
    )
    rest = len(report.faulty) - _SHOWN
    return [
        "",
        head.format(n=len(report.faulty), all=sum(report.checked.values())),
        *(
            source.format(source=name, n=count, all=report.checked[name])
            for name, count in report.faulty_by_source().items()
        ),
        *(_line(each) for each in report.faulty[:_SHOWN]),
        *([more.format(n=rest)] if rest > 0 else []),
        advice.format(n=DRAWN_GAP),
    ]


def _line(clip: "FaultyClip") -> str:
    faults = "; ".join(map(_said, clip.faults))
    return f"{clip.gloss} ({clip.sign_language}, {clip.source}): {faults}"


def _said(fault: "Fault") -> str:
    """Return a fault as a phrase."""
    share = f"{fault.amount:.0%}"
    match fault.kind, fault.hand:
        case "no hands", _:
            text = QCoreApplication.translate("faults", "no hand is found in {share} of the sign")
        case "hand lost", "left":
            text = QCoreApplication.translate(
                "faults", "the left hand is lost in {share} of the sign"
            )
        case "hand lost", _:
            text = QCoreApplication.translate(
                "faults", "the right hand is lost in {share} of the sign"
            )
        case _, "left":
            text = QCoreApplication.translate(
                "faults", "the left palm turns over {n} times in 1,000 frames"
            )
        case _:
            text = QCoreApplication.translate(
                "faults", "the right palm turns over {n} times in 1,000 frames"
            )
    return text.format(share=share, n=round(fault.amount))
