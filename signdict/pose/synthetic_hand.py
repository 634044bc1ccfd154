"""Forward kinematics of a synthetic hand: from joint angles to its 21 points."""

from typing import Final

import numpy as np

from signdict.core.types import AnyArray, FloatArray
from signdict.core.vectors import unit

#: A right hand, palm to the camera, in palm lengths: knuckles, and the bones of each finger.
_KNUCKLES: Final = np.array(
    [(0.28, -0.95, 0), (0.05, -1, 0), (-0.18, -0.93, 0), (-0.38, -0.82, 0)], np.float32
)
_BONES: Final = np.array(
    [(0.48, 0.28, 0.22), (0.53, 0.33, 0.24), (0.49, 0.31, 0.23), (0.38, 0.22, 0.2)], np.float32
)
_THUMB_BASE: Final = np.array((0.26, -0.22, -0.08), np.float32)
_THUMB_BONES: Final = np.array((0.42, 0.33, 0.27), np.float32)


def joints_of(angles: AnyArray) -> FloatArray:
    """Forward kinematics: angles (..., 16) -> joints (..., 21, 3) of a right hand, wrist at 0.

    Four fingers x (knuckle, middle joint, spread), then the thumb's spread, lift, middle, tip; rad.
    """
    joints = np.zeros((*angles.shape[:-1], 21, 3), np.float32)
    toward = np.array((0.0, 0.0, -1.0), np.float32)  # the direction the palm faces
    for finger in range(4):
        knuckle, middle, spread = np.moveaxis(angles[..., 3 * finger : 3 * finger + 3], -1, 0)
        along = np.stack([np.sin(spread), -np.cos(spread), np.zeros_like(spread)], axis=-1)
        bends = np.cumsum(np.stack([knuckle, middle, 0.6 * middle], axis=-1), axis=-1)
        joints[..., 5 + 4 * finger, :] = position = np.broadcast_to(_KNUCKLES[finger], along.shape)
        for bone in range(3):
            bend = bends[..., bone, None]
            position = position + _BONES[finger, bone] * (
                along * np.cos(bend) + toward * np.sin(bend)
            )
            joints[..., 6 + 4 * finger + bone, :] = position
    spread, lift, middle, tip = np.moveaxis(angles[..., 12:], -1, 0)
    joints[..., 1, :] = position = np.broadcast_to(_THUMB_BASE, joints[..., 1, :].shape)
    direction, raised = spread, lift
    for bone, bend in enumerate((np.zeros_like(middle), middle, tip)):
        direction = direction - bend
        along = np.stack([np.sin(direction), -np.cos(direction), -np.sin(raised)], axis=-1)
        position = position + _THUMB_BONES[bone] * unit(along)
        joints[..., 2 + bone, :] = position
    return joints
