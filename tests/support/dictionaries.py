"""Dictionaries of a small library and a fake encoder."""

import numpy as np
from click.testing import CliRunner, Result

from signdict.cli.main import main
from signdict.core.paths import Paths
from signdict.dictionary import dictionary as dictionaries
from signdict.dictionary.dictionary import Dictionary
from signdict.library.combined import CombinedLibrary
from tests.support.fakes import PositionEncoder
from tests.support.libraries import with_starter


class SureOfEquals(PositionEncoder):
    """Is sure of poses that are the same, and of nothing else."""

    def confidences(self, scores, size):
        assert size > 0
        return np.where(np.asarray(scores) > 0.999, 0.9, 0.1)


def opened(paths: Paths, encoder=PositionEncoder) -> Dictionary:
    """Open the dictionary of these paths; `encoder` is called when an encoder is needed."""
    return Dictionary(paths, CombinedLibrary.open(paths), lambda name: encoder())


def small_dictionary(folder, encoder=None, **what) -> Dictionary:
    """Make a starter in a folder and open the dictionary; `what` is passed to `fill`."""
    encoder = encoder or SureOfEquals()
    paths = with_starter(folder, model=encoder.name, **what)
    return opened(paths, lambda: encoder)


def invoke(monkeypatch, dictionary: Dictionary, *arguments) -> Result:
    """Run a command on the files and the encoder of a dictionary."""
    paths, encoder = dictionary.session.paths, dictionary.session.encoder
    monkeypatch.setattr(dictionaries, "open_dictionary", lambda _: opened(paths, lambda: encoder))
    return CliRunner().invoke(main, list(map(str, arguments)))
