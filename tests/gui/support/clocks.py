"""What tests need to know of the clock that all views share."""

from signdict.gui.player.frame_clock import frame_clock


def view_count():
    """Return how many views are registered with the shared clock."""
    return len(frame_clock()._tickets)
