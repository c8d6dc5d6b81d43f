"""Long work that somebody may ask to stop: at each of its steps it hears whether it is still wanted."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from threading import Lock
from typing import Final, TypeVar

T = TypeVar("T")


def _nobody() -> None:
    """Nobody asks for anything."""


class Ends:
    """How what runs now is ended at once, from another thread: some of it takes no steps."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._calls: list[Callable[[], None]] = []

    def now(self) -> None:
        """End it."""
        with self._guard:
            for call in self._calls:
                call()

    @contextmanager
    def during(self, call: Callable[[], None]) -> Iterator[None]:
        """What is done inside is ended by `call`, which is never called afterwards."""
        with self._guard:
            self._calls.append(call)
        try:
            yield
        finally:
            with self._guard:
                self._calls.remove(call)


_HEARD: Final[ContextVar[Callable[[], None]]] = ContextVar("heard", default=_nobody)
_ENDS: Final[ContextVar[Ends | None]] = ContextVar("ends", default=None)


def step() -> None:
    """One step of the work is done. Raises whatever whoever listens raises so that it stops."""
    _HEARD.get()()


def each(items: Iterable[T]) -> Iterator[T]:
    """`items`, one step after the other. Raises as `step`."""
    for item in items:
        step()
        yield item


@contextmanager
def heard(by: Callable[[], None], ends: Ends | None = None) -> Iterator[None]:
    """Call `by` at each step of what is done inside, on this thread; it may raise to stop it.

    What takes no steps inside is to be found in `ends`.
    """
    before, ended = _HEARD.set(by), _ENDS.set(ends)
    try:
        yield
    finally:
        _HEARD.reset(before)
        _ENDS.reset(ended)


@contextmanager
def ended_by(call: Callable[[], None]) -> Iterator[None]:
    """What is done inside takes few steps, and is ended at once by `call`, if anybody wants that."""
    ends = _ENDS.get()
    with nullcontext() if ends is None else ends.during(call):
        step()
        yield
