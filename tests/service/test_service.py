"""The HTTP service: the contract of SignCLIP's authors, searches, limits and errors."""

import asyncio
import base64
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from html.parser import HTMLParser

import numpy as np
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from signdict.cli.main import main
from signdict.core import paths
from signdict.core.errors import LibraryError, ModelError, RequestError
from signdict.core.types import Source
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library
from signdict.model.registry import Models
from signdict.pose.posefile import write_pose
from signdict.service import handlers, openapi, server
from signdict.service.worker import QUEUE, Service
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import fill, with_starter

ADDRESSES = ("/api/embed/pose", "/api/embed/text", "/api/recognise", "/api/find", "/api/models")


class Two(PositionEncoder):
    """Vectors of length two."""

    def raw_poses(self, poses):
        return 2 * super().raw_poses(poses)


@pytest.fixture
def where(tmp_path, monkeypatch):
    made = with_starter(tmp_path)
    (made.models / "other").mkdir(parents=True)
    config = {"format": 1, "network": {"pose": {"outputs": 12}}, "prompts": {"signs": ["ase"]}}
    for folder in (made.models / "other", made.model):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text(json.dumps(config))

    def opened(self, name=None):
        return Two() if (name or self.chosen_name()) == "other" else PositionEncoder()

    monkeypatch.setattr(Models, "open", opened)
    return made


@pytest.fixture
def service(where):
    service = Service(where)
    yield service
    service.close()


