"""Films are fetched whole or not at all, and nothing half-written stays."""

import hashlib
import threading
from dataclasses import replace
from email.utils import formatdate
from itertools import pairwise

import pytest

from signdict.core import files
from signdict.core.errors import CancelledError, FetchError, WriteError
from signdict.fetching import films
from signdict.fetching.films import Film, fetch
from signdict.importing.entries import ENDINGS
from tests.support.full_disk import fill, small_disk
from tests.support.webserver import QUICK, Answer, Web, ranged

A = "https://films.example/a.mp4"
CONTENT = bytes(range(256)) * 40


@pytest.fixture
def web():
    with Web() as hosts:
        yield hosts


def fetched(web, folder, film=None, manners=QUICK, **options):
    film = film or Film(A)
    with web.client(manners) as client:
        return fetch(client, film, folder, ENDINGS, **options)


def refusal(web, folder, film=None, manners=QUICK, **options):
    """Return why a film cannot be fetched; nothing may stay."""
    with pytest.raises(FetchError) as caught:
        fetched(web, folder, film, manners, **options)
    assert [*folder.glob("*")] == []
    return str(caught.value)


def test_a_film_is_fetched_once(web, tmp_path):
    web.pages[A] = Answer(CONTENT)
    path = fetched(web, tmp_path)
    assert path.read_bytes() == CONTENT
    assert path.name == f"a {hashlib.sha256(A.encode()).hexdigest()[:12]}.mp4"
    assert fetched(web, tmp_path) == path
    assert web.asked == [A]


def test_nothing_about_the_user_is_sent(web, tmp_path):
    web.pages[A] = Answer(CONTENT, headers={"Set-Cookie": "who=you"})
    web.pages["https://films.example/b.mp4"] = Answer(CONTENT)
    with web.client() as client:
        for address in (A, "https://films.example/b.mp4"):
            fetch(client, Film(address), tmp_path, ENDINGS)
    names = {name for request in web.requests for name in request.headers}
    assert names == {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert web.requests[0].headers["user-agent"].startswith("signdict/")


@pytest.mark.parametrize(
    ("address", "kind", "ending"),
    [
        ("https://films.example/watch?id=5", "video/webm", ".webm"),
        ("https://films.example/b.WEBM", "application/octet-stream", ".webm"),
        ("https://films.example/", "video/mp4; codecs=avc1", ".mp4"),
        ("https://films.example/c", "", ".mp4"),
    ],
)
def test_a_film_has_the_ending_of_its_address_or_of_its_type(web, tmp_path, address, kind, ending):
    web.pages[address.partition("?")[0]] = Answer(CONTENT, headers={"Content-Type": kind})
    assert fetched(web, tmp_path, Film(address)).suffix == ending


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "films.example has nothing at this address (404)."),
        (Answer(status=410), "films.example has nothing at this address (410)."),
        (Answer(status=403), "films.example does not let signdict fetch this (403)."),
        (Answer(status=500), "films.example failed (500)."),
        (Answer(status=418), "films.example refused the request (418)."),
        (Answer(b""), "films.example sent an empty film."),
        (
            Answer(b"<html>", headers={"Content-Type": "text/html; charset=utf-8"}),
            "films.example answered with a web page instead of a film.",
        ),
        (
            Answer(b"\n <!DOCTYPE HTML>"),
            "films.example answered with a web page instead of a film.",
        ),
        (Answer(b"#EXTM3U\n"), "films.example answered with a playlist instead of a film."),
        (
            Answer(b"{}", headers={"Content-Type": "application/json"}),
            "films.example answered with application/json instead of a film.",
        ),
        (
            Answer(b"PK", headers={"Content-Type": "application/zip"}),
            "films.example answered with application/zip instead of a film.",
        ),
        (
            Answer(b"moved", headers={"Content-Type": "text/plain"}),
            "films.example answered with text instead of a film.",
        ),
        (
            Answer(CONTENT, sent=100),
            "The connection to films.example broke before everything had come.",
        ),
        (Answer(sent=0, headers={"Content-Length": "-5"}), "The connection to films.example broke"),
    ],
)
def test_an_answer_that_is_no_film_is_refused_in_one_sentence(web, tmp_path, answer, reason):
    web.pages[A] = answer
    assert refusal(web, tmp_path, manners=replace(QUICK, patience=0)).startswith(reason)


