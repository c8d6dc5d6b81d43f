"""The one thread that writes: it owns the write connection and does actions in their order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.errors import ForUser

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from db.actions.desk import Desk
    from db.books.rules_in_force import RulesInForce
    from db.store.open import Unlocked
    from desktop.kit.jobs import Task

T = TypeVar("T")
_QUIETLY: Final = (
    "ctypes",
    "cryptography.hazmat.primitives.kdf.argon2",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.ciphers.modes",
    "cryptography.hazmat.primitives.kdf.pbkdf2",
    "db.actions.at_the_desk",
    "db.actions.upkeep",
    "db.actions.whereabouts",
    "db.books.municipality",
    "db.rules.due_list",
    "db.rules.due_reason",
    "db.rules.openings",
    "db.rules.today_rows",
    "db.store.case_list",
    "db.store.children",
    "db.store.deadlines",
    "db.store.minutes",
    "db.store.rhythms",
    "db.store.search",
    "db.store.triggers",
)
"""What an open store needs and has nothing of Qt in it."""
_IN_TURN: Final = (
    "desktop.kit.ask",
    "desktop.kit.sheet",
    "desktop.anywhere",
    "desktop.desk_page",
    "desktop.rooms.today.today",
    "desktop.rooms.find.find_panel",
)
"""What is made of Qt: two threads that make its types known to Python at once end in a crash."""
_AGAIN: Final = 0.1  # seconds
Failed = Callable[[BaseException], None]


def preload(names: Sequence[str] = (*_QUIETLY, *_IN_TURN)) -> None:
    """Load what an open store needs, so that the right passphrase finds it there, and forbid a look at it."""
    from db.store import dumps  # now, and not when the store is opened: the passphrase is being typed

    dumps.forbid()
    for name in names:
        import_module(name)


class Writer(QObject):
    """Opens a store and does what changes it, one thing after the other, off the window's thread.

    Results come back on the window's thread, in the same order.
    """

    _ended = Signal(int, object, object, object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._desk: Desk | None = None
        self._turn = 0  # one more at each closing: what belonged to a closed desk is not told to anybody
        self._loaded: Future[None] | None = None
        self._long: WeakSet[Task] = WeakSet()
        self._taken = False  # somebody has the store that was opened, and will close it
        self._ended.connect(self._answer)  # queued: emitted on the writer's thread

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # not before the first window is painted

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")

    def warm(self) -> None:
        """Begin to load what an open store needs: beside the window, then in it, a part in each turn."""
        self._loaded = self._pool.submit(preload, _QUIETLY)
        self._submit(self._loaded.result, lambda _: self._load(_IN_TURN), _raised)

    @property
    def is_warm(self) -> bool:
        """True once that was loaded which is loaded beside the window."""
        return self._loaded is not None and self._loaded.done()

    def _load(self, names: Sequence[str]) -> None:
        import_module(names[0])
        if names[1:]:
            QTimer.singleShot(0, self, lambda: self._load(names[1:]))

    def open(
        self, store: Path, passphrase: str, *, done: Callable[["Unlocked"], None], failed: Failed
    ) -> None:
        """Unlock `store`; then `done` gets it open and closes it one day, or `failed` what is wrong."""

        def taken(unlocked: "Unlocked") -> None:
            self._taken = True
            done(unlocked)

        self._submit(lambda: self._open(store, passphrase), taken, failed)

    def do(self, work: Callable[[], T], *, done: Callable[[T], None], failed: Failed) -> None:
        """Do `work` that needs no open store, such as making one."""
        self._submit(work, done, failed)

    def run(
        self,
        work: Callable[["Desk"], T],
        *,
        done: Callable[[T], None],
        failed: Failed,
        task: "Task | None" = None,
    ) -> None:
        """Do `work` at the writing desk; what is long has a `task`, and stops at a lock."""
        if task is None:
            self._submit(lambda: work(self._at_desk()), done, failed)
        else:
            self._long.add(task)
            self._submit(lambda: self._heeding(work, task), done, failed)

    def run_aside(self, work: Callable[["Desk"], T], *, done: Callable[[T], None] = lambda _: None) -> None:
        """Do `work` that nobody asked for: what is expected, such as a full disk, costs only that work."""
        self.run(work, done=done, failed=_passed_over)

    def obey(self, rules: "RulesInForce") -> None:
        """Work by these rules of deadlines from now on."""
        self._pool.submit(self._obey, rules)

    def settle(self) -> None:
        """Wait until everything asked for so far is on the disk."""
        self._pool.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what was asked for, then close the desk and leave the journal's head in the header.

        What is long is asked to stop at its next step, and changes nothing then. A store that was just
        opened, and that nobody has yet, is closed too.
        """
        from concurrent.futures import wait

        self._turn += 1
        long = list(self._long)
        self._long.clear()
        for task in long:
            task.cancel()
        closed = self._pool.submit(self._close)
        while wait([closed], timeout=_AGAIN).not_done:
            for task in long:
                task.ends.now()  # a question that was just about to begin has not heard it
        closed.result()

    def stop(self) -> None:
        """Close, and end the thread."""
        self.close()
        self._pool.shutdown(wait=True)

    def _open(self, store: Path, passphrase: str) -> "Unlocked":
        from db.actions.at_the_desk import at_the_desk
        from db.store.open import unlock_by_passphrase

        unlocked = unlock_by_passphrase(store, passphrase, every_page=False)
        try:
            self._desk, self._taken = at_the_desk(unlocked, now=self._now, keeps_reading=True), False
        except BaseException:
            unlocked.close()
            raise
        return unlocked

    def _obey(self, rules: "RulesInForce") -> None:
        self._desk = replace(self._at_desk(), rules=rules)

    def _close(self) -> None:
        if self._desk is not None:
            desk, self._desk = self._desk, None
            desk.close()
            if not self._taken:
                desk.store.close()

    def _at_desk(self) -> "Desk":
        if self._desk is None:
            raise RuntimeError("the store is not open")
        return self._desk

    def _heeding(self, work: Callable[["Desk"], T], task: "Task") -> T:
        from db.stepping import heard
        from db.store.stopping import heeding

        desk = self._at_desk()
        with heard(task.heed, task.ends), heeding(desk.db):
            return work(desk)

    def _submit(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Failed) -> None:
        turn = self._turn
        future = self._pool.submit(work)
        # A callback of its own would, if it has ended by now, be called here: out of turn, within the asking.
        self._pool.submit(lambda: self._ended.emit(turn, future, done, failed))

    @Slot(int, object, object, object)
    def _answer(self, turn: int, ended: "Future[Any]", done: Callable[[Any], None], failed: Failed) -> None:
        if turn != self._turn:
            return
        if (error := ended.exception()) is not None:
            failed(error)
        else:
            done(ended.result())


def _raised(error: BaseException) -> None:
    raise error


def _passed_over(error: BaseException) -> None:
    if not isinstance(error, ForUser):
        raise error