@pytest.fixture
def client(service):
    application = server.application(service, ["testserver"])
    with TestClient(application, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def encoded(tmp_path):
    def encode(pose):
        write_pose(tmp_path / "a.pose", pose)
        return base64.b64encode((tmp_path / "a.pose").read_bytes()).decode()

    return encode


def post(client, path, method="POST", **body):
    return client.request(method, path, content=json.dumps(body))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_one_pose_or_a_list_is_embedded(client, encoded, method):
    poses = [a_pose(n) for n in range(3)]
    files = [encoded(pose) for pose in poses]
    one = post(client, "/api/embed/pose", method, pose=files[1]).json()["embeddings"]
    all_ = post(client, "/api/embed/pose", method, pose=files).json()["embeddings"]
    np.testing.assert_allclose(all_, PositionEncoder().raw_poses(poses), atol=1e-5)
    np.testing.assert_allclose(one, all_[1:2], atol=1e-6)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_texts_are_embedded_unchanged(client, method):
    texts = ["<en> <ase> house", "anything"]
    vectors = post(client, "/api/embed/text", method, text=texts).json()["embeddings"]
    np.testing.assert_allclose(vectors, PositionEncoder().raw_texts(texts), atol=1e-6)
    alone = post(client, "/api/embed/text", method, text=texts[1], model_name="default").json()
    np.testing.assert_allclose(alone["embeddings"], vectors[1:])


def test_vectors_are_those_of_the_named_model(client, encoded):
    answer = post(client, "/api/embed/pose", pose=encoded(a_pose(1)), model_name="Other").json()
    assert np.linalg.norm(answer["embeddings"]) == pytest.approx(2, abs=1e-4)
    names = {row["name"]: row["chosen"] for row in client.get("/api/models").json()["models"]}
    assert names == {"signdict-2": True, "other": False}


def test_signs_are_recognised_and_found(client, encoded):
    answer = post(client, "/api/recognise", pose=encoded(a_pose(4)), languages=["ase"], limit=2)
    matches = answer.json()["matches"]
    assert [matches[0]["gloss"], len(matches)] == ["bye", 2]
    dots = post(client, "/api/recognise", pose=encoded(a_pose(4)), score="dot").json()["matches"]
    assert dots[0]["gloss"] == "bye"
    words = post(client, "/api/find", text="hello").json()["matches"]
    assert {match["by"] for match in words} == {"words"}
    assert post(client, "/api/find", text="zzzz").json() == {"matches": []}


def test_base64_may_have_line_breaks(client, encoded):
    file = encoded(a_pose(4))
    lines = "\n".join(file[at : at + 76] for at in range(0, len(file), 76))
    for content in (json.dumps({"pose": lines}), f'{{"pose": "{lines}\n"}}'):
        done = client.post("/api/recognise", content=content)
        assert done.json()["matches"][0]["gloss"] == "bye"


def test_changes_by_other_programs_are_noticed(client, where):
    assert post(client, "/api/find", text="cat").json() == {"matches": []}
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "ase", "", (8,))], Source("mine"))
    assert post(client, "/api/find", text="cat").json()["matches"][0]["gloss"] == "cat"
    before = post(client, "/api/embed/text", text="a").json()["embeddings"]
    Models(where).choose("other")
    chosen = {row["name"]: row["chosen"] for row in client.get("/api/models").json()["models"]}
    assert chosen == {"signdict-2": False, "other": True}
    after = post(client, "/api/embed/text", text="a").json()["embeddings"]
    np.testing.assert_allclose(after, 2 * np.array(before), atol=1e-6)


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("/api/find", {}, "`text` is missing"),
        ("/api/find", {"text": 3}, "`text` is missing or not a text"),
        ("/api/find", {"text": "a" * 1001}, "`text` is longer than 1,000 characters"),
        ("/api/find", {"text": "a\ud83d"}, "`text` contains half a character, \\ud83d"),
        ("/api/find", {"text": "a", "languages": ["\ud800"]}, "half a character"),
        ("/api/find", {"text": "a", "languages": ["a" * 101]}, "longer than 100 characters"),
        ("/api/find", {"text": "a", "languages": ["ase"] * 101}, "more than 100 entries"),
        ("/api/find", {"text": "a", "languages": "ase"}, "must be a list of codes"),
        ("/api/find", {"text": "a", "languages": ["bsl"]}, "British Sign Language is bfi"),
        ("/api/find", {"text": "a", "limit": 0}, "must be a number from 1 to"),
        ("/api/find", {"text": "a", "limit": True}, "must be a number from 1 to"),
        ("/api/embed/text", {"text": []}, "neither a text nor a list"),
        ("/api/embed/text", {"text": ["a", None]}, "neither a text nor a list"),
        ("/api/embed/text", {"text": ["a"] * 257}, "more than 256 entries"),
        ("/api/embed/text", {"text": ["a", "\udc00"]}, "half a character"),
        ("/api/embed/text", {"text": "a" * 1001}, "longer than 1,000 characters"),
        (
            "/api/embed/text",
            {"text": "a", "model_name": 1},
            "`model_name` is missing or not a text",
        ),
        ("/api/embed/text", {"text": "a", "model_name": "a" * 101}, "longer than 100 characters"),
        ("/api/embed/pose", {"pose": "!"}, "Pose 1 is not base64"),
        ("/api/embed/pose", {"pose": "é"}, "Pose 1 is not base64"),
        ("/api/embed/pose", {"pose": ["aGVsbG8="]}, "pose 1 is not a valid .pose file"),
        ("/api/embed/pose", {"pose": ""}, "pose 1 is empty"),
        ("/api/embed/pose", {"pose": ["a"] * 65}, "more than 64 entries"),
        ("/api/recognise", {"pose": "aGVsbG8="}, "pose 1 is not a valid .pose file"),
    ],
)
def test_an_invalid_request_is_rejected_with_a_message(client, path, body, message):
    done = post(client, path, **body)
    assert done.status_code == 400
    assert message in done.json()["error"]
    assert done.json().keys() == {"error", "hint"}


def test_an_unknown_score_is_rejected(client, encoded):
    done = post(client, "/api/recognise", pose=encoded(a_pose(1)), score="sum")
    assert (done.status_code, done.json()["error"]) == (400, "Unknown score: sum.")


def test_a_pose_without_a_person_is_rejected(client, encoded):
    bare = a_pose(1)
    bare.confidence[:] = 0
    done = post(client, "/api/embed/pose", pose=[encoded(a_pose(1)), encoded(bare)])
    assert done.status_code == 400
    assert done.json()["error"] == "Pose 2: Nobody was seen in this clip."


def test_a_pose_with_too_many_frames_is_rejected(client, encoded, monkeypatch):
    monkeypatch.setattr(handlers, "FRAMES", 5)
    done = post(client, "/api/embed/pose", pose=encoded(a_pose(1)))
    assert "more than 5 frames" in done.json()["error"]