def test_a_film_that_another_one_took_the_place_of_is_refused(web, tmp_path):
    web.pages[A] = Answer(CONTENT)
    for checksum in ("sha256", "sha1", "md5"):
        wrong = Film(A, f"{checksum}:{hashlib.new(checksum, b'other').hexdigest()}")
        assert f"its {checksum} differs" in refusal(web, tmp_path, wrong)
        right = Film(A, f"{checksum}:{hashlib.new(checksum, CONTENT).hexdigest().upper()}")
        fetched(web, tmp_path, right).unlink()
    said = refusal(web, tmp_path, Film(A, size=7))
    assert said.startswith("films.example sent a film of 10240 bytes, and the list says 7.")


def test_a_film_above_the_limit_is_refused(web, tmp_path):
    web.pages[A] = Answer(CONTENT)
    for film in (Film(A), Film(A, size=5_000_000)):
        said = refusal(web, tmp_path, film, most=10_000)
        assert said.endswith("larger than 0 MB. Raise the limit with --max-size.")
    web.pages[A] = Answer(CONTENT, headers={"Content-Encoding": "x", "Content-Length": "10240"})
    refusal(web, tmp_path, most=10_000)


def test_a_broken_connection_is_taken_up_where_it_broke(web, tmp_path):
    def page(request):
        answer = ranged(CONTENT, request)
        return replace(answer, sent=3000) if len(web.requests) < 3 else answer

    web.pages[A] = page
    assert fetched(web, tmp_path).read_bytes() == CONTENT
    assert [r.headers.get("range") for r in web.requests] == [None, "bytes=3000-", "bytes=6000-"]


def test_a_host_that_does_not_know_ranges_is_asked_again(web, tmp_path):
    web.pages[A] = [Answer(CONTENT, sent=500), Answer(CONTENT)]
    assert fetched(web, tmp_path).read_bytes() == CONTENT


def test_another_part_than_was_asked_for_is_not_used(web, tmp_path):
    def page(request):
        if "range" in request.headers:
            return Answer(b"x" * 10, 206, {"Content-Range": "bytes 7-16/10240", "ETag": '"one"'})
        first = len(web.requests) == 1
        return Answer(CONTENT, headers={"ETag": '"one"'}, sent=500 if first else None)

    web.pages[A] = page
    assert fetched(web, tmp_path).read_bytes() == CONTENT


def test_a_film_that_was_stopped_goes_on_another_day(web, tmp_path):
    web.pages[A] = lambda request: ranged(CONTENT, request)
    with web.client() as client, pytest.raises(CancelledError):
        fetch(client, Film(A), tmp_path, ENDINGS, show=lambda _: client.stop())
    (part,) = tmp_path.glob("*.part")
    with part.open("r+b") as file:
        file.truncate(4000)  # as after a power failure
    assert fetched(web, tmp_path).read_bytes() == CONTENT
    assert web.requests[-1].headers["range"] == "bytes=4000-"
    assert len([*tmp_path.iterdir()]) == 1


def test_a_film_that_was_complete_but_not_renamed_is_fetched_again(web, tmp_path):
    web.pages[A] = lambda request: ranged(CONTENT, request)
    (tmp_path / f"{Film(A).stem}.part").write_bytes(CONTENT)
    (tmp_path / f"{Film(A).stem}.mark").write_text('"one"')
    assert fetched(web, tmp_path).read_bytes() == CONTENT


def test_a_film_that_changed_meanwhile_is_fetched_from_its_start(web, tmp_path):
    web.pages[A] = lambda request: ranged(CONTENT, request)
    (tmp_path / f"{Film(A).stem}.part").write_bytes(b"older")
    (tmp_path / f"{Film(A).stem}.mark").write_text('"zero"')
    assert fetched(web, tmp_path).read_bytes() == CONTENT


