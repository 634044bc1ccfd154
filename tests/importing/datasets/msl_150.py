"""MSL-150: five films, some with a blurred face, beside landmarks of single frames."""

from tests.support.miniatures import Miniature, npy

MINIATURE = Miniature(
    files={
        "data/original_source/ambulancia_blur.mp4": 1,
        "data/original_source/doctor_001.mp4": 2,
        "data/original_source/por_que_001.mp4": 3,
        "data/sample_npy/doctor/1/0.npy": npy(4, "body"),
        "data/sample_npy/doctor/1/1.npy": npy(5, "body"),
    },
    signs=(("ambulancia", "mfs", 1), ("doctor", "mfs", 1), ("por que", "mfs", 1)),
    find=("doctor", "doctor"),
    recognised=True,
)
