"""`signdict datasets get`: datasets whose publishers offer a list of films to programs."""

import json

import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.importing.catalogues import commons
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.commons import API, Commons, File
from tests.support.fakes import a_pose
from tests.support.webserver import Answer, Web

RAW = "https://raw.githubusercontent.com/school/data/main"


@pytest.fixture
def web(monkeypatch):
    with Web() as hosts:
        hosts.serve_all(monkeypatch)
        monkeypatch.setattr(commons, "LAG", 0.0)
        yield hosts


@pytest.fixture
def recordings(tmp_path):
    def make(count):
        paths = [tmp_path / "recordings" / f"{n}.pose" for n in range(count)]
        for number, path in enumerate(paths):
            write_pose(path, a_pose(number, 20))
        return [path.read_bytes() for path in paths]

    return make


@pytest.fixture
def recipe(tmp_path):
    def make(download, **more):
        values = {
            "title": "Our signs", "sign_languages": ["fsl"], "spoken_languages": ["fr", "en"],
            "home": "https://films.example/", "licence": "CC BY 4.0", "attribution": "A school",
        } | more  # fmt: skip
        lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
        lines += ["[download]", *(f"{key} = {json.dumps(v)}" for key, v in download.items())]
        (tmp_path / "ours.toml").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path / "ours.toml"

    return make


def signs():
    with open_dictionary() as dictionary:
        return {sign.gloss: sign for sign in dictionary.maintenance.signs()}


def offer(web, categories):
    """Have Wikimedia Commons offer the files of categories; return its API."""
    api = Commons(categories)
    web.pages[API] = api
    for members in categories.values():
        web.pages |= {m.address: Answer(m.content) for m in members if isinstance(m, File)}
    return api


def test_a_category_of_commons_is_added_with_the_licence_and_the_maker_of_each_film(
    home, web, recordings, recipe
):
    one, two, three, four = recordings(4)
    api = offer(
        web,
        {
            "Signs of ours": [
                File("LL-Q1 (fsl)-Laura-bonjour.pose", one),
                File("LL-Q1 (fsl)-Laura-chat noir.pose", two),
                File("LL-Q1 (fsl)-Elix-eau.pose", three, "CC0", "Elix &amp; <b>others</b>"),
                File("LL-Q1 (fsl)-Laura-vendu.pose", four, "CC BY-NC 4.0"),
                File("LL-Q1 (fsl)-Laura-sans.pose", four, ""),
                File("LL-Q1 (fsl)-Laura-voix.wav", four, mime="audio/wav"),
                File("Another name.pose", four),
            ]
        },
    )
    path = recipe(
        {
            "kind": "commons",
            "category": "Signs_of_ours",
            "name": "LL-Q1 (fsl)-{signer}-{gloss}",
        }
    )
    done = run("datasets", "get", path)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == (
        "Films in the list: 3.\n"
        "Clips added: 3; already stored: 0.\n"
        "Files of the list that were not taken: 4\n"
        "  1 with licence CC BY-NC 4.0\n"
        "  1 with no licence\n"
        "  1 with no film\n"
        "  1 with no gloss in its name\n"
    )
    found = signs()
    assert sorted(found) == ["bonjour", "chat noir", "eau"]
    source = found["bonjour"].source
    assert (source.name, source.licence) == ("Our signs (Laura, CC BY-SA 4.0)", "CC BY-SA 4.0")
    assert source.attribution == "Laura, CC BY-SA 4.0, on Wikimedia Commons"
    assert source.url == "https://commons.wikimedia.org/wiki/Category:Signs_of_ours"
    assert found["eau"].source.attribution == "Elix & others, CC0, on Wikimedia Commons"
    assert {s.sign_language for s in found.values()} == {"fsl"}
    assert {s.spoken_language for s in found.values()} == {"fr"}
    assert api.asked[0]["gcmtitle"] == "Category:Signs of ours"
    assert {a["maxlag"] for a in api.asked} == {"0"}  # 5, except in this test
    asked = len(web.requests)
    assert printed("datasets", "get", path)["already"] == 3
    assert not [r for r in web.requests[asked:] if r.host == "upload.wikimedia.org"]


