"""The service: the authors' contract, questions, limits, refusals; on this machine only."""

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

from signdict import openapi, serve, settings
from signdict.cli import main
from signdict.errors import LibraryError
from signdict.models import Models
from signdict.posefile import write_pose
from signdict.service import QUEUE, Service
from tests.fakes import PositionEncoder, a_pose
from tests.shelves import with_starter

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
    monkeypatch.setattr(
        Models, "open", lambda self, name=None: Two() if name == "other" else PositionEncoder()
    )
    return made


@pytest.fixture
def service(where):
    made = Service(where)
    yield made
    made.close()


@pytest.fixture
def client(service):
    application = serve.application(service, ["testserver"])
    with TestClient(application, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def encoded(tmp_path):
    def encode(pose):
        write_pose(tmp_path / "a.pose", pose)
        return base64.b64encode((tmp_path / "a.pose").read_bytes()).decode()

    return encode


def asked(client, path, method="POST", **body):
    return client.request(method, path, json=body)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_poses_are_embedded_alone_and_in_lists(client, encoded, method):
    poses = [a_pose(n) for n in range(3)]
    files = [encoded(pose) for pose in poses]
    one = asked(client, "/api/embed/pose", method, pose=files[1]).json()["embeddings"]
    all_ = asked(client, "/api/embed/pose", method, pose=files).json()["embeddings"]
    np.testing.assert_allclose(all_, PositionEncoder().raw_poses(poses), atol=1e-5)
    np.testing.assert_allclose(one, all_[1:2], atol=1e-6)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_texts_are_embedded_as_they_are(client, method):
    texts = ["<en> <ase> house", "anything"]
    told = asked(client, "/api/embed/text", method, text=texts).json()["embeddings"]
    np.testing.assert_allclose(told, PositionEncoder().raw_texts(texts), atol=1e-6)
    alone = asked(client, "/api/embed/text", method, text=texts[1], model_name="default").json()
    np.testing.assert_allclose(alone["embeddings"], told[1:])


def test_vectors_are_the_own_ones_of_the_model_asked_for(client, encoded):
    told = asked(client, "/api/embed/pose", pose=encoded(a_pose(1)), model_name="Other").json()
    assert np.linalg.norm(told["embeddings"]) == pytest.approx(2, abs=1e-4)
    names = {one["name"]: one["chosen"] for one in client.get("/api/models").json()["models"]}
    assert names == {"signdict-1": True, "other": False}


def test_signs_are_recognised_and_found(client, encoded):
    found = asked(client, "/api/recognise", pose=encoded(a_pose(4)), languages=["ase"], limit=2)
    matches = found.json()["matches"]
    assert [matches[0]["gloss"], len(matches)] == ["bye", 2]
    dots = asked(client, "/api/recognise", pose=encoded(a_pose(4)), score="dot").json()["matches"]
    assert dots[0]["gloss"] == "bye"
    words = asked(client, "/api/find", text="hello").json()["matches"]
    assert {match["by"] for match in words} == {"words"}
    assert asked(client, "/api/find", text="zzzz").json() == {"matches": []}


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/api/find", {}, "text is missing"),
        ("/api/find", {"text": 3}, "text is missing, or no text"),
        ("/api/find", {"text": "a" * 1001}, "longer than 1000 letters"),
        ("/api/find", {"text": "a", "languages": "ase"}, "no list of codes"),
        ("/api/find", {"text": "a", "languages": ["bsl"]}, "British Sign Language is bfi"),
        ("/api/find", {"text": "a", "limit": 0}, "no number from 1 to"),
        ("/api/find", {"text": "a", "limit": True}, "no number from 1 to"),
        ("/api/embed/text", {"text": []}, "neither a text nor a list"),
        ("/api/embed/text", {"text": ["a", None]}, "neither a text nor a list"),
        ("/api/embed/text", {"text": ["a"] * 257}, "lists more than 256"),
        ("/api/embed/text", {"text": "a", "model_name": 1}, "model_name is missing, or no text"),
        ("/api/embed/pose", {"pose": "!"}, "Pose 1 is not base64"),
        ("/api/embed/pose", {"pose": "é"}, "Pose 1 is not base64"),
        ("/api/embed/pose", {"pose": ["aGVsbG8="]}, "pose 1 is not a .pose file"),
        ("/api/embed/pose", {"pose": ""}, "pose 1 is empty"),
        ("/api/embed/pose", {"pose": ["a"] * 65}, "lists more than 64"),
        ("/api/recognise", {"pose": "aGVsbG8="}, "pose 1 is not a .pose file"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(client, path, body, told):
    done = asked(client, path, **body)
    assert done.status_code == 400
    assert told in done.json()["error"]
    assert done.json().keys() == {"error", "hint"}


def test_a_score_that_is_none_is_refused(client, encoded):
    done = asked(client, "/api/recognise", pose=encoded(a_pose(1)), score="sum")
    assert (done.status_code, done.json()["error"]) == (400, "sum is no score.")


def test_a_pose_of_nobody_is_refused(client, encoded):
    bare = a_pose(1)
    bare.confidence[:] = 0
    done = asked(client, "/api/recognise", pose=encoded(bare))
    assert (done.status_code, "Nobody" in done.json()["error"]) == (400, True)


def test_a_pose_of_too_many_frames_is_refused(client, encoded, monkeypatch):
    monkeypatch.setattr(serve, "FRAMES", 5)
    done = asked(client, "/api/embed/pose", pose=encoded(a_pose(1)))
    assert "more than 5 frames" in done.json()["error"]


def test_an_unknown_model_is_refused_with_those_there_are(client):
    done = asked(client, "/api/embed/text", text="a", model_name="nope")
    assert done.status_code == 404
    assert "other" in done.json()["hint"]


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff", b"[" * 100_000, b"1" * 5000])
def test_a_body_that_is_no_json_object_is_refused(client, content):
    done = client.post("/api/find", content=content)
    assert done.status_code == 400
    assert "JSON" in done.json()["error"]


def test_a_body_that_is_too_large_is_refused_before_it_is_whole(client, monkeypatch):
    monkeypatch.setattr(serve, "BODY", 1 << 20)
    sent = []

    def endless():
        for number in range(1000):
            sent.append(number)
            yield b" " * (1 << 16)

    done = client.post("/api/find", content=endless())
    assert done.status_code == 413
    assert "1 MiB" in done.json()["error"]


def test_other_addresses_and_methods_are_refused(client):
    assert client.get("/nothing").status_code == 404
    assert client.delete("/api/find").json()["error"] == "Use GET or POST."


def test_a_library_that_is_damaged_is_told_as_such(client, monkeypatch):
    def damaged(*_):
        raise LibraryError("The library is damaged.", hint="Put back a copy.")

    monkeypatch.setattr("signdict.dictionary.Dictionary.find", damaged)
    done = asked(client, "/api/find", text="a")
    assert (done.status_code, done.json()["hint"]) == (500, "Put back a copy.")


def test_a_mistake_of_ours_is_an_apology(client, monkeypatch):
    monkeypatch.setattr("signdict.dictionary.Dictionary.find", lambda *_: 1 / 0)
    done = asked(client, "/api/find", text="a")
    assert (done.status_code, "signdict" in done.json()["error"]) == (500, True)


def test_too_many_questions_are_turned_away(client, service, monkeypatch):
    monkeypatch.setattr(service, "_waiting", QUEUE)
    done = asked(client, "/api/find", text="a")
    assert done.status_code == 503
    assert done.headers["retry-after"] == "1"


def test_questions_wait_for_their_turn_on_one_thread(client, monkeypatch):
    seen = set()

    def slow(*_):
        seen.add(threading.current_thread().name)
        time.sleep(0.02)
        return []

    monkeypatch.setattr("signdict.dictionary.Dictionary.find", slow)
    threads = [
        threading.Thread(target=asked, args=(client, "/api/find"), kwargs={"text": "a"})
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 1
    assert seen.pop().startswith("library")


def test_another_name_for_this_machine_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_web_pages_may_ask_only_if_they_were_named(service, client):
    page = {"origin": "http://localhost:8000"}
    assert "access-control-allow-origin" not in client.get("/", headers=page).headers
    named = serve.application(service, ["testserver"], ["http://localhost:8000"])
    with TestClient(named) as other:
        allowed = other.get("/", headers=page).headers["access-control-allow-origin"]
        assert allowed == "http://localhost:8000"
        stranger = other.get("/", headers={"origin": "http://evil.example"}).headers
        assert "access-control-allow-origin" not in stranger


def test_the_schema_describes_every_address_and_its_refusals(client):
    told = client.get("/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) == set(ADDRESSES)
    for methods in told["paths"].values():
        assert set(methods) == {"get", "post"}
        for operation in methods.values():
            assert {"200", "400", "404", "413", "500", "503"} <= set(operation["responses"])
            example = operation["requestBody"]["content"]["application/json"]
            assert set(example["example"]) <= set(example["schema"]["properties"])


class Tags(HTMLParser):
    """Counts tags, and sees that each that opens is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("src", "href")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(client):
    page = client.get("/")
    assert page.headers["content-type"].startswith("text/html")
    tags = Tags()
    tags.feed(page.text)
    assert tags.open == []
    assert tags.links == ["/openapi.json"]
    assert all(address in page.text for address in ADDRESSES)
    assert not re.search(r"https?://(?!127\.0\.0\.1)", page.text)


def test_examples_of_the_page_are_answered(client, encoded):
    for path, methods in openapi.schema()["paths"].items():
        example = methods["post"]["requestBody"]["content"]["application/json"]["example"]
        body = dict(example)
        if "pose" in body:
            file = encoded(a_pose(1))
            body["pose"] = [file] * len(body["pose"]) if isinstance(body["pose"], list) else file
        assert asked(client, path, **body).status_code == 200


def test_an_address_that_cannot_be_had_is_told(where, monkeypatch):
    monkeypatch.setenv("SIGNDICT_HOME", str(where.home))
    monkeypatch.setattr(settings, "resources", lambda: where.resources)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--port", port])
    assert done.exit_code == 2
    assert f"cannot listen at 127.0.0.1, port {port}" in done.stderr


def test_listening_for_others_warns(where, monkeypatch):
    monkeypatch.setenv("SIGNDICT_HOME", str(where.home))
    monkeypatch.setattr(settings, "resources", lambda: where.resources)
    monkeypatch.setattr(serve, "run", lambda *_: None)
    done = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"])
    assert "there is no password" in done.stderr
    assert CliRunner().invoke(main, ["serve"]).stderr.strip() == "Stopped."


def test_without_its_packages_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "signdict.serve", None)
    monkeypatch.delattr("signdict.serve", raising=False)
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 2
    assert "pip install 'signdict[serve]'" in done.stderr


@pytest.mark.slow
def test_it_starts_answers_and_stops(where):
    env = {**os.environ, "SIGNDICT_HOME": str(where.home)}
    command = [
        sys.executable,
        "-c",
        "from signdict.cli import main; main()",
        "serve",
        "--port",
        "0",
    ]
    with subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
        body = json.dumps({"text": "hello", "limit": 1}).encode()
        request = urllib.request.Request(f"{address}api/find", body, method="GET")
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert json.load(answer)["matches"]
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}nothing", timeout=20)
        refused.value.close()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert errors.strip() == "Stopped."
