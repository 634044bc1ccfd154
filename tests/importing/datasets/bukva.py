"""Bukva: original and trimmed films with the same names. The trimmed ones are added."""

from tests.support.miniatures import Miniature

HEAD = "\tattachment_id\tuser_id\ttext\tbegin\tend\theight\twidth\ttrain\tlength\n"

MINIATURE = Miniature(
    files={
        "annotations.tsv": HEAD
        + "0\tdf5b08f0\t18\tА\t36\t76\t1920\t1080\tFalse\t150\n"
        + "1\t3d2b6a08\t9a\tА\t31\t63\t1920\t1080\tTrue\t78\n"
        + "2\t1915f996\tca\tБ\t25\t81\t1920\t1080\tTrue\t98\n"
        + "3\t0a1b79d6\tca\tЯ\t25\t81\t1920\t1080\tTrue\t98\n"
        + "4\t0a53c65e\tca\tno_event\t25\t81\t1920\t1080\tTrue\t98\n",
        "original/df5b08f0.mp4": 9,
        "trimmed/df5b08f0.mp4": 1,
        "trimmed/3d2b6a08.mp4": 2,
        "trimmed/1915f996.mp4": 3,
        "trimmed/0a1b79d6.mp4": 4,
        "trimmed/0a53c65e.mp4": 5,
    },
    signs=(("А", "rsl", 2), ("Б", "rsl", 1), ("Я", "rsl", 1)),
    skipped=("Line 6 of annotations.tsv: It shows no sign.",),
    find=("Б", "Б"),
    recognised=True,
)