def test_categories_in_a_category_are_read_each_once(home, web, recordings, recipe):
    one, two = recordings(2)
    inner = ["Signs of ours", "Inner", File("un.pose", one), File("deux.pose", two)]
    offer(web, {"Signs of ours": ["Inner", File("un.pose", one)], "Inner": inner})
    path = recipe({"kind": "commons", "category": "Signs of ours", "subcategories": True})
    report = printed("datasets", "get", path)
    assert (report["listed"], report["added"]) == (2, 2)
    assert signs()["deux"].source.name == "Our signs"


def test_a_limit_holds_for_the_films_of_the_list(home, web, recordings, recipe):
    contents = recordings(5)
    offer(web, {"Ours": [File(f"s{n}.pose", c) for n, c in enumerate(contents)]})
    path = recipe({"kind": "commons", "category": "Ours"})
    assert printed("datasets", "get", path, "--limit", 2)["added"] == 2
    assert printed("datasets", "get", path, "--limit", 3)["added"] == 1


def test_servers_that_lag_are_waited_for(home, web, recordings, recipe):
    api = offer(web, {"Ours": [File("un.pose", *recordings(1))]})
    lag = {"error": {"code": "maxlag", "info": "Waiting for db1: 6 seconds lagged", "lag": 6}}
    api.errors = [lag, lag]
    path = recipe({"kind": "commons", "category": "Ours"})
    assert printed("datasets", "get", path)["added"] == 1
    api.errors = [lag] * 9
    done = run("datasets", "get", path)
    assert (done.exit_code, done.stderr) == (
        2, "commons.wikimedia.org asks to come back later. Try again in an hour.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            Answer(b"<html>", headers={"Content-Type": "text/html"}),
            "commons.wikimedia.org answered with something else than JSON.",
        ),
        (Answer(b'{"query": {"pages": ['), "commons.wikimedia.org answered with something else"),
        (Answer(b"[]"), "commons.wikimedia.org asks to come back later."),
        (Answer(b"{}"), "The list of Our signs has no film."),
        (Answer(status=404), "commons.wikimedia.org has nothing at this address (404)."),
        (
            Answer(b'{"error": {"code": "invalidcategory", "info": "No such category."}}'),
            "commons.wikimedia.org refused the request: No such category.",
        ),
        (
            Answer(b'{"query": {"pages": [{"title": "File:a.webm"}]}}'),
            "The list of Our signs has no",
        ),
    ],
)
def test_an_answer_that_is_no_list_is_reported_and_nothing_is_added(
    home, web, recipe, answer, said
):
    web.pages[API] = answer
    done = run("datasets", "get", recipe({"kind": "commons", "category": "Ours"}))
    assert done.exit_code == 2
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert not home.catalogues.exists()
    assert not home.library.exists()


def test_a_list_of_sign_language_translator_is_added_with_its_words(home, web, recordings, recipe):
    one, two, three = recordings(3)
    where = "https://github.com/school/data/releases/download/v1"
    files = {
        "videos/pk-hfad-1_house.pose": f"{where}/pk-hfad-1_house.pose",
        "videos/pk-hfad-1_spring(coil).pose": f"{where}/pk-hfad-1_spring.coil.pose",
        "videos/pk-hfad-1_no-word.pose": f"{where}/no-word.pose",
        "videos/wordless_wordless.mp4": f"{where}/wordless_wordless.mp4",
        "datasets/pk-hfad-1_videos-mp4.zip": f"{where}/pk-hfad-1_videos-mp4.zip",
    }
    words = [
        {
            "country": "pk",
            "mapping": [
                {"label": "pk-hfad-1_house", "token": {"en": ["house"], "ur": ["گھر", "مکان"]}},
                {"label": "pk-hfad-1_spring(coil)", "token": {"en": ["spring(coil)"], "ur": []}},
            ],
        }
    ]
    listed = {"sign-dictionary": [{"description": "pk-hfad-1", "file_to_url": files}]}
    web.pages[f"{RAW}/urls.json"] = Answer(json.dumps(listed).encode())
    web.pages[f"{RAW}/words.json"] = Answer(json.dumps(words).encode())
    web.pages |= {
        f"{where}/pk-hfad-1_house.pose": Answer(one),
        f"{where}/pk-hfad-1_spring.coil.pose": Answer(
            status=302, headers={"Location": "https://films.example/spring.pose"}
        ),
        "https://films.example/spring.pose": Answer(two),
        f"{where}/no-word.pose": Answer(three),
    }
    path = recipe(
        {
            "kind": "files", "address": f"{RAW}/urls.json", "words": f"{RAW}/words.json",
            "name": "pk-hfad-1_{gloss}",
        },
        sign_languages=["pks"], spoken_languages=["ur", "en"],
    )  # fmt: skip
    report = printed("datasets", "get", path)
    assert (report["listed"], report["added"]) == (3, 3)
    assert report["not_taken"] == {"no gloss in its name": 1, "no film": 1}
    found = signs()
    assert sorted(found) == ["no word", "spring(coil)", "گھر"]
    assert found["گھر"].spoken_language == "ur"
    assert found["spring(coil)"].spoken_language == "en"
    assert printed("find", "مکان", "--language", "pks")[0]["gloss"] == "گھر"
    web.pages[f"{RAW}/urls.json"] = Answer(b'{"datasets": []}')
    done = run("datasets", "get", path)
    assert done.stderr == (
        "The list at raw.githubusercontent.com has no file_to_url. "
        "It may have moved. See its home page.\n"
    )


