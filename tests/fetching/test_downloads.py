"""A thread fetches while the dictionary does something else; it never leaves anyone waiting."""

import time

import pytest

from signdict.core.errors import CancelledError, FetchError, WriteError
from signdict.fetching.downloads import Downloads
from signdict.fetching.films import MEGABYTES, Film
from signdict.importing.entries import ENDINGS
from tests.support.steps import drive
from tests.support.webserver import Answer, Web, ranged

A, B = "https://films.example/a.mp4", "https://films.example/b.mp4"
CONTENT = bytes(range(256)) * 40
MOST = MEGABYTES * 1_000_000


@pytest.fixture
def web(monkeypatch):
    with Web() as hosts:
        hosts.serve_all(monkeypatch)
        yield hosts


@pytest.fixture
def downloads():
    made = Downloads()
    yield made
    made.close()


def test_films_come_in_the_order_in_which_they_were_asked_for(web, downloads, tmp_path):
    web.pages |= {A: Answer(CONTENT), B: Answer(status=404)}
    first = downloads.film(Film(A), tmp_path, ENDINGS, MOST)
    second = downloads.film(Film(B), tmp_path, ENDINGS, MOST)
    assert second.result(10) == (
        "films.example has nothing at this address (404). Correct the address."
    )
    assert first.result(0).read_bytes() == CONTENT
    assert downloads.received is None


def test_closing_stops_what_waits_and_what_is_under_way(web, downloads, tmp_path):
    web.pages[A] = Answer(CONTENT, wait=0.1, pieces=50)
    running = downloads.film(Film(A), tmp_path, ENDINGS, MOST)
    waiting = downloads.film(Film(B), tmp_path, ENDINGS, MOST)
    while downloads.received is None:
        time.sleep(0.01)
    downloads.close()
    for future in (running, waiting):
        with pytest.raises(CancelledError):
            future.result(10)
    assert {path.suffix for path in tmp_path.iterdir()} == {".part", ".mark"}


def test_a_download_that_was_stopped_never_touches_the_film_again(web, tmp_path):
    """Its host may send on after another download has taken the film up."""
    web.pages[A] = [Answer(CONTENT, wait=0.5, pieces=3), Answer(CONTENT)]
    stopped = Downloads()
    late = stopped.film(Film(A), tmp_path, ENDINGS, MOST)
    while stopped.received is None:
        time.sleep(0.01)
    stopped.close()
    resumed = Downloads()
    path = resumed.film(Film(A), tmp_path, ENDINGS, MOST).result(10)
    resumed.close()
    with pytest.raises(CancelledError):
        late.result(10)
    assert path.read_bytes() == CONTENT
    assert [*tmp_path.iterdir()] == [path]


def test_a_disk_that_cannot_be_written_ends_the_import(web, downloads, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(WriteError):
        downloads.film(Film(A), tmp_path / "file", ENDINGS, MOST).result(10)


def test_certificates_that_cannot_be_read_are_reported(downloads, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    with pytest.raises(FetchError, match="The certificates of this computer cannot be read"):
        downloads.film(Film(A), tmp_path, ENDINGS, MOST).result(10)


def test_other_work_is_done_in_steps(web, downloads):
    web.pages[A] = lambda request: ranged(b'{"a": 1}', request, "application/json")
    reports, answer = drive(downloads.steps(lambda client: client.read_json(A), "a list"))
    assert answer == {"a": 1}
    assert {report.what for report in reports} == {"a list"}
