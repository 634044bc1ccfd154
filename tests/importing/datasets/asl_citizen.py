"""ASL Citizen: a table for each split next to the folder of films. One film is missing."""

from tests.support.miniatures import Miniature

HEAD = "Participant ID,Video file,Gloss,ASL-LEX Code\n"

MINIATURE = Miniature(
    files={
        "splits/train.csv": HEAD + "P1,1-DOG.mp4,DOG1,A_1\nP2,2-CAT.mp4,CAT,A_2\n",
        "splits/val.csv": HEAD + "P3,3-DOG.mp4,DOG1,A_1\n",
        "splits/test.csv": HEAD + "P4,4-SUN.mp4,SUN,A_3\nP4,5-MOON.mp4,MOON,A_4\n",
        "videos/1-DOG.mp4": 1,
        "videos/2-CAT.mp4": 2,
        "videos/3-DOG.mp4": 3,
        "videos/4-SUN.mp4": 4,
    },
    signs=(("DOG1", "ase", 2), ("CAT", "ase", 1), ("SUN", "ase", 1)),
    skipped=("Line 3 of test.csv: No such file: 5-MOON.mp4. Check the spelling.",),
    find=("cat", "CAT"),
    recognised=True,
)
