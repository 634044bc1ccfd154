"""Published checkpoints of SignCLIP and FingerCLIP, through the command line."""

from dataclasses import replace

from signdict.model.checkpoint.mapping import FINGERCLIP
from tests.support.checkpoints import TINY, vocabulary, weights, write
from tests.support.cli import run


def test_a_checkpoint_of_fingerclip_asks_for_its_own_vocabulary(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path / "home"))
    checkpoint = write(tmp_path / "finger.pt", weights(replace(TINY, inputs=63, pose_layers=1)))
    done = run("models", "add", checkpoint, "--vocab", vocabulary(tmp_path))
    assert done.exit_code == 2
    assert "vocab.txt is not the vocabulary that SignCLIP was trained with." in done.stderr
    assert f"bert-base-uncased: 30,522 lines, sha256 {FINGERCLIP.vocabulary[:8]}" in done.stderr
    assert not list((tmp_path / "home").glob("models/*"))
