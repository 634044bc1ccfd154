"""ASLLVD: a list, films named after signer and number, and a number without a film."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "asllvd_signs_2024_06_27.csv": (
            "full video file,main entry gloss label,entry/variant gloss label,Video ID number\n"
            "s1.mov,HELLO,HELLO,1234\n"
            "s1.mov,THANK_YOU,(1h)THANK_YOU,1235\n"
            "s2.mov,BOOK,BOOK+,77\n"
            "s2.mov,CAT,CAT,99\n"
        ),
        "Liz/Liz_1234.mp4": 1,
        "Tyler/Tyler_1235.mp4": 2,
        "Brady/Brady_77.mov": 3,
    },
    signs=(("HELLO", "ase", 1), ("THANK YOU", "ase", 1), ("BOOK", "ase", 1)),
    skipped=("Line 5 of asllvd_signs_2024_06_27.csv: No file has id 99.",),
    find=("thank you", "THANK YOU"),
    recognised=True,
)
