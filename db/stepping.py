"""Long work that somebody may ask to stop: at each of its steps it hears whether it is still wanted."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeVar

T = TypeVar("T")


def _nobody() -> None:
    """Nobody asks for anything."""


_HEARD: Final[ContextVar[Callable[[], None]]] = ContextVar("heard", default=_nobody)


def step() -> None:
    """One step of the work is done. Raises whatever whoever listens raises so that it stops."""
    _HEARD.get()()


def each(items: Iterable[T]) -> Iterator[T]:
    """`items`, one step after the other. Raises as `step`."""
    for item in items:
        step()
        yield item


@contextmanager
def heard(by: Callable[[], None]) -> Iterator[None]:
    """Call `by` at each step of what is done inside, on this thread; it may raise to stop it."""
    before = _HEARD.set(by)
    try:
        yield
    finally:
        _HEARD.reset(before)
