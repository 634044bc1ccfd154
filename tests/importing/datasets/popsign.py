"""PopSign: a folder of films for each English word. One folder is empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "game/train/table/4a.7003-table-2022_12_27_09_26_53.197-0.mp4": 1,
        "game/val/table/4a.7004-table-2022_12_28_09_26_53.197-0.mp4": 2,
        "game/test/cloud/4a.7005-cloud-2022_12_27_10_26_53.197-0.mp4": 3,
        "game/train/hungry/4a.7003-hungry-2022_12_27_11_26_53.197-1.mp4": 4,
        "game/train/shoe/4a.7003-shoe-2022_12_27_11_26_53.197-1.mp4": b"",
    },
    signs=(("table", "ase", 2), ("cloud", "ase", 1), ("hungry", "ase", 1)),
    skipped=("4a.7003-shoe-2022_12_27_11_26_53.197-1.mp4 is empty. Copy or record it again.",),
    find=("cloud", "cloud"),
    recognised=True,
)
