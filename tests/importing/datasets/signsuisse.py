"""SignSuisse: one table for three sign languages; an example without a film is skipped."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "signsuisse.csv": (
            "id,name,signedLanguage,spokenLanguage,video,category\n"
            "1,Haus,ch-de,de,https://example.org/a/1.mp4,x\n"
            "2,maison,ch-fr,fr,https://example.org/a/2.mp4,x\n"
            "3,casa,ch-it,it,https://example.org/a/3.mp4,x\n"
            "4,Baum,ch-de,de,,x\n"
        ),
        "videos/1.mp4": 1,
        "videos/2.mp4": 2,
        "videos/3.mp4": 3,
    },
    signs=(("Haus", "sgg", 1), ("maison", "ssr", 1), ("casa", "slf", 1)),
    skipped=(
        "Line 5 of signsuisse.csv: No such file: videos/4.mp4. Check the spelling; .pose files and "
        "other videos of this name are found too.",
    ),
    find=("maison", "maison"),
)