def test_a_slow_host_is_given_up(web, tmp_path):
    web.pages[A] = Answer(CONTENT, wait=0.4)
    said = refusal(web, tmp_path, manners=replace(QUICK, read=0.1))
    assert said == "films.example stopped sending. Try again later."
    manners = replace(QUICK, slow=0.1, slowest=1e9)
    assert (
        refusal(web, tmp_path, manners=manners)
        == "films.example sends too slowly. Try again later."
    )


def test_a_host_that_asks_to_wait_is_obeyed_within_limits(web, tmp_path):
    web.pages[A] = [Answer(status=429, headers={"Retry-After": "1"}), Answer(CONTENT)]
    fetched(web, tmp_path).unlink()
    first, second = web.requests
    assert second.moment - first.moment >= 1
    web.pages[A] = Answer(status=503, headers={"Retry-After": "7200"})
    said = refusal(web, tmp_path)
    assert said == "films.example asks to come back later (503). Try again in 120 minutes."
    web.pages[A] = Answer(status=429, headers={"Retry-After": formatdate(4e9, usegmt=True)})
    assert refusal(web, tmp_path).startswith("films.example asks to come back later (429).")


def test_requests_to_one_host_have_pauses_between_them(web, tmp_path):
    addresses = [f"https://films.example/{n}.mp4" for n in range(3)]
    web.pages |= dict.fromkeys(addresses, Answer(CONTENT))
    with web.client(replace(QUICK, pause=0.2)) as client:
        for address in addresses:
            fetch(client, Film(address), tmp_path, ENDINGS)
    moments = [request.moment for request in web.requests]
    assert min(b - a for a, b in pairwise(moments)) >= 0.2


def test_a_host_that_is_down_is_asked_twice_and_never_again(web, tmp_path):
    web.pages[A] = Answer(status=429, headers={"Retry-After": "9999"})
    with web.client() as client:
        for name in ("a", "b", "c"):
            with pytest.raises(FetchError, match="asks to come back later"):
                fetch(client, Film(f"https://films.example/{name}.mp4"), tmp_path, ENDINGS)
    assert len(web.requests) == 1


def test_a_full_disk_stops_everything_and_leaves_nothing(web, tmp_path, monkeypatch):
    web.pages[A] = Answer(CONTENT)
    with small_disk(tmp_path / "disk") as disk:
        monkeypatch.setattr(films, "_RESERVE", 0)
        filler = fill(disk, left=4096)
        with pytest.raises(WriteError, match="is full, so no further film was fetched"):
            fetched(web, disk)
        assert [*disk.iterdir()] == [filler]


def test_a_folder_that_cannot_be_written_is_reported(web, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="Films cannot be written to"):
        fetched(web, tmp_path / "file")


def test_a_stop_ends_a_wait_at_once(web, tmp_path):
    web.pages[A] = Answer(status=429, headers={"Retry-After": "100"})
    with web.client(replace(QUICK, patience=200)) as client:
        timer = threading.Timer(0.2, client.stop)
        timer.start()
        with pytest.raises(CancelledError):
            fetch(client, Film(A), tmp_path, ENDINGS)
        timer.join()


def test_progress_says_how_much_has_come_how_fast(web, tmp_path):
    web.pages[A] = Answer(CONTENT, wait=0.2, pieces=4)
    said = []
    fetched(web, tmp_path, show=lambda received: said.append(str(received)))
    assert said[-1].startswith("a.mp4 from films.example, 10 kB of 10 kB, ")
    assert said[-1].endswith(" kB/s")


def test_sizes_are_written_for_people():
    sizes = (0, 400, 40_000, 1_200_000, 3_100_000_000, 25_000_000_000)
    assert [files.size_text(s) for s in sizes] == [
        "0 kB",
        "1 kB",
        "40 kB",
        "1.2 MB",
        "3.1 GB",
        "25 GB",
    ]
