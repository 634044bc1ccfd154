"""SWL-LSE: a table of films. One film has no label."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "videos_ref_annotations.csv": (
            "FILENAME,CLASS_ID,LABEL\n"
            "001.mp4,0,ALERGIA\n"
            "002.mp4,1,DOLOR\n"
            "003.mp4,2,FIEBRE\n"
            "004.mp4,3,#N/A\n"
        ),
        "VIDEOS_REF/001.mp4": 1,
        "VIDEOS_REF/002.mp4": 2,
        "VIDEOS_REF/003.mp4": 3,
        "VIDEOS_REF/004.mp4": 4,
    },
    signs=(("ALERGIA", "ssp", 1), ("DOLOR", "ssp", 1), ("FIEBRE", "ssp", 1)),
    skipped=("Line 5 of videos_ref_annotations.csv: It has no label.",),
    find=("fiebre", "FIEBRE"),
    recognised=True,
)
