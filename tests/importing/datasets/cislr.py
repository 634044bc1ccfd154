"""CISLR: a table of all films; the archive of films has some without a row, and lacks others."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "dataset.csv": "uid,gloss\na1,water\nb2,school\nc3,friend\nd4,train\n",
        "prototype.csv": "uid,gloss\na1,water\n",
        "test.csv": "uid,gloss\nb2,school\nc3,friend\n",
        "CISLR_v1.5-a_videos/a1.mp4": 1,
        "CISLR_v1.5-a_videos/b2.mp4": 2,
        "CISLR_v1.5-a_videos/c3.mp4": 3,
    },
    signs=(("water", "ins", 1), ("school", "ins", 1), ("friend", "ins", 1)),
    skipped=("Line 5 of dataset.csv: No file has id d4.",),
    find=("friend", "friend"),
    recognised=True,
)
