"""The 203 landmarks of a pose: their order, names, mirror pairs and bones.

The order is SignCLIP's (Jiang et al. 2024): 33 body points, 128 face-contour points, 21 points of
the left hand, 21 of the right, as MediaPipe Holistic numbers them.
"""

from typing import Final

BODY_NAMES: Final = (
    "NOSE", "LEFT_EYE_INNER", "LEFT_EYE", "LEFT_EYE_OUTER", "RIGHT_EYE_INNER", "RIGHT_EYE",
    "RIGHT_EYE_OUTER", "LEFT_EAR", "RIGHT_EAR", "MOUTH_LEFT", "MOUTH_RIGHT", "LEFT_SHOULDER",
    "RIGHT_SHOULDER", "LEFT_ELBOW", "RIGHT_ELBOW", "LEFT_WRIST", "RIGHT_WRIST", "LEFT_PINKY",
    "RIGHT_PINKY", "LEFT_INDEX", "RIGHT_INDEX", "LEFT_THUMB", "RIGHT_THUMB", "LEFT_HIP",
    "RIGHT_HIP", "LEFT_KNEE", "RIGHT_KNEE", "LEFT_ANKLE", "RIGHT_ANKLE", "LEFT_HEEL",
    "RIGHT_HEEL", "LEFT_FOOT_INDEX", "RIGHT_FOOT_INDEX",
)  # fmt: skip

HAND_NAMES: Final = (
    "WRIST", "THUMB_CMC", "THUMB_MCP", "THUMB_IP", "THUMB_TIP", "INDEX_FINGER_MCP",
    "INDEX_FINGER_PIP", "INDEX_FINGER_DIP", "INDEX_FINGER_TIP", "MIDDLE_FINGER_MCP",
    "MIDDLE_FINGER_PIP", "MIDDLE_FINGER_DIP", "MIDDLE_FINGER_TIP", "RING_FINGER_MCP",
    "RING_FINGER_PIP", "RING_FINGER_DIP", "RING_FINGER_TIP", "PINKY_MCP", "PINKY_PIP",
    "PINKY_DIP", "PINKY_TIP",
)  # fmt: skip

#: The points of MediaPipe's 468-point face mesh that lie on its contours, in ascending order.
FACE_IDS: Final = (
    0, 7, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65, 66, 67, 70, 78,
    80, 81, 82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136, 144, 145, 146,
    148, 149, 150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163, 172, 173, 176, 178, 181,
    185, 191, 234, 246, 249, 251, 263, 267, 269, 270, 276, 282, 283, 284, 285, 288, 291, 293, 295,
    296, 297, 300, 308, 310, 311, 312, 314, 317, 318, 321, 323, 324, 332, 334, 336, 338, 356, 361,
    362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389, 390, 397,
    398, 400, 402, 405, 409, 415, 454, 466,
)  # fmt: skip

BODY: Final = slice(0, 33)
FACE: Final = slice(33, 161)
LEFT_HAND: Final = slice(161, 182)
RIGHT_HAND: Final = slice(182, 203)
COUNT: Final = 203

NOSE: Final = 0
LEFT_SHOULDER: Final = BODY_NAMES.index("LEFT_SHOULDER")
RIGHT_SHOULDER: Final = BODY_NAMES.index("RIGHT_SHOULDER")
LEFT_WRIST: Final = BODY_NAMES.index("LEFT_WRIST")
RIGHT_WRIST: Final = BODY_NAMES.index("RIGHT_WRIST")
#: Knees, ankles, heels and feet: SignCLIP sets them to zero after normalising.
LEGS: Final = slice(25, 33)

#: Pairs of face contour points on both sides of the midline.
_FACE_PAIRS: Final = (
    (7, 249), (21, 251), (33, 263), (37, 267), (39, 269), (40, 270), (46, 276), (52, 282),
    (53, 283), (54, 284), (55, 285), (58, 288), (61, 291), (63, 293), (65, 295), (66, 296),
    (67, 297), (70, 300), (78, 308), (80, 310), (81, 311), (82, 312), (84, 314), (87, 317),
    (88, 318), (91, 321), (93, 323), (95, 324), (103, 332), (105, 334), (107, 336), (109, 338),
    (127, 356), (132, 361), (133, 362), (136, 365), (144, 373), (145, 374), (146, 375),
    (148, 377), (149, 378), (150, 379), (153, 380), (154, 381), (155, 382), (157, 384),
    (158, 385), (159, 386), (160, 387), (161, 388), (162, 389), (163, 390), (172, 397),
    (173, 398), (176, 400), (178, 402), (181, 405), (185, 409), (191, 415), (234, 454),
    (246, 466),
)  # fmt: skip


def _mirror() -> tuple[int, ...]:
    order = list(range(COUNT))
    for index, name in enumerate(BODY_NAMES):
        if "LEFT" in name:
            other = BODY_NAMES.index(name.replace("LEFT", "RIGHT"))
            order[index], order[other] = other, index
    place = {mesh: FACE.start + index for index, mesh in enumerate(FACE_IDS)}
    for one, two in _FACE_PAIRS:
        order[place[one]], order[place[two]] = place[two], place[one]
    for joint in range(21):
        order[LEFT_HAND.start + joint] = RIGHT_HAND.start + joint
        order[RIGHT_HAND.start + joint] = LEFT_HAND.start + joint
    return tuple(order)


#: `points[:, MIRROR]` exchanges every point with its partner on the other side of the body.
MIRROR: Final = _mirror()

#: The five chains of a hand, from the wrist outwards, as joint numbers within the hand.
FINGERS: Final = ((0, 1, 2, 3, 4), (0, 5, 6, 7, 8), (0, 9, 10, 11, 12), (0, 13, 14, 15, 16),
                  (0, 17, 18, 19, 20))  # fmt: skip


def _mesh(*ids: int) -> tuple[int, ...]:
    """Return the indices of these face mesh points among the 203."""
    return tuple(FACE.start + FACE_IDS.index(mesh) for mesh in ids)


#: Chains of the face, as indices among the 203 points; closed unless a brow.
FACE_OVAL: Final = _mesh(
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
    148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
LIPS_OUTER: Final = _mesh(
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185
)
LIPS_INNER: Final = _mesh(
    78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191
)
LEFT_EYE: Final = _mesh(
    263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466
)
RIGHT_EYE: Final = _mesh(
    33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246
)
LEFT_BROW: Final = _mesh(300, 293, 334, 296, 336)
RIGHT_BROW: Final = _mesh(70, 63, 105, 66, 107)
