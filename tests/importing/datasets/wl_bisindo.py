"""WL-BISINDO: signer, class and repetition are in the name of a film; a class does not exist."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "signer0_label0_sample1.mp4": 1,
        "signer1_label0_sample10.mp4": 2,
        "signer0_label10_sample3.mp4": 3,
        "signer4_label31_sample9.mp4": 4,
        "signer4_label32_sample9.mp4": 5,
    },
    signs=(("air", "inl", 2), ("terima kasih", "inl", 1), ("malam", "inl", 1)),
    skipped=("No label for class 32. Check that the list of labels belongs to these files.",),
    find=("thank you", "terima kasih"),
    recognised=True,
)
