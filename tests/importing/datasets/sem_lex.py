"""Sem-Lex: a list with splits, films named after their id, and one whose label is missing."""

import numpy as np

from tests.support.miniatures import Miniature, points

LIST = (
    "video_id,signer_id,split,label\n"
    "AAAjczHbfK9Z6v83rQDc,3,train,hello\n"
    "BBBjczHbfK9Z6v83rQDc,4,val,thank_you\n"
    "CCCjczHbfK9Z6v83rQDc,4,test,book\n"
    "AjczHbfK9Z6v83rQDcuE,5,train,na\n"
)


def landmarks(number: int):
    """Return a function that writes landmarks: the face with 478 points, body and hands."""

    def write(path):
        face, rest = points(number, "mesh"), points(number, "body", "left_hand", "right_hand")
        irises = np.zeros((len(face), 10, 3), np.float32)
        np.save(path, np.concatenate([face, irises, rest], axis=1))

    return write


MINIATURE = Miniature(
    files={
        "semlex_metadata.csv": LIST,
        "train/AAAjczHbfK9Z6v83rQDc.webm": 1,
        "val/BBBjczHbfK9Z6v83rQDc.webm": 2,
        "test/CCCjczHbfK9Z6v83rQDc.webm": 3,
        "train/AjczHbfK9Z6v83rQDcuE.webm": 4,
    },
    signs=(("hello", "ase", 1), ("thank you", "ase", 1), ("book", "ase", 1)),
    skipped=("Line 5 of semlex_metadata.csv: It has no label.",),
    find=("thank you", "thank you"),
    recognised=True,
)

LANDMARKS = Miniature(
    files={
        "semlex_metadata.csv": LIST,
        "train/AAAjczHbfK9Z6v83rQDc.npy": landmarks(1),
        "val/BBBjczHbfK9Z6v83rQDc.npy": landmarks(2),
        "test/CCCjczHbfK9Z6v83rQDc.npy": landmarks(3),
        "train/AjczHbfK9Z6v83rQDcuE.npy": landmarks(4),
    },
    signs=(("hello", "ase", 1), ("thank you", "ase", 1), ("book", "ase", 1)),
    skipped=("Line 5 of semlex_metadata.csv: It has no label.",),
    find=("thank you", "thank you"),
    recognised=True,
)
