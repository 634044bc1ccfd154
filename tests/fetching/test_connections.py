"""Only public hosts are connected to, by https, also after redirects and through a proxy."""

import socket
import ssl
import threading
from contextlib import contextmanager

import pytest

from signdict.core.errors import FetchError
from signdict.fetching.addresses import checked, host_of, is_address, is_public, name_in
from signdict.fetching.client import Client
from signdict.fetching.connections import PublicBackend, proxy_for
from signdict.fetching.films import Film, fetch
from signdict.importing.entries import ENDINGS
from tests.support.webserver import QUICK, Answer, LocalHosts, Web

A, B = "https://films.example/a.mp4", "https://other.example/b.mp4"
CONTENT = bytes(range(256)) * 4


@pytest.fixture
def web():
    with Web() as hosts:
        yield hosts


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


def refusal(client, folder, address=A):
    with client, pytest.raises(FetchError) as caught:
        fetch(client, Film(address), folder, ENDINGS)
    assert [*folder.iterdir()] == []
    return str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0",
        "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "64:ff9b::10.0.0.1",
        "2001:0:4136:e378::1", "films.example", "",
    ],
)  # fmt: skip
def test_an_address_of_this_computer_or_its_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_other_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://films.example/a.mp4", "does not start with https://"),
        ("ftp://films.example/a.mp4", "does not start with https://"),
        ("https://me:secret@films.example/a.mp4", "contains a user name or a password"),
        ("https://me@films.example/a.mp4", "contains a user name or a password"),
        ("https:///a.mp4", "is not an address of a film"),
        ("https://films.example:99999/", "is not an address of a film"),
        ("https://films.example\\@other.example/", "is not an address of a film"),
        ("https://films.example/a\n.mp4", "is not an address of a film"),
        ("https://films.example/" + "a" * 3000, "is not an address of a film"),
        ("https://localhost/a.mp4", "localhost is this computer or in its own network"),
        ("https://printer.local/a.mp4", "printer.local is this computer"),
        ("https://127.0.0.1/a.mp4", "127.0.0.1 is this computer"),
        ("https://[::ffff:10.0.0.1]/a.mp4", "[::ffff:10.0.0.1] is this computer"),
    ],
)
def test_an_address_that_is_not_fetched_is_refused_without_asking_anyone(text, reason):
    with pytest.raises(FetchError) as caught:
        checked(text)
    assert reason in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_parts_of_an_address():
    assert host_of("https://Films.Example:8443/x/a%20b.mp4?c=d/e") == "films.example"
    assert name_in("https://films.example/x/a%20b.mp4?c=d/e") == "a b.mp4"
    assert [name_in(f"https://films.example{end}") for end in ("", "/", "/x/..")] == ["film"] * 3
    assert [is_address(t) for t in ("https://a", "http://a", "a/b", "C:/a", "file:///a")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_name_that_leads_to_this_computer_is_not_connected_to(web, tmp_path):
    for place in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1"):
        client = Client(backend=PublicBackend(lambda *_, place=place: [place]), manners=QUICK)
        assert refusal(client, tmp_path) == (
            "films.example is this computer or in its own network. "
            "Films are fetched from the public internet only."
        )
    assert web.requests == []


def test_the_connection_goes_to_the_very_address_that_was_checked(web, tmp_path):
    """A name that is public when it is checked, and this computer afterwards, is of no use."""
    answers = iter([["198.51.100.7"], ["127.0.0.1"]])
    checked_places = []

    def allowed(place):
        checked_places.append(place)
        return False

    client = Client(backend=PublicBackend(lambda *_: next(answers), allowed), manners=QUICK)
    assert "own network" in refusal(client, tmp_path)
    assert checked_places == ["198.51.100.7"]
    assert next(answers) == ["127.0.0.1"]  # it was asked once


def test_of_several_addresses_only_the_public_ones_are_tried(web, tmp_path):
    web.pages[A] = Answer(CONTENT)

    class Both(LocalHosts):
        def __init__(self, port):
            super().__init__(port)
            self._resolve = lambda *_: ["10.0.0.1", "127.0.0.1"]
            self._allowed = lambda place: place == "127.0.0.1"

    with web.client(backend=Both(web.port)) as client:
        assert fetch(client, Film(A), tmp_path, ENDINGS).read_bytes() == CONTENT


def test_a_name_that_does_not_exist_is_reported(tmp_path):
    def unknown(*_):
        raise socket.gaierror(-2, "Name or service not known")

    client = Client(backend=PublicBackend(unknown), manners=QUICK)
    assert refusal(client, tmp_path).startswith(
        "There is no host films.example, or this computer is offline."
    )


@pytest.mark.parametrize("host", ["a..example", "xn--.example", "\u00ad.example", "-" * 70])
def test_a_name_that_cannot_be_one_is_reported(web, tmp_path, host):
    said = refusal(web.client(), tmp_path, f"https://{host}/a.mp4")
    assert len(said.splitlines()) == 1
    assert web.requests == []


def test_a_host_that_refuses_connections_is_reported(web, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = refusal(web.client(backend=LocalHosts(port)), tmp_path)
    assert said == "films.example cannot be connected to. Try again later."


def test_a_certificate_that_nobody_signed_is_not_accepted(web, tmp_path):
    web.pages[A] = Answer(CONTENT)
    client = Client(
        backend=LocalHosts(web.port), context=ssl.create_default_context(), manners=QUICK
    )
    assert refusal(client, tmp_path).startswith("The certificate of films.example is not valid.")


def test_a_certificate_of_another_host_is_not_accepted(web, tmp_path):
    said = refusal(web.client(), tmp_path, "https://bank.example/a.mp4")
    assert said.startswith("The certificate of bank.example is not valid.")
    assert web.requests == []


def test_a_redirect_to_another_host_is_followed(web, tmp_path):
    web.pages[A] = Answer(status=302, headers={"Location": B})
    web.pages[B] = Answer(status=308, headers={"Location": "/c.mp4"})
    web.pages["https://other.example/c.mp4"] = Answer(CONTENT)
    with web.client() as client:
        assert fetch(client, Film(A), tmp_path, ENDINGS).read_bytes() == CONTENT
    assert web.asked == [A, B, "https://other.example/c.mp4"]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://other.example/b.mp4", "http://other.example/b.mp4 does not start with https://."),
        ("https://127.0.0.1:8080/", "127.0.0.1 is this computer or in its own network."),
        ("https://[::1]/", "[::1] is this computer or in its own network."),
        ("https://u:p@other.example/", "The address contains a user name or a password."),
        ("file:///etc/passwd", "file:/etc/passwd is not an address of a film."),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(web, tmp_path, location, reason):
    web.pages[A] = Answer(status=301, headers={"Location": location})
    said = refusal(web.client(), tmp_path)
    assert said.startswith(f"films.example redirects to an address that is not fetched. {reason}")
    assert web.asked == [A]


def test_a_redirect_to_a_name_of_this_computer_is_not_followed(web, tmp_path):
    web.pages[A] = Answer(status=302, headers={"Location": B})

    class Rebinding(LocalHosts):
        def __init__(self, port):
            super().__init__(port)
            self._resolve = lambda host, _: ["10.0.0.1" if host == "other.example" else "127.0.0.1"]
            self._allowed = lambda place: place == "127.0.0.1"

    said = refusal(web.client(backend=Rebinding(web.port)), tmp_path)
    assert said.startswith("other.example is this computer or in its own network.")


def test_redirects_without_end_are_given_up(web, tmp_path):
    web.pages[A] = Answer(status=302, headers={"Location": A})
    assert refusal(web.client(), tmp_path).startswith("films.example redirects without end.")
    assert len(web.requests) == QUICK.redirects + 1


@contextmanager
def proxy(port):
    """Run an HTTP proxy that connects to a port of this computer; yield its port and requests."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            try:
                near, _ = listening.accept()
            except OSError:
                return
            with near, socket.create_connection(("127.0.0.1", port)) as far:
                asked.append(near.recv(4096).decode())
                near.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                back = threading.Thread(target=pump, args=(far, near))
                back.start()
                pump(near, far)
                back.join()

        def pump(source, target):
            try:
                while data := source.recv(65536):
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)
            except OSError:
                return

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1], asked
    thread.join(5)


def test_the_proxy_of_the_system_is_used(web, tmp_path, monkeypatch):
    web.pages[A] = Answer(CONTENT)
    with proxy(web.port) as (port, asked):
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:word@127.0.0.1:{port}")
        with web.client(backend=PublicBackend()) as client:
            assert fetch(client, Film(A), tmp_path, ENDINGS).read_bytes() == CONTENT
    (request,) = asked
    assert request.startswith("CONNECT films.example:443 HTTP/1.1\r\n")
    assert "Proxy-Authorization: Basic bWU6d29yZA==" in request
    assert "authorization" not in web.requests[0].headers


def test_a_host_may_be_excepted_from_the_proxy(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    assert proxy_for("films.example") == "http://proxy.example:3128"
    monkeypatch.setenv("NO_PROXY", "films.example")
    assert proxy_for("films.example") == ""


def test_a_proxy_of_another_kind_is_reported(web, tmp_path, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://me:secret@proxy.example:1080")
    said = refusal(web.client(), tmp_path)
    assert said.startswith("The proxy proxy.example:1080 cannot be used.")