def test_an_unknown_model_is_rejected_with_the_known_names(client):
    done = post(client, "/api/embed/text", text="a", model_name="nope")
    assert done.status_code == 404
    assert "other" in done.json()["hint"]


def test_a_damaged_model_is_a_server_error(client, monkeypatch):
    def damaged(*_):
        raise ModelError("The parts of other do not fit.")

    monkeypatch.setattr("signdict.dictionary.dictionary.Dictionary.encoder", damaged)
    done = post(client, "/api/embed/text", text="a", model_name="other")
    assert (done.status_code, done.json()["error"]) == (500, "The parts of other do not fit.")


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff", b"[" * 100_000, b"1" * 5000])
def test_a_body_that_is_not_a_json_object_is_rejected(client, content):
    done = client.post("/api/find", content=content)
    assert done.status_code == 400
    assert "JSON" in done.json()["error"]


def called(application, receive):
    """Call the application without a server; return what it sends, and the coroutine."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/find",
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }
    return sent, application(scope, receive, send)


def test_a_large_body_is_rejected_before_it_is_complete(service, monkeypatch):
    monkeypatch.setattr(server, "BODY", 1 << 20)
    monkeypatch.setattr(server, "_LINGER", 1 << 21)
    read = []

    async def endless():
        read.append(len(sent))
        return {"type": "http.request", "body": b" " * (1 << 16), "more_body": True}

    sent, run = called(server.application(service, ["testserver"]), endless)
    asyncio.run(run)
    parts = [message.get("status") or message["body"] for message in sent]
    assert parts[0] == 413
    assert "larger than 1 MiB" in json.loads(parts[1])["error"]
    assert read.count(0) == 17  # 1 MiB and one chunk more before the error
    assert len(read) == 17 + 33  # then 2 MiB that are discarded so that the client reads it


def test_a_body_that_does_not_arrive_is_rejected(service, monkeypatch):
    monkeypatch.setattr(server, "PATIENCE", 0.05)

    async def stuck():
        await asyncio.sleep(60)

    sent, run = called(server.application(service, ["testserver"]), stuck)
    asyncio.run(run)
    assert sent[0]["status"] == 408
    assert service.waiting == 0


def test_a_client_that_disconnects_is_not_an_error(service):
    async def gone():
        return {"type": "http.disconnect"}

    _, run = called(server.application(service, ["testserver"]), gone)
    asyncio.run(run)  # raises nothing
    assert service.waiting == 0


def test_a_client_that_is_sending_when_the_service_stops_gets_an_error(service):
    async def stuck():
        await asyncio.sleep(60)

    async def stopped():
        sent, run = called(server.application(service, ["testserver"]), stuck)
        task = asyncio.create_task(run)
        await asyncio.sleep(0.05)
        task.cancel()
        await task
        return sent

    assert asyncio.run(stopped())[0]["status"] == 503


def test_unknown_paths_and_methods_are_rejected(client):
    assert client.get("/nothing").status_code == 404
    assert client.delete("/api/find").json()["error"] == "Use GET or POST."


def test_a_damaged_library_is_a_server_error(client, monkeypatch):
    def damaged(*_):
        raise LibraryError("The library is damaged.", hint="Put back a copy.")

    monkeypatch.setattr("signdict.dictionary.dictionary.Dictionary.find", damaged)
    done = post(client, "/api/find", text="a")
    assert (done.status_code, done.json()["hint"]) == (500, "Put back a copy.")


def test_a_bug_is_a_server_error(client, monkeypatch):
    monkeypatch.setattr("signdict.dictionary.dictionary.Dictionary.find", lambda *_: 1 / 0)
    done = post(client, "/api/find", text="a")
    assert (done.status_code, "signdict" in done.json()["error"]) == (500, True)


def test_requests_beyond_the_queue_are_rejected(client, service, monkeypatch):
    monkeypatch.setattr(service, "waiting", QUEUE)
    done = post(client, "/api/find", text="a")
    assert done.status_code == 503
    assert done.headers["retry-after"] == "1"


def test_requests_are_answered_on_one_thread(client, monkeypatch):
    threads_used = set()

    def slow(*_):
        threads_used.add(threading.current_thread().name)
        time.sleep(0.02)
        return []

    monkeypatch.setattr("signdict.dictionary.dictionary.Dictionary.find", slow)
    threads = [
        threading.Thread(target=post, args=(client, "/api/find"), kwargs={"text": "a"})
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(threads_used) == 1
    assert threads_used.pop().startswith("library")


def test_an_unknown_host_name_is_rejected(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_only_named_origins_are_allowed(service, client):
    page = {"origin": "http://localhost:8000"}
    assert "access-control-allow-origin" not in client.get("/", headers=page).headers
    named = server.application(service, ["testserver"], ["http://localhost:8000"])
    with TestClient(named) as other:
        allowed = other.get("/", headers=page).headers["access-control-allow-origin"]
        assert allowed == "http://localhost:8000"
        stranger = other.get("/", headers={"origin": "http://evil.example"}).headers
        assert "access-control-allow-origin" not in stranger


def test_the_schema_describes_every_path_and_its_errors(client):
    schema = client.get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) == {*ADDRESSES, "/", "/openapi.json"}
    assert set(ADDRESSES) == set(handlers.ANSWERS)
    for path in ADDRESSES:
        assert set(schema["paths"][path]) == {"get", "post"}
        for operation in schema["paths"][path].values():
            codes = {"400", "404", "408", "413", "500", "503"}
            assert set(operation["responses"]) == {"200", *codes} == {"200", *responses(schema)}
            body = operation["requestBody"]["content"]["application/json"]
            assert set(body["example"]) <= set(body["schema"]["properties"])
    names = [
        operation["operationId"]
        for methods in schema["paths"].values()
        for operation in methods.values()
    ]
    assert len(names) == len(set(names)) == 12


def responses(schema):
    return schema["components"]["responses"]


def test_every_reference_in_the_schema_exists(client):
    text = client.get("/openapi.json").text
    schema = json.loads(text)
    references = set(re.findall(r'"\$ref":\s*"#/components/(\w+)/(\w+)"', text))
    assert {name for _, name in references} >= {"Match", "Model", "Refusal", "413"}
    for kind, name in references:
        assert schema["components"][kind][name]


@pytest.mark.parametrize(
    ("path", "schema", "body"),
    [("/api/find", "Match", {"text": "hello"}), ("/api/models", "Model", {})],
)
def test_responses_have_the_fields_of_the_schema(client, path, schema, body):
    ((_, listed),) = post(client, path, **body).json().items()
    expected = openapi.schema()["components"]["schemas"][schema]
    kinds = {"string": str, "integer": int, "number": float, "boolean": bool, "array": list}
    kinds["null"] = type(None)
    for item in listed:
        assert set(item) == set(expected["properties"]) == set(expected["required"])
        for name, value in item.items():
            kind = expected["properties"][name]["type"]
            allowed = [kind] if isinstance(kind, str) else kind
            assert type(value) in [kinds[one] for one in allowed], name


class Tags(HTMLParser):
    """Collects links and checks that every tag is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("src", "href")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_valid_and_loads_nothing_else(client):
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    tags = Tags()
    tags.feed(page.text)
    assert tags.open == []
    inside = [link for link in tags.links if link != "/openapi.json"]
    assert all(link.startswith("#") and f'id="{link[1:]}"' in page.text for link in inside)
    assert len(inside) == len(ADDRESSES) + 2
    assert all(address in page.text for address in ADDRESSES)
    assert set(re.findall(r"https?://([^/]*)/", page.text)) == {"testserver"}


def test_the_examples_of_the_page_work(client, encoded):
    for path in ADDRESSES:
        example = openapi.schema()["paths"][path]["post"]["requestBody"]["content"][
            "application/json"
        ]["example"]
        body = dict(example)
        if "pose" in body:
            file = encoded(a_pose(1))
            body["pose"] = [file] * len(body["pose"]) if isinstance(body["pose"], list) else file
        assert post(client, path, **body).status_code == 200


def test_a_port_in_use_is_reported(where, monkeypatch):
    monkeypatch.setenv("SIGNDICT_HOME", str(where.home))
    monkeypatch.setattr(paths, "resources", lambda: where.resources)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--port", port])
    assert done.exit_code == 2
    assert f"cannot listen at 127.0.0.1, port {port}" in done.stderr


def test_listening_on_the_network_warns(where, monkeypatch):
    monkeypatch.setenv("SIGNDICT_HOME", str(where.home))
    monkeypatch.setattr(paths, "resources", lambda: where.resources)
    monkeypatch.setattr(server, "run", lambda *_: None)
    for host in ("0.0.0.0", ""):
        done = CliRunner().invoke(main, ["serve", "--port", "0", "--host", host])
        assert "there is no password" in done.stderr
    for host in ("127.0.0.1", "localhost"):
        done = CliRunner().invoke(main, ["serve", "--port", "0", "--host", host])
        assert (done.exit_code, done.stderr.strip()) == (0, "Stopped.")


@pytest.mark.parametrize(
    ("host", "others"),
    [("127.0.0.1", False), ("localhost", False), ("127.0.0.2", False), ("0.0.0.0", True)],
)
def test_a_local_service_rejects_other_host_names(service, monkeypatch, host, others):
    made = []
    monkeypatch.setattr(server, "application", lambda *given: made.append(given))
    monkeypatch.setattr(server._Server, "run", lambda *_, **__: None)
    try:
        listening = server.listen(host, 0)
    except RequestError:
        pytest.skip(f"this machine has no {host}")
    with listening:
        server.run(service, listening, host, (), print)
    monkeypatch.undo()
    ((_, hosts, origins),) = made
    with TestClient(server.application(service, hosts, origins)) as client:
        for name in (f"{host}:3030", "localhost", "127.0.0.1:80", "[::1]:3030"):
            assert client.get("/", headers={"host": name}).status_code == 200
        status = client.get("/", headers={"host": "evil.example"}).status_code
        assert status == (200 if others else 400)


@pytest.mark.parametrize("host", ["...", "a..b", "999.1.1.1", "203.0.113.1"])
def test_an_address_of_another_machine_is_reported(host):
    with pytest.raises(RequestError, match="cannot listen at"):
        server.listen(host, 0)


def test_an_origin_is_written_as_browsers_do():
    assert server.origin("HTTP://Localhost:8000/") == "http://localhost:8000"
    for wrong in ("*", "localhost:8000", "https://a.example/page", "https://*.example", ""):
        with pytest.raises(RequestError):
            server.origin(wrong)


def test_without_its_packages_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "signdict.service.server", None)
    monkeypatch.delattr("signdict.service.server", raising=False)
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 2
    assert "pip install 'signdict[serve]'" in done.stderr


