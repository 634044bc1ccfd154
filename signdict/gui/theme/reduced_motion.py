"""Reduced motion: whether signs play automatically, or only under the pointer or in focus."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

#: Property of the application: whether the desktop reduces motion.
DESKTOP = "desktopReducesMotion"
_CHOSEN, _HELD = "motion", "paused"


def still() -> bool:
    """Return whether motion is reduced: by choice of the user, or else of the desktop."""
    app = QCoreApplication.instance()
    if app is None:
        return False
    chosen = app.property(_CHOSEN)
    return chosen == "still" or (chosen != "moving" and bool(app.property(DESKTOP)))


def held() -> bool:
    """Return whether all signs are paused because the user is signing to the camera."""
    app = QCoreApplication.instance()
    return app is not None and bool(app.property(_HELD))


def hold(held: bool) -> None:  # noqa: FBT001 - a slot
    """Pause signs that play automatically, or let them continue."""
    if app := QCoreApplication.instance():
        app.setProperty(_HELD, held)


def set_motion(chosen: str) -> None:
    """Choose "still", "moving", or "system" for the choice of the desktop."""
    if app := QCoreApplication.instance():
        app.setProperty(_CHOSEN, chosen)


def follow_desktop(app: QApplication) -> None:
    """Read whether the desktop disables animations. Qt 6.11 has no function for it."""
    if sys.platform == "win32":
        app.setProperty(DESKTOP, _windows_is_still())
    elif sys.platform == "darwin":
        path = Path.home() / "Library/Preferences/com.apple.universalaccess.plist"
        mac = QSettings(str(path), QSettings.Format.NativeFormat)
        app.setProperty(DESKTOP, mac.value("reduceMotion", 0, int) == 1)
    else:
        kde = QSettings(str(Path.home() / ".config/kdeglobals"), QSettings.Format.IniFormat)
        app.setProperty(DESKTOP, str(kde.value("KDE/AnimationDurationFactor", "1")) == "0")
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
    """Ask GNOME without waiting for the answer."""
    from PySide6.QtCore import QProcess

    process = QProcess(app)

    def read() -> None:
        if process.readAllStandardOutput().contains(b"false"):
            app.setProperty(DESKTOP, True)
        process.deleteLater()

    process.finished.connect(read)
    process.start("gsettings", ["get", "org.gnome.desktop.interface", "enable-animations"])
