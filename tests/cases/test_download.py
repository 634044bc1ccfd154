"""Films that a list names by their addresses: never without --download, whole and once with it."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.fetching.films import Film
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.clip_lists import book, suisse, wlasl_file
from tests.support.clips import TRACKER
from tests.support.fakes import a_pose
from tests.support.steps import changes
from tests.support.webserver import Answer, Web, ranged

HOST, OTHER = "https://films.example", "https://other.example"


@pytest.fixture
def web(monkeypatch):
    with Web() as hosts:
        hosts.serve_all(monkeypatch)
        yield hosts


@pytest.fixture
def recording(tmp_path):
    """Return the bytes of a .pose file; each number gives another sign."""

    def make(number=0):
        write_pose(tmp_path / "recordings" / f"{number}.pose", a_pose(number, 20))
        return (tmp_path / "recordings" / f"{number}.pose").read_bytes()

    return make


def table(folder, *rows, name="list.csv", columns=("path", "gloss", "sign_language")):
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return folder / name


def of(address, gloss="book"):
    return (address, gloss, "ase")


def glosses():
    with open_dictionary() as dictionary:
        return [sign.gloss for sign in dictionary.maintenance.signs()]


def media(gloss):
    with open_dictionary() as dictionary:
        (sign,) = [s for s in dictionary.maintenance.signs() if s.gloss == gloss]
        return [clip.media for clip in sign.clips]


def test_without_the_option_a_film_on_the_web_is_skipped_and_nobody_is_asked(home, web, tmp_path):
    path = table(tmp_path, of(f"{HOST}/book.pose"))
    done = run("add", path)
    assert done.exit_code == 1
    assert (
        f"{tmp_path / 'book.pose'}: {HOST}/book.pose is not on this computer. "
        "Fetch it with --download.\n"
    ) in done.stdout
    assert web.requests == []
    assert not home.films.exists()


def test_with_the_option_it_is_fetched_read_and_deleted(home, web, recording, tmp_path):
    web.pages[f"{HOST}/book.pose"] = Answer(recording())
    path = table(tmp_path, of(f"{HOST}/book.pose"))
    done = run("add", path, "--download")
    assert (done.exit_code, done.stdout) == (0, "Clips added: 1; already stored: 0.\n")
    assert glosses() == ["book"]
    assert not home.films.exists()
    assert [p.name for p in home.imports.iterdir()] == ["000001.db"]


def test_a_film_that_is_stored_is_not_fetched_again(home, web, recording, tmp_path):
    web.pages[f"{HOST}/book.pose"] = Answer(recording())
    path = table(tmp_path, of(f"{HOST}/book.pose"))
    run("add", path, "--download")
    assert printed("add", path, "--download")["already"] == 1
    assert len(web.requests) == 1


def test_films_are_kept_if_that_is_wanted(home, web, recording, tmp_path):
    for number in range(3):
        web.pages[f"{HOST}/{number}.pose"] = Answer(recording(number))
    run("add", table(tmp_path, of(f"{HOST}/0.pose", "zero")), "--download", "--keep")
    stem = Film(f"{HOST}/0.pose").stem
    assert [*home.films.iterdir()] == [home.films / f"{stem}.pose"]
    assert (home.films / f"{stem}.pose").read_bytes() == recording(0)
    other = table(tmp_path, of(f"{HOST}/1.pose", "one"), name="b.csv")
    run("add", other, "--download", "--keep-in", tmp_path / "mine")
    assert len([*(tmp_path / "mine").iterdir()]) == 1
    done = run("add", other, "--keep")
    assert (done.exit_code, done.stderr) == (
        2, "--keep is about films that are fetched. Add --download, or leave it out.\n",
    )  # fmt: skip


def test_a_film_with_several_signs_is_fetched_once(home, web, recording, tmp_path):
    web.pages[f"{HOST}/all.pose"] = Answer(recording())
    columns = ("path", "gloss", "sign_language", "start", "end")
    rows = [(f"{HOST}/all.pose", f"sign {n}", "ase", n / 10, n / 10 + 0.3) for n in range(4)]
    rows.insert(2, (f"{OTHER}/none.pose", "other", "ase", "", ""))
    path = table(tmp_path, *rows, columns=columns)
    report = printed("add", path, "--download")
    assert (report["added"], report["left_out"]) == (4, 1)
    assert web.asked.count(f"{HOST}/all.pose") == 1
    assert [p.name for p in home.imports.iterdir()] == ["000001.db"]


def test_a_file_that_is_here_is_read_in_place_of_its_address(home, web, recording, tmp_path):
    (tmp_path / "book.pose").write_bytes(recording())
    path = table(tmp_path, of(f"{HOST}/signs/book.pose"))
    assert printed("add", path, "--download")["added"] == 1
    assert web.requests == []


def test_a_table_without_paths_may_have_its_addresses_in_url(home, web, recording, tmp_path):
    web.pages[f"{HOST}/book.pose"] = Answer(recording())
    path = table(tmp_path, of(f"{HOST}/book.pose"), columns=("URL", "Gloss", "Sign language"))
    assert printed("add", path, "--download")["added"] == 1
    (source,) = [s for s in printed("sources") if s["name"] == "list"]
    assert source["url"] == ""


def test_the_report_counts_what_was_not_fetched_by_host_and_reason(home, web, recording, tmp_path):
    web.pages[f"{HOST}/good.pose"] = Answer(recording())
    web.pages[f"{OTHER}/page"] = Answer(b"<html>", headers={"Content-Type": "text/html"})
    rows = [of(f"{HOST}/{n}.pose", f"n{n}") for n in range(3)]
    rows += [of(f"{OTHER}/page", "page"), of(f"{HOST}/good.pose", "good")]
    path = table(tmp_path, *rows)
    done = run("add", path, "--download")
    assert done.exit_code == 0
    assert done.stdout == (
        "Clips added: 1; already stored: 0.\n"
        "Skipped: 4\n"
        f"  {tmp_path}/0.pose: Not fetched: films.example has nothing at this address (404). "
        "Correct the address.\n"
        f"  {tmp_path}/1.pose: Not fetched: films.example has nothing at this address (404). "
        "Correct the address.\n"
        f"  {tmp_path}/2.pose: Not fetched: films.example has nothing at this address (404). "
        "Correct the address.\n"
        f"  {tmp_path}/page: Not fetched: "
        "other.example answered with a web page instead of a film. "
        "Open the address in a browser: it may have moved, or need a login.\n"
        "Films that were not fetched, by host:\n"
        "  host           films  reason\n"
        "  films.example  3      films.example has nothing at this address (404). "
        "Correct the address.\n"
        "  other.example  1      other.example answered with a web page instead of a film. "
        "Open the address in a browser: it may have moved, or need a login.\n"
    )
    report = printed("imports", "report", 1)
    assert [(u["host"], u["films"]) for u in report["unfetched"]] == [
        ("films.example", 3), ("other.example", 1),
    ]  # fmt: skip
    web.pages[f"{HOST}/1.pose"] = Answer(recording(1))
    assert printed("imports", "try-again", 1)["added"] == 1
    assert sorted(glosses()) == ["good", "n1"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (
            "http://films.example/a.pose",
            "http://films.example/a.pose does not start with https://.",
        ),
        ("https://u:p@films.example/a.pose", "The address contains a user name or a password."),
        ("https://127.0.0.1/a.pose", "127.0.0.1 is this computer or in its own network."),
        ("https://[::1]/a.pose", "[::1] is this computer or in its own network."),
        ("https:///a.pose", "https:///a.pose is not an address of a film."),
    ],
)
def test_an_address_that_is_never_fetched_is_skipped_with_its_line(
    home, web, tmp_path, address, reason
):
    done = run("add", table(tmp_path, of(address)), "--download")
    assert done.exit_code == 1
    assert f"Line 2 of list.csv: {reason}" in done.stdout
    assert web.requests == []


def test_checksums_and_sizes_of_a_list_are_checked(home, web, recording, tmp_path):
    content = recording()
    for name in "abcde":
        web.pages[f"{HOST}/{name}.pose"] = Answer(content)
    right, wrong = hashlib.sha256(content).hexdigest(), hashlib.md5(b"").hexdigest()
    columns = ("path", "gloss", "sign_language", "sha256", "md5", "size")
    path = table(
        tmp_path,
        (*of(f"{HOST}/a.pose", "a"), right.upper(), "", len(content)),
        (*of(f"{HOST}/b.pose", "b"), "", wrong, ""),
        (*of(f"{HOST}/c.pose", "c"), "", "", 17),
        (*of(f"{HOST}/d.pose", "d"), "beef", "", ""),
        (*of(f"{HOST}/e.pose", "e"), "", "", "2 MB"),
        columns=columns,
    )
    report = printed("add", path, "--download")
    assert report["added"] == 1
    reasons = sorted(clip["reason"] for clip in report["skipped"])
    assert reasons[0].startswith("Line 5 of list.csv: beef is not a valid sha256.")
    assert reasons[1].startswith("Line 6 of list.csv: 2 MB is not a valid size in bytes.")
    assert reasons[2].startswith("Not fetched: films.example sent a film of ")
    assert reasons[3].startswith("Not fetched: films.example sent another film than the list says")
    assert glosses() == ["a"]


def test_a_film_above_the_limit_is_not_fetched(home, web, tmp_path):
    web.pages[f"{HOST}/a.mp4"] = Answer(bytes(1_500_000))
    path = table(tmp_path, of(f"{HOST}/a.mp4"))
    done = run("add", path, "--download", "--max-size", 1)
    assert (
        "Not fetched: The film at films.example is larger than 1 MB. "
        "Raise the limit with --max-size."
    ) in done.stdout


def test_a_preview_counts_films_and_hosts_and_asks_nobody(home, web, tmp_path):
    columns = ("path", "gloss", "sign_language", "size")
    rows = [(f"{HOST}/{n}.mp4", f"g{n}", "ase", 2_000_000) for n in range(3)]
    rows += [(f"{OTHER}/x.mp4", "x", "ase", ""), (f"{HOST}/0.mp4", "again", "ase", 2_000_000)]
    path = table(tmp_path, *rows, columns=columns)
    done = run("add", path, "--preview", "--licence", "CC0")
    assert done.exit_code == 1
    line = "Films on the web: 4 (films.example 3, other.example 1); about 6.0 MB, 1 of unknown size"
    assert line in done.stdout
    assert "Clips: 0, glosses: 0 (none)" in done.stdout
    assert done.stderr == "Films at addresses are fetched with --download only.\n"
    preview = printed("add", path, "--preview", "--download")
    assert preview["ready"] == 5
    assert preview["films"] == {
        "count": 4, "hosts": {"films.example": 3, "other.example": 1}, "bytes": 6_000_000,
        "unknown": 1,
    }  # fmt: skip
    assert web.requests == []


def test_a_list_of_wlasl_names_films_by_their_addresses(home, web, recording, tmp_path):
    web.pages[f"{HOST}/book.pose"] = Answer(recording())
    items = book("00001", "00002", "00003")
    for number, url in enumerate(
        (f"{HOST}/book.pose", "https://www.youtube.com/watch?v=abcdefghijk", "http://old.example/a")
    ):
        items[0]["instances"][number] |= {"url": url}
    path = wlasl_file(tmp_path, items)
    done = run("add", path)
    assert done.exit_code == 1
    assert f"{HOST}/book.pose is not on this computer. Fetch it with --download." in done.stdout
    report = printed("add", path, "--download")
    assert (report["added"], report["left_out"]) == (1, 2)
    assert web.asked == [f"{HOST}/book.pose"]


def test_a_list_of_ms_asl_names_films_by_their_addresses(home, web, recording, tmp_path):
    web.pages[f"{HOST}/hello.pose"] = Answer(recording())
    items = [
        {"text": "hello", "url": f"{HOST}/hello.pose", "start_time": 0, "end_time": 0.5},
        {"text": "bye", "url": "https://www.youtube.com/watch?v=abcdefghijk"},
    ]
    (tmp_path / "MSASL.json").write_text(json.dumps(items))
    report = printed("add", tmp_path / "MSASL.json", "--download")
    assert report["added"] == 1
    assert report["skipped"][0]["reason"].endswith("(bye). Download the video first.")


def test_a_table_of_signsuisse_names_films_by_their_addresses(home, web, recording, tmp_path):
    web.pages[f"{HOST}/v/Baum.pose"] = Answer(recording())
    path = suisse(tmp_path, ("7", "Baum", "ch-de", "de", f"{HOST}/v/Baum.pose"))
    assert printed("add", path, "--download")["added"] == 1


def test_a_stopped_import_goes_on_where_it_was(home, web, recording, tmp_path):
    addresses = [f"{HOST}/{n}.pose" for n in range(6)]
    for number, address in enumerate(addresses):
        content = recording(number)
        web.pages[address] = lambda request, content=content: ranged(content, request)
    path = table(tmp_path, *(of(a, f"g{n}") for n, a in enumerate(addresses)))
    web.pages[addresses[4]] = replace(Answer(recording(4)), wait=3)
    from signdict.importing.entries import Download

    with open_dictionary() as dictionary:
        steps = dictionary.add(path, download=Download())
        next(step for step in changes(steps) if step.done == 2)
        steps.close()
        (summary,) = dictionary.imports.all()
        assert 0 < summary.added < 5
    web.pages[addresses[4]] = Answer(recording(4))
    before = len(web.requests)
    report = printed("imports", "go-on")
    assert report["added"] == 6
    asked = web.asked[before:]
    assert not {*asked} & {*addresses[: summary.added]}
    assert sorted(glosses()) == [f"g{n}" for n in range(6)]
    assert [p.name for p in home.imports.iterdir()] == ["000001.db"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_import_takes_up_a_film_where_it_broke(home, web, recording, tmp_path):
    """The part that came before is not asked for again, and the library is intact."""
    content = recording()
    address = f"{HOST}/book.pose"
    half = len(content) // 2

    def page(request):
        answer = ranged(content, request)
        if "range" in request.headers:
            return answer
        head = dict(answer.headers) | {"Content-Length": str(len(content))}
        return Answer(content[:half], 200, head)  # the rest never comes

    web.pages[address] = page
    path = table(tmp_path, of(address))
    code = (
        "import sys; from tests.support.webserver import hosts_of_another_process\n"
        "from signdict.core import paths; from signdict.core.paths import Path\n"
        "from signdict.model.registry import Models\n"
        "from tests.support.fakes import PositionEncoder\n"
        f"paths.resources = lambda: Path({str(home.resources)!r})\n"
        "Models.open = lambda self, name=None: PositionEncoder()\n"
        f"hosts_of_another_process({web.port})\n"
        "from signdict.cli.main import main; main()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, "add", path, "--download", "--library", home.home],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    folder = home.imports / "000001.films"
    until = time.monotonic() + 30
    while not any(p.stat().st_size == half for p in folder.glob("*.part")):
        assert child.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert printed("imports", "go-on")["added"] == 1
    assert [r.headers.get("range") for r in web.requests] == [None, f"bytes={half}-"]
    assert glosses() == ["book"]
    assert not folder.exists()


def test_a_host_that_is_down_is_left_out_at_once(home, web, tmp_path):
    web.pages[f"{HOST}/0.pose"] = Answer(status=429, headers={"Retry-After": "3600"})
    path = table(tmp_path, *(of(f"{HOST}/{n}.pose", f"g{n}") for n in range(20)))
    report = printed_failing("add", path, "--download")
    assert report["unfetched"] == [
        {
            "host": "films.example", "films": 20,
            "reason": "films.example asks to come back later (429). Try again in 60 minutes.",
        }
    ]  # fmt: skip
    assert len(web.requests) == 1


def printed_failing(*arguments):
    done = run(*arguments, "--json")
    assert done.exit_code == 1
    return json.loads(done.stdout)


def test_the_progress_says_how_much_of_a_film_has_come(home, web, tmp_path):
    from signdict.importing.entries import Download

    web.pages[f"{HOST}/a.mp4"] = Answer(bytes(300_000), wait=0.1, pieces=12)
    path = table(tmp_path, of(f"{HOST}/a.mp4"))
    with open_dictionary() as dictionary:
        said = {step.what for step in dictionary.add(path, download=Download())}
    assert any(text.startswith("a.mp4 from films.example, ") for text in said), said


def test_a_real_film_is_fetched_and_tracked(home, web, shared, tmp_path):
    film = shared / "data" / "videos" / "psp_kamaynikasyon"
    home.tracker.unlink()
    home.tracker.symlink_to(TRACKER)
    path = min(film.glob("*.mp4"), key=lambda p: p.stat().st_size)
    web.pages[f"{HOST}/watch"] = Answer(path.read_bytes())
    done = run("add", table(tmp_path, of(f"{HOST}/watch")), "--download", "--keep")
    assert (done.exit_code, done.stdout) == (0, "Clips added: 1; already stored: 0.\n")
    assert media("book") == [home.films / f"{Film(f'{HOST}/watch').stem}.mp4"]
    again = table(tmp_path, of(f"{HOST}/watch?2", "again"), name="b.csv")
    assert printed("add", again, "--download")["added"] == 1
    assert media("again") == [None]
