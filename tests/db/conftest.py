"""What the tests of the library share: stores to copy, and the command line."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from stores import PASSPHRASE, TODAY, copied, filled, made

from db.store import keys

for _folder in ("exchange", "rules"):  # their documents are good for more than their own tests
    sys.path.append(str(Path(__file__).parent / _folder))


@pytest.fixture(autouse=True)
def _quick_slots(monkeypatch):
    """A slot is made with one pass of Argon2id: how many half a second allows has a test of its own."""
    monkeypatch.setattr(keys, "fitting_passes", lambda: 1)


@pytest.fixture(scope="session")
def _templates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    (folder / "empty").mkdir()
    (folder / "filled").mkdir()
    return {"empty": made(folder / "empty"), "filled": filled(folder / "filled")}


@pytest.fixture
def empty_store(_templates, tmp_path):
    """A store without anything in it, in a folder of its own."""
    return copied(_templates["empty"], tmp_path / "own")


@pytest.fixture
def filled_store(_templates, tmp_path):
    """A store with a few families, in a folder of its own."""
    return copied(_templates["filled"], tmp_path / "own")


@pytest.fixture
def another_store(_templates, tmp_path):
    """A second filled store, with a key and an id of its own."""
    (tmp_path / "another").mkdir()
    return made(tmp_path / "another")


@dataclass
class Ended:
    """How a subcommand ended, and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def taetpaa(tmp_path, capsys):
    """Runs a subcommand in this process, on `store`, with `passphrase` in a file."""
    from db.cli.main import run

    def call(*arguments, store=None, passphrase=PASSPHRASE, today=str(TODAY)):
        front = [] if store is None else ["--store", str(store)]
        if passphrase is not None:
            file = tmp_path / "passphrases"
            file.write_bytes(passphrase if isinstance(passphrase, bytes) else passphrase.encode())
            front += ["--passphrase-file", str(file)]
        front += ["--today", today] if today else []
        capsys.readouterr()
        try:
            code = run([*front, *(str(argument) for argument in arguments)])
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return call