def test_a_table_that_a_school_publishes_is_added(home, web, recordings, recipe):
    one, two = recordings(2)
    rows = "Path,gloss,translation,licence\nfilms/a.pose,un,one,CC0\nhttps://films.example/b.pose,deux,,\n,,,\n"
    web.pages[f"{RAW}/list.csv"] = Answer(rows.encode("utf-8-sig"))
    web.pages[f"{RAW}/films/a.pose"] = Answer(one)
    web.pages["https://films.example/b.pose"] = Answer(two)
    path = recipe({"kind": "table", "address": f"{RAW}/list.csv"})
    assert printed("datasets", "get", path)["added"] == 2
    assert sorted(signs()) == ["deux", "un"]
    web.pages[f"{RAW}/list.csv"] = Answer(b"a,b\n1,2\n")
    assert run("datasets", "get", path).stderr.startswith(
        "raw.githubusercontent.com answered with something else than a table with path and gloss."
    )


@pytest.mark.parametrize(
    ("download", "said"),
    [
        ({"kind": "gopher"}, "download.kind is gopher, and not commons, files, table."),
        ({}, "download.kind is missing"),
        ({"kind": "commons"}, "download.category is missing."),
        ({"kind": "commons", "category": 7}, "download.category is not a text."),
        (
            {"kind": "commons", "category": "Ours", "name": "{word}.webm"},
            "download.name has a pattern without {gloss}: {word}.webm.",
        ),
        (
            {"kind": "table", "address": "http://films.example/a.csv"},
            "does not start with https://",
        ),
        ({"kind": "table", "address": "https://127.0.0.1/a.csv"}, "127.0.0.1 is this computer"),
    ],
)
def test_a_recipe_that_cannot_be_fetched_by_is_reported(home, web, recipe, download, said):
    done = run("datasets", "get", recipe(download or {"none": 1}))
    assert done.exit_code == 2
    assert said in done.stderr
    assert web.requests == []


def test_a_dataset_without_a_public_list_says_how_to_get_it(home, web):
    done = run("datasets", "get", "wlasl")
    assert done.exit_code == 2
    assert done.stderr.startswith("WLASL has no list of films that programs may fetch. ")
    assert web.requests == []


def test_the_text_of_html_is_taken_without_its_marks():
    assert commons.plain_text("<p>A &amp; <i>B</i><style>x</style>\n C</p>") == "A & B C"


@pytest.mark.parametrize(
    ("licence", "is_free"),
    [
        ("CC BY 3.0", True), ("CC BY-SA 4.0", True), ("CC BY-SA 3.0 de", True), ("CC0", True),
        ("Public domain", True), ("PD-self", True), ("cc-by-sa-4.0", True),
        ("CC BY-SA 4.0,3.0", True),
        ("CC BY-NC 4.0", False), ("CC BY-ND 4.0", False), ("CC BY-NC-SA 4.0", False),
        ("GFDL", False), ("Fair use", False), ("", False), ("CC BY 4.0 but not for sale", False),
    ],
)  # fmt: skip
def test_only_free_licences_are_taken(licence, is_free):
    assert bool(commons._FREE.fullmatch(licence)) is is_free
