"""INCLUDE: folders of subjects with numbered folders of words, some with a folder Extra."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "Adjectives/1. loud/MVI_5177.MOV": 1,
        "Adjectives/1. loud/MVI_9289.MOV": 2,
        "Places/19. House/Extra/MVI_3439.MOV": 3,
        "Pronouns/46. you (plural)/MVI_9948.MOV": 4,
        "Pronouns/46. you (plural)/MVI_9907.MOV": b"",
    },
    signs=(("loud", "ins", 2), ("House", "ins", 1), ("you (plural)", "ins", 1)),
    skipped=(" is empty. Copy or record it again.",),
    find=("house", "House"),
    recognised=True,
)
