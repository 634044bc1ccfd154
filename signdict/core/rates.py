"""Frame rates that recordings may have."""

from typing import Final

#: Frames per second of a recording whose stored rate is missing or implausible.
USUAL_FPS: Final = 25.0
#: Rates that are believed, in frames per second. Slow-motion cameras reach 240; above that, a file
#: contains the clock of its time stamps (1,000 or 90,000 per second) in place of the frame rate.
MIN_FPS: Final = 1.0
MAX_FPS: Final = 240.0


def believed(stored: float) -> float:
    """Return the frame rate that a file contains, or `USUAL_FPS` if it is implausible."""
    return float(stored) if MIN_FPS <= stored <= MAX_FPS else USUAL_FPS
