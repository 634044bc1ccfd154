"""The system libraries that Qt, OpenCV and MediaPipe load, and the line that installs them."""

import platform
import sys
from typing import Final

from signdict.core.errors import InstallationError

#: Found by installing into a Debian system of minimal size. The tracker loads OpenGL ES, and any
#: text needs a font.
_DEBIAN: Final = (
    "apt-get update && apt-get install -y --no-install-recommends libegl1 libgl1 libgles2 "
    "libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 "
    "libxcb-keysyms1 libxcb-shape0 fonts-dejavu-core"
)
#: The same libraries by the package names of other systems, by ID in /etc/os-release.
_LINES: Final = {
    "debian": _DEBIAN,
    "ubuntu": _DEBIAN,
    "fedora": "dnf install mesa-libEGL mesa-libGL libglvnd-gles glib2 fontconfig dbus-libs "
    "libxkbcommon-x11 xcb-util-cursor xcb-util-wm xcb-util-keysyms dejavu-sans-fonts",
    "suse": "zypper install Mesa-libEGL1 Mesa-libGL1 Mesa-libGLESv2-2 libgthread-2_0-0 fontconfig "
    "libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 "
    "dejavu-fonts",
    "arch": "pacman -S --needed libglvnd glib2 fontconfig dbus libxkbcommon-x11 xcb-util-cursor "
    "xcb-util-wm xcb-util-keysyms ttf-dejavu",
}
_WINDOWS: Final = "winget install Microsoft.VCRedist.2015+.x64"
_MISSING: Final = ("cannot open shared object file", "Library not loaded", "DLL load failed")


def install_hint() -> str:
    """Return the command that installs the missing libraries on this system, as a sentence."""
    if sys.platform == "win32":
        return f"Install the C++ runtime: {_WINDOWS}"
    if sys.platform == "darwin":
        return "Install signdict again: python -m pip install --force-reinstall -e ."
    line = next((_LINES[name] for name in _system() if name in _LINES), None)
    if line is None:
        return f"Install the libraries that these packages of Debian contain: {_DEBIAN}"
    return f"Install the system libraries that Qt, OpenCV and MediaPipe use: {line}"


def missing_library(problem: ImportError | OSError) -> InstallationError | None:
    """Return what to do if a module was not loaded because a system library is missing."""
    if not any(part in str(problem) for part in _MISSING):
        return None
    return InstallationError(f"A system library is missing: {problem}.", hint=install_hint())


def _system() -> list[str]:
    """Return the name of this Linux system and of those that it is like, nearest first."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return []
    return [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