@pytest.mark.slow
def test_the_service_starts_answers_and_stops_with_misbehaving_clients(where):
    env = {**os.environ, "SIGNDICT_HOME": str(where.home)}
    code = (
        "from signdict.cli.main import main; from signdict.service import server\n"
        "server._GRACE = 0.2; main()"
    )
    command = [sys.executable, "-c", code, "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        body = json.dumps({"text": "hello", "limit": 1}).encode()
        request = urllib.request.Request(f"{address[0]}api/find", body, method="GET")
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert json.load(answer)["matches"]
        for path, content, status in (
            ("nothing", None, 404),
            (
                "api/find",
                b" " * (openapi.BODY + (4 << 20)),
                413,
            ),  # read although all of it was sent
        ):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"{address[0]}{path}", content, timeout=20)
            assert (refused.value.code, "error" in json.load(refused.value)) == (status, True)
            refused.value.close()
        half = b"POST /api/find HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"
        with socket.create_connection(("127.0.0.1", int(address[1]))) as gone:
            gone.sendall(half)
        with socket.create_connection(("127.0.0.1", int(address[1]))) as stuck:
            stuck.sendall(half)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert errors.strip().endswith("Stopped.")


def test_paths_that_are_not_text_are_escaped():
    media = {"media": "/videos/caf\udce9.mp4"}
    body = server._Json(media).body
    assert body == rb'{"media":"/videos/caf\udce9.mp4"}'
    assert json.loads(body) == media
