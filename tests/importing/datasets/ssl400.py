"""SSL400: folders of kinds of words with a folder for each; tables of landmarks are passed over."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "Dataset - Original/Adjectives/Bad/Bad_001.MOV": 1,
        "Dataset - Original/Adjectives/Bad/Bad_002.MOV": 2,
        "Dataset - Original/People/Mother/Mother_001.MOV": 3,
        "Dataset - Original/Greetings/Thank you/Thank you_001.MOV": 4,
        "Dataset - Original/Greetings/Thank you/Thank you_002.MOV": b"",
        "Dataset - MP - CSV/Adjectives/Bad/1.csv": '"[0.1, 0.2, 0, 1]"\n',
    },
    signs=(("Bad", "sqs", 2), ("Mother", "sqs", 1), ("Thank you", "sqs", 1)),
    skipped=(" is empty. Copy or record it again.",),
    find=("mother", "Mother"),
    recognised=True,
)
