"""Where the window opens: inside the screen, where it was on that screen before."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMargins, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from signdict.gui.widgets.screen import FRAME, fitted, room

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

    from signdict.gui.theme.preferences import Preferences

#: Size of the window on a screen that is large enough, and the smallest one, in pixels.
USUAL, LEAST = QSize(1280, 800), QSize(720, 480)
#: Milliseconds after the first paint when the frame is known: X11 reports it later.
_FRAMED = 300
#: How many numbers describe a window and its frame, and the largest of them: Qt's own limit.
_NUMBERS, _LARGEST = 8, 2**24 - 1


class Placement(QObject):
    """Places a window on a screen, keeps it inside, and stores where it was on each screen.

    `screens` returns the screens that are connected, the primary one first.
    """

    def __init__(
        self,
        window: "QWidget",
        preferences: "Preferences",
        screens: "Callable[[], list[QScreen]]" = QGuiApplication.screens,
    ) -> None:
        super().__init__(window)
        self._window, self._preferences, self._screens = window, preferences, screens
        self._wanted = USUAL
        self._shown = window.size()  # as this class set it last

    def restore(self) -> None:
        """Place the window before it is shown: as it was on the screen where it was closed.

        If that screen is gone, use the primary one and what was stored for it. Without anything
        stored, the window manager chooses the position.
        """
        screens, window = self._screens(), self._window
        if not screens:
            return  # showing the window then fails with Qt's reason
        last = self._preferences.screen
        screen = next((screen for screen in screens if _key(screen) == last), screens[0])
        window.setMinimumSize(LEAST.boundedTo(room(screen)))
        stored = _read(self._preferences.placement(_key(screen)))
        if stored is None:
            window.resize(USUAL.boundedTo(room(screen)))
            self._shown = window.size()
            return
        self._wanted = stored.rect.size()
        area = screen.availableGeometry()
        window.setGeometry(fitted(stored.rect.translated(area.topLeft()), area, stored.frame))
        self._shown = window.size()
        if stored.maximised:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)

    def watch(self) -> None:
        """Keep the window inside the screen once its frame is known, and if screens change."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._fit_soon)
            app.screenAdded.connect(self._watch_screen)
        for screen in self._screens():
            self._watch_screen(screen)
        self._fit_first()
        QTimer.singleShot(_FRAMED, self, self._fit_first)

    def _fit_first(self) -> None:
        """Give the window the wanted size, unless the user has resized it."""
        if self._window.size() == self._shown:
            self._fit(self._wanted)
            self._shown = self._window.size()
        else:
            self._fit()

    def store(self) -> None:
        """Store the screen, and the place, size and frame of the window on it."""
        window, screen = self._window, self._window.screen()
        maximised = window.isMaximized() or window.isFullScreen()
        rect = window.normalGeometry() if maximised else window.geometry()
        if not rect.isValid():
            return
        rect = rect.translated(-screen.availableGeometry().topLeft())
        frame = self._frame()
        sides = (frame.left(), frame.top(), frame.right(), frame.bottom())
        place = (rect.x(), rect.y(), rect.width(), rect.height())
        text = " ".join(str(int(number)) for number in (*place, *sides, maximised))
        self._preferences.keep_placement(_key(screen), text)

    def _fit(self, size: QSize | None = None) -> None:
        """Move the window, with its frame, into the available part of its screen.

        Resize it to `size`, or keep its size, and shrink it if the screen is smaller.
        """
        window = self._window
        screen, frame = window.screen(), self._frame()
        window.setMinimumSize(LEAST.boundedTo(room(screen, frame)))
        if window.isMaximized() or window.isFullScreen() or window.isMinimized():
            return
        rect = window.geometry()
        wanted = QRect(rect.topLeft(), size or rect.size())
        if (inside := fitted(wanted, screen.availableGeometry(), frame)) != rect:
            window.setGeometry(inside)

    def _watch_screen(self, screen: "QScreen") -> None:
        screen.availableGeometryChanged.connect(self._fit_soon)

    def _fit_soon(self) -> None:
        """Fit once Qt has moved the windows of a screen that is gone."""
        QTimer.singleShot(0, self, self._fit)

    def _frame(self) -> QMargins:
        """Return the width of the frame on each side, or a usual one while it is unknown."""
        inner, outer = self._window.geometry(), self._window.frameGeometry()
        if inner.top() == outer.top() or self._window.isMaximized():
            return FRAME
        return QMargins(
            inner.left() - outer.left(),
            inner.top() - outer.top(),
            outer.right() - inner.right(),
            outer.bottom() - inner.bottom(),
        )


class _Stored(NamedTuple):
    """A window without its frame, from the top left of the available part of the screen."""

    rect: QRect
    frame: QMargins
    maximised: bool


def _key(screen: "QScreen") -> str:
    """Return what identifies a screen: its connector, model and size in its own pixels."""
    size = screen.size() * screen.devicePixelRatio()
    parts = (screen.name(), screen.manufacturer(), screen.model(), screen.serialNumber())
    text = " ".join(filter(None, (*parts, f"{size.width()}x{size.height()}")))
    return "".join(letter if letter.isalnum() or letter == "-" else "_" for letter in text)


def _read(text: str) -> _Stored | None:
    """Return what `store` wrote; None if it is missing or damaged."""
    try:
        *numbers, maximised = map(int, text.split())
        if len(numbers) != _NUMBERS or max(map(abs, numbers)) > _LARGEST:
            return None
        rect, frame = QRect(*numbers[:4]), QMargins(*numbers[4:])
    except ValueError:
        return None
    return _Stored(rect, frame, bool(maximised)) if rect.isValid() else None
