"""Slovo: a table with tabs, films named by numbers, and recordings of no sign."""

from tests.support.miniatures import Miniature

HEAD = "\tattachment_id\tuser_id\twidth\theight\tlength\ttext\ttrain\tbegin\tend\n"

MINIATURE = Miniature(
    files={
        "annotations.csv": HEAD
        + "0\tde81cc1c\t1b\t1440\t1920\t14\tпривет\tTrue\t30\t45\n"
        + "1\t3c0cec5a\t64\t1440\t1920\t32\tутро\tFalse\t43\t66\n"
        + "2\td17ca986\tcf\t1920\t1080\t44\tулица\tFalse\t12\t31\n"
        + "3\ta0000001\tcf\t1920\t1080\t44\tno_event\tTrue\t12\t31\n",
        "train/de81cc1c.mp4": 1,
        "test/3c0cec5a.mp4": 2,
        "test/d17ca986.mp4": 3,
        "train/a0000001.mp4": 4,
    },
    signs=(("привет", "rsl", 1), ("утро", "rsl", 1), ("улица", "rsl", 1)),
    skipped=("Line 5 of annotations.csv: It shows no sign.",),
    find=("утро", "утро"),
    recognised=True,
)
