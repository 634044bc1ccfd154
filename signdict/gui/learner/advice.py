"""What is seen now, in a sentence, and what to do about it."""

from PySide6.QtCore import QObject

from signdict.tracking.framing import Sight


class Advice(QObject):
    """Words for what a camera sees."""

    def sentence(self, sight: Sight, ready: str) -> str:
        """Say what is seen; `ready` is what to do where nothing stands in the way."""
        match sight:
            case Sight.BOTH_HANDS:
                return self.tr("Both hands are seen. {ready}").format(ready=ready)
            case Sight.ONE_HAND:
                return self.tr("One hand is seen. {ready}").format(ready=ready)
            case Sight.NO_HAND:
                return self.tr("No hand is in view. {ready}").format(ready=ready)
        return self._place(sight) or self._picture(sight)

    def _place(self, sight: Sight) -> str:
        match sight:
            case Sight.NOBODY:
                return self.tr("Nobody is in view. Stand inside the outline.")
            case Sight.NEAR:
                return self.tr("You are very near. Move back until you fit the outline.")
            case Sight.FAR:
                return self.tr("You are far away. Come closer until you fill the outline.")
            case Sight.OUT:
                return self.tr("Part of you is outside the picture. Move into the outline.")
            case Sight.CROWD:
                return self.tr("More than one person is in view. Stand alone.")
        return ""

    def _picture(self, sight: Sight) -> str:
        match sight:
            case Sight.BLACK:
                return self.tr(
                    "The picture is black. Open the camera's lid, or choose another camera."
                )
            case Sight.DARK:
                return self.tr("It is too dark. Turn on a light, in front of you.")
            case Sight.UPSIDE_DOWN:
                return self.tr("The picture is upside down. Turn it.")
            case _:
                return self.tr(
                    "Only few pictures a second arrive, and movements are lost. "
                    "More light helps; so does closing other programs."
                )
