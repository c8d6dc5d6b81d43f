"""The command line itself: what it takes, how it ends, and that it never says too much."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stores import PASSPHRASE, TODAY, at_work, digests, made

from db.actions import demonstration
from db.cli.parsing import COMMANDS, parser
from db.errors import Damaged, InUse, NotAllowed, Stale, Trouble, WrongPassphrase
from db.store import open as door
from db.words import Words

ROOT = Path(__file__).resolve().parents[3]
WRONG = [
    [],
    ["nothing"],
    ["cases", "more"],
    ["cases", "--jso"],
    ["--today", "2026-02-30", "cases"],
    ["--today", "20260101", "cases"],
    ["--lang", "de", "cases"],
    ["--lang"],
    ["--store="],
    ["--smoke", "cases"],
    ["search"],
    ["search", "x", "--limit", "0"],
    ["search", "x", "--limit", "9" * 30],
    ["search", "Mia Prøve", "too much"],
    ["due", "--from", "yesterday"],
    ["costs", "--year", "0"],
    ["costs", "--year", "10000"],
    ["demo", "--cases", "0"],
    ["demo", "--cases", "-3"],
    ["demo", "--seed", "x"],
    ["import"],
    ["export"],
    ["slots", "remove"],
    ["slots", "remove", "0"],
    ["slots", "remove", "one"],
    ["slots", "add", "1"],
    ["slots", "remove", "1", "--recovery-recipient", "age1x"],
    ["slots", "--recovery-recipient", "age1x"],
    ["slots", "change"],
    ["recover"],
    ["plan"],
    ["plan", "2026-0001"],
    ["plan", "2026-0001", "--out", "x.pdf", "--edition", "whole"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_wrong_command_line(taetpaa, tmp_path, arguments):
    ended = taetpaa(*arguments, store=tmp_path / "new" / "s.db")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[-1].startswith("taetpaa: ")
    assert "Mia" not in ended.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_in_both_languages(taetpaa, language, command):
    ended = taetpaa(
        "--lang", language, *([command] if command else []), "--help", passphrase=None, today=None
    )
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith({"da": "brug: ", "en": "usage: "}[language])
    if language == "da":
        assert not {"usage", "options", "positional", "show"} & set(ended.out.replace(":", " ").split())
    if command is None:
        assert all(f"  {name} " in ended.out for name in COMMANDS)


def test_every_option_is_explained():
    def undescribed(one):
        for action in one._actions:
            if action.choices and not action.option_strings and hasattr(action.choices, "values"):
                for name, sub in getattr(action, "choices", {}).items():
                    yield from ((name, option) for option in undescribed(sub))
            elif not action.help:
                yield action.dest

    assert list(undescribed(parser(Words("en")))) == []


def test_every_subcommand_of_the_table_is_there():
    from importlib import import_module

    for module, name, _ in COMMANDS.values():
        assert callable(getattr(import_module(f"db.cli.{module}"), name))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_language_is_that_of_the_last_lang(taetpaa, empty_store, language):
    for words in (["--lang", language], [f"--lang={language}"], ["--lang", "da", "--lang", language]):
        assert (
            taetpaa(*words, "cases", store=empty_store).out
            == {"da": "0 sager\n", "en": "0 cases\n"}[language]
        )


def test_each_kind_of_failure_has_its_exit_code():
    kinds = [NotAllowed, Stale, Trouble, WrongPassphrase, Damaged, InUse]
    assert [int(kind.exit) for kind in kinds] == [1, 1, 1, 3, 4, 5]


def test_a_store_that_is_open_in_another_program(taetpaa, filled_store):
    before = digests(filled_store.parent)
    with door.unlock_by_passphrase(filled_store, PASSPHRASE):
        for command in (["cases"], ["check"], ["demo"], ["passphrase"], ["recover", "--identity", __file__]):
            ended = taetpaa(*command, store=filled_store, passphrase=f"{PASSPHRASE}\nny og lang sætning")
            assert (ended.code, ended.out) == (5, ""), command
    assert digests(filled_store.parent) == before
    assert taetpaa("cases", store=filled_store).code == 0


@pytest.mark.parametrize("command", ["cases", "init", "demo", "check"])
def test_folders_that_are_copied_elsewhere_are_refused(taetpaa, tmp_path, command):
    (tmp_path / "Dropbox").mkdir()
    ended = taetpaa("--lang", "en", command, store=tmp_path / "Dropbox" / "s.db")
    assert (ended.code, ended.out) == (1, "")
    assert "synchronised" in ended.err
    assert list((tmp_path / "Dropbox").iterdir()) == []


@pytest.mark.parametrize("place", ["x" * 300, "file/s.db", "\ud83d/s.db"])
def test_places_where_no_store_can_be(taetpaa, tmp_path, place):
    (tmp_path / "file").write_text("")
    for command in ("init", "cases", "check"):
        ended = taetpaa(command, store=tmp_path / place)
        assert ended.code == 1
        assert len(ended.err.splitlines()) == 1


def test_a_folder_is_no_store(taetpaa, tmp_path):
    ended = taetpaa("--lang", "en", "cases", store=tmp_path)
    assert (ended.code, ended.out) == (4, "")
    assert ended.err == "taetpaa: This file is no store. It was not changed. Name another one.\n"


def test_a_fault_of_our_own_tells_where_and_nothing_else(taetpaa, filled_store, monkeypatch):
    def broken(*_args, **_more):
        raise KeyError("Mia Prøve 090514-4321")

    monkeypatch.setattr("db.rules.due_list.due_answer", broken)
    ended = taetpaa("--lang", "en", "due", store=filled_store)
    assert (ended.code, ended.out) == (1, "")
    assert "KeyError, db/cli/reading_commands.py:" in ended.err
    assert "Mia" not in ended.err
    assert "Traceback" not in ended.err


# What follows are programs of their own.


def started(store, *arguments, **options):
    """A subcommand as its own program; the passphrase is read from its input."""
    command = [sys.executable, "-m", "desktop", "--store", str(store), "--passphrase-file", "-"]
    command += ["--today", str(TODAY), "--lang", "en", *(str(argument) for argument in arguments)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen(command, cwd=ROOT, **pipes)


def test_a_passphrase_on_the_input_and_utf8_on_the_output(filled_store):
    program = started(filled_store, "cases", "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, err = program.communicate(PASSPHRASE.encode() + b"\n", timeout=60)
    assert (program.returncode, err) == (0, b"")
    assert out.decode("utf-8").startswith("[\n {\n")


def test_an_answer_that_cannot_be_written(filled_store):
    with Path("/dev/full").open("wb") as full:
        program = started(filled_store, "cases", stdout=full)
        _, err = program.communicate(PASSPHRASE.encode(), timeout=60)
    assert program.returncode == 1
    assert err.startswith(b"taetpaa: What was asked for is done, but the answer could not be written.")
    assert len(err.splitlines()) == 1


def test_a_refusal_and_help_on_an_output_that_takes_nothing(filled_store):
    with Path("/dev/full").open("wb") as full:
        refused = started(filled_store, "cases", stdout=full)
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        helped = started(filled_store, "--help", stdout=full, env=buffered)
        _, err = refused.communicate(b"not the passphrase", timeout=60)
        _, told = helped.communicate(timeout=60)
    assert (refused.returncode, len(err.splitlines())) == (3, 1)
    assert (helped.returncode, told) == (1, b"")


@pytest.mark.parametrize(("stream", "given", "code"), [(0, "", 1), (1, PASSPHRASE, 1), (2, "wrong", 3)])
def test_a_stream_that_was_closed_before_the_start(filled_store, stream, given, code):
    program = started(filled_store, "cases", preexec_fn=lambda: os.close(stream))
    out, err = program.communicate(given.encode(), timeout=60)
    assert (program.returncode, out) == (code, b"")
    assert err.startswith(b"taetpaa: ") == (stream != 2)
    assert b"fault of its own" not in err


def test_an_answer_that_nobody_reads_to_its_end(filled_store):
    program = started(filled_store, "due", "--json", "--from", "2000-01-01")
    program.stdin.write(PASSPHRASE.encode())
    program.stdin.close()
    program.stdout.read(10)
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait(60) in (0, 1)


def test_a_program_that_dies_in_the_middle_of_an_import_leaves_no_trace(empty_store, tmp_path):
    """kill -9 at growing distances from the start, until one run got through."""
    (tmp_path / "source").mkdir()
    source = made(tmp_path / "source")
    with at_work(source) as desk:
        demonstration.fill(desk, count=40)
        from db.actions import documents

        documents.export_document(desk, [], out=tmp_path / "in.json")
    caught = 0
    for wait in (0.0, 0.15, 0.4, 0.8):
        program = started(empty_store, "import", tmp_path / "in.json")
        program.stdin.write(PASSPHRASE.encode())
        program.stdin.close()
        log = empty_store.with_name(empty_store.name + "-wal")
        begun = time.monotonic()
        while program.poll() is None and not log.exists() and time.monotonic() - begun < 60:
            time.sleep(0.005)
        try:
            program.wait(wait)
        except subprocess.TimeoutExpired:
            program.kill()
        program.wait()
        program.stdout.close()
        program.stderr.close()
        with door.unlock_by_passphrase(empty_store, PASSPHRASE, to_check=True) as unlocked:
            from db.store.check import check

            before = digests(empty_store.parent)
            verdict = check(unlocked)
        assert verdict.sound, verdict
        after = digests(empty_store.parent)
        changed = {name for name in before if before[name] != after.get(name)}
        assert changed <= {f"{empty_store.name}-shm"}
        assert verdict.counts["cases"] in (0, 40)
        assert (verdict.counts["cases"] == 40) == (verdict.lines == 1)
        caught += verdict.counts["cases"] == 0
        if verdict.lines:
            break
    assert caught
    with at_work(empty_store) as desk:  # and the next program works on as if nothing had been
        assert desk.db.execute("select count(*) from cases").fetchone()[0] in (0, 40)


def test_a_passphrase_at_the_terminal(tmp_path):
    """Asked for twice where a typing slip would lock the owner out, and never shown."""
    store = tmp_path / "s.db"

    def talk(command, *answers):
        child, terminal = pty.fork()
        if child == 0:  # pragma: no cover - the other program
            os.chdir(ROOT)
            program = [sys.executable, "-m", "desktop", "--lang", "en", "--store", str(store), command]
            os.execv(sys.executable, program)  # noqa: S606
        said = b""
        for answer in answers:
            while not said.endswith(b": "):
                said += os.read(terminal, 1000)
            os.write(terminal, answer.encode() + b"\n")
            said += b"|"
        try:
            while more := os.read(terminal, 1000):
                said += more
        except OSError:
            pass  # the other end is closed
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode()

    code, said = talk("init", PASSPHRASE, "a slip")
    assert (code, store.exists()) == (1, False), said
    code, said = talk("init", PASSPHRASE, PASSPHRASE)
    assert (code, store.exists()) == (0, True), said
    assert PASSPHRASE not in said
    code, said = talk("cases", PASSPHRASE)
    assert (code, said.splitlines()[-1]) == (0, "0 cases")
