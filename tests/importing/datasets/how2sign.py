"""How2Sign: sentences in a table with tabs, their clips, and a sentence without a clip."""

from tests.support.miniatures import Miniature

HEAD = (
    "VIDEO_ID\tVIDEO_NAME\tSENTENCE_ID\tSENTENCE_NAME\tSTART_REALIGNED\tEND_REALIGNED\tSENTENCE\n"
)


def row(number: int, sentence: str) -> str:
    """Return the row of a sentence."""
    start = f"-d5dN54tH2E\t-d5dN54tH2E-1-rgb_front\t-d5dN54tH2E_{number}"
    return f"{start}\t-d5dN54tH2E_{number}-1-rgb_front\t{number}.5\t{number + 1}.25\t{sentence}\n"


FILMS = "val_rgb_front_clips/raw_videos/-d5dN54tH2E"
MINIATURE = Miniature(
    files={
        "how2sign_realigned_val.csv": (
            HEAD
            + row(0, "Hello.")
            + row(1, "It's a drill, too.")
            + row(2, "Bye.")
            + row(3, "Lost.")
        ),
        f"{FILMS}_0-1-rgb_front.mp4": 1,
        f"{FILMS}_1-1-rgb_front.mp4": 2,
        f"{FILMS}_2-1-rgb_front.mp4": 3,
    },
    signs=(("Hello.", "ase", 1), ("It's a drill, too.", "ase", 1), ("Bye.", "ase", 1)),
    skipped=("Line 5 of how2sign_realigned_val.csv: No file has id -d5dN54tH2E_3-1-rgb_front.",),
    find=("drill", "It's a drill, too."),
    recognised=True,
)
