"""GSL isolated: a table without a header, a film for each sign, and a film that is missing."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "GSL_split/GSL_isolated/train_greek_iso.csv": (
            "police1_signer1_rep1_glosses/glosses0000|ΓΕΙΑ\n"
            "police1_signer1_rep1_glosses/glosses0001|ΕΓΩ\n"
            "kep2_signer3_rep2_glosses/glosses0004|ΕΣΥ(2)\n"
            "kep2_signer3_rep2_glosses/glosses0005|ΓΙΑΤΡΟΣ\n"
        ),
        "police1_signer1_rep1_glosses/glosses0000.mp4": 1,
        "police1_signer1_rep1_glosses/glosses0001.mp4": 2,
        "kep2_signer3_rep2_glosses/glosses0004.mp4": 3,
    },
    signs=(("ΓΕΙΑ", "gss", 1), ("ΕΓΩ", "gss", 1), ("ΕΣΥ(2)", "gss", 1)),
    skipped=(
        "Line 4 of train_greek_iso.csv: No such folder of pictures: "
        "kep2_signer3_rep2_glosses/glosses0005. Check the spelling; .pose files and "
        "other videos of this name are found too.",
    ),
    find=("γεια", "ΓΕΙΑ"),
    recognised=True,
)
