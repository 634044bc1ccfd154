"""The colours of the three looks: light, dark, and high contrast."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of one look. Left and right hand also differ in lightness, for grey and for
    every kind of colour blindness."""

    window: str
    base: str
    text: str
    quiet: str
    line: str  # between parts, where nothing is lost if it is not seen
    edge: str  # round what can be used
    button: str
    accent: str
    on_accent: str
    ground: str  # behind a moving sign
    body: str  # limbs and torso
    skin: str  # face
    ink: str  # thin lines of the face
    left: str
    right: str


LIGHT = Tones(
    window="#f4f5f7", base="#ffffff", text="#1b1f24", quiet="#545d68", line="#c9cfd6",
    edge="#7d8894", button="#ffffff", accent="#0b6e82", on_accent="#ffffff", ground="#e9edf1",
    body="#97a3b0", skin="#c3ccd6", ink="#46515d", left="#076a76", right="#d46a10",
)  # fmt: skip
DARK = Tones(
    window="#16191d", base="#1e2227", text="#e8ebee", quiet="#a3adb8", line="#3a424b",
    edge="#6e7a87", button="#272c33", accent="#58c4d6", on_accent="#0b1418", ground="#23282e",
    body="#66727f", skin="#4d5863", ink="#c5ced8", left="#2899a4", right="#ffa24d",
)  # fmt: skip
CONTRAST = Tones(
    window="#000000", base="#000000", text="#ffffff", quiet="#e4e8ec", line="#aeb6bf",
    edge="#ffffff", button="#000000", accent="#ffd84a", on_accent="#000000", ground="#0d0f12",
    body="#7d8995", skin="#4a545f", ink="#ffffff", left="#33b6c4", right="#ffc685",
)  # fmt: skip
