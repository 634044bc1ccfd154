"""Whether signs move by themselves, or only while somebody points at them or has them in focus."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess, QSettings
from PySide6.QtWidgets import QApplication

_CHOSEN, _DESKTOP, _HELD = "motion", "desktopWantsStillness", "somebodySigns"


def still() -> bool:
    """Whether motion is to be reduced: by the person's choice, or else as the desktop does."""
    app = QCoreApplication.instance()
    if app is None:
        return False
    chosen = app.property(_CHOSEN)
    return chosen == "still" or (chosen != "moving" and bool(app.property(_DESKTOP)))


def held() -> bool:
    """Whether signs stand still for a moment, because somebody signs and looks at the camera."""
    app = QCoreApplication.instance()
    return app is not None and bool(app.property(_HELD))


def hold(held: bool) -> None:  # noqa: FBT001 - a slot
    """Have signs stand still that would move by themselves, or let them go on."""
    if app := QCoreApplication.instance():
        app.setProperty(_HELD, held)


def set_motion(chosen: str) -> None:
    """Choose "still", "moving", or "system" to do as the desktop does."""
    if app := QCoreApplication.instance():
        app.setProperty(_CHOSEN, chosen)


def follow_desktop(app: QApplication) -> None:
    """Find out whether animations are switched off on this desktop. Qt does not tell (6.11)."""
    if sys.platform == "win32":
        app.setProperty(_DESKTOP, _windows_is_still())
    elif sys.platform == "darwin":
        place = Path.home() / "Library/Preferences/com.apple.universalaccess.plist"
        told = QSettings(str(place), QSettings.Format.NativeFormat)
        app.setProperty(_DESKTOP, told.value("reduceMotion", 0, int) == 1)
    else:
        kde = QSettings(str(Path.home() / ".config/kdeglobals"), QSettings.Format.IniFormat)
        app.setProperty(_DESKTOP, str(kde.value("KDE/AnimationDurationFactor", "1")) == "0")
        if "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", ""):
            _ask_gnome(app)


def _windows_is_still() -> bool:
    import ctypes

    animated = ctypes.c_int(1)
    get_client_area_animation = 0x1042
    user32 = ctypes.windll.user32  # type: ignore[attr-defined]
    user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(animated), 0)
    return not animated.value


def _ask_gnome(app: QApplication) -> None:
    """Ask without waiting: the answer comes when it comes."""
    process = QProcess(app)

    def told() -> None:
        if process.readAllStandardOutput().contains(b"false"):
            app.setProperty(_DESKTOP, True)
        process.deleteLater()

    process.finished.connect(told)
    process.start("gsettings", ["get", "org.gnome.desktop.interface", "enable-animations"])
