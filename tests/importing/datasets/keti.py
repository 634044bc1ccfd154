"""KETI: an annotation of all films, whose endings differ; sentences are skipped."""

from tests.support.miniatures import Miniature

HEAD = "번호,언어 제공자 ID,취득연도,방향,타입(단어/문장),파일명,한국어\n"

MINIATURE = Miniature(
    files={
        "KETI-2017-SL-Annotation-v2_1.csv": HEAD
        + "1,1,2017,정면,단어,KETI_SL_0000000001.avi,0\n"
        + "419,1,2017,정면,단어,KETI_SL_0000000419.MOV,화재\n"
        + "838,1,2017,측면,단어,KETI_SL_0000000838.MTS,화재\n"
        + "839,1,2017,정면,단어,KETI_SL_0000000839.MTS,병원\n"
        + "9000,1,2017,정면,문장,KETI_SL_0000009000.avi,불이 났어요\n",
        "0001~3000/KETI_SL_0000000001.avi": 1,
        "0001~3000/KETI_SL_0000000419.MOV": 2,
        "0001~3000/KETI_SL_0000000838.MTS": 3,
        "0001~3000/KETI_SL_0000000839.MTS": 4,
        "8381~9000/KETI_SL_0000009000.avi": 5,
    },
    signs=(("0", "kvk", 1), ("화재", "kvk", 2), ("병원", "kvk", 1)),
    skipped=("It is a sentence.",),
    find=("병원", "병원"),
    recognised=True,
)
